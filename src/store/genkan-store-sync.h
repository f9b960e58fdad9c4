/* genkan-store-sync.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-finding-rows.h"
#include "genkan-operation.h"
#include "genkan-recall.h"
#include "genkan-record.h"
#include "genkan-store.h"

G_BEGIN_DECLS

/* More than this many, and more than this share, of a Record's open Findings are not closed
 * without asking. */
#define GENKAN_GUARD_COUNT 20
#define GENKAN_GUARD_SHARE 0.5

/**
 * GenkanSyncScope:
 * @record: (nullable): the tool's id of the Record, or %NULL for what is connection-wide
 * @outcome: how it ended
 * @delta: nothing is gone because it was not brought
 * @closes_many: the removal guard is not asked
 * @message: (nullable): why it is not complete, or what else is to be told; without secrets
 * @details: (nullable): as text to copy; without secrets
 * @repeated: (nullable): what is told besides of a Record of which ids came twice, with different
 *   contents
 * @remembered: (nullable): one row: what the next Sync is to start from
 *
 * How a part of a Sync ended.
 */
typedef struct
{
  const char     *record;
  GenkanOutcome   outcome;
  gboolean        delta;
  gboolean        closes_many;
  const char     *message;
  const char     *details;
  const char     *repeated;
  GenkanRowBatch *remembered;
} GenkanSyncScope;

GenkanSyncScope *genkan_sync_scope_copy (const GenkanSyncScope *scope);
void             genkan_sync_scope_free (GenkanSyncScope       *scope);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanSyncScope, genkan_sync_scope_free)

/**
 * GenkanSyncResult:
 * @delivery: what became of it on the way to DefectDojo
 * @n_created: Findings that DefectDojo did not have
 * @n_updated: Findings that were brought up to date there
 * @n_mitigated: Findings that were closed there
 * @n_reactivated: Findings that were opened again there
 * @test_id: the Test there, or 0
 * @delivery_message: (nullable): why it was not delivered
 * @delivery_details: (nullable): as text to copy
 *
 * What a Sync found for a Record. Texts are owned by the array that holds it.
 */
typedef struct
{
  gint64         operation_id;
  gint64         record_id;
  char          *record_name; /* (nullable): the Record was deleted */
  GenkanOutcome  outcome;
  guint          n_found;
  guint          n_new;
  guint          n_changed;
  guint          n_closed;
  guint          n_reopened;
  guint          n_below;
  guint          n_held;
  char          *message;     /* (nullable) */
  char          *details;     /* (nullable) */

  GenkanDeliveryOutcome delivery;
  guint                 n_created;
  guint                 n_updated;
  guint                 n_mitigated;
  guint                 n_reactivated;
  gint64                test_id;
  char                 *delivery_message;
  char                 *delivery_details;
} GenkanSyncResult;

/* Takes the Records into a Sync that has begun here: those that are Good, or of them only those
 * that are listed. Returns them. */
void        genkan_store_sync_records_async  (GenkanStore              *self,
                                              gint64                    operation_id,
                                              const gint64             *record_ids,
                                              gsize                     n_records,
                                              GCancellable             *cancellable,
                                              GAsyncReadyCallback       callback,
                                              gpointer                  user_data);
GPtrArray  *genkan_store_sync_records_finish (GenkanStore              *self,
                                              GAsyncResult             *result,
                                              GError                  **error);

/* What the last complete Sync wants to know again, for a Record or (0) for all: rows of a name
 * and a value. */
GenkanRowBatch *genkan_store_get_remembered      (GenkanStore              *self,
                                              gint64                    connection_id,
                                              gint64                    record_id,
                                              GError                  **error);

GenkanRecall   *genkan_store_get_recall          (GenkanStore              *self,
                                              gint64                    connection_id,
                                              const char               *record);

/* Nothing of the rows shows before the scope has ended. */
void        genkan_store_stage_findings_async  (GenkanStore            *self,
                                                gint64                  operation_id,
                                                const char             *record,
                                                GenkanFindingRows      *rows,
                                                GCancellable           *cancellable,
                                                GAsyncReadyCallback     callback,
                                                gpointer                user_data);
gboolean    genkan_store_stage_findings_finish (GenkanStore            *self,
                                                GAsyncResult           *result,
                                                guint                  *ret_n_foreign,
                                                GError                **error);
void        genkan_store_end_scope_async       (GenkanStore            *self,
                                                gint64                  operation_id,
                                                const GenkanSyncScope  *scope,
                                                GCancellable           *cancellable,
                                                GAsyncReadyCallback     callback,
                                                gpointer                user_data);
gboolean    genkan_store_end_scope_finish      (GenkanStore            *self,
                                                GAsyncResult           *result,
                                                GError                **error);

GPtrArray  *genkan_store_list_sync_results     (GenkanStore            *self,
                                                gint64                  operation_id,
                                                GError                **error);

guint       genkan_store_count_held            (GenkanStore            *self,
                                                gint64                  connection_id);

/* The removal guard: closes the Findings that a Sync held back, or lets them be. */
void        genkan_store_settle_guard_async    (GenkanStore            *self,
                                                gint64                  record_id,
                                                gboolean                close,
                                                GCancellable           *cancellable,
                                                GAsyncReadyCallback     callback,
                                                gpointer                user_data);
gboolean    genkan_store_settle_guard_finish   (GenkanStore            *self,
                                                GAsyncResult           *result,
                                                GError                **error);

G_END_DECLS
