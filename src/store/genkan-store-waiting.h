/* genkan-store-waiting.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store.h"

G_BEGIN_DECLS

/**
 * GenkanWaiting:
 * @n_stale: Records whose place in DefectDojo is gone
 * @n_missing: Records that the last complete Discover did not see
 * @guard_id: the last Sync that held Findings back about which the removal guard still asks, or 0
 *
 * What of a Connection's Records waits for a person, besides those that nobody mapped.
 */
typedef struct
{
  guint  n_stale;
  guint  n_missing;
  gint64 guard_id;
} GenkanWaiting;

gboolean genkan_store_get_waiting (GenkanStore    *self,
                                   gint64          connection_id,
                                   GenkanWaiting  *ret_waiting,
                                   GError        **error);

G_END_DECLS
