/* fuzz-prose.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HTML and Markdown as text.
 */

#include "config.h"

#include "fuzz.h"

#include "genkan-html.h"
#include "genkan-markdown-text.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *source = g_strndup ((const char *) data, size);
  g_autofree char *from_html = NULL;
  g_autofree char *from_markdown = NULL;
  g_autofree char *title = NULL;

  /* SQL hands on nothing else. */
  if (!g_utf8_validate (source, -1, NULL))
    return 0;

  from_html = genkan_html_to_text (source);
  from_markdown = genkan_markdown_to_text (source);
  title = genkan_html_dup_title (source);
  g_assert_true (g_utf8_validate (from_html, -1, NULL));
  g_assert_true (g_utf8_validate (from_markdown, -1, NULL));
  g_assert_true (title == NULL || g_utf8_validate (title, -1, NULL));

  return 0;
}
