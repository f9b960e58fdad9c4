/* genkan-result-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-result-row.h"

#include <glib/gi18n.h>

struct _GenkanResultRow
{
  AdwBin     parent_instance;

  GtkWidget *icon;
  GtkLabel  *title;
  GtkLabel  *text;
  GtkWidget *keep;
  GtkWidget *close;
  GtkWidget *details;
  GtkWidget *test;
};

G_DEFINE_FINAL_TYPE (GenkanResultRow, genkan_result_row, ADW_TYPE_BIN)

static void
genkan_result_row_class_init (GenkanResultRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-result-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanResultRow, icon);
  gtk_widget_class_bind_template_child (widget_class, GenkanResultRow, title);
  gtk_widget_class_bind_template_child (widget_class, GenkanResultRow, text);
  gtk_widget_class_bind_template_child (widget_class, GenkanResultRow, keep);
  gtk_widget_class_bind_template_child (widget_class, GenkanResultRow, close);
  gtk_widget_class_bind_template_child (widget_class, GenkanResultRow, details);
  gtk_widget_class_bind_template_child (widget_class, GenkanResultRow, test);
}

static void
genkan_result_row_init (GenkanResultRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
genkan_result_row_new (void)
{
  return g_object_new (GENKAN_TYPE_RESULT_ROW, NULL);
}

static void
set_button (GtkWidget  *button,
            gboolean    shown,
            const char *of,
            gint64      target)
{
  g_autofree char *name = NULL;

  gtk_widget_set_visible (button, shown);
  if (!shown)
    return;

  name = g_strdup_printf (C_("action and record", "%s: %s"), of,
                          gtk_button_get_label (GTK_BUTTON (button)));
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_int64 (target));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  name, -1);
}

/**
 * genkan_result_row_bind:
 * @self: a row
 * @item: what it shows from now on
 */
void
genkan_result_row_bind (GenkanResultRow  *self,
                        GenkanResultItem *item)
{
  const char *title = genkan_result_item_get_title (item);
  const char *text = genkan_result_item_get_text (item);
  gint64 record_id = genkan_result_item_get_record (item);
  gboolean is_held = genkan_result_item_is_held (item);

  g_return_if_fail (GENKAN_IS_RESULT_ROW (self));

  gtk_label_set_label (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
  gtk_label_set_label (self->text, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->text), text != NULL && *text != '\0');
  gtk_widget_set_visible (self->icon, genkan_result_item_warns (item));
  set_button (self->keep, is_held, title, record_id);
  set_button (self->close, is_held, title, record_id);
  set_button (self->details, genkan_result_item_has_details (item), title, record_id);
  set_button (self->test, genkan_result_item_get_test (item) > 0, title,
              genkan_result_item_get_test (item));
}
