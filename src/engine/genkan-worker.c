/* genkan-worker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-worker.h"

#define N_THREADS 2

struct _GenkanWorker
{
  GObject parent_instance;

  GThreadPool *pool;  /* the engine's, which outlives its runs */
  GMutex       mutex; /* guards the two below */
  GQueue       jobs;  /* (element-type GTask) */
  gboolean     busy;
};

G_DEFINE_FINAL_TYPE (GenkanWorker, genkan_worker, G_TYPE_OBJECT)

typedef struct
{
  GenkanWorkerFunc func;
  gpointer         data;
  GDestroyNotify   destroy; /* (nullable) */
} Job;

/* In the pool's thread too: what a job holds on to may be of the sandbox. */
static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->destroy != NULL)
    job->destroy (job->data);
  g_free (job);
}

static GTask *
genkan_worker_pop (GenkanWorker *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GTask *task = g_queue_pop_head (&self->jobs);

  self->busy = task != NULL;

  return task;
}

static void
do_job (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (job->func (job->data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
genkan_worker_pool_cb (gpointer data,
                       gpointer user_data)
{
  g_autoptr (GenkanWorker) self = data;
  GTask *task;

  while ((task = genkan_worker_pop (self)) != NULL)
    {
      do_job (task);
      g_object_unref (task);
    }
}

static void
genkan_worker_finalize (GObject *object)
{
  GenkanWorker *self = GENKAN_WORKER (object);

  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (genkan_worker_parent_class)->finalize (object);
}

static void
genkan_worker_class_init (GenkanWorkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_worker_finalize;
}

static void
genkan_worker_init (GenkanWorker *self)
{
  g_mutex_init (&self->mutex);
  g_queue_init (&self->jobs);
}

/**
 * genkan_worker_pool_new:
 *
 * Returns: (transfer full): the threads for all workers of an engine
 */
GThreadPool *
genkan_worker_pool_new (void)
{
  return g_thread_pool_new (genkan_worker_pool_cb, NULL, N_THREADS, FALSE, NULL);
}

GenkanWorker *
genkan_worker_new (GThreadPool *pool)
{
  GenkanWorker *self = g_object_new (GENKAN_TYPE_WORKER, NULL);

  self->pool = pool;

  return self;
}

/**
 * genkan_worker_run_async:
 * @self: a worker
 * @func: what to do, in a thread of the pool
 * @data: for @func
 * @destroy: (nullable): frees @data, in whichever thread lets go of the job last
 * @callback: (nullable): called in this thread when it is done
 * @user_data: for @callback
 *
 * Does something after all that was asked for before. A job is never dropped, so what it owns
 * is always taken care of; whether it still matters is for @func to find out.
 */
void
genkan_worker_run_async (GenkanWorker        *self,
                         GenkanWorkerFunc     func,
                         gpointer             data,
                         GDestroyNotify       destroy,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task;
  Job *job;
  gboolean was_busy;

  g_return_if_fail (GENKAN_IS_WORKER (self));
  g_return_if_fail (func != NULL);

  job = g_new0 (Job, 1);
  job->func = func;
  job->data = data;
  job->destroy = destroy;
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, genkan_worker_run_async);
  g_task_set_task_data (task, job, job_free);

  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->jobs, task);
  was_busy = self->busy;
  self->busy = TRUE;
  g_mutex_unlock (&self->mutex);

  if (!was_busy)
    g_thread_pool_push (self->pool, g_object_ref (self), NULL);
}

gboolean
genkan_worker_run_finish (GenkanWorker  *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (GENKAN_IS_WORKER (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
