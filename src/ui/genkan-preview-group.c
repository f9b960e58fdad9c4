/* genkan-preview-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mark of the group stands for all of its changes, also for those that are not listed: without
 * it the marks of the rows have no meaning, and cannot be reached.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-preview-group.h"

#include "closures/genkan-format.h"
#include "genkan-discover-preview.h"
#include "genkan-gradual-list.h"
#include "genkan-row-factory.h"

#include <glib/gi18n.h>

struct _GenkanPreviewGroup
{
  AdwBin               parent_instance;

  GenkanChangeKind     kind;
  guint                n_changes;
  GHashTable          *by_id;     /* (owned) (element-type utf8 GenkanPreviewItem) in items */

  GtkCheckButton      *all;
  GtkLabel            *count;
  GtkColumnView       *table;
  GtkColumnViewColumn *name;
  GtkColumnViewColumn *parent;
  GtkColumnViewColumn *detail;
  GtkLabel            *more;

  GListStore          *items;     /* (owned) (element-type GenkanPreviewItem) */
};

G_DEFINE_FINAL_TYPE (GenkanPreviewGroup, genkan_preview_group, ADW_TYPE_BIN)

enum
{
  SIGNAL_TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Returns: (nullable): what the last column shows */
static const char *
get_detail_title (GenkanChangeKind kind)
{
  switch (kind)
    {
    case GENKAN_CHANGE_RENAMED:
      return _("Earlier name");

    case GENKAN_CHANGE_MOVED:
      return _("Earlier parent");

    case GENKAN_CHANGE_MAPPED:
      return _("Product");

    case GENKAN_CHANGE_NEW:
    case GENKAN_CHANGE_MISSING:
    case GENKAN_CHANGE_RETURNED:
    case GENKAN_N_CHANGE_KINDS:
    default:
      return NULL;
    }
}

static guint
count_left_out (GenkanPreviewGroup *self)
{
  guint n_left_out = 0;

  if (!gtk_check_button_get_active (self->all))
    return self->n_changes;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (GenkanPreviewItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (!genkan_preview_item_get_included (item))
        n_left_out++;
    }

  return n_left_out;
}

/* "5", or "4 of 5" */
static void
update_count (GenkanPreviewGroup *self)
{
  guint n_left_out = count_left_out (self);
  g_autofree char *all = genkan_format_count (self->n_changes);
  g_autofree char *wanted = genkan_format_count (self->n_changes - n_left_out);
  g_autofree char *text = NULL;

  /* Translators: so many of all changes are to be applied */
  text = n_left_out == 0 ? g_strdup (all) : g_strdup_printf (_("%s of %s"), wanted, all);
  gtk_label_set_label (self->count, text);
}

/* The rows follow, so that what belongs to their units elsewhere does, too. */
static void
genkan_preview_group_all_toggled_cb (GenkanPreviewGroup *self)
{
  gboolean included = gtk_check_button_get_active (self->all);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (GenkanPreviewItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      genkan_preview_item_set_included (item, included);
    }

  gtk_widget_set_sensitive (GTK_WIDGET (self->table), included);
  update_count (self);
}

static void
genkan_preview_group_included_cb (GenkanPreviewGroup *self,
                                  GParamSpec         *pspec,
                                  GenkanPreviewItem  *item)
{
  update_count (self);
  g_signal_emit (self, signals[SIGNAL_TOGGLED], 0, item);
}

/* --- the check marks of the rows --- */

static void
genkan_preview_group_setup_cb (GenkanPreviewGroup *self,
                               GtkListItem        *list_item)
{
  GtkWidget *check = gtk_check_button_new ();

  gtk_list_item_set_child (list_item, check);
}

static void
genkan_preview_group_bind_cb (GenkanPreviewGroup *self,
                              GtkListItem        *list_item)
{
  GenkanPreviewItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *check = gtk_list_item_get_child (list_item);
  g_autofree char *name = NULL;

  /* Translators: the name of a check mark, with that of a Record */
  name = g_strdup_printf (_("Apply to %s"),
                          genkan_change_get_name (genkan_preview_item_get_change (item)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (list_item), "binding",
                     g_object_bind_property (item, "included", check, "active",
                                             G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE));
}

static void
genkan_preview_group_unbind_cb (GenkanPreviewGroup *self,
                                GtkListItem        *list_item)
{
  g_binding_unbind (g_object_steal_data (G_OBJECT (list_item), "binding"));
}

/* --- the texts beside them --- */

static void
text_setup_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item,
                           genkan_text_cell_new (3, 20, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END));
}

static void
text_bind_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item,
              const char               *property)
{
  g_autofree char *text = NULL;

  g_object_get (gtk_list_item_get_item (list_item), property, &text, NULL);
  genkan_text_cell_show (gtk_list_item_get_child (list_item), text);
}

/* @property: of a GenkanPreviewItem; a literal */
static void
set_texts (GtkColumnViewColumn *column,
           const char          *property)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (text_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (text_bind_cb), (gpointer) property);
  gtk_column_view_column_set_factory (column, factory);
}

/* Enter in a row. */
static void
genkan_preview_group_activate_cb (GenkanPreviewGroup *self,
                                  guint               position)
{
  g_autoptr (GenkanPreviewItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  if (item != NULL)
    genkan_preview_item_set_included (item, !genkan_preview_item_get_included (item));
}

/* --- the object --- */

static void
genkan_preview_group_finalize (GObject *object)
{
  g_hash_table_unref (GENKAN_PREVIEW_GROUP (object)->by_id);
  g_object_unref (GENKAN_PREVIEW_GROUP (object)->items);

  G_OBJECT_CLASS (genkan_preview_group_parent_class)->finalize (object);
}

static void
genkan_preview_group_class_init (GenkanPreviewGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = genkan_preview_group_finalize;

  signals[SIGNAL_TOGGLED] = g_signal_new ("toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, GENKAN_TYPE_PREVIEW_ITEM);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-preview-group.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanPreviewGroup, all);
  gtk_widget_class_bind_template_child (widget_class, GenkanPreviewGroup, count);
  gtk_widget_class_bind_template_child (widget_class, GenkanPreviewGroup, table);
  gtk_widget_class_bind_template_child (widget_class, GenkanPreviewGroup, name);
  gtk_widget_class_bind_template_child (widget_class, GenkanPreviewGroup, parent);
  gtk_widget_class_bind_template_child (widget_class, GenkanPreviewGroup, detail);
  gtk_widget_class_bind_template_child (widget_class, GenkanPreviewGroup, more);
  gtk_widget_class_bind_template_callback (widget_class, genkan_preview_group_all_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_preview_group_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_preview_group_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_preview_group_unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_preview_group_activate_cb);
}

static void
genkan_preview_group_init (GenkanPreviewGroup *self)
{
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->items = g_list_store_new (GENKAN_TYPE_PREVIEW_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  set_texts (self->name, "name");
  set_texts (self->parent, "parent");
  set_texts (self->detail, "detail");
}

static void
add_items (GenkanPreviewGroup *self,
           GListModel         *changes)
{
  for (guint i = 0; i < g_list_model_get_n_items (changes); i++)
    {
      g_autoptr (GenkanChange) change = g_list_model_get_item (changes, i);
      g_autoptr (GenkanPreviewItem) item = genkan_preview_item_new (change);

      g_signal_connect_object (item, "notify::included",
                               G_CALLBACK (genkan_preview_group_included_cb), self,
                               G_CONNECT_SWAPPED);
      g_hash_table_insert (self->by_id, (gpointer) genkan_change_get_vendor_id (change), item);
      g_list_store_append (self->items, item);
    }
}

static void
show_items (GenkanPreviewGroup *self)
{
  g_autoptr (GtkNoSelection) model =
    gtk_no_selection_new (genkan_gradual_list_new (G_LIST_MODEL (self->items),
                                                   GTK_WIDGET (self->table)));

  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (model));
}

static void
tell_more (GenkanPreviewGroup *self)
{
  guint n_more = self->n_changes - g_list_model_get_n_items (G_LIST_MODEL (self->items));
  g_autofree char *text = g_strdup_printf (ngettext ("and %'u more that is not listed",
                                                     "and %'u more that are not listed", n_more),
                                           n_more);

  gtk_label_set_label (self->more, text);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_more > 0);
}

/**
 * genkan_preview_group_new:
 * @changes: what would happen
 * @kind: which of it
 *
 * Returns: (transfer floating): the changes of that kind
 */
GtkWidget *
genkan_preview_group_new (GenkanPreview    *changes,
                          GenkanChangeKind  kind)
{
  GenkanPreviewGroup *self;
  const char *detail = get_detail_title (kind);

  g_return_val_if_fail (changes != NULL, NULL);
  g_return_val_if_fail (kind < GENKAN_N_CHANGE_KINDS, NULL);

  self = g_object_new (GENKAN_TYPE_PREVIEW_GROUP, NULL);
  self->kind = kind;
  self->n_changes = genkan_preview_get_n_changes (changes, kind);
  add_items (self, genkan_preview_get_changes (changes, kind));
  show_items (self);

  gtk_check_button_set_label (self->all, genkan_change_kind_describe (kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, genkan_change_kind_describe (kind), -1);
  gtk_column_view_column_set_visible (self->detail, detail != NULL);
  gtk_column_view_column_set_title (self->detail, detail);
  tell_more (self);
  update_count (self);

  return GTK_WIDGET (self);
}

/**
 * genkan_preview_group_set_included:
 * @self: a group
 * @vendor_id: a unit that it may list
 * @included: whether its change is wanted
 */
void
genkan_preview_group_set_included (GenkanPreviewGroup *self,
                                   const char         *vendor_id,
                                   gboolean            included)
{
  GenkanPreviewItem *item;

  g_return_if_fail (GENKAN_IS_PREVIEW_GROUP (self));
  g_return_if_fail (vendor_id != NULL);

  item = g_hash_table_lookup (self->by_id, vendor_id);
  if (item != NULL)
    genkan_preview_item_set_included (item, included);
}

/**
 * genkan_preview_group_apply:
 * @self: a group
 * @preview: learns what is to be left out
 */
void
genkan_preview_group_apply (GenkanPreviewGroup    *self,
                            GenkanDiscoverPreview *preview)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  g_return_if_fail (GENKAN_IS_PREVIEW_GROUP (self));
  g_return_if_fail (GENKAN_IS_DISCOVER_PREVIEW (preview));

  if (!gtk_check_button_get_active (self->all))
    {
      genkan_discover_preview_leave_out (preview, self->kind, NULL);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (GenkanPreviewItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (!genkan_preview_item_get_included (item))
        g_ptr_array_add (ids, (gpointer) genkan_change_get_vendor_id (genkan_preview_item_get_change (item)));
    }

  if (ids->len == 0)
    return;

  g_ptr_array_add (ids, NULL);
  genkan_discover_preview_leave_out (preview, self->kind, (const char * const *) ids->pdata);
}
