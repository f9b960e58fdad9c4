/* app-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app-wait.h"
#include "genkan-demo-tool.h"
#include "genkan-workspace.h"

G_BEGIN_DECLS

/* A workspace in a folder of its own, and a tool that answers. */
typedef struct
{
  char            *folder;    /* (owned) */
  GenkanSecrets   *secrets;   /* (owned) in memory */
  GenkanWorkspace *workspace; /* (owned) */
  GenkanDemoTool  *tool;      /* (owned) */
} AppFixture;

void              app_fixture_set_up    (AppFixture        *fixture,
                                         gconstpointer      data);
void              app_fixture_tear_down (AppFixture        *fixture,
                                         gconstpointer      data);
GHashTable       *app_secrets_new       (const char        *token);
GenkanConnection *app_connection_new    (const char        *label,
                                         const char        *url);
gint64            app_save              (AppFixture        *fixture,
                                         GenkanConnection  *connection,
                                         const char        *token,
                                         GError           **error);
gint64            app_save_good         (AppFixture        *fixture,
                                         const char        *label);
GenkanReport     *app_test              (AppFixture        *fixture,
                                         GenkanConnection  *connection,
                                         const char        *token);
GenkanOperation  *app_discover          (AppFixture        *fixture,
                                         gint64             connection_id,
                                         GenkanReport     **ret_report);
char             *app_list_records      (GenkanWorkspace   *workspace,
                                         gint64             connection_id);
void              app_remove_tree       (const char        *path);

G_END_DECLS
