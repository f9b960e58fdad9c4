/* genkan-row-cache.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the store: the items that a list has handed out lately.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GenkanRowCache GenkanRowCache;

GenkanRowCache *genkan_row_cache_new     (gint64        (*get_id) (gpointer item));
void            genkan_row_cache_free    (GenkanRowCache *self);
gpointer        genkan_row_cache_lookup  (GenkanRowCache *self,
                                          gint64          id);
void            genkan_row_cache_insert  (GenkanRowCache *self,
                                          gpointer        item);
GPtrArray      *genkan_row_cache_dup_all (GenkanRowCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanRowCache, genkan_row_cache_free)

G_END_DECLS
