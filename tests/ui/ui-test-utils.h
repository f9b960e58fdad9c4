/* ui-test-utils.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-workspace.h"

G_BEGIN_DECLS

/* A profile in a folder of its own, with secrets in memory. */
typedef struct
{
  char            *folder;     /* (owned) */
  GenkanWorkspace *workspace;  /* (owned) */
} Profile;

void      profile_set_up         (Profile         *profile,
                                  gconstpointer    unused);
void      profile_tear_down      (Profile         *profile,
                                  gconstpointer    unused);
gint64    profile_add_connection (Profile         *profile,
                                  const char      *label);

/* Runs the main loop until the condition holds; a test that never gets there is ended by its
 * runner. */
#define wait_for(condition) \
  G_STMT_START { while (!(condition)) g_main_context_iteration (NULL, TRUE); } G_STMT_END

G_END_DECLS
