/* genkan-limiter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A request can stand under several limits at once (all of a tool, those of one step). It takes
 * from all of its buckets or from none, so nobody holds one while waiting for another and
 * nothing can lock up; and whoever is cancelled in the queue has taken nothing.
 *
 * The queue is first come first served, except that one whose bucket is full does not stop
 * those behind it that stand under other limits.
 */

#define G_LOG_DOMAIN "genkan-http"

#include "config.h"

#include "genkan-limiter.h"

struct _GenkanLimiter
{
  GObject parent_instance;

  GHashTable *buckets;      /* (owned) (element-type utf8 GenkanBucket) */
  GQueue      waiters;      /* (element-type Waiter) */
  gint64      paused_until; /* monotonic; in the past when it is not paused */
  GSource    *timer;        /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (GenkanLimiter, genkan_limiter, G_TYPE_OBJECT)

typedef struct
{
  GPtrArray    *buckets;  /* (owned) (element-type GenkanBucket) */
  GSource      *cancelled; /* (owned) (nullable) */
  gint64        ready_at;
} Waiter;

static void genkan_limiter_serve (GenkanLimiter *self);

/* Sets a bucket up, full of tokens. */
void
genkan_bucket_init (GenkanBucket *self,
                    double        rate,
                    guint         burst,
                    guint         concurrency,
                    gint64        now)
{
  self->rate = rate;
  self->burst = MAX (burst, 1);
  self->concurrency = concurrency;
  self->tokens = self->burst;
  self->counted = now;
  self->busy = 0;
}

static void
genkan_bucket_count (GenkanBucket *self,
                     gint64        now)
{
  double earned = (now - self->counted) * self->rate / G_USEC_PER_SEC;

  self->tokens = MIN (self->burst, self->tokens + earned);
  self->counted = now;
}

/**
 * genkan_bucket_ready_at:
 * @self: a bucket
 * @now: the time
 *
 * Returns: @now or earlier when one may go, else when one may; %GENKAN_BUCKET_LATER when that
 *   depends on somebody coming back
 */
gint64
genkan_bucket_ready_at (GenkanBucket *self,
                        gint64        now)
{
  if (self->concurrency > 0 && self->busy >= self->concurrency)
    return GENKAN_BUCKET_LATER;

  if (self->rate <= 0)
    return now;

  genkan_bucket_count (self, now);
  if (self->tokens >= 1)
    return now;

  /* Up, so that a timer that fires on time finds a whole token. */
  return now + (gint64) ((1 - self->tokens) / self->rate * G_USEC_PER_SEC) + 1;
}

void
genkan_bucket_take (GenkanBucket *self,
                    gint64        now)
{
  if (self->rate > 0)
    {
      genkan_bucket_count (self, now);
      self->tokens -= 1;
    }

  self->busy++;
}

void
genkan_bucket_give (GenkanBucket *self)
{
  g_return_if_fail (self->busy > 0);

  self->busy--;
}

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  if (waiter->cancelled != NULL)
    {
      g_source_destroy (waiter->cancelled);
      g_source_unref (waiter->cancelled);
    }
  g_ptr_array_unref (waiter->buckets);
  g_free (waiter);
}

static gint64
waiter_ready_at (Waiter *waiter,
                 gint64  now)
{
  gint64 ready_at = now;

  for (guint i = 0; i < waiter->buckets->len; i++)
    ready_at = MAX (ready_at,
                    genkan_bucket_ready_at (g_ptr_array_index (waiter->buckets, i), now));

  return ready_at;
}

static gboolean
genkan_limiter_timer_cb (gpointer user_data)
{
  GenkanLimiter *self = user_data;

  g_clear_pointer (&self->timer, g_source_unref);
  genkan_limiter_serve (self);

  return G_SOURCE_REMOVE;
}

static void
genkan_limiter_set_timer (GenkanLimiter *self,
                          gint64         ready_at)
{
  if (self->timer != NULL)
    {
      g_source_destroy (self->timer);
      g_clear_pointer (&self->timer, g_source_unref);
    }

  if (ready_at == GENKAN_BUCKET_LATER)
    return;

  self->timer = g_timeout_source_new (0);
  g_source_set_ready_time (self->timer, ready_at);
  g_source_set_callback (self->timer, genkan_limiter_timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

/* Takes a waiter's tokens. */
static void
waiter_take (Waiter *waiter,
             gint64  now)
{
  for (guint i = 0; i < waiter->buckets->len; i++)
    genkan_bucket_take (g_ptr_array_index (waiter->buckets, i), now);

  g_source_destroy (waiter->cancelled);
}

/* Lets everybody go who may, and sets the timer for the next one. Those who go are called last:
 * they may well come back with a release or with another request. */
static void
genkan_limiter_serve (GenkanLimiter *self)
{
  g_autoptr (GPtrArray) ready = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 now = g_get_monotonic_time ();
  gint64 earliest = GENKAN_BUCKET_LATER;
  GList *next;

  for (GList *l = self->waiters.head; l != NULL; l = next)
    {
      Waiter *waiter = g_task_get_task_data (l->data);

      next = l->next;
      waiter->ready_at = MAX (self->paused_until, waiter_ready_at (waiter, now));
      earliest = waiter->ready_at > now ? MIN (earliest, waiter->ready_at) : earliest;
      if (waiter->ready_at <= now)
        {
          waiter_take (waiter, now);
          g_ptr_array_add (ready, l->data);
          g_queue_delete_link (&self->waiters, l);
        }
    }

  genkan_limiter_set_timer (self, earliest);
  for (guint i = 0; i < ready->len; i++)
    g_task_return_boolean (g_ptr_array_index (ready, i), TRUE);
}

static gboolean
genkan_limiter_cancelled_cb (GCancellable *cancellable,
                             gpointer      user_data)
{
  GTask *task = user_data;
  GenkanLimiter *self = g_task_get_source_object (task);

  g_queue_remove (&self->waiters, task);
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);

  return G_SOURCE_REMOVE;
}

static void
genkan_limiter_finalize (GObject *object)
{
  GenkanLimiter *self = GENKAN_LIMITER (object);

  /* Waiters hold a reference, so there are none. */
  genkan_limiter_set_timer (self, GENKAN_BUCKET_LATER);
  g_hash_table_unref (self->buckets);

  G_OBJECT_CLASS (genkan_limiter_parent_class)->finalize (object);
}

static void
genkan_limiter_class_init (GenkanLimiterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_limiter_finalize;
}

static void
genkan_limiter_init (GenkanLimiter *self)
{
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_queue_init (&self->waiters);
}

/**
 * genkan_limiter_new:
 *
 * Returns: (transfer full): a limiter without buckets, which holds nothing back
 */
GenkanLimiter *
genkan_limiter_new (void)
{
  return g_object_new (GENKAN_TYPE_LIMITER, NULL);
}

/**
 * genkan_limiter_get_bucket:
 * @self: a limiter
 * @key: which bucket
 * @rate: how many a second, or 0 for as many as one likes
 * @burst: how many at once after a rest
 * @concurrency: how many may be under way at once, or 0 for as many as one likes
 *
 * Returns: (transfer none): the bucket of that key, made at the first time
 */
GenkanBucket *
genkan_limiter_get_bucket (GenkanLimiter *self,
                           const char    *key,
                           double         rate,
                           guint          burst,
                           guint          concurrency)
{
  GenkanBucket *bucket;

  g_return_val_if_fail (GENKAN_IS_LIMITER (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  bucket = g_hash_table_lookup (self->buckets, key);
  if (bucket == NULL)
    {
      bucket = g_new0 (GenkanBucket, 1);
      genkan_bucket_init (bucket, rate, burst, concurrency, g_get_monotonic_time ());
      g_hash_table_insert (self->buckets, g_strdup (key), bucket);
    }

  return bucket;
}

/**
 * genkan_limiter_acquire_async:
 * @self: a limiter
 * @buckets: (element-type GenkanBucket): the buckets of this limiter that count
 * @cancellable: to leave the queue
 * @callback: called when it may go
 * @user_data: for @callback
 *
 * Waits in the queue. Whoever may go must come back with genkan_limiter_release().
 */
void
genkan_limiter_acquire_async (GenkanLimiter       *self,
                              GPtrArray           *buckets,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;
  Waiter *waiter;

  g_return_if_fail (GENKAN_IS_LIMITER (self));
  g_return_if_fail (buckets != NULL);
  g_return_if_fail (G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_limiter_acquire_async);
  /* Who was let go has tokens, and must hear so even when cancelled in that moment. */
  g_task_set_check_cancellable (task, FALSE);
  waiter = g_new0 (Waiter, 1);
  waiter->buckets = g_ptr_array_ref (buckets);
  waiter->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (genkan_limiter_cancelled_cb), task,
                         NULL);
  g_source_attach (waiter->cancelled, g_main_context_get_thread_default ());
  g_task_set_task_data (task, waiter, waiter_free);

  g_queue_push_tail (&self->waiters, task);
  genkan_limiter_serve (self);
}

/**
 * genkan_limiter_acquire_finish:
 * @self: a limiter
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it may go, and must come back
 */
gboolean
genkan_limiter_acquire_finish (GenkanLimiter  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (GENKAN_IS_LIMITER (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * genkan_limiter_release:
 * @self: a limiter
 * @buckets: (element-type GenkanBucket): what was acquired
 */
void
genkan_limiter_release (GenkanLimiter *self,
                        GPtrArray     *buckets)
{
  g_return_if_fail (GENKAN_IS_LIMITER (self));
  g_return_if_fail (buckets != NULL);

  for (guint i = 0; i < buckets->len; i++)
    genkan_bucket_give (g_ptr_array_index (buckets, i));

  genkan_limiter_serve (self);
}

/**
 * genkan_limiter_pause:
 * @self: a limiter
 * @until: monotonic microseconds
 *
 * Lets nobody go until then: the tool has said that it has had enough.
 */
void
genkan_limiter_pause (GenkanLimiter *self,
                      gint64         until)
{
  g_return_if_fail (GENKAN_IS_LIMITER (self));

  self->paused_until = MAX (self->paused_until, until);
  genkan_limiter_serve (self);
}

/**
 * genkan_limiter_get_n_waiting:
 * @self: a limiter
 * @ret_until: (out) (optional): when the next one may go, in monotonic microseconds, or 0 when
 *   that depends on somebody coming back
 *
 * Returns: how many are in the queue
 */
guint
genkan_limiter_get_n_waiting (GenkanLimiter *self,
                              gint64        *ret_until)
{
  gint64 earliest = GENKAN_BUCKET_LATER;

  g_return_val_if_fail (GENKAN_IS_LIMITER (self), 0);

  for (GList *l = self->waiters.head; l != NULL; l = l->next)
    earliest = MIN (earliest, ((Waiter *) g_task_get_task_data (l->data))->ready_at);

  if (ret_until != NULL)
    *ret_until = earliest == GENKAN_BUCKET_LATER ? 0 : earliest;

  return self->waiters.length;
}
