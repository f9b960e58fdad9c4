/* genkan-products-edit.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-product.h"
#include "genkan-store-products-edit.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void genkan_products_edit        (GenkanStore              *store,
                                  GtkWidget                *from,
                                  GPtrArray                *products,
                                  const GenkanProductEdit  *edit);
void genkan_products_add         (GenkanStore              *store,
                                  GtkWidget                *from,
                                  const char               *name,
                                  const char               *type_name);
void genkan_products_rename_type (GenkanStore              *store,
                                  GtkWidget                *from,
                                  const char               *name,
                                  const char               *new_name);

G_END_DECLS
