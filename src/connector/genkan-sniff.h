/* genkan-sniff.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-definition.h"

G_BEGIN_DECLS

/* What the first bytes of an answer say it is. */
#define GENKAN_SNIFF_WINDOW 16384

typedef enum
{
  GENKAN_PACKING_UNKNOWN, /* more bytes are needed */
  GENKAN_PACKING_NONE,
  GENKAN_PACKING_GZIP,
  GENKAN_PACKING_ARCHIVE, /* which one, the connector says */
} GenkanPacking;

GenkanPacking genkan_sniff_packing     (const char    *data,
                                        gsize          length,
                                        gboolean       complete);
GenkanPacking genkan_sniff_zip         (const char    *data,
                                        gsize          length,
                                        gboolean       complete);
gboolean      genkan_sniff_is_html     (const char    *data,
                                        gsize          length);
gboolean      genkan_sniff_may_be_html (const GString *start);
GenkanFormat  genkan_sniff_format      (const char    *data,
                                        gsize          length,
                                        gboolean       complete,
                                        const char    *content_type);

G_END_DECLS
