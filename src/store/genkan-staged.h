/* genkan-staged.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the store: what a running Sync has brought and its scopes have not ended yet.
 * Writer's thread only.
 */

#pragma once

#include "genkan-database.h"
#include "genkan-finding-rows.h"
#include "genkan-recall.h"

G_BEGIN_DECLS

typedef struct _GenkanStaged GenkanStaged;

/**
 * GenkanStagedRecord:
 * @record_id: the Record
 * @wide: whether it came by a step for the whole Connection
 * @rows: (element-type GenkanFindingRow): what is new or changed, as it came; an id may come twice
 * @seen: (element-type gint64): the Findings that are as they were; in any order, some twice
 * @marks: (element-type GenkanRecallEntry): of items that came, and what they are, as far as that
 *   is known
 * @minimum: the least severity that is kept
 * @spilled: earlier rows stand in `staged_findings`
 *
 * What came for a Record by one kind of scope.
 */
typedef struct
{
  gint64     record_id;
  gboolean   wide;
  GPtrArray *rows;
  GArray    *seen;
  GArray    *marks;
  gint64     minimum;
  gboolean   spilled;

  /*< private >*/
  GPtrArray *batches; /* (owned) (element-type GenkanFindingRows) what `rows` point into */
} GenkanStagedRecord;

GenkanStaged       *genkan_staged_new            (gint64                   operation_id);
void                genkan_staged_free           (GenkanStaged            *self);
GenkanStagedRecord *genkan_staged_find           (GenkanStaged            *self,
                                                  gint64                   record_id,
                                                  gboolean                 wide);
GenkanStagedRecord *genkan_staged_ensure         (GenkanStaged            *self,
                                                  gint64                   record_id,
                                                  gboolean                 wide);
void                genkan_staged_add            (GenkanStaged            *self,
                                                  GenkanStagedRecord      *record,
                                                  GenkanFindingRows       *rows,
                                                  const GenkanFindingRow  *row);
gboolean            genkan_staged_is_full        (GenkanStaged            *self);
gboolean            genkan_staged_spill          (GenkanStaged            *self,
                                                  GenkanDatabase          *db,
                                                  GError                 **error);
void                genkan_staged_spilled        (GenkanStaged            *self);
void                genkan_staged_set_applied    (GenkanStaged            *self,
                                                  GArray                  *record_ids,
                                                  gboolean                 wide);
void                genkan_staged_forget_applied (GenkanStaged            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanStaged, genkan_staged_free)

G_END_DECLS
