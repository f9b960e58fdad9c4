/* genkan-operation.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "genkan-enums.h"

G_BEGIN_DECLS

/**
 * GenkanOperationFields:
 * @id: the row in the store
 * @connection_id: the Connection it ran for
 * @kind: Discover or Sync
 * @status: how it ended, or that it runs
 * @trigger: who started it
 * @started: microseconds since 1970 (UTC)
 * @ended: microseconds since 1970 (UTC), or 0 while it runs
 * @n_seen: Records that the tool listed
 * @n_new: Records seen for the first time
 * @n_changed: Records whose name or attributes changed
 * @n_missing: Records that turned Missing
 * @n_returned: Missing Records that were seen again
 * @n_mapped: Records that auto-map has mapped
 * @n_left_out: units that the filter has left out
 * @message: (nullable): one sentence: why it is not complete
 *
 * What a #GenkanOperation is made from. Texts are borrowed; the object copies them.
 */
typedef struct
{
  gint64                 id;
  gint64                 connection_id;
  GenkanOperationType    kind;
  GenkanOperationStatus  status;
  GenkanOperationTrigger trigger;
  gint64                 started;
  gint64                 ended;
  guint                  n_seen;
  guint                  n_new;
  guint                  n_changed;
  guint                  n_missing;
  guint                  n_returned;
  guint                  n_mapped;
  guint                  n_left_out;
  const char            *message;
} GenkanOperationFields;

#define GENKAN_TYPE_OPERATION (genkan_operation_get_type ())

G_DECLARE_FINAL_TYPE (GenkanOperation, genkan_operation, GENKAN, OPERATION, GObject)

GenkanOperation       *genkan_operation_new               (const GenkanOperationFields *fields);
gint64                 genkan_operation_get_id            (GenkanOperation *self);
gint64                 genkan_operation_get_connection_id (GenkanOperation *self);
GenkanOperationType    genkan_operation_get_kind          (GenkanOperation *self);
GenkanOperationStatus  genkan_operation_get_status        (GenkanOperation *self);
GenkanOperationTrigger genkan_operation_get_trigger       (GenkanOperation *self);
gint64                 genkan_operation_get_started       (GenkanOperation *self);
gint64                 genkan_operation_get_ended         (GenkanOperation *self);
guint                  genkan_operation_get_n_seen        (GenkanOperation *self);
guint                  genkan_operation_get_n_new         (GenkanOperation *self);
guint                  genkan_operation_get_n_changed     (GenkanOperation *self);
guint                  genkan_operation_get_n_missing     (GenkanOperation *self);
guint                  genkan_operation_get_n_returned    (GenkanOperation *self);
guint                  genkan_operation_get_n_mapped      (GenkanOperation *self);
guint                  genkan_operation_get_n_left_out    (GenkanOperation *self);
const char            *genkan_operation_get_message       (GenkanOperation *self);

G_END_DECLS
