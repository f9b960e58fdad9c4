/* genkan-html.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HTML as vendors put it into descriptions, and as their login pages come instead of data:
 * read in one pass, without a tree, and without a way to fail.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-html.h"

typedef struct
{
  GString  *text;
  guint     newlines;  /* owed before the next visible character */
  gboolean  space;     /* owed too */
  gboolean  verbatim;  /* inside <pre> */
} Writer;

static const struct { const char *name; const char *text; } entities[] = {
  { "amp", "&" }, { "lt", "<" }, { "gt", ">" }, { "quot", "\"" }, { "apos", "'" },
  { "nbsp", " " }, { "copy", "©" }, { "reg", "®" }, { "trade", "™" }, { "hellip", "…" },
  { "ndash", "–" }, { "mdash", "—" }, { "lsquo", "‘" }, { "rsquo", "’" }, { "ldquo", "“" },
  { "rdquo", "”" }, { "laquo", "«" }, { "raquo", "»" }, { "bull", "•" }, { "middot", "·" },
  { "times", "×" }, { "rarr", "→" }, { "larr", "←" }, { "auml", "ä" }, { "ouml", "ö" },
  { "uuml", "ü" }, { "szlig", "ß" }, { "eacute", "é" }, { "euro", "€" }, { "sect", "§" },
};

static void
write_text (Writer     *self,
            const char *text,
            gsize       length)
{
  if (length == 0)
    return;

  if (self->text->len > 0)
    {
      for (; self->newlines > 0; self->newlines--)
        {
          g_string_append_c (self->text, '\n');
          self->space = FALSE;
        }
      if (self->space)
        g_string_append_c (self->text, ' ');
    }
  self->newlines = 0;
  self->space = FALSE;
  g_string_append_len (self->text, text, length);
}

static void
write_space (Writer *self,
             char    c)
{
  if (!self->verbatim)
    self->space = self->newlines == 0;
  else if (c == '\n')
    self->newlines++;
  else
    write_text (self, &c, 1);
}

static void
break_lines (Writer *self,
             guint   newlines)
{
  self->newlines = MAX (self->newlines, newlines);
  self->space = FALSE;
}

static gsize
write_number_entity (Writer     *self,
                     const char *at)
{
  gboolean hex = at[2] == 'x' || at[2] == 'X';
  const char *digits = at + (hex ? 3 : 2);
  char *end;
  guint64 code;

  if (!(hex ? g_ascii_isxdigit (*digits) : g_ascii_isdigit (*digits)))
    return 0;

  code = g_ascii_strtoull (digits, &end, hex ? 16 : 10);
  if (*end != ';')
    return 0;

  if (code > 0 && code <= 0x10FFFF && g_unichar_validate (code))
    {
      char utf8[6];

      if (code == 0xA0)
        write_space (self, ' ');
      else
        write_text (self, utf8, g_unichar_to_utf8 (code, utf8));
    }

  return end + 1 - at;
}

/* Returns how much of @at was an entity, or 0. */
static gsize
write_entity (Writer     *self,
              const char *at)
{
  if (at[1] == '#')
    return write_number_entity (self, at);

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      gsize length = strlen (entities[i].name);

      if (strncmp (at + 1, entities[i].name, length) != 0 || at[length + 1] != ';')
        continue;
      if (*entities[i].text == ' ')
        write_space (self, ' ');
      else
        write_text (self, entities[i].text, strlen (entities[i].text));
      return length + 2;
    }

  return 0;
}

static gboolean
name_is (const char         *name,
         gsize               length,
         const char * const *list)
{
  for (; *list != NULL; list++)
    if (strlen (*list) == length && g_ascii_strncasecmp (name, *list, length) == 0)
      return TRUE;

  return FALSE;
}

/* Behind the end tag of an element whose content is no text; the end when it is missing. */
static const char *
skip_element (const char *at,
              const char *name,
              gsize       length)
{
  for (; *at != '\0'; at++)
    if (at[0] == '<' && at[1] == '/' && g_ascii_strncasecmp (at + 2, name, length) == 0)
      {
        const char *end = strchr (at, '>');

        return end != NULL ? end + 1 : at + strlen (at);
      }

  return at;
}

static const char *
skip_tag (const char *at)
{
  char quote = '\0';

  for (; *at != '\0' && (quote != '\0' || *at != '>'); at++)
    if (quote == '\0' && (*at == '"' || *at == '\''))
      quote = *at;
    else if (*at == quote)
      quote = '\0';

  return *at == '>' ? at + 1 : at;
}

static const char *
read_tag (Writer     *self,
          const char *at)
{
  static const char *const hidden[] = { "script", "style", "head", NULL };
  static const char *const lines[] = { "br", "tr", "dt", "dd", "div", "ul", "ol", "table", NULL };
  static const char *const blocks[] = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", NULL
  };
  static const char *const pre[] = { "pre", NULL };
  static const char *const item[] = { "li", NULL };
  static const char *const cell[] = { "td", "th", NULL };
  gboolean closes = at[1] == '/';
  const char *name = at + (closes ? 2 : 1);
  gsize length = 0;

  while (g_ascii_isalnum (name[length]))
    length++;
  at = skip_tag (name + length);

  if (!closes && name_is (name, length, hidden))
    return skip_element (at, name, length);

  if (name_is (name, length, pre))
    self->verbatim = !closes;
  if (name_is (name, length, pre) || name_is (name, length, blocks))
    break_lines (self, 2);
  else if (name_is (name, length, lines))
    break_lines (self, 1);
  else if (name_is (name, length, cell))
    self->space = TRUE;
  else if (name_is (name, length, item))
    {
      break_lines (self, 1);
      if (!closes)
        write_text (self, "- ", 2);
    }

  return at;
}

static const char *
skip_comment (const char *at)
{
  const char *end = strstr (at + 4, "-->");

  return end != NULL ? end + 3 : at + strlen (at);
}

/**
 * genkan_html_to_text:
 * @html: HTML, or text
 *
 * Paragraphs, list items and preformatted lines are kept, entities resolved, scripts and
 * styles left out.
 *
 * Returns: (transfer full): plain text
 */
char *
genkan_html_to_text (const char *html)
{
  Writer writer = { g_string_new (NULL) };
  gsize used;

  while (*html != '\0')
    if (g_str_has_prefix (html, "<!--"))
      html = skip_comment (html);
    else if (*html == '<' && (g_ascii_isalpha (html[1]) || html[1] == '/' || html[1] == '!'))
      html = read_tag (&writer, html);
    else if (*html == '&' && (used = write_entity (&writer, html)) > 0)
      html += used;
    else if (g_ascii_isspace (*html))
      write_space (&writer, *html++);
    else
      {
        used = strcspn (html + 1, "<& \t\r\n\f\v") + 1;
        write_text (&writer, html, used);
        html += used;
      }

  return g_string_free (writer.text, FALSE);
}

/**
 * genkan_html_dup_title:
 * @html: the beginning of a page
 *
 * Returns: (transfer full) (nullable): what stands in its title
 */
char *
genkan_html_dup_title (const char *html)
{
  g_autofree char *lower = g_ascii_strdown (html, -1);
  const char *start = strstr (lower, "<title");
  const char *end = start != NULL ? strstr (start, "</title") : NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (end == NULL)
    return NULL;

  start = strchr (start, '>');
  if (start == NULL || start > end)
    return NULL;

  title = g_strndup (html + (start + 1 - lower), end - start - 1);
  text = genkan_html_to_text (title);

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}
