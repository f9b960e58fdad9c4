/* genkan-record-choices.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

guint genkan_record_choices_fill (GListStore *choices,
                                  GPtrArray  *suggestions,
                                  GPtrArray  *products,
                                  const char *text,
                                  gboolean    typed);

G_END_DECLS
