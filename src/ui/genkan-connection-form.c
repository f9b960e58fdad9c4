/* genkan-connection-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connection-form.h"

#include "genkan-key-steps.h"
#include "genkan-network-fields.h"
#include "genkan-setting-field.h"

#include <glib/gi18n.h>

struct _GenkanConnectionForm
{
  GtkWidget        parent_instance;

  GenkanConnector *connector;  /* (owned): the fields point into it */
  GPtrArray       *fields;     /* (owned) (element-type GenkanSettingField): our children */
  GtkWidget       *network;
};

G_DEFINE_FINAL_TYPE (GenkanConnectionForm, genkan_connection_form, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
genkan_connection_form_changed_cb (GenkanConnectionForm *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
genkan_connection_form_entered_cb (GenkanConnectionForm *self)
{
  g_signal_emit (self, signals[SIGNAL_ENTERED], 0);
}

/* A new Connection begins with the file's defaults; a stored one has what the person chose. */
static const char *
get_initial_value (const GenkanSetting *setting,
                   GenkanConnection    *connection)
{
  if (setting->secret)
    return NULL;

  if (genkan_connection_get_id (connection) == 0 &&
      genkan_connection_get_setting (connection, setting->name) == NULL)
    return setting->initial;

  return genkan_connection_get_setting (connection, setting->name);
}

static void
add_field (GenkanConnectionForm *self,
           const GenkanSetting  *setting,
           GenkanConnection     *connection)
{
  gboolean kept = setting->secret && genkan_connection_get_id (connection) != 0;
  GtkWidget *field;

  field = genkan_setting_field_new (setting, get_initial_value (setting, connection), kept);
  g_signal_connect_object (field, "changed", G_CALLBACK (genkan_connection_form_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (field, "entered", G_CALLBACK (genkan_connection_form_entered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (field, GTK_WIDGET (self));
  g_ptr_array_add (self->fields, field);
}

static void
add_network (GenkanConnectionForm *self,
             GenkanConnection     *connection)
{
  self->network = genkan_network_fields_new (connection);
  g_signal_connect_object (self->network, "changed",
                           G_CALLBACK (genkan_connection_form_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->network, GTK_WIDGET (self));
}

static gboolean
genkan_connection_form_grab_focus (GtkWidget *widget)
{
  GenkanConnectionForm *self = GENKAN_CONNECTION_FORM (widget);

  return self->fields->len > 0 && gtk_widget_grab_focus (self->fields->pdata[0]);
}

static void
genkan_connection_form_dispose (GObject *object)
{
  GenkanConnectionForm *self = GENKAN_CONNECTION_FORM (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->fields, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->connector);

  G_OBJECT_CLASS (genkan_connection_form_parent_class)->dispose (object);
}

static void
genkan_connection_form_finalize (GObject *object)
{
  g_ptr_array_unref (GENKAN_CONNECTION_FORM (object)->fields);

  G_OBJECT_CLASS (genkan_connection_form_parent_class)->finalize (object);
}

static void
genkan_connection_form_class_init (GenkanConnectionFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = genkan_connection_form_dispose;
  object_class->finalize = genkan_connection_form_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = genkan_connection_form_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ENTERED] = g_signal_new ("entered", type, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
genkan_connection_form_init (GenkanConnectionForm *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 18);
  self->fields = g_ptr_array_new ();
}

/**
 * genkan_connection_form_new:
 * @connector: whose settings; without mistakes
 * @connection: their values, or a new Connection
 *
 * Returns: (transfer floating): the fields
 */
GtkWidget *
genkan_connection_form_new (GenkanConnector  *connector,
                            GenkanConnection *connection)
{
  GenkanConnectionForm *self;
  const GenkanDefinition *definition;

  g_return_val_if_fail (GENKAN_IS_CONNECTOR (connector), NULL);
  g_return_val_if_fail (genkan_connector_is_valid (connector), NULL);
  g_return_val_if_fail (GENKAN_IS_CONNECTION (connection), NULL);

  self = g_object_new (GENKAN_TYPE_CONNECTION_FORM, NULL);
  self->connector = g_object_ref (connector);
  definition = genkan_connector_get_definition (connector);

  for (guint i = 0; i < definition->settings->len; i++)
    add_field (self, definition->settings->pdata[i], connection);
  gtk_widget_set_parent (genkan_key_steps_new (definition), GTK_WIDGET (self));
  add_network (self, connection);

  return GTK_WIDGET (self);
}

/**
 * genkan_connection_form_check:
 * @self: a form
 *
 * Says at each field what is wrong with it, and puts the focus on the first.
 *
 * Returns: whether nothing is
 */
gboolean
genkan_connection_form_check (GenkanConnectionForm *self)
{
  GtkWidget *first = NULL;

  g_return_val_if_fail (GENKAN_IS_CONNECTION_FORM (self), FALSE);

  for (guint i = 0; i < self->fields->len; i++)
    if (!genkan_setting_field_check (self->fields->pdata[i]) && first == NULL)
      first = self->fields->pdata[i];

  if (first != NULL)
    gtk_widget_grab_focus (first);

  return first == NULL;
}

/**
 * genkan_connection_form_apply:
 * @self: a form
 * @connection: where the settings go
 *
 * Takes over what stands in the fields. A secret that was not typed is not among the secrets.
 *
 * Returns: (transfer full) (element-type utf8 utf8): the secrets
 */
GHashTable *
genkan_connection_form_apply (GenkanConnectionForm *self,
                              GenkanConnection     *connection)
{
  g_autoptr (GHashTable) secrets = NULL;

  g_return_val_if_fail (GENKAN_IS_CONNECTION_FORM (self), NULL);
  g_return_val_if_fail (GENKAN_IS_CONNECTION (connection), NULL);

  secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < self->fields->len; i++)
    {
      GenkanSettingField *field = self->fields->pdata[i];
      const GenkanSetting *setting = genkan_setting_field_get_setting (field);
      g_autofree char *value = genkan_setting_field_dup_value (field);

      if (!setting->secret)
        genkan_connection_set_setting (connection, setting->name, value);
      else if (value != NULL)
        g_hash_table_insert (secrets, g_strdup (setting->name), g_steal_pointer (&value));
    }
  genkan_network_fields_apply (GENKAN_NETWORK_FIELDS (self->network), connection);

  return g_steal_pointer (&secrets);
}
