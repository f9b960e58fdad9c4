/* sync-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Connection with two mapped Records, “shop” and “bank”, and the steps of a Sync as plain
 * functions.
 */

#pragma once

#include "genkan-store-sync.h"
#include "store-fixture.h"

G_BEGIN_DECLS

/* A row of the sink `findings`. */
typedef struct
{
  const char *record;
  const char *id;
  const char *title;
  const char *severity;
  gboolean    mitigated;
} SyncFound;

#define SYNC_N_UNITS 2

typedef struct
{
  StoreFixture base;
  gint64       connection;
  gint64       operation;  /* the Sync that runs */
  gboolean     forgetful;  /* what comes is not recognised, as if all else about it had changed */
  guint        n_known;    /* what was recognised by the last sync_stage() */
} SyncFixture;

extern const StoreUnit sync_units[SYNC_N_UNITS];

void             sync_fixture_set_up    (SyncFixture           *fixture,
                                         gconstpointer          data);
void             sync_fixture_tear_down (SyncFixture           *fixture,
                                         gconstpointer          data);
void             sync_got_result_cb     (GObject               *object,
                                         GAsyncResult          *result,
                                         gpointer               user_data);
void             sync_begin             (SyncFixture           *fixture);
void             sync_begin_some        (SyncFixture           *fixture,
                                         const gint64          *ids,
                                         gsize                  n_ids);
guint            sync_stage             (SyncFixture           *fixture,
                                         const char            *record,
                                         const SyncFound       *found,
                                         gsize                  n_found);
void             sync_end_scope         (SyncFixture           *fixture,
                                         const GenkanSyncScope *scope);
GenkanOperation *sync_end               (SyncFixture           *fixture);
char            *sync_tell_findings     (SyncFixture           *fixture,
                                         const char            *record);
void             sync_assert_findings   (SyncFixture           *fixture,
                                         const char            *record,
                                         const char            *expected);

G_END_DECLS
