/* genkan-record-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-record-dialog.h"

#include "closures/genkan-closures.h"
#include "closures/genkan-format.h"
#include "genkan-compat.h"
#include "genkan-minimum-row.h"
#include "genkan-plain-row.h"
#include "genkan-record-attributes.h"
#include "genkan-record-chooser.h"
#include "genkan-record-history.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

struct _GenkanRecordDialog
{
  GtkWidget            parent_instance;

  GtkLabel            *name;
  GtkLabel            *subtitle;
  GtkImage            *state_icon;
  GtkWidget           *link;
  GtkWidget           *ignore;
  GtkWidget           *restore;
  GenkanRecordChooser *chooser;
  AdwToastOverlay     *toasts;
  GenkanMinimumRow    *minimum;
  AdwExpanderRow      *details;
  GenkanRecordHistory *history;

  GenkanStore         *store;  /* (owned) */
  GenkanRecord        *record; /* (owned) (nullable) until one is shown */
  GPtrArray           *rows;   /* (owned) (element-type GtkWidget): what stands under Details */
};

static void toaster_iface_init (GenkanToasterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanRecordDialog, genkan_record_dialog, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_TOASTER, toaster_iface_init))

enum
{
  SIGNAL_DECIDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is decided without closing the dialog is told in it. */
static void
genkan_record_dialog_add_toast (GenkanToaster *toaster,
                                AdwToast      *toast)
{
  adw_toast_overlay_add_toast (GENKAN_RECORD_DIALOG (toaster)->toasts, toast);
}

static void
toaster_iface_init (GenkanToasterInterface *iface)
{
  iface->add_toast = genkan_record_dialog_add_toast;
}

static void
genkan_record_dialog_decide (GenkanRecordDialog   *self,
                             const GenkanDecision *decision,
                             gboolean              go_on)
{
  g_autoptr (GenkanRecord) record = g_object_ref (self->record);

  g_signal_emit (self, signals[SIGNAL_DECIDED], 0, record, decision, go_on);
}

static void
genkan_record_dialog_map_to (GenkanRecordDialog *self,
                             gboolean            go_on)
{
  GenkanDecision decision;

  if (genkan_record_chooser_get_decision (self->chooser, &decision))
    genkan_record_dialog_decide (self, &decision, go_on);
}

static void
genkan_record_dialog_accepted_cb (GenkanRecordDialog *self)
{
  genkan_record_dialog_map_to (self, FALSE);
}

static void
genkan_record_dialog_choice_changed_cb (GenkanRecordDialog *self)
{
  GenkanDecision decision;
  gboolean chosen = genkan_record_chooser_get_decision (self->chooser, &decision);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.accept", chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.accept-next", chosen);
}

static void
genkan_record_dialog_accept (GtkWidget  *widget,
                             const char *name,
                             GVariant   *parameter)
{
  genkan_record_dialog_map_to (GENKAN_RECORD_DIALOG (widget), FALSE);
}

static void
genkan_record_dialog_accept_next (GtkWidget  *widget,
                                  const char *name,
                                  GVariant   *parameter)
{
  genkan_record_dialog_map_to (GENKAN_RECORD_DIALOG (widget), TRUE);
}

static void
genkan_record_dialog_set_state (GtkWidget  *widget,
                                const char *name,
                                GVariant   *parameter)
{
  GenkanDecision decision = { .kind = GENKAN_DECISION_DELETE };

  if (g_str_equal (name, "record.ignore"))
    decision.kind = GENKAN_DECISION_IGNORE;
  else if (g_str_equal (name, "record.restore"))
    decision.kind = GENKAN_DECISION_RESTORE;

  genkan_record_dialog_decide (GENKAN_RECORD_DIALOG (widget), &decision, FALSE);
}

static void
genkan_record_dialog_cancel (GtkWidget  *widget,
                             const char *name,
                             GVariant   *parameter)
{
  genkan_dialog_close (widget);
}

static void
genkan_record_dialog_open_vendor (GtkWidget  *widget,
                                  const char *name,
                                  GVariant   *parameter)
{
  genkan_toaster_launch (widget, genkan_record_get_url (GENKAN_RECORD_DIALOG (widget)->record));
}

static void
genkan_record_dialog_add_detail (const char *name,
                                 const char *value,
                                 gpointer    user_data)
{
  GenkanRecordDialog *self = user_data;
  GtkWidget *row;

  if (value == NULL || *value == '\0')
    return;

  row = genkan_plain_row_new (name, value);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 10);
  adw_expander_row_add_row (self->details, row);
  g_ptr_array_add (self->rows, row);
}

static void
genkan_record_dialog_add_time (GenkanRecordDialog *self,
                               const char         *name,
                               gint64              when)
{
  g_autofree char *text = genkan_format_exact (when);

  genkan_record_dialog_add_detail (name, text, self);
}

static void
genkan_record_dialog_show_details (GenkanRecordDialog *self)
{
  GenkanRecord *record = self->record;
  g_autofree char *tags = genkan_record_attributes_tags (genkan_record_get_tags (record));

  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->details, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  genkan_record_dialog_add_detail (_("Name"), genkan_record_get_name (record), self);
  genkan_record_dialog_add_detail (_("Id in the tool"), genkan_record_get_vendor_id (record), self);
  genkan_record_dialog_add_detail (_("Description"), genkan_record_get_description (record), self);
  genkan_record_dialog_add_detail (_("Tags"), tags, self);
  genkan_record_attributes_foreach (genkan_record_get_extra (record),
                                    genkan_record_dialog_add_detail, self);
  genkan_record_dialog_add_time (self, _("First discovered"),
                                 genkan_record_get_first_discovered (record));
  genkan_record_dialog_add_time (self, _("Last discovered"),
                                 genkan_record_get_last_discovered (record));
  genkan_record_dialog_add_time (self, _("Finalized"), genkan_record_get_finalized (record));
}

static void
genkan_record_dialog_show_heading (GenkanRecordDialog *self)
{
  GenkanRecordState state = genkan_record_get_state (self->record);
  g_autofree char *icon = genkan_closure_record_state_icon (NULL, state);
  g_auto (GStrv) classes = genkan_closure_record_state_classes (NULL, state);
  g_autofree char *where = genkan_format_pair (genkan_record_get_parent (self->record),
                                               genkan_record_get_kind (self->record));
  g_autofree char *subtitle = genkan_format_pair (genkan_format_record_state (state), where);
  g_autofree char *name = g_strdup (genkan_record_get_title (self->record));

  g_strdelimit (name, "\n\r\v\f", ' ');
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_image_set_from_icon_name (self->state_icon, icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_icon), (const char **) classes);
  gtk_widget_set_visible (self->link, genkan_record_get_url (self->record) != NULL);
  gtk_widget_set_visible (self->ignore, state != GENKAN_RECORD_STATE_IGNORED);
  gtk_widget_set_visible (self->restore, state == GENKAN_RECORD_STATE_IGNORED);
}

static void
genkan_record_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (genkan_record_dialog_parent_class)->map (widget);

  gtk_widget_grab_focus (GTK_WIDGET (GENKAN_RECORD_DIALOG (widget)->chooser));
}

static void
genkan_record_dialog_dispose (GObject *object)
{
  GenkanRecordDialog *self = GENKAN_RECORD_DIALOG (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_RECORD_DIALOG);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->record);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (genkan_record_dialog_parent_class)->dispose (object);
}

static void
genkan_record_dialog_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "record.accept", NULL, genkan_record_dialog_accept);
  gtk_widget_class_install_action (klass, "record.accept-next", NULL,
                                   genkan_record_dialog_accept_next);
  gtk_widget_class_install_action (klass, "record.ignore", NULL, genkan_record_dialog_set_state);
  gtk_widget_class_install_action (klass, "record.restore", NULL, genkan_record_dialog_set_state);
  gtk_widget_class_install_action (klass, "record.delete", NULL, genkan_record_dialog_set_state);
  gtk_widget_class_install_action (klass, "record.cancel", NULL, genkan_record_dialog_cancel);
  gtk_widget_class_install_action (klass, "record.open-vendor", NULL,
                                   genkan_record_dialog_open_vendor);
}

static void
genkan_record_dialog_class_init (GenkanRecordDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_record_dialog_dispose;

  widget_class->map = genkan_record_dialog_map;

  signals[SIGNAL_DECIDED] =
    g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL,
                  G_TYPE_NONE, 3, GENKAN_TYPE_RECORD, G_TYPE_POINTER, G_TYPE_BOOLEAN);

  g_type_ensure (GENKAN_TYPE_MINIMUM_ROW);
  g_type_ensure (GENKAN_TYPE_RECORD_CHOOSER);
  g_type_ensure (GENKAN_TYPE_RECORD_HISTORY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-record-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordDialog, name);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordDialog, subtitle);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordDialog, state_icon);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordDialog, link);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordDialog, ignore);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordDialog, restore);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordDialog, chooser);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordDialog, minimum);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordDialog, details);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordDialog, history);
  gtk_widget_class_bind_template_callback (widget_class, genkan_record_dialog_accepted_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_record_dialog_choice_changed_cb);
  genkan_record_dialog_install_actions (widget_class);
}

static void
genkan_record_dialog_init (GenkanRecordDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_record_dialog_new:
 * @store: where the Records and Products are
 *
 * Returns: (transfer floating): the dialog's content, for genkan_dialog_present()
 */
GtkWidget *
genkan_record_dialog_new (GenkanStore *store)
{
  GenkanRecordDialog *self;

  g_return_val_if_fail (GENKAN_IS_STORE (store), NULL);

  self = g_object_new (GENKAN_TYPE_RECORD_DIALOG, NULL);
  self->store = g_object_ref (store);

  return GTK_WIDGET (self);
}

/**
 * genkan_record_dialog_show:
 * @self: a dialog
 * @id: a Record
 *
 * Shows a Record, in place of the one before. A Record that has no Product yet is offered one of
 * its own name, with what holds it in the tool as the Product Type.
 *
 * Returns: whether there is such a Record (any more)
 */
gboolean
genkan_record_dialog_show (GenkanRecordDialog *self,
                           gint64              id)
{
  g_autoptr (GenkanRecord) record = NULL;
  const char *product;

  g_return_val_if_fail (GENKAN_IS_RECORD_DIALOG (self), FALSE);

  record = genkan_store_get_record (self->store, id, NULL);
  if (record == NULL)
    return FALSE;

  g_set_object (&self->record, record);
  product = genkan_record_get_product_name (record);
  genkan_record_dialog_show_heading (self);
  genkan_record_dialog_show_details (self);
  genkan_record_chooser_open (self->chooser, self->store,
                              product != NULL ? product : genkan_record_get_title (record),
                              genkan_record_get_parent (record));
  genkan_record_chooser_suggest (self->chooser, id);
  genkan_minimum_row_show (self->minimum, self->store, id);
  genkan_record_history_show (self->history, self->store, id);
  genkan_record_dialog_choice_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->chooser));

  return TRUE;
}
