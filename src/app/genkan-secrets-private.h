/* genkan-secrets-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-secrets.h"

G_BEGIN_DECLS

/* As the lookup, without what the environment provides: what has to be put back when something
 * else fails. */
void        genkan_secrets_lookup_stored_async   (GenkanSecrets        *self,
                                                  const char           *secret_id,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GHashTable *genkan_secrets_lookup_stored_finish  (GenkanSecrets        *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void        genkan_secrets_add_environment       (GenkanSecrets        *self,
                                                  GHashTable           *values);
GHashTable *genkan_secret_table_new              (void);

/* The keyring, blocking: called in a thread of GTask's pool. */
gboolean    genkan_keyring_store                 (const char           *secret_id,
                                                  const char           *label,
                                                  GHashTable           *values,
                                                  GCancellable         *cancellable,
                                                  GError              **error);
GHashTable *genkan_keyring_lookup                (const char           *secret_id,
                                                  GCancellable         *cancellable,
                                                  GError              **error);
gboolean    genkan_keyring_forget                (const char           *secret_id,
                                                  GCancellable         *cancellable,
                                                  GError              **error);

G_END_DECLS
