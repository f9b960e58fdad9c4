/* genkan-engine.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread with a main context, in which all runs of this engine live: a session of libsoup
 * belongs to the thread that made it, and a window's thread has better things to do.
 *
 * A run holds a reference to its engine. So an engine that its owner has dropped ends with its
 * last run, and the last reference may then be dropped in the engine's own thread; that thread
 * cannot wait for itself, and just ends.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-engine.h"

#include "genkan-runner.h"
#include "genkan-worker.h"

struct _GenkanEngine
{
  GObject parent_instance;

  GThread      *thread; /* (owned) */
  GMainContext *context; /* (owned) the thread's */
  GMainLoop    *loop;    /* (owned) the thread's */
  GThreadPool  *pool;    /* (owned) for mapping */
};

G_DEFINE_FINAL_TYPE (GenkanEngine, genkan_engine, G_TYPE_OBJECT)

static gpointer
genkan_engine_thread (gpointer data)
{
  g_autoptr (GMainLoop) loop = data;
  GMainContext *context = g_main_loop_get_context (loop);

  g_main_context_push_thread_default (context);
  g_main_loop_run (loop);
  g_main_context_pop_thread_default (context);

  return NULL;
}

static gboolean
genkan_engine_quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

/* By a source, so that it also works when the thread has not come to run its loop yet. */
static void
genkan_engine_stop (GenkanEngine *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, genkan_engine_quit_cb, g_main_loop_ref (self->loop),
                         (GDestroyNotify) g_main_loop_unref);
  g_source_attach (source, self->context);

  if (g_thread_self () == self->thread)
    g_thread_unref (self->thread);
  else
    g_thread_join (self->thread);
}

static void
genkan_engine_finalize (GObject *object)
{
  GenkanEngine *self = GENKAN_ENGINE (object);

  genkan_engine_stop (self);
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);

  G_OBJECT_CLASS (genkan_engine_parent_class)->finalize (object);
}

static void
genkan_engine_class_init (GenkanEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_engine_finalize;
}

static void
genkan_engine_init (GenkanEngine *self)
{
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->pool = genkan_worker_pool_new ();
  self->thread = g_thread_new ("genkan-engine", genkan_engine_thread,
                               g_main_loop_ref (self->loop));
}

/**
 * genkan_engine_new:
 *
 * Returns: (transfer full): an engine whose thread waits for runs
 */
GenkanEngine *
genkan_engine_new (void)
{
  return g_object_new (GENKAN_TYPE_ENGINE, NULL);
}

static void
genkan_engine_ended_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GenkanRunResult *run_result;

  run_result = genkan_runner_run_finish (GENKAN_RUNNER (source), result, &error);
  if (run_result != NULL)
    g_task_return_pointer (task, run_result, (GDestroyNotify) genkan_run_result_free);
  else
    g_task_return_error (task, error);
}

static gboolean
genkan_engine_start_cb (gpointer user_data)
{
  GTask *task = user_data;
  GenkanEngine *self = g_task_get_source_object (task);
  g_autoptr (GenkanRunner) runner = genkan_runner_new (g_task_get_task_data (task), self->pool);

  genkan_runner_run_async (runner, g_task_get_cancellable (task), genkan_engine_ended_cb,
                           g_object_ref (task));

  return G_SOURCE_REMOVE;
}

/**
 * genkan_engine_run_async:
 * @self: an engine
 * @run: what to run; from here on it must not be changed
 * @cancellable: (nullable): to stop, at any moment
 * @callback: called in this thread's main context when it has ended
 * @user_data: for @callback
 *
 * Runs a connector. Its sink is called in the engine's thread. Several runs go on side by side.
 * The engine may be dropped meanwhile; the run goes on.
 */
void
genkan_engine_run_async (GenkanEngine        *self,
                         GenkanRun           *run,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GSource) source = NULL;
  GTask *task;

  g_return_if_fail (GENKAN_IS_ENGINE (self));
  g_return_if_fail (GENKAN_IS_RUN (run));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_engine_run_async);
  g_task_set_task_data (task, g_object_ref (run), g_object_unref);

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, genkan_engine_start_cb, task, g_object_unref);
  g_source_attach (source, self->context);
}

/**
 * genkan_engine_run_finish:
 * @self: an engine
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_CANCELLED, the only one: all else is a result
 *
 * Returns: (transfer full) (nullable): how it went
 */
GenkanRunResult *
genkan_engine_run_finish (GenkanEngine  *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (GENKAN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
