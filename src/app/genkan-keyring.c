/* genkan-keyring.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Secret Service by libsecret, blocking, for GTask's threads. Inside a Flatpak libsecret
 * itself goes to the portal instead; nothing here has to know.
 *
 * Each use has a main context of its own and takes libsecret's shared SecretService down at its
 * end: what is shared would belong to the context of whoever asked first, and would not notice
 * a keyring that was restarted. libsecret's own blocking calls are not used, as what they leave
 * to be released in their context never is. One thread uses the keyring at a time.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-secrets-private.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

static GMutex keyring_mutex;

static const SecretSchema schema = {
  "io.github.genkanapp.Genkan.Connection",
  SECRET_SCHEMA_NONE,
  {
    { "connection", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "setting", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/* One use of the keyring, from begin to end. */
typedef struct
{
  GMainContext    *context; /* (owned) */
  GDBusConnection *bus;     /* (owned) (nullable) */
  GAsyncResult    *result;  /* (owned) (nullable) of what is waited for */
} GenkanKeyringUse;

/* GDBus shares one connection to the bus among all who ask, and its failure, too: were it made
 * by a call that is then cancelled, the next call could be told that it was. So it is made here,
 * by nobody's call. Without a bus libsecret finds the words. */
static void
keyring_use_begin (GenkanKeyringUse *use)
{
  g_mutex_lock (&keyring_mutex);
  use->context = g_main_context_new ();
  g_main_context_push_thread_default (use->context);
  use->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
}

static void
keyring_use_end (GenkanKeyringUse *use)
{
  secret_service_disconnect ();
  while (g_main_context_iteration (use->context, FALSE))
    ;
  g_clear_object (&use->bus);
  g_main_context_pop_thread_default (use->context);
  g_main_context_unref (use->context);
  g_mutex_unlock (&keyring_mutex);
}

static void
keyring_use_done_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GenkanKeyringUse *use = user_data;

  use->result = g_object_ref (result);
}

static GAsyncResult *
keyring_use_wait (GenkanKeyringUse *use)
{
  while (use->result == NULL)
    g_main_context_iteration (use->context, TRUE);

  return g_steal_pointer (&use->result);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanKeyringUse, keyring_use_end)

static gboolean
is_unavailable (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_CHILD_EXITED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_EXEC_FAILED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_FAILED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT) ||
         (error->domain == G_IO_ERROR && error->code != G_IO_ERROR_DBUS_ERROR);
}

static gboolean
is_locked (const GError *error)
{
  g_autofree char *name = NULL;

  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return TRUE;

  name = g_dbus_error_get_remote_error (error);

  return g_strcmp0 (name, "org.freedesktop.Secret.Error.IsLocked") == 0;
}

/* Takes libsecret's error and gives ours. Cancelled stays what it is. */
static void
propagate_error (GError **error,
                 GError  *reason)
{
  g_autoptr (GError) owned = reason;
  GenkanSecretsError code = GENKAN_SECRETS_ERROR_FAILED;

  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return;
    }

  if (is_locked (owned))
    code = GENKAN_SECRETS_ERROR_LOCKED;
  else if (is_unavailable (owned))
    code = GENKAN_SECRETS_ERROR_UNAVAILABLE;

  g_dbus_error_strip_remote_error (owned);
  g_set_error_literal (error, GENKAN_SECRETS_ERROR, code, owned->message);
}

static GHashTable *
attributes_new (const char *secret_id,
                const char *setting)
{
  GHashTable *attributes = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (attributes, (gpointer) "connection", (gpointer) secret_id);
  if (setting != NULL)
    g_hash_table_insert (attributes, (gpointer) "setting", (gpointer) setting);

  return attributes;
}

static gboolean
clear (GenkanKeyringUse  *use,
       GHashTable        *attributes,
       GCancellable      *cancellable,
       GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) reason = NULL;

  secret_password_clearv (&schema, attributes, cancellable, keyring_use_done_cb, use);
  result = keyring_use_wait (use);

  /* FALSE without an error: there was nothing to forget. */
  secret_password_clear_finish (result, &reason);
  if (reason == NULL)
    return TRUE;

  propagate_error (error, g_steal_pointer (&reason));

  return FALSE;
}

static gboolean
store_one (GenkanKeyringUse  *use,
           const char        *secret_id,
           const char        *label,
           const char        *setting,
           const char        *value,
           GCancellable      *cancellable,
           GError           **error)
{
  g_autoptr (GHashTable) attributes = attributes_new (secret_id, setting);
  g_autofree char *title = g_strdup_printf (_("Genkan: %s (%s)"), label, setting);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) reason = NULL;

  if (value == NULL)
    return clear (use, attributes, cancellable, error);

  secret_password_storev (&schema, attributes, SECRET_COLLECTION_DEFAULT, title, value,
                          cancellable, keyring_use_done_cb, use);
  result = keyring_use_wait (use);
  if (secret_password_store_finish (result, &reason))
    return TRUE;

  propagate_error (error, g_steal_pointer (&reason));

  return FALSE;
}

/**
 * genkan_keyring_store:
 * @secret_id: the Connection's secret id
 * @label: what a keyring manager shows
 * @values: (element-type utf8 utf8): setting → secret; %NULL forgets that one
 * @cancellable: (nullable): to give up
 * @error: in #GENKAN_SECRETS_ERROR
 *
 * Returns: whether all of them are stored; the first failure ends it
 */
gboolean
genkan_keyring_store (const char    *secret_id,
                      const char    *label,
                      GHashTable    *values,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_auto (GenkanKeyringUse) use = { NULL };
  GHashTableIter iter;
  gpointer setting, value;

  keyring_use_begin (&use);
  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &setting, &value))
    if (!store_one (&use, secret_id, label, setting, value, cancellable, error))
      return FALSE;

  return TRUE;
}

/* An item that nobody unlocked is found, but has no secret. */
static SecretValue *
retrieve (GenkanKeyringUse   *use,
          SecretRetrievable  *item,
          GCancellable       *cancellable,
          GError            **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) reason = NULL;
  SecretValue *secret;

  secret_retrievable_retrieve_secret (item, cancellable, keyring_use_done_cb, use);
  result = keyring_use_wait (use);
  secret = secret_retrievable_retrieve_secret_finish (item, result, &reason);
  if (secret != NULL)
    return secret;

  if (reason == NULL)
    g_set_error_literal (&reason, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "the item is locked");
  propagate_error (error, g_steal_pointer (&reason));

  return NULL;
}

static gboolean
take_item (GenkanKeyringUse   *use,
           GHashTable         *values,
           SecretRetrievable  *item,
           GCancellable       *cancellable,
           GError            **error)
{
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item);
  const char *setting = g_hash_table_lookup (attributes, "setting");
  SecretValue *secret;

  if (setting == NULL)
    return TRUE;

  secret = retrieve (use, item, cancellable, error);
  if (secret == NULL)
    return FALSE;

  if (secret_value_get_text (secret) != NULL)
    g_hash_table_insert (values, g_strdup (setting), g_strdup (secret_value_get_text (secret)));
  secret_value_unref (secret);

  return TRUE;
}

/**
 * genkan_keyring_lookup:
 * @secret_id: the Connection's secret id
 * @cancellable: (nullable): to give up
 * @error: in #GENKAN_SECRETS_ERROR
 *
 * Returns: (transfer full) (element-type utf8 utf8): setting → secret, possibly empty
 */
GHashTable *
genkan_keyring_lookup (const char    *secret_id,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_auto (GenkanKeyringUse) use = { NULL };
  g_autoptr (GHashTable) attributes = attributes_new (secret_id, NULL);
  g_autoptr (GHashTable) values = genkan_secret_table_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean good = TRUE;
  GList *items;

  keyring_use_begin (&use);
  secret_password_searchv (&schema, attributes,
                           SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS,
                           cancellable, keyring_use_done_cb, &use);
  result = keyring_use_wait (&use);
  items = secret_password_search_finish (result, &reason);
  if (reason != NULL)
    {
      propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }

  for (GList *l = items; l != NULL && good; l = l->next)
    good = take_item (&use, values, l->data, cancellable, error);
  g_list_free_full (items, g_object_unref);

  return good ? g_steal_pointer (&values) : NULL;
}

/**
 * genkan_keyring_forget:
 * @secret_id: the Connection's secret id
 * @cancellable: (nullable): to give up
 * @error: in #GENKAN_SECRETS_ERROR
 *
 * Returns: whether the keyring holds nothing of it any more
 */
gboolean
genkan_keyring_forget (const char    *secret_id,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_auto (GenkanKeyringUse) use = { NULL };
  g_autoptr (GHashTable) attributes = attributes_new (secret_id, NULL);

  keyring_use_begin (&use);

  return clear (&use, attributes, cancellable, error);
}
