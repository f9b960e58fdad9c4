/* genkan-row-batch.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "genkan-value.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_ROW_BATCH (genkan_row_batch_get_type ())

typedef struct _GenkanRowBatch        GenkanRowBatch;
typedef struct _GenkanRowBatchBuilder GenkanRowBatchBuilder;

GType                   genkan_row_batch_get_type          (void) G_GNUC_CONST;
GenkanRowBatch         *genkan_row_batch_ref               (GenkanRowBatch        *self);
void                    genkan_row_batch_unref             (GenkanRowBatch        *self);
guint                   genkan_row_batch_get_n_rows        (GenkanRowBatch        *self);
guint                   genkan_row_batch_get_n_columns     (GenkanRowBatch        *self);
gsize                   genkan_row_batch_get_size          (GenkanRowBatch        *self);
const char             *genkan_row_batch_get_column_name   (GenkanRowBatch        *self,
                                                            guint                  column);
int                     genkan_row_batch_find_column       (GenkanRowBatch        *self,
                                                            const char            *name);
const GenkanValue      *genkan_row_batch_get               (GenkanRowBatch        *self,
                                                            guint                  row,
                                                            guint                  column);
guint64                 genkan_row_batch_get_fingerprint   (GenkanRowBatch        *self,
                                                            guint                  row);
const gint64           *genkan_row_batch_get_known         (GenkanRowBatch        *self,
                                                            guint                 *ret_n_known);

GenkanRowBatchBuilder  *genkan_row_batch_builder_new       (const char * const    *columns,
                                                            guint                  n_columns);
void            genkan_row_batch_builder_add        (GenkanRowBatchBuilder *self,
                                                     const GenkanValue     *value);
void            genkan_row_batch_builder_set_fingerprint (GenkanRowBatchBuilder *self,
                                                     guint64                fingerprint);
void            genkan_row_batch_builder_set_known  (GenkanRowBatchBuilder *self,
                                                     GArray                *known);
void            genkan_row_batch_builder_drop_row   (GenkanRowBatchBuilder *self);
guint           genkan_row_batch_builder_get_n_rows (GenkanRowBatchBuilder *self);
gsize           genkan_row_batch_builder_get_size   (GenkanRowBatchBuilder *self);
GenkanRowBatch *genkan_row_batch_builder_end        (GenkanRowBatchBuilder *self);
void            genkan_row_batch_builder_free       (GenkanRowBatchBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanRowBatch, genkan_row_batch_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanRowBatchBuilder, genkan_row_batch_builder_free)

G_END_DECLS
