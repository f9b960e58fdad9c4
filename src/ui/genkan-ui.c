/* genkan-ui.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-ui.h"

#include "genkan-application.h"
#include "genkan-ui-resources.h"
#include "genkan-workspace.h"

#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <glib/gi18n.h>

/* Bytes. The ids of a long table are more. */
#define LARGE (1024 * 1024)

/* Otherwise glibc takes what was freed once as a sign that such sizes are usual, and from then on
 * keeps the ids of each search and each order of a table for the thread that read them. */
static void
give_back_large_memory (void)
{
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, LARGE);
#endif
}

/**
 * genkan_ui_init:
 *
 * Makes the templates of the window known. A static library's resource does not register
 * itself: the linker drops what nothing refers to.
 */
void
genkan_ui_init (void)
{
  genkan_ui_register_resource ();
}

/**
 * genkan_ui_run:
 * @argc: how many arguments
 * @argv: (array length=argc): the command line
 *
 * Runs the program with windows, to the end.
 *
 * Returns: its exit status
 */
int
genkan_ui_run (int    argc,
               char **argv)
{
  g_autoptr (GenkanApplication) application = NULL;
  g_autofree char *folder = genkan_workspace_dup_default_folder ();

  give_back_large_memory ();
  genkan_ui_init ();
  g_set_application_name (_("Genkan"));
  application = genkan_application_new (folder);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
