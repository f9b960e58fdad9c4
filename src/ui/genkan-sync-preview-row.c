/* genkan-sync-preview-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-sync-preview-row.h"

#include "closures/genkan-format-finding.h"
#include "closures/genkan-format-sync.h"
#include "genkan-sync-preview-item.h"

#include <glib/gi18n.h>

struct _GenkanSyncPreviewRow
{
  AdwBin           parent_instance;

  GtkTreeExpander *expander;
  GtkCheckButton  *check;
  GtkImage        *icon;
  GtkLabel        *title;
  GtkLabel        *text;
  GtkLabel        *there;
  GtkLabel        *guard;

  GBinding        *included; /* (unowned) (nullable): of the check mark, while bound */
};

G_DEFINE_FINAL_TYPE (GenkanSyncPreviewRow, genkan_sync_preview_row, ADW_TYPE_BIN)

/* Takes @text; a label that says nothing takes up no room. */
static void
set_label (GtkLabel *label,
           char     *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  gtk_label_set_label (label, text);
  g_free (text);
}

static void
show_record (GenkanSyncPreviewRow  *self,
             GenkanSyncPreviewItem *item)
{
  GenkanRecordForecast *forecast = genkan_sync_preview_item_get_forecast (item);
  const char *name = genkan_record_forecast_get (forecast)->name;

  gtk_label_set_label (self->title, name);
  set_label (self->text, genkan_format_forecast (forecast));
  set_label (self->there, genkan_format_forecast_there (forecast));
  set_label (self->guard, genkan_format_forecast_guard (forecast));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  self->included = g_object_bind_property (item, "included", self->check, "active",
                                           G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

static void
show_change (GenkanSyncPreviewRow *self,
             GenkanFindingChange  *change)
{
  const GenkanFindingChangeFields *fields = genkan_finding_change_get (change);
  const char *classes[] = { "state", genkan_format_severity_class (fields->severity), NULL };

  gtk_label_set_label (self->title, fields->title);
  set_label (self->text, genkan_format_finding_change (change));
  gtk_image_set_from_icon_name (self->icon, genkan_format_severity_icon (fields->severity));
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
}

static void
genkan_sync_preview_row_dispose (GObject *object)
{
  genkan_sync_preview_row_unbind (GENKAN_SYNC_PREVIEW_ROW (object));

  G_OBJECT_CLASS (genkan_sync_preview_row_parent_class)->dispose (object);
}

static void
genkan_sync_preview_row_class_init (GenkanSyncPreviewRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = genkan_sync_preview_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-sync-preview-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewRow, expander);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewRow, check);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewRow, icon);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewRow, title);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewRow, text);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewRow, there);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewRow, guard);
}

static void
genkan_sync_preview_row_init (GenkanSyncPreviewRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
genkan_sync_preview_row_new (void)
{
  return g_object_new (GENKAN_TYPE_SYNC_PREVIEW_ROW, NULL);
}

/**
 * genkan_sync_preview_row_bind:
 * @self: a row that shows nothing
 * @row: of a #GenkanSyncPreviewItem, a #GenkanFindingChange or a #GtkStringObject
 *
 * Shows it until genkan_sync_preview_row_unbind().
 */
void
genkan_sync_preview_row_bind (GenkanSyncPreviewRow *self,
                              GtkTreeListRow       *row)
{
  g_autoptr (GObject) item = NULL;

  g_return_if_fail (GENKAN_IS_SYNC_PREVIEW_ROW (self));
  g_return_if_fail (GTK_IS_TREE_LIST_ROW (row));

  item = gtk_tree_list_row_get_item (row);
  gtk_tree_expander_set_list_row (self->expander, row);
  gtk_widget_set_visible (GTK_WIDGET (self->check), GENKAN_IS_SYNC_PREVIEW_ITEM (item));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), GENKAN_IS_FINDING_CHANGE (item));
  set_label (self->text, NULL);
  set_label (self->there, NULL);
  set_label (self->guard, NULL);

  if (GENKAN_IS_SYNC_PREVIEW_ITEM (item))
    show_record (self, GENKAN_SYNC_PREVIEW_ITEM (item));
  else if (GENKAN_IS_FINDING_CHANGE (item))
    show_change (self, GENKAN_FINDING_CHANGE (item));
  else
    gtk_label_set_label (self->title, gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
}

void
genkan_sync_preview_row_unbind (GenkanSyncPreviewRow *self)
{
  g_return_if_fail (GENKAN_IS_SYNC_PREVIEW_ROW (self));

  if (self->included != NULL)
    g_binding_unbind (self->included);
  self->included = NULL;
  if (self->expander != NULL)
    gtk_tree_expander_set_list_row (self->expander, NULL);
}
