/* genkan-cli.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void     genkan_cli_take_profile (int   *argc,
                                  char **argv);
gboolean genkan_cli_is_asked_for (int    argc,
                                  char **argv);
int      genkan_cli_run          (int    argc,
                                  char **argv);

G_END_DECLS
