/* genkan-graphql.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     **genkan_graphql_dup_variables (const char  *text,
                                         gsize       *ret_offset,
                                         GError     **error);
char      *genkan_graphql_dup_name      (const char  *text);
gboolean   genkan_graphql_only_reads    (const char  *text);

G_END_DECLS
