/* genkan-result-item.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "genkan-store-sync.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_RESULT_ITEM (genkan_result_item_get_type ())

/**
 * GenkanResultItem:
 *
 * What is told of a Record in the results of a Sync or a Deliver, and what can be done about it.
 */
G_DECLARE_FINAL_TYPE (GenkanResultItem, genkan_result_item, GENKAN, RESULT_ITEM, GObject)

GenkanResultItem *genkan_result_item_new         (const char             *title,
                                                  const char             *text,
                                                  gboolean                warns);
GenkanResultItem *genkan_result_item_new_sync    (const GenkanSyncResult *result,
                                                  gboolean                has_server);
const char       *genkan_result_item_get_title   (GenkanResultItem       *self);
const char       *genkan_result_item_get_text    (GenkanResultItem       *self);
gboolean          genkan_result_item_warns       (GenkanResultItem       *self);
gint64            genkan_result_item_get_record  (GenkanResultItem       *self);
gboolean          genkan_result_item_is_held     (GenkanResultItem       *self);
gboolean          genkan_result_item_has_details (GenkanResultItem       *self);
gint64            genkan_result_item_get_test    (GenkanResultItem       *self);
gboolean          genkan_result_item_equal       (GenkanResultItem       *a,
                                                  GenkanResultItem       *b);

G_END_DECLS
