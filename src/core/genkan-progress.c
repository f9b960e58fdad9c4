/* genkan-progress.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far an Operation is. The engine's thread writes, the thread that made the object reads
 * and is told by the signal "changed", at most ten times a second: a run of thousands of
 * answers a second must not fill a window's main loop with notifications.
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-progress.h"

#define NOTIFY_INTERVAL_MS 100

struct _GenkanProgress
{
  GObject parent_instance;

  GMainContext *context;         /* (owned) where "changed" is emitted */

  GMutex        mutex;           /* guards all below */
  guint         requests_done;
  guint         requests_known;
  guint         rows;
  guint         deliveries_done;
  guint         deliveries_known;
  char         *waiting;         /* (owned) (nullable) */
  gint64        waiting_until;
  gboolean      notify_pending;
};

G_DEFINE_FINAL_TYPE (GenkanProgress, genkan_progress, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
genkan_progress_notify_cb (gpointer user_data)
{
  GenkanProgress *self = user_data;

  g_mutex_lock (&self->mutex);
  self->notify_pending = FALSE;
  g_mutex_unlock (&self->mutex);

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  return G_SOURCE_REMOVE;
}

/* Called with the mutex held. */
static void
genkan_progress_queue_notify (GenkanProgress *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->notify_pending)
    return;

  self->notify_pending = TRUE;
  source = g_timeout_source_new (NOTIFY_INTERVAL_MS);
  g_source_set_callback (source, genkan_progress_notify_cb, g_object_ref (self), g_object_unref);
  g_source_attach (source, self->context);
}

static void
genkan_progress_finalize (GObject *object)
{
  GenkanProgress *self = GENKAN_PROGRESS (object);

  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self->waiting);

  G_OBJECT_CLASS (genkan_progress_parent_class)->finalize (object);
}

static void
genkan_progress_class_init (GenkanProgressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_progress_finalize;

  /**
   * GenkanProgress::changed:
   *
   * There is something new to show. Emitted in the main context of the thread that made the
   * object.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
genkan_progress_init (GenkanProgress *self)
{
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->mutex);
}

GenkanProgress *
genkan_progress_new (void)
{
  return g_object_new (GENKAN_TYPE_PROGRESS, NULL);
}

/**
 * genkan_progress_get_requests_done:
 * @self: how far something is
 *
 * Returns: how many requests were answered; in any thread
 */
guint
genkan_progress_get_requests_done (GenkanProgress *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (GENKAN_IS_PROGRESS (self), 0);

  locker = g_mutex_locker_new (&self->mutex);

  return self->requests_done;
}

/**
 * genkan_progress_get_requests_known:
 * @self: a progress
 *
 * Returns: the requests done and those that are known to follow; it grows while answers come
 */
guint
genkan_progress_get_requests_known (GenkanProgress *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (GENKAN_IS_PROGRESS (self), 0);

  locker = g_mutex_locker_new (&self->mutex);

  return self->requests_known;
}

/**
 * genkan_progress_get_rows:
 * @self: how far something is
 *
 * Returns: how many rows came; in any thread
 */
guint
genkan_progress_get_rows (GenkanProgress *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (GENKAN_IS_PROGRESS (self), 0);

  locker = g_mutex_locker_new (&self->mutex);

  return self->rows;
}

/**
 * genkan_progress_get_deliveries:
 * @self: a progress
 * @ret_done: (out) (optional): Records that are through
 *
 * Returns: how many Records are delivered, or 0 before it has come to that
 */
guint
genkan_progress_get_deliveries (GenkanProgress *self,
                                guint          *ret_done)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (GENKAN_IS_PROGRESS (self), 0);

  locker = g_mutex_locker_new (&self->mutex);
  if (ret_done != NULL)
    *ret_done = self->deliveries_done;

  return self->deliveries_known;
}

/**
 * genkan_progress_dup_waiting:
 * @self: a progress
 * @ret_until: (out) (optional): when the wait ends, in monotonic microseconds, or 0
 *
 * Returns: (transfer full) (nullable): what the run waits for, in technical English
 *   ("the tool's limit"), or %NULL when it does not wait
 */
char *
genkan_progress_dup_waiting (GenkanProgress *self,
                             gint64         *ret_until)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (GENKAN_IS_PROGRESS (self), NULL);

  locker = g_mutex_locker_new (&self->mutex);
  if (ret_until != NULL)
    *ret_until = self->waiting_until;

  return g_strdup (self->waiting);
}

/**
 * genkan_progress_report:
 * @self: a progress
 * @requests_done: answers that were read to their end
 * @requests_known: those and what is known to follow
 * @rows: rows that the connector's sinks have got
 *
 * For the engine, from any thread.
 */
void
genkan_progress_report (GenkanProgress *self,
                        guint           requests_done,
                        guint           requests_known,
                        guint           rows)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (GENKAN_IS_PROGRESS (self));

  locker = g_mutex_locker_new (&self->mutex);
  self->requests_done = requests_done;
  self->requests_known = requests_known;
  self->rows = rows;
  genkan_progress_queue_notify (self);
}

/**
 * genkan_progress_deliver:
 * @self: a progress
 * @done: Records that are through
 * @known: how many are delivered
 *
 * For whoever delivers, from any thread.
 */
void
genkan_progress_deliver (GenkanProgress *self,
                         guint           done,
                         guint           known)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (GENKAN_IS_PROGRESS (self));

  locker = g_mutex_locker_new (&self->mutex);
  self->deliveries_done = done;
  self->deliveries_known = known;
  genkan_progress_queue_notify (self);
}

/**
 * genkan_progress_wait:
 * @self: a progress
 * @waiting: (nullable): what is waited for, or %NULL when the wait is over
 * @until: when it ends, in monotonic microseconds, or 0 when that is not known
 *
 * For the engine, from any thread.
 */
void
genkan_progress_wait (GenkanProgress *self,
                      const char     *waiting,
                      gint64          until)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (GENKAN_IS_PROGRESS (self));

  locker = g_mutex_locker_new (&self->mutex);
  g_free (self->waiting);
  self->waiting = g_strdup (waiting);
  self->waiting_until = until;
  genkan_progress_queue_notify (self);
}
