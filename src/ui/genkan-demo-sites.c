/* genkan-demo-sites.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row for each site, made once: a demo gets no new sites, and one that is removed stays in the
 * list, to be restored.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-demo-sites.h"

#include "genkan-compat.h"

#include <glib/gi18n.h>

struct _GenkanDemoSites
{
  GtkWidget            parent_instance;

  GenkanDemo          *demo;  /* (owned) */
  GHashTable          *rows;  /* (owned) (element-type utf8 GtkWidget): site id → its row */

  AdwPreferencesGroup *sites;
};

G_DEFINE_FINAL_TYPE (GenkanDemoSites, genkan_demo_sites, GTK_TYPE_WIDGET)

static const char *
get_site_id (gpointer object)
{
  return g_object_get_data (object, "site-id");
}

static void
set_site_id (gpointer    object,
             const char *id)
{
  g_object_set_data_full (object, "site-id", g_strdup (id), g_free);
}

static void
genkan_demo_sites_apply_cb (GenkanDemoSites *self,
                            AdwEntryRow     *row)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*name != '\0')
    genkan_demo_rename_site (self->demo, get_site_id (row), name);
}

static void
genkan_demo_sites_button_cb (GenkanDemoSites *self,
                             GtkButton       *button)
{
  const char *id = get_site_id (button);

  if (genkan_demo_is_site_removed (self->demo, id))
    genkan_demo_restore_site (self->demo, id);
  else
    genkan_demo_remove_site (self->demo, id);
}

static void
update_row (GenkanDemoSites *self,
            GtkWidget       *row)
{
  const char *id = get_site_id (row);
  GtkWidget *button = g_object_get_data (G_OBJECT (row), "button");
  gboolean removed = genkan_demo_is_site_removed (self->demo, id);
  g_autofree char *name = genkan_demo_dup_site_name (self->demo, id);
  g_autofree char *what = NULL;

  what = g_strdup_printf (removed ? _("Restore %s") : _("Remove %s"), name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), removed ? _("Removed") : _("Site"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), !removed);
  gtk_editable_set_editable (GTK_EDITABLE (row), !removed);
  gtk_button_set_icon_name (GTK_BUTTON (button), removed ? "edit-undo-symbolic"
                                                         : "user-trash-symbolic");
  gtk_widget_set_tooltip_text (button, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, what,
                                  -1);
}

static void
genkan_demo_sites_changed_cb (GenkanDemoSites *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    update_row (self, row);
}

static void
add_row (GenkanDemoSites *self,
         const char      *id)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *button = gtk_button_new ();
  g_autofree char *name = genkan_demo_dup_site_name (self->demo, id);

  set_site_id (row, id);
  set_site_id (button, id);
  g_object_set_data (G_OBJECT (row), "button", button);

  gtk_editable_set_text (GTK_EDITABLE (row), name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  g_signal_connect_object (row, "apply", G_CALLBACK (genkan_demo_sites_apply_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "clicked", G_CALLBACK (genkan_demo_sites_button_cb), self,
                           G_CONNECT_SWAPPED);

  adw_preferences_group_add (self->sites, row);
  g_hash_table_insert (self->rows, g_strdup (id), row);
  update_row (self, row);
}

static void
genkan_demo_sites_dispose (GObject *object)
{
  GenkanDemoSites *self = GENKAN_DEMO_SITES (object);

  g_hash_table_remove_all (self->rows);
  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_DEMO_SITES);
  g_clear_object (&self->demo);

  G_OBJECT_CLASS (genkan_demo_sites_parent_class)->dispose (object);
}

static void
genkan_demo_sites_finalize (GObject *object)
{
  g_hash_table_unref (GENKAN_DEMO_SITES (object)->rows);

  G_OBJECT_CLASS (genkan_demo_sites_parent_class)->finalize (object);
}

static void
genkan_demo_sites_class_init (GenkanDemoSitesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_demo_sites_dispose;
  object_class->finalize = genkan_demo_sites_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-demo-sites.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanDemoSites, sites);
}

static void
genkan_demo_sites_init (GenkanDemoSites *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_demo_sites_new:
 * @demo: a demo
 *
 * Returns: (transfer floating): its sites, with a header bar
 */
GtkWidget *
genkan_demo_sites_new (GenkanDemo *demo)
{
  GenkanDemoSites *self;
  g_auto (GStrv) ids = NULL;

  g_return_val_if_fail (GENKAN_IS_DEMO (demo), NULL);

  self = g_object_new (GENKAN_TYPE_DEMO_SITES, NULL);
  self->demo = g_object_ref (demo);
  ids = genkan_demo_list_site_ids (demo);
  for (char **id = ids; *id != NULL; id++)
    add_row (self, *id);
  g_signal_connect_object (demo, "sites-changed", G_CALLBACK (genkan_demo_sites_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
