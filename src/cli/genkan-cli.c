/* genkan-cli.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Genkan in a terminal: which command is meant, and help. Needs no display, no GTK and, for
 * most of what it does, no keyring.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-private.h"
#include "genkan-cli.h"

#include <glib/gi18n.h>

#define PROFILE_OPTION "--profile-folder"

const GenkanCliCommand genkan_cli_commands[] = {
  { "connectors", "[CONNECTOR]", N_("List the tools that Genkan can connect to"), genkan_cli_connectors },
  { "connections", "[list|add|…]", N_("List, add, change, test, remove, export and import connections"), genkan_cli_connections },
  { "discover", "LABEL", N_("Bring the records of a connection up to date"), genkan_cli_discover },
  { "records", "[LABEL|set]", N_("List records, and change which findings are kept"), genkan_cli_records },
  { "map", "[LABEL]", N_("Map records to products"), genkan_cli_map },
  { "ignore", "[LABEL]", N_("Ignore records"), genkan_cli_ignore },
  { "restore", "[LABEL]", N_("Make ignored records new again"), genkan_cli_restore },
  { "delete", "[LABEL]", N_("Delete records"), genkan_cli_delete },
  { "products", "[list|add|rename|…]", N_("List products, and change them"), genkan_cli_products },
  { "sync", "LABEL", N_("Read what the tool has found in the mapped records"), genkan_cli_sync },
  { "deliver", "LABEL", N_("Deliver to DefectDojo what is kept, and ask no tool"), genkan_cli_deliver },
  { "findings", "[LABEL|show|export]", N_("List findings, show one, and write them to a file"), genkan_cli_findings },
  { "export", "[LABEL]", N_("Write records with their mapping as CSV or JSON"), genkan_cli_export },
  { "import", "FILE", N_("Map records as a spreadsheet says"), genkan_cli_import },
  { "operations", "LABEL", N_("List what ran, and show its log and results"), genkan_cli_operations },
  { "server", "[show|set|test|…]", N_("Show and change the DefectDojo server to deliver to"), genkan_cli_server },
  { "check", "FILE…", N_("Check connector files"), genkan_cli_check },
  { "try", "FILE", N_("Run a connector file against its tool, and store nothing"), genkan_cli_try },
  { "demo", NULL, N_("Discover the sites of a stand-in on this machine"), genkan_cli_demo },
  { "help", "[COMMAND]", N_("Show help"), genkan_cli_help },
  { NULL }
};

static const GenkanCliCommand *
find_command (const char *name)
{
  for (gsize i = 0; genkan_cli_commands[i].name != NULL; i++)
    if (g_str_equal (genkan_cli_commands[i].name, name))
      return &genkan_cli_commands[i];

  return NULL;
}

static GenkanExit
complain_about_command (const char *word)
{
  const char *names[32] = { NULL };
  g_autofree char *suggestion = NULL;

  for (gsize i = 0; genkan_cli_commands[i].name != NULL && i + 1 < G_N_ELEMENTS (names); i++)
    names[i] = genkan_cli_commands[i].name;
  suggestion = genkan_cli_dup_suggestion (word, names);

  if (suggestion != NULL)
    genkan_cli_complain (_("“%s” is no command; did you mean “%s”?"), word, suggestion);
  else
    genkan_cli_complain (_("“%s” is no command; “genkan help” lists them"), word);

  return GENKAN_EXIT_USAGE;
}

static GenkanExit
run_command (const GenkanCliCommand  *command,
             int                      argc,
             char                   **argv)
{
  g_autofree char *name = g_strconcat ("genkan ", command->name, NULL);

  g_set_prgname (name);

  return command->run (argc, argv);
}

/**
 * genkan_cli_run_word:
 * @command: the command
 * @words: (array length=n_words): what may follow it
 * @argc: the number of arguments, the command among them; at least 2
 * @argv: the arguments
 *
 * Returns: the exit code of the word; or %GENKAN_EXIT_USAGE after saying that there is no such one
 */
GenkanExit
genkan_cli_run_word (const char           *command,
                     const GenkanCliWord  *words,
                     gsize                 n_words,
                     int                   argc,
                     char                **argv)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) candidates = NULL;
  g_autofree char *suggestion = NULL;
  g_autofree char *all = NULL;

  for (gsize i = 0; i < n_words; i++)
    {
      g_autofree char *name = g_strdup_printf ("genkan %s %s", command, words[i].word);

      g_strv_builder_add (builder, words[i].word);
      if (!g_str_equal (argv[1], words[i].word))
        continue;
      g_set_prgname (name);
      return words[i].run (argc - 1, argv + 1);
    }

  candidates = g_strv_builder_end (builder);
  suggestion = genkan_cli_dup_suggestion (argv[1], (const char *const *) candidates);
  all = g_strjoinv (", ", candidates);
  if (suggestion != NULL)
    genkan_cli_complain (_("“%s” is no command; did you mean “%s”?"), argv[1], suggestion);
  else
    genkan_cli_complain (_("“%s” is no command; there are: %s"), argv[1], all);

  return GENKAN_EXIT_USAGE;
}

/* The command's own help: GOption prints it and ends the program. */
GenkanExit
genkan_cli_help_command (const char *name)
{
  const GenkanCliCommand *command = find_command (name);
  char *argv[] = { (char *) name, (char *) "--help", NULL };

  return command != NULL ? run_command (command, 2, argv) : complain_about_command (name);
}

/* Takes @count arguments out at @place. */
static void
drop_arguments (int   *argc,
                char **argv,
                int    place,
                int    count)
{
  for (int i = place; i + count <= *argc; i++)
    argv[i] = argv[i + count];
  *argc -= count;
}

/**
 * genkan_cli_take_profile:
 * @argc: (inout): the number of arguments
 * @argv: (inout): the program's arguments
 *
 * Takes --profile-folder out of the arguments and hands it on as $GENKAN_HOME, so that window
 * and terminal need to know one of them only. Called before there is any other thread.
 */
void
genkan_cli_take_profile (int   *argc,
                         char **argv)
{
  for (int i = 1; i < *argc; i++)
    {
      if (g_str_has_prefix (argv[i], PROFILE_OPTION "="))
        {
          g_setenv ("GENKAN_HOME", argv[i] + strlen (PROFILE_OPTION "="), TRUE);
          drop_arguments (argc, argv, i, 1);
          return;
        }
      if (g_str_equal (argv[i], PROFILE_OPTION) && i + 1 < *argc)
        {
          g_setenv ("GENKAN_HOME", argv[i + 1], TRUE);
          drop_arguments (argc, argv, i, 2);
          return;
        }
    }
}

/**
 * genkan_cli_is_asked_for:
 * @argc: the number of arguments
 * @argv: the program's arguments
 *
 * Returns: whether they are for the terminal; a window has only options, and no words
 */
gboolean
genkan_cli_is_asked_for (int    argc,
                         char **argv)
{
  const char *const options[] = { "--help", "-h", "--version", "-V", NULL };

  return argc > 1 && (argv[1][0] != '-' || g_strv_contains (options, argv[1]));
}

/**
 * genkan_cli_run:
 * @argc: the number of arguments
 * @argv: the program's arguments
 *
 * Returns: the exit code
 */
int
genkan_cli_run (int    argc,
                char **argv)
{
  const GenkanCliCommand *command;

  g_set_prgname ("genkan");

  if (argc < 2 || g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    return genkan_cli_help (1, argv);

  if (g_str_equal (argv[1], "--version") || g_str_equal (argv[1], "-V"))
    {
      g_print ("Genkan %s\n", PACKAGE_VERSION);
      return GENKAN_EXIT_COMPLETE;
    }

  command = find_command (argv[1]);

  return command != NULL ? run_command (command, argc - 1, argv + 1) : complain_about_command (argv[1]);
}
