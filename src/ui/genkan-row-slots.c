/* genkan-row-slots.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of GTK 4.8 keeps widgets for some two hundred rows, and makes them anew for all rows
 * that it is told have come. With a million rows, or a thousand, a new order or another search
 * cost a third of a second so. This model never tells of a row: it tells how many places there
 * are, by what comes or goes at the end, and each place (a slot) tells what stands in it. The
 * widgets stay and show something else, which is a tenth of the work.
 *
 * Only slots that somebody holds exist, that is, those that have a widget. Places with widgets
 * come and go in steps with time between them for drawing and typing. A removal begins at a place
 * that has a widget, or reaches over none: GTK 4.8 keeps the wrong rows when a removal begins
 * among rows without widgets and ends beyond.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-row-slots.h"

/* As many rows as come or go at once, and more than a table has widgets for. */
#define STEP 16
#define WIDGETS_MAX 256

struct _GenkanRowSlots
{
  GObject        parent_instance;

  GenkanRowList *list;     /* (owned) */
  GHashTable    *places;   /* (owned) (element-type guint GenkanRowSlot) the slots that live */
  guint          n_told;   /* how many places whoever looks on knows of */
  guint          step_idle;
};

enum
{
  SIGNAL_REFILLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void genkan_row_slots_model_init (GListModelInterface *iface);
static void genkan_row_slots_step       (GenkanRowSlots      *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanRowSlots, genkan_row_slots, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      genkan_row_slots_model_init))

static guint
genkan_row_slots_count_rows (GenkanRowSlots *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

/* Behind the end of the rows nothing stands, until the place is gone. */
static void
genkan_row_slots_fill (GenkanRowSlots *self,
                       GenkanRowSlot  *slot)
{
  g_autoptr (GObject) item =
    g_list_model_get_item (G_LIST_MODEL (self->list), genkan_row_slot_get_position (slot));

  genkan_row_slot_set_item (slot, item);
}

static void
genkan_row_slots_refill (GenkanRowSlots *self)
{
  g_autoptr (GPtrArray) slots = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer slot;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, NULL, &slot))
    g_ptr_array_add (slots, g_object_ref (slot));

  for (guint i = 0; i < slots->len; i++)
    genkan_row_slots_fill (self, g_ptr_array_index (slots, i));
}

static gboolean
genkan_row_slots_step_cb (gpointer user_data)
{
  GenkanRowSlots *self = user_data;

  self->step_idle = 0;
  genkan_row_slots_step (self);

  return G_SOURCE_REMOVE;
}

static int
compare_last_first (gconstpointer a,
                    gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return first < second ? 1 : first > second ? -1 : 0;
}

/* From where on to remove places, so that not too many widgets go at once. */
static guint
genkan_row_slots_find_removal (GenkanRowSlots *self,
                               guint           n_rows)
{
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint));
  GHashTableIter iter;
  gpointer place;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    {
      guint position = GPOINTER_TO_UINT (place);

      if (position >= n_rows && position < self->n_told)
        g_array_append_val (positions, position);
    }

  if (positions->len == 0)
    return n_rows;

  g_array_sort (positions, compare_last_first);

  return g_array_index (positions, guint, MIN (positions->len, STEP) - 1);
}

static void
genkan_row_slots_tell (GenkanRowSlots *self,
                       guint           n_places)
{
  guint before = self->n_told;
  guint position = MIN (before, n_places);

  self->n_told = n_places;
  g_list_model_items_changed (G_LIST_MODEL (self), position, before - position,
                              n_places - position);
}

/* One step towards as many places as there are rows. */
static void
genkan_row_slots_step (GenkanRowSlots *self)
{
  guint n_rows = genkan_row_slots_count_rows (self);

  if (self->n_told > n_rows)
    genkan_row_slots_tell (self, genkan_row_slots_find_removal (self, n_rows));
  else if (self->n_told < n_rows && self->n_told < WIDGETS_MAX)
    genkan_row_slots_tell (self, MIN (self->n_told + STEP, n_rows));
  else if (self->n_told < n_rows)
    genkan_row_slots_tell (self, n_rows);

  if (self->n_told != genkan_row_slots_count_rows (self) && self->step_idle == 0)
    self->step_idle = g_idle_add (genkan_row_slots_step_cb, self);
}

static void
genkan_row_slots_settled_cb (GenkanRowSlots *self)
{
  genkan_row_slots_refill (self);
  g_signal_emit (self, signals[SIGNAL_REFILLED], 0);
  if (self->step_idle == 0)
    genkan_row_slots_step (self);
}

static GType
genkan_row_slots_get_item_type (GListModel *model)
{
  return GENKAN_TYPE_ROW_SLOT;
}

static guint
genkan_row_slots_get_n_items (GListModel *model)
{
  return GENKAN_ROW_SLOTS (model)->n_told;
}

static gpointer
genkan_row_slots_get_item (GListModel *model,
                           guint       position)
{
  GenkanRowSlots *self = GENKAN_ROW_SLOTS (model);
  GenkanRowSlot *slot;

  if (position >= self->n_told)
    return NULL;

  slot = g_hash_table_lookup (self->places, GUINT_TO_POINTER (position));
  if (slot != NULL)
    return g_object_ref (slot);

  slot = genkan_row_slot_new (self->places, position);
  genkan_row_slots_fill (self, slot);

  return slot;
}

static void
genkan_row_slots_model_init (GListModelInterface *iface)
{
  iface->get_item_type = genkan_row_slots_get_item_type;
  iface->get_n_items = genkan_row_slots_get_n_items;
  iface->get_item = genkan_row_slots_get_item;
}

static void
genkan_row_slots_dispose (GObject *object)
{
  GenkanRowSlots *self = GENKAN_ROW_SLOTS (object);

  g_clear_handle_id (&self->step_idle, g_source_remove);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (genkan_row_slots_parent_class)->dispose (object);
}

static void
genkan_row_slots_finalize (GObject *object)
{
  g_hash_table_unref (GENKAN_ROW_SLOTS (object)->places);

  G_OBJECT_CLASS (genkan_row_slots_parent_class)->finalize (object);
}

static void
genkan_row_slots_class_init (GenkanRowSlotsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = genkan_row_slots_dispose;
  object_class->finalize = genkan_row_slots_finalize;

  /**
   * GenkanRowSlots::refilled:
   * @self: the places
   *
   * Other rows may stand in all places. How many there are is told after it.
   */
  signals[SIGNAL_REFILLED] =
    g_signal_new ("refilled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
genkan_row_slots_init (GenkanRowSlots *self)
{
  self->places = g_hash_table_new (NULL, NULL);
}

/**
 * genkan_row_slots_new:
 * @list: the rows
 *
 * Whoever connects to GenkanRowList::settled finds the slots as they were before, unless with
 * %G_CONNECT_AFTER.
 *
 * Returns: (transfer full): the places in which they stand
 */
GenkanRowSlots *
genkan_row_slots_new (GenkanRowList *list)
{
  GenkanRowSlots *self;

  g_return_val_if_fail (GENKAN_IS_ROW_LIST (list), NULL);

  self = g_object_new (GENKAN_TYPE_ROW_SLOTS, NULL);
  self->list = g_object_ref (list);
  g_signal_connect_object (list, "settled", G_CALLBACK (genkan_row_slots_settled_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  genkan_row_slots_step (self);

  return self;
}
