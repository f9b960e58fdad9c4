/* genkan-row-slots.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-row-list.h"
#include "genkan-row-slot.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_ROW_SLOTS (genkan_row_slots_get_type ())

/**
 * GenkanRowSlots:
 *
 * The places of a table, as a GListModel of GenkanRowSlot over a GenkanRowList: places stay when
 * the rows are others.
 *
 * Signal: `refilled`, when other rows may stand in all places.
 */
G_DECLARE_FINAL_TYPE (GenkanRowSlots, genkan_row_slots, GENKAN, ROW_SLOTS, GObject)

GenkanRowSlots *genkan_row_slots_new (GenkanRowList *list);

G_END_DECLS
