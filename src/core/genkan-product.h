/* genkan-product.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "genkan-enums.h"

G_BEGIN_DECLS

/**
 * GenkanProductFields:
 * @id: the row in the store
 * @name: its name, unique
 * @type_name: (nullable): the name of its Product Type
 * @n_records: how many Records are mapped to it
 * @description: (nullable): what the Record for which it was made says of itself
 * @tags: (nullable): its tags, as a JSON array
 * @url: (nullable): where a person sees it in its tool
 * @dojo_id: DefectDojo's number for it, or 0 if it is not there, as far as is known
 *
 * What a #GenkanProduct is made from. Texts are borrowed; the object copies them.
 */
typedef struct
{
  gint64       id;
  const char  *name;
  const char  *type_name;
  guint        n_records;
  const char  *description;
  const char  *tags;
  const char  *url;
  gint64       dojo_id;
} GenkanProductFields;

#define GENKAN_TYPE_PRODUCT (genkan_product_get_type ())

G_DECLARE_FINAL_TYPE (GenkanProduct, genkan_product, GENKAN, PRODUCT, GObject)

GenkanProduct *genkan_product_new             (const GenkanProductFields *fields);
gint64         genkan_product_get_id          (GenkanProduct *self);
const char    *genkan_product_get_name        (GenkanProduct *self);
const char    *genkan_product_get_type_name   (GenkanProduct *self);
guint          genkan_product_get_n_records   (GenkanProduct *self);
const char    *genkan_product_get_description (GenkanProduct *self);
const char    *genkan_product_get_tags        (GenkanProduct *self);
const char    *genkan_product_get_url         (GenkanProduct *self);
gint64         genkan_product_get_dojo_id     (GenkanProduct *self);

G_END_DECLS
