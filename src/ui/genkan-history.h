/* genkan-history.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store-records.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_HISTORY (genkan_history_get_type ())

/**
 * GenkanHistory:
 *
 * What a person decided about the Records and Products of a store, as long as the program runs:
 * says with a toast what was done, and takes it back, from the toast or one after the other. A
 * store has one, so that it outlives the page on which something was decided.
 *
 * Signals: `changed` when another decision is the last one.
 */
G_DECLARE_FINAL_TYPE (GenkanHistory, genkan_history, GENKAN, HISTORY, GObject)

GenkanHistory *genkan_history_get         (GenkanStore   *store);
void           genkan_history_add         (GenkanHistory *self,
                                           GtkWidget     *from,
                                           GenkanUndo    *undo,
                                           const char    *text);
void           genkan_history_add_product (GenkanHistory *self,
                                           GtkWidget     *from,
                                           gint64         product_id,
                                           const char    *name,
                                           const char    *text);
const char    *genkan_history_get_last    (GenkanHistory *self);
void           genkan_history_undo        (GenkanHistory *self,
                                           GtkWidget     *from);

G_END_DECLS
