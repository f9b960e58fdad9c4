/* genkan-cli-decide.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan map`, `ignore`, `restore` and `delete`: one decision about all Records that are chosen.
 * What will become of each is worked out before, so that --dry-run and what is told afterwards
 * come from the same place.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-choice.h"
#include "genkan-cli-json.h"
#include "genkan-cli-private.h"
#include "genkan-cli-table.h"
#include "genkan-cli-words.h"

#include <glib/gi18n.h>

typedef struct
{
  GenkanCliChoice choice;
  GenkanDecision  decision;
  char           *product;   /* (owned) (nullable) */
  char           *type;      /* (owned) (nullable) */
  gboolean        each;
  gboolean        all;
  gboolean        json;
  gboolean        dry_run;

  GPtrArray      *records;   /* (owned) (nullable) that the decision is for */
  GHashTable     *labels;    /* (owned) (nullable) of Connections, by id */
  guint           n_matched; /* also those that it is not for */
} GenkanCliDecide;

static void
genkan_cli_decide_clear (GenkanCliDecide *decide)
{
  genkan_cli_choice_clear (&decide->choice);
  g_clear_pointer (&decide->product, g_free);
  g_clear_pointer (&decide->type, g_free);
  g_clear_pointer (&decide->records, g_ptr_array_unref);
  g_clear_pointer (&decide->labels, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanCliDecide, genkan_cli_decide_clear)

#define COMMON_ENTRIES(decide) \
  { "all", 0, 0, G_OPTION_ARG_NONE, &(decide).all, N_("All records of all connections"), NULL }, \
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &(decide).dry_run, N_("Only print what would change"), NULL }, \
  { "json", 0, 0, G_OPTION_ARG_NONE, &(decide).json, N_("Print JSON, for programs"), NULL }

/* --- what becomes of a Record --- */

/* What is Ignored cannot be ignored again, and only what is Ignored can be restored. */
static gboolean
is_for (GenkanDecisionKind  kind,
        GenkanRecord       *record)
{
  gboolean ignored = genkan_record_get_state (record) == GENKAN_RECORD_STATE_IGNORED;

  switch (kind)
    {
    case GENKAN_DECISION_IGNORE:
      return !ignored;

    case GENKAN_DECISION_RESTORE:
      return ignored;

    case GENKAN_DECISION_MAP:
    case GENKAN_DECISION_DELETE:
    case GENKAN_DECISION_MAP_EACH:
    default:
      return TRUE;
    }
}

/* Returns: %FALSE if there will be no Record */
static gboolean
get_new_state (GenkanDecisionKind  kind,
               GenkanRecordState  *ret_state)
{
  switch (kind)
    {
    case GENKAN_DECISION_MAP:
    case GENKAN_DECISION_MAP_EACH:
      *ret_state = GENKAN_RECORD_STATE_GOOD;
      return TRUE;

    case GENKAN_DECISION_IGNORE:
      *ret_state = GENKAN_RECORD_STATE_IGNORED;
      return TRUE;

    case GENKAN_DECISION_RESTORE:
      *ret_state = GENKAN_RECORD_STATE_NEW;
      return TRUE;

    case GENKAN_DECISION_DELETE:
    default:
      return FALSE;
    }
}

/* Returns: (transfer full) (nullable): the Product that it will have */
static char *
dup_new_product (const GenkanDecision *decision,
                 GenkanRecord         *record)
{
  g_autofree char *name = NULL;

  if (decision->kind == GENKAN_DECISION_MAP)
    return g_strdup (decision->product_name);
  if (decision->kind != GENKAN_DECISION_MAP_EACH)
    return NULL;

  name = g_strstrip (g_strdup (genkan_record_get_name (record)));

  return *name != '\0' ? g_steal_pointer (&name)
                       : g_strstrip (g_strdup (genkan_record_get_vendor_id (record)));
}

/* --- telling it --- */

static void
add_json_record (JsonBuilder     *builder,
                 GenkanCliDecide *decide,
                 GenkanRecord    *record)
{
  g_autofree char *product = dup_new_product (&decide->decision, record);
  GenkanRecordState state;
  gboolean stays = get_new_state (decide->decision.kind, &state);

  json_builder_begin_object (builder);
  genkan_cli_json_add_number (builder, "id", genkan_record_get_id (record));
  genkan_cli_json_add_text (builder, "connection", genkan_cli_get_label (decide->labels, record));
  genkan_cli_json_add_text (builder, "vendor_id", genkan_record_get_vendor_id (record));
  genkan_cli_json_add_text (builder, "name", genkan_record_get_name (record));
  genkan_cli_json_add_text (builder, "state", genkan_record_state_to_nick (genkan_record_get_state (record)));
  genkan_cli_json_add_text (builder, "product", genkan_record_get_product_name (record));
  genkan_cli_json_add_text (builder, "new_state", stays ? genkan_record_state_to_nick (state) : NULL);
  genkan_cli_json_add_text (builder, "new_product", product);
  json_builder_end_object (builder);
}

static void
print_json (GenkanCliDecide *decide)
{
  static const char *const words[] = {
    [GENKAN_DECISION_MAP] = "map",
    [GENKAN_DECISION_IGNORE] = "ignore",
    [GENKAN_DECISION_RESTORE] = "restore",
    [GENKAN_DECISION_DELETE] = "delete",
    [GENKAN_DECISION_MAP_EACH] = "map-each",
  };
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  genkan_cli_json_add_text (builder, "decision", words[decide->decision.kind]);
  json_builder_set_member_name (builder, "dry_run");
  json_builder_add_boolean_value (builder, decide->dry_run);
  genkan_cli_json_add_number (builder, "matched", decide->n_matched);
  json_builder_set_member_name (builder, "records");
  json_builder_begin_array (builder);
  for (guint i = 0; i < decide->records->len; i++)
    add_json_record (builder, decide, g_ptr_array_index (decide->records, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  genkan_cli_json_print (builder);
}

static void
print_table (GenkanCliDecide *decide)
{
  g_autoptr (GenkanCliTable) table = genkan_cli_table_new ();

  genkan_cli_table_add_column (table, _("Connection"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Name"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("State"), GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, _("Product"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("New state"), GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, _("New product"), GENKAN_COLUMN_SHRINK);

  for (guint i = 0; i < decide->records->len; i++)
    {
      GenkanRecord *record = g_ptr_array_index (decide->records, i);
      g_autofree char *product = dup_new_product (&decide->decision, record);
      GenkanRecordState state;
      gboolean stays = get_new_state (decide->decision.kind, &state);

      genkan_cli_table_add (table, genkan_cli_get_label (decide->labels, record));
      genkan_cli_table_add (table, genkan_record_get_name (record));
      genkan_cli_table_add (table, genkan_cli_describe_state (genkan_record_get_state (record)));
      genkan_cli_table_add (table, genkan_record_get_product_name (record));
      genkan_cli_table_add (table, stays ? genkan_cli_describe_state (state)
                                         : C_("state of a record", "Deleted"));
      genkan_cli_table_add (table, product);
    }

  genkan_cli_table_print (table);
}

static void
print_done (GenkanDecisionKind kind,
            guint              n)
{
  switch (kind)
    {
    case GENKAN_DECISION_MAP:
    case GENKAN_DECISION_MAP_EACH:
      g_print (ngettext ("Mapped %u record\n", "Mapped %u records\n", n), n);
      break;

    case GENKAN_DECISION_IGNORE:
      g_print (ngettext ("Ignored %u record\n", "Ignored %u records\n", n), n);
      break;

    case GENKAN_DECISION_RESTORE:
      g_print (ngettext ("Restored %u record\n", "Restored %u records\n", n), n);
      break;

    case GENKAN_DECISION_DELETE:
      g_print (ngettext ("Deleted %u record\n", "Deleted %u records\n", n), n);
      break;

    default:
      g_return_if_reached ();
    }
}

static void
print_outcome (GenkanCliDecide *decide,
               guint            n_changed)
{
  if (decide->json)
    print_json (decide);
  else if (decide->records->len == 0)
    g_printerr ("%s\n", _("Nothing to change: the decision is made already"));
  else if (decide->dry_run)
    {
      print_table (decide);
      g_printerr (ngettext ("%u record would change; nothing was changed\n",
                            "%u records would change; nothing was changed\n", n_changed), n_changed);
    }
  else
    print_done (decide->decision.kind, n_changed);
}

/* --- doing it --- */

static gboolean
collect_cb (GenkanRecord *record,
            gpointer      user_data)
{
  GenkanCliDecide *decide = user_data;

  decide->n_matched++;
  if (is_for (decide->decision.kind, record))
    g_ptr_array_add (decide->records, g_object_ref (record));

  return TRUE;
}

/* Returns: how many Records were changed, or 0 with an error */
static guint
carry_out (GenkanStore      *store,
           GenkanCliDecide  *decide,
           GError          **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanUndo) undo = NULL;

  for (guint i = 0; i < decide->records->len; i++)
    {
      gint64 id = genkan_record_get_id (g_ptr_array_index (decide->records, i));

      g_array_append_val (ids, id);
    }

  genkan_store_decide_async (store, (gint64 *) ids->data, ids->len, &decide->decision, NULL,
                             genkan_cli_keep_result, &result);
  undo = genkan_store_decide_finish (store, genkan_cli_wait (&result), error);

  return undo != NULL ? genkan_undo_get_n_records (undo) : 0;
}

static GenkanExit
decide_in_store (GenkanCliDecide          *decide,
                 GenkanWorkspace          *workspace,
                 const GenkanRecordFilter *filter)
{
  GenkanStore *store = genkan_workspace_get_store (workspace);
  g_autoptr (GError) error = NULL;
  guint n_changed;

  decide->records = g_ptr_array_new_with_free_func (g_object_unref);
  decide->labels = genkan_cli_list_labels (workspace, &error);
  if (decide->labels == NULL ||
      !genkan_store_foreach_match (store, filter, collect_cb, decide, &error))
    return genkan_cli_fail (error);

  if (decide->n_matched == 0)
    {
      genkan_cli_complain (_("No record matches; “genkan records” takes the same options and lists what does"));
      return GENKAN_EXIT_FAILED;
    }

  n_changed = decide->records->len;
  if (n_changed > 0 && !decide->dry_run)
    n_changed = carry_out (store, decide, &error);
  if (error != NULL)
    return genkan_cli_fail (error);

  print_outcome (decide, n_changed);

  return GENKAN_EXIT_COMPLETE;
}

/* A decision about everything must be said, not be what is left when a word is forgotten. */
static gboolean
check_choice (GenkanCliDecide  *decide,
              int               argc,
              char            **argv)
{
  if (!genkan_cli_choice_read (&decide->choice, argc, argv))
    return FALSE;

  if (genkan_cli_choice_is_empty (&decide->choice) != decide->all)
    {
      genkan_cli_complain (decide->all ? _("--all and a choice contradict each other")
                                       : _("Say which records, with --connection, --id, --name, --state or --search; or --all"));
      return FALSE;
    }

  return TRUE;
}

static GenkanExit
run (GenkanCliDecide  *decide,
     int               argc,
     char            **argv)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  GenkanRecordFilter filter;

  if (!check_choice (decide, argc, argv))
    return GENKAN_EXIT_USAGE;

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);
  if (!genkan_cli_choice_look_up (&decide->choice, workspace, &filter))
    return GENKAN_EXIT_FAILED;

  return decide_in_store (decide, workspace, &filter);
}

static GenkanExit
run_plain (GenkanDecisionKind   kind,
           const char          *summary,
           int                  argc,
           char               **argv)
{
  g_auto (GenkanCliDecide) decide = { .decision.kind = kind };
  const GOptionEntry entries[] = {
    GENKAN_CLI_CHOICE_ENTRIES (decide.choice),
    COMMON_ENTRIES (decide),
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, _("[LABEL]"), summary, 0, 1))
    return GENKAN_EXIT_USAGE;

  return run (&decide, argc, argv);
}

/* FALSE after saying what is wrong with --product, --each and --type */
static gboolean
read_target (GenkanCliDecide *decide)
{
  if (decide->product != NULL)
    g_strstrip (decide->product);

  if ((decide->product != NULL) == decide->each)
    genkan_cli_complain (_("Say where to: either --product NAME or --each"));
  else if (decide->each && decide->type != NULL)
    genkan_cli_complain (_("With --each, what holds a record in its tool is the product type; --type is for --product"));
  else if (decide->product != NULL && *decide->product == '\0')
    genkan_cli_complain (_("A product needs a name"));
  else
    {
      decide->decision.kind = decide->each ? GENKAN_DECISION_MAP_EACH : GENKAN_DECISION_MAP;
      decide->decision.product_name = decide->product;
      decide->decision.product_type = decide->type;
      return TRUE;
    }

  return FALSE;
}

GenkanExit
genkan_cli_map (int    argc,
                char **argv)
{
  g_auto (GenkanCliDecide) decide = { .decision.kind = GENKAN_DECISION_MAP };
  const GOptionEntry entries[] = {
    { "product", 'p', 0, G_OPTION_ARG_STRING, &decide.product, N_("Map them to this product, made when there is none"), N_("NAME") },
    { "type", 't', 0, G_OPTION_ARG_STRING, &decide.type, N_("The product type of a product that is made"), N_("TYPE") },
    { "each", 0, 0, G_OPTION_ARG_NONE, &decide.each, N_("Map each to the product of its own name"), NULL },
    GENKAN_CLI_CHOICE_ENTRIES (decide.choice),
    COMMON_ENTRIES (decide),
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, _("[LABEL]"),
                         _("Map records to a product, or each to one of its own."), 0, 1) ||
      !read_target (&decide))
    return GENKAN_EXIT_USAGE;

  return run (&decide, argc, argv);
}

GenkanExit
genkan_cli_ignore (int    argc,
                   char **argv)
{
  return run_plain (GENKAN_DECISION_IGNORE,
                    _("Ignore records: nothing happens with them any more, and their mapping is remembered."),
                    argc, argv);
}

GenkanExit
genkan_cli_restore (int    argc,
                    char **argv)
{
  return run_plain (GENKAN_DECISION_RESTORE, _("Make ignored records new again."), argc, argv);
}

GenkanExit
genkan_cli_delete (int    argc,
                   char **argv)
{
  return run_plain (GENKAN_DECISION_DELETE,
                    _("Delete records. A Discover brings back, as new, what the tool still lists."),
                    argc, argv);
}
