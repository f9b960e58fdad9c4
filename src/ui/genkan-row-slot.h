/* genkan-row-slot.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_ROW_SLOT (genkan_row_slot_get_type ())

/**
 * GenkanRowSlot:
 *
 * A place in a table, and the row that stands there now: see GenkanRowSlots.
 *
 * Properties: `item`.
 */
G_DECLARE_FINAL_TYPE (GenkanRowSlot, genkan_row_slot, GENKAN, ROW_SLOT, GObject)

GenkanRowSlot *genkan_row_slot_new          (GHashTable    *places,
                                             guint          position);
guint          genkan_row_slot_get_position (GenkanRowSlot *self);
gpointer       genkan_row_slot_get_item     (GenkanRowSlot *self);
void           genkan_row_slot_set_item     (GenkanRowSlot *self,
                                             gpointer       item);

G_END_DECLS
