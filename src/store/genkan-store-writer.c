/* genkan-store-writer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one thread that writes. Jobs come through a queue and are done strictly in order, each in
 * a transaction of its own: a line of the log stands where it belongs among the rows, and who
 * has got an answer can read what was written.
 *
 * What was written stands in SQLite's journal until it is put into the database. That takes as long
 * as writing it did, so it waits for a moment without jobs, or for 128 MB of journal
 * (genkan-store-schema.c): where much is written, most pages are written again soon.
 *
 * A job holds its store, and with it the writer, alive. The last reference may therefore go
 * away in the writer's own thread; it then cannot wait for itself and is left to end alone.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"

#define WRITE_TIMEOUT_MS 60000

/* How long there must be nothing to do before the journal is put into the database. */
#define REST_US G_USEC_PER_SEC

struct _GenkanWriter
{
  GThread        *thread; /* (owned) */
  GAsyncQueue    *jobs;   /* (owned) (element-type GenkanJob) */
  GenkanDatabase *db;     /* (owned) the thread's */
};

typedef struct
{
  GenkanStore     *store;   /* (owned) (nullable) NULL: stop */
  GTask           *task;    /* (owned) (nullable) */
  GenkanWriteKind  kind;
  GenkanWriteFunc  func;
  GenkanWroteFunc  wrote;   /* (nullable) */
  gpointer         data;    /* the task's, or owned */
  GDestroyNotify   destroy; /* (nullable) */
} GenkanJob;

static void
genkan_job_free (GenkanJob *job)
{
  if (job->destroy != NULL)
    job->destroy (job->data);
  g_clear_object (&job->task);
  g_clear_object (&job->store);
  g_free (job);
}

static gboolean
genkan_job_commit (GenkanJob       *job,
                   GenkanDatabase  *db,
                   GError         **error)
{
  GenkanStore *store = job->store;

  if (store->touched != 0 &&
      !genkan_notices_save (store->notices, db, store->touched, error))
    return FALSE;

  return genkan_database_execute (db, "COMMIT", error);
}

static gboolean
genkan_job_write (GenkanJob       *job,
                  GenkanDatabase  *db,
                  GError         **error)
{
  const char *begin = job->kind == GENKAN_WRITE_MAIN ? "BEGIN IMMEDIATE" : "BEGIN";

  job->store->touched = 0;

  if (genkan_database_execute (db, begin, error) &&
      job->func (job->store, db, job->data, error) &&
      genkan_job_commit (job, db, error))
    return TRUE;

  genkan_database_rollback (db);
  job->store->touched = 0;

  return FALSE;
}

static gboolean
genkan_job_is_cancelled (GenkanJob  *job,
                         GError    **error)
{
  return job->task != NULL &&
         g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), error);
}

static void
genkan_job_run (GenkanJob      *job,
                GenkanDatabase *db)
{
  GenkanStore *store = job->store;
  g_autoptr (GError) error = NULL;
  gboolean committed;

  committed = !genkan_job_is_cancelled (job, &error) && genkan_job_write (job, db, &error);

  if (job->wrote != NULL)
    job->wrote (store, db, job->data, committed);

  if (committed && store->touched != 0)
    genkan_notices_push (store->notices, store->touched, store->touched_connection);

  if (job->task == NULL)
    {
      if (error != NULL)
        g_info ("A write that nobody waits for failed: %s", error->message);
    }
  else if (committed)
    g_task_return_boolean (job->task, TRUE);
  else
    g_task_return_error (job->task, g_steal_pointer (&error));
}

/* The next job. */
static GenkanJob *
genkan_writer_wait (GAsyncQueue    *jobs,
                    GenkanDatabase *db)
{
  GenkanJob *job = g_async_queue_timeout_pop (jobs, REST_US);

  if (job != NULL)
    return job;

  genkan_database_checkpoint (db);

  return g_async_queue_pop (jobs);
}

static gpointer
genkan_writer_thread (gpointer data)
{
  GenkanWriter *self = data;
  GenkanDatabase *db = self->db;
  GAsyncQueue *jobs = g_async_queue_ref (self->jobs);

  for (;;)
    {
      GenkanJob *job = genkan_writer_wait (jobs, db);
      gboolean stop = job->store == NULL;

      if (!stop)
        genkan_job_run (job, db);
      genkan_job_free (job);
      if (stop)
        break;
    }

  /* Whoever copies the file alone has all of it, even if someone still reads. */
  genkan_database_checkpoint (db);
  genkan_database_close (db);
  g_async_queue_unref (jobs);

  return NULL;
}

/**
 * genkan_writer_new:
 * @db: (transfer full): the writing connection
 *
 * Returns: (transfer full): the thread, waiting for work
 */
GenkanWriter *
genkan_writer_new (GenkanDatabase *db)
{
  GenkanWriter *self = g_new0 (GenkanWriter, 1);

  genkan_database_set_timeout (db, WRITE_TIMEOUT_MS);
  self->db = db;
  self->jobs = g_async_queue_new ();
  self->thread = g_thread_new ("genkan-writer", genkan_writer_thread, self);

  return self;
}

/* Does what was asked for before, then ends the thread and closes its connection. */
void
genkan_writer_stop (GenkanWriter *self)
{
  g_async_queue_push (self->jobs, g_new0 (GenkanJob, 1));

  if (self->thread == g_thread_self ())
    g_thread_unref (self->thread);
  else
    g_thread_join (self->thread);

  g_async_queue_unref (self->jobs);
  g_free (self);
}

static gboolean
genkan_store_push_job (GenkanStore *self,
                       GenkanJob   *job)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->writer == NULL)
    return FALSE;

  g_async_queue_push (self->writer->jobs, job);

  return TRUE;
}

/**
 * genkan_store_write:
 * @self: a store
 * @task: (transfer full): answered with %TRUE or an error; its task data is the functions' data
 * @kind: what is written
 * @func: writes
 * @wrote: (nullable): is told how it went, before the task is answered
 *
 * Queues a write. Once it has begun, cancelling no longer hides that it was done.
 */
void
genkan_store_write (GenkanStore     *self,
                    GTask           *task,
                    GenkanWriteKind  kind,
                    GenkanWriteFunc  func,
                    GenkanWroteFunc  wrote)
{
  GenkanJob *job = g_new0 (GenkanJob, 1);

  g_task_set_check_cancellable (task, FALSE);
  job->store = g_object_ref (self);
  job->task = task;
  job->kind = kind;
  job->func = func;
  job->wrote = wrote;
  job->data = g_task_get_task_data (task);

  if (!genkan_store_push_job (self, job))
    {
      g_task_return_new_error (task, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_FAILED,
                               "%s: the store is closed", self->path);
      genkan_job_free (job);
    }
}

/* Queues a write whose end nobody waits for. Takes @data. */
void
genkan_store_write_detached (GenkanStore     *self,
                             GenkanWriteKind  kind,
                             GenkanWriteFunc  func,
                             gpointer         data,
                             GDestroyNotify   destroy)
{
  GenkanJob *job = g_new0 (GenkanJob, 1);

  job->store = g_object_ref (self);
  job->kind = kind;
  job->func = func;
  job->data = data;
  job->destroy = destroy;

  if (!genkan_store_push_job (self, job))
    genkan_job_free (job);
}

/* The transaction that runs changes these tables. */
void
genkan_store_touch (GenkanStore       *self,
                    GenkanStoreTables  tables,
                    gint64             connection_id)
{
  if (self->touched == 0)
    self->touched_connection = connection_id;
  else if (self->touched_connection != connection_id)
    self->touched_connection = 0;

  self->touched |= tables;
}
