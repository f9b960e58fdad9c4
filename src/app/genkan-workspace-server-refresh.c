/* genkan-workspace-server-refresh.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server's Products and Product Types become ours.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-dojo-catalogue.h"
#include "genkan-dojo-object.h"
#include "genkan-store-server.h"
#include "genkan-workspace-server-private.h"

/* Texts are borrowed from @asking. */
static GArray *
collect_catalogue (GenkanAsking *asking)
{
  guint n_types = asking->types != NULL ? asking->types->len : 0;
  GArray *catalogue = g_array_sized_new (FALSE, TRUE, sizeof (GenkanServerProduct),
                                         asking->products->len + n_types);

  for (guint i = 0; i < asking->products->len; i++)
    {
      const GenkanDojoProduct *product = g_ptr_array_index (asking->products, i);
      GenkanServerProduct entry = {
        .id = product->id,
        .name = product->name,
        .type_id = product->type_id,
        .type_name = product->type_name,
        .marks = (const char *const *) product->marks,
      };

      g_array_append_val (catalogue, entry);
    }

  for (guint i = 0; i < n_types; i++)
    {
      const GenkanDojoObject *type = g_ptr_array_index (asking->types, i);
      GenkanServerProduct entry = { .name = "", .type_id = type->id, .type_name = type->name };

      g_array_append_val (catalogue, entry);
    }

  return catalogue;
}

static void
genkan_workspace_refresh_noted_cb (GObject      *object,
                                   GAsyncResult *result,
                                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (genkan_store_set_server_finish (GENKAN_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
genkan_workspace_refresh_put_cb (GObject      *object,
                                 GAsyncResult *result,
                                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanAsking *asking = g_task_get_task_data (task);
  g_autoptr (GenkanServer) noted = NULL;
  GError *error = NULL;

  if (genkan_store_put_catalogue_finish (GENKAN_STORE (object), result, &error))
    noted = genkan_asking_note_answer (self, asking, &error);
  if (noted == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  noted->n_products = asking->products->len;
  noted->listed = noted->checked;
  genkan_store_set_server_async (self->store, noted, NULL, genkan_workspace_refresh_noted_cb,
                                 g_steal_pointer (&task));
}

static void
genkan_workspace_refresh_asked_cb (GObject      *object,
                                   GAsyncResult *result,
                                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanAsking *asking = g_task_get_task_data (task);
  g_autoptr (GenkanServer) noted = NULL;
  g_autoptr (GArray) catalogue = NULL;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    noted = genkan_asking_note_answer (self, asking, &error);
  genkan_asking_note_expired (self, asking, error);
  if (noted == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  catalogue = collect_catalogue (asking);
  genkan_store_put_catalogue_async (self->store, (const GenkanServerProduct *) catalogue->data,
                                    catalogue->len, asking->cancellable,
                                    genkan_workspace_refresh_put_cb, g_steal_pointer (&task));
}

static void
genkan_workspace_refresh_opened_cb (GObject      *object,
                                    GAsyncResult *result,
                                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanAsking *asking = g_task_get_task_data (task);
  GError *error = NULL;

  asking->access = genkan_workspace_open_server_finish (GENKAN_WORKSPACE (object), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (asking->access == NULL)
    g_task_return_boolean (task, FALSE);
  else
    {
      genkan_server_free (asking->server);
      asking->server = genkan_server_copy (asking->access->server);
      genkan_asking_run (task, genkan_workspace_refresh_asked_cb);
    }
}

/**
 * genkan_workspace_refresh_server_async:
 * @self: a workspace
 * @progress: (nullable): told how many Products were read, and of how many
 * @cancellable: (nullable): to stop; then nothing is changed
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads all Products and Product Types of the stored server, and makes them known here.
 */
void
genkan_workspace_refresh_server_async (GenkanWorkspace     *self,
                                       GenkanProgress      *progress,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GenkanServer) none = genkan_server_new ();
  GenkanAsking *asking;

  g_return_if_fail (GENKAN_IS_WORKSPACE (self));

  task = genkan_asking_new_task (self, genkan_workspace_refresh_server_async, none, cancellable,
                                 callback, user_data);
  asking = g_task_get_task_data (task);
  asking->lists = TRUE;
  g_set_object (&asking->progress, progress);
  genkan_workspace_open_server_async (self, asking->cancellable,
                                      genkan_workspace_refresh_opened_cb, g_steal_pointer (&task));
}

/**
 * genkan_workspace_refresh_server_finish:
 * @self: a workspace
 * @result: what the callback got
 * @error: in #GENKAN_DOJO_ERROR, #GENKAN_STORE_ERROR, #GENKAN_SECRETS_ERROR or
 *   #GENKAN_WORKSPACE_ERROR; cancelled
 *
 * Returns: whether it was read; %FALSE without an error if no server is set
 */
gboolean
genkan_workspace_refresh_server_finish (GenkanWorkspace  *self,
                                        GAsyncResult     *result,
                                        GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
