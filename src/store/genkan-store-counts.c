/* genkan-store-counts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many Records of each Connection are mapped and unmapped. It stands in the Connection's row
 * and is kept right by whoever changes Records, in the same transaction.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"

#define UNMAPPED "(r.state = 0 OR r.state = 4 AND r.product_id IS NULL)"
#define MAPPED "(r.state IN (1, 3) OR r.state = 4 AND r.product_id IS NOT NULL)"

/* Counts all Records of a Connection, after a Discover. */
gboolean
genkan_connection_count (GenkanDatabase  *db,
                         gint64           connection_id,
                         GError         **error)
{
  return genkan_database_run (
    db,
    "UPDATE connections SET "
    "n_unmapped = (SELECT count(*) FROM records AS r WHERE r.connection_id = ?1 AND " UNMAPPED "), "
    "n_mapped = (SELECT count(*) FROM records AS r WHERE r.connection_id = ?1 AND " MAPPED ") "
    "WHERE id = ?1", connection_id, 0, error);
}

/* Counts only the Records in `chosen`: out (@sign is -1) before they change, in again (1) after. */
gboolean
genkan_connection_count_chosen (GenkanDatabase  *db,
                                int              sign,
                                GError         **error)
{
  return genkan_database_run (
    db,
    "UPDATE connections SET "
    "n_unmapped = n_unmapped + ?1 * n.unmapped, n_mapped = n_mapped + ?1 * n.mapped "
    "FROM (SELECT r.connection_id, sum (" UNMAPPED ") AS unmapped, sum (" MAPPED ") AS mapped "
    "      FROM chosen CROSS JOIN records AS r USING (id) GROUP BY r.connection_id) AS n "
    "WHERE n.connection_id = connections.id", sign, 0, error);
}
