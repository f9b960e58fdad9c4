/* genkan-settings.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GSettings *genkan_settings_get                 (void);
void       genkan_settings_follow_color_scheme (void);
void       genkan_settings_restore_window      (GtkWindow *window);
void       genkan_settings_save_window         (GtkWindow *window);
gboolean   genkan_settings_shows               (const char *key);

G_END_DECLS
