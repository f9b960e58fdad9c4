/* genkan-mapping-dialog.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-store.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_MAPPING_DIALOG (genkan_mapping_dialog_get_type ())

/**
 * GenkanMappingDialog:
 *
 * What a file of mappings would do, line by line, and the button that does it.
 */
G_DECLARE_FINAL_TYPE (GenkanMappingDialog, genkan_mapping_dialog, GENKAN, MAPPING_DIALOG, GtkWidget)

void genkan_mapping_dialog_choose  (GtkWidget   *from,
                                    GenkanStore *store,
                                    const char  *connection);

G_END_DECLS
