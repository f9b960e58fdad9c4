/* genkan-setting-field.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The row depends on what the file asks for: a text, a secret, one of some choices. What is
 * wrong with a value stands where the help stood, and goes with the next key.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-setting-field.h"

#include "genkan-setting-check.h"

#include <glib/gi18n.h>

struct _GenkanSettingField
{
  AdwBin               parent_instance;

  const GenkanSetting *setting;  /* (unowned): the form keeps the Connector */
  gboolean             kept;     /* a secret that is stored: empty means unchanged */

  GtkWidget           *row;
  GtkLabel            *caption;
};

G_DEFINE_FINAL_TYPE (GenkanSettingField, genkan_setting_field, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
dup_title (const GenkanSetting *setting)
{
  const char *title = setting->title != NULL ? setting->title : setting->name;

  /* Translators: the title of a field that may stay empty */
  return setting->optional ? g_strdup_printf (_("%s (optional)"), title) : g_strdup (title);
}

static char *
dup_help (GenkanSettingField *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (self->kept)
    g_ptr_array_add (parts, (gpointer) _("Stays as it is unless you type a new one."));
  if (self->setting->help != NULL)
    g_ptr_array_add (parts, self->setting->help);
  if (self->setting->secret && !self->kept)
    g_ptr_array_add (parts, (gpointer) _("It goes to your keyring, and nowhere else."));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" ", (char **) parts->pdata);
}

static void
genkan_setting_field_show_help (GenkanSettingField *self)
{
  g_autofree char *help = dup_help (self);

  gtk_widget_remove_css_class (GTK_WIDGET (self->caption), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "dim-label");
  gtk_widget_remove_css_class (self->row, "error");
  gtk_label_set_label (self->caption, help);
  gtk_widget_set_visible (GTK_WIDGET (self->caption), *help != '\0');
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_STATE_INVALID);
}

static void
genkan_setting_field_show_problem (GenkanSettingField *self,
                                   const char         *problem)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->caption), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "error");
  gtk_widget_add_css_class (self->row, "error");
  gtk_label_set_label (self->caption, problem);
  gtk_widget_set_visible (GTK_WIDGET (self->caption), TRUE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->row),
                               GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}

static void
genkan_setting_field_changed_cb (GenkanSettingField *self)
{
  genkan_setting_field_show_help (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
genkan_setting_field_entered_cb (GenkanSettingField *self)
{
  g_signal_emit (self, signals[SIGNAL_ENTERED], 0);
}

static GtkWidget *
make_entry (GenkanSettingField *self,
            const char         *value)
{
  GtkWidget *row = self->setting->secret ? adw_password_entry_row_new () : adw_entry_row_new ();

  gtk_editable_set_text (GTK_EDITABLE (row), value != NULL ? value : "");
  g_signal_connect_object (row, "changed", G_CALLBACK (genkan_setting_field_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (genkan_setting_field_entered_cb),
                           self, G_CONNECT_SWAPPED);

  return row;
}

/* An optional choice has an empty one before the others. */
static GtkWidget *
make_combo (GenkanSettingField *self,
            const char         *value)
{
  GtkWidget *row = adw_combo_row_new ();
  GtkStringList *choices = gtk_string_list_new (NULL);
  guint selected = 0;

  if (self->setting->optional)
    gtk_string_list_append (choices, _("Not set"));
  for (char **choice = self->setting->choices; *choice != NULL; choice++)
    {
      if (g_strcmp0 (*choice, value) == 0)
        selected = g_list_model_get_n_items (G_LIST_MODEL (choices));
      gtk_string_list_append (choices, *choice);
    }

  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (choices));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (genkan_setting_field_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_object_unref (choices);

  return row;
}

static void
genkan_setting_field_build (GenkanSettingField *self,
                            const char         *value)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *caption = gtk_label_new (NULL);
  g_autofree char *title = dup_title (self->setting);

  self->row = self->setting->choices != NULL ? make_combo (self, value) : make_entry (self, value);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);

  self->caption = GTK_LABEL (caption);
  gtk_label_set_xalign (self->caption, 0);
  gtk_label_set_wrap (self->caption, TRUE);
  gtk_label_set_wrap_mode (self->caption, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_set_margin_top (caption, 6);
  gtk_widget_set_margin_start (caption, 12);
  gtk_widget_set_margin_end (caption, 12);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->row),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, caption, NULL,
                                  -1);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), caption);
  adw_bin_set_child (ADW_BIN (self), group);
  genkan_setting_field_show_help (self);
}

static gboolean
genkan_setting_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GENKAN_SETTING_FIELD (widget)->row);
}

static void
genkan_setting_field_class_init (GenkanSettingFieldClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  GTK_WIDGET_CLASS (klass)->grab_focus = genkan_setting_field_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ENTERED] = g_signal_new ("entered", type, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
genkan_setting_field_init (GenkanSettingField *self)
{
}

/**
 * genkan_setting_field_new:
 * @setting: what the connector file asks for; must outlive the field
 * @value: (nullable): what it is now; of a secret always %NULL
 * @kept: whether it is a secret that is stored already
 *
 * Returns: (transfer floating): a field
 */
GtkWidget *
genkan_setting_field_new (const GenkanSetting *setting,
                          const char          *value,
                          gboolean             kept)
{
  GenkanSettingField *self;

  g_return_val_if_fail (setting != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_SETTING_FIELD, NULL);
  self->setting = setting;
  self->kept = kept;
  genkan_setting_field_build (self, value);

  return GTK_WIDGET (self);
}

const GenkanSetting *
genkan_setting_field_get_setting (GenkanSettingField *self)
{
  g_return_val_if_fail (GENKAN_IS_SETTING_FIELD (self), NULL);

  return self->setting;
}

static char *
dup_choice (GenkanSettingField *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->row));
  gpointer item = adw_combo_row_get_selected_item (ADW_COMBO_ROW (self->row));

  if (item == NULL || (self->setting->optional && selected == 0))
    return NULL;

  return g_strdup (gtk_string_object_get_string (item));
}

/**
 * genkan_setting_field_dup_value:
 * @self: a field
 *
 * Returns: (transfer full) (nullable): what the person gave, or %NULL for nothing
 */
char *
genkan_setting_field_dup_value (GenkanSettingField *self)
{
  const char *text;

  g_return_val_if_fail (GENKAN_IS_SETTING_FIELD (self), NULL);

  if (ADW_IS_COMBO_ROW (self->row))
    return dup_choice (self);

  text = gtk_editable_get_text (GTK_EDITABLE (self->row));

  return *text != '\0' ? g_strdup (text) : NULL;
}

/**
 * genkan_setting_field_check:
 * @self: a field
 *
 * Looks at the value, and says below the row what is wrong with it.
 *
 * Returns: whether nothing is
 */
gboolean
genkan_setting_field_check (GenkanSettingField *self)
{
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (GENKAN_IS_SETTING_FIELD (self), FALSE);

  value = genkan_setting_field_dup_value (self);
  if (value == NULL && self->kept)
    return TRUE;

  if (genkan_setting_check (self->setting, value, NULL, &error))
    {
      genkan_setting_field_show_help (self);
      return TRUE;
    }

  genkan_setting_field_show_problem (self, error->message);

  return FALSE;
}
