/* main.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One program: a window, or with a command a terminal.
 */

#include "config.h"

#include "genkan-cli.h"
#if HAVE_UI
#include "genkan-ui.h"
#endif

#include <glib/gi18n.h>
#include <locale.h>

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  genkan_cli_take_profile (&argc, argv);

#if HAVE_UI
  if (!genkan_cli_is_asked_for (argc, argv))
    return genkan_ui_run (argc, argv);
#endif

  return genkan_cli_run (argc, argv);
}
