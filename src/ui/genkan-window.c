/* genkan-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sidebar and content pane. A page is made when one goes there and dropped when one leaves: what
 * it shows stands in the store. The window's actions are in genkan-window-actions.c.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-window-private.h"

#include "genkan-attention-page.h"
#include "genkan-compat.h"
#include "genkan-connection-page.h"
#include "genkan-connectors-page.h"
#include "genkan-findings-view.h"
#include "genkan-products-page.h"
#include "genkan-records-page.h"
#include "genkan-server-bar.h"
#include "genkan-settings.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

static void genkan_window_toaster_init (GenkanToasterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanWindow, genkan_window, ADW_TYPE_APPLICATION_WINDOW,
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_TOASTER,
                                                      genkan_window_toaster_init))

enum
{
  PROP_0,
  PROP_WORKSPACE,
  PROP_DEMO,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
genkan_window_add_toast (GenkanToaster *toaster,
                         AdwToast      *toast)
{
  adw_toast_overlay_add_toast (GENKAN_WINDOW (toaster)->toasts, toast);
}

static void
genkan_window_toaster_init (GenkanToasterInterface *iface)
{
  iface->add_toast = genkan_window_add_toast;
}

static void
genkan_window_go (GenkanWindow *self,
                  gint64        connection_id,
                  GtkWidget    *page)
{
  self->shown = connection_id;
  genkan_sidebar_set_selected (self->sidebar, connection_id);
  genkan_split_view_set_content (self->split_view, page);
  _genkan_window_update_actions (self);
}

static void
genkan_window_sidebar_activated_cb (GenkanWindow *self,
                                    gint64        connection_id)
{
  if (connection_id != self->shown && connection_id == GENKAN_SIDEBAR_CONNECTORS)
    genkan_window_show_connectors (self);
  else if (connection_id != self->shown && connection_id == GENKAN_SIDEBAR_ATTENTION)
    genkan_window_show_attention (self);
  else if (connection_id != self->shown && connection_id == GENKAN_SIDEBAR_RECORDS)
    genkan_window_show_records (self);
  else if (connection_id != self->shown && connection_id == GENKAN_SIDEBAR_PRODUCTS)
    genkan_window_show_products (self);
  else if (connection_id != self->shown && connection_id == GENKAN_SIDEBAR_FINDINGS)
    genkan_window_show_findings (self);
  else if (connection_id != self->shown)
    genkan_window_show_connection (self, connection_id);

  genkan_split_view_set_show_content (self->split_view, TRUE);
}

/* The Connection that is shown can go: removed here, in another window, in the terminal. */
static void
genkan_window_connections_changed_cb (GenkanWindow *self)
{
  if (self->shown > 0 && genkan_connection_model_lookup (self->connections, self->shown) == NULL)
    genkan_window_show_connectors (self);
}

static void
genkan_window_attention_changed_cb (GenkanWindow *self)
{
  genkan_sidebar_set_n_waiting (self->sidebar,
                                g_list_model_get_n_items (G_LIST_MODEL (self->attention)));
}

static gboolean
genkan_window_is_busy (GenkanWindow *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->connections));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GenkanConnectionItem) item = NULL;

      item = g_list_model_get_item (G_LIST_MODEL (self->connections), i);
      if (genkan_connection_item_get_activity (item) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
genkan_window_close_answered_cb (GObject      *source,
                                 GAsyncResult *result,
                                 gpointer      user_data)
{
  GenkanWindow *self = GENKAN_WINDOW (source);

  self->asking = FALSE;
  self->closing = genkan_ask_finish (result, NULL);
  if (self->closing)
    gtk_window_close (GTK_WINDOW (self));
}

/* An Operation ends with the program, and changes nothing then: people should know. */
static void
genkan_window_ask_to_close (GenkanWindow *self)
{
  GenkanQuestion question = {
    .heading = _("An Operation Is Still Running"),
    .body = _("When Genkan closes now, it is stopped, and the Records stay as they were."),
    .accept = _("Stop and Close"),
    .destructive = TRUE,
  };

  if (self->asking)
    return;

  self->asking = TRUE;
  genkan_ask_async (GTK_WIDGET (self), &question, self->cancellable,
                    genkan_window_close_answered_cb, NULL);
}

static gboolean
genkan_window_close_request (GtkWindow *window)
{
  GenkanWindow *self = GENKAN_WINDOW (window);

  if (!self->closing && self->demo == NULL && genkan_window_is_busy (self))
    {
      genkan_window_ask_to_close (self);
      return TRUE;
    }

  genkan_settings_save_window (window);

  return GTK_WINDOW_CLASS (genkan_window_parent_class)->close_request (window);
}

static void
genkan_window_constructed (GObject *object)
{
  GenkanWindow *self = GENKAN_WINDOW (object);

  G_OBJECT_CLASS (genkan_window_parent_class)->constructed (object);

  self->connections = genkan_connection_model_new (self->workspace);
  g_signal_connect_object (self->connections, "items-changed",
                           G_CALLBACK (genkan_window_connections_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  genkan_sidebar_set_model (self->sidebar, self->connections);
  self->attention = genkan_attention_model_new (genkan_workspace_get_store (self->workspace),
                                                self->connections);
  g_signal_connect_object (self->attention, "items-changed",
                           G_CALLBACK (genkan_window_attention_changed_cb), self,
                           G_CONNECT_SWAPPED);
  genkan_window_attention_changed_cb (self);
  genkan_server_bar_set_store (self->server_bar, genkan_workspace_get_store (self->workspace));
  genkan_settings_restore_window (GTK_WINDOW (self));
  _genkan_window_follow_history (self);
  genkan_window_show_connectors (self);
  /* A narrow window says how to begin, rather than list pages on which there is nothing yet. */
  if (g_list_model_get_n_items (G_LIST_MODEL (self->connections)) == 0)
    genkan_split_view_set_show_content (self->split_view, TRUE);

  if (self->demo != NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), _("Genkan Demo"));
      gtk_widget_set_visible (self->demo_bar, TRUE);
      g_object_bind_property (self->split_view, "folded", self->demo_bar, "orientation",
                              G_BINDING_SYNC_CREATE);
    }

  if (DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
}

static void
genkan_window_dispose (GObject *object)
{
  GenkanWindow *self = GENKAN_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->attention);
  g_clear_object (&self->connections);
  g_clear_object (&self->workspace);
  g_clear_object (&self->demo);

  G_OBJECT_CLASS (genkan_window_parent_class)->dispose (object);
}

static void
genkan_window_finalize (GObject *object)
{
  GenkanWindow *self = GENKAN_WINDOW (object);

  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (genkan_window_parent_class)->finalize (object);
}

static void
genkan_window_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  GenkanWindow *self = GENKAN_WINDOW (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;

    case PROP_DEMO:
      g_value_set_object (value, self->demo);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_window_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  GenkanWindow *self = GENKAN_WINDOW (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      self->workspace = g_value_dup_object (value);
      break;

    case PROP_DEMO:
      self->demo = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_window_class_init (GenkanWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = genkan_window_constructed;
  object_class->dispose = genkan_window_dispose;
  object_class->finalize = genkan_window_finalize;
  object_class->get_property = genkan_window_get_property;
  object_class->set_property = genkan_window_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = genkan_window_close_request;

  properties[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL,
                                                    GENKAN_TYPE_WORKSPACE, flags);
  properties[PROP_DEMO] = g_param_spec_object ("demo", NULL, NULL, GENKAN_TYPE_DEMO, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (GENKAN_TYPE_SERVER_BAR);
  g_type_ensure (GENKAN_TYPE_SIDEBAR);
  g_type_ensure (GENKAN_TYPE_SPLIT_VIEW);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/genkan-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanWindow, server_bar);
  gtk_widget_class_bind_template_child (widget_class, GenkanWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, GenkanWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, GenkanWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, GenkanWindow, demo_bar);
  gtk_widget_class_bind_template_callback (widget_class, genkan_window_sidebar_activated_cb);
  _genkan_window_install_actions (widget_class);
}

static void
genkan_window_init (GenkanWindow *self)
{
  self->cancellable = g_cancellable_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_window_new:
 * @application: the application
 * @workspace: the profile to show
 *
 * Returns: (transfer none): a window; GTK owns it until it is closed
 */
GenkanWindow *
genkan_window_new (GtkApplication  *application,
                   GenkanWorkspace *workspace)
{
  g_return_val_if_fail (GENKAN_IS_WORKSPACE (workspace), NULL);

  return g_object_new (GENKAN_TYPE_WINDOW,
                       "application", application,
                       "workspace", workspace,
                       NULL);
}

/**
 * genkan_window_new_for_demo:
 * @application: the application
 * @demo: a demo; it ends with the window
 *
 * Returns: (transfer none): a window that shows the demo's Connection
 */
GenkanWindow *
genkan_window_new_for_demo (GtkApplication *application,
                            GenkanDemo     *demo)
{
  GenkanWindow *self;

  g_return_val_if_fail (GENKAN_IS_DEMO (demo), NULL);

  self = g_object_new (GENKAN_TYPE_WINDOW,
                       "application", application,
                       "workspace", genkan_demo_get_workspace (demo),
                       "demo", demo,
                       NULL);
  genkan_window_show_connection (self, genkan_demo_get_connection_id (demo));

  return self;
}

GenkanWorkspace *
genkan_window_get_workspace (GenkanWindow *self)
{
  g_return_val_if_fail (GENKAN_IS_WINDOW (self), NULL);

  return self->workspace;
}

/**
 * genkan_window_get_demo:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the demo that it shows
 */
GenkanDemo *
genkan_window_get_demo (GenkanWindow *self)
{
  g_return_val_if_fail (GENKAN_IS_WINDOW (self), NULL);

  return self->demo;
}

/**
 * genkan_window_show_connectors:
 * @self: a window
 *
 * Goes to the page of all Connectors.
 */
void
genkan_window_show_connectors (GenkanWindow *self)
{
  GenkanConnectorSet *connectors;

  g_return_if_fail (GENKAN_IS_WINDOW (self));

  connectors = genkan_workspace_get_connectors (self->workspace);
  genkan_window_go (self, GENKAN_SIDEBAR_CONNECTORS,
                    genkan_connectors_page_new (connectors, self->connections));
}

/**
 * genkan_window_show_attention:
 * @self: a window
 *
 * Goes to the page of what waits for a person.
 */
void
genkan_window_show_attention (GenkanWindow *self)
{
  g_return_if_fail (GENKAN_IS_WINDOW (self));

  genkan_window_go (self, GENKAN_SIDEBAR_ATTENTION, genkan_attention_page_new (self->attention));
  genkan_split_view_set_show_content (self->split_view, TRUE);
}

/**
 * genkan_window_show_records:
 * @self: a window
 *
 * Goes to the page of the Records of all Connections.
 */
void
genkan_window_show_records (GenkanWindow *self)
{
  GenkanStore *store;

  g_return_if_fail (GENKAN_IS_WINDOW (self));

  store = genkan_workspace_get_store (self->workspace);
  genkan_window_go (self, GENKAN_SIDEBAR_RECORDS,
                    genkan_records_page_new (store, self->connections));
  genkan_split_view_set_show_content (self->split_view, TRUE);
}

/**
 * genkan_window_show_products:
 * @self: a window
 *
 * Goes to the page of all Products.
 */
void
genkan_window_show_products (GenkanWindow *self)
{
  GenkanStore *store;

  g_return_if_fail (GENKAN_IS_WINDOW (self));

  store = genkan_workspace_get_store (self->workspace);
  genkan_window_go (self, GENKAN_SIDEBAR_PRODUCTS,
                    genkan_products_page_new (store, self->connections));
  genkan_split_view_set_show_content (self->split_view, TRUE);
}

/**
 * genkan_window_show_findings:
 * @self: a window
 *
 * Goes to the page of the Findings of all Connections.
 */
void
genkan_window_show_findings (GenkanWindow *self)
{
  g_return_if_fail (GENKAN_IS_WINDOW (self));

  genkan_window_go (self, GENKAN_SIDEBAR_FINDINGS,
                    genkan_findings_view_new_page (genkan_workspace_get_store (self->workspace)));
  genkan_split_view_set_show_content (self->split_view, TRUE);
}

/**
 * genkan_window_show_connection:
 * @self: a window
 * @connection_id: which
 *
 * Goes to the page of a Connection.
 */
void
genkan_window_show_connection (GenkanWindow *self,
                               gint64        connection_id)
{
  GtkWidget *page;

  g_return_if_fail (GENKAN_IS_WINDOW (self));
  g_return_if_fail (connection_id > 0);

  page = genkan_connection_page_new (self->workspace, connection_id);
  g_signal_connect_object (page, "edit-requested",
                           G_CALLBACK (_genkan_window_edit_connection), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "remove-requested",
                           G_CALLBACK (_genkan_window_remove_connection), self,
                           G_CONNECT_SWAPPED);
  genkan_window_go (self, connection_id, page);
  genkan_split_view_set_show_content (self->split_view, TRUE);
}
