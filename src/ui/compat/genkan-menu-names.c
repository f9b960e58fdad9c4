/* genkan-menu-names.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK 4.18 calls an item of a menu by a label inside of it that has the role of a decoration; in
 * the same GTK decorations have no name: a screen reader says “menu item” and nothing else. GTK's
 * class of items is private, and menus make and drop them at will: so each is met when it is shown.
 * GTK renews its own naming with whatever changes of an item, and ours follows.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-compat.h"

#if GTK_CHECK_VERSION (4, 10, 0)

static void
name_item (GtkWidget *item)
{
  g_autofree char *text = NULL;

  g_object_get (item, "text", &text, NULL);
  if (text == NULL || *text == '\0')
    return;

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static gboolean
widget_shown_cb (GSignalInvocationHint *hint,
                 guint                  n_values,
                 const GValue          *values,
                 gpointer               user_data)
{
  GtkWidget *widget = g_value_get_object (values);

  if (!g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton"))
    return TRUE;

  name_item (widget);
  g_signal_handlers_disconnect_by_func (widget, name_item, NULL);
  g_signal_connect (widget, "notify", G_CALLBACK (name_item), NULL);

  return TRUE;
}

#endif

/**
 * genkan_name_menu_items:
 *
 * Has every item of every menu called by its text, for a screen reader, where GTK does not.
 * Call it once, when GTK is there.
 */
void
genkan_name_menu_items (void)
{
#if GTK_CHECK_VERSION (4, 10, 0)
  g_autoptr (GTypeClass) widget_class = g_type_class_ref (GTK_TYPE_WIDGET);

  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, widget_shown_cb,
                              NULL, NULL);
#endif
}
