/* genkan-product.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Product as DefectDojo knows it, kept locally too, so that all works without a server.
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-product.h"

struct _GenkanProduct
{
  GObject parent_instance;

  GenkanProductFields fields; /* the texts are owned */
};

G_DEFINE_FINAL_TYPE (GenkanProduct, genkan_product, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_TYPE_NAME,
  PROP_N_RECORDS,
  PROP_IN_DOJO,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
genkan_product_finalize (GObject *object)
{
  GenkanProduct *self = GENKAN_PRODUCT (object);

  g_free ((char *) self->fields.name);
  g_free ((char *) self->fields.type_name);
  g_free ((char *) self->fields.description);
  g_free ((char *) self->fields.tags);
  g_free ((char *) self->fields.url);

  G_OBJECT_CLASS (genkan_product_parent_class)->finalize (object);
}

static void
genkan_product_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  GenkanProduct *self = GENKAN_PRODUCT (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->fields.id);
      break;

    case PROP_NAME:
      g_value_set_string (value, self->fields.name);
      break;

    case PROP_TYPE_NAME:
      g_value_set_string (value, self->fields.type_name);
      break;

    case PROP_N_RECORDS:
      g_value_set_uint (value, self->fields.n_records);
      break;

    case PROP_IN_DOJO:
      g_value_set_boolean (value, self->fields.dojo_id > 0);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_product_class_init (GenkanProductClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = genkan_product_finalize;
  object_class->get_property = genkan_product_get_property;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_TYPE_NAME] = g_param_spec_string ("type-name", NULL, NULL, NULL, flags);
  properties[PROP_N_RECORDS] = g_param_spec_uint ("n-records", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_IN_DOJO] = g_param_spec_boolean ("in-dojo", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
genkan_product_init (GenkanProduct *self)
{
}

/**
 * genkan_product_new:
 * @fields: what it holds; copied
 *
 * Returns: (transfer full): an object that never changes
 */
GenkanProduct *
genkan_product_new (const GenkanProductFields *fields)
{
  GenkanProduct *self = g_object_new (GENKAN_TYPE_PRODUCT, NULL);

  self->fields = *fields;
  self->fields.name = g_strdup (fields->name);
  self->fields.type_name = g_strdup (fields->type_name);
  self->fields.description = g_strdup (fields->description);
  self->fields.tags = g_strdup (fields->tags);
  self->fields.url = g_strdup (fields->url);

  return self;
}

gint64
genkan_product_get_id (GenkanProduct *self)
{
  g_return_val_if_fail (GENKAN_IS_PRODUCT (self), 0);

  return self->fields.id;
}

const char *
genkan_product_get_name (GenkanProduct *self)
{
  g_return_val_if_fail (GENKAN_IS_PRODUCT (self), NULL);

  return self->fields.name;
}

const char *
genkan_product_get_type_name (GenkanProduct *self)
{
  g_return_val_if_fail (GENKAN_IS_PRODUCT (self), NULL);

  return self->fields.type_name;
}

guint
genkan_product_get_n_records (GenkanProduct *self)
{
  g_return_val_if_fail (GENKAN_IS_PRODUCT (self), 0);

  return self->fields.n_records;
}

const char *
genkan_product_get_description (GenkanProduct *self)
{
  g_return_val_if_fail (GENKAN_IS_PRODUCT (self), NULL);

  return self->fields.description;
}

const char *
genkan_product_get_tags (GenkanProduct *self)
{
  g_return_val_if_fail (GENKAN_IS_PRODUCT (self), NULL);

  return self->fields.tags;
}

const char *
genkan_product_get_url (GenkanProduct *self)
{
  g_return_val_if_fail (GENKAN_IS_PRODUCT (self), NULL);

  return self->fields.url;
}

gint64
genkan_product_get_dojo_id (GenkanProduct *self)
{
  g_return_val_if_fail (GENKAN_IS_PRODUCT (self), 0);

  return self->fields.dojo_id;
}
