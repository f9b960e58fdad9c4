/* genkan-record-selection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GtkMultiSelection fetches and holds each selected item, which for a list that pages its rows
 * from a database means reading all of it. This one knows positions, and beside them the ids of
 * the Records a person selected, so that it finds them again when the positions change. Both are
 * compressed bitmaps: a million selected Records take some kilobytes.
 *
 * The ids are what a person chose last and outlive the rows: a Record that a search hides is
 * selected again when it comes back. An id beyond 32 bits does not fit the bitmap; such a Record
 * can be selected all the same, but loses that when the list changes.
 *
 * What it lists are places of a table, not Records: see genkan-row-slots.c.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-record-selection.h"

#include "genkan-row-slots.h"

struct _GenkanRecordSelection
{
  GObject           parent_instance;

  GenkanRecordList *list;      /* (owned) */
  GenkanRowSlots   *slots;     /* (owned) */
  GtkBitset        *positions; /* (owned) */
  GtkBitset        *ids;       /* (owned) */
};

static void list_model_iface_init      (GListModelInterface        *iface);
static void selection_model_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanRecordSelection, genkan_record_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                      selection_model_iface_init))

static gboolean
id_fits (gint64 id)
{
  return id >= 0 && id <= G_MAXUINT32;
}

static void
genkan_record_selection_remember_ids (GenkanRecordSelection *self)
{
  GtkBitsetIter iter;
  guint position;

  gtk_bitset_remove_all (self->ids);
  for (gboolean valid = gtk_bitset_iter_init_first (&iter, self->positions, &position);
       valid;
       valid = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 id = genkan_record_list_get_id (self->list, position);

      if (id_fits (id))
        gtk_bitset_add (self->ids, id);
    }
}

/* Among a million new rows these are few, or all: both take some milliseconds. */
static void
genkan_record_selection_find_ids (GenkanRecordSelection *self,
                                  guint                  position,
                                  guint                  n_rows)
{
  const gint64 *ids = genkan_row_list_peek_ids (GENKAN_ROW_LIST (self->list), position, n_rows);
  gint64 least = gtk_bitset_get_minimum (self->ids);
  gint64 most = gtk_bitset_get_maximum (self->ids);
  guint start = 0;

  /* [start, i) are selected. */
  for (guint i = 0; i < n_rows; i++)
    if (ids[i] < least || ids[i] > most || !gtk_bitset_contains (self->ids, ids[i]))
      {
        gtk_bitset_add_range (self->positions, position + start, i - start);
        start = i + 1;
      }

  gtk_bitset_add_range (self->positions, position + start, n_rows - start);
}

static void
genkan_record_selection_items_changed_cb (GenkanRecordSelection *self,
                                          guint                  position,
                                          guint                  removed,
                                          guint                  added,
                                          GListModel            *list)
{
  gtk_bitset_splice (self->positions, position, removed, added);
  if (added > 0 && !gtk_bitset_is_empty (self->ids))
    genkan_record_selection_find_ids (self, position, added);
}

/* GTK 4.8 must not hear of what it does not know yet. */
static void
genkan_record_selection_tell (GenkanRecordSelection *self,
                              guint                  first,
                              guint                  last)
{
  guint n_places = g_list_model_get_n_items (G_LIST_MODEL (self->slots));

  if (first < n_places)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), first,
                                           MIN (last, n_places - 1) - first + 1);
}

/* In places that were selected other Records stand now. */
static void
genkan_record_selection_refilled_cb (GenkanRecordSelection *self)
{
  if (!gtk_bitset_is_empty (self->ids))
    genkan_record_selection_tell (self, 0, G_MAXUINT);
}

static void
genkan_record_selection_slots_changed_cb (GenkanRecordSelection *self,
                                          guint                  position,
                                          guint                  removed,
                                          guint                  added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static GType
genkan_record_selection_get_item_type (GListModel *model)
{
  return GENKAN_TYPE_ROW_SLOT;
}

static guint
genkan_record_selection_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (GENKAN_RECORD_SELECTION (model)->slots));
}

static gpointer
genkan_record_selection_get_item (GListModel *model,
                                  guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (GENKAN_RECORD_SELECTION (model)->slots), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = genkan_record_selection_get_item_type;
  iface->get_n_items = genkan_record_selection_get_n_items;
  iface->get_item = genkan_record_selection_get_item;
}

static gboolean
genkan_record_selection_is_selected (GtkSelectionModel *model,
                                     guint              position)
{
  return gtk_bitset_contains (GENKAN_RECORD_SELECTION (model)->positions, position);
}

static GtkBitset *
genkan_record_selection_get_selection_in_range (GtkSelectionModel *model,
                                                guint              position,
                                                guint              n_items)
{
  return gtk_bitset_ref (GENKAN_RECORD_SELECTION (model)->positions);
}

static gboolean
genkan_record_selection_set_selection (GtkSelectionModel *model,
                                       GtkBitset         *selected,
                                       GtkBitset         *mask)
{
  GenkanRecordSelection *self = GENKAN_RECORD_SELECTION (model);
  g_autoptr (GtkBitset) changes = gtk_bitset_copy (self->positions);
  guint first, last;

  gtk_bitset_difference (changes, selected);
  gtk_bitset_intersect (changes, mask);
  gtk_bitset_remove_range_closed (changes, g_list_model_get_n_items (G_LIST_MODEL (self->list)),
                                  G_MAXUINT);
  if (gtk_bitset_is_empty (changes))
    return TRUE;

  first = gtk_bitset_get_minimum (changes);
  last = gtk_bitset_get_maximum (changes);
  gtk_bitset_difference (self->positions, changes);
  genkan_record_selection_remember_ids (self);
  genkan_record_selection_tell (self, first, last);

  return TRUE;
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = genkan_record_selection_is_selected;
  iface->get_selection_in_range = genkan_record_selection_get_selection_in_range;
  iface->set_selection = genkan_record_selection_set_selection;
}

static void
genkan_record_selection_finalize (GObject *object)
{
  GenkanRecordSelection *self = GENKAN_RECORD_SELECTION (object);

  g_clear_object (&self->slots);
  g_clear_object (&self->list);
  gtk_bitset_unref (self->positions);
  gtk_bitset_unref (self->ids);

  G_OBJECT_CLASS (genkan_record_selection_parent_class)->finalize (object);
}

static void
genkan_record_selection_class_init (GenkanRecordSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_record_selection_finalize;
}

static void
genkan_record_selection_init (GenkanRecordSelection *self)
{
  self->positions = gtk_bitset_new_empty ();
  self->ids = gtk_bitset_new_empty ();
}

/**
 * genkan_record_selection_new:
 * @list: the Records to choose among
 *
 * Returns: (transfer full): a model in which nothing is selected yet
 */
GenkanRecordSelection *
genkan_record_selection_new (GenkanRecordList *list)
{
  GenkanRecordSelection *self = g_object_new (GENKAN_TYPE_RECORD_SELECTION, NULL);

  g_return_val_if_fail (GENKAN_IS_RECORD_LIST (list), NULL);

  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed",
                           G_CALLBACK (genkan_record_selection_items_changed_cb),
                           self, G_CONNECT_SWAPPED);
  self->slots = genkan_row_slots_new (GENKAN_ROW_LIST (list));
  g_signal_connect_object (self->slots, "refilled",
                           G_CALLBACK (genkan_record_selection_refilled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->slots, "items-changed",
                           G_CALLBACK (genkan_record_selection_slots_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * genkan_record_selection_get_list:
 * @self: a selection
 *
 * Returns: (transfer none): what it selects from
 */
GenkanRecordList *
genkan_record_selection_get_list (GenkanRecordSelection *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_SELECTION (self), NULL);

  return self->list;
}

/**
 * genkan_record_selection_get_n_selected:
 * @self: a selection
 *
 * Returns: how many of the Records that the list shows are selected
 */
guint
genkan_record_selection_get_n_selected (GenkanRecordSelection *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_SELECTION (self), 0);

  return gtk_bitset_get_size (self->positions);
}

/**
 * genkan_record_selection_dup_ids:
 * @self: a selection
 *
 * Returns: (transfer full) (element-type gint64): the ids of the selected Records, in the list's
 *   order
 */
GArray *
genkan_record_selection_dup_ids (GenkanRecordSelection *self)
{
  GtkBitsetIter iter;
  GArray *ids;
  guint position;

  g_return_val_if_fail (GENKAN_IS_RECORD_SELECTION (self), NULL);

  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), gtk_bitset_get_size (self->positions));
  for (gboolean valid = gtk_bitset_iter_init_first (&iter, self->positions, &position);
       valid;
       valid = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 id = genkan_record_list_get_id (self->list, position);

      g_array_append_val (ids, id);
    }

  return ids;
}
