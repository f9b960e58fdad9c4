/* genkan-mapped.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-mapped.h"

GenkanMapped *
genkan_mapped_new (const GenkanOutput *output,
                   GenkanRowBatch     *rows)
{
  GenkanMapped *self = g_new0 (GenkanMapped, 1);

  self->output = output;
  self->rows = genkan_row_batch_ref (rows);

  return self;
}

void
genkan_mapped_free (gpointer data)
{
  GenkanMapped *self = data;

  genkan_row_batch_unref (self->rows);
  g_free (self);
}
