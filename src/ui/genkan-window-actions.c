/* genkan-window-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-window-private.h"

#include "genkan-compat.h"
#include "genkan-demo-sites.h"
#include "genkan-history.h"
#include "genkan-preferences-page.h"
#include "genkan-store-operations.h"
#include "genkan-sync-results.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

static void
genkan_window_back_action (GtkWidget  *widget,
                           const char *action_name,
                           GVariant   *parameter)
{
  genkan_split_view_set_show_content (GENKAN_WINDOW (widget)->split_view, FALSE);
}

/* Discover, Sync and Find belong to the page that is shown; the keys work wherever the focus is. */
static void
genkan_window_discover_action (GtkWidget  *widget,
                               const char *action_name,
                               GVariant   *parameter)
{
  GtkWidget *page = genkan_split_view_get_content (GENKAN_WINDOW (widget)->split_view);

  gtk_widget_activate_action (page, "connection.discover", NULL);
}

static void
genkan_window_preview_discover_action (GtkWidget  *widget,
                                       const char *action_name,
                                       GVariant   *parameter)
{
  GtkWidget *page = genkan_split_view_get_content (GENKAN_WINDOW (widget)->split_view);

  gtk_widget_activate_action (page, "connection.preview", NULL);
}

static void
genkan_window_sync_action (GtkWidget  *widget,
                           const char *action_name,
                           GVariant   *parameter)
{
  GtkWidget *page = genkan_split_view_get_content (GENKAN_WINDOW (widget)->split_view);

  gtk_widget_activate_action (page, "connection.sync", NULL);
}

static void
genkan_window_preview_sync_action (GtkWidget  *widget,
                                   const char *action_name,
                                   GVariant   *parameter)
{
  GtkWidget *page = genkan_split_view_get_content (GENKAN_WINDOW (widget)->split_view);

  gtk_widget_activate_action (page, "connection.preview-sync", NULL);
}

static void
genkan_window_search_action (GtkWidget  *widget,
                             const char *action_name,
                             GVariant   *parameter)
{
  GtkWidget *page = genkan_split_view_get_content (GENKAN_WINDOW (widget)->split_view);

  gtk_widget_activate_action (page, "page.search", NULL);
}

/* In a long table Tab goes from row to row; this leads out of it. */
static void
genkan_window_switch_pane_action (GtkWidget  *widget,
                                  const char *action_name,
                                  GVariant   *parameter)
{
  GenkanWindow *self = GENKAN_WINDOW (widget);
  GtkWidget *page = genkan_split_view_get_content (self->split_view);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar)))
    {
      genkan_split_view_set_show_content (self->split_view, TRUE);
      gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
    }
  else
    {
      genkan_split_view_set_show_content (self->split_view, FALSE);
      genkan_sidebar_focus (self->sidebar);
    }
}

static void
genkan_window_undo_action (GtkWidget  *widget,
                           const char *action_name,
                           GVariant   *parameter)
{
  GenkanStore *store = genkan_workspace_get_store (GENKAN_WINDOW (widget)->workspace);

  genkan_history_undo (genkan_history_get (store), widget);
}

static void
genkan_window_show_connection_action (GtkWidget  *widget,
                                      const char *action_name,
                                      GVariant   *parameter)
{
  genkan_window_show_connection (GENKAN_WINDOW (widget), g_variant_get_int64 (parameter));
}

/* What ended badly begins anew, where one sees how it goes. */
static void
genkan_window_try_again_action (GtkWidget  *widget,
                                const char *action_name,
                                GVariant   *parameter)
{
  GenkanWindow *self = GENKAN_WINDOW (widget);
  gint64 id = g_variant_get_int64 (parameter);
  GenkanConnectionItem *item = genkan_connection_model_lookup (self->connections, id);
  GenkanOperation *operation = item != NULL ? genkan_connection_item_get_operation (item) : NULL;
  gboolean sync = operation != NULL &&
                  genkan_operation_get_kind (operation) == GENKAN_OPERATION_TYPE_SYNC;

  if (item == NULL)
    return;

  genkan_window_show_connection (self, id);
  gtk_widget_activate_action (genkan_split_view_get_content (self->split_view),
                              sync ? "connection.sync" : "connection.discover", NULL);
}

static void
genkan_window_show_sync_action (GtkWidget  *widget,
                                const char *action_name,
                                GVariant   *parameter)
{
  GenkanStore *store = genkan_workspace_get_store (GENKAN_WINDOW (widget)->workspace);
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanOperation) operation =
    genkan_store_get_operation (store, g_variant_get_int64 (parameter), &error);

  if (operation != NULL)
    genkan_sync_results_present (widget, store, operation);
  else
    genkan_toast_error (widget, error);
}

static void
genkan_window_add_connection_action (GtkWidget  *widget,
                                     const char *action_name,
                                     GVariant   *parameter)
{
  _genkan_window_add_connection (GENKAN_WINDOW (widget), NULL);
}

static void
genkan_window_connect_tool_action (GtkWidget  *widget,
                                   const char *action_name,
                                   GVariant   *parameter)
{
  _genkan_window_add_connection (GENKAN_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
genkan_window_edit_connection_action (GtkWidget  *widget,
                                      const char *action_name,
                                      GVariant   *parameter)
{
  _genkan_window_edit_connection (GENKAN_WINDOW (widget));
}

static void
genkan_window_demo_sites_action (GtkWidget  *widget,
                                 const char *action_name,
                                 GVariant   *parameter)
{
  GenkanDemo *demo = GENKAN_WINDOW (widget)->demo;

  if (demo != NULL)
    genkan_dialog_present (genkan_demo_sites_new (demo), _("Sites in the Tool"), 460, -1, widget);
}

static void
genkan_window_preferences_action (GtkWidget  *widget,
                                  const char *action_name,
                                  GVariant   *parameter)
{
  GtkWidget *page = genkan_preferences_page_new (GENKAN_WINDOW (widget)->workspace);

  genkan_preferences_present (ADW_PREFERENCES_PAGE (page), widget);
}

static char *
dup_debug_info (GenkanWindow *self)
{
  return g_strdup_printf ("%s %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\n%s\n",
                          APPLICATION_ID, PACKAGE_VERSION,
                          gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version (),
                          genkan_workspace_get_folder (self->workspace));
}

static void
genkan_window_about_action (GtkWidget  *widget,
                            const char *action_name,
                            GVariant   *parameter)
{
  g_autofree char *debug_info = dup_debug_info (GENKAN_WINDOW (widget));

  genkan_about_present (debug_info, widget);
}

void
_genkan_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.back", NULL, genkan_window_back_action);
  gtk_widget_class_install_action (widget_class, "win.discover", NULL,
                                   genkan_window_discover_action);
  gtk_widget_class_install_action (widget_class, "win.preview-discover", NULL,
                                   genkan_window_preview_discover_action);
  gtk_widget_class_install_action (widget_class, "win.sync", NULL, genkan_window_sync_action);
  gtk_widget_class_install_action (widget_class, "win.preview-sync", NULL,
                                   genkan_window_preview_sync_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, genkan_window_search_action);
  gtk_widget_class_install_action (widget_class, "win.switch-pane", NULL,
                                   genkan_window_switch_pane_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, genkan_window_undo_action);
  gtk_widget_class_install_action (widget_class, "win.show-connection", "x",
                                   genkan_window_show_connection_action);
  gtk_widget_class_install_action (widget_class, "win.try-again", "x",
                                   genkan_window_try_again_action);
  gtk_widget_class_install_action (widget_class, "win.show-sync", "x",
                                   genkan_window_show_sync_action);
  gtk_widget_class_install_action (widget_class, "win.add-connection", NULL,
                                   genkan_window_add_connection_action);
  gtk_widget_class_install_action (widget_class, "win.connect-tool", "s",
                                   genkan_window_connect_tool_action);
  gtk_widget_class_install_action (widget_class, "win.edit-connection", NULL,
                                   genkan_window_edit_connection_action);
  gtk_widget_class_install_action (widget_class, "win.demo-sites", NULL,
                                   genkan_window_demo_sites_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL,
                                   genkan_window_preferences_action);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, genkan_window_about_action);
}

void
_genkan_window_update_actions (GenkanWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.discover", self->shown > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.preview-discover", self->shown > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sync", self->shown > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.preview-sync", self->shown > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.edit-connection", self->shown > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.demo-sites", self->demo != NULL);
}

static void
genkan_window_history_changed_cb (GenkanWindow  *self,
                                  GenkanHistory *history)
{
  const char *last = genkan_history_get_last (history);

  genkan_sidebar_set_undo (self->sidebar, last);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", last != NULL);
}

/* The menu says what Undo takes back. */
void
_genkan_window_follow_history (GenkanWindow *self)
{
  GenkanHistory *history = genkan_history_get (genkan_workspace_get_store (self->workspace));

  g_signal_connect_object (history, "changed", G_CALLBACK (genkan_window_history_changed_cb), self,
                           G_CONNECT_SWAPPED);
  genkan_window_history_changed_cb (self, history);
}
