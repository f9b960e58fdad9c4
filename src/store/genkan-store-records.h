/* genkan-store-records.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-pattern.h"
#include "genkan-record.h"
#include "genkan-store.h"

G_BEGIN_DECLS

/**
 * GenkanDecisionKind:
 * @GENKAN_DECISION_MAP: to a Product: Good
 * @GENKAN_DECISION_IGNORE: nothing shall happen with it: Ignored; its mapping is remembered
 * @GENKAN_DECISION_RESTORE: an Ignored Record becomes New
 * @GENKAN_DECISION_DELETE: the Record goes; a later Discover may bring it back as New
 * @GENKAN_DECISION_MAP_EACH: each to the Product of the Record's own name: Good
 * @GENKAN_DECISION_MINIMUM: which Findings are kept, from the next Sync on; the state stays
 *
 * What a person decides about Records.
 */
typedef enum
{
  GENKAN_DECISION_MAP,
  GENKAN_DECISION_IGNORE,
  GENKAN_DECISION_RESTORE,
  GENKAN_DECISION_DELETE,
  GENKAN_DECISION_MAP_EACH,
  GENKAN_DECISION_MINIMUM,
} GenkanDecisionKind;

/**
 * GenkanDecision:
 * @kind: what
 * @product_id: for a mapping: the Product, or 0
 * @product_name: (nullable): for a mapping without @product_id: the Product of that name; made
 *   when there is none
 * @product_type: (nullable): the Product Type of a Product that is made
 * @minimum_severity: for a minimum: a #GenkanSeverity, or %GENKAN_MINIMUM_OF_CONNECTION
 */
typedef struct
{
  GenkanDecisionKind  kind;
  gint64              product_id;
  const char         *product_name;
  const char         *product_type;
  int                 minimum_severity;
} GenkanDecision;

/* How to take a decision back: the rows as they were. */
typedef struct _GenkanUndo GenkanUndo;

#define GENKAN_TYPE_UNDO (genkan_undo_get_type ())
GType       genkan_undo_get_type      (void) G_GNUC_CONST;
GenkanUndo *genkan_undo_ref           (GenkanUndo *self);
void        genkan_undo_unref         (GenkanUndo *self);
guint       genkan_undo_get_n_records (GenkanUndo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanUndo, genkan_undo_unref)

void          genkan_store_decide_async   (GenkanStore           *self,
                                           const gint64          *record_ids,
                                           gsize                  n_records,
                                           const GenkanDecision  *decision,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data);
GenkanUndo   *genkan_store_decide_finish  (GenkanStore           *self,
                                           GAsyncResult          *result,
                                           GError               **error);
void          genkan_store_undo_async     (GenkanStore           *self,
                                           GenkanUndo            *undo,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data);
gboolean      genkan_store_undo_finish    (GenkanStore           *self,
                                           GAsyncResult          *result,
                                           GError               **error);
GenkanRecord *genkan_store_get_record     (GenkanStore           *self,
                                           gint64                 id,
                                           GError               **error);

/**
 * GenkanRecordFilter:
 * @connection_id: a Connection, or 0: all
 * @states: a bit, `1 << GenkanRecordState`, for each state; 0: all
 * @search: (nullable): words that must all occur, as in a GenkanRecordList
 * @vendor_ids: (nullable) (array zero-terminated=1): the tool's ids, one of which it must be
 * @name: (nullable): a pattern for the name
 * @ids: (nullable) (element-type gint64): the Records themselves, in the order in which they are
 *   wanted; %NULL: all, by name
 *
 * Which Records are meant; all that is said must be true.
 */
typedef struct
{
  gint64               connection_id;
  guint                states;
  const char          *search;
  const char * const  *vendor_ids;
  GenkanPattern       *name;
  GArray              *ids;
} GenkanRecordFilter;

typedef gboolean (*GenkanRecordFunc) (GenkanRecord *record, gpointer user_data);

gboolean      genkan_store_foreach_match  (GenkanStore              *self,
                                           const GenkanRecordFilter *filter,
                                           GenkanRecordFunc          func,
                                           gpointer                  user_data,
                                           GError                  **error);
gboolean      genkan_store_foreach_record (GenkanStore           *self,
                                           gint64                 connection_id,
                                           GenkanRecordFunc       func,
                                           gpointer               user_data,
                                           GError               **error);

G_END_DECLS
