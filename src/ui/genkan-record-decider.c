/* genkan-record-decider.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A decision that was carried out is a GenkanDone. Its toast and the history hold it, so either
 * may take it back; whoever comes second finds it taken back already.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-record-decider.h"

#include "genkan-toaster.h"

#include <glib/gi18n.h>

/* Each may hold the rows of a hundred thousand Records. */
#define MAX_HISTORY 50

typedef struct
{
  GenkanUndo          *undo;    /* (owned) (nullable) once it is taken back */
  GenkanRecordDecider *decider; /* (weak) (nullable) once the store is gone */
} GenkanDone;

struct _GenkanRecordDecider
{
  GObject      parent_instance;

  GenkanStore *store;   /* (unowned): the store owns us */
  GPtrArray   *history; /* (owned) (element-type GenkanDone) the last decision last */
};

G_DEFINE_FINAL_TYPE (GenkanRecordDecider, genkan_record_decider, G_TYPE_OBJECT)

static G_DEFINE_QUARK (genkan-record-decider, genkan_record_decider)

/* What a decision is about, until the store has carried it out. */
typedef struct
{
  GenkanRecordDecider *decider; /* (owned) */
  GtkWidget           *from;    /* (owned): whose toaster says how it went */
  GenkanDecisionKind   kind;
  char                *name;    /* (owned) (nullable) of the Record, if it is one */
  char                *product; /* (owned) (nullable) */
} GenkanDeciding;

static void
genkan_done_clear (gpointer data)
{
  GenkanDone *done = data;

  g_clear_pointer (&done->undo, genkan_undo_unref);
  g_clear_weak_pointer (&done->decider);
}

static void
genkan_done_unref (gpointer data)
{
  g_rc_box_release_full (data, genkan_done_clear);
}

static void
genkan_deciding_free (GenkanDeciding *deciding)
{
  g_object_unref (deciding->decider);
  g_object_unref (deciding->from);
  g_free (deciding->name);
  g_free (deciding->product);
  g_free (deciding);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanDeciding, genkan_deciding_free)

static char *
say_mapped (GenkanDeciding *deciding,
            guint           n_records)
{
  if (deciding->name != NULL)
    return g_strdup_printf (_("Mapped %s to %s"), deciding->name, deciding->product);

  return g_strdup_printf (ngettext ("Mapped %'u Record to %s", "Mapped %'u Records to %s", n_records),
                          n_records, deciding->product);
}

static char *
say_mapped_each (GenkanDeciding *deciding,
                 guint           n_records)
{
  return g_strdup_printf (ngettext ("Mapped %'u Record to a Product of its name",
                                    "Mapped %'u Records to a Product each", n_records),
                          n_records);
}

static char *
say_ignored (GenkanDeciding *deciding,
             guint           n_records)
{
  if (deciding->name != NULL)
    return g_strdup_printf (_("Ignored %s"), deciding->name);

  return g_strdup_printf (ngettext ("Ignored %'u Record", "Ignored %'u Records", n_records),
                          n_records);
}

static char *
say_restored (GenkanDeciding *deciding,
              guint           n_records)
{
  if (deciding->name != NULL)
    return g_strdup_printf (_("Restored %s"), deciding->name);

  return g_strdup_printf (ngettext ("Restored %'u Record", "Restored %'u Records", n_records),
                          n_records);
}

static char *
say_deleted (GenkanDeciding *deciding,
             guint           n_records)
{
  if (deciding->name != NULL)
    return g_strdup_printf (_("Deleted %s"), deciding->name);

  return g_strdup_printf (ngettext ("Deleted %'u Record", "Deleted %'u Records", n_records),
                          n_records);
}

static char *
say_done (GenkanDeciding *deciding,
          guint           n_records)
{
  switch (deciding->kind)
    {
    case GENKAN_DECISION_MAP:
      return say_mapped (deciding, n_records);

    case GENKAN_DECISION_MAP_EACH:
      return say_mapped_each (deciding, n_records);

    case GENKAN_DECISION_IGNORE:
      return say_ignored (deciding, n_records);

    case GENKAN_DECISION_RESTORE:
      return say_restored (deciding, n_records);

    case GENKAN_DECISION_DELETE:
      return say_deleted (deciding, n_records);

    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

static void
genkan_record_decider_undo_cb (GObject      *object,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;

  if (genkan_store_undo_finish (GENKAN_STORE (object), result, &error))
    genkan_toast (from, _("Undone"));
  else
    genkan_toast_error (from, error);
}

static void
genkan_record_decider_take_back (GenkanRecordDecider *self,
                                 GtkWidget           *from,
                                 GenkanDone          *done)
{
  g_autoptr (GenkanUndo) undo = g_steal_pointer (&done->undo);

  if (undo == NULL)
    return;

  g_ptr_array_remove (self->history, done);
  genkan_store_undo_async (self->store, undo, NULL,
                           genkan_record_decider_undo_cb, g_object_ref (from));
}

static void
genkan_record_decider_toast_undo (GtkWidget *from,
                                  gpointer   user_data)
{
  GenkanDone *done = user_data;

  if (done->decider != NULL)
    genkan_record_decider_take_back (done->decider, from, done);
}

static void
genkan_record_decider_remember (GenkanRecordDecider *self,
                                GenkanDeciding      *deciding,
                                GenkanUndo          *undo)
{
  g_autofree char *text = say_done (deciding, genkan_undo_get_n_records (undo));
  GenkanDone *done = g_rc_box_new0 (GenkanDone);

  done->undo = genkan_undo_ref (undo);
  g_set_weak_pointer (&done->decider, self);
  g_ptr_array_add (self->history, done);
  if (self->history->len > MAX_HISTORY)
    g_ptr_array_remove_index (self->history, 0);

  genkan_toast_undo (deciding->from, text, genkan_record_decider_toast_undo,
                     g_rc_box_acquire (done), genkan_done_unref);
}

static void
genkan_record_decider_decide_cb (GObject      *object,
                                 GAsyncResult *result,
                                 gpointer      user_data)
{
  g_autoptr (GenkanDeciding) deciding = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanUndo) undo = genkan_store_decide_finish (GENKAN_STORE (object), result, &error);

  if (undo == NULL)
    genkan_toast_error (deciding->from, error);
  else if (genkan_undo_get_n_records (undo) > 0)
    genkan_record_decider_remember (deciding->decider, deciding, undo);
  else
    genkan_toast (deciding->from, _("Nothing to change there"));
}

static void
genkan_record_decider_finalize (GObject *object)
{
  GenkanRecordDecider *self = GENKAN_RECORD_DECIDER (object);

  g_ptr_array_unref (self->history);

  G_OBJECT_CLASS (genkan_record_decider_parent_class)->finalize (object);
}

static void
genkan_record_decider_class_init (GenkanRecordDeciderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = genkan_record_decider_finalize;
}

static void
genkan_record_decider_init (GenkanRecordDecider *self)
{
  self->history = g_ptr_array_new_with_free_func (genkan_done_unref);
}

/**
 * genkan_record_decider_get:
 * @store: where the Records are
 *
 * Returns: (transfer none): the store's decider
 */
GenkanRecordDecider *
genkan_record_decider_get (GenkanStore *store)
{
  GenkanRecordDecider *self;

  g_return_val_if_fail (GENKAN_IS_STORE (store), NULL);

  self = g_object_get_qdata (G_OBJECT (store), genkan_record_decider_quark ());
  if (self != NULL)
    return self;

  self = g_object_new (GENKAN_TYPE_RECORD_DECIDER, NULL);
  self->store = store;
  g_object_set_qdata_full (G_OBJECT (store), genkan_record_decider_quark (),
                           self, g_object_unref);

  return self;
}

/**
 * genkan_record_decider_decide:
 * @self: a decider
 * @from: whose toaster says what was done
 * @ids: (element-type gint64): the Records
 * @name: (nullable): the Record's name, for one that is named in the toast
 * @decision: what shall be with them
 *
 * Starts carrying out a decision. The toast comes when it is done, or failed.
 */
void
genkan_record_decider_decide (GenkanRecordDecider  *self,
                              GtkWidget            *from,
                              GArray               *ids,
                              const char           *name,
                              const GenkanDecision *decision)
{
  GenkanDeciding *deciding;

  g_return_if_fail (GENKAN_IS_RECORD_DECIDER (self));
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (decision != NULL);

  if (ids->len == 0)
    return;

  deciding = g_new0 (GenkanDeciding, 1);
  deciding->decider = g_object_ref (self);
  deciding->from = g_object_ref (from);
  deciding->kind = decision->kind;
  deciding->name = g_strdup (name);
  deciding->product = g_strdup (decision->product_name);
  genkan_store_decide_async (self->store, (const gint64 *) (void *) ids->data, ids->len, decision,
                             NULL, genkan_record_decider_decide_cb, deciding);
}

/**
 * genkan_record_decider_undo:
 * @self: a decider
 * @from: whose toaster says that it is undone
 *
 * Takes back the last decision that still stands. Does nothing when there is none.
 */
void
genkan_record_decider_undo (GenkanRecordDecider *self,
                            GtkWidget           *from)
{
  g_return_if_fail (GENKAN_IS_RECORD_DECIDER (self));
  g_return_if_fail (GTK_IS_WIDGET (from));

  if (self->history->len > 0)
    genkan_record_decider_take_back (self, from,
                                     g_ptr_array_index (self->history, self->history->len - 1));
}
