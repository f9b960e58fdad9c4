/* genkan-cli-export.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan export`.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-choice.h"
#include "genkan-cli-private.h"
#include "genkan-records-export.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

#define SUMMARY N_( \
  "Write records with their mapping as CSV or JSON. What is written can be changed in a\n" \
  "spreadsheet and read again with “genkan import”.\n" \
  "\n" \
  "Columns:\n" \
  "  connection        the label of the connection\n" \
  "  id, name          the record’s id and name in its tool\n" \
  "  kind, parent      what it is there, and what holds it\n" \
  "  state             new, good, ignored, stale or missing\n" \
  "  product           the product that it is mapped to\n" \
  "  product_type      that product’s type\n" \
  "  url               its page in the tool\n" \
  "  first_discovered, last_discovered, finalized\n" \
  "                    ISO 8601, in UTC; finalized is when it was mapped\n" \
  "\n" \
  "In CSV, a field that a spreadsheet would take for a formula has an apostrophe in front.")

/* FALSE after saying that there is no such format. Without one, the file's name tells. */
static gboolean
read_format (const char         *format,
             const char         *path,
             GenkanRecordsFormat *ret_format)
{
  const char *wanted = format;

  if (wanted == NULL)
    wanted = path != NULL && g_str_has_suffix (path, ".json") ? "json" : "csv";

  if (g_str_equal (wanted, "csv"))
    *ret_format = GENKAN_RECORDS_CSV;
  else if (g_str_equal (wanted, "json"))
    *ret_format = GENKAN_RECORDS_JSON;
  else
    {
      genkan_cli_complain (_("There is no format “%s”: it is csv or json"), wanted);
      return FALSE;
    }

  return TRUE;
}

static gboolean
write_records (GenkanStore               *store,
               const GenkanRecordFilter  *filter,
               GenkanRecordsFormat         format,
               const char                *path,
               guint                     *ret_n_records,
               GError                   **error)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_commandline_arg (path) : NULL;
  g_autoptr (GOutputStream) stream = NULL;

  if (file != NULL)
    return genkan_records_export_to_file (store, filter, format, file, ret_n_records, NULL, error);

  stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

  return genkan_records_export (store, filter, format, stream, ret_n_records, NULL, error);
}

static GenkanExit
export_choice (GenkanCliChoice    *choice,
               GenkanRecordsFormat  format,
               const char         *path)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  GenkanRecordFilter filter;
  guint n_records = 0;

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);
  if (!genkan_cli_choice_look_up (choice, workspace, &filter))
    return GENKAN_EXIT_FAILED;
  if (!write_records (genkan_workspace_get_store (workspace), &filter, format, path, &n_records, &error))
    return genkan_cli_fail (error);

  if (n_records == 0)
    g_printerr ("%s\n", _("No records"));
  else if (path != NULL)
    g_print (ngettext ("Exported %u record\n", "Exported %u records\n", n_records), n_records);

  return GENKAN_EXIT_COMPLETE;
}

GenkanExit
genkan_cli_export (int    argc,
                   char **argv)
{
  g_auto (GenkanCliChoice) choice = { NULL };
  g_autofree char *format = NULL;
  g_autofree char *path = NULL;
  GenkanRecordsFormat parsed;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, N_("Write into this file, which is replaced, not to standard output"), N_("FILE") },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format, N_("csv or json; without it, the file’s name tells"), N_("FORMAT") },
    GENKAN_CLI_CHOICE_ENTRIES (choice),
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, _("[LABEL]"), _(SUMMARY), 0, 1) ||
      !genkan_cli_choice_read (&choice, argc, argv) ||
      !read_format (format, path, &parsed))
    return GENKAN_EXIT_USAGE;

  return export_choice (&choice, parsed, path);
}
