/* genkan-markdown-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown as vendors put it into descriptions. It is written anew as just so much HTML as
 * genkan_html_to_text() turns into lines, paragraphs and lists, so that both come out the same,
 * and HTML inside of Markdown too. Line by line and in one pass; what is not understood stays.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-markdown-text-private.h"

#include "genkan-html.h"

#include <string.h>

/* Whether the line is @mark at least @n times, with spaces in between. */
static gboolean
is_rule (const char *at,
         const char *end,
         char        mark,
         guint       n)
{
  guint found = 0;

  for (; at < end; at++)
    if (*at == mark)
      found++;
    else if (*at != ' ' && *at != '\t')
      return FALSE;

  return found >= n;
}

static gboolean
take_fence (GenkanMarkdownWriter *self,
            const char           *at,
            const char           *end)
{
  gsize length = 0;

  while (at + length < end && at[length] == *at)
    length++;

  if (self->fence == '\0')
    {
      if (at == end || (*at != '`' && *at != '~') || length < 3 ||
          (*at == '`' && memchr (at + length, '`', end - at - length) != NULL))
        return FALSE;
      self->fence = *at;
      self->fence_length = length;
      g_string_append (self->html, "<pre>");
      return TRUE;
    }

  if (at == end || *at != self->fence || length < self->fence_length ||
      !is_rule (at, end, *at, 1))
    return FALSE;
  self->fence = '\0';
  self->open = FALSE;
  g_string_append (self->html, "</pre>");

  return TRUE;
}

static gboolean
take_heading (GenkanMarkdownWriter *self,
              const char           *at,
              const char           *end)
{
  gsize level = 0;

  while (at + level < end && at[level] == '#')
    level++;
  if (level == 0 || level > 6 || (at + level < end && at[level] != ' ' && at[level] != '\t'))
    return FALSE;

  while (end > at + level && (end[-1] == '#' || end[-1] == ' '))
    end--;
  g_string_append (self->html, "<h1>");
  genkan_markdown_write_inline (self, at + level, end);
  g_string_append (self->html, "</h1>");
  self->open = FALSE;

  return TRUE;
}

/* `- item`, `* item`, `+ item`; `1. item` keeps its number. */
static gboolean
take_item (GenkanMarkdownWriter *self,
           const char           *at,
           const char           *end)
{
  gsize digits = strspn (at, "0123456789");
  const char *mark = at + MIN (digits, 9);

  if (end - mark < 2 || (mark[1] != ' ' && mark[1] != '\t') ||
      strchr (digits > 0 ? ".)" : "-*+", *mark) == NULL)
    return FALSE;

  if (digits > 0)
    {
      g_string_append (self->html, "<br>");
      g_string_append_len (self->html, at, mark + 2 - at);
    }
  else
    g_string_append (self->html, "<li>");
  genkan_markdown_write_inline (self, mark + 2, end);
  self->open = TRUE;

  return TRUE;
}

/* `| cell | cell |` */
static gboolean
take_table_row (GenkanMarkdownWriter *self,
                const char           *at,
                const char           *end)
{
  if (at == end || *at != '|')
    return FALSE;
  if (strspn (at, "|-: \t") >= (gsize) (end - at))
    return TRUE;

  g_string_append (self->html, "<tr>");
  while (++at < end)
    {
      const char *start = at;

      for (; at < end && *at != '|'; at++)
        at += *at == '\\' && at + 1 < end;
      g_string_append (self->html, "<td>");
      genkan_markdown_write_inline (self, start, at);
    }
  self->open = FALSE;

  return TRUE;
}

/* Text that is no beginning of anything else. */
static void
write_text_line (GenkanMarkdownWriter *self,
                 const char           *at,
                 const char           *end)
{
  gboolean breaks = end - at > 2 && end[-1] == ' ' && end[-2] == ' ';

  if (end - at > 1 && end[-1] == '\\')
    {
      breaks = TRUE;
      end--;
    }
  g_string_append (self->html, self->open ? " " : "<p>");
  genkan_markdown_write_inline (self, at, end);
  if (breaks)
    g_string_append (self->html, "<br>");
  self->open = TRUE;
}

static void
write_line (GenkanMarkdownWriter *self,
            const char           *at,
            const char           *end)
{
  const char *start = at;

  while (at < end && (*at == ' ' || *at == '\t'))
    at++;
  if (take_fence (self, at, end))
    return;
  if (self->fence != '\0')
    {
      genkan_markdown_append_escaped (self->html, start, end - start);
      g_string_append_c (self->html, '\n');
      return;
    }
  while (at < end && *at == '>')
    for (at++; at < end && *at == ' '; at++)
      ;

  if (at == end || is_rule (at, end, '-', 3) || is_rule (at, end, '*', 3) ||
      is_rule (at, end, '_', 3) || (self->open && is_rule (at, end, '=', 1)))
    {
      g_string_append (self->html, "<p>");
      self->open = FALSE;
    }
  else if (!self->open && (at - start >= 4 || *start == '\t') && !take_item (self, at, end))
    {
      /* A line of code. */
      g_string_append (self->html, "<br>");
      genkan_markdown_append_escaped (self->html, at, end - at);
    }
  else if (!take_heading (self, at, end) && !take_item (self, at, end) &&
           !take_table_row (self, at, end))
    write_text_line (self, at, end);
}

/**
 * genkan_markdown_to_text:
 * @markdown: Markdown, or text
 *
 * Marks of emphasis, headings and links go, HTML too; paragraphs, lists and code keep their
 * lines.
 *
 * Returns: (transfer full): plain text
 */
char *
genkan_markdown_to_text (const char *markdown)
{
  GenkanMarkdownWriter writer = {
    .html = g_string_new (NULL),
    .runs = g_array_new (FALSE, FALSE, sizeof (GenkanMarkdownRun)),
    .brackets = g_array_new (FALSE, FALSE, sizeof (guint)),
  };
  char *text;

  while (*markdown != '\0')
    {
      gsize length = strcspn (markdown, "\r\n");

      write_line (&writer, markdown, markdown + length);
      markdown += length;
      markdown += g_str_has_prefix (markdown, "\r\n") ? 2 : *markdown != '\0';
    }

  text = genkan_html_to_text (writer.html->str);
  g_string_free (writer.html, TRUE);
  g_array_unref (writer.runs);
  g_array_unref (writer.brackets);

  return text;
}
