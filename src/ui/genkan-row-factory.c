/* genkan-row-factory.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cells of a table over GenkanRowSlots. There are more than a thousand of them, and scrolling
 * to the other end gives each something else to show, within a frame: so they are made of as few
 * widgets as they can be, of a size that does not depend on what they show, and what a tooltip
 * says is asked for when there is one.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-row-factory.h"

#include "genkan-row-slot.h"

/* What a cell knows as long as it lives. */
typedef struct
{
  const GenkanRowCell *kind;
  gconstpointer        data;
  GtkWidget           *widget; /* (unowned) */
} GenkanRowBinding;

#define BINDING_KEY "genkan-row-binding"

/* Where nothing stands, nothing is seen for the moment until the row goes. */
static void
show_cb (GenkanRowSlot    *slot,
         GParamSpec       *pspec,
         GenkanRowBinding *binding)
{
  gpointer item = genkan_row_slot_get_item (slot);

  gtk_widget_set_opacity (binding->widget, item != NULL ? 1 : 0);
  if (item != NULL)
    binding->kind->show (binding->widget, item, binding->data);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *cell)
{
  GenkanRowSlot *slot = gtk_list_item_get_item (cell);
  GenkanRowBinding *binding = g_object_get_data (G_OBJECT (cell), BINDING_KEY);

  g_signal_connect (slot, "notify::item", G_CALLBACK (show_cb), binding);
  show_cb (slot, NULL, binding);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *cell)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (cell),
                                        g_object_get_data (G_OBJECT (cell), BINDING_KEY));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *cell,
          const GenkanRowBinding   *pattern)
{
  GenkanRowBinding *binding = g_memdup2 (pattern, sizeof *pattern);

  binding->widget = pattern->kind->make (cell, pattern->data);
  gtk_list_item_set_child (cell, binding->widget);
  g_object_set_data_full (G_OBJECT (cell), BINDING_KEY, binding, g_free);
}

static void
free_pattern (gpointer  data,
              GClosure *closure)
{
  g_free (data);
}

/**
 * genkan_row_factory_new:
 * @kind: what cells are; lives as long as the program
 * @data: (nullable): for its functions; the same
 *
 * Returns: (transfer full): a factory for a column of a table over GenkanRowSlots
 */
GtkListItemFactory *
genkan_row_factory_new (const GenkanRowCell *kind,
                        gconstpointer        data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GenkanRowBinding *pattern = g_new0 (GenkanRowBinding, 1);

  pattern->kind = kind;
  pattern->data = data;
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), pattern, free_pattern, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);

  return factory;
}

/* --- cells --- */

static gboolean
query_tooltip_cb (GtkInscription *text,
                  int             x,
                  int             y,
                  gboolean        keyboard,
                  GtkTooltip     *tooltip)
{
  const char *shown = gtk_inscription_get_text (text);

  gtk_tooltip_set_text (tooltip, shown);

  return shown != NULL && *shown != '\0';
}

/**
 * genkan_text_cell_add_tooltip:
 * @text: a text that may be too long for its place
 *
 * Makes its tooltip show all of it.
 */
void
genkan_text_cell_add_tooltip (GtkInscription *text)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (text), TRUE);
  g_signal_connect (text, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

static GtkWidget *
new_text (guint                  min_chars,
          guint                  nat_chars,
          GtkInscriptionOverflow overflow)
{
  return g_object_new (GTK_TYPE_INSCRIPTION,
                       "min-chars", min_chars,
                       "nat-chars", nat_chars,
                       "text-overflow", overflow,
                       NULL);
}

/**
 * genkan_text_cell_new:
 * @min_chars: how narrow it may become
 * @nat_chars: how wide it would like to be
 * @overflow: what happens to a longer text, which the tooltip shows as a whole
 *
 * Returns: (transfer floating): a cell for genkan_text_cell_show()
 */
GtkWidget *
genkan_text_cell_new (guint                  min_chars,
                      guint                  nat_chars,
                      GtkInscriptionOverflow overflow)
{
  GtkWidget *cell = new_text (min_chars, nat_chars, overflow);

  genkan_text_cell_add_tooltip (GTK_INSCRIPTION (cell));

  return cell;
}

/* A GtkInscription without a text is a mistake of ours to GTK's accessibility. */
void
genkan_text_cell_show (GtkWidget  *cell,
                       const char *text)
{
  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text != NULL ? text : "");
}

/**
 * genkan_marked_cell_new:
 * @n_chars: how long the words are
 *
 * Returns: (transfer floating): a cell of an icon and a word, for genkan_marked_cell_show()
 */
GtkWidget *
genkan_marked_cell_new (guint n_chars)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_box_append (GTK_BOX (cell), icon);
  gtk_box_append (GTK_BOX (cell), new_text (n_chars, n_chars,
                                            GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END));

  return cell;
}

/* The icon and its class are always the same beside the same word. */
void
genkan_marked_cell_show (GtkWidget  *cell,
                         const char *icon_name,
                         const char *css_class,
                         const char *text)
{
  GtkWidget *icon = gtk_widget_get_first_child (cell);
  GtkWidget *word = gtk_widget_get_next_sibling (icon);
  const char *classes[] = { "state", css_class, NULL };

  if (g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (word)), text) == 0)
    return;

  genkan_text_cell_show (word, text);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), icon_name);
  gtk_widget_set_css_classes (icon, classes);
}
