/* genkan-records-view-settings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person wants to see, kept in GSettings: columns, and Products beside the Records.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-records-view-private.h"

#include "genkan-settings.h"

static const char *const keys[] = {
  "show-parent",
  "show-kind",
  "show-first-discovered",
  "show-last-discovered",
  "show-finalized",
  "show-findings",
  "show-last-synced",
  "show-products",
};

/* Where there is room for it. */
void
_genkan_records_view_update_shelf (GenkanRecordsView *self)
{
  gboolean visible = genkan_settings_get () != NULL && genkan_settings_shows ("show-products") &&
                     self->width != GENKAN_RECORD_WIDTH_NARROW;

  if (visible && self->store != NULL)
    genkan_product_shelf_open (self->shelf, self->store);
  gtk_widget_set_visible (GTK_WIDGET (self->shelf), visible);
}

/* The actions of the menu; where nothing can be remembered there is none. */
void
_genkan_records_view_install_settings (GenkanRecordsView *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GSettings *settings = genkan_settings_get ();

  gtk_widget_set_visible (self->view_button, settings != NULL);
  if (settings == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (settings, keys[i]);

      g_action_map_add_action (G_ACTION_MAP (group), action);
    }

  gtk_widget_insert_action_group (GTK_WIDGET (self), "view", G_ACTION_GROUP (group));
  g_signal_connect_object (settings, "changed::show-products",
                           G_CALLBACK (_genkan_records_view_update_shelf), self,
                           G_CONNECT_SWAPPED);
  _genkan_records_view_update_shelf (self);
}
