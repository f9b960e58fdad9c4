/* genkan-row-factory.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How a cell comes to be, and how it shows another item. */
typedef struct
{
  GtkWidget *(*make) (GtkListItem   *cell,
                      gconstpointer  data);
  void       (*show) (GtkWidget     *widget,
                      gpointer       item,
                      gconstpointer  data);
} GenkanRowCell;

GtkListItemFactory *genkan_row_factory_new       (const GenkanRowCell    *kind,
                                                  gconstpointer           data);

GtkWidget          *genkan_text_cell_new         (guint                   min_chars,
                                                  guint                   nat_chars,
                                                  GtkInscriptionOverflow  overflow);
void                genkan_text_cell_show        (GtkWidget              *cell,
                                                  const char             *text);
void                genkan_text_cell_add_tooltip (GtkInscription         *text);
GtkWidget          *genkan_marked_cell_new       (guint                   n_chars);
void                genkan_marked_cell_show      (GtkWidget              *cell,
                                                  const char             *icon_name,
                                                  const char             *css_class,
                                                  const char             *text);

G_END_DECLS
