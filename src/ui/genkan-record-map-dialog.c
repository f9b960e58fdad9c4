/* genkan-record-map-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-record-map-dialog.h"

#include "genkan-compat.h"
#include "genkan-record-chooser.h"

#include <glib/gi18n.h>

struct _GenkanRecordMapDialog
{
  GtkWidget            parent_instance;

  AdwWindowTitle      *title;
  GenkanRecordChooser *chooser;

  GArray              *ids; /* (owned) (element-type gint64) */
};

G_DEFINE_FINAL_TYPE (GenkanRecordMapDialog, genkan_record_map_dialog, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_DECIDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
genkan_record_map_dialog_accepted_cb (GenkanRecordMapDialog *self)
{
  GenkanDecision decision;

  if (genkan_record_chooser_get_decision (self->chooser, &decision))
    g_signal_emit (self, signals[SIGNAL_DECIDED], 0, self->ids, &decision);
}

static void
genkan_record_map_dialog_choice_changed_cb (GenkanRecordMapDialog *self)
{
  GenkanDecision decision;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.accept",
                                 genkan_record_chooser_get_decision (self->chooser, &decision));
}

static void
genkan_record_map_dialog_accept (GtkWidget  *widget,
                                 const char *name,
                                 GVariant   *parameter)
{
  genkan_record_map_dialog_accepted_cb (GENKAN_RECORD_MAP_DIALOG (widget));
}

static void
genkan_record_map_dialog_cancel (GtkWidget  *widget,
                                 const char *name,
                                 GVariant   *parameter)
{
  genkan_dialog_close (widget);
}

static void
genkan_record_map_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (genkan_record_map_dialog_parent_class)->map (widget);

  gtk_widget_grab_focus (GTK_WIDGET (GENKAN_RECORD_MAP_DIALOG (widget)->chooser));
}

static void
genkan_record_map_dialog_dispose (GObject *object)
{
  GenkanRecordMapDialog *self = GENKAN_RECORD_MAP_DIALOG (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_RECORD_MAP_DIALOG);
  g_clear_pointer (&self->ids, g_array_unref);

  G_OBJECT_CLASS (genkan_record_map_dialog_parent_class)->dispose (object);
}

static void
genkan_record_map_dialog_class_init (GenkanRecordMapDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_record_map_dialog_dispose;

  widget_class->map = genkan_record_map_dialog_map;

  signals[SIGNAL_DECIDED] =
    g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_ARRAY, G_TYPE_POINTER);

  g_type_ensure (GENKAN_TYPE_RECORD_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-record-map-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordMapDialog, title);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordMapDialog, chooser);
  gtk_widget_class_bind_template_callback (widget_class, genkan_record_map_dialog_accepted_cb);
  gtk_widget_class_bind_template_callback (widget_class,
                                           genkan_record_map_dialog_choice_changed_cb);
  gtk_widget_class_install_action (widget_class, "map.accept", NULL,
                                   genkan_record_map_dialog_accept);
  gtk_widget_class_install_action (widget_class, "map.cancel", NULL,
                                   genkan_record_map_dialog_cancel);
}

static void
genkan_record_map_dialog_init (GenkanRecordMapDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_record_map_dialog_new:
 * @store: where the Records and Products are
 * @ids: (element-type gint64): the Records
 *
 * Returns: (transfer floating): the dialog's content, for genkan_dialog_present()
 */
GtkWidget *
genkan_record_map_dialog_new (GenkanStore *store,
                              GArray      *ids)
{
  GenkanRecordMapDialog *self;
  g_autofree char *title = NULL;

  g_return_val_if_fail (GENKAN_IS_STORE (store), NULL);
  g_return_val_if_fail (ids != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_RECORD_MAP_DIALOG, NULL);
  self->ids = g_array_ref (ids);
  title = g_strdup_printf (ngettext ("Map %'u Record to", "Map %'u Records to", ids->len), ids->len);
  adw_window_title_set_title (self->title, title);
  genkan_record_chooser_open (self->chooser, store, NULL, NULL);
  genkan_record_map_dialog_choice_changed_cb (self);

  return GTK_WIDGET (self);
}
