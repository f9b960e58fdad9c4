/* genkan-server-products.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-workspace.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_SERVER_PRODUCTS (genkan_server_products_get_type ())

/**
 * GenkanServerProducts:
 *
 * How many Products were read from DefectDojo and when, and reading them again. Emits
 * `failed (GenkanReport *)` when that did not go well.
 */
G_DECLARE_FINAL_TYPE (GenkanServerProducts, genkan_server_products, GENKAN, SERVER_PRODUCTS, AdwActionRow)

void genkan_server_products_set_workspace (GenkanServerProducts *self,
                                           GenkanWorkspace      *workspace);
void genkan_server_products_show          (GenkanServerProducts *self);
void genkan_server_products_refresh       (GenkanServerProducts *self);

G_END_DECLS
