/* genkan-cutter.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-items.h"

G_BEGIN_DECLS

/* Reads JSON while it arrives, in pieces of any size: cuts out the elements behind a path and
 * keeps the rest of the document. Strict: RFC 8259, UTF-8, one value, bounded depth and sizes. */
typedef struct _GenkanCutter GenkanCutter;

typedef enum
{
  GENKAN_CUTTER_ABSENT, /* nothing stands behind the path */
  GENKAN_CUTTER_FOUND,  /* an array, an object or null */
  GENKAN_CUTTER_OTHER,  /* something that has no elements */
} GenkanCutterItems;

GenkanCutter      *genkan_cutter_new        (const char * const *path,
                                             GenkanItems        *items);
void               genkan_cutter_free       (GenkanCutter       *self);
gboolean           genkan_cutter_feed       (GenkanCutter       *self,
                                             const guint8       *data,
                                             gsize               length,
                                             guint               max_items,
                                             gsize              *ret_used,
                                             GError            **error);
gboolean           genkan_cutter_end        (GenkanCutter       *self,
                                             GError            **error);
GenkanCutterItems  genkan_cutter_get_items  (GenkanCutter       *self,
                                             const char        **ret_other);
const char        *genkan_cutter_get_body   (GenkanCutter       *self,
                                             gsize              *ret_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanCutter, genkan_cutter_free)

G_END_DECLS
