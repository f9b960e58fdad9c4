/* genkan-store-readers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Connections that read. Whoever reads takes one that rests or opens one more, and gives it
 * back; a few are kept open, with their statements compiled.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"

#define READERS_KEPT 4
#define READ_TIMEOUT_MS 2000

struct _GenkanReaders
{
  char     *path;    /* (owned) */
  GMutex    mutex;   /* guards all below */
  GQueue    resting; /* (element-type GenkanDatabase) */
  gboolean  closed;
};

GenkanReaders *
genkan_readers_new (const char *path)
{
  GenkanReaders *self = g_new0 (GenkanReaders, 1);

  self->path = g_strdup (path);
  g_mutex_init (&self->mutex);
  g_queue_init (&self->resting);

  return self;
}

void
genkan_readers_free (GenkanReaders *self)
{
  g_queue_clear_full (&self->resting, (GDestroyNotify) genkan_database_close);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}

/* From here on no reader is handed out; those that are still out are closed when they return. */
void
genkan_readers_close (GenkanReaders *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->closed = TRUE;
  g_queue_clear_full (&self->resting, (GDestroyNotify) genkan_database_close);
}

static gboolean
genkan_readers_take (GenkanReaders   *self,
                     GenkanDatabase **ret_reader,
                     GError         **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->closed)
    {
      g_set_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_FAILED,
                   "%s: the store is closed", self->path);
      return FALSE;
    }

  *ret_reader = g_queue_pop_head (&self->resting);

  return TRUE;
}

/* A connection for genkan_store_return_reader(), in any thread; NULL with an error. */
static GenkanDatabase *
genkan_store_borrow_reader (GenkanStore  *self,
                            GError      **error)
{
  GenkanDatabase *reader = NULL;

  if (!genkan_readers_take (self->readers, &reader, error))
    return NULL;
  if (reader != NULL)
    return reader;

  reader = genkan_database_open (self->path, GENKAN_DATABASE_READ, error);
  if (reader != NULL)
    genkan_database_set_timeout (reader, READ_TIMEOUT_MS);

  return reader;
}

static void
genkan_store_return_reader (GenkanStore    *self,
                            GenkanDatabase *reader)
{
  GenkanReaders *readers = self->readers;

  genkan_database_set_cancellable (reader, NULL);

  g_mutex_lock (&readers->mutex);
  if (!readers->closed && readers->resting.length < READERS_KEPT)
    g_queue_push_head (&readers->resting, g_steal_pointer (&reader));
  g_mutex_unlock (&readers->mutex);

  genkan_database_close (reader);
}

GenkanReader
genkan_reader_init (GenkanStore  *store,
                    GError      **error)
{
  GenkanReader self = { .store = store };

  self.db = genkan_store_borrow_reader (store, error);

  return self;
}

/* Returns: (transfer full) (nullable): the statement; %NULL also when nothing could be opened, and
 * then @error is that of genkan_reader_init() */
GenkanStatement *
genkan_reader_prepare (GenkanReader  *self,
                       const char    *sql,
                       GError       **error)
{
  return self->db != NULL ? genkan_database_prepare (self->db, sql, error) : NULL;
}

void
genkan_reader_clear (GenkanReader *self)
{
  if (self->db != NULL)
    genkan_store_return_reader (self->store, g_steal_pointer (&self->db));
}
