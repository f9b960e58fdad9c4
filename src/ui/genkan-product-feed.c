/* genkan-product-feed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-product-feed.h"

#include "closures/genkan-closures.h"
#include "closures/genkan-format.h"
#include "genkan-compat.h"
#include "genkan-record-attributes.h"
#include "genkan-record-list.h"

#include <glib/gi18n.h>

struct _GenkanProductFeed
{
  GtkWidget              parent_instance;

  GtkLabel              *heading;
  GtkWidget             *open_dojo;
  GtkLabel              *description;
  GtkLabel              *tags;
  GtkWidget             *scroller;
  GtkListView           *list;

  GenkanStore           *store;       /* (owned) (nullable) until it is opened */
  GenkanConnectionModel *connections; /* (owned) (nullable) the same */
  GenkanProduct         *product;     /* (owned) (nullable) */
  GenkanRecordList      *records;     /* (owned) (nullable) of the product */
};

G_DEFINE_FINAL_TYPE (GenkanProductFeed, genkan_product_feed, GTK_TYPE_WIDGET)

static GtkWidget *
append_label (GtkWidget *box,
              gboolean   expand)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, expand);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
genkan_product_feed_setup_cb (GtkSignalListItemFactory *factory,
                              GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  append_label (box, TRUE);
  gtk_widget_add_css_class (append_label (box, FALSE), "dim-label");
  gtk_widget_add_css_class (append_label (box, FALSE), "dim-label");
  gtk_list_item_set_child (item, box);
}

static const char *
genkan_product_feed_get_tool (GenkanProductFeed *self,
                              GenkanRecord      *record)
{
  GenkanConnectionItem *item =
    genkan_connection_model_lookup (self->connections, genkan_record_get_connection_id (record));

  if (item == NULL)
    return "";

  return genkan_connection_get_label (genkan_connection_item_get_connection (item));
}

static void
genkan_product_feed_bind_cb (GenkanProductFeed *self,
                             GtkListItem       *item)
{
  GenkanRecord *record = gtk_list_item_get_item (item);
  GtkWidget *icon = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *name = gtk_widget_get_next_sibling (icon);
  GtkWidget *state = gtk_widget_get_next_sibling (name);
  GtkWidget *tool = gtk_widget_get_next_sibling (state);
  GenkanRecordState which = genkan_record_get_state (record);
  g_autofree char *icon_name = genkan_closure_record_state_icon (NULL, which);
  g_auto (GStrv) classes = genkan_closure_record_state_classes (NULL, which);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), icon_name);
  gtk_widget_set_css_classes (icon, (const char **) classes);
  gtk_label_set_label (GTK_LABEL (name), genkan_record_get_title (record));
  gtk_label_set_label (GTK_LABEL (state), genkan_format_record_state (which));
  gtk_label_set_label (GTK_LABEL (tool), genkan_product_feed_get_tool (self, record));
}

/* What is known of the Product is older than the list; the list may still be read. */
static void
genkan_product_feed_update (GenkanProductFeed *self)
{
  guint n = genkan_record_list_get_loading (self->records)
              ? genkan_product_get_n_records (self->product)
              : g_list_model_get_n_items (G_LIST_MODEL (self->records));
  g_autofree char *name = genkan_format_name (genkan_product_get_name (self->product));
  g_autofree char *count = g_strdup_printf (ngettext ("%'u Record", "%'u Records", n), n);
  g_autofree char *some = g_strdup_printf (_("%s is fed by %s"), name, count);
  g_autofree char *none = g_strdup_printf (_("No Record is mapped to %s"), name);

  gtk_label_set_label (self->heading, n > 0 ? some : none);
  gtk_widget_set_visible (self->scroller, n > 0);
  gtk_widget_set_visible (self->open_dojo, genkan_product_get_dojo_id (self->product) > 0);
}

/* What the tool says of the Product, if it was made for what a tool has. */
static void
genkan_product_feed_describe (GenkanProductFeed *self)
{
  const char *description = genkan_product_get_description (self->product);
  g_autofree char *line = g_strdup (description != NULL ? description : "");
  g_autofree char *tags = genkan_record_attributes_tags (genkan_product_get_tags (self->product));
  g_autofree char *tagged = NULL;

  if (tags != NULL)
    tagged = g_strdup_printf (_("Tags: %s"), tags);
  g_strdelimit (line, "\n\r\v\f", ' ');

  gtk_label_set_label (self->description, line);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->description), description);
  gtk_widget_set_visible (GTK_WIDGET (self->description), *line != '\0');
  gtk_label_set_label (self->tags, tagged != NULL ? tagged : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->tags), tags);
  gtk_widget_set_visible (GTK_WIDGET (self->tags), tagged != NULL);
}

static void
genkan_product_feed_list (GenkanProductFeed *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  g_clear_object (&self->records);
  self->records = genkan_record_list_new (self->store, 0, GENKAN_RECORD_TABLE_ALL);
  genkan_record_list_set_product (self->records, genkan_product_get_id (self->product));
  g_signal_connect_object (self->records, "notify", G_CALLBACK (genkan_product_feed_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->records, "items-changed",
                           G_CALLBACK (genkan_product_feed_update), self, G_CONNECT_SWAPPED);

  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->records)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

static void
genkan_product_feed_dispose (GObject *object)
{
  GenkanProductFeed *self = GENKAN_PRODUCT_FEED (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_PRODUCT_FEED);
  g_clear_object (&self->records);
  g_clear_object (&self->product);
  g_clear_object (&self->connections);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (genkan_product_feed_parent_class)->dispose (object);
}

static void
genkan_product_feed_class_init (GenkanProductFeedClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = genkan_product_feed_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-product-feed.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanProductFeed, heading);
  gtk_widget_class_bind_template_child (widget_class, GenkanProductFeed, open_dojo);
  gtk_widget_class_bind_template_child (widget_class, GenkanProductFeed, description);
  gtk_widget_class_bind_template_child (widget_class, GenkanProductFeed, tags);
  gtk_widget_class_bind_template_child (widget_class, GenkanProductFeed, scroller);
  gtk_widget_class_bind_template_child (widget_class, GenkanProductFeed, list);
  gtk_widget_class_bind_template_callback (widget_class, genkan_product_feed_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_product_feed_bind_cb);
}

static void
genkan_product_feed_init (GenkanProductFeed *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_product_feed_open:
 * @self: a feed that shows nothing yet
 * @store: where the Records are
 * @connections: where they come from
 */
void
genkan_product_feed_open (GenkanProductFeed     *self,
                          GenkanStore           *store,
                          GenkanConnectionModel *connections)
{
  g_return_if_fail (GENKAN_IS_PRODUCT_FEED (self));
  g_return_if_fail (GENKAN_IS_STORE (store));
  g_return_if_fail (GENKAN_IS_CONNECTION_MODEL (connections));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  self->connections = g_object_ref (connections);
}

/**
 * genkan_product_feed_set_product:
 * @self: an opened feed
 * @product: (nullable): whose Records to show; %NULL hides the feed
 */
void
genkan_product_feed_set_product (GenkanProductFeed *self,
                                 GenkanProduct     *product)
{
  gboolean other;

  g_return_if_fail (GENKAN_IS_PRODUCT_FEED (self));
  g_return_if_fail (product == NULL || GENKAN_IS_PRODUCT (product));

  gtk_widget_set_visible (GTK_WIDGET (self), product != NULL);
  if (product == NULL)
    return;

  other = self->product == NULL ||
          genkan_product_get_id (self->product) != genkan_product_get_id (product);
  g_set_object (&self->product, product);
  if (other)
    genkan_product_feed_list (self);
  genkan_product_feed_describe (self);
  genkan_product_feed_update (self);
}
