/* genkan-pattern.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a person types to choose by name: `web-*`, or a regular expression between slashes. */
typedef struct _GenkanPattern GenkanPattern;

GenkanPattern *genkan_pattern_new     (const char     *text,
                                       GError        **error);
gboolean       genkan_pattern_matches (GenkanPattern  *self,
                                       const char     *text);
void           genkan_pattern_free    (GenkanPattern  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanPattern, genkan_pattern_free)

G_END_DECLS
