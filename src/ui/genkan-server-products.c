/* genkan-server-products.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-server-products.h"

#include "closures/genkan-format.h"
#include "genkan-compat.h"
#include "genkan-store-server.h"
#include "genkan-workspace-server.h"

#include <glib/gi18n.h>

struct _GenkanServerProducts
{
  AdwActionRow     parent_instance;

  GenkanWorkspace *workspace;   /* (owned) (nullable) until it is given */
  GCancellable    *cancellable; /* (owned) (nullable): while they are read */

  GtkSpinner      *spinner;
  GtkWidget       *refresh;
  GtkWidget       *stop;
};

G_DEFINE_FINAL_TYPE (GenkanServerProducts, genkan_server_products, ADW_TYPE_ACTION_ROW)

enum
{
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_busy (GenkanServerProducts *self,
          gboolean              busy)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (self->refresh, !busy);
  gtk_widget_set_visible (self->stop, busy);
}

static void
genkan_server_products_progress_cb (GenkanServerProducts *self,
                                    GenkanProgress       *progress)
{
  g_autofree char *text = NULL;

  if (self->cancellable == NULL || self->workspace == NULL)
    return;

  text = g_strdup_printf (_("Reading %u of %u…"), genkan_progress_get_requests_done (progress),
                          genkan_progress_get_requests_known (progress));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
}

static void
genkan_server_products_read_cb (GObject      *object,
                                GAsyncResult *result,
                                gpointer      user_data)
{
  g_autoptr (GenkanServerProducts) self = user_data;
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GError) error = NULL;

  genkan_workspace_refresh_server_finish (GENKAN_WORKSPACE (object), result, &error);
  g_clear_object (&self->cancellable);
  if (self->workspace == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  set_busy (self, FALSE);
  genkan_server_products_show (self);
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  report = genkan_report_new_for_error (error, NULL);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, report);
}

static void
genkan_server_products_refresh_action (GtkWidget  *widget,
                                       const char *action_name,
                                       GVariant   *parameter)
{
  genkan_server_products_refresh (GENKAN_SERVER_PRODUCTS (widget));
}

static void
genkan_server_products_stop_action (GtkWidget  *widget,
                                    const char *action_name,
                                    GVariant   *parameter)
{
  g_cancellable_cancel (GENKAN_SERVER_PRODUCTS (widget)->cancellable);
}

/* What is being read is read to its end. */
static void
genkan_server_products_dispose (GObject *object)
{
  GenkanServerProducts *self = GENKAN_SERVER_PRODUCTS (object);

  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (genkan_server_products_parent_class)->dispose (object);
}

static void
genkan_server_products_class_init (GenkanServerProductsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = genkan_server_products_dispose;

  signals[SIGNAL_FAILED] =
    g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, GENKAN_TYPE_REPORT);

  gtk_widget_class_install_action (widget_class, "server-products.refresh", NULL,
                                   genkan_server_products_refresh_action);
  gtk_widget_class_install_action (widget_class, "server-products.stop", NULL,
                                   genkan_server_products_stop_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-server-products.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanServerProducts, spinner);
  gtk_widget_class_bind_template_child (widget_class, GenkanServerProducts, refresh);
  gtk_widget_class_bind_template_child (widget_class, GenkanServerProducts, stop);
}

static void
genkan_server_products_init (GenkanServerProducts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
genkan_server_products_set_workspace (GenkanServerProducts *self,
                                      GenkanWorkspace      *workspace)
{
  g_return_if_fail (GENKAN_IS_SERVER_PRODUCTS (self));
  g_return_if_fail (GENKAN_IS_WORKSPACE (workspace));

  g_set_object (&self->workspace, workspace);
  genkan_server_products_show (self);
}

/**
 * genkan_server_products_show:
 * @self: the row, with a workspace
 *
 * Says what the store knows now. Without a server there is nothing to say, and the row hides.
 */
void
genkan_server_products_show (GenkanServerProducts *self)
{
  g_autoptr (GenkanServer) server = NULL;
  g_autofree char *ago = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (GENKAN_IS_SERVER_PRODUCTS (self));

  server = genkan_store_get_server (genkan_workspace_get_store (self->workspace), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), server != NULL && genkan_server_is_set (server));
  if (server == NULL || self->cancellable != NULL)
    return;

  if (server->listed != 0)
    {
      ago = genkan_format_ago (server->listed, g_get_real_time ());
      /* Translators: “213, read 3 minutes ago” */
      text = g_strdup_printf (_("%'" G_GINT64_FORMAT ", read %s"), server->n_products, ago);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text != NULL ? text : _("Not read yet"));
}

/**
 * genkan_server_products_refresh:
 * @self: the row, with a workspace
 *
 * Reads the Products anew. Does nothing while they are being read.
 */
void
genkan_server_products_refresh (GenkanServerProducts *self)
{
  g_autoptr (GenkanProgress) progress = NULL;

  g_return_if_fail (GENKAN_IS_SERVER_PRODUCTS (self));

  if (self->cancellable != NULL)
    return;

  progress = genkan_progress_new ();
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _("Asking DefectDojo…"));
  g_signal_connect_object (progress, "changed", G_CALLBACK (genkan_server_products_progress_cb),
                           self, G_CONNECT_SWAPPED);
  genkan_workspace_refresh_server_async (self->workspace, progress, self->cancellable,
                                         genkan_server_products_read_cb, g_object_ref (self));
}
