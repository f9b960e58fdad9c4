/* genkan-items.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-json.h"
#include "genkan-recall.h"

G_BEGIN_DECLS

/* The items of a page: what SELECTs see, through a window, as the table `item (k, j)`. Each item
 * is parsed at most once, when the first SELECT looks into it. */
typedef struct _GenkanItems GenkanItems;

GenkanItems *genkan_items_new        (void);
GenkanItems *genkan_items_ref        (GenkanItems       *self);
void         genkan_items_unref      (GenkanItems       *self);
void         genkan_items_clear      (GenkanItems       *self);
void         genkan_items_add        (GenkanItems       *self,
                                      const char        *key,
                                      gsize              key_length,
                                      const char        *json,
                                      gsize              length);
gsize        genkan_items_cut        (GenkanItems       *self,
                                      const char        *key,
                                      gsize              key_length,
                                      const char        *data,
                                      gsize              length,
                                      guint              max_depth);
void         genkan_items_set_recall (GenkanItems       *self,
                                      GenkanRecall      *recall,
                                      guint64            seed);
GArray      *genkan_items_take_known (GenkanItems       *self);
guint64      genkan_items_get_fingerprint (GenkanItems  *self,
                                      guint              place);
guint        genkan_items_get_n      (GenkanItems       *self);
guint        genkan_items_get_n_come (GenkanItems       *self);
void         genkan_items_set_window (GenkanItems       *self,
                                      guint              first,
                                      guint              end);
void         genkan_items_get_window (GenkanItems       *self,
                                      guint             *ret_first,
                                      guint             *ret_end);
gsize        genkan_items_get_room   (GenkanItems       *self);
const char  *genkan_items_get_key    (GenkanItems       *self,
                                      guint              place,
                                      gsize             *ret_length);
const char  *genkan_items_get_json   (GenkanItems       *self,
                                      guint              place,
                                      gsize             *ret_length);
gboolean     genkan_items_holds      (GenkanItems       *self,
                                      const char        *text);
gboolean     genkan_items_get_root   (GenkanItems       *self,
                                      guint              place,
                                      GenkanJsonRef     *ret_root);
gboolean     genkan_items_find_json  (GenkanItems       *self,
                                      const char        *json,
                                      gsize              length,
                                      GenkanJsonRef     *ret_root);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanItems, genkan_items_unref)

G_END_DECLS
