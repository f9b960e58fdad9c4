/* genkan-dialog-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#if ADW_CHECK_VERSION (1, 5, 0)

void _genkan_dialog_show (AdwDialog *dialog,
                          GtkWidget *parent);

#endif
