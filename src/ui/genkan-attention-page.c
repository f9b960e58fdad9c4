/* genkan-attention-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-attention-page.h"

#include "genkan-attention.h"
#include "genkan-compat.h"
#include "genkan-plain-row.h"

#include <glib/gi18n.h>

/* A tool's own words can be many. */
#define MAX_LINES 4

struct _GenkanAttentionPage
{
  GtkWidget             parent_instance;

  GtkStack             *states;
  GtkListBox           *list;

  GenkanAttentionModel *model;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (GenkanAttentionPage, genkan_attention_page, GTK_TYPE_WIDGET)

static const struct
{
  const char *icon;
  const char *css_class;
  const char *button;
} looks[GENKAN_N_URGENCIES] = {
  [GENKAN_URGENCY_FAILED] = { "genkan-failed-symbolic", "error", N_("Try Again") },
  [GENKAN_URGENCY_CUT_SHORT] = { "genkan-partial-symbolic", "warning", N_("Try Again") },
  [GENKAN_URGENCY_KEY] = { "genkan-server-symbolic", "warning", N_("Enter Another…") },
  [GENKAN_URGENCY_GUARD] = { "dialog-warning-symbolic", "warning", N_("Decide…") },
  [GENKAN_URGENCY_STALE] = { "genkan-stale-symbolic", "error", N_("Show") },
  [GENKAN_URGENCY_MISSING] = { "genkan-missing-symbolic", "warning", N_("Show") },
  [GENKAN_URGENCY_UNMAPPED] = { "genkan-new-symbolic", "accent", N_("Map") },
};

static GtkWidget *
make_icon (GenkanUrgency urgency)
{
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name", looks[urgency].icon,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);

  gtk_widget_add_css_class (icon, looks[urgency].css_class);

  return icon;
}

static GtkWidget *
make_button (GenkanAttention *attention)
{
  const char *label = _(looks[genkan_attention_get_urgency (attention)].button);
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = NULL;

  /* Translators: a button and what it is about, for a screen reader: “Try Again, Burp DAST” */
  name = g_strdup_printf (_("%s, %s"), label, genkan_attention_get_title (attention));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button),
                                          genkan_attention_get_target (attention));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), genkan_attention_get_action (attention));
  /* The label that GTK has put inside would go before the name. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return button;
}

/* As an activatable widget the button would be called by the row's title, too. */
static void
press_cb (GtkWidget *button)
{
  gtk_widget_activate (button);
}

static GtkWidget *
genkan_attention_page_make_row (gpointer item,
                                gpointer user_data)
{
  GenkanAttention *attention = item;
  GtkWidget *row = genkan_plain_row_new (genkan_attention_get_title (attention),
                                         genkan_attention_get_text (attention));
  GtkWidget *button = make_button (attention);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), MAX_LINES);
  gtk_widget_set_tooltip_text (row, genkan_attention_get_text (attention));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             make_icon (genkan_attention_get_urgency (attention)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (press_cb), button, G_CONNECT_SWAPPED);

  return row;
}

static void
genkan_attention_page_update (GenkanAttentionPage *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  gtk_stack_set_visible_child_name (self->states, n_items > 0 ? "list" : "empty");
}

static void
genkan_attention_page_dispose (GObject *object)
{
  GenkanAttentionPage *self = GENKAN_ATTENTION_PAGE (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_ATTENTION_PAGE);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (genkan_attention_page_parent_class)->dispose (object);
}

static void
genkan_attention_page_class_init (GenkanAttentionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = genkan_attention_page_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-attention-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanAttentionPage, states);
  gtk_widget_class_bind_template_child (widget_class, GenkanAttentionPage, list);
}

static void
genkan_attention_page_init (GenkanAttentionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_attention_page_new:
 * @model: what waits
 *
 * Returns: (transfer floating): the page, with a header bar
 */
GtkWidget *
genkan_attention_page_new (GenkanAttentionModel *model)
{
  GenkanAttentionPage *self;

  g_return_val_if_fail (GENKAN_IS_ATTENTION_MODEL (model), NULL);

  self = g_object_new (GENKAN_TYPE_ATTENTION_PAGE, NULL);
  self->model = g_object_ref (model);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (model), genkan_attention_page_make_row, NULL,
                           NULL);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (genkan_attention_page_update), self,
                           G_CONNECT_SWAPPED);
  genkan_attention_page_update (self);

  return GTK_WIDGET (self);
}
