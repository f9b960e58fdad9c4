/* genkan-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-change.h"

struct _GenkanChange
{
  GObject parent_instance;

  GenkanChangeFields fields; /* the texts are owned */
};

G_DEFINE_FINAL_TYPE (GenkanChange, genkan_change, G_TYPE_OBJECT)

static void
genkan_change_finalize (GObject *object)
{
  GenkanChange *self = GENKAN_CHANGE (object);

  g_free ((char *) self->fields.vendor_id);
  g_free ((char *) self->fields.name);
  g_free ((char *) self->fields.parent);
  g_free ((char *) self->fields.detail);

  G_OBJECT_CLASS (genkan_change_parent_class)->finalize (object);
}

static void
genkan_change_class_init (GenkanChangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_change_finalize;
}

static void
genkan_change_init (GenkanChange *self)
{
}

/**
 * genkan_change_new:
 * @fields: what it holds; copied
 *
 * Returns: (transfer full): an object that never changes
 */
GenkanChange *
genkan_change_new (const GenkanChangeFields *fields)
{
  GenkanChange *self = g_object_new (GENKAN_TYPE_CHANGE, NULL);

  self->fields = *fields;
  self->fields.vendor_id = g_strdup (fields->vendor_id);
  self->fields.name = g_strdup (fields->name);
  self->fields.parent = g_strdup (fields->parent);
  self->fields.detail = g_strdup (fields->detail);

  return self;
}

GenkanChangeKind
genkan_change_get_kind (GenkanChange *self)
{
  g_return_val_if_fail (GENKAN_IS_CHANGE (self), GENKAN_CHANGE_NEW);

  return self->fields.kind;
}

const char *
genkan_change_get_vendor_id (GenkanChange *self)
{
  g_return_val_if_fail (GENKAN_IS_CHANGE (self), NULL);

  return self->fields.vendor_id;
}

const char *
genkan_change_get_name (GenkanChange *self)
{
  g_return_val_if_fail (GENKAN_IS_CHANGE (self), NULL);

  return self->fields.name;
}

const char *
genkan_change_get_parent (GenkanChange *self)
{
  g_return_val_if_fail (GENKAN_IS_CHANGE (self), NULL);

  return self->fields.parent;
}

/**
 * genkan_change_get_detail:
 * @self: a change
 *
 * Returns: (nullable): the name before, the place before, or the Product, as its kind is
 */
const char *
genkan_change_get_detail (GenkanChange *self)
{
  g_return_val_if_fail (GENKAN_IS_CHANGE (self), NULL);

  return self->fields.detail;
}

/**
 * genkan_change_get_is_made:
 * @self: a change
 *
 * Returns: whether the Product does not exist yet
 */
gboolean
genkan_change_get_is_made (GenkanChange *self)
{
  g_return_val_if_fail (GENKAN_IS_CHANGE (self), FALSE);

  return self->fields.is_made;
}
