/* genkan-dojo-settle-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-look.h"
#include "genkan-dojo-scan.h"

G_BEGIN_DECLS

/* An import whose id is not known. */
#define GENKAN_DOJO_NO_IMPORT G_MININT64

/**
 * GenkanDojoSettled:
 * @test_id: the Test, or 0 if there is none
 * @state: how far it is
 * @is_through: an import has ended since the one that was asked about
 *
 * What there is when nothing happens any more.
 */
typedef struct
{
  gint64              test_id;
  GenkanDojoTestState state;
  gboolean            is_through;
} GenkanDojoSettled;

void     _genkan_dojo_settle_async  (GenkanDojo            *self,
                                     const GenkanDojoScan  *scan,
                                     gboolean               in_doubt,
                                     gint64                 n_imports,
                                     GCancellable          *cancellable,
                                     GAsyncReadyCallback    callback,
                                     gpointer               user_data);
gboolean _genkan_dojo_settle_finish (GenkanDojo            *self,
                                     GAsyncResult          *result,
                                     GenkanDojoSettled     *ret_settled,
                                     GError               **error);

G_END_DECLS
