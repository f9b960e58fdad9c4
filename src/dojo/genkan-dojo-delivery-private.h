/* genkan-dojo-delivery-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-delivery.h"

G_BEGIN_DECLS

/* A delivery that is under way: the data of its task. */
typedef struct
{
  GenkanDojoPlan      *plan;        /* (owned) */
  GenkanDojoScan       scan;        /* without the file */
  char                *texts[5];    /* (owned) (nullable) */
  char               **tags;        /* (owned) (nullable) */
  GenkanDojoLedger     ledger;
  gpointer             ledger_data;
  GArray              *places;      /* (owned) (element-type guint) to be sent */
  guint                n_sent;      /* of them */
  guint                n_sending;
  gsize                n_bytes;     /* that are being sent */
  gint64               n_imports;    /* before this one */
  gint64               last_finding; /* of the Test, before all of them; or 0 */
  guint                n_rounds;    /* of imports */
  gboolean             is_compared; /* whether what is there has to be */
  GError              *failure;     /* (owned) (nullable) of an import whose answer was lost */
  GenkanDojoDelivered  delivered;
} GenkanDojoDelivery;

void _genkan_dojo_delivery_fail    (GTask   *task,
                                    GError  *error);
void _genkan_dojo_delivery_succeed (GTask   *task);
void _genkan_dojo_delivery_send    (GTask   *task);

G_END_DECLS
