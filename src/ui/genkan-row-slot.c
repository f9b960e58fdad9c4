/* genkan-row-slot.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-row-slot.h"

struct _GenkanRowSlot
{
  GObject     parent_instance;

  GHashTable *places;   /* (owned) the slots of the table by place; none is owned by it */
  guint       position;
  GObject    *item;     /* (owned) (nullable) behind the end of the rows */
};

G_DEFINE_FINAL_TYPE (GenkanRowSlot, genkan_row_slot, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
genkan_row_slot_finalize (GObject *object)
{
  GenkanRowSlot *self = GENKAN_ROW_SLOT (object);

  g_hash_table_remove (self->places, GUINT_TO_POINTER (self->position));
  g_hash_table_unref (self->places);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (genkan_row_slot_parent_class)->finalize (object);
}

static void
genkan_row_slot_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ITEM:
      g_value_set_object (value, GENKAN_ROW_SLOT (object)->item);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_row_slot_class_init (GenkanRowSlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_row_slot_finalize;
  object_class->get_property = genkan_row_slot_get_property;

  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, G_TYPE_OBJECT,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
genkan_row_slot_init (GenkanRowSlot *self)
{
}

/**
 * genkan_row_slot_new:
 * @places: the slots of a table by place, which does not own them
 * @position: a place that has no slot there
 *
 * Returns: (transfer full): a slot, in which nothing stands yet; it is in @places while it lives
 */
GenkanRowSlot *
genkan_row_slot_new (GHashTable *places,
                     guint       position)
{
  GenkanRowSlot *self = g_object_new (GENKAN_TYPE_ROW_SLOT, NULL);

  self->places = g_hash_table_ref (places);
  self->position = position;
  g_hash_table_insert (places, GUINT_TO_POINTER (position), self);

  return self;
}

guint
genkan_row_slot_get_position (GenkanRowSlot *self)
{
  g_return_val_if_fail (GENKAN_IS_ROW_SLOT (self), 0);

  return self->position;
}

/**
 * genkan_row_slot_get_item:
 * @self: a slot
 *
 * Returns: (transfer none) (nullable): what stands there
 */
gpointer
genkan_row_slot_get_item (GenkanRowSlot *self)
{
  g_return_val_if_fail (GENKAN_IS_ROW_SLOT (self), NULL);

  return self->item;
}

/**
 * genkan_row_slot_set_item:
 * @self: a slot
 * @item: (nullable): what stands there from now on
 */
void
genkan_row_slot_set_item (GenkanRowSlot *self,
                          gpointer       item)
{
  g_return_if_fail (GENKAN_IS_ROW_SLOT (self));

  if (g_set_object (&self->item, item))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}
