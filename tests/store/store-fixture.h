/* store-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A store in a folder of its own, and its asynchronous functions as plain ones: they run the
 * main context until the answer is there. What must not fail is asserted here.
 */

#pragma once

#include "genkan-store-connections.h"
#include "genkan-store-operations.h"
#include "genkan-store-products.h"
#include "genkan-store-records.h"

G_BEGIN_DECLS

typedef struct
{
  char        *folder; /* (owned) */
  char        *path;   /* (owned) of the database */
  GenkanStore *store;  /* (owned) (nullable) */
} StoreFixture;

/* What a Discover lists: a row of the sink. */
typedef struct
{
  const char *id;
  const char *name;
  const char *parent;
  const char *kind;
  const char *source;
} StoreUnit;

void             store_fixture_set_up      (StoreFixture             *fixture,
                                            gconstpointer             data);
void             store_fixture_tear_down   (StoreFixture             *fixture,
                                            gconstpointer             data);
void             store_fixture_open        (StoreFixture             *fixture);
void             store_fixture_close       (StoreFixture             *fixture);
void             store_remove_folder       (const char               *folder);

void             store_wait                (GAsyncResult            **result);
gint64           store_save                (GenkanStore              *store,
                                            GenkanConnection         *connection,
                                            GError                  **error);
gint64           store_add_connection      (GenkanStore              *store,
                                            const char               *label);
gboolean         store_remove              (GenkanStore              *store,
                                            gint64                    id,
                                            GError                  **error);
GenkanOperation *store_begin               (GenkanStore              *store,
                                            gint64                    connection_id,
                                            GError                  **error);
gboolean         store_stage               (GenkanStore              *store,
                                            gint64                    operation_id,
                                            GenkanRowBatch           *rows,
                                            GError                  **error);
GenkanOperation *store_end                 (GenkanStore              *store,
                                            gint64                    operation_id,
                                            GenkanOperationStatus     status,
                                            GError                  **error);
GenkanUndo      *store_decide              (GenkanStore              *store,
                                            const gint64             *ids,
                                            gsize                     n_ids,
                                            const GenkanDecision     *decision,
                                            GError                  **error);
gboolean         store_undo                (GenkanStore              *store,
                                            GenkanUndo               *undo,
                                            GError                  **error);

GenkanRowBatch  *store_make_rows           (const StoreUnit          *units,
                                            gsize                     n_units);
GenkanOperation *store_discover            (GenkanStore              *store,
                                            gint64                    connection_id,
                                            GenkanOperationStatus     status,
                                            const StoreUnit          *units,
                                            gsize                     n_units);
GenkanRecord    *store_find_record         (GenkanStore              *store,
                                            gint64                    connection_id,
                                            const char               *vendor_id);
GenkanUndo      *store_decide_one          (GenkanStore              *store,
                                            gint64                    connection_id,
                                            const char               *vendor_id,
                                            GenkanDecisionKind        kind,
                                            const char               *product);
void             store_assert_record       (GenkanStore              *store,
                                            gint64                    connection_id,
                                            const char               *vendor_id,
                                            GenkanRecordState         state,
                                            const char               *product);

G_END_DECLS
