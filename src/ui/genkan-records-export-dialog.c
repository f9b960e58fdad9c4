/* genkan-records-export-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Closing the dialog cancels what runs: a file that is there already is replaced only when all is
 * written.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-records-export-dialog.h"

#include "closures/genkan-format.h"
#include "genkan-compat.h"
#include "genkan-records-export.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

struct _GenkanRecordsExportDialog
{
  GtkWidget        parent_instance;

  AdwToastOverlay *toasts;
  GtkStack        *stack;
  GtkWidget       *export;
  AdwActionRow    *all_row;
  AdwActionRow    *shown_row;
  AdwActionRow    *selected_row;
  GtkCheckButton  *all;
  GtkCheckButton  *shown;
  GtkCheckButton  *selected;
  GtkCheckButton  *json;
  GtkLabel        *progress_text;
  GtkProgressBar  *progress;

  GenkanStore     *store;         /* (owned) */
  GtkWidget       *from;          /* (owned): whose toaster says how it went */
  GCancellable    *cancellable;   /* (owned) */
  gint64           connection_id;
  char            *name;          /* (owned) */
  char            *search;        /* (owned) (nullable) */
  guint            states;
  guint            n_all;
  guint            n_shown;
  GArray          *ids;           /* (owned) (nullable) (element-type gint64) */
};

static void toaster_iface_init (GenkanToasterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanRecordsExportDialog, genkan_records_export_dialog,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_TOASTER, toaster_iface_init))

static void
genkan_records_export_dialog_add_toast (GenkanToaster *toaster,
                                        AdwToast      *toast)
{
  adw_toast_overlay_add_toast (GENKAN_RECORDS_EXPORT_DIALOG (toaster)->toasts, toast);
}

static void
toaster_iface_init (GenkanToasterInterface *iface)
{
  iface->add_toast = genkan_records_export_dialog_add_toast;
}

static gboolean
is_chosen (GtkCheckButton *button)
{
  return gtk_check_button_get_active (button);
}

static guint
count_chosen (GenkanRecordsExportDialog *self)
{
  if (is_chosen (self->selected))
    return self->ids->len;

  return is_chosen (self->shown) ? self->n_shown : self->n_all;
}

static void
genkan_records_export_dialog_progress_cb (guint    n_records,
                                          gpointer user_data)
{
  GenkanRecordsExportDialog *self = user_data;
  guint n_wanted = MAX (count_chosen (self), 1);
  g_autofree char *done = genkan_format_count (n_records);
  g_autofree char *all = genkan_format_count (n_wanted);
  g_autofree char *text = NULL;

  /* Translators: so many of all Records are written */
  text = g_strdup_printf (_("%s of %s Records"), done, all);
  gtk_label_set_label (self->progress_text, text);
  gtk_progress_bar_set_fraction (self->progress, MIN (n_records / (double) n_wanted, 1));
}

static void
genkan_records_export_dialog_show (GenkanRecordsExportDialog *self,
                                   const char                *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (self->export, g_str_equal (page, "choose"));
}

static void
genkan_records_export_dialog_exported_cb (GObject      *object,
                                          GAsyncResult *result,
                                          gpointer      user_data)
{
  g_autoptr (GenkanRecordsExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n_records = 0;

  if (!genkan_records_export_finish (GENKAN_STORE (object), result, &n_records, &error))
    {
      genkan_records_export_dialog_show (self, "choose");
      genkan_toast_error (GTK_WIDGET (self), error);
      return;
    }

  text = g_strdup_printf (ngettext ("Exported %'u Record", "Exported %'u Records", n_records),
                          n_records);
  genkan_dialog_close (GTK_WIDGET (self));
  genkan_toast (self->from, text);
  genkan_announce (self->from, text);
}

static void
genkan_records_export_dialog_file_cb (GObject      *object,
                                      GAsyncResult *result,
                                      gpointer      user_data)
{
  g_autoptr (GenkanRecordsExportDialog) self = user_data;
  g_autoptr (GFile) file = genkan_save_file_finish (result, NULL);
  GenkanRecordFilter filter = { .connection_id = self->connection_id };

  if (file == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  if (is_chosen (self->selected))
    filter.ids = self->ids;
  if (is_chosen (self->shown))
    {
      filter.search = self->search;
      filter.states = self->states;
    }

  genkan_records_export_dialog_progress_cb (0, self);
  genkan_records_export_dialog_show (self, "busy");
  genkan_records_export_async (self->store, &filter,
                               is_chosen (self->json) ? GENKAN_RECORDS_JSON : GENKAN_RECORDS_CSV,
                               file, genkan_records_export_dialog_progress_cb, self,
                               self->cancellable, genkan_records_export_dialog_exported_cb,
                               g_object_ref (self));
}

static void
genkan_records_export_dialog_export (GtkWidget  *widget,
                                     const char *action_name,
                                     GVariant   *parameter)
{
  GenkanRecordsExportDialog *self = GENKAN_RECORDS_EXPORT_DIALOG (widget);
  g_autofree char *name =
    g_strdup_printf ("%s.%s", self->name, is_chosen (self->json) ? "json" : "csv");

  genkan_save_file_async (widget, _("Export to a File"), name, self->cancellable,
                          genkan_records_export_dialog_file_cb, g_object_ref (self));
}

static void
genkan_records_export_dialog_cancel (GtkWidget  *widget,
                                     const char *action_name,
                                     GVariant   *parameter)
{
  genkan_dialog_close (widget);
}

static void
genkan_records_export_dialog_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (GENKAN_RECORDS_EXPORT_DIALOG (widget)->cancellable);

  GTK_WIDGET_CLASS (genkan_records_export_dialog_parent_class)->unroot (widget);
}

static void
genkan_records_export_dialog_dispose (GObject *object)
{
  GenkanRecordsExportDialog *self = GENKAN_RECORDS_EXPORT_DIALOG (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_RECORDS_EXPORT_DIALOG);
  g_clear_object (&self->store);
  g_clear_object (&self->from);
  g_clear_pointer (&self->ids, g_array_unref);

  G_OBJECT_CLASS (genkan_records_export_dialog_parent_class)->dispose (object);
}

static void
genkan_records_export_dialog_finalize (GObject *object)
{
  GenkanRecordsExportDialog *self = GENKAN_RECORDS_EXPORT_DIALOG (object);

  g_object_unref (self->cancellable);
  g_free (self->name);
  g_free (self->search);

  G_OBJECT_CLASS (genkan_records_export_dialog_parent_class)->finalize (object);
}

static void
genkan_records_export_dialog_class_init (GenkanRecordsExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_records_export_dialog_dispose;
  object_class->finalize = genkan_records_export_dialog_finalize;
  widget_class->unroot = genkan_records_export_dialog_unroot;

  gtk_widget_class_install_action (widget_class, "export.start", NULL,
                                   genkan_records_export_dialog_export);
  gtk_widget_class_install_action (widget_class, "export.cancel", NULL,
                                   genkan_records_export_dialog_cancel);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-records-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsExportDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsExportDialog, export);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsExportDialog, all_row);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsExportDialog, shown_row);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsExportDialog, selected_row);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsExportDialog, all);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsExportDialog, shown);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsExportDialog, selected);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsExportDialog, json);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsExportDialog, progress_text);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsExportDialog, progress);
}

static void
genkan_records_export_dialog_init (GenkanRecordsExportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
offer_row (AdwActionRow   *row,
           GtkCheckButton *button,
           guint           n_records,
           gboolean        offered)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%'u Record", "%'u Records", n_records),
                                           n_records);

  adw_action_row_set_subtitle (row, text);
  gtk_widget_set_visible (GTK_WIDGET (row), offered);
  if (offered)
    gtk_check_button_set_active (button, TRUE);
}

/* What is narrowest is most likely what is meant. */
static void
genkan_records_export_dialog_take_offer (GenkanRecordsExportDialog *self,
                                         const GenkanExportOffer   *offer)
{
  self->connection_id = offer->connection_id;
  self->name = g_strdup (offer->name);
  self->search = g_strdup (offer->search);
  self->states = offer->states;
  self->n_all = offer->n_all;
  self->n_shown = offer->n_shown;
  self->ids = offer->selected != NULL ? g_array_ref (offer->selected)
                                      : g_array_new (FALSE, FALSE, sizeof (gint64));

  offer_row (self->all_row, self->all, self->n_all, TRUE);
  offer_row (self->shown_row, self->shown, self->n_shown, self->n_shown < self->n_all);
  offer_row (self->selected_row, self->selected, self->ids->len, self->ids->len > 0);
}

/**
 * genkan_records_export_present:
 * @from: a widget in the window over which it is shown
 * @store: where the Records are
 * @offer: what can be exported
 *
 * Lets a person export Records.
 */
void
genkan_records_export_present (GtkWidget               *from,
                               GenkanStore             *store,
                               const GenkanExportOffer *offer)
{
  GenkanRecordsExportDialog *self;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (GENKAN_IS_STORE (store));
  g_return_if_fail (offer != NULL && offer->name != NULL);

  self = g_object_new (GENKAN_TYPE_RECORDS_EXPORT_DIALOG, NULL);
  self->store = g_object_ref (store);
  self->from = g_object_ref (from);
  genkan_records_export_dialog_take_offer (self, offer);
  genkan_dialog_present (GTK_WIDGET (self), _("Export Records"), 420, -1, from);
}
