/* genkan-demo-folder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A demo removes its folder when it ends; one that crashed cannot. Each folder therefore holds
 * a file that its demo keeps locked: a folder whose lock is free belongs to nobody, and the
 * next demo removes it. The lock file gets its name only once it is locked, so that a folder
 * that is just being made is never taken for a leftover.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-demo-folder.h"
#include "genkan-workspace.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define FOLDER_PREFIX "genkan-demo-"
#define LOCK_NAME "demo.lock"

/* Follows no link: a link goes, what it points to stays. */
static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK) && g_file_test (path, G_FILE_TEST_IS_DIR))
    folder = g_dir_open (path, 0, NULL);

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }

  if (g_remove (path) != 0)
    g_debug ("%s stays: %s", path, g_strerror (errno));
}

static gboolean
is_ours (const char *path)
{
  GStatBuf buffer;

  return g_lstat (path, &buffer) == 0 && S_ISDIR (buffer.st_mode) && buffer.st_uid == getuid ();
}

static void
remove_if_left (const char *path)
{
  g_autofree char *lock = g_build_filename (path, LOCK_NAME, NULL);
  int fd;

  if (!is_ours (path))
    return;

  fd = g_open (lock, O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0);
  if (fd < 0)
    return;

  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    remove_tree (path);
  close (fd);
}

/* Removes what demos that crashed have left. Blocks: not for the main thread. */
void
genkan_demo_folder_remove_leftover (void)
{
  const char *parent = g_get_tmp_dir ();
  g_autoptr (GDir) folder = g_dir_open (parent, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = NULL;

      if (!g_str_has_prefix (name, FOLDER_PREFIX))
        continue;

      path = g_build_filename (parent, name, NULL);
      remove_if_left (path);
    }
}

static int
make_lock (const char *path)
{
  g_autofree char *nameless = g_build_filename (path, LOCK_NAME ".new", NULL);
  g_autofree char *lock = g_build_filename (path, LOCK_NAME, NULL);
  int fd = g_open (nameless, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0 && g_rename (nameless, lock) == 0)
    return fd;

  if (fd >= 0)
    close (fd);

  return -1;
}

GenkanDemoFolder *
genkan_demo_folder_new (GError **error)
{
  g_autofree char *path = g_dir_make_tmp (FOLDER_PREFIX "XXXXXX", error);
  GenkanDemoFolder *self;
  int fd;

  if (path == NULL)
    return NULL;

  fd = make_lock (path);
  if (fd < 0)
    {
      g_set_error (error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_FOLDER,
                   _("The folder %s cannot be written: %s"), path, g_strerror (errno));
      remove_tree (path);
      return NULL;
    }

  self = g_new0 (GenkanDemoFolder, 1);
  self->path = g_steal_pointer (&path);
  self->lock_fd = fd;

  return self;
}

/* Removes the folder with all that is in it. */
void
genkan_demo_folder_remove (GenkanDemoFolder *self)
{
  remove_tree (self->path);
  close (self->lock_fd);
  g_free (self->path);
  g_free (self);
}
