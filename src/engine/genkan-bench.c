/* genkan-bench.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A bench that comes back is swept by its own worker, after all that the scope before still has
 * to do there; only then somebody else gets it. One that cannot be swept, or has grown large, is
 * thrown away.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-bench.h"

struct _GenkanBenches
{
  GenkanConnector *connector; /* (owned) */
  GThreadPool     *pool;      /* the engine's */
  GPtrArray       *free;      /* (owned) (element-type GenkanBench) */
  guint            n_lent;
};

typedef struct
{
  GenkanBenches *self;  /* (owned) */
  GenkanBench   *bench; /* (owned) (nullable) */
} Sweep;

static void
bench_free (gpointer data)
{
  GenkanBench *bench = data;

  g_clear_object (&bench->sandbox);
  g_clear_object (&bench->worker);
  g_free (bench);
}

GenkanBenches *
genkan_benches_new (GenkanConnector *connector,
                    GThreadPool     *pool)
{
  GenkanBenches *self = g_rc_box_new0 (GenkanBenches);

  self->connector = g_object_ref (connector);
  self->pool = pool;
  self->free = g_ptr_array_new_with_free_func (bench_free);

  return self;
}

static void
genkan_benches_clear (gpointer data)
{
  GenkanBenches *self = data;

  g_clear_object (&self->connector);
  g_ptr_array_unref (self->free);
}

void
genkan_benches_unref (GenkanBenches *self)
{
  g_rc_box_release_full (self, genkan_benches_clear);
}

/**
 * genkan_benches_borrow:
 * @self: benches
 * @error: return location for a #GenkanConnectorError
 *
 * Returns: (transfer full) (nullable): one with empty tables, for genkan_benches_give_back()
 */
GenkanBench *
genkan_benches_borrow (GenkanBenches  *self,
                       GError        **error)
{
  g_autoptr (GenkanSandbox) sandbox = NULL;
  GenkanBench *bench;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->free->len > 0)
    {
      self->n_lent++;
      return g_ptr_array_steal_index_fast (self->free, self->free->len - 1);
    }

  sandbox = genkan_sandbox_new (self->connector, error);
  if (sandbox == NULL)
    return NULL;

  bench = g_new0 (GenkanBench, 1);
  bench->sandbox = g_steal_pointer (&sandbox);
  bench->worker = genkan_worker_new (self->pool);
  self->n_lent++;

  return bench;
}

/**
 * genkan_benches_borrow_spare:
 * @self: benches
 *
 * Returns: (transfer full) (nullable): one more bench, if there is a thread for it that no other
 *   bench needs
 */
GenkanBench *
genkan_benches_borrow_spare (GenkanBenches *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->n_lent < g_thread_pool_get_max_threads (self->pool)
         ? genkan_benches_borrow (self, NULL) : NULL;
}

/* In the worker. */
static gboolean
do_sweep (gpointer   data,
          GError   **error)
{
  return genkan_sandbox_sweep (data, error);
}

static void
genkan_benches_swept_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  Sweep *sweep = user_data;

  if (genkan_worker_run_finish (GENKAN_WORKER (source), result, NULL))
    g_ptr_array_add (sweep->self->free, sweep->bench);
  else
    bench_free (sweep->bench);

  genkan_benches_unref (sweep->self);
  g_free (sweep);
}

/**
 * genkan_benches_give_back:
 * @self: benches
 * @bench: (transfer full): one of them, where nothing new is started
 */
void
genkan_benches_give_back (GenkanBenches *self,
                          GenkanBench   *bench)
{
  Sweep *sweep;

  g_return_if_fail (self != NULL);
  g_return_if_fail (bench != NULL);

  self->n_lent--;
  sweep = g_new0 (Sweep, 1);
  sweep->self = g_rc_box_acquire (self);
  sweep->bench = bench;
  genkan_worker_run_async (bench->worker, do_sweep, g_object_ref (bench->sandbox),
                           g_object_unref, genkan_benches_swept_cb, sweep);
}
