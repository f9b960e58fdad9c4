/* genkan-batch.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-row-batch.h"
#include "genkan-variables.h"

G_BEGIN_DECLS

/* Rows that are taken N at a time (`batch: N`): every column becomes an array. */
typedef struct _GenkanBatch GenkanBatch;

GenkanBatch     *genkan_batch_new            (void);
void             genkan_batch_free           (GenkanBatch     *self);
guint            genkan_batch_add            (GenkanBatch     *self,
                                              GenkanRowBatch  *rows,
                                              guint            row);
guint            genkan_batch_get_n_rows     (GenkanBatch     *self);
GenkanVariables *genkan_batch_take_variables (GenkanBatch     *self,
                                              GenkanVariables *parent);

G_END_DECLS
