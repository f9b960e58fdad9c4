/* genkan-connection-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pages share one unsaved Connection. What was typed goes into it when a page is left or a
 * test is asked for; only Save stores it. A Connection that is changed shows the page with the
 * fields alone, with its label above them. How it ends is in genkan-connection-dialog-save.c.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connection-dialog-private.h"

#include "genkan-compat.h"
#include "genkan-store-connections.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

static void genkan_connection_dialog_toaster_init (GenkanToasterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanConnectionDialog, genkan_connection_dialog, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_TOASTER,
                                                      genkan_connection_dialog_toaster_init))

static void
genkan_connection_dialog_add_toast (GenkanToaster *toaster,
                                    AdwToast      *toast)
{
  adw_toast_overlay_add_toast (GENKAN_CONNECTION_DIALOG (toaster)->toasts, toast);
}

static void
genkan_connection_dialog_toaster_init (GenkanToasterInterface *iface)
{
  iface->add_toast = genkan_connection_dialog_add_toast;
}

static gboolean
is_on_page (GenkanConnectionDialog *self,
            const char             *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0;
}

static void
genkan_connection_dialog_show_page (GenkanConnectionDialog *self,
                                    const char             *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->import, is_on_page (self, "choose"));
  gtk_widget_set_visible (self->back, !self->editing && !is_on_page (self, "choose"));
  gtk_widget_set_visible (self->next, !self->editing && is_on_page (self, "connect"));
  gtk_widget_set_visible (self->save, self->editing);

  if (is_on_page (self, "choose"))
    {
      adw_window_title_set_title (self->title, _("Choose a Tool"));
      adw_window_title_set_subtitle (self->title, NULL);
      genkan_connector_grid_focus_search (self->tools);
    }
  else
    {
      const char *title = is_on_page (self, "connect") ? _("Connect") : _("Name and Finish");

      adw_window_title_set_title (self->title, self->editing ? _("Settings") : title);
      adw_window_title_set_subtitle (self->title, genkan_connector_get_name (self->connector));
    }
}

/* "Burp Suite DAST", "Burp Suite DAST 2", … */
static char *
dup_free_label (GenkanConnectionDialog *self,
                const char             *name)
{
  GenkanStore *store = genkan_workspace_get_store (self->workspace);
  g_autofree char *label = g_strdup (name);

  for (guint i = 2; i < 1000; i++)
    {
      g_autoptr (GenkanConnection) taken = genkan_store_find_connection (store, label, NULL);

      if (taken == NULL)
        break;

      g_free (label);
      label = g_strdup_printf ("%s %u", name, i);
    }

  return g_steal_pointer (&label);
}

/**
 * _genkan_connection_dialog_apply:
 * @self: a dialog with a form
 *
 * Takes what stands in the fields over into the Connection and the secrets.
 */
void
_genkan_connection_dialog_apply (GenkanConnectionDialog *self)
{
  g_clear_pointer (&self->secrets, g_hash_table_unref);
  self->secrets = genkan_connection_form_apply (self->form, self->connection);
  genkan_rules_fields_apply (self->rules, self->connection);
}

static void
genkan_connection_dialog_form_changed_cb (GenkanConnectionDialog *self)
{
  genkan_connection_test_clear (self->test);
  genkan_connection_test_clear (self->answer);
  genkan_connection_set_visible (self->connection, NULL);
}

static void
genkan_connection_dialog_form_entered_cb (GenkanConnectionDialog *self)
{
  const char *action = self->editing ? "dialog.save" : "dialog.next";

  gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static void
genkan_connection_dialog_show_rules (GenkanConnectionDialog *self)
{
  GtkWidget *rules = genkan_rules_fields_new (genkan_workspace_get_store (self->workspace),
                                              self->connection, self->connector);

  self->rules = GENKAN_RULES_FIELDS (rules);
  adw_bin_set_child (self->editing ? self->edit_rules_place : self->rules_place, rules);
}

static void
genkan_connection_dialog_show_form (GenkanConnectionDialog *self)
{
  GtkWidget *form = genkan_connection_form_new (self->connector, self->connection);

  self->form = GENKAN_CONNECTION_FORM (form);
  g_signal_connect_object (form, "changed",
                           G_CALLBACK (genkan_connection_dialog_form_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "entered",
                           G_CALLBACK (genkan_connection_dialog_form_entered_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->form_place, form);
  genkan_connection_dialog_show_rules (self);
  genkan_connection_test_clear (self->test);
  genkan_connection_dialog_show_page (self, "connect");
  gtk_widget_grab_focus (form);
}

/* Going back to the tools and choosing the same one keeps what was typed. */
static void
genkan_connection_dialog_chosen_cb (GenkanConnectionDialog *self,
                                    GenkanConnector        *connector)
{
  g_autofree char *label = NULL;

  if (self->connector == connector)
    {
      genkan_connection_dialog_show_page (self, "connect");
      return;
    }

  g_set_object (&self->connector, connector);
  g_clear_object (&self->connection);
  label = dup_free_label (self, genkan_connector_get_name (connector));
  self->connection = genkan_workspace_new_connection (self->workspace,
                                                      genkan_connector_get_id (connector), label);
  gtk_editable_set_text (GTK_EDITABLE (self->label), label);
  genkan_connection_dialog_show_form (self);
}

/**
 * _genkan_connection_dialog_fill_in:
 * @self: a dialog that adds a Connection
 * @connection: what it shall be; its connector is known, and without mistakes
 *
 * Shows the form as if the Connection had been typed in.
 */
void
_genkan_connection_dialog_fill_in (GenkanConnectionDialog *self,
                                   GenkanConnection       *connection)
{
  GenkanConnectorSet *connectors = genkan_workspace_get_connectors (self->workspace);
  const char *id = genkan_connection_get_connector_id (connection);
  const char *name = genkan_connection_get_label (connection);
  g_autofree char *label = NULL;

  g_set_object (&self->connector, genkan_connector_set_lookup (connectors, id));
  g_set_object (&self->connection, connection);
  label = dup_free_label (self, *name != '\0' ? name : genkan_connector_get_name (self->connector));
  gtk_editable_set_text (GTK_EDITABLE (self->label), label);
  genkan_connection_dialog_show_form (self);
}

static void
genkan_connection_dialog_test_requested_cb (GenkanConnectionDialog *self,
                                            GenkanConnectionTest   *test)
{
  if (!genkan_connection_form_check (self->form))
    return;

  _genkan_connection_dialog_apply (self);
  genkan_connection_test_start (test, self->workspace, self->connection, self->secrets);
}

static void
genkan_connection_dialog_back_action (GtkWidget  *widget,
                                      const char *action_name,
                                      GVariant   *parameter)
{
  GenkanConnectionDialog *self = GENKAN_CONNECTION_DIALOG (widget);

  genkan_connection_dialog_show_page (self, is_on_page (self, "finish") ? "connect" : "choose");
}

/* The last page says what the credentials can see: it takes the answer over, or asks. */
static void
genkan_connection_dialog_next_action (GtkWidget  *widget,
                                      const char *action_name,
                                      GVariant   *parameter)
{
  GenkanConnectionDialog *self = GENKAN_CONNECTION_DIALOG (widget);
  GenkanReport *report = genkan_connection_test_get_report (self->test);

  if (!genkan_connection_form_check (self->form))
    return;

  genkan_connection_dialog_show_page (self, "finish");
  gtk_widget_grab_focus (GTK_WIDGET (self->label));

  if (report != NULL)
    genkan_connection_test_set_report (self->answer, report);
  else if (genkan_connection_test_get_report (self->answer) == NULL)
    genkan_connection_dialog_test_requested_cb (self, self->answer);
}

static void
genkan_connection_dialog_label_changed_cb (GenkanConnectionDialog *self,
                                           GtkEditable            *row)
{
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  if (self->rules != NULL)
    genkan_rules_fields_set_label (self->rules, gtk_editable_get_text (row));
}

/* The dialog begins where one types; before it is shown nothing can have the keyboard. */
static void
genkan_connection_dialog_map (GtkWidget *widget)
{
  GenkanConnectionDialog *self = GENKAN_CONNECTION_DIALOG (widget);

  GTK_WIDGET_CLASS (genkan_connection_dialog_parent_class)->map (widget);

  if (is_on_page (self, "choose"))
    genkan_connector_grid_focus_search (self->tools);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->form));
}

static void
genkan_connection_dialog_unroot (GtkWidget *widget)
{
  GenkanConnectionDialog *self = GENKAN_CONNECTION_DIALOG (widget);

  genkan_connection_test_clear (self->test);
  genkan_connection_test_clear (self->answer);
  g_cancellable_cancel (self->cancellable);

  GTK_WIDGET_CLASS (genkan_connection_dialog_parent_class)->unroot (widget);
}

static void
genkan_connection_dialog_dispose (GObject *object)
{
  GenkanConnectionDialog *self = GENKAN_CONNECTION_DIALOG (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_CONNECTION_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_object (&self->connector);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->secrets, g_hash_table_unref);

  G_OBJECT_CLASS (genkan_connection_dialog_parent_class)->dispose (object);
}

static void
genkan_connection_dialog_finalize (GObject *object)
{
  g_object_unref (GENKAN_CONNECTION_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (genkan_connection_dialog_parent_class)->finalize (object);
}

static void
genkan_connection_dialog_install_signals (GType type)
{
  /**
   * GenkanConnectionDialog::saved:
   * @id: the Connection
   * @discover: whether the person wants a Discover now
   */
  g_signal_new ("saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_BOOLEAN);

  /**
   * GenkanConnectionDialog::remove-requested:
   *
   * The person wants the Connection to go.
   */
  g_signal_new ("remove-requested", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
genkan_connection_dialog_stopped_cb (GenkanConnectionDialog *self)
{
  genkan_dialog_close (GTK_WIDGET (self));
}

static void
genkan_connection_dialog_bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, title);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, import);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, back);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, next);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, save);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, tools);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, edit_label_group);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, edit_label);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, form_place);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, test);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, edit_rules_place);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, remove);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, label);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, answer);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionDialog, rules_place);
  gtk_widget_class_bind_template_callback (widget_class, genkan_connection_dialog_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_connection_dialog_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class,
                                           genkan_connection_dialog_test_requested_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_connection_dialog_label_changed_cb);
}

static void
genkan_connection_dialog_class_init (GenkanConnectionDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_connection_dialog_dispose;
  object_class->finalize = genkan_connection_dialog_finalize;
  widget_class->map = genkan_connection_dialog_map;
  widget_class->unroot = genkan_connection_dialog_unroot;

  genkan_connection_dialog_install_signals (G_TYPE_FROM_CLASS (klass));

  g_type_ensure (GENKAN_TYPE_CONNECTOR_GRID);
  g_type_ensure (GENKAN_TYPE_CONNECTION_TEST);

  gtk_widget_class_install_action (widget_class, "dialog.back", NULL,
                                   genkan_connection_dialog_back_action);
  gtk_widget_class_install_action (widget_class, "dialog.next", NULL,
                                   genkan_connection_dialog_next_action);
  _genkan_connection_dialog_install_import (widget_class);
  _genkan_connection_dialog_install_save (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK,
                                       "dialog.back", NULL);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-connection-dialog.ui");
  genkan_connection_dialog_bind_children (widget_class);
}

static void
genkan_connection_dialog_init (GenkanConnectionDialog *self)
{
  self->cancellable = g_cancellable_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_connection_dialog_new:
 * @workspace: where the Connection will be
 * @connector: (nullable): the tool, if it is chosen already
 *
 * Returns: (transfer floating): a dialog that adds a Connection
 */
GtkWidget *
genkan_connection_dialog_new (GenkanWorkspace *workspace,
                              GenkanConnector *connector)
{
  GenkanConnectionDialog *self;

  g_return_val_if_fail (GENKAN_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (connector == NULL || GENKAN_IS_CONNECTOR (connector), NULL);

  self = g_object_new (GENKAN_TYPE_CONNECTION_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  genkan_connector_grid_set_connectors (self->tools, genkan_workspace_get_connectors (workspace));

  if (connector != NULL)
    genkan_connection_dialog_chosen_cb (self, connector);
  else
    genkan_connection_dialog_show_page (self, "choose");

  return GTK_WIDGET (self);
}

/**
 * genkan_connection_dialog_new_for_edit:
 * @workspace: where the Connection is
 * @connection: the Connection; it is not changed, a copy is
 * @connector: its tool; without mistakes
 *
 * Returns: (transfer floating): a dialog that changes a Connection
 */
GtkWidget *
genkan_connection_dialog_new_for_edit (GenkanWorkspace  *workspace,
                                       GenkanConnection *connection,
                                       GenkanConnector  *connector)
{
  GenkanConnectionDialog *self;

  g_return_val_if_fail (GENKAN_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (GENKAN_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (GENKAN_IS_CONNECTOR (connector), NULL);

  self = g_object_new (GENKAN_TYPE_CONNECTION_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  self->connector = g_object_ref (connector);
  self->connection = genkan_connection_copy (connection);
  self->editing = TRUE;

  gtk_editable_set_text (GTK_EDITABLE (self->edit_label), genkan_connection_get_label (connection));
  gtk_widget_set_visible (self->edit_label_group, TRUE);
  gtk_widget_set_visible (self->remove, TRUE);
  genkan_connection_dialog_show_form (self);

  return GTK_WIDGET (self);
}
