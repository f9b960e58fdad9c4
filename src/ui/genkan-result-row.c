/* genkan-result-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Most rows are two texts. What else there may be, such as buttons, a row has from the first item
 * on that needs it.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-result-row.h"

#include "closures/genkan-format.h"
#include "genkan-lines-layout.h"
#include "genkan-row-factory.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *label;
  const char *action;
} ButtonKind;

static const ButtonKind button_kinds[] = {
  { N_("_Keep Them"), "results.keep-held" },
  { N_("_Close Them"), "results.close-held" },
  { N_("_Details"), "results.details" },
  { N_("_Open Test"), "results.open-test" },
};

enum
{
  BUTTON_KEEP,
  BUTTON_CLOSE,
  BUTTON_DETAILS,
  BUTTON_TEST,
  N_BUTTONS
};

G_STATIC_ASSERT (G_N_ELEMENTS (button_kinds) == N_BUTTONS);

struct _GenkanResultRow
{
  AdwBin     parent_instance;

  GtkBox    *box;
  GtkWidget *title;
  GtkWidget *text;
  GtkWidget *icon;                /* (nullable): not needed yet; the same for those below */
  GtkBox    *buttons;             /* (nullable) */
  GtkWidget *button[N_BUTTONS];   /* (nullable) */
};

G_DEFINE_FINAL_TYPE (GenkanResultRow, genkan_result_row, ADW_TYPE_BIN)

static void
genkan_result_row_class_init (GenkanResultRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (GENKAN_TYPE_LINES_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-result-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanResultRow, box);
  gtk_widget_class_bind_template_child (widget_class, GenkanResultRow, title);
  gtk_widget_class_bind_template_child (widget_class, GenkanResultRow, text);
}

static void
genkan_result_row_init (GenkanResultRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  genkan_text_cell_add_tooltip (GTK_INSCRIPTION (self->title));
}

GtkWidget *
genkan_result_row_new (void)
{
  return g_object_new (GENKAN_TYPE_RESULT_ROW, NULL);
}

static void
show_icon (GenkanResultRow *self,
           gboolean         shown)
{
  if (self->icon == NULL && !shown)
    return;

  if (self->icon == NULL)
    {
      self->icon = g_object_new (GTK_TYPE_IMAGE,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                 "icon-name", "dialog-warning-symbolic",
                                 "valign", GTK_ALIGN_CENTER,
                                 NULL);
      gtk_widget_add_css_class (self->icon, "warning");
      gtk_box_prepend (self->box, self->icon);
    }

  gtk_widget_set_visible (self->icon, shown);
}

static GtkBox *
ensure_buttons (GenkanResultRow *self)
{
  if (self->buttons == NULL)
    {
      self->buttons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
      gtk_widget_set_valign (GTK_WIDGET (self->buttons), GTK_ALIGN_CENTER);
      gtk_box_append (self->box, GTK_WIDGET (self->buttons));
    }

  return self->buttons;
}

/* In the order of the buttons, whichever is needed first. */
static GtkWidget *
add_button (GenkanResultRow *self,
            guint            which)
{
  GtkBox *buttons = ensure_buttons (self);
  GtkWidget *before = NULL;

  for (guint i = 0; i < which; i++)
    if (self->button[i] != NULL)
      before = self->button[i];

  self->button[which] = gtk_button_new_with_mnemonic (_(button_kinds[which].label));
  gtk_box_insert_child_after (buttons, self->button[which], before);

  return self->button[which];
}

static void
show_button (GenkanResultRow *self,
             guint            which,
             gboolean         shown,
             const char      *of,
             gint64           target)
{
  GtkWidget *button = self->button[which];
  g_autofree char *record = NULL;
  g_autofree char *name = NULL;

  if (button == NULL && !shown)
    return;

  if (button == NULL)
    button = add_button (self, which);
  gtk_widget_set_visible (button, shown);
  if (!shown)
    return;

  record = genkan_format_name (of);
  name = g_strdup_printf (C_("action and record", "%s: %s"), record,
                          gtk_button_get_label (GTK_BUTTON (button)));
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_int64 (target));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), button_kinds[which].action);
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
  gint64 test_id = genkan_result_item_get_test (item);
  gboolean is_held = genkan_result_item_is_held (item);

  g_return_if_fail (GENKAN_IS_RESULT_ROW (self));

  genkan_text_cell_show (self->title, title);
  genkan_text_cell_show (self->text, text);
  gtk_widget_set_visible (self->text, text != NULL && *text != '\0');
  show_icon (self, genkan_result_item_warns (item));
  show_button (self, BUTTON_KEEP, is_held, title, record_id);
  show_button (self, BUTTON_CLOSE, is_held, title, record_id);
  show_button (self, BUTTON_DETAILS, genkan_result_item_has_details (item), title, record_id);
  show_button (self, BUTTON_TEST, test_id > 0, title, test_id);
  if (self->buttons != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->buttons),
                            is_held || genkan_result_item_has_details (item) || test_id > 0);
}
