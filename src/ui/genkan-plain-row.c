/* genkan-plain-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What tools and people write is no markup. An AdwActionRow hears that it shows none only when it
 * is made, so what it shows is set after that.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-plain-row.h"

#include <adwaita.h>

/**
 * genkan_plain_row_new:
 * @title: what stands above
 * @subtitle: (nullable): what stands below
 *
 * Returns: (transfer floating): an AdwActionRow that shows both as they are written
 */
GtkWidget *
genkan_plain_row_new (const char *title,
                      const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);

  return row;
}
