/* genkan-cli-products.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "genkan-cli-private.h"

G_BEGIN_DECLS

GenkanExit genkan_cli_products_add      (int           argc,
                                         char        **argv);
GenkanExit genkan_cli_products_rename   (int           argc,
                                         char        **argv);
GenkanExit genkan_cli_products_merge    (int           argc,
                                         char        **argv);
GenkanExit genkan_cli_products_type     (int           argc,
                                         char        **argv);
GenkanExit genkan_cli_products_delete   (int           argc,
                                         char        **argv);

void       genkan_cli_print_products    (GPtrArray    *products);
void       genkan_cli_json_add_products (JsonBuilder  *builder,
                                         GPtrArray    *products);

G_END_DECLS
