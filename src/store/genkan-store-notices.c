/* genkan-store-notices.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who tells that the database changed. A write of our own says what it touched. For the writes
 * of other processes the file and its log are watched; the table `revisions`, read by the
 * writer (whose own commits are in its count), says what they touched.
 *
 * The signal is held back a little, so that a run that writes a hundred times a second does not
 * make every list read a hundred times.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"

#define NOTICE_INTERVAL_US (100 * G_TIME_SPAN_MILLISECOND)
#define N_TABLES 6

struct _GenkanNotices
{
  GWeakRef           store;
  GMainContext      *context;       /* (owned) of the thread that opened the store */
  GFileMonitor      *monitors[2];   /* (owned) (nullable) */

  gint64             revisions[N_TABLES]; /* the writer's thread only: what is known */

  GMutex             mutex;         /* guards all below */
  GSource           *source;        /* (owned) (nullable) an emission to come */
  GenkanStoreTables  tables;        /* what it will tell */
  gint64             connection_id;
  gint64             last_time;     /* monotonic */
};

static gboolean
genkan_notices_emit_cb (gpointer user_data)
{
  GenkanStore *store = user_data;
  GenkanNotices *self = store->notices;
  GenkanStoreTables tables;
  gint64 connection_id;

  if (self == NULL)
    return G_SOURCE_REMOVE;

  g_mutex_lock (&self->mutex);
  tables = self->tables;
  connection_id = self->connection_id;
  self->tables = 0;
  self->last_time = g_get_monotonic_time ();
  g_clear_pointer (&self->source, g_source_unref);
  g_mutex_unlock (&self->mutex);

  genkan_store_emit_changed (store, tables, connection_id);

  return G_SOURCE_REMOVE;
}

/* Called with the mutex held. */
static void
genkan_notices_schedule (GenkanNotices *self,
                         GenkanStore   *store)
{
  gint64 wait = self->last_time + NOTICE_INTERVAL_US - g_get_monotonic_time ();

  self->source = g_timeout_source_new (CLAMP (wait, 0, NOTICE_INTERVAL_US) / 1000);
  g_source_set_callback (self->source, genkan_notices_emit_cb, g_object_ref (store),
                         g_object_unref);
  g_source_attach (self->source, self->context);
}

/* Something was committed. From the writer's thread. */
void
genkan_notices_push (GenkanNotices     *self,
                     GenkanStoreTables  tables,
                     gint64             connection_id)
{
  g_autoptr (GenkanStore) store = g_weak_ref_get (&self->store);
  g_autoptr (GMutexLocker) locker = NULL;

  if (store == NULL)
    return;

  locker = g_mutex_locker_new (&self->mutex);
  if (self->source == NULL)
    {
      self->connection_id = connection_id;
      genkan_notices_schedule (self, store);
    }
  else if (self->connection_id != connection_id)
    self->connection_id = 0;

  self->tables |= tables;
}

/* Reads what changed since the last time, by whoever. */
static gboolean
genkan_notices_read (GenkanNotices      *self,
                     GenkanDatabase     *db,
                     GenkanStoreTables  *ret_tables,
                     GError            **error)
{
  g_autoptr (GenkanStatement) statement =
    genkan_database_prepare (db, "SELECT tables, revision FROM revisions", error);
  GenkanStoreTables tables = 0;
  GenkanStep step;

  if (statement == NULL)
    return FALSE;

  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    {
      guint bits = genkan_statement_get_int64 (statement, 0);
      gint64 revision = genkan_statement_get_int64 (statement, 1);
      int place = g_bit_nth_lsf (bits, -1);

      if (place < 0 || place >= N_TABLES || self->revisions[place] == revision)
        continue;

      self->revisions[place] = revision;
      tables |= bits;
    }

  *ret_tables = tables;

  return step == GENKAN_STEP_DONE;
}

/* Counts a commit of our own. What another process wrote before it is noticed here too. */
gboolean
genkan_notices_save (GenkanNotices      *self,
                     GenkanDatabase     *db,
                     GenkanStoreTables   tables,
                     GError            **error)
{
  g_autoptr (GenkanStatement) statement = NULL;
  GenkanStoreTables others;

  if (!genkan_notices_read (self, db, &others, error))
    return FALSE;
  if (others != 0)
    genkan_notices_push (self, others, 0);

  statement = genkan_database_prepare (
    db, "UPDATE revisions SET revision = revision + 1 WHERE tables & ?1", error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, tables);

  return genkan_statement_run (statement, error) &&
         genkan_notices_read (self, db, &others, error);
}

static gboolean
genkan_notices_look (GenkanStore     *store,
                     GenkanDatabase  *db,
                     gpointer         data,
                     GError         **error)
{
  GenkanStoreTables tables;

  if (!genkan_notices_read (store->notices, db, &tables, error))
    return FALSE;

  if (tables != 0)
    genkan_notices_push (store->notices, tables, 0);

  return TRUE;
}

static void
genkan_notices_file_changed_cb (GenkanStore *store)
{
  genkan_store_write_detached (store, GENKAN_WRITE_TEMPORARY, genkan_notices_look, NULL, NULL);
}

/* Without a monitor (no inotify left) only other processes' changes go unnoticed. */
static GFileMonitor *
genkan_notices_watch (GenkanStore *store,
                      const char  *suffix)
{
  g_autofree char *path = g_strconcat (store->path, suffix, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GFileMonitor *monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, &error);

  if (monitor == NULL)
    {
      g_info ("Cannot watch %s: %s", path, error->message);
      return NULL;
    }

  g_file_monitor_set_rate_limit (monitor, NOTICE_INTERVAL_US / 1000);
  g_signal_connect_object (monitor, "changed", G_CALLBACK (genkan_notices_file_changed_cb), store,
                           G_CONNECT_SWAPPED);

  return monitor;
}

/* @db is the connection that the writer will own. */
GenkanNotices *
genkan_notices_new (GenkanStore     *store,
                    GenkanDatabase  *db,
                    GError         **error)
{
  GenkanNotices *self = g_new0 (GenkanNotices, 1);
  GenkanStoreTables tables;

  if (!genkan_notices_read (self, db, &tables, error))
    {
      g_free (self);
      return NULL;
    }

  g_weak_ref_init (&self->store, store);
  g_mutex_init (&self->mutex);
  self->context = g_main_context_ref_thread_default ();
  self->last_time = g_get_monotonic_time () - NOTICE_INTERVAL_US;
  self->monitors[0] = genkan_notices_watch (store, "");
  self->monitors[1] = genkan_notices_watch (store, "-wal");

  return self;
}

void
genkan_notices_stop (GenkanNotices *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->monitors); i++)
    if (self->monitors[i] != NULL)
      g_file_monitor_cancel (self->monitors[i]);

  for (gsize i = 0; i < G_N_ELEMENTS (self->monitors); i++)
    g_clear_object (&self->monitors[i]);

  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);

  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_weak_ref_clear (&self->store);
  g_free (self);
}
