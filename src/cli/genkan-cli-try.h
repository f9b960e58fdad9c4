/* genkan-cli-try.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-preview.h"

G_BEGIN_DECLS

void genkan_cli_print_preview      (GenkanPreview *preview);
void genkan_cli_print_preview_json (GenkanPreview *preview);

G_END_DECLS
