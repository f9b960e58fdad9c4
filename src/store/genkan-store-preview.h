/* genkan-store-preview.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-change.h"
#include "genkan-store.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_PREVIEW (genkan_preview_get_type ())

/* What the end of a Discover would do: the first changes of each kind, and how many there are. */
typedef struct _GenkanPreview GenkanPreview;

GType          genkan_preview_get_type             (void) G_GNUC_CONST;
GenkanPreview *genkan_preview_ref                  (GenkanPreview        *self);
void           genkan_preview_unref                (GenkanPreview        *self);
guint          genkan_preview_get_n_changes        (GenkanPreview        *self,
                                                    GenkanChangeKind      kind);
GListModel    *genkan_preview_get_changes          (GenkanPreview        *self,
                                                    GenkanChangeKind      kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanPreview, genkan_preview_unref)

/* Of an Operation that runs here and whose rows are all staged; changes nothing. */
void           genkan_store_preview_async          (GenkanStore          *self,
                                                    gint64                operation_id,
                                                    gboolean              complete,
                                                    guint                 limit,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
GenkanPreview *genkan_store_preview_finish         (GenkanStore          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

/* Takes changes out of what the end of the Operation will do: all of a kind, or single units. */
void           genkan_store_leave_out_async        (GenkanStore          *self,
                                                    gint64                operation_id,
                                                    GenkanChangeKind      kind,
                                                    const char * const   *vendor_ids,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean       genkan_store_leave_out_finish       (GenkanStore          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

G_END_DECLS
