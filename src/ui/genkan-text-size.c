/* genkan-text-size.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many columns there is room for depends on how large a person has the text.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-text-size.h"

/* In pixels: 11 points at 96 dots per inch. */
#define USUAL_SIZE (11 * 96 / 72.0)

static double
get_size (PangoContext *context)
{
  PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  if (pango_font_description_get_size_is_absolute (font))
    return size;

  return size * pango_cairo_context_get_resolution (context) / 72;
}

/**
 * genkan_text_size_scale_width:
 * @widget: what shows text
 * @width: how wide it is, in pixels
 *
 * Returns: the width in which as much text has room at the usual size; never more than @width
 */
int
genkan_text_size_scale_width (GtkWidget *widget,
                              int        width)
{
  double size;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), width);

  size = get_size (gtk_widget_get_pango_context (widget));

  return size > USUAL_SIZE ? width * USUAL_SIZE / size : width;
}
