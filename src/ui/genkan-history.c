/* genkan-history.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A decision that was carried out is a GenkanDone. Its toast and the history hold it, so either
 * may take it back; whoever comes second finds it taken back already.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-history.h"

#include "genkan-store-products-edit.h"
#include "genkan-store-products.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

/* Each may hold the rows of a hundred thousand Records. */
#define MAX_DONE 50

typedef struct
{
  GenkanHistory *history;    /* (weak) (nullable) once the store is gone */
  char          *text;       /* (owned) what was done */
  GenkanUndo    *undo;       /* (owned) (nullable) for a Product that was added */
  gint64         product_id; /* that Product, or 0 */
  char          *name;       /* (owned) (nullable) its name */
  gboolean       taken_back;
} GenkanDone;

struct _GenkanHistory
{
  GObject      parent_instance;

  GenkanStore *store; /* (unowned): the store owns us */
  GPtrArray   *done;  /* (owned) (element-type GenkanDone) the last decision last */
};

G_DEFINE_FINAL_TYPE (GenkanHistory, genkan_history, G_TYPE_OBJECT)

static G_DEFINE_QUARK (genkan-history, genkan_history)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
genkan_done_clear (gpointer data)
{
  GenkanDone *done = data;

  g_clear_pointer (&done->undo, genkan_undo_unref);
  g_clear_weak_pointer (&done->history);
  g_free (done->text);
  g_free (done->name);
}

static void
genkan_done_unref (gpointer data)
{
  g_rc_box_release_full (data, genkan_done_clear);
}

/* Who is told how it went, and what it was. */
typedef struct
{
  GtkWidget *from; /* (owned) */
  char      *text; /* (owned) */
} GenkanUndoing;

static GenkanUndoing *
genkan_undoing_new (GtkWidget  *from,
                    const char *text)
{
  GenkanUndoing *undoing = g_new0 (GenkanUndoing, 1);

  undoing->from = g_object_ref (from);
  undoing->text = g_strdup (text);

  return undoing;
}

static void
genkan_undoing_end (GenkanUndoing *undoing,
                    const GError  *error)
{
  g_autofree char *text = g_strdup_printf (_("Undone: %s"), undoing->text);

  if (error == NULL)
    genkan_toast (undoing->from, text);
  else
    genkan_toast_error (undoing->from, error);

  g_object_unref (undoing->from);
  g_free (undoing->text);
  g_free (undoing);
}

static void
genkan_history_undo_cb (GObject      *object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  genkan_store_undo_finish (GENKAN_STORE (object), result, &error);
  genkan_undoing_end (user_data, error);
}

static void
genkan_history_remove_product_cb (GObject      *object,
                                  GAsyncResult *result,
                                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanUndo) undo = NULL;

  undo = genkan_store_edit_products_finish (GENKAN_STORE (object), result, &error);
  genkan_undoing_end (user_data, error);
}

/* A Product that was added goes again, unless it has been put to use. */
static void
genkan_history_remove_product (GenkanHistory *self,
                               GtkWidget     *from,
                               GenkanDone    *done)
{
  GenkanProductEdit edit = { .kind = GENKAN_PRODUCT_EDIT_DELETE };
  g_autoptr (GenkanProduct) product = genkan_store_find_product (self->store, done->name, NULL);

  if (product == NULL || genkan_product_get_id (product) != done->product_id)
    {
      genkan_toast (from, _("This cannot be taken back: the Product was renamed or removed since"));
      return;
    }

  if (genkan_product_get_n_records (product) > 0)
    {
      genkan_toast (from, _("This cannot be taken back: Records were mapped to the Product since"));
      return;
    }

  genkan_store_edit_products_async (self->store, &done->product_id, 1, &edit, NULL,
                                    genkan_history_remove_product_cb,
                                    genkan_undoing_new (from, done->text));
}

static void
genkan_history_take_back (GenkanHistory *self,
                          GtkWidget     *from,
                          GenkanDone    *done)
{
  g_autoptr (GenkanUndo) undo = g_steal_pointer (&done->undo);

  if (done->taken_back)
    return;

  done->taken_back = TRUE;
  if (undo != NULL)
    genkan_store_undo_async (self->store, undo, NULL, genkan_history_undo_cb,
                             genkan_undoing_new (from, done->text));
  else
    genkan_history_remove_product (self, from, done);

  g_ptr_array_remove (self->done, done);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
genkan_history_toast_undo (GtkWidget *from,
                           gpointer   user_data)
{
  GenkanDone *done = user_data;

  if (done->history != NULL)
    genkan_history_take_back (done->history, from, done);
}

static void
genkan_history_push (GenkanHistory *self,
                     GtkWidget     *from,
                     GenkanDone    *done)
{
  g_set_weak_pointer (&done->history, self);
  g_ptr_array_add (self->done, done);
  genkan_toast_undo (from, done->text, genkan_history_toast_undo, g_rc_box_acquire (done),
                     genkan_done_unref);
  if (self->done->len > MAX_DONE)
    g_ptr_array_remove_index (self->done, 0);

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
genkan_history_finalize (GObject *object)
{
  GenkanHistory *self = GENKAN_HISTORY (object);

  g_ptr_array_unref (self->done);

  G_OBJECT_CLASS (genkan_history_parent_class)->finalize (object);
}

static void
genkan_history_class_init (GenkanHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = genkan_history_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
genkan_history_init (GenkanHistory *self)
{
  self->done = g_ptr_array_new_with_free_func (genkan_done_unref);
}

/**
 * genkan_history_get:
 * @store: a store
 *
 * Returns: (transfer none): the store's history
 */
GenkanHistory *
genkan_history_get (GenkanStore *store)
{
  GenkanHistory *self;

  g_return_val_if_fail (GENKAN_IS_STORE (store), NULL);

  self = g_object_get_qdata (G_OBJECT (store), genkan_history_quark ());
  if (self != NULL)
    return self;

  self = g_object_new (GENKAN_TYPE_HISTORY, NULL);
  self->store = store;
  g_object_set_qdata_full (G_OBJECT (store), genkan_history_quark (), self, g_object_unref);

  return self;
}

/**
 * genkan_history_add:
 * @self: a history
 * @from: whose toaster says what was done
 * @undo: how it is taken back
 * @text: what was done, in words: “Mapped 3 Records to Web Shop”
 *
 * Remembers a decision, and says that it is made.
 */
void
genkan_history_add (GenkanHistory *self,
                    GtkWidget     *from,
                    GenkanUndo    *undo,
                    const char    *text)
{
  GenkanDone *done;

  g_return_if_fail (GENKAN_IS_HISTORY (self));
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (undo != NULL && text != NULL);

  done = g_rc_box_new0 (GenkanDone);
  done->undo = genkan_undo_ref (undo);
  done->text = g_strdup (text);
  genkan_history_push (self, from, done);
}

/**
 * genkan_history_add_product:
 * @self: a history
 * @from: whose toaster says what was done
 * @product_id: a Product that was added
 * @name: its name
 * @text: what was done, in words
 *
 * Remembers that a Product was added, and says so.
 */
void
genkan_history_add_product (GenkanHistory *self,
                            GtkWidget     *from,
                            gint64         product_id,
                            const char    *name,
                            const char    *text)
{
  GenkanDone *done;

  g_return_if_fail (GENKAN_IS_HISTORY (self));
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (name != NULL && text != NULL);

  done = g_rc_box_new0 (GenkanDone);
  done->product_id = product_id;
  done->name = g_strdup (name);
  done->text = g_strdup (text);
  genkan_history_push (self, from, done);
}

/**
 * genkan_history_get_last:
 * @self: a history
 *
 * Returns: (nullable): what genkan_history_undo() would take back, in words
 */
const char *
genkan_history_get_last (GenkanHistory *self)
{
  GenkanDone *done;

  g_return_val_if_fail (GENKAN_IS_HISTORY (self), NULL);

  if (self->done->len == 0)
    return NULL;

  done = g_ptr_array_index (self->done, self->done->len - 1);

  return done->text;
}

/**
 * genkan_history_undo:
 * @self: a history
 * @from: whose toaster says that it is undone, or why it cannot be
 *
 * Takes back the last decision that still stands. Does nothing when there is none.
 */
void
genkan_history_undo (GenkanHistory *self,
                     GtkWidget     *from)
{
  g_return_if_fail (GENKAN_IS_HISTORY (self));
  g_return_if_fail (GTK_IS_WIDGET (from));

  if (self->done->len > 0)
    genkan_history_take_back (self, from, g_ptr_array_index (self->done, self->done->len - 1));
}
