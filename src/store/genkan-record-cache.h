/* genkan-record-cache.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the store: the Records that a list has handed out lately.
 */

#pragma once

#include "genkan-record.h"

G_BEGIN_DECLS

typedef struct _GenkanRecordCache GenkanRecordCache;

GenkanRecordCache *genkan_record_cache_new     (void);
void               genkan_record_cache_free    (GenkanRecordCache *self);
GenkanRecord      *genkan_record_cache_lookup  (GenkanRecordCache *self,
                                                gint64             id);
void               genkan_record_cache_insert  (GenkanRecordCache *self,
                                                GenkanRecord      *record);
void               genkan_record_cache_remove  (GenkanRecordCache *self,
                                                gint64             id);
GPtrArray         *genkan_record_cache_dup_all (GenkanRecordCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanRecordCache, genkan_record_cache_free)

G_END_DECLS
