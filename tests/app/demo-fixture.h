/* demo-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app-wait.h"
#include "genkan-demo.h"
#include "genkan-store-records.h"
#include "genkan-store-sync.h"

G_BEGIN_DECLS

/* The demo, whose Connection has been discovered. */
typedef struct
{
  GenkanDemo      *demo;      /* (owned) */
  GenkanWorkspace *workspace;
  GenkanStore     *store;
  gint64           connection;
} DemoFixture;

void             demo_fixture_set_up    (DemoFixture    *fixture,
                                         gconstpointer   data);
void             demo_fixture_tear_down (DemoFixture    *fixture,
                                         gconstpointer   data);
void             demo_fixture_map_all   (DemoFixture    *fixture);
GenkanOperation *demo_fixture_sync      (DemoFixture    *fixture,
                                         GenkanReport  **ret_report);

G_END_DECLS
