/* genkan-host-set.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rule that keeps credentials at home. A host is its name and its port: another port of the
 * same computer can be somebody else's service. The one exception are the default ports, because
 * servers send people from http://host to https://host all the time.
 */

#define G_LOG_DOMAIN "genkan-http"

#include "config.h"

#include "genkan-host-set.h"

#include "genkan-http-error.h"

struct _GenkanHostSet
{
  GPtrArray *hosts;       /* (owned) (element-type Host) */
  gboolean   allow_plain;
};

typedef struct
{
  char *name; /* (owned) */
  int   port;
} Host;

G_DEFINE_BOXED_TYPE (GenkanHostSet, genkan_host_set, genkan_host_set_ref, genkan_host_set_unref)

static void
host_free (gpointer data)
{
  Host *host = data;

  g_free (host->name);
  g_free (host);
}

static void
genkan_host_set_clear (gpointer data)
{
  GenkanHostSet *self = data;

  g_ptr_array_unref (self->hosts);
}

/**
 * genkan_host_set_new:
 *
 * Returns: (transfer full): a set of no hosts
 */
GenkanHostSet *
genkan_host_set_new (void)
{
  GenkanHostSet *self = g_atomic_rc_box_new0 (GenkanHostSet);

  self->hosts = g_ptr_array_new_with_free_func (host_free);

  return self;
}

GenkanHostSet *
genkan_host_set_ref (GenkanHostSet *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
genkan_host_set_unref (GenkanHostSet *self)
{
  g_atomic_rc_box_release_full (self, genkan_host_set_clear);
}

/**
 * genkan_host_set_set_allow_plain:
 * @self: a set
 * @allow: whether http:// is allowed to hosts other than this machine
 */
void
genkan_host_set_set_allow_plain (GenkanHostSet *self,
                                 gboolean       allow)
{
  g_return_if_fail (self != NULL);

  self->allow_plain = allow;
}

static gboolean
is_plain (GUri *uri)
{
  return g_str_equal (g_uri_get_scheme (uri), "http");
}

static int
get_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  return port > 0 ? port : is_plain (uri) ? 80 : 443;
}

/* GLib lets anything pass for a host that has no slash in it. */
static gboolean
is_host (const char *host)
{
  return host != NULL && *host != '\0' && strpbrk (host, " \t\r\n%\"'<>\\^`{|}*,;()") == NULL;
}

/* The same, but labels may be `*`, except for the last two, or it would be anybody's. */
static gboolean
is_pattern (const char *host)
{
  g_auto (GStrv) labels = host != NULL ? g_strsplit (host, ".", -1) : NULL;
  guint n_labels = labels != NULL ? g_strv_length (labels) : 0;
  g_autofree char *example = NULL;

  for (guint i = 0; i + 2 < n_labels; i++)
    if (g_str_equal (labels[i], "*"))
      *labels[i] = 'x';
  example = labels != NULL ? g_strjoinv (".", labels) : NULL;

  return is_host (example);
}

/**
 * genkan_host_set_add:
 * @self: a set
 * @host: a URL, of which the host counts, or `host`, or `host:port`. A `*` between its dots stands
 *   for any one label: `api.*.example.com`
 * @error: return location for a #GenkanHttpError
 *
 * Returns: whether @host could be read
 */
gboolean
genkan_host_set_add (GenkanHostSet  *self,
                     const char     *host,
                     GError        **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *url = NULL;
  Host *added;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (host != NULL, FALSE);

  url = strstr (host, "://") != NULL ? g_strdup (host) : g_strconcat ("https://", host, NULL);
  uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || !is_pattern (g_uri_get_host (uri)))
    {
      g_set_error (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_URI,
                   "%s is not the address of a server: it should look like https://example.com",
                   strchr (host, '@') == NULL ? host : "this");
      return FALSE;
    }

  added = g_new0 (Host, 1);
  added->name = g_strdup (g_uri_get_host (uri));
  added->port = get_port (uri);
  g_ptr_array_add (self->hosts, added);

  return TRUE;
}

static gboolean
is_default_port (int port)
{
  return port == 80 || port == 443;
}

static gboolean
name_matches (const char *pattern,
              const char *name)
{
  g_auto (GStrv) wanted = NULL;
  g_auto (GStrv) labels = NULL;
  guint i = 0;

  if (strchr (pattern, '*') == NULL)
    return g_ascii_strcasecmp (pattern, name) == 0;

  wanted = g_strsplit (pattern, ".", -1);
  labels = g_strsplit (name, ".", -1);
  while (wanted[i] != NULL && labels[i] != NULL && *labels[i] != '\0'
         && (g_str_equal (wanted[i], "*") || g_ascii_strcasecmp (wanted[i], labels[i]) == 0))
    i++;

  return wanted[i] == NULL && labels[i] == NULL;
}

static gboolean
host_matches (const Host *host,
              GUri       *uri)
{
  int port = get_port (uri);

  return name_matches (host->name, g_uri_get_host (uri))
         && (host->port == port || (is_default_port (host->port) && is_default_port (port)));
}

/**
 * genkan_host_is_loopback:
 * @host: a host's name or address, without a port
 *
 * Returns: whether that is this machine
 */
gboolean
genkan_host_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_ascii_strcasecmp (host, "localhost") == 0;
}

static gboolean
check_form (GUri    *uri,
            GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if ((!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
      || !is_host (host))
    {
      g_set_error_literal (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_URI,
                           "the address has no host, or is neither https:// nor http://");
      return FALSE;
    }

  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_URI,
                           "the address has a user name in it: credentials belong into their own "
                           "settings");
      return FALSE;
    }

  return TRUE;
}

/**
 * genkan_host_set_check:
 * @self: a set
 * @uri: an address that is about to be asked
 * @error: return location for a #GenkanHttpError
 *
 * Returns: whether it may be asked
 */
gboolean
genkan_host_set_check (GenkanHostSet  *self,
                       GUri           *uri,
                       GError        **error)
{
  gboolean found = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (uri != NULL, FALSE);

  if (!check_form (uri, error))
    return FALSE;

  for (guint i = 0; i < self->hosts->len && !found; i++)
    found = host_matches (g_ptr_array_index (self->hosts, i), uri);

  if (!found)
    {
      g_set_error (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_HOST,
                   "the host %s is not one of those that may be asked",
                   g_uri_get_host (uri));
      return FALSE;
    }

  if (is_plain (uri) && !self->allow_plain && !genkan_host_is_loopback (g_uri_get_host (uri)))
    {
      g_set_error (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_PLAIN,
                   "http:// would send the credentials to %s in the open: use https://, or allow "
                   "plain HTTP for this connection", g_uri_get_host (uri));
      return FALSE;
    }

  return TRUE;
}
