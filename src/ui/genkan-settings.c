/* genkan-settings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window remembers. A program that is run where it was built has no installed schema;
 * it works all the same and forgets.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-settings.h"

static GSettings *
make_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE);
  if (schema == NULL)
    return NULL;

  return g_settings_new_full (schema, NULL, NULL);
}

/**
 * genkan_settings_get:
 *
 * Returns: (transfer none) (nullable): the settings of this program, if its schema is installed
 */
GSettings *
genkan_settings_get (void)
{
  static GSettings *settings;
  static gsize initialized;

  if (g_once_init_enter (&initialized))
    {
      settings = make_settings ();
      g_once_init_leave (&initialized, 1);
    }

  return settings;
}

void
genkan_settings_restore_window (GtkWindow *window)
{
  GSettings *settings = genkan_settings_get ();

  g_return_if_fail (GTK_IS_WINDOW (window));

  if (settings == NULL)
    return;

  gtk_window_set_default_size (window,
                               g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "maximized"))
    gtk_window_maximize (window);
}

void
genkan_settings_save_window (GtkWindow *window)
{
  GSettings *settings = genkan_settings_get ();
  int width, height;

  g_return_if_fail (GTK_IS_WINDOW (window));

  if (settings == NULL)
    return;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (settings, "window-width", width);
  g_settings_set_int (settings, "window-height", height);
  g_settings_set_boolean (settings, "maximized", gtk_window_is_maximized (window));
}

static void
genkan_settings_color_scheme_cb (GSettings *settings)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_DEFAULT,
    ADW_COLOR_SCHEME_FORCE_LIGHT,
    ADW_COLOR_SCHEME_FORCE_DARK,
  };
  int chosen = g_settings_get_enum (settings, "color-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (chosen, 0, (int) G_N_ELEMENTS (schemes) - 1)]);
}

/**
 * genkan_settings_follow_color_scheme:
 *
 * Makes all windows light or dark as the person chose, now and whenever that changes.
 */
void
genkan_settings_follow_color_scheme (void)
{
  GSettings *settings = genkan_settings_get ();

  if (settings == NULL)
    return;

  g_signal_connect (settings, "changed::color-scheme",
                    G_CALLBACK (genkan_settings_color_scheme_cb), NULL);
  genkan_settings_color_scheme_cb (settings);
}

/**
 * genkan_settings_shows:
 * @key: the key of something that can be shown or hidden
 *
 * Returns: whether the person wants to see it; %TRUE where nothing is remembered
 */
gboolean
genkan_settings_shows (const char *key)
{
  GSettings *settings = genkan_settings_get ();

  return settings == NULL || g_settings_get_boolean (settings, key);
}
