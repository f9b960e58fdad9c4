/* genkan-store-locks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who runs a Connection. Beside the database lies an empty file; the lock of Connection n is a
 * lock on its byte n. The kernel drops it with the process, however that ends. "Open file
 * description" locks also hold against another store of this very process, which classic ones
 * would not; and closing any descriptor of the file does not drop them.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "genkan-store-private.h"

struct _GenkanLocks
{
  char *path; /* (owned) */
  int   fd;   /* (owned) */
};

static gboolean
fail (const char  *path,
      const char  *what,
      GError     **error)
{
  int code = errno;

  g_set_error (error, GENKAN_STORE_ERROR,
               code == EACCES || code == EROFS ? GENKAN_STORE_ERROR_READ_ONLY
                                               : GENKAN_STORE_ERROR_FAILED,
               "%s: %s: %s", path, what, g_strerror (code));

  return FALSE;
}

GenkanLocks *
genkan_locks_new (const char  *database_path,
                  GError     **error)
{
  g_autofree char *path = g_strconcat (database_path, ".lock", NULL);
  GenkanLocks *self;
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      fail (path, "cannot open the lock file", error);
      return NULL;
    }

  self = g_new0 (GenkanLocks, 1);
  self->path = g_steal_pointer (&path);
  self->fd = fd;

  return self;
}

void
genkan_locks_free (GenkanLocks *self)
{
  close (self->fd);
  g_free (self->path);
  g_free (self);
}

static int
genkan_locks_control (GenkanLocks *self,
                      int          command,
                      short       *type,
                      gint64       connection_id)
{
  struct flock lock = {
    .l_type = *type,
    .l_whence = SEEK_SET,
    .l_start = connection_id,
    .l_len = 1,
  };
  int result;

  do
    result = fcntl (self->fd, command, &lock);
  while (result < 0 && errno == EINTR);

  *type = lock.l_type;

  return result;
}

/* Sets @ret_taken to %FALSE when somebody else has it; an error is what the system says. */
gboolean
genkan_locks_take (GenkanLocks  *self,
                   gint64        connection_id,
                   gboolean     *ret_taken,
                   GError      **error)
{
  short type = F_WRLCK;

  *ret_taken = genkan_locks_control (self, F_OFD_SETLK, &type, connection_id) == 0;
  if (*ret_taken || errno == EAGAIN || errno == EACCES)
    return TRUE;

  return fail (self->path, "cannot lock", error);
}

void
genkan_locks_release (GenkanLocks *self,
                      gint64       connection_id)
{
  short type = F_UNLCK;

  genkan_locks_control (self, F_OFD_SETLK, &type, connection_id);
}

/* Nobody else has it. Asks without taking it, so that nobody is kept out meanwhile. */
gboolean
genkan_locks_is_free (GenkanLocks *self,
                      gint64       connection_id)
{
  short type = F_WRLCK;

  return genkan_locks_control (self, F_OFD_GETLK, &type, connection_id) == 0 && type == F_UNLCK;
}
