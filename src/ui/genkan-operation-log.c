/* genkan-operation-log.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-operation-log.h"

#include "closures/genkan-closures.h"
#include "closures/genkan-format.h"
#include "genkan-compat.h"
#include "genkan-operation-line.h"
#include "genkan-store-operations.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

struct _GenkanOperationLog
{
  GtkWidget        parent_instance;

  AdwWindowTitle  *title;
  AdwToastOverlay *toasts;
  GtkStack        *stack;
  AdwStatusPage   *error;
  GListStore      *lines;

  GenkanStore     *store;         /* (owned) */
  gint64           operation_id;
  gint64           connection_id;
};

static void toaster_iface_init (GenkanToasterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanOperationLog, genkan_operation_log, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_TOASTER, toaster_iface_init))

static void
genkan_operation_log_add_toast (GenkanToaster *toaster,
                                AdwToast      *toast)
{
  adw_toast_overlay_add_toast (GENKAN_OPERATION_LOG (toaster)->toasts, toast);
}

static void
toaster_iface_init (GenkanToasterInterface *iface)
{
  iface->add_toast = genkan_operation_log_add_toast;
}

/* A log only grows: what is shown already stays. */
static void
genkan_operation_log_refresh (GenkanOperationLog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = genkan_store_read_log (self->store, self->operation_id, &error);

  if (lines == NULL)
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->error, text);
      gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->lines)); i < lines->len; i++)
    {
      g_autoptr (GenkanOperationLine) line =
        genkan_operation_line_new (g_ptr_array_index (lines, i));

      g_list_store_append (self->lines, line);
    }
  gtk_stack_set_visible_child_name (self->stack, lines->len > 0 ? "lines" : "empty");
}

static void
genkan_operation_log_store_changed_cb (GenkanOperationLog *self,
                                       GenkanStoreTables   tables,
                                       gint64              connection_id)
{
  if ((tables & GENKAN_STORE_TABLE_OPERATIONS) != 0 &&
      (connection_id == 0 || connection_id == self->connection_id))
    genkan_operation_log_refresh (self);
}

static void
genkan_operation_log_copy (GtkWidget  *widget,
                           const char *name,
                           GVariant   *parameter)
{
  GenkanOperationLog *self = GENKAN_OPERATION_LOG (widget);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_lines = g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  g_string_append_printf (text, "%s\n%s\n\n", adw_window_title_get_title (self->title),
                          adw_window_title_get_subtitle (self->title));
  for (guint i = 0; i < n_lines; i++)
    {
      g_autoptr (GenkanOperationLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), i);
      g_autofree char *copy = genkan_operation_line_dup_text (line);

      g_string_append (text, copy);
      g_string_append_c (text, '\n');
    }

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
  genkan_toast (widget, _("Copied the log"));
}

static void
genkan_operation_log_set_operation (GenkanOperationLog *self,
                                    GenkanOperation    *operation)
{
  g_autofree char *title =
    g_strdup_printf (C_("operation and status", "%s: %s"),
                     genkan_format_operation_type (genkan_operation_get_kind (operation)),
                     genkan_format_operation_status (genkan_operation_get_status (operation)));
  g_autofree char *started = genkan_format_exact (genkan_operation_get_started (operation));

  self->operation_id = genkan_operation_get_id (operation);
  self->connection_id = genkan_operation_get_connection_id (operation);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, started);
}

static void
genkan_operation_log_dispose (GObject *object)
{
  GenkanOperationLog *self = GENKAN_OPERATION_LOG (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_OPERATION_LOG);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (genkan_operation_log_parent_class)->dispose (object);
}

static void
genkan_operation_log_class_init (GenkanOperationLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_operation_log_dispose;

  g_type_ensure (GENKAN_TYPE_OPERATION_LINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-operation-log.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationLog, title);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationLog, toasts);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationLog, stack);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationLog, error);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationLog, lines);
  gtk_widget_class_install_action (widget_class, "log.copy", NULL, genkan_operation_log_copy);
  genkan_closures_bind (widget_class);
}

static void
genkan_operation_log_init (GenkanOperationLog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_operation_log_new:
 * @store: where the log is
 * @operation: whose log
 *
 * Returns: (transfer floating): the dialog's content, for genkan_dialog_present()
 */
GtkWidget *
genkan_operation_log_new (GenkanStore     *store,
                          GenkanOperation *operation)
{
  GenkanOperationLog *self;

  g_return_val_if_fail (GENKAN_IS_STORE (store), NULL);
  g_return_val_if_fail (GENKAN_IS_OPERATION (operation), NULL);

  self = g_object_new (GENKAN_TYPE_OPERATION_LOG, NULL);
  self->store = g_object_ref (store);
  genkan_operation_log_set_operation (self, operation);
  g_signal_connect_object (store, "changed",
                           G_CALLBACK (genkan_operation_log_store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  genkan_operation_log_refresh (self);

  return GTK_WIDGET (self);
}
