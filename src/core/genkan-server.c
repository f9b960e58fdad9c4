/* genkan-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-server.h"

G_DEFINE_BOXED_TYPE (GenkanServer, genkan_server, genkan_server_copy, genkan_server_free)

/**
 * genkan_server_new:
 *
 * Returns: (transfer full): no server
 */
GenkanServer *
genkan_server_new (void)
{
  return g_new0 (GenkanServer, 1);
}

GenkanServer *
genkan_server_copy (const GenkanServer *self)
{
  GenkanServer *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->url = g_strdup (self->url);
  copy->ca_file = g_strdup (self->ca_file);
  copy->engagement = g_strdup (self->engagement);
  copy->secret_id = g_strdup (self->secret_id);
  copy->user = g_strdup (self->user);
  copy->version = g_strdup (self->version);

  return copy;
}

void
genkan_server_free (GenkanServer *self)
{
  g_free (self->url);
  g_free (self->ca_file);
  g_free (self->engagement);
  g_free (self->secret_id);
  g_free (self->user);
  g_free (self->version);
  g_free (self);
}

/**
 * genkan_server_is_set:
 * @self: where DefectDojo is
 *
 * Returns: whether there is such a server
 */
gboolean
genkan_server_is_set (const GenkanServer *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->url != NULL && *self->url != '\0';
}

static char *
dup_plain_url (const GenkanServer *self)
{
  char *url = g_strdup (self->url != NULL ? self->url : "");
  gsize length = strlen (g_strstrip (url));

  while (length > 0 && url[length - 1] == '/')
    url[--length] = '\0';

  return url;
}

/**
 * genkan_server_is_same:
 * @self: a server
 * @other: a server
 *
 * Returns: whether both have the same address, but for slashes at its end
 */
gboolean
genkan_server_is_same (const GenkanServer *self,
                       const GenkanServer *other)
{
  g_autofree char *url = NULL;
  g_autofree char *other_url = NULL;

  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  url = dup_plain_url (self);
  other_url = dup_plain_url (other);

  return g_str_equal (url, other_url);
}

/**
 * genkan_server_get_fresh_version:
 * @self: a server
 * @now: in microseconds since 1970 (UTC)
 *
 * To say its version takes DefectDojo seconds, and an older one that it is taken for does no harm
 * for a day.
 *
 * Returns: (nullable): its version, if it said it not long ago
 */
const char *
genkan_server_get_fresh_version (const GenkanServer *self,
                                 gint64              now)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->version_read <= now && now - self->version_read < G_TIME_SPAN_DAY ? self->version
                                                                                 : NULL;
}

/**
 * genkan_server_dup_page:
 * @self: a server
 * @kind: `product`, `engagement`, `test` or `finding`
 * @id: which one
 *
 * Returns: (transfer full) (nullable): the address of its page, for a browser; %NULL if there is
 *   no server, or none of this number
 */
char *
genkan_server_dup_page (const GenkanServer *self,
                        const char         *kind,
                        gint64              id)
{
  g_autofree char *url = NULL;

  g_return_val_if_fail (self != NULL && kind != NULL, NULL);

  if (!genkan_server_is_set (self) || id <= 0)
    return NULL;

  url = dup_plain_url (self);

  return g_strdup_printf ("%s/%s/%" G_GINT64_FORMAT, url, kind, id);
}
