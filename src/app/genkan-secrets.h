/* genkan-secrets.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GENKAN_SECRETS_ERROR (genkan_secrets_error_quark ())

/**
 * GenkanSecretsError:
 * @GENKAN_SECRETS_ERROR_UNAVAILABLE: no keyring answers on this session's bus
 * @GENKAN_SECRETS_ERROR_LOCKED: the keyring is locked, and nobody unlocked it
 * @GENKAN_SECRETS_ERROR_FAILED: the keyring says why
 */
typedef enum
{
  GENKAN_SECRETS_ERROR_UNAVAILABLE,
  GENKAN_SECRETS_ERROR_LOCKED,
  GENKAN_SECRETS_ERROR_FAILED,
} GenkanSecretsError;

GQuark genkan_secrets_error_quark (void);

#define GENKAN_TYPE_SECRETS (genkan_secrets_get_type ())

/* Where secrets are kept: the Secret Service, or for a throw-away profile this process's memory
 * and nowhere else. Each secret has the Connection's secret id and the setting's name.
 *
 * For programs without a keyring (timers, containers) the keyring's variant also looks into the
 * environment: GENKAN_SECRET_TOKEN is the setting `token` of every Connection, and wins over
 * what the keyring holds. */
G_DECLARE_FINAL_TYPE (GenkanSecrets, genkan_secrets, GENKAN, SECRETS, GObject)

GenkanSecrets *genkan_secrets_new_keyring   (void);
GenkanSecrets *genkan_secrets_new_in_memory (void);

/* values: (element-type utf8 utf8) setting → secret; a NULL value forgets that one. */
void        genkan_secrets_store_async   (GenkanSecrets        *self,
                                          const char           *secret_id,
                                          const char           *label,
                                          GHashTable           *values,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean    genkan_secrets_store_finish  (GenkanSecrets        *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void        genkan_secrets_lookup_async  (GenkanSecrets        *self,
                                          const char           *secret_id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GHashTable *genkan_secrets_lookup_finish (GenkanSecrets        *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void        genkan_secrets_forget_async  (GenkanSecrets        *self,
                                          const char           *secret_id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean    genkan_secrets_forget_finish (GenkanSecrets        *self,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
