/* genkan-finding-rows.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "genkan-enums.h"
#include "genkan-row-batch.h"

G_BEGIN_DECLS

/**
 * GenkanFindingRow:
 * @record: (nullable): the tool's id of the Record, of a row that says it
 * @unique_id: the tool's id of the Finding
 * @title: one line
 * @component: (nullable): its name and version, or the file, or the first endpoint
 * @vulnerability: (nullable): the first of its ids; a CVE comes first
 * @fields: a JSON object: the columns as Generic Findings Import has them, those that are NULL
 *   left out
 * @found: when the tool found it, in microseconds since 1970 (UTC), or 0
 * @checksum: of @fields
 * @fingerprint: of the item that it was made from, and from nothing else; or 0
 * @severity: its severity
 * @state: open, or why not
 *
 * A row of the sink `findings`, ready to be stored. Texts belong to the rows.
 */
typedef struct
{
  const char         *record;
  const char         *unique_id;
  const char         *title;
  const char         *component;
  const char         *vulnerability;
  const char         *fields;
  gint64              found;
  gint64              checksum;
  guint64             fingerprint;
  GenkanSeverity      severity;
  GenkanFindingState  state;
} GenkanFindingRow;

#define GENKAN_TYPE_FINDING_ROWS (genkan_finding_rows_get_type ())

/* Rows of the sink `findings`, checked and put into the shape in which they are stored; made in
 * any thread, so that the writer has little left to do. Never changes. */
typedef struct _GenkanFindingRows GenkanFindingRows;

GType                   genkan_finding_rows_get_type      (void) G_GNUC_CONST;
GenkanFindingRows      *genkan_finding_rows_new           (GenkanRowBatch     *rows,
                                                           GError            **error);
GenkanFindingRows      *genkan_finding_rows_ref           (GenkanFindingRows  *self);
void                    genkan_finding_rows_unref         (GenkanFindingRows  *self);
guint                   genkan_finding_rows_get_n_rows    (GenkanFindingRows  *self);
const GenkanFindingRow *genkan_finding_rows_get           (GenkanFindingRows  *self,
                                                           guint               row);
const gint64           *genkan_finding_rows_get_known     (GenkanFindingRows  *self,
                                                           guint              *ret_n_known);
guint                   genkan_finding_rows_get_n_unknown (GenkanFindingRows  *self);
gsize                   genkan_finding_rows_get_size      (GenkanFindingRows  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanFindingRows, genkan_finding_rows_unref)

G_END_DECLS
