/* genkan-html.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *genkan_html_to_text   (const char *html);
char *genkan_html_dup_title (const char *html);

G_END_DECLS
