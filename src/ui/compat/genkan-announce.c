/* genkan-announce.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells a screen reader what changed away from the focus. GTK can since 4.14; before, the text
 * itself is in the tree, and the reader finds it there.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-compat.h"

/**
 * genkan_announce:
 * @widget: where it happened
 * @text: what happened
 *
 * Has a screen reader say something that a sighted person sees appear.
 */
void
genkan_announce (GtkWidget  *widget,
                 const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

#if GTK_CHECK_VERSION (4, 14, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#endif
}
