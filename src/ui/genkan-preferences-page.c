/* genkan-preferences-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-preferences-page.h"

#include "genkan-server-group.h"
#include "genkan-settings.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

struct _GenkanPreferencesPage
{
  AdwPreferencesPage  parent_instance;

  char               *folder;      /* (owned): of the profile */
  char               *connectors;  /* (owned): for a person's own connector files */

  GenkanServerGroup  *server;
  AdwComboRow        *color_scheme;
  AdwActionRow       *data_row;
  AdwActionRow       *connectors_row;
};

G_DEFINE_FINAL_TYPE (GenkanPreferencesPage, genkan_preferences_page, ADW_TYPE_PREFERENCES_PAGE)

static void
genkan_preferences_page_open (GenkanPreferencesPage *self,
                              const char            *folder)
{
  g_autofree char *uri = NULL;
  g_autoptr (GError) error = NULL;

  uri = g_filename_to_uri (folder, NULL, &error);
  if (uri == NULL)
    {
      genkan_toast_error (GTK_WIDGET (self), error);
      return;
    }

  genkan_toaster_launch (GTK_WIDGET (self), uri);
}

static void
genkan_preferences_page_open_data_action (GtkWidget  *widget,
                                          const char *action_name,
                                          GVariant   *parameter)
{
  GenkanPreferencesPage *self = GENKAN_PREFERENCES_PAGE (widget);

  genkan_preferences_page_open (self, self->folder);
}

/* The folder is made when somebody first wants to put something there. */
static void
genkan_preferences_page_open_connectors_action (GtkWidget  *widget,
                                                const char *action_name,
                                                GVariant   *parameter)
{
  GenkanPreferencesPage *self = GENKAN_PREFERENCES_PAGE (widget);

  if (g_mkdir_with_parents (self->connectors, 0700) != 0)
    {
      g_autoptr (GError) error = NULL;
      int saved_errno = errno;

      error = g_error_new (G_FILE_ERROR, g_file_error_from_errno (saved_errno),
                           _("The folder %s could not be made: %s"),
                           self->connectors, g_strerror (saved_errno));
      genkan_toast_error (widget, error);
      return;
    }

  genkan_preferences_page_open (self, self->connectors);
}

/* In the order of the row. */
static const char *const schemes[] = { "default", "light", "dark" };

static gboolean
scheme_to_position (GValue   *value,
                    GVariant *variant,
                    gpointer  user_data)
{
  const char *scheme = g_variant_get_string (variant, NULL);
  guint position = 0;

  while (position < G_N_ELEMENTS (schemes) - 1 && !g_str_equal (scheme, schemes[position]))
    position++;
  g_value_set_uint (value, position);

  return TRUE;
}

static GVariant *
position_to_scheme (const GValue       *value,
                    const GVariantType *expected_type,
                    gpointer            user_data)
{
  return g_variant_new_string (schemes[MIN (g_value_get_uint (value), G_N_ELEMENTS (schemes) - 1)]);
}

static void
genkan_preferences_page_dispose (GObject *object)
{
  GenkanPreferencesPage *self = GENKAN_PREFERENCES_PAGE (object);

  if (self->color_scheme != NULL)
    g_settings_unbind (self->color_scheme, "selected");
  self->color_scheme = NULL;

  G_OBJECT_CLASS (genkan_preferences_page_parent_class)->dispose (object);
}

static void
genkan_preferences_page_finalize (GObject *object)
{
  GenkanPreferencesPage *self = GENKAN_PREFERENCES_PAGE (object);

  g_free (self->folder);
  g_free (self->connectors);

  G_OBJECT_CLASS (genkan_preferences_page_parent_class)->finalize (object);
}

static void
genkan_preferences_page_class_init (GenkanPreferencesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_preferences_page_dispose;
  object_class->finalize = genkan_preferences_page_finalize;

  g_type_ensure (GENKAN_TYPE_SERVER_GROUP);

  gtk_widget_class_install_action (widget_class, "preferences.open-data", NULL,
                                   genkan_preferences_page_open_data_action);
  gtk_widget_class_install_action (widget_class, "preferences.open-connectors", NULL,
                                   genkan_preferences_page_open_connectors_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-preferences-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanPreferencesPage, server);
  gtk_widget_class_bind_template_child (widget_class, GenkanPreferencesPage, color_scheme);
  gtk_widget_class_bind_template_child (widget_class, GenkanPreferencesPage, data_row);
  gtk_widget_class_bind_template_child (widget_class, GenkanPreferencesPage, connectors_row);
}

static void
genkan_preferences_page_init (GenkanPreferencesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_preferences_page_new:
 * @workspace: the profile
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
genkan_preferences_page_new (GenkanWorkspace *workspace)
{
  GenkanPreferencesPage *self;
  GSettings *settings = genkan_settings_get ();

  g_return_val_if_fail (GENKAN_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (GENKAN_TYPE_PREFERENCES_PAGE, NULL);
  self->folder = g_strdup (genkan_workspace_get_folder (workspace));
  self->connectors = g_build_filename (self->folder, "connectors", NULL);
  genkan_server_group_set_workspace (self->server, workspace);
  adw_action_row_set_subtitle (self->data_row, self->folder);
  adw_action_row_set_subtitle (self->connectors_row, self->connectors);

  gtk_widget_set_sensitive (GTK_WIDGET (self->color_scheme), settings != NULL);
  if (settings != NULL)
    g_settings_bind_with_mapping (settings, "color-scheme", self->color_scheme, "selected",
                                  G_SETTINGS_BIND_DEFAULT, scheme_to_position, position_to_scheme,
                                  NULL, NULL);

  return GTK_WIDGET (self);
}
