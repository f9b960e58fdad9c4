/* genkan-type-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_TYPE_ROW (genkan_type_row_get_type ())

/**
 * GenkanTypeRow:
 *
 * A row in which a Product Type is typed, or chosen among those that there are.
 */
G_DECLARE_FINAL_TYPE (GenkanTypeRow, genkan_type_row, GENKAN, TYPE_ROW, AdwEntryRow)

void  genkan_type_row_open     (GenkanTypeRow *self,
                                GenkanStore   *store,
                                const char    *type_name);
char *genkan_type_row_dup_type (GenkanTypeRow *self);

G_END_DECLS
