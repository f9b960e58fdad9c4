/* genkan-cli-decide.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan map`, `ignore`, `restore`, `delete` and `records set`: one decision about all Records
 * that are chosen.
 * What will become of each is worked out before, so that --dry-run and what is told afterwards
 * come from the same place.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-decide-private.h"

#include "genkan-cli-private.h"
#include "genkan-cli-rules.h"

#include <glib/gi18n.h>

static void
genkan_cli_decide_clear (GenkanCliDecide *decide)
{
  genkan_cli_choice_clear (&decide->choice);
  g_clear_pointer (&decide->product, g_free);
  g_clear_pointer (&decide->type, g_free);
  g_clear_pointer (&decide->minimum, g_free);
  g_clear_pointer (&decide->records, g_ptr_array_unref);
  g_clear_pointer (&decide->labels, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanCliDecide, genkan_cli_decide_clear)

#define COMMON_ENTRIES(decide) \
  { "all", 0, 0, G_OPTION_ARG_NONE, &(decide).all, N_("All records of all connections"), NULL }, \
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &(decide).dry_run, N_("Only print what would change"), NULL }, \
  { "json", 0, 0, G_OPTION_ARG_NONE, &(decide).json, N_("Print JSON, for programs"), NULL }

/* --- doing it --- */

static gboolean
collect_cb (GenkanRecord *record,
            gpointer      user_data)
{
  GenkanCliDecide *decide = user_data;

  decide->n_matched++;
  if (_genkan_cli_decide_is_for (&decide->decision, record))
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

  _genkan_cli_decide_print (decide, n_changed);

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

/* FALSE after saying what is wrong with --minimum-severity */
static gboolean
read_minimum (GenkanCliDecide *decide)
{
  GenkanSeverity severity = GENKAN_SEVERITY_INFO;

  if (decide->minimum == NULL)
    {
      genkan_cli_complain (_("Say what to change; “%s --help” lists what can be"), g_get_prgname ());
      return FALSE;
    }

  if (g_str_equal (decide->minimum, "connection"))
    decide->decision.minimum_severity = GENKAN_MINIMUM_OF_CONNECTION;
  else if (genkan_cli_read_severity (decide->minimum, &severity))
    decide->decision.minimum_severity = severity;
  else
    return FALSE;

  return TRUE;
}

GenkanExit
genkan_cli_records_set (int    argc,
                        char **argv)
{
  g_auto (GenkanCliDecide) decide = { .decision.kind = GENKAN_DECISION_MINIMUM };
  const GOptionEntry entries[] = {
    { "minimum-severity", 0, 0, G_OPTION_ARG_STRING, &decide.minimum, N_("Keep only findings of this severity and above: critical, high, medium, low or info; or connection, to keep what the connection keeps. It can only be stricter than the connection"), N_("SEVERITY") },
    GENKAN_CLI_CHOICE_ENTRIES (decide.choice),
    COMMON_ENTRIES (decide),
    { NULL }
  };

  g_set_prgname ("genkan records set");
  if (!genkan_cli_parse (&argc, argv, entries, _("[LABEL]"),
                         _("Change which findings of records are kept, from the next Sync on. What the connection does not keep, its records do not keep either."), 0, 1) ||
      !read_minimum (&decide))
    return GENKAN_EXIT_USAGE;

  return run (&decide, argc, argv);
}
