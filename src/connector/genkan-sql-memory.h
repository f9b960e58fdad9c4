/* genkan-sql-memory.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the connector library.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 genkan_sql_memory_get_used (void);

G_END_DECLS
