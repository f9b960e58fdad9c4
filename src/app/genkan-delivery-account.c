/* genkan-delivery-account.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who we are in DefectDojo, and which version it is. What it says is noted, so that the preferences
 * and the bar about the key are up to date without asking.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-delivery-private.h"
#include "genkan-dojo-check.h"
#include "genkan-store-server.h"

static void
write_server (GenkanStore         *store,
              gpointer             data,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  genkan_store_note_server_async (store, data, NULL, callback, user_data);
}

/* The delivery does not depend on it; but its thread must not end before the answer is there. */
static void
note_server (GenkanDelivery *self)
{
  g_autoptr (GError) error = NULL;

  if (!genkan_delivery_write (self, write_server, self->access->server, &error))
    g_info ("What DefectDojo said of itself was not noted: %s", error->message);
}

static void
note_account (GenkanDelivery          *self,
              const GenkanDojoAccount *account,
              gboolean                 version_read)
{
  GenkanServer *server = self->access->server;

  g_free (server->user);
  server->user = g_strdup (account->user);
  g_free (server->version);
  server->version = g_strdup (account->version_text);
  server->token_expiry = account->token_expiry;
  server->checked = g_get_real_time ();
  if (version_read)
    server->version_read = server->checked;
  note_server (self);
}

/* So that people are told where they look, and not only in the results of a Sync. */
void
genkan_delivery_note_expired (GenkanDelivery *self)
{
  GenkanServer *server = self->access->server;
  gint64 now = g_get_real_time ();

  if (!g_error_matches (self->fatal, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_EXPIRED)
      || (server->token_expiry != 0 && server->token_expiry <= now))
    return;

  server->token_expiry = now;
  note_server (self);
}

/* A server that was replaced by an older one refuses fields that it does not know: one that refuses
 * something is asked for its version by the next delivery, unless this one has just done so. */
void
genkan_delivery_doubt_version (GenkanDelivery *self,
                               const GError   *reason)
{
  GenkanServer *server = self->access->server;

  if (!g_error_matches (reason, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_REFUSED)
      || server->version_read == 0 || server->version_read == server->checked)
    return;

  server->version_read = 0;
  note_server (self);
}

/**
 * genkan_delivery_check_account:
 * @self: a delivery
 * @error: return location for a #GenkanDojoError
 *
 * Asks who we are there, and for the version if that is not known.
 *
 * Returns: whether anything can be sent at all
 */
gboolean
genkan_delivery_check_account (GenkanDelivery  *self,
                               GError         **error)
{
  const char *version = genkan_server_get_fresh_version (self->access->server, g_get_real_time ());
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanDojoAccount) account = NULL;

  genkan_dojo_check_async (self->dojo, version, self->cancellable, genkan_delivery_keep_cb, &result);
  account = genkan_dojo_check_finish (self->dojo, genkan_delivery_wait (&result), error);
  if (account == NULL)
    return FALSE;

  self->version = account->version;
  self->has_answered = TRUE;
  note_account (self, account, version == NULL);

  return TRUE;
}
