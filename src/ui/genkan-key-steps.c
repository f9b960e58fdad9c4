/* genkan-key-steps.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-key-steps.h"

#include "genkan-toaster.h"

#include <glib/gi18n.h>

struct _GenkanKeySteps
{
  AdwBin          parent_instance;

  AdwExpanderRow *expander;
};

G_DEFINE_FINAL_TYPE (GenkanKeySteps, genkan_key_steps, ADW_TYPE_BIN)

static void
genkan_key_steps_link_cb (GenkanKeySteps *self,
                          AdwActionRow   *row)
{
  genkan_toaster_launch (GTK_WIDGET (self), adw_action_row_get_subtitle (row));
}

static GtkWidget *
add_row (GenkanKeySteps *self,
         const char     *title,
         const char     *mark)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (mark);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), label);
  adw_expander_row_add_row (self->expander, row);

  return row;
}

static void
add_steps (GenkanKeySteps *self,
           char          **steps)
{
  for (int i = 0; steps != NULL && steps[i] != NULL; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d.", i + 1);

      add_row (self, steps[i], number);
    }
}

static void
add_permissions (GenkanKeySteps *self,
                 char          **permissions)
{
  for (int i = 0; permissions != NULL && permissions[i] != NULL; i++)
    {
      GtkWidget *row = add_row (self, permissions[i], "•");

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("The key must be allowed this"));
    }
}

static void
add_link (GenkanKeySteps *self,
          const char     *title,
          const char     *uri)
{
  GtkWidget *row;

  if (uri == NULL)
    return;

  row = add_row (self, title, NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), uri);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("adw-external-link-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (genkan_key_steps_link_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
genkan_key_steps_class_init (GenkanKeyStepsClass *klass)
{
}

static void
genkan_key_steps_init (GenkanKeySteps *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->expander = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->expander),
                                 _("Where do I find this key?"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->expander));
  adw_bin_set_child (ADW_BIN (self), group);
}

/**
 * genkan_key_steps_new:
 * @definition: what the connector file says
 *
 * Returns: (transfer floating): the steps, folded; hidden when the file has none
 */
GtkWidget *
genkan_key_steps_new (const GenkanDefinition *definition)
{
  GenkanKeySteps *self;

  g_return_val_if_fail (definition != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_KEY_STEPS, NULL);
  add_steps (self, definition->key_steps);
  add_permissions (self, definition->key_permissions);
  add_link (self, _("The vendor's page about keys"), definition->key_link);
  add_link (self, _("The vendor's documentation"), definition->documentation);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          definition->key_steps != NULL || definition->key_permissions != NULL ||
                          definition->key_link != NULL || definition->documentation != NULL);

  return GTK_WIDGET (self);
}
