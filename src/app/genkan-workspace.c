/* genkan-workspace.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The object: what it holds, and how it closes. Everything that takes time is a GTask made by
 * genkan_workspace_new_task(), which counts it: closing cancels what runs and goes on turning
 * the main context until the last task has ended, so that every Operation is closed in the
 * store before the store is.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-activity-private.h"
#include "genkan-secrets-private.h"
#include "genkan-workspace-private.h"

#include <errno.h>
#include <glib/gi18n.h>

#define DATABASE_NAME "genkan.db"
#define CONNECTORS_NAME "connectors"

G_DEFINE_FINAL_TYPE (GenkanWorkspace, genkan_workspace, G_TYPE_OBJECT)
G_DEFINE_QUARK (genkan-workspace-error-quark, genkan_workspace_error)

enum
{
  SIGNAL_ACTIVITY_STARTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
genkan_workspace_dispose (GObject *object)
{
  genkan_workspace_close (GENKAN_WORKSPACE (object));

  G_OBJECT_CLASS (genkan_workspace_parent_class)->dispose (object);
}

static void
genkan_workspace_finalize (GObject *object)
{
  GenkanWorkspace *self = GENKAN_WORKSPACE (object);

  g_clear_object (&self->secrets);
  g_clear_object (&self->store);
  g_clear_object (&self->connectors);
  g_clear_object (&self->engine);
  g_clear_object (&self->closing);
  g_hash_table_unref (self->activities);
  g_hash_table_unref (self->renewed);
  g_free (self->folder);

  G_OBJECT_CLASS (genkan_workspace_parent_class)->finalize (object);
}

static void
genkan_workspace_class_init (GenkanWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = genkan_workspace_dispose;
  object_class->finalize = genkan_workspace_finalize;

  /**
   * GenkanWorkspace::activity-started:
   * @self: a workspace
   * @activity: what runs from now on
   *
   * An Operation is open in the store, and its run begins.
   */
  signals[SIGNAL_ACTIVITY_STARTED] =
    g_signal_new ("activity-started", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, GENKAN_TYPE_ACTIVITY);
}

static void
genkan_workspace_init (GenkanWorkspace *self)
{
  self->activities = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->renewed = genkan_secret_table_new ();
  self->closing = g_cancellable_new ();
}

static void
genkan_workspace_task_completed_cb (GenkanWorkspace *self)
{
  self->n_pending--;
}

/* A task that closing waits for. It says what happened even when it was cancelled meanwhile. */
GTask *
genkan_workspace_new_task (GenkanWorkspace     *self,
                           gpointer             source_tag,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_signal_connect_object (task, "notify::completed",
                           G_CALLBACK (genkan_workspace_task_completed_cb), self,
                           G_CONNECT_SWAPPED);
  self->n_pending++;

  return task;
}

/* Cancels @follower with @cancellable, and when the workspace closes. */
void
genkan_workspace_link (GenkanWorkspace *self,
                       GCancellable    *cancellable,
                       GCancellable    *follower)
{
  if (g_cancellable_is_cancelled (cancellable) || g_cancellable_is_cancelled (self->closing))
    g_cancellable_cancel (follower);

  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel),
                             follower, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->closing, "cancelled", G_CALLBACK (g_cancellable_cancel),
                           follower, G_CONNECT_SWAPPED);
}

static gboolean
make_folder (const char  *folder,
             GError     **error)
{
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  g_set_error (error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_FOLDER,
               _("The folder %s cannot be made: %s"), folder, g_strerror (errno));

  return FALSE;
}

/**
 * genkan_workspace_open:
 * @folder: the profile's folder; made if it is not there
 * @secrets: where its secrets are
 * @error: in #GENKAN_WORKSPACE_ERROR or #GENKAN_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): the workspace
 */
GenkanWorkspace *
genkan_workspace_open (const char     *folder,
                       GenkanSecrets  *secrets,
                       GError        **error)
{
  g_autoptr (GenkanStore) store = NULL;
  g_autoptr (GFile) own_connectors = NULL;
  g_autofree char *database = NULL;
  GenkanWorkspace *self;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (GENKAN_IS_SECRETS (secrets), NULL);

  database = g_build_filename (folder, DATABASE_NAME, NULL);
  if (!make_folder (folder, error) || (store = genkan_store_open (database, error)) == NULL)
    return NULL;

  own_connectors = g_file_new_build_filename (folder, CONNECTORS_NAME, NULL);

  self = g_object_new (GENKAN_TYPE_WORKSPACE, NULL);
  self->folder = g_strdup (folder);
  self->secrets = g_object_ref (secrets);
  self->store = g_steal_pointer (&store);
  self->connectors = genkan_connector_set_new (own_connectors);
  self->engine = genkan_engine_new ();

  return self;
}

/**
 * genkan_workspace_dup_default_folder:
 *
 * Returns: (transfer full): the folder of the person's own profile: $GENKAN_HOME, or `genkan`
 *   among the user's data
 */
char *
genkan_workspace_dup_default_folder (void)
{
  const char *home = g_getenv ("GENKAN_HOME");

  if (home != NULL && *home != '\0')
    return g_canonicalize_filename (home, NULL);

  return g_build_filename (g_get_user_data_dir (), DEVELOPMENT ? "genkan-devel" : "genkan", NULL);
}

/**
 * genkan_workspace_close:
 * @self: a workspace
 *
 * Cancels what runs, waits until that is closed in the store, and closes the store. Closing
 * again does nothing.
 */
void
genkan_workspace_close (GenkanWorkspace *self)
{
  g_return_if_fail (GENKAN_IS_WORKSPACE (self));

  if (self->closed)
    return;

  self->closed = TRUE;
  g_cancellable_cancel (self->closing);
  while (self->n_pending > 0)
    g_main_context_iteration (NULL, TRUE);

  g_clear_object (&self->engine);
  if (self->store != NULL)
    genkan_store_close (self->store);
}

/**
 * genkan_workspace_get_folder:
 * @self: a workspace
 *
 * Returns: the path of its folder
 */
const char *
genkan_workspace_get_folder (GenkanWorkspace *self)
{
  g_return_val_if_fail (GENKAN_IS_WORKSPACE (self), NULL);

  return self->folder;
}

/**
 * genkan_workspace_get_store:
 * @self: a workspace
 *
 * Returns: (transfer none): its database
 */
GenkanStore *
genkan_workspace_get_store (GenkanWorkspace *self)
{
  g_return_val_if_fail (GENKAN_IS_WORKSPACE (self), NULL);

  return self->store;
}

/**
 * genkan_workspace_get_connectors:
 * @self: a workspace
 *
 * Returns: (transfer none): the connector files it knows
 */
GenkanConnectorSet *
genkan_workspace_get_connectors (GenkanWorkspace *self)
{
  g_return_val_if_fail (GENKAN_IS_WORKSPACE (self), NULL);

  return self->connectors;
}

/**
 * genkan_workspace_get_activity:
 * @self: a workspace
 * @connection_id: a Connection
 *
 * Returns: (transfer none) (nullable): what runs for it in this process, if anything does
 */
GenkanActivity *
genkan_workspace_get_activity (GenkanWorkspace *self,
                               gint64           connection_id)
{
  g_return_val_if_fail (GENKAN_IS_WORKSPACE (self), NULL);

  return g_hash_table_lookup (self->activities, &connection_id);
}
