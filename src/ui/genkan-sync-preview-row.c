/* genkan-sync-preview-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Most rows are two texts beside a mark or an icon. What else there may be, a row has from the
 * first item on that needs it.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-sync-preview-row.h"

#include "closures/genkan-format-finding.h"
#include "closures/genkan-format-sync.h"
#include "genkan-lines-layout.h"
#include "genkan-row-factory.h"
#include "genkan-sync-preview-item.h"

#include <glib/gi18n.h>

enum
{
  TEXT_HERE,
  TEXT_THERE,
  TEXT_GUARD,
  N_TEXTS
};

static const char *const text_classes[N_TEXTS][4] = {
  { "caption", "dim-label", "numeric", NULL },
  { "caption", "dim-label", "numeric", NULL },
  { "caption", "warning", "numeric", NULL },
};

struct _GenkanSyncPreviewRow
{
  AdwBin           parent_instance;

  GtkTreeExpander *expander;
  GtkBox          *box;
  GtkBox          *texts;
  GtkInscription  *title;

  GtkWidget       *text[N_TEXTS]; /* (nullable): not needed yet; the same for those below */
  GtkWidget       *check;         /* (nullable) */
  GtkWidget       *icon;          /* (nullable) */

  GBinding        *included;      /* (owned) (nullable): of the check mark, while bound */
};

G_DEFINE_FINAL_TYPE (GenkanSyncPreviewRow, genkan_sync_preview_row, ADW_TYPE_BIN)

/* Takes @text; a text that says nothing takes up no room. */
static void
set_text (GenkanSyncPreviewRow *self,
          guint                 which,
          char                 *text)
{
  gboolean shown = text != NULL && *text != '\0';
  GtkWidget *before = GTK_WIDGET (self->title);

  for (guint i = 0; i < which; i++)
    if (self->text[i] != NULL)
      before = self->text[i];

  if (self->text[which] == NULL && shown)
    {
      self->text[which] = gtk_inscription_new (NULL);
      gtk_widget_set_css_classes (self->text[which], (const char **) text_classes[which]);
      gtk_box_insert_child_after (self->texts, self->text[which], before);
    }

  if (self->text[which] != NULL)
    {
      gtk_widget_set_visible (self->text[which], shown);
      genkan_text_cell_show (self->text[which], text);
    }
  g_free (text);
}

static void
ensure_check (GenkanSyncPreviewRow *self)
{
  if (self->check != NULL)
    return;

  self->check = gtk_check_button_new ();
  gtk_widget_set_valign (self->check, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->check, _("Sync this Record"));
  gtk_box_prepend (self->box, self->check);
}

static void
ensure_icon (GenkanSyncPreviewRow *self)
{
  if (self->icon != NULL)
    return;

  self->icon = g_object_new (GTK_TYPE_IMAGE,
                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                             "valign", GTK_ALIGN_CENTER,
                             NULL);
  gtk_box_prepend (self->box, self->icon);
}

static void
show_record (GenkanSyncPreviewRow  *self,
             GenkanSyncPreviewItem *item)
{
  GenkanRecordForecast *forecast = genkan_sync_preview_item_get_forecast (item);
  const char *name = genkan_record_forecast_get (forecast)->name;

  genkan_text_cell_show (GTK_WIDGET (self->title), name);
  set_text (self, TEXT_HERE, genkan_format_forecast (forecast));
  set_text (self, TEXT_THERE, genkan_format_forecast_there (forecast));
  set_text (self, TEXT_GUARD, genkan_format_forecast_guard (forecast));

  ensure_check (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  self->included = g_object_ref (g_object_bind_property (item, "included", self->check, "active",
                                                         G_BINDING_SYNC_CREATE
                                                         | G_BINDING_BIDIRECTIONAL));
}

static void
show_change (GenkanSyncPreviewRow *self,
             GenkanFindingChange  *change)
{
  const GenkanFindingChangeFields *fields = genkan_finding_change_get (change);
  const char *classes[] = { "state", genkan_format_severity_class (fields->severity), NULL };

  ensure_icon (self);
  genkan_text_cell_show (GTK_WIDGET (self->title), fields->title);
  set_text (self, TEXT_HERE, genkan_format_finding_change (change));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), genkan_format_severity_icon (fields->severity));
  gtk_widget_set_css_classes (self->icon, classes);
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

  g_type_ensure (GENKAN_TYPE_LINES_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-sync-preview-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewRow, expander);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewRow, box);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewRow, texts);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewRow, title);
}

static void
genkan_sync_preview_row_init (GenkanSyncPreviewRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  genkan_text_cell_add_tooltip (self->title);
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
  if (self->check != NULL)
    gtk_widget_set_visible (self->check, GENKAN_IS_SYNC_PREVIEW_ITEM (item));
  if (self->icon != NULL)
    gtk_widget_set_visible (self->icon, GENKAN_IS_FINDING_CHANGE (item));
  if (!GENKAN_IS_SYNC_PREVIEW_ITEM (item))
    for (guint i = 0; i < N_TEXTS; i++)
      set_text (self, i, NULL);

  if (GENKAN_IS_SYNC_PREVIEW_ITEM (item))
    show_record (self, GENKAN_SYNC_PREVIEW_ITEM (item));
  else if (GENKAN_IS_FINDING_CHANGE (item))
    show_change (self, GENKAN_FINDING_CHANGE (item));
  else
    genkan_text_cell_show (GTK_WIDGET (self->title),
                           gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
}

void
genkan_sync_preview_row_unbind (GenkanSyncPreviewRow *self)
{
  g_return_if_fail (GENKAN_IS_SYNC_PREVIEW_ROW (self));

  if (self->included != NULL)
    g_binding_unbind (self->included);
  g_clear_object (&self->included);
  if (self->expander != NULL)
    gtk_tree_expander_set_list_row (self->expander, NULL);
}
