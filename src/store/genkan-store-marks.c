/* genkan-store-marks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server's Products say which Records are mapped to them, by marks. They are made here from
 * what a Record is:
 *
 *   genkan_record_mark (connector id, url of the Connection or NULL, vendor's id)
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-marks.h"

#include "genkan-mark.h"

static void
record_mark_cb (sqlite3_context  *context,
                int               n_values,
                sqlite3_value   **values)
{
  const char *connector_id = (const char *) sqlite3_value_text (values[0]);
  const char *url = (const char *) sqlite3_value_text (values[1]);
  const char *vendor_id = (const char *) sqlite3_value_text (values[2]);
  g_autofree char *host = genkan_mark_dup_host (url);

  if (connector_id != NULL && vendor_id != NULL)
    sqlite3_result_text (context, genkan_mark_new (connector_id, host, vendor_id), -1, g_free);
}

/* Returns: an SQLite result code */
int
genkan_marks_register (sqlite3 *db)
{
  return sqlite3_create_function_v2 (db, "genkan_record_mark", 3,
                                     SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                     NULL, record_mark_cb, NULL, NULL, NULL);
}
