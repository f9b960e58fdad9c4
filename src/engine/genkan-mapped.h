/* genkan-mapped.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-mapper.h"

G_BEGIN_DECLS

GenkanMapped *genkan_mapped_new  (const GenkanOutput *output,
                                  GenkanRowBatch     *rows);
void          genkan_mapped_free (gpointer            data);

G_END_DECLS
