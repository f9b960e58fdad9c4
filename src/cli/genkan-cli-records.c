/* genkan-cli-records.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan records`. JSON is written Record by Record while the database is read; a table has to
 * know its widths first.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-json.h"
#include "genkan-cli-private.h"
#include "genkan-cli-table.h"
#include "genkan-cli-words.h"
#include "genkan-store-records.h"

#include <glib/gi18n.h>

typedef struct
{
  guint           states; /* bits 1 << GenkanRecordState; 0 = any */
  char           *search; /* (owned) (nullable) folded */
  GenkanCliTable *table;  /* (owned) (nullable): JSON without it */
  guint           n_printed;
} GenkanRecordsPrinter;

static gboolean
contains (const char *text,
          const char *search)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, search) != NULL;
}

static gboolean
is_wanted (GenkanRecordsPrinter *printer,
           GenkanRecord         *record)
{
  if (printer->states != 0 && (printer->states & (1u << genkan_record_get_state (record))) == 0)
    return FALSE;

  return printer->search == NULL ||
         contains (genkan_record_get_name (record), printer->search) ||
         contains (genkan_record_get_parent (record), printer->search) ||
         contains (genkan_record_get_vendor_id (record), printer->search) ||
         contains (genkan_record_get_product_name (record), printer->search);
}

static void
add_row (GenkanCliTable *table,
         GenkanRecord   *record)
{
  g_autofree char *last = genkan_cli_dup_time (genkan_record_get_last_discovered (record));

  genkan_cli_table_add (table, genkan_record_get_name (record));
  genkan_cli_table_add (table, genkan_record_get_parent (record));
  genkan_cli_table_add (table, genkan_record_get_kind (record));
  genkan_cli_table_add (table, genkan_cli_describe_state (genkan_record_get_state (record)));
  genkan_cli_table_add (table, genkan_record_get_product_name (record));
  genkan_cli_table_add (table, last);
}

static void
print_json_record (GenkanRecord *record,
                   gboolean      first)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  genkan_cli_json_add_record (builder, record);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  g_print ("%s\n  %s", first ? "" : ",", text);
}

static gboolean
print_record_cb (GenkanRecord *record,
                 gpointer      user_data)
{
  GenkanRecordsPrinter *printer = user_data;

  if (!is_wanted (printer, record))
    return TRUE;

  if (printer->table != NULL)
    add_row (printer->table, record);
  else
    print_json_record (record, printer->n_printed == 0);
  printer->n_printed++;

  return TRUE;
}

static GenkanCliTable *
new_table (void)
{
  GenkanCliTable *table = genkan_cli_table_new ();

  genkan_cli_table_add_column (table, _("Name"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Parent"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Kind"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("State"), GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, _("Product"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Last discovered"), GENKAN_COLUMN_FIXED);

  return table;
}

/* @states: bits 1 << GenkanRecordState, or 0 for all. @search: (nullable) */
gboolean
genkan_cli_print_records (GenkanWorkspace  *workspace,
                          gint64            connection_id,
                          guint             states,
                          const char       *search,
                          gboolean          json,
                          GError          **error)
{
  g_autoptr (GenkanCliTable) table = json ? NULL : new_table ();
  g_autofree char *folded = search != NULL ? g_utf8_casefold (search, -1) : NULL;
  GenkanRecordsPrinter printer = { .states = states, .search = folded, .table = table };
  gboolean good;

  if (json)
    g_print ("[");
  good = genkan_store_foreach_record (genkan_workspace_get_store (workspace), connection_id,
                                      print_record_cb, &printer, error);
  if (json)
    g_print ("%s]\n", printer.n_printed > 0 ? "\n" : "");
  else if (good && printer.n_printed > 0)
    genkan_cli_table_print (table);
  else if (good)
    g_printerr ("%s\n", _("No records"));

  return good;
}

/* Returns: the bits, or 0 after saying which word is no state */
static guint
read_states (char **words)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (GENKAN_TYPE_RECORD_STATE);
  guint states = 0;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      GEnumValue *value = g_enum_get_value_by_nick (klass, words[i]);

      if (value == NULL)
        {
          genkan_cli_complain (_("There is no state “%s”: a record is new, good, ignored, stale or missing"),
                               words[i]);
          return 0;
        }
      states |= 1u << value->value;
    }

  return states;
}

static GenkanExit
print_for_label (const char *label,
                 guint       states,
                 const char *search,
                 gboolean    json)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);

  connection = genkan_cli_find_connection (workspace, label);
  if (connection == NULL)
    return GENKAN_EXIT_FAILED;

  if (!genkan_cli_print_records (workspace, genkan_connection_get_id (connection),
                                 states, search, json, &error))
    return genkan_cli_fail (error);

  return GENKAN_EXIT_COMPLETE;
}

GenkanExit
genkan_cli_records (int    argc,
                    char **argv)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *search = NULL;
  gboolean json = FALSE;
  guint states = 0;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON, for programs"), NULL },
    { "state", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, N_("Only records in this state: new, good, ignored, stale or missing; may be repeated"), N_("STATE") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, N_("Only records with this text in name, parent, id or product"), N_("TEXT") },
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, _("LABEL"),
                         _("List the records of a connection."), 1, 1))
    return GENKAN_EXIT_USAGE;

  if (words != NULL && (states = read_states (words)) == 0)
    return GENKAN_EXIT_USAGE;

  return print_for_label (argv[1], states, search, json);
}
