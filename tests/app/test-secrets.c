/* test-secrets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Run by with-keyring: once beside a real keyring daemon, once (KEYRING=none) where there is
 * none.
 */

#include "config.h"

#include "app-wait.h"
#include "genkan-secrets.h"

#include <libsecret/secret.h>

static gboolean
store (GenkanSecrets  *secrets,
       const char     *secret_id,
       const char     *setting,
       const char     *value,
       GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (values, (gpointer) setting, (gpointer) value);
  genkan_secrets_store_async (secrets, secret_id, "Test", values, NULL, app_keep_result, &result);

  return genkan_secrets_store_finish (secrets, app_wait (&result), error);
}

static GHashTable *
lookup (GenkanSecrets  *secrets,
        const char     *secret_id,
        GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_secrets_lookup_async (secrets, secret_id, NULL, app_keep_result, &result);

  return genkan_secrets_lookup_finish (secrets, app_wait (&result), error);
}

static gboolean
forget (GenkanSecrets  *secrets,
        const char     *secret_id,
        GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_secrets_forget_async (secrets, secret_id, NULL, app_keep_result, &result);

  return genkan_secrets_forget_finish (secrets, app_wait (&result), error);
}

static void
assert_secret (GenkanSecrets *secrets,
               const char    *secret_id,
               const char    *setting,
               const char    *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) values = lookup (secrets, secret_id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (values);
  g_assert_cmpstr (g_hash_table_lookup (values, setting), ==, value);
}

static void
test_new_destroy (void)
{
  GenkanSecrets *keyring = genkan_secrets_new_keyring ();
  GenkanSecrets *memory = genkan_secrets_new_in_memory ();

  g_assert_finalize_object (keyring);
  g_assert_finalize_object (memory);
}

/* What both variants promise. */
static void
assert_keeps_secrets (GenkanSecrets *secrets)
{
  g_autofree char *a = g_uuid_string_random ();
  g_autofree char *b = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;

  assert_secret (secrets, a, "token", NULL);

  store (secrets, a, "token", "first", &error);
  g_assert_no_error (error);
  store (secrets, a, "token", "Grüße, \"second\"", &error);
  g_assert_no_error (error);
  store (secrets, a, "password", "third", &error);
  g_assert_no_error (error);
  store (secrets, b, "token", "other", &error);
  g_assert_no_error (error);
  g_assert_no_error (error);

  assert_secret (secrets, a, "token", "Grüße, \"second\"");
  assert_secret (secrets, a, "password", "third");
  assert_secret (secrets, b, "token", "other");

  store (secrets, a, "password", NULL, &error);
  g_assert_no_error (error);
  g_assert_no_error (error);
  assert_secret (secrets, a, "password", NULL);
  assert_secret (secrets, a, "token", "Grüße, \"second\"");

  g_assert_true (forget (secrets, a, &error));
  g_assert_true (forget (secrets, a, &error));
  g_assert_no_error (error);
  assert_secret (secrets, a, "token", NULL);
  assert_secret (secrets, b, "token", "other");
}

static void
test_memory (void)
{
  g_autoptr (GenkanSecrets) secrets = genkan_secrets_new_in_memory ();
  g_autoptr (GenkanSecrets) others = genkan_secrets_new_in_memory ();
  g_autoptr (GError) error = NULL;

  assert_keeps_secrets (secrets);

  store (secrets, "id", "token", "mine", &error);
  g_assert_no_error (error);
  assert_secret (others, "id", "token", NULL);
}

/* A throw-away profile must not get hold of real keys. */
static void
test_memory_environment (void)
{
  g_autoptr (GenkanSecrets) secrets = genkan_secrets_new_in_memory ();

  g_setenv ("GENKAN_SECRET_TOKEN", "from the environment", TRUE);
  assert_secret (secrets, "id", "token", NULL);
  g_unsetenv ("GENKAN_SECRET_TOKEN");
}

static void
test_keyring (void)
{
  g_autoptr (GenkanSecrets) secrets = genkan_secrets_new_keyring ();

  assert_keeps_secrets (secrets);
}

/* Another object, as another process would have it. */
static void
test_keyring_shared (void)
{
  g_autoptr (GenkanSecrets) secrets = genkan_secrets_new_keyring ();
  g_autoptr (GenkanSecrets) others = genkan_secrets_new_keyring ();
  g_autoptr (GError) error = NULL;

  store (secrets, "shared", "token", "kept", &error);
  g_assert_no_error (error);
  g_assert_no_error (error);
  assert_secret (others, "shared", "token", "kept");
}

static void
test_keyring_environment (void)
{
  g_autoptr (GenkanSecrets) secrets = genkan_secrets_new_keyring ();
  g_autoptr (GError) error = NULL;

  store (secrets, "environment", "token", "kept", &error);
  g_assert_no_error (error);
  g_assert_no_error (error);

  g_setenv ("GENKAN_SECRET_TOKEN", "given", TRUE);
  assert_secret (secrets, "environment", "token", "given");
  g_unsetenv ("GENKAN_SECRET_TOKEN");
  assert_secret (secrets, "environment", "token", "kept");
}

static void
test_keyring_cancelled (void)
{
  g_autoptr (GenkanSecrets) secrets = genkan_secrets_new_keyring ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  genkan_secrets_lookup_async (secrets, "cancelled", cancellable, app_keep_result, &result);
  g_assert_null (genkan_secrets_lookup_finish (secrets, app_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
lock_keyring (void)
{
  g_autoptr (SecretService) service = NULL;
  g_autoptr (GError) error = NULL;
  SecretCollection *collection;
  GList objects = { NULL };
  GList *locked = NULL;

  service = secret_service_get_sync (SECRET_SERVICE_OPEN_SESSION, NULL, &error);
  g_assert_no_error (error);
  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                                 SECRET_COLLECTION_NONE, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (collection);

  objects.data = collection;
  g_assert_cmpint (secret_service_lock_sync (service, &objects, NULL, &locked, &error), ==, 1);
  g_assert_no_error (error);
  g_list_free_full (locked, g_object_unref);
  g_object_unref (collection);
  secret_service_disconnect ();
}

/* The last one: nothing unlocks it again, as nobody is there to type the password. */
static void
test_keyring_locked (void)
{
  g_autoptr (GenkanSecrets) secrets = genkan_secrets_new_keyring ();
  g_autoptr (GHashTable) values = NULL;
  g_autoptr (GError) error = NULL;

  store (secrets, "locked", "token", "kept", &error);
  g_assert_no_error (error);
  g_assert_no_error (error);
  lock_keyring ();

  g_assert_null (lookup (secrets, "locked", &error));
  g_assert_error (error, GENKAN_SECRETS_ERROR, GENKAN_SECRETS_ERROR_LOCKED);
  g_clear_error (&error);

  g_assert_false (store (secrets, "locked", "token", "changed", &error));
  g_assert_error (error, GENKAN_SECRETS_ERROR, GENKAN_SECRETS_ERROR_LOCKED);
  g_clear_error (&error);

  g_setenv ("GENKAN_SECRET_TOKEN", "given", TRUE);
  assert_secret (secrets, "locked", "token", "given");
  g_unsetenv ("GENKAN_SECRET_TOKEN");
}

static void
test_no_keyring (void)
{
  g_autoptr (GenkanSecrets) secrets = genkan_secrets_new_keyring ();
  g_autoptr (GError) error = NULL;

  g_assert_null (lookup (secrets, "id", &error));
  g_assert_error (error, GENKAN_SECRETS_ERROR, GENKAN_SECRETS_ERROR_UNAVAILABLE);
  g_clear_error (&error);

  g_assert_false (store (secrets, "id", "token", "secret", &error));
  g_assert_error (error, GENKAN_SECRETS_ERROR, GENKAN_SECRETS_ERROR_UNAVAILABLE);
  g_clear_error (&error);

  g_assert_false (forget (secrets, "id", &error));
  g_assert_error (error, GENKAN_SECRETS_ERROR, GENKAN_SECRETS_ERROR_UNAVAILABLE);
}

static void
test_no_keyring_environment (void)
{
  g_autoptr (GenkanSecrets) secrets = genkan_secrets_new_keyring ();
  g_autoptr (GError) error = NULL;

  g_setenv ("GENKAN_SECRET_TOKEN", "given", TRUE);
  assert_secret (secrets, "id", "token", "given");
  g_assert_true (forget (secrets, "id", &error));
  g_assert_no_error (error);
  g_unsetenv ("GENKAN_SECRET_TOKEN");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secrets/new-destroy", test_new_destroy);
  g_test_add_func ("/secrets/memory", test_memory);
  g_test_add_func ("/secrets/memory/environment", test_memory_environment);

  if (g_strcmp0 (g_getenv ("KEYRING"), "none") == 0)
    {
      g_test_add_func ("/secrets/no-keyring", test_no_keyring);
      g_test_add_func ("/secrets/no-keyring/environment", test_no_keyring_environment);
    }
  else
    {
      g_test_add_func ("/secrets/keyring", test_keyring);
      g_test_add_func ("/secrets/keyring/shared", test_keyring_shared);
      g_test_add_func ("/secrets/keyring/environment", test_keyring_environment);
      g_test_add_func ("/secrets/keyring/cancelled", test_keyring_cancelled);
      g_test_add_func ("/secrets/keyring/locked", test_keyring_locked);
    }

  return g_test_run ();
}
