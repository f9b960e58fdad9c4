/* genkan-network-fields.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-network-fields.h"

#include "genkan-compat.h"
#include "genkan-workspace.h"

#include <glib/gi18n.h>

struct _GenkanNetworkFields
{
  AdwBin           parent_instance;

  GCancellable    *cancellable; /* (owned) */

  AdwExpanderRow  *expander;
  GtkSwitch       *plain_http;
  AdwEntryRow     *ca_file;
  AdwEntryRow     *client_certificate;
};

G_DEFINE_FINAL_TYPE (GenkanNetworkFields, genkan_network_fields, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
genkan_network_fields_changed_cb (GenkanNetworkFields *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* The row gets the path of the file. */
static void
genkan_network_fields_chosen_cb (GObject      *source,
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
genkan_network_fields_choose (GtkWidget  *widget,
                              const char *action,
                              GVariant   *parameter)
{
  GenkanNetworkFields *self = GENKAN_NETWORK_FIELDS (widget);

  genkan_open_file_async (widget, _("Choose a Certificate Authority"), self->cancellable,
                          genkan_network_fields_chosen_cb, g_object_ref (self->ca_file));
}

static void
genkan_network_fields_choose_client (GtkWidget  *widget,
                                     const char *action,
                                     GVariant   *parameter)
{
  GenkanNetworkFields *self = GENKAN_NETWORK_FIELDS (widget);

  genkan_open_file_async (widget, _("Choose a Client Certificate"), self->cancellable,
                          genkan_network_fields_chosen_cb,
                          g_object_ref (self->client_certificate));
}

static void
genkan_network_fields_dispose (GObject *object)
{
  GenkanNetworkFields *self = GENKAN_NETWORK_FIELDS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (genkan_network_fields_parent_class)->dispose (object);
}

static void
genkan_network_fields_class_init (GenkanNetworkFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = genkan_network_fields_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "network.choose-ca-file", NULL,
                                   genkan_network_fields_choose);
  gtk_widget_class_install_action (widget_class, "network.choose-client-certificate", NULL,
                                   genkan_network_fields_choose_client);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-network-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanNetworkFields, expander);
  gtk_widget_class_bind_template_child (widget_class, GenkanNetworkFields, plain_http);
  gtk_widget_class_bind_template_child (widget_class, GenkanNetworkFields, ca_file);
  gtk_widget_class_bind_template_child (widget_class, GenkanNetworkFields, client_certificate);
}

static void
genkan_network_fields_init (GenkanNetworkFields *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_network_fields_new:
 * @connection: whose values to show
 *
 * Emits `changed` after a person's change.
 *
 * Returns: (transfer floating): the fields, folded unless one of them is used
 */
GtkWidget *
genkan_network_fields_new (GenkanConnection *connection)
{
  GenkanNetworkFields *self;
  const char *plain_http, *ca_file, *certificate;

  g_return_val_if_fail (GENKAN_IS_CONNECTION (connection), NULL);

  self = g_object_new (GENKAN_TYPE_NETWORK_FIELDS, NULL);
  plain_http = genkan_connection_get_setting (connection, GENKAN_NETWORK_ALLOW_PLAIN_HTTP);
  ca_file = genkan_connection_get_setting (connection, GENKAN_NETWORK_CA_FILE);
  certificate = genkan_connection_get_setting (connection, GENKAN_NETWORK_CLIENT_CERTIFICATE);

  gtk_switch_set_active (self->plain_http, g_strcmp0 (plain_http, "true") == 0);
  gtk_editable_set_text (GTK_EDITABLE (self->ca_file), ca_file != NULL ? ca_file : "");
  gtk_editable_set_text (GTK_EDITABLE (self->client_certificate),
                         certificate != NULL ? certificate : "");
  adw_expander_row_set_expanded (self->expander,
                                 plain_http != NULL || ca_file != NULL || certificate != NULL);

  g_signal_connect_object (self->plain_http, "notify::active",
                           G_CALLBACK (genkan_network_fields_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ca_file, "changed",
                           G_CALLBACK (genkan_network_fields_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->client_certificate, "changed",
                           G_CALLBACK (genkan_network_fields_changed_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

static void
take_path (GenkanConnection *connection,
           const char       *setting,
           AdwEntryRow      *row)
{
  g_autofree char *path = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  genkan_connection_set_setting (connection, setting, *path != '\0' ? path : NULL);
}

/**
 * genkan_network_fields_apply:
 * @self: the fields
 * @connection: where their values go
 */
void
genkan_network_fields_apply (GenkanNetworkFields *self,
                             GenkanConnection    *connection)
{
  g_return_if_fail (GENKAN_IS_NETWORK_FIELDS (self));
  g_return_if_fail (GENKAN_IS_CONNECTION (connection));

  genkan_connection_set_setting (connection, GENKAN_NETWORK_ALLOW_PLAIN_HTTP,
                                 gtk_switch_get_active (self->plain_http) ? "true" : NULL);
  take_path (connection, GENKAN_NETWORK_CA_FILE, self->ca_file);
  take_path (connection, GENKAN_NETWORK_CLIENT_CERTIFICATE, self->client_certificate);
}
