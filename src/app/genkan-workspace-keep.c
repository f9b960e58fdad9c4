/* genkan-workspace-keep.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Secrets that a tool replaces while it is asked: refresh tokens that are good for once. The new
 * one goes to the keyring at once. A Connection that is only being tried has nothing there, and
 * a form may still hold the old one: so what has replaced what is remembered, in this process's
 * memory, and whoever comes with the old one gets the new one.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-secrets-private.h"
#include "genkan-workspace-private.h"

#include <libsecret/secret.h>

/* Of a run: the engine's thread holds it, and looks at none of it. */
typedef struct
{
  GWeakRef          workspace;
  GenkanConnection *connection; /* (owned) */
  GMainContext     *context;    /* (owned) the workspace's */
} Keeper;

/* One replacement, on its way from the engine's thread. */
typedef struct
{
  Keeper *keeper;  /* (owned) */
  char   *setting; /* (owned) */
  char   *before;  /* (owned) wiped */
  char   *value;   /* (owned) wiped */
} Renewal;

static void
keeper_clear (gpointer data)
{
  Keeper *keeper = data;

  g_weak_ref_clear (&keeper->workspace);
  g_object_unref (keeper->connection);
  g_main_context_unref (keeper->context);
}

static void
keeper_release (gpointer keeper)
{
  g_atomic_rc_box_release_full (keeper, keeper_clear);
}

static void
renewal_free (gpointer data)
{
  Renewal *renewal = data;

  keeper_release (renewal->keeper);
  g_free (renewal->setting);
  secret_password_free (renewal->before);
  secret_password_free (renewal->value);
  g_free (renewal);
}

static void
genkan_workspace_kept_cb (GObject      *object,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!genkan_secrets_store_finish (GENKAN_SECRETS (object), result, &error))
    g_message ("A new token from the tool could not be kept, and the one before is used up: %s",
               error->message);

  g_task_return_boolean (task, TRUE);
}

/* A task of the workspace, which closes when it is through. */
static void
store_renewal (GenkanWorkspace *self,
               const Renewal   *renewal)
{
  GenkanConnection *connection = renewal->keeper->connection;
  g_autoptr (GHashTable) values = genkan_secret_table_new ();
  g_autoptr (GTask) task = genkan_workspace_new_task (self, store_renewal, NULL, NULL);

  g_hash_table_insert (values, g_strdup (renewal->setting), g_strdup (renewal->value));
  genkan_secrets_store_async (self->secrets, genkan_connection_get_secret_id (connection),
                              genkan_connection_get_label (connection), values, NULL,
                              genkan_workspace_kept_cb, g_steal_pointer (&task));
}

static gboolean
genkan_workspace_take_renewal_cb (gpointer user_data)
{
  const Renewal *renewal = user_data;
  g_autoptr (GenkanWorkspace) self = g_weak_ref_get (&renewal->keeper->workspace);

  if (self == NULL)
    return G_SOURCE_REMOVE;

  g_hash_table_insert (self->renewed, g_strdup (renewal->before), g_strdup (renewal->value));
  if (genkan_connection_get_id (renewal->keeper->connection) != 0)
    store_renewal (self, renewal);

  return G_SOURCE_REMOVE;
}

/* In the engine's thread. */
static void
genkan_workspace_keep_cb (const char *setting,
                          const char *before,
                          const char *value,
                          gpointer    user_data)
{
  Keeper *keeper = user_data;
  Renewal *renewal = g_new0 (Renewal, 1);

  renewal->keeper = g_atomic_rc_box_acquire (keeper);
  renewal->setting = g_strdup (setting);
  renewal->before = g_strdup (before);
  renewal->value = g_strdup (value);
  g_main_context_invoke_full (keeper->context, G_PRIORITY_DEFAULT,
                              genkan_workspace_take_renewal_cb, renewal, renewal_free);
}

/* Lets the run keep what the tool replaces. */
void
genkan_workspace_keep_renewed (GenkanWorkspace  *self,
                               GenkanConnection *connection,
                               GenkanRun        *run)
{
  Keeper *keeper = g_atomic_rc_box_new0 (Keeper);

  g_weak_ref_init (&keeper->workspace, self);
  keeper->connection = g_object_ref (connection);
  keeper->context = g_main_context_ref_thread_default ();
  genkan_run_set_keep_func (run, genkan_workspace_keep_cb, keeper, keeper_release);
}

/* What has become of a secret: as it is, if nothing has. */
const char *
genkan_workspace_get_renewed (GenkanWorkspace *self,
                              const char      *secret)
{
  const char *next;

  /* Each replaces another one, and none twice: there is no circle, or there is one of a tool
   * that gives out old tokens, which ends where it began. */
  for (guint i = 0; i < g_hash_table_size (self->renewed); i++)
    {
      next = g_hash_table_lookup (self->renewed, secret);
      if (next == NULL)
        break;
      secret = next;
    }

  return secret;
}
