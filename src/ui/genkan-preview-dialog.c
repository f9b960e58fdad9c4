/* genkan-preview-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It has no answer of its own but Apply: with the dialog goes its hold on the preview, and a
 * preview that nobody holds cancels the Discover. When the Discover is cancelled elsewhere, the
 * dialog closes.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-preview-dialog.h"

#include "genkan-compat.h"
#include "genkan-preview-group.h"

struct _GenkanPreviewDialog
{
  GtkWidget              parent_instance;

  GenkanDiscoverPreview *preview; /* (owned) */
  GPtrArray             *groups;  /* (owned) (element-type GenkanPreviewGroup): our children */

  AdwWindowTitle        *title;
  GtkWidget             *partial;
  GtkStack              *states;
  GtkBox                *list;
};

G_DEFINE_FINAL_TYPE (GenkanPreviewDialog, genkan_preview_dialog, GTK_TYPE_WIDGET)

/* A unit is left out whole; only its mapping can go alone. */
static void
genkan_preview_dialog_toggled_cb (GenkanPreviewDialog *self,
                                  GenkanPreviewItem   *item,
                                  GenkanPreviewGroup  *group)
{
  GenkanChange *change = genkan_preview_item_get_change (item);
  gboolean included = genkan_preview_item_get_included (item);

  if (genkan_change_get_kind (change) == GENKAN_CHANGE_MAPPED && !included)
    return;

  for (guint i = 0; i < self->groups->len; i++)
    if (self->groups->pdata[i] != group)
      genkan_preview_group_set_included (self->groups->pdata[i],
                                         genkan_change_get_vendor_id (change), included);
}

static void
genkan_preview_dialog_settled_cb (GenkanPreviewDialog *self)
{
  genkan_dialog_close (GTK_WIDGET (self));
}

static void
genkan_preview_dialog_apply (GtkWidget  *widget,
                             const char *name,
                             GVariant   *parameter)
{
  GenkanPreviewDialog *self = GENKAN_PREVIEW_DIALOG (widget);

  for (guint i = 0; i < self->groups->len; i++)
    genkan_preview_group_apply (self->groups->pdata[i], self->preview);

  genkan_hold_apply (GENKAN_HOLD (self->preview));
}

static void
genkan_preview_dialog_cancel (GtkWidget  *widget,
                              const char *name,
                              GVariant   *parameter)
{
  genkan_hold_cancel (GENKAN_HOLD (GENKAN_PREVIEW_DIALOG (widget)->preview));
}

static void
genkan_preview_dialog_dispose (GObject *object)
{
  GenkanPreviewDialog *self = GENKAN_PREVIEW_DIALOG (object);

  g_ptr_array_set_size (self->groups, 0);
  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_PREVIEW_DIALOG);
  g_clear_object (&self->preview);

  G_OBJECT_CLASS (genkan_preview_dialog_parent_class)->dispose (object);
}

static void
genkan_preview_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (GENKAN_PREVIEW_DIALOG (object)->groups);

  G_OBJECT_CLASS (genkan_preview_dialog_parent_class)->finalize (object);
}

static void
genkan_preview_dialog_class_init (GenkanPreviewDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_preview_dialog_dispose;
  object_class->finalize = genkan_preview_dialog_finalize;

  gtk_widget_class_install_action (widget_class, "preview.apply", NULL, genkan_preview_dialog_apply);
  gtk_widget_class_install_action (widget_class, "preview.cancel", NULL, genkan_preview_dialog_cancel);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-preview-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanPreviewDialog, title);
  gtk_widget_class_bind_template_child (widget_class, GenkanPreviewDialog, partial);
  gtk_widget_class_bind_template_child (widget_class, GenkanPreviewDialog, states);
  gtk_widget_class_bind_template_child (widget_class, GenkanPreviewDialog, list);
}

static void
genkan_preview_dialog_init (GenkanPreviewDialog *self)
{
  self->groups = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_group (GenkanPreviewDialog *self,
           GenkanPreview       *changes,
           GenkanChangeKind     kind)
{
  GtkWidget *group = genkan_preview_group_new (changes, kind);

  g_signal_connect_object (group, "toggled", G_CALLBACK (genkan_preview_dialog_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->list, group);
  g_ptr_array_add (self->groups, group);
}

/**
 * genkan_preview_dialog_new:
 * @preview: a Discover that waits
 * @label: of its Connection
 *
 * Returns: (transfer floating): the dialog's content, for genkan_dialog_present()
 */
GtkWidget *
genkan_preview_dialog_new (GenkanDiscoverPreview *preview,
                           const char            *label)
{
  GenkanPreviewDialog *self;
  GenkanPreview *changes;

  g_return_val_if_fail (GENKAN_IS_DISCOVER_PREVIEW (preview), NULL);

  self = g_object_new (GENKAN_TYPE_PREVIEW_DIALOG, NULL);
  self->preview = g_object_ref (preview);
  g_signal_connect_object (preview, "settled", G_CALLBACK (genkan_preview_dialog_settled_cb), self,
                           G_CONNECT_SWAPPED);

  changes = genkan_discover_preview_get_changes (preview);
  for (guint kind = 0; kind < GENKAN_N_CHANGE_KINDS; kind++)
    if (genkan_preview_get_n_changes (changes, kind) > 0)
      add_group (self, changes, kind);

  adw_window_title_set_subtitle (self->title, label);
  gtk_widget_set_visible (self->partial, !genkan_discover_preview_is_complete (preview));
  gtk_stack_set_visible_child_name (self->states, self->groups->len > 0 ? "changes" : "none");

  return GTK_WIDGET (self);
}
