/* genkan-preview-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-preview-item.h"

#include <glib/gi18n.h>

struct _GenkanPreviewItem
{
  GObject       parent_instance;

  GenkanChange *change;   /* (owned) */
  gboolean      included;
};

G_DEFINE_FINAL_TYPE (GenkanPreviewItem, genkan_preview_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_NAME,
  PROP_PARENT,
  PROP_DETAIL,
  PROP_INCLUDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What the tool has no name for is called by its id there. */
static const char *
get_title (GenkanPreviewItem *self)
{
  const char *name = genkan_change_get_name (self->change);

  return name != NULL && *name != '\0' ? name : genkan_change_get_vendor_id (self->change);
}

static char *
dup_detail (GenkanPreviewItem *self)
{
  const char *detail = genkan_change_get_detail (self->change);

  if (genkan_change_get_is_made (self->change))
    /* Translators: the name of a Product that does not exist yet */
    return g_strdup_printf (_("%s (new)"), detail);

  return g_strdup (detail != NULL ? detail : "");
}

static void
genkan_preview_item_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  GenkanPreviewItem *self = GENKAN_PREVIEW_ITEM (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, get_title (self));
      break;

    case PROP_PARENT:
      g_value_set_string (value, genkan_change_get_parent (self->change));
      break;

    case PROP_DETAIL:
      g_value_take_string (value, dup_detail (self));
      break;

    case PROP_INCLUDED:
      g_value_set_boolean (value, self->included);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_preview_item_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_INCLUDED:
      genkan_preview_item_set_included (GENKAN_PREVIEW_ITEM (object), g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_preview_item_finalize (GObject *object)
{
  g_object_unref (GENKAN_PREVIEW_ITEM (object)->change);

  G_OBJECT_CLASS (genkan_preview_item_parent_class)->finalize (object);
}

static void
genkan_preview_item_class_init (GenkanPreviewItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = genkan_preview_item_finalize;
  object_class->get_property = genkan_preview_item_get_property;
  object_class->set_property = genkan_preview_item_set_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_PARENT] = g_param_spec_string ("parent", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_INCLUDED] =
    g_param_spec_boolean ("included", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
genkan_preview_item_init (GenkanPreviewItem *self)
{
  self->included = TRUE;
}

GenkanPreviewItem *
genkan_preview_item_new (GenkanChange *change)
{
  GenkanPreviewItem *self = g_object_new (GENKAN_TYPE_PREVIEW_ITEM, NULL);

  self->change = g_object_ref (change);

  return self;
}

GenkanChange *
genkan_preview_item_get_change (GenkanPreviewItem *self)
{
  g_return_val_if_fail (GENKAN_IS_PREVIEW_ITEM (self), NULL);

  return self->change;
}

gboolean
genkan_preview_item_get_included (GenkanPreviewItem *self)
{
  g_return_val_if_fail (GENKAN_IS_PREVIEW_ITEM (self), FALSE);

  return self->included;
}

void
genkan_preview_item_set_included (GenkanPreviewItem *self,
                                  gboolean           included)
{
  g_return_if_fail (GENKAN_IS_PREVIEW_ITEM (self));

  if (self->included == included)
    return;

  self->included = included;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INCLUDED]);
}
