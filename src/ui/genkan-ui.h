/* genkan-ui.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void genkan_ui_init (void);
int  genkan_ui_run  (int    argc,
                     char **argv);

G_END_DECLS
