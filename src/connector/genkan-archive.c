/* genkan-archive.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is in a zip archive stands at its end, so nothing is read before all is there. Until then
 * it lies in a file that has no name any more, and not in memory: nobody else can open it, and
 * it is gone whatever happens.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-archive.h"

#include "genkan-connector.h"

#include <glib/gstdio.h>

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <unistd.h>

#define MAX_MEMBERS 10000
/* How many names a message lists, and how long they may be. */
#define MAX_LISTED 5
#define MAX_NAME 60

struct _GenkanArchive
{
  GenkanArchiveKind  kind;
  GPatternSpec      *pattern;    /* (owned) */
  gboolean           whole_path; /* the pattern is about folders too */
  gboolean           hidden;     /* … about names that begin with a dot */
  char              *members;    /* (owned) the pattern */
  int                fd;         /* -1 until something comes */
  guint8             magic[4];   /* the first bytes */
  gsize              size;
  struct archive    *reader;     /* (owned) (nullable) */
  char              *member;     /* (owned) (nullable) the current one's name */
  GString           *others;     /* (owned) names that do not match */
  guint              n_others;
  guint              n_seen;
  guint              n_found;
};

/**
 * genkan_archive_new:
 * @kind: what it is
 * @members: which members are wanted: a name with `*` and `?`; without a slash it may lie in
 *   any folder
 *
 * Returns: (transfer full): an archive that has got nothing
 */
GenkanArchive *
genkan_archive_new (GenkanArchiveKind  kind,
                    const char        *members)
{
  GenkanArchive *self = g_new0 (GenkanArchive, 1);
  const char *name = strrchr (members, '/');

  self->kind = kind;
  self->pattern = g_pattern_spec_new (members);
  self->whole_path = name != NULL;
  self->hidden = (name != NULL ? name[1] : *members) == '.';
  self->members = g_strdup (members);
  self->fd = -1;
  self->others = g_string_new (NULL);

  return self;
}

void
genkan_archive_free (GenkanArchive *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->reader, archive_read_free);
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  g_pattern_spec_free (self->pattern);
  g_free (self->members);
  g_free (self->member);
  g_string_free (self->others, TRUE);
  g_free (self);
}

static const char *
genkan_archive_kind_get_title (GenkanArchiveKind kind)
{
  return kind == GENKAN_ARCHIVE_TAR ? "tar" : "zip";
}

static gboolean
refuse_file (int      error_number,
             GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (error_number),
               "the archive cannot be kept in %s while it is read: %s", g_get_tmp_dir (),
               g_strerror (error_number));

  return FALSE;
}

static gboolean
ensure_file (GenkanArchive  *self,
             GError        **error)
{
  g_autofree char *path = NULL;

  if (self->fd >= 0)
    return TRUE;

  path = g_build_filename (g_get_tmp_dir (), "genkan-XXXXXX", NULL);
  self->fd = g_mkstemp (path);
  if (self->fd < 0)
    return refuse_file (errno, error);
  g_unlink (path);

  return TRUE;
}

/**
 * genkan_archive_add:
 * @self: an archive that is not open
 * @data: the next bytes
 * @length: of @data
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: whether they could be kept
 */
gboolean
genkan_archive_add (GenkanArchive  *self,
                    const guint8   *data,
                    gsize           length,
                    GError        **error)
{
  if (!ensure_file (self, error))
    return FALSE;

  for (gsize i = 0; i < length && self->size + i < sizeof self->magic; i++)
    self->magic[self->size + i] = data[i];

  while (length > 0)
    {
      gssize written = write (self->fd, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return refuse_file (errno, error);
      data += written;
      length -= written;
      self->size += written;
    }

  return TRUE;
}

/* A zip without members is nothing but its end, which libarchive does not take for a zip. */
static gboolean
is_empty_zip (GenkanArchive *self)
{
  return self->kind == GENKAN_ARCHIVE_ZIP && memcmp (self->magic, "PK\5\6", 4) == 0;
}

static gboolean
end_members (GenkanArchive  *self,
             GError        **error)
{
  const char *kind = genkan_archive_kind_get_title (self->kind);

  if (self->n_found > 0)
    return TRUE;

  if (self->n_others == 0)
    g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
                 "the %s archive is empty; it should have %s", kind, self->members);
  else
    g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
                 "the %s archive has no %s; it has %s%s", kind, self->members, self->others->str,
                 self->n_others > MAX_LISTED ? ", …" : "");

  return FALSE;
}

static gboolean
refuse_archive (GenkanArchive  *self,
                GError        **error)
{
  const char *kind = genkan_archive_kind_get_title (self->kind);

  if (is_empty_zip (self))
    return end_members (self, error);
  /* A zip that begins well and has no end. */
  if (self->kind == GENKAN_ARCHIVE_ZIP && self->magic[0] == 'P' && self->magic[1] == 'K')
    g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_CUT,
                 "the %s archive ended in the middle", kind);
  else
    g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
                 "this is not a %s archive", kind);

  return FALSE;
}

/**
 * genkan_archive_open:
 * @self: an archive that has got everything
 * @error: return location for a #GenkanConnectorError or a #GIOErrorEnum
 *
 * Returns: whether it is one
 */
gboolean
genkan_archive_open (GenkanArchive  *self,
                     GError        **error)
{
  if (!ensure_file (self, error))
    return FALSE;
  if (lseek (self->fd, 0, SEEK_SET) < 0)
    return refuse_file (errno, error);

  self->reader = archive_read_new ();
  if (self->kind == GENKAN_ARCHIVE_TAR)
    archive_read_support_format_tar (self->reader);
  else
    archive_read_support_format_zip_seekable (self->reader);

  return archive_read_open_fd (self->reader, self->fd, 65536) == ARCHIVE_OK ||
         refuse_archive (self, error);
}

static gboolean
refuse_damage (GenkanArchive  *self,
               GError        **error)
{
  const char *said = archive_error_string (self->reader);
  g_autofree char *why = g_utf8_make_valid (said != NULL ? said : "", -1);

  g_set_error (error, GENKAN_CONNECTOR_ERROR,
               strstr (why, "runcated") != NULL ? GENKAN_CONNECTOR_ERROR_CUT
                                                : GENKAN_CONNECTOR_ERROR_SHAPE,
               "the %s archive is damaged%s%s%s%s",
               genkan_archive_kind_get_title (self->kind), self->member != NULL ? " at " : "",
               self->member != NULL ? self->member : "", *why != '\0' ? ": " : "", why);

  return FALSE;
}

static char *
dup_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);

  if (name == NULL)
    name = archive_entry_pathname (entry);

  return g_utf8_make_valid (name != NULL ? name : "", -1);
}

/* Names that begin with a dot are what systems add (__MACOSX/._report.csv). */
static gboolean
is_wanted (GenkanArchive        *self,
           struct archive_entry *entry,
           const char           *path)
{
  const char *slash = strrchr (path, '/');
  const char *name = slash != NULL ? slash + 1 : path;

  return archive_entry_filetype (entry) == AE_IFREG && (*name != '.' || self->hidden) &&
         g_pattern_spec_match_string (self->pattern, self->whole_path ? path : name);
}

static void
note_other (GenkanArchive        *self,
            struct archive_entry *entry,
            const char           *name)
{
  g_autofree char *shown = NULL;

  if (archive_entry_filetype (entry) != AE_IFREG || self->n_others++ >= MAX_LISTED)
    return;

  shown = g_utf8_strlen (name, -1) > MAX_NAME ? g_utf8_substring (name, 0, MAX_NAME)
                                              : g_strdup (name);
  g_string_append_printf (self->others, "%s%s", self->others->len > 0 ? ", " : "", shown);
}

static gboolean
check_member (GenkanArchive         *self,
              struct archive_entry  *entry,
              GError               **error)
{
  if (++self->n_seen > MAX_MEMBERS)
    {
      g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE,
                   "the %s archive has more than %d members",
                   genkan_archive_kind_get_title (self->kind), MAX_MEMBERS);
      return FALSE;
    }

  return TRUE;
}

/**
 * genkan_archive_next:
 * @self: an open archive
 * @ret_found: (out): %FALSE at the end
 * @error: return location for a #GenkanConnectorError
 *
 * Goes to the next member that is wanted, in the archive's order.
 *
 * Returns: %FALSE if the archive is damaged, or at the end if none was wanted
 */
gboolean
genkan_archive_next (GenkanArchive  *self,
                     gboolean       *ret_found,
                     GError        **error)
{
  struct archive_entry *entry;
  int result;

  g_clear_pointer (&self->member, g_free);
  while ((result = archive_read_next_header (self->reader, &entry)) != ARCHIVE_EOF)
    {
      g_autofree char *name = NULL;

      /* A warning is about what does not matter here, such as a name in an odd encoding. */
      if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
        return refuse_damage (self, error);
      if (!check_member (self, entry, error))
        return FALSE;

      name = dup_name (entry);
      if (!is_wanted (self, entry, name))
        {
          note_other (self, entry, name);
          continue;
        }
      if (archive_entry_is_data_encrypted (entry))
        {
          g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
                       "%s in the archive is encrypted", name);
          return FALSE;
        }
      self->n_found++;
      self->member = g_steal_pointer (&name);
      *ret_found = TRUE;
      return TRUE;
    }

  *ret_found = FALSE;

  return end_members (self, error);
}

/**
 * genkan_archive_read:
 * @self: an archive at a member
 * @data: where its next bytes go
 * @size: of @data
 * @ret_length: (out): how many there were; 0 at the end
 * @error: return location for a #GenkanConnectorError
 *
 * Returns: %FALSE if the archive is damaged
 */
gboolean
genkan_archive_read (GenkanArchive  *self,
                     guint8         *data,
                     gsize           size,
                     gsize          *ret_length,
                     GError        **error)
{
  gssize length = archive_read_data (self->reader, data, size);

  if (length < 0)
    return refuse_damage (self, error);
  *ret_length = length;

  return TRUE;
}
