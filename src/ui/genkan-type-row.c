/* genkan-type-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-type-row.h"

#include "genkan-store-products.h"

#include <glib/gi18n.h>

struct _GenkanTypeRow
{
  AdwEntryRow    parent_instance;

  GtkMenuButton *button;
};

G_DEFINE_FINAL_TYPE (GenkanTypeRow, genkan_type_row, ADW_TYPE_ENTRY_ROW)

static void
genkan_type_row_choose (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  gtk_editable_set_text (GTK_EDITABLE (widget), g_variant_get_string (parameter, NULL));
}

static void
genkan_type_row_offer (GenkanTypeRow *self,
                       GenkanStore   *store)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_auto (GStrv) types = genkan_store_list_product_types (store, NULL);

  for (guint i = 0; types != NULL && types[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (types[i], NULL);

      g_menu_item_set_action_and_target (item, "type.choose", "s", types[i]);
      g_menu_append_item (menu, item);
    }

  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->button),
                          g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
}

static void
genkan_type_row_class_init (GenkanTypeRowClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "type.choose", "s",
                                   genkan_type_row_choose);
}

static void
genkan_type_row_init (GenkanTypeRow *self)
{
  const char *words = _("Choose a Product Type that exists");

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "pan-down-symbolic");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), words);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->button));
}

/**
 * genkan_type_row_open:
 * @self: a row
 * @store: where the Product Types are
 * @type_name: (nullable): the one to begin with
 */
void
genkan_type_row_open (GenkanTypeRow *self,
                      GenkanStore   *store,
                      const char    *type_name)
{
  g_return_if_fail (GENKAN_IS_TYPE_ROW (self));
  g_return_if_fail (GENKAN_IS_STORE (store));

  gtk_editable_set_text (GTK_EDITABLE (self), type_name != NULL ? type_name : "");
  genkan_type_row_offer (self, store);
}

/**
 * genkan_type_row_dup_type:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): the Product Type that stands in it, if any
 */
char *
genkan_type_row_dup_type (GenkanTypeRow *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (GENKAN_IS_TYPE_ROW (self), NULL);

  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}
