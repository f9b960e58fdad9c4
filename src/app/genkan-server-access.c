/* genkan-server-access.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-server-access-private.h"

#include <libsecret/secret.h>

G_DEFINE_BOXED_TYPE (GenkanServerAccess, genkan_server_access, genkan_server_access_copy,
                     genkan_server_access_free)

/**
 * genkan_server_access_new:
 * @server: where it is; copied
 * @token: its API v2 key; copied
 *
 * Returns: (transfer full): both together
 */
GenkanServerAccess *
genkan_server_access_new (const GenkanServer *server,
                          const char         *token)
{
  GenkanServerAccess *self;

  g_return_val_if_fail (server != NULL, NULL);
  g_return_val_if_fail (token != NULL, NULL);

  self = g_new0 (GenkanServerAccess, 1);
  self->server = genkan_server_copy (server);
  self->token = g_strdup (token);

  return self;
}

GenkanServerAccess *
genkan_server_access_copy (const GenkanServerAccess *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return genkan_server_access_new (self->server, self->token);
}

void
genkan_server_access_free (GenkanServerAccess *self)
{
  genkan_server_free (self->server);
  secret_password_free (self->token);
  g_free (self);
}

GenkanDojo *
genkan_server_access_make_client (const GenkanServerAccess  *self,
                                  const GenkanRetryPolicy   *retry,
                                  guint                      settle_time,
                                  GError                   **error)
{
  GenkanDojoOptions options = {
    .url = self->server->url,
    .token = self->token,
    .ca_file = self->server->ca_file,
    .allow_plain = self->server->allow_plain,
    .retry = retry,
    .settle_time = settle_time,
  };

  return genkan_dojo_new (&options, error);
}

/**
 * genkan_server_dup_key_page:
 * @url: (nullable): the address of DefectDojo, as a person typed it
 *
 * Returns: (transfer full) (nullable): where DefectDojo shows a person the API v2 key, or %NULL if
 *   @url is no address
 */
char *
genkan_server_dup_key_page (const char *url)
{
  g_autofree char *clean = genkan_dojo_clean_url (url, NULL);

  return clean != NULL ? g_strconcat (clean, "/api/key-v2", NULL) : NULL;
}
