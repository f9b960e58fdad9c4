/* genkan-preferences-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-workspace.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_PREFERENCES_PAGE (genkan_preferences_page_get_type ())

/* What a person can set for all of Genkan, and where it keeps things. */
G_DECLARE_FINAL_TYPE (GenkanPreferencesPage, genkan_preferences_page, GENKAN, PREFERENCES_PAGE, AdwPreferencesPage)

GtkWidget *genkan_preferences_page_new (GenkanWorkspace *workspace);

G_END_DECLS
