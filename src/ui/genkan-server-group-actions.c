/* genkan-server-group-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done with the DefectDojo server in the preferences.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-server-group-private.h"

#include "genkan-compat.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

/* What an administrator of DefectDojo can set so that it knows Findings by the tool's ids. */
#define MATCHING_SETTING \
  "DD_DEDUPLICATION_ALGORITHM_PER_PARSER=" \
  "'{\"Generic Findings Import\":\"unique_id_from_tool_or_hash_code\"}'"

/* --- saving and removing --- */

static void
genkan_server_group_saved_cb (GObject      *object,
                              GAsyncResult *result,
                              gpointer      user_data)
{
  g_autoptr (GenkanServerGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = genkan_workspace_save_server_finish (GENKAN_WORKSPACE (object), result, &error);

  if (_genkan_server_group_is_gone (self))
    {
      if (saved)
        genkan_workspace_refresh_server_async (GENKAN_WORKSPACE (object), NULL, NULL, NULL, NULL);
      return;
    }

  if (!saved)
    {
      _genkan_server_group_show_answer (self, NULL, error);
      return;
    }

  g_clear_pointer (&self->forgotten, genkan_server_access_free);
  self->edited = FALSE;
  self->fresh = TRUE;
  _genkan_server_group_load (self);
  _genkan_server_group_ask (self);
}

/* What was begun is finished, also when the preferences are closed at once. */
static void
save (GenkanServerGroup  *self,
      const GenkanServer *server,
      const char         *token)
{
  genkan_workspace_save_server_async (self->workspace, server, token, NULL,
                                      genkan_server_group_saved_cb, g_object_ref (self));
}

static void
genkan_server_group_save_action (GtkWidget  *widget,
                                 const char *action_name,
                                 GVariant   *parameter)
{
  GenkanServerGroup *self = GENKAN_SERVER_GROUP (widget);
  g_autoptr (GenkanServer) server = _genkan_server_group_dup_typed (self);

  genkan_connection_test_clear (self->test);
  save (self, server, _genkan_server_group_get_token (self));
}

static void
genkan_server_group_undo_action (GtkWidget  *widget,
                                 const char *action_name,
                                 GVariant   *parameter)
{
  GenkanServerGroup *self = GENKAN_SERVER_GROUP (widget);

  if (self->forgotten != NULL)
    save (self, self->forgotten->server, self->forgotten->token);
}

static void
genkan_server_group_removed_cb (GObject      *object,
                                GAsyncResult *result,
                                gpointer      user_data)
{
  g_autoptr (GenkanServerGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean removed = genkan_workspace_save_server_finish (GENKAN_WORKSPACE (object), result, &error);

  if (_genkan_server_group_is_gone (self))
    return;

  if (!removed)
    {
      g_clear_pointer (&self->forgotten, genkan_server_access_free);
      _genkan_server_group_show_answer (self, NULL, error);
      return;
    }

  self->edited = FALSE;
  _genkan_server_group_load (self);
  genkan_announce (GTK_WIDGET (self), _("The server and its key are forgotten"));
}

/* Without its key, as when the keyring is locked, there is nothing that Undo could bring back. */
static void
genkan_server_group_opened_cb (GObject      *object,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  g_autoptr (GenkanServerGroup) self = user_data;
  g_autoptr (GenkanServer) none = genkan_server_new ();

  g_clear_pointer (&self->forgotten, genkan_server_access_free);
  self->forgotten = genkan_workspace_open_server_finish (GENKAN_WORKSPACE (object), result, NULL);
  genkan_workspace_save_server_async (GENKAN_WORKSPACE (object), none, NULL, NULL,
                                      genkan_server_group_removed_cb, g_object_ref (self));
}

static void
genkan_server_group_remove_action (GtkWidget  *widget,
                                   const char *action_name,
                                   GVariant   *parameter)
{
  GenkanServerGroup *self = GENKAN_SERVER_GROUP (widget);

  genkan_connection_test_clear (self->test);
  genkan_workspace_open_server_async (self->workspace, NULL, genkan_server_group_opened_cb,
                                      g_object_ref (self));
}

/* --- around it --- */

static void
genkan_server_group_open_key_page_action (GtkWidget  *widget,
                                          const char *action_name,
                                          GVariant   *parameter)
{
  GenkanServerGroup *self = GENKAN_SERVER_GROUP (widget);
  const char *url = gtk_editable_get_text (GTK_EDITABLE (self->url));
  g_autofree char *page = genkan_server_dup_key_page (url);

  if (page != NULL)
    genkan_toaster_launch (widget, page);
}

static void
genkan_server_group_copy_setting_action (GtkWidget  *widget,
                                         const char *action_name,
                                         GVariant   *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), MATCHING_SETTING);
  genkan_announce (widget, _("Copied"));
}

static void
genkan_server_group_chosen_cb (GObject      *source,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  g_autoptr (GtkEditable) row = user_data;
  g_autoptr (GFile) file = genkan_open_file_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    gtk_editable_set_text (row, path);
}

static void
genkan_server_group_choose_ca_file_action (GtkWidget  *widget,
                                           const char *action_name,
                                           GVariant   *parameter)
{
  GenkanServerGroup *self = GENKAN_SERVER_GROUP (widget);

  genkan_open_file_async (widget, _("Choose a Certificate Authority"), self->cancellable,
                          genkan_server_group_chosen_cb, g_object_ref (self->ca_file));
}

void
_genkan_server_group_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "server.save", NULL,
                                   genkan_server_group_save_action);
  gtk_widget_class_install_action (widget_class, "server.remove", NULL,
                                   genkan_server_group_remove_action);
  gtk_widget_class_install_action (widget_class, "server.undo", NULL,
                                   genkan_server_group_undo_action);
  gtk_widget_class_install_action (widget_class, "server.open-key-page", NULL,
                                   genkan_server_group_open_key_page_action);
  gtk_widget_class_install_action (widget_class, "server.copy-setting", NULL,
                                   genkan_server_group_copy_setting_action);
  gtk_widget_class_install_action (widget_class, "server.choose-ca-file", NULL,
                                   genkan_server_group_choose_ca_file_action);
}
