/* genkan-hold.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It holds the task that carries the Operation between the run and its end, and gives it back to
 * the course with an answer. Whatever happens to the person who was asked (the dialog is closed,
 * the workspace too, somebody presses Cancel elsewhere), there is an answer: the Operation is
 * never left open.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-activity-private.h"
#include "genkan-hold-private.h"
#include "genkan-workspace-course.h"

typedef struct
{
  GTask   *task;      /* (owned) (nullable): of the Operation, until it goes on */
  GSource *cancelled; /* (owned) (nullable): while it waits */
} GenkanHoldPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GenkanHold, genkan_hold, G_TYPE_OBJECT)

enum
{
  SIGNAL_SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Returns: (transfer full) (nullable): the task, if it was still waiting */
static GTask *
stop_waiting (GenkanHold *self)
{
  GenkanHoldPrivate *priv = genkan_hold_get_instance_private (self);

  if (priv->cancelled == NULL)
    return NULL;

  g_source_destroy (priv->cancelled);
  g_clear_pointer (&priv->cancelled, g_source_unref);

  return g_steal_pointer (&priv->task);
}

static void
end_cancelled (GTask *task)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                  "the preview was not applied");
  GenkanCourse *data = g_task_get_task_data (task);

  data->was_preview = TRUE;
  genkan_course_end_by_error (task, error);
}

static void
genkan_hold_dispose (GObject *object)
{
  g_autoptr (GTask) task = stop_waiting (GENKAN_HOLD (object));

  if (task != NULL)
    end_cancelled (task);

  G_OBJECT_CLASS (genkan_hold_parent_class)->dispose (object);
}

static void
genkan_hold_class_init (GenkanHoldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = genkan_hold_dispose;

  /**
   * GenkanHold::settled:
   *
   * It goes on, or was cancelled; there is nothing to decide any more.
   */
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
genkan_hold_init (GenkanHold *self)
{
}

static gboolean
genkan_hold_cancelled_cb (GCancellable *cancellable,
                          gpointer      user_data)
{
  genkan_hold_cancel (user_data);

  return G_SOURCE_REMOVE;
}

/* Waits, in the calling thread, for an answer or the cancelling of the Operation. */
void
genkan_hold_wait (GenkanHold *self,
                  GTask      *task)
{
  GenkanHoldPrivate *priv = genkan_hold_get_instance_private (self);
  GenkanCourse *data = g_task_get_task_data (task);

  priv->task = g_object_ref (task);
  priv->cancelled = g_cancellable_source_new (genkan_activity_get_cancellable (data->activity));
  g_source_set_callback (priv->cancelled, G_SOURCE_FUNC (genkan_hold_cancelled_cb), self, NULL);
  g_source_attach (priv->cancelled, g_task_get_context (task));
}

/**
 * genkan_hold_apply:
 * @self: an Operation that waits
 *
 * Lets the Operation go on, without what was left out. Does nothing if it no longer waits.
 */
void
genkan_hold_apply (GenkanHold *self)
{
  g_autoptr (GenkanHold) keep = NULL;
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GENKAN_IS_HOLD (self));

  task = stop_waiting (self);
  if (task == NULL)
    return;

  keep = g_object_ref (self);
  GENKAN_HOLD_GET_CLASS (self)->go_on (self, task);
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
}

/**
 * genkan_hold_cancel:
 * @self: an Operation that waits
 *
 * Ends the Operation as Cancelled; nothing is changed. Does nothing if it no longer waits.
 */
void
genkan_hold_cancel (GenkanHold *self)
{
  g_autoptr (GenkanHold) keep = NULL;
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GENKAN_IS_HOLD (self));

  task = stop_waiting (self);
  if (task == NULL)
    return;

  keep = g_object_ref (self);
  end_cancelled (task);
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
}
