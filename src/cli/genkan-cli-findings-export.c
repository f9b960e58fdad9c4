/* genkan-cli-findings-export.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan findings export`: to standard output, or to a file, which takes the place of another
 * only when it is whole.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-finding-choice.h"
#include "genkan-cli-private.h"
#include "genkan-export.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

static GOutputStream *
open_output (const char  *path,
             GError     **error)
{
  g_autoptr (GFile) file = NULL;

  if (path == NULL)
    return g_unix_output_stream_new (STDOUT_FILENO, FALSE);

  file = g_file_new_for_commandline_arg (path);

  return G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error));
}

/* Closing with a cancelled cancellable leaves the earlier file as it was. */
static void
abandon (GOutputStream *stream)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
}

static GenkanExit
export_findings (GenkanWorkspace          *workspace,
                 const GenkanFindingQuery *query,
                 GenkanExportFormat        format,
                 const char               *path)
{
  g_autoptr (GOutputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  guint n_findings = 0;

  stream = open_output (path, &error);
  if (stream == NULL)
    return genkan_cli_fail (error);

  if (!genkan_export_findings (genkan_workspace_get_store (workspace), query, format, stream, NULL,
                               &n_findings, &error))
    {
      abandon (stream);
      return genkan_cli_fail (error);
    }
  if (!g_output_stream_close (stream, NULL, &error))
    return genkan_cli_fail (error);

  if (path != NULL)
    g_printerr (ngettext ("%u finding written to %s\n", "%u findings written to %s\n", n_findings),
                n_findings, path);

  return GENKAN_EXIT_COMPLETE;
}

static GenkanExit
export_choice (GenkanCliFindingChoice *choice,
               GenkanExportFormat      format,
               const char             *path)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  GenkanFindingQuery query = { 0 };

  if (!genkan_cli_finding_choice_read (choice, &query))
    return GENKAN_EXIT_USAGE;

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);
  if (!genkan_cli_finding_choice_look_up (choice, workspace, &query))
    return GENKAN_EXIT_FAILED;

  return export_findings (workspace, &query, format, path);
}

GenkanExit
genkan_cli_findings_export (int    argc,
                            char **argv)
{
  g_auto (GenkanCliFindingChoice) choice = { NULL };
  g_autofree char *nick = NULL;
  GenkanExportFormat format;
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &nick, N_("csv, for spreadsheets; generic, as DefectDojo’s Generic Findings Import takes it; or sarif"), N_("FORMAT") },
    GENKAN_CLI_FINDING_ENTRIES (choice),
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, _("[FILE]"),
                         _("Write findings to a file, or to standard output."), 0, 1))
    return GENKAN_EXIT_USAGE;

  if (!genkan_export_format_from_nick (nick, &format))
    {
      genkan_cli_complain (_("--format must be csv, generic or sarif"));
      return GENKAN_EXIT_USAGE;
    }

  return export_choice (&choice, format, argc > 1 ? argv[1] : NULL);
}
