/* genkan-store.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store as its users hold it: opening, closing, and the signal. genkan-store-private.h says
 * what its parts are.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"

G_DEFINE_FINAL_TYPE (GenkanStore, genkan_store, G_TYPE_OBJECT)
G_DEFINE_QUARK (genkan-store-error-quark, genkan_store_error)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
genkan_store_dispose (GObject *object)
{
  genkan_store_close (GENKAN_STORE (object));

  G_OBJECT_CLASS (genkan_store_parent_class)->dispose (object);
}

static void
genkan_store_finalize (GObject *object)
{
  GenkanStore *self = GENKAN_STORE (object);

  g_clear_pointer (&self->readers, genkan_readers_free);
  g_clear_pointer (&self->locks, genkan_locks_free);
  g_clear_pointer (&self->running, g_hash_table_unref);
  g_mutex_clear (&self->mutex);
  g_free (self->path);

  G_OBJECT_CLASS (genkan_store_parent_class)->finalize (object);
}

static void
genkan_store_class_init (GenkanStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = genkan_store_dispose;
  object_class->finalize = genkan_store_finalize;

  /**
   * GenkanStore::changed:
   * @self: the store
   * @tables: which tables
   * @connection_id: the Connection whose rows changed, or 0: any
   *
   * A write of this process or another was committed.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE,
                                          2, G_TYPE_UINT, G_TYPE_INT64);
}

static void
genkan_store_init (GenkanStore *self)
{
  g_mutex_init (&self->mutex);
  self->running = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                         (GDestroyNotify) genkan_running_free);
}

/**
 * genkan_store_open:
 * @path: the database file; it and its folder are made when they are missing
 * @error: a #GenkanStoreError
 *
 * Opens the database, brings it to the version of this Genkan, and marks the Operations as
 * Interrupted whose process is gone. The thread that calls it is the one that is told about
 * changes.
 *
 * Returns: (transfer full) (nullable): the store
 */
GenkanStore *
genkan_store_open (const char  *path,
                   GError     **error)
{
  g_autoptr (GenkanStore) self = NULL;
  g_autoptr (GenkanDatabase) db = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  db = genkan_schema_open (path, error);
  if (db == NULL)
    return NULL;

  self = g_object_new (GENKAN_TYPE_STORE, NULL);
  self->path = g_strdup (path);
  self->readers = genkan_readers_new (path);
  self->locks = genkan_locks_new (path, error);
  if (self->locks == NULL || !genkan_operations_recover (db, self->locks, error))
    return NULL;

  self->notices = genkan_notices_new (self, db, error);
  if (self->notices == NULL)
    return NULL;

  self->writer = genkan_writer_new (g_steal_pointer (&db));

  return g_steal_pointer (&self);
}

/**
 * genkan_store_close:
 * @self: a store, in the thread that opened it
 *
 * Finishes the writes that were asked for and closes the file. Operations that still run are
 * interrupted. What is asked for afterwards fails.
 */
void
genkan_store_close (GenkanStore *self)
{
  GenkanWriter *writer;

  g_return_if_fail (GENKAN_IS_STORE (self));

  g_mutex_lock (&self->mutex);
  writer = g_steal_pointer (&self->writer);
  g_mutex_unlock (&self->mutex);

  /* Before the writer, so that it closes the file last: then the journal goes, too. */
  if (self->readers != NULL)
    genkan_readers_close (self->readers);

  if (writer != NULL)
    genkan_writer_stop (writer);

  g_clear_pointer (&self->notices, genkan_notices_stop);

  /* Another store can take over the Connections that ran here, and marks them. */
  g_clear_pointer (&self->locks, genkan_locks_free);
}

const char *
genkan_store_get_path (GenkanStore *self)
{
  g_return_val_if_fail (GENKAN_IS_STORE (self), NULL);

  return self->path;
}

void
genkan_store_emit_changed (GenkanStore       *self,
                           GenkanStoreTables  tables,
                           gint64             connection_id)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, (guint) tables, connection_id);
}

/* What comes from outside becomes valid UTF-8 here, and only what is not: a byte that is no
 * text, or a NUL inside, turns into U+FFFD. Nothing is cut. */
char *
genkan_store_clean_text (const char *text,
                         gssize      length)
{
  return text != NULL ? g_utf8_make_valid (text, length) : NULL;
}

/* Returns: (transfer full) (nullable) (element-type gint64): the Records that were named; %NULL when
 * none were, and all are meant */
GArray *
genkan_store_dup_ids (const gint64 *record_ids,
                      gsize         n_records)
{
  GArray *ids;

  if (record_ids == NULL)
    return NULL;

  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_records);
  g_array_append_vals (ids, record_ids, n_records);

  return ids;
}

gint64
genkan_store_now (void)
{
  return g_get_real_time ();
}
