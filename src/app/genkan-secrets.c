/* genkan-secrets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both variants behind one type. What the person typed travels in hash tables that wipe a
 * secret before they free it, so that it does not linger in freed memory.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-secrets-private.h"

#include <libsecret/secret.h>

#define ENVIRONMENT_PREFIX "GENKAN_SECRET_"

struct _GenkanSecrets
{
  GObject parent_instance;

  GHashTable *memory; /* (owned) (nullable) secret id → (setting → secret); NULL: the keyring */
};

G_DEFINE_FINAL_TYPE (GenkanSecrets, genkan_secrets, G_TYPE_OBJECT)
G_DEFINE_QUARK (genkan-secrets-error-quark, genkan_secrets_error)

/* What a call to the keyring takes into its thread. */
typedef struct
{
  char       *secret_id;   /* (owned) */
  char       *label;       /* (owned) (nullable) */
  GHashTable *values;      /* (owned) (nullable) */
  gboolean    environment; /* what it provides is added, and is enough */
} GenkanSecretsCall;

static void
genkan_secrets_call_free (GenkanSecretsCall *call)
{
  g_free (call->secret_id);
  g_free (call->label);
  g_clear_pointer (&call->values, g_hash_table_unref);
  g_free (call);
}

static void
genkan_secrets_finalize (GObject *object)
{
  GenkanSecrets *self = GENKAN_SECRETS (object);

  g_clear_pointer (&self->memory, g_hash_table_unref);

  G_OBJECT_CLASS (genkan_secrets_parent_class)->finalize (object);
}

static void
genkan_secrets_class_init (GenkanSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = genkan_secrets_finalize;
}

static void
genkan_secrets_init (GenkanSecrets *self)
{
}

/* Returns: (transfer full) (element-type utf8 utf8): a table that wipes its values */
GHashTable *
genkan_secret_table_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) secret_password_free);
}

static void
copy_values (GHashTable *from,
             GHashTable *to)
{
  GHashTableIter iter;
  gpointer setting, value;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &setting, &value))
    g_hash_table_insert (to, g_strdup (setting), g_strdup (value));
}

/* Adds what the environment provides, over what is there; @values may be %NULL, to count only. */
static guint
add_environment (GHashTable *values)
{
  g_auto (GStrv) names = g_listenv ();
  guint n_found = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *secret = g_getenv (names[i]);

      if (!g_str_has_prefix (names[i], ENVIRONMENT_PREFIX) || secret == NULL || *secret == '\0')
        continue;

      n_found++;
      if (values != NULL)
        g_hash_table_insert (values,
                             g_ascii_strdown (names[i] + strlen (ENVIRONMENT_PREFIX), -1),
                             g_strdup (secret));
    }

  return n_found;
}

/**
 * genkan_secrets_add_environment:
 * @self: where secrets are kept
 * @values: (element-type utf8 utf8): setting → secret
 *
 * Adds what the environment provides. Does nothing for secrets in memory: a throw-away profile
 * must not get hold of real keys.
 */
void
genkan_secrets_add_environment (GenkanSecrets *self,
                                GHashTable    *values)
{
  g_return_if_fail (GENKAN_IS_SECRETS (self));
  g_return_if_fail (values != NULL);

  if (self->memory == NULL)
    add_environment (values);
}

/* Without a keyring the environment has to do; without either the keyring's error is right. */
static gboolean
environment_is_enough (GenkanSecretsCall *call,
                       const GError      *error)
{
  return call->environment && add_environment (NULL) > 0 &&
         (g_error_matches (error, GENKAN_SECRETS_ERROR, GENKAN_SECRETS_ERROR_UNAVAILABLE) ||
          g_error_matches (error, GENKAN_SECRETS_ERROR, GENKAN_SECRETS_ERROR_LOCKED));
}

static void
store_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GenkanSecretsCall *call = task_data;
  GError *error = NULL;

  if (genkan_keyring_store (call->secret_id, call->label, call->values, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
lookup_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  GenkanSecretsCall *call = task_data;
  g_autoptr (GHashTable) values = NULL;
  g_autoptr (GError) error = NULL;

  values = genkan_keyring_lookup (call->secret_id, cancellable, &error);
  if (values == NULL && environment_is_enough (call, error))
    values = genkan_secret_table_new ();

  if (values == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (call->environment)
    add_environment (values);
  g_task_return_pointer (task, g_steal_pointer (&values), (GDestroyNotify) g_hash_table_unref);
}

static void
forget_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  GenkanSecretsCall *call = task_data;
  GError *error = NULL;

  if (genkan_keyring_forget (call->secret_id, cancellable, &error) ||
      environment_is_enough (call, error))
    {
      g_clear_error (&error);
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_task_return_error (task, error);
}

static GenkanSecretsCall *
genkan_secrets_call_new (const char *secret_id,
                         const char *label,
                         GHashTable *values)
{
  GenkanSecretsCall *call = g_new0 (GenkanSecretsCall, 1);

  call->secret_id = g_strdup (secret_id);
  call->label = g_strdup (label);
  if (values != NULL)
    {
      call->values = genkan_secret_table_new ();
      copy_values (values, call->values);
    }

  return call;
}

static GHashTable *
memory_lookup (GenkanSecrets *self,
               const char    *secret_id)
{
  GHashTable *values = genkan_secret_table_new ();
  GHashTable *stored = g_hash_table_lookup (self->memory, secret_id);

  if (stored != NULL)
    copy_values (stored, values);

  return values;
}

static void
memory_store (GenkanSecrets *self,
              const char    *secret_id,
              GHashTable    *values)
{
  GHashTable *stored = memory_lookup (self, secret_id);
  GHashTableIter iter;
  gpointer setting, value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &setting, &value))
    if (value != NULL)
      g_hash_table_insert (stored, g_strdup (setting), g_strdup (value));
    else
      g_hash_table_remove (stored, setting);

  g_hash_table_insert (self->memory, g_strdup (secret_id), stored);
}

/**
 * genkan_secrets_new_keyring:
 *
 * Returns: (transfer full): secrets in the person's keyring
 */
GenkanSecrets *
genkan_secrets_new_keyring (void)
{
  return g_object_new (GENKAN_TYPE_SECRETS, NULL);
}

/**
 * genkan_secrets_new_in_memory:
 *
 * Returns: (transfer full): secrets that go with the object
 */
GenkanSecrets *
genkan_secrets_new_in_memory (void)
{
  GenkanSecrets *self = g_object_new (GENKAN_TYPE_SECRETS, NULL);

  self->memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_hash_table_unref);

  return self;
}

/**
 * genkan_secrets_store_async:
 * @self: where secrets are kept
 * @secret_id: the Connection's secret id
 * @label: the Connection's label, for the keyring's own window
 * @values: (element-type utf8 utf8): setting → secret; a %NULL value forgets that one
 * @cancellable: (nullable): to give up, also while the keyring asks the person for its password
 * @callback: called when it is done
 * @user_data: for @callback
 */
void
genkan_secrets_store_async (GenkanSecrets       *self,
                            const char          *secret_id,
                            const char          *label,
                            GHashTable          *values,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GENKAN_IS_SECRETS (self));
  g_return_if_fail (secret_id != NULL);
  g_return_if_fail (label != NULL);
  g_return_if_fail (values != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_secrets_store_async);

  if (self->memory != NULL)
    {
      memory_store (self, secret_id, values);
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_task_set_task_data (task, genkan_secrets_call_new (secret_id, label, values),
                        (GDestroyNotify) genkan_secrets_call_free);
  g_task_run_in_thread (task, store_thread);
}

gboolean
genkan_secrets_store_finish (GenkanSecrets  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
lookup (GenkanSecrets       *self,
        const char          *secret_id,
        gboolean             environment,
        gpointer             source_tag,
        GCancellable        *cancellable,
        GAsyncReadyCallback  callback,
        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GenkanSecretsCall *call;

  g_task_set_source_tag (task, source_tag);

  if (self->memory != NULL)
    {
      g_task_return_pointer (task, memory_lookup (self, secret_id),
                             (GDestroyNotify) g_hash_table_unref);
      return;
    }

  call = genkan_secrets_call_new (secret_id, NULL, NULL);
  call->environment = environment;
  g_task_set_task_data (task, call, (GDestroyNotify) genkan_secrets_call_free);
  g_task_run_in_thread (task, lookup_thread);
}

/**
 * genkan_secrets_lookup_async:
 * @self: where secrets are kept
 * @secret_id: the Connection's secret id
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads all secrets of a Connection.
 */
void
genkan_secrets_lookup_async (GenkanSecrets       *self,
                             const char          *secret_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (GENKAN_IS_SECRETS (self));
  g_return_if_fail (secret_id != NULL);

  lookup (self, secret_id, TRUE, genkan_secrets_lookup_async, cancellable, callback, user_data);
}

/**
 * genkan_secrets_lookup_finish:
 * @self: where secrets are kept
 * @result: what the callback got
 * @error: in #GENKAN_SECRETS_ERROR
 *
 * Returns: (transfer full) (element-type utf8 utf8): setting → secret, possibly empty
 */
GHashTable *
genkan_secrets_lookup_finish (GenkanSecrets  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
genkan_secrets_lookup_stored_async (GenkanSecrets       *self,
                                    const char          *secret_id,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (GENKAN_IS_SECRETS (self));
  g_return_if_fail (secret_id != NULL);

  lookup (self, secret_id, FALSE, genkan_secrets_lookup_stored_async,
          cancellable, callback, user_data);
}

GHashTable *
genkan_secrets_lookup_stored_finish (GenkanSecrets  *self,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  return genkan_secrets_lookup_finish (self, result, error);
}

/**
 * genkan_secrets_forget_async:
 * @self: where secrets are kept
 * @secret_id: the Connection's secret id
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Removes all secrets of a Connection. To have none is no error.
 */
void
genkan_secrets_forget_async (GenkanSecrets       *self,
                             const char          *secret_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanSecretsCall *call;

  g_return_if_fail (GENKAN_IS_SECRETS (self));
  g_return_if_fail (secret_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_secrets_forget_async);

  if (self->memory != NULL)
    {
      g_hash_table_remove (self->memory, secret_id);
      g_task_return_boolean (task, TRUE);
      return;
    }

  call = genkan_secrets_call_new (secret_id, NULL, NULL);
  call->environment = TRUE;
  g_task_set_task_data (task, call, (GDestroyNotify) genkan_secrets_call_free);
  g_task_run_in_thread (task, forget_thread);
}

gboolean
genkan_secrets_forget_finish (GenkanSecrets  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
