/* genkan-dojo-kind-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-object.h"

G_BEGIN_DECLS

const char *_genkan_dojo_kind_get_path (GenkanDojoKind     kind);
char       *_genkan_dojo_make_query    (const char *const *filters,
                                        const char        *more);

G_END_DECLS
