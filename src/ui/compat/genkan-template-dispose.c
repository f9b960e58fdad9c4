/* genkan-template-dispose.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK 4.8 takes only those children of a template off its widget that the class is bound to.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-compat.h"

/**
 * genkan_dispose_template:
 * @widget: a widget that is being disposed of
 * @type: the class that has the template
 *
 * Takes everything off that the template put on @widget.
 */
void
genkan_dispose_template (GtkWidget *widget,
                         GType      type)
{
  GtkWidget *child;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_dispose_template (widget, type);
  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}
