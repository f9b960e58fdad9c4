/* genkan-product-dialog.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-product.h"
#include "genkan-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_PRODUCT_DIALOG (genkan_product_dialog_get_type ())

/**
 * GenkanProductQuestion:
 * @GENKAN_PRODUCT_QUESTION_NEW: name and Product Type of a new Product
 * @GENKAN_PRODUCT_QUESTION_RENAME: another name for one Product; a taken one offers to merge
 * @GENKAN_PRODUCT_QUESTION_MERGE: which of several Products stays
 * @GENKAN_PRODUCT_QUESTION_TYPE: the Product Type of Products
 * @GENKAN_PRODUCT_QUESTION_RENAME_TYPE: another name for the Product Type of the first Product
 *
 * What a dialog about Products asks for.
 */
typedef enum
{
  GENKAN_PRODUCT_QUESTION_NEW,
  GENKAN_PRODUCT_QUESTION_RENAME,
  GENKAN_PRODUCT_QUESTION_MERGE,
  GENKAN_PRODUCT_QUESTION_TYPE,
  GENKAN_PRODUCT_QUESTION_RENAME_TYPE,
} GenkanProductQuestion;

/**
 * GenkanProductDialog:
 *
 * Asks for what is needed to make or change Products, and has it done.
 */
G_DECLARE_FINAL_TYPE (GenkanProductDialog, genkan_product_dialog, GENKAN, PRODUCT_DIALOG, GtkWidget)

void genkan_product_dialog_present (GtkWidget             *from,
                                    GenkanStore           *store,
                                    GenkanProductQuestion  question,
                                    GPtrArray             *products);

G_END_DECLS
