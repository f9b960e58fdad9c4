/* genkan-cli-secret.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char     *genkan_cli_read_line        (const char    *prompt,
                                       gboolean       hidden,
                                       GCancellable  *cancellable,
                                       GError       **error);
gboolean  genkan_cli_read_secret_file (const char    *path,
                                       char         **ret_secret,
                                       GError       **error);

G_END_DECLS
