/* genkan-coverage.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-coverage.h"

struct _GenkanCoverage
{
  GMutex      mutex;
  GHashTable *paths; /* (owned) (element-type utf8 gboolean) by "statement path" */
};

G_DEFINE_BOXED_TYPE (GenkanCoverage, genkan_coverage, genkan_coverage_ref, genkan_coverage_unref)

/**
 * genkan_coverage_new:
 *
 * Returns: (transfer full): a note of nothing met so far; for any thread
 */
GenkanCoverage *
genkan_coverage_new (void)
{
  GenkanCoverage *self = g_atomic_rc_box_new0 (GenkanCoverage);

  g_mutex_init (&self->mutex);
  self->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

GenkanCoverage *
genkan_coverage_ref (GenkanCoverage *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
genkan_coverage_clear (gpointer data)
{
  GenkanCoverage *self = data;

  g_mutex_clear (&self->mutex);
  g_hash_table_unref (self->paths);
}

void
genkan_coverage_unref (GenkanCoverage *self)
{
  g_atomic_rc_box_release_full (self, genkan_coverage_clear);
}

static char *
make_key (guint       statement,
          const char *path)
{
  return g_strdup_printf ("%u %s", statement, path);
}

/**
 * genkan_coverage_note:
 * @self: a coverage
 * @statement: the index of an output or a case
 * @path: a path as it stands there
 * @met: whether it has met something this time
 */
void
genkan_coverage_note (GenkanCoverage *self,
                      guint           statement,
                      const char     *path,
                      gboolean        met)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autofree char *key = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (path != NULL);

  key = make_key (statement, path);
  locker = g_mutex_locker_new (&self->mutex);
  if (met || !g_hash_table_contains (self->paths, key))
    g_hash_table_replace (self->paths, g_steal_pointer (&key), GINT_TO_POINTER (met));
}

/**
 * genkan_coverage_dup_paths:
 * @self: a coverage
 * @statement: the index of an output or a case
 *
 * Returns: (transfer full) (element-type utf8): the paths that it has looked for
 */
GPtrArray *
genkan_coverage_dup_paths (GenkanCoverage *self,
                           guint           statement)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *prefix = make_key (statement, "");
  g_autoptr (GMutexLocker) locker = NULL;
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (self != NULL, paths);

  locker = g_mutex_locker_new (&self->mutex);
  g_hash_table_iter_init (&iter, self->paths);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_str_has_prefix (key, prefix))
      g_ptr_array_add (paths, g_strdup ((char *) key + strlen (prefix)));

  return paths;
}

gboolean
genkan_coverage_has_met (GenkanCoverage *self,
                         guint           statement,
                         const char     *path)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  key = make_key (statement, path);
  locker = g_mutex_locker_new (&self->mutex);

  return GPOINTER_TO_INT (g_hash_table_lookup (self->paths, key));
}
