/* genkan-asset-words.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store-assets.h"

G_BEGIN_DECLS

char *genkan_asset_words_describe (const GenkanAssetResult *result);
char *genkan_asset_words_sum_up   (GPtrArray               *results);

G_END_DECLS
