/* genkan-lines-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list keeps two hundred rows, and asks each for its size whenever it shows something else. A
 * GtkLabel that wraps then lays its text out again and again: as narrow as it can be, as wide as
 * it would like to be, and for each width that somebody asks about. Here texts say how wide they
 * are without being looked at, and are laid out for the one width that they get.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-lines-layout.h"

#define SPACING 3

struct _GenkanLinesLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (GenkanLinesLayout, genkan_lines_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
measure_height (GtkInscription *child,
                int             width)
{
  guint n_lines = gtk_inscription_get_nat_lines (child);
  g_autoptr (PangoLayout) layout =
    gtk_widget_create_pango_layout (GTK_WIDGET (child), gtk_inscription_get_text (child));
  int height;

  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_wrap (layout, gtk_inscription_get_wrap_mode (child));
  if (n_lines > 0)
    {
      pango_layout_set_height (layout, -(int) n_lines);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  pango_layout_get_pixel_size (layout, NULL, &height);

  return height;
}

/* Without a width it is one line. */
static void
measure_child (GtkWidget      *child,
               GtkOrientation  orientation,
               int             for_size,
               int            *minimum,
               int            *natural)
{
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size > 0)
    *minimum = *natural = measure_height (GTK_INSCRIPTION (child), for_size);
  else
    gtk_widget_measure (child, orientation, -1, minimum, natural, NULL, NULL);
}

static GtkSizeRequestMode
genkan_lines_layout_get_request_mode (GtkLayoutManager *manager,
                                      GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
genkan_lines_layout_measure (GtkLayoutManager *manager,
                             GtkWidget        *widget,
                             GtkOrientation    orientation,
                             int               for_size,
                             int              *minimum,
                             int              *natural,
                             int              *minimum_baseline,
                             int              *natural_baseline)
{
  gboolean is_first = TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int spacing = is_first ? 0 : SPACING, least, most;

      if (!gtk_widget_should_layout (child))
        continue;

      measure_child (child, orientation, for_size, &least, &most);
      *minimum = orientation == GTK_ORIENTATION_VERTICAL ? *minimum + spacing + least : MAX (*minimum, least);
      *natural = orientation == GTK_ORIENTATION_VERTICAL ? *natural + spacing + most : MAX (*natural, most);
      is_first = FALSE;
    }
}

static void
genkan_lines_layout_allocate (GtkLayoutManager *manager,
                              GtkWidget        *widget,
                              int               width,
                              int               height,
                              int               baseline)
{
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation place = { .y = y, .width = width };

      if (!gtk_widget_should_layout (child))
        continue;

      place.height = measure_height (GTK_INSCRIPTION (child), width);
      gtk_widget_size_allocate (child, &place, -1);
      y += place.height + SPACING;
    }
}

static void
genkan_lines_layout_class_init (GenkanLinesLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = genkan_lines_layout_get_request_mode;
  layout_class->measure = genkan_lines_layout_measure;
  layout_class->allocate = genkan_lines_layout_allocate;
}

static void
genkan_lines_layout_init (GenkanLinesLayout *self)
{
}
