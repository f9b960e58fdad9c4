/* genkan-dojo-kind-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-object.h"

G_BEGIN_DECLS

const char *_genkan_dojo_kind_get_path (GenkanDojoKind kind);

G_END_DECLS
