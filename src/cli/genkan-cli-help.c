/* genkan-cli-help.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-private.h"
#include "genkan-cli-table.h"

#include <glib/gi18n.h>

/* What help can be had about beside the commands. */
typedef struct
{
  const char *name;
  const char *text; /* untranslated */
} GenkanCliTopic;

static const GenkanCliTopic topics[] = {
  { "environment", N_(
      "Environment variables\n"
      "\n"
      "  GENKAN_SECRET_NAME  a secret setting, with its name in upper case: GENKAN_SECRET_TOKEN\n"
      "                      is the setting “token” of every connection. It wins over the\n"
      "                      keyring, and does without one: for timers and containers.\n"
      "                      GENKAN_SECRET_DEFECTDOJO_TOKEN is the API v2 key of DefectDojo.\n"
      "  GENKAN_HOME         the profile’s folder: database and own connectors. The option\n"
      "                      --profile-folder, before or after the command, does the same.\n"
      "  GENKAN_DETAILS      set to 1, failures are told with all technical details.\n"
      "  NO_COLOR            when set, nothing is emphasized.\n") },
  { "exit-codes", N_(
      "Exit codes\n"
      "\n"
      "  0    complete\n"
      "  1    failed, and nothing was changed\n"
      "  2    the command cannot be understood\n"
      "  3    partial: a limit or the tool cut it short, what came was kept; or a Sync\n"
      "       would have closed more findings than it may without being told; or some\n"
      "       records could not be delivered; or some lines of an import could not be\n"
      "       used\n"
      "  4    busy: Genkan is already at work on this connection\n"
      "  130  cancelled by Ctrl+C: a Discover has changed nothing, a Sync and a Deliver\n"
      "       keep what was finished\n") },
  { NULL }
};

static const GenkanCliTopic *
find_topic (const char *name)
{
  for (gsize i = 0; topics[i].name != NULL; i++)
    if (g_str_equal (topics[i].name, name))
      return &topics[i];

  return NULL;
}

static void
print_overview (void)
{
  g_print ("%s\n  genkan [--demo] [%s]\n  genkan %s\n\n%s\n",
           _("Usage:"), _("--profile-folder DIR"), _("COMMAND [OPTION…]"), _("Commands:"));

  for (gsize i = 0; genkan_cli_commands[i].name != NULL; i++)
    {
      const GenkanCliCommand *command = &genkan_cli_commands[i];
      g_autofree char *usage = g_strjoin (" ", command->name, command->arguments, NULL);
      guint width = genkan_cli_text_width (usage);

      g_print ("  %s%*s%s\n", usage, (int) (36 - MIN (width, 34)), "", _(command->summary));
    }

  g_print ("\n%s\n", _("Without a command Genkan opens its window, with --demo to try it out.\n"
                       "“genkan help COMMAND” says more; there is also “genkan help environment”\n"
                       "and “genkan help exit-codes”."));
}

GenkanExit
genkan_cli_help (int    argc,
                 char **argv)
{
  const GenkanCliTopic *topic = argc > 1 ? find_topic (argv[1]) : NULL;

  if (argc < 2 || g_str_has_prefix (argv[1], "-"))
    {
      print_overview ();
      return GENKAN_EXIT_COMPLETE;
    }

  if (topic != NULL)
    {
      g_print ("%s", _(topic->text));
      return GENKAN_EXIT_COMPLETE;
    }

  return genkan_cli_help_command (argv[1]);
}
