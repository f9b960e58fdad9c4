/* genkan-cli-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan check`: the messages have the form that editors and build tools understand, and go to
 * standard output, as they are what was asked for.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-private.h"

#include <glib/gi18n.h>

/* Returns: the number of mistakes; a file that cannot be read is one */
static guint
check_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GenkanConnector) connector = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *problems;

  connector = genkan_connector_new_from_file (file, &error);
  if (connector == NULL)
    {
      genkan_cli_complain ("%s", error->message);
      return 1;
    }

  problems = genkan_connector_get_problems (connector);
  for (guint i = 0; i < problems->len; i++)
    {
      const GenkanProblem *problem = g_ptr_array_index (problems, i);

      g_print ("%s:%u:%u: %s\n", path, problem->line, problem->column, problem->message);
    }

  return problems->len;
}

GenkanExit
genkan_cli_check (int    argc,
                  char **argv)
{
  guint n_mistakes = 0;

  if (!genkan_cli_parse (&argc, argv, NULL, _("FILE…"),
                         _("Check connector files without asking any tool."),
                         1, G_MAXINT))
    return GENKAN_EXIT_USAGE;

  for (int i = 1; i < argc; i++)
    n_mistakes += check_file (argv[i]);

  if (n_mistakes == 0)
    g_print (ngettext ("%d file, no mistakes\n", "%d files, no mistakes\n", argc - 1), argc - 1);

  return n_mistakes == 0 ? GENKAN_EXIT_COMPLETE : GENKAN_EXIT_FAILED;
}
