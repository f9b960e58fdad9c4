/* genkan-discover-preview-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-discover-preview.h"

G_BEGIN_DECLS

GenkanDiscoverPreview *genkan_discover_preview_new (GTask         *task,
                                                    GenkanPreview *changes);

G_END_DECLS
