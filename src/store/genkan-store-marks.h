/* genkan-store-marks.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the store: the marks of Records, in SQL.
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

int genkan_marks_register (sqlite3 *db);

G_END_DECLS
