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
 * A GtkListView of GTK 4.8 keeps the wrong rows when a removal begins among rows for which it has
 * no widgets and ends beyond them, and it fetches every new row when one that it holds on to was
 * removed; and a row that comes at its new place before it goes from its old one gets two widgets.
 * So it is told of single rows as they go, but of more, and of a new order, as if the table were
 * emptied and, before anything is drawn, filled again.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-record-selection.h"

/* As many new rows as it does not hurt to fetch. */
#define FEW_ROWS 64

struct _GenkanRecordSelection
{
  GObject           parent_instance;

  GenkanRecordList *list;      /* (owned) */
  GtkBitset        *positions; /* (owned) */
  GtkBitset        *ids;       /* (owned) */
  gboolean          emptied;   /* for those who look, until the list has changed to its end */
  guint             fill_idle;
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

static guint
genkan_record_selection_count (GenkanRecordSelection *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

static gboolean
genkan_record_selection_fill_cb (gpointer user_data)
{
  GenkanRecordSelection *self = user_data;

  self->fill_idle = 0;
  self->emptied = FALSE;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, genkan_record_selection_count (self));

  return G_SOURCE_REMOVE;
}

/* The idle comes after the list has told all of its edits, and before the next frame. */
static void
genkan_record_selection_empty (GenkanRecordSelection *self,
                               guint                  n_before)
{
  self->emptied = TRUE;
  self->fill_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, genkan_record_selection_fill_cb,
                                     self, NULL);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, 0);
}

static void
genkan_record_selection_items_changed_cb (GenkanRecordSelection *self,
                                          guint                  position,
                                          guint                  removed,
                                          guint                  added,
                                          GListModel            *list)
{
  gtk_bitset_splice (self->positions, position, removed, added);

  for (guint i = position; i < position + added && !gtk_bitset_is_empty (self->ids); i++)
    {
      gint64 id = genkan_record_list_get_id (self->list, i);

      if (id_fits (id) && gtk_bitset_contains (self->ids, id))
        gtk_bitset_add (self->positions, i);
    }

  if (self->emptied)
    return;

  if (!genkan_record_list_is_overhauled (self->list) &&
      (removed == 0 || (removed == 1 && added <= FEW_ROWS)))
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  else
    genkan_record_selection_empty (self, genkan_record_selection_count (self) + removed - added);
}

static GType
genkan_record_selection_get_item_type (GListModel *model)
{
  return GENKAN_TYPE_RECORD;
}

static guint
genkan_record_selection_get_n_items (GListModel *model)
{
  GenkanRecordSelection *self = GENKAN_RECORD_SELECTION (model);

  return self->emptied ? 0 : genkan_record_selection_count (self);
}

static gpointer
genkan_record_selection_get_item (GListModel *model,
                                  guint       position)
{
  GenkanRecordSelection *self = GENKAN_RECORD_SELECTION (model);

  return self->emptied ? NULL : g_list_model_get_item (G_LIST_MODEL (self->list), position);
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
  gtk_bitset_remove_range_closed (changes, genkan_record_selection_count (self), G_MAXUINT);
  if (gtk_bitset_is_empty (changes))
    return TRUE;

  first = gtk_bitset_get_minimum (changes);
  last = gtk_bitset_get_maximum (changes);
  gtk_bitset_difference (self->positions, changes);
  genkan_record_selection_remember_ids (self);
  if (!self->emptied)
    gtk_selection_model_selection_changed (model, first, last - first + 1);

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

  g_clear_handle_id (&self->fill_idle, g_source_remove);
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
