/* genkan-demo.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing here is special but the place: the workspace is a workspace, the Connection a
 * Connection, and Discover goes over real HTTP into a real database.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-demo-folder.h"
#include "genkan-demo-tool.h"
#include "genkan-demo.h"

#include <glib/gi18n.h>

#define CONNECTOR_ID "burp-dast"

struct _GenkanDemo
{
  GObject parent_instance;

  GenkanDemoFolder *folder;        /* (owned) (nullable) */
  GenkanDemoTool   *tool;          /* (owned) (nullable) */
  GenkanWorkspace  *workspace;     /* (owned) (nullable) */
  gint64            connection_id;
};

G_DEFINE_FINAL_TYPE (GenkanDemo, genkan_demo, G_TYPE_OBJECT)

enum
{
  SIGNAL_SITES_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
genkan_demo_dispose (GObject *object)
{
  GenkanDemo *self = GENKAN_DEMO (object);

  if (self->workspace != NULL)
    genkan_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  g_clear_object (&self->tool);
  g_clear_pointer (&self->folder, genkan_demo_folder_remove);

  G_OBJECT_CLASS (genkan_demo_parent_class)->dispose (object);
}

static void
genkan_demo_class_init (GenkanDemoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = genkan_demo_dispose;

  /**
   * GenkanDemo::sites-changed:
   *
   * A site was renamed, removed or restored in the tool.
   */
  signals[SIGNAL_SITES_CHANGED] =
    g_signal_new ("sites-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
genkan_demo_init (GenkanDemo *self)
{
}

static void
genkan_demo_connection_saved_cb (GObject      *object,
                                 GAsyncResult *result,
                                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanDemo *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->connection_id = genkan_workspace_save_connection_finish (GENKAN_WORKSPACE (object), result, &error);
  if (error == NULL)
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
save_connection (GTask *task)
{
  GenkanDemo *self = g_task_get_task_data (task);
  g_autoptr (GenkanConnection) connection = genkan_connection_new (CONNECTOR_ID, _("Burp Suite demo"));
  g_autoptr (GHashTable) secrets = g_hash_table_new (g_str_hash, g_str_equal);

  genkan_connection_set_setting (connection, "url", genkan_demo_tool_get_url (self->tool));
  g_hash_table_insert (secrets, (gpointer) "token", (gpointer) genkan_demo_tool_get_key (self->tool));
  genkan_workspace_save_connection_async (self->workspace, connection, secrets,
                                          g_task_get_cancellable (task),
                                          genkan_demo_connection_saved_cb, g_object_ref (task));
}

static void
genkan_demo_folder_made_cb (GObject      *object,
                            GAsyncResult *result,
                            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanDemo *self = g_task_get_task_data (task);
  g_autoptr (GenkanSecrets) secrets = genkan_secrets_new_in_memory ();
  GError *error = NULL;

  self->folder = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->folder != NULL)
    self->tool = genkan_demo_tool_new (&error);
  if (self->tool != NULL)
    self->workspace = genkan_workspace_open (self->folder->path, secrets, &error);

  if (self->workspace != NULL)
    save_connection (task);
  else
    g_task_return_error (task, error);
}

static void
make_folder_thread (GTask        *task,
                    gpointer      source_object,
                    gpointer      task_data,
                    GCancellable *cancellable)
{
  GError *error = NULL;
  GenkanDemoFolder *folder;

  genkan_demo_folder_remove_leftover ();
  folder = genkan_demo_folder_new (&error);

  if (folder != NULL)
    g_task_return_pointer (task, folder, (GDestroyNotify) genkan_demo_folder_remove);
  else
    g_task_return_error (task, error);
}

/**
 * genkan_demo_new_async:
 * @cancellable: (nullable): to give up
 * @callback: called when it can be used
 * @user_data: for @callback
 *
 * Makes a demo: its folder, its tool, its workspace with one Connection. Leftovers of demos
 * that crashed are removed on the way.
 */
void
genkan_demo_new_async (GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GTask) folder_task = NULL;

  g_task_set_source_tag (task, genkan_demo_new_async);
  g_task_set_task_data (task, g_object_new (GENKAN_TYPE_DEMO, NULL), g_object_unref);

  folder_task = g_task_new (NULL, cancellable, genkan_demo_folder_made_cb, task);
  g_task_run_in_thread (folder_task, make_folder_thread);
}

/**
 * genkan_demo_new_finish:
 * @result: what the callback got
 * @error: why there is no demo
 *
 * Returns: (transfer full) (nullable): the demo; it ends with its last reference
 */
GenkanDemo *
genkan_demo_new_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * genkan_demo_get_workspace:
 * @self: a demo
 *
 * Returns: (transfer none): where its Connection is
 */
GenkanWorkspace *
genkan_demo_get_workspace (GenkanDemo *self)
{
  g_return_val_if_fail (GENKAN_IS_DEMO (self), NULL);

  return self->workspace;
}

/**
 * genkan_demo_get_connection_id:
 * @self: a demo
 *
 * Returns: the number of its Connection
 */
gint64
genkan_demo_get_connection_id (GenkanDemo *self)
{
  g_return_val_if_fail (GENKAN_IS_DEMO (self), 0);

  return self->connection_id;
}

/**
 * genkan_demo_get_url:
 * @self: a demo
 *
 * Returns: (transfer none): where its tool listens
 */
const char *
genkan_demo_get_url (GenkanDemo *self)
{
  g_return_val_if_fail (GENKAN_IS_DEMO (self), NULL);

  return genkan_demo_tool_get_url (self->tool);
}

/**
 * genkan_demo_list_site_ids:
 * @self: a demo
 *
 * Returns: (transfer full): all sites, also those that are removed
 */
char **
genkan_demo_list_site_ids (GenkanDemo *self)
{
  g_return_val_if_fail (GENKAN_IS_DEMO (self), NULL);

  return genkan_demo_tool_list_site_ids (self->tool);
}

/**
 * genkan_demo_dup_site_name:
 * @self: a demo
 * @id: a site
 *
 * Returns: (transfer full) (nullable): its name in the tool
 */
char *
genkan_demo_dup_site_name (GenkanDemo *self,
                           const char *id)
{
  g_return_val_if_fail (GENKAN_IS_DEMO (self), NULL);

  return genkan_demo_tool_dup_site_name (self->tool, id);
}

/**
 * genkan_demo_is_site_removed:
 * @self: a demo
 * @id: a site
 *
 * Returns: whether the tool has it no more
 */
gboolean
genkan_demo_is_site_removed (GenkanDemo *self,
                             const char *id)
{
  g_return_val_if_fail (GENKAN_IS_DEMO (self), FALSE);

  return genkan_demo_tool_is_removed (self->tool, id);
}

/**
 * genkan_demo_rename_site:
 * @self: a demo
 * @id: of a site
 * @name: what it is called from then on
 *
 * In the tool; the next Discover tells.
 */
void
genkan_demo_rename_site (GenkanDemo *self,
                         const char *id,
                         const char *name)
{
  g_return_if_fail (GENKAN_IS_DEMO (self));

  if (genkan_demo_tool_rename (self->tool, id, name))
    g_signal_emit (self, signals[SIGNAL_SITES_CHANGED], 0);
}

/**
 * genkan_demo_remove_site:
 * @self: a demo
 * @id: of a site
 *
 * From the tool, until genkan_demo_restore_site().
 */
void
genkan_demo_remove_site (GenkanDemo *self,
                         const char *id)
{
  g_return_if_fail (GENKAN_IS_DEMO (self));

  if (genkan_demo_tool_set_removed (self->tool, id, TRUE))
    g_signal_emit (self, signals[SIGNAL_SITES_CHANGED], 0);
}

/**
 * genkan_demo_restore_site:
 * @self: a demo
 * @id: of a site that was removed
 */
void
genkan_demo_restore_site (GenkanDemo *self,
                          const char *id)
{
  g_return_if_fail (GENKAN_IS_DEMO (self));

  if (genkan_demo_tool_set_removed (self->tool, id, FALSE))
    g_signal_emit (self, signals[SIGNAL_SITES_CHANGED], 0);
}
