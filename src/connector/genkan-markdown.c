/* genkan-markdown.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown as vendors put it into descriptions. It is written anew as just so much HTML as
 * genkan_html_to_text() turns into lines, paragraphs and lists, so that both come out the same,
 * and HTML inside of Markdown too. Line by line and in one pass; what is not understood stays.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-markdown.h"

#include "genkan-html.h"

#include <string.h>

#define MARKS "*_~"
/* How far an end is looked for, so that many beginnings without one take no time. */
#define MAX_REACH 4096

/* A run of * _ or ~ that may begin or end an emphasis, or the bracket of a link. */
typedef struct
{
  gsize    start;    /* in the HTML */
  guint    length;
  char     mark;
  gboolean opens;
  gboolean closes;
  gboolean dropped;  /* it is no text */
} Run;

typedef struct
{
  GString *html;         /* (owned) */
  GArray  *runs;         /* (owned) (element-type Run) of the current line */
  GArray  *brackets;     /* (owned) (element-type guint) places of runs: those that are open */
  char     fence;        /* what the open block of code began with, or NUL */
  gsize    fence_length;
  gboolean open;         /* a paragraph or list item, which the next line goes on */
} Writer;

static void
append_escaped (GString    *html,
                const char *text,
                gsize       length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autofree char *escaped = g_markup_escape_text (copy, -1);

  g_string_append (html, escaped);
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

/* Whether `<` begins a tag, an end tag or a comment of HTML, rather than List<String>. */
static gboolean
is_tag (const char *at,
        const char *end)
{
  static const char *const names[] = {
    "a", "abbr", "b", "blockquote", "br", "center", "code", "dd", "del", "details", "div", "dl",
    "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li",
    "mark", "ol", "p", "pre", "s", "samp", "small", "span", "strike", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "th", "thead", "tr", "tt", "u", "ul", "var",
  };
  const char *name = at + 1 + (at + 1 < end && at[1] == '/');
  gsize length = 0;

  if (end - at >= 4 && strncmp (at, "<!--", 4) == 0)
    return TRUE;

  while (name + length < end && g_ascii_isalnum (name[length]))
    length++;
  if (name + length == end || strchr (" />\t", name[length]) == NULL ||
      memchr (name, '>', MIN (end - name, MAX_REACH)) == NULL)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == length && g_ascii_strncasecmp (name, names[i], length) == 0)
      return TRUE;

  return FALSE;
}

/* `code`: returns what follows, or NULL if there is no end to it in this line. */
static const char *
take_code (Writer     *self,
           const char *at,
           const char *end)
{
  gsize length = 0, closing;
  const char *start, *found;

  while (at + length < end && at[length] == '`')
    length++;
  start = at + length;
  end = MIN (end, start + MAX_REACH);

  for (found = start; found < end; found += closing)
    {
      found = memchr (found, '`', end - found);
      if (found == NULL)
        return NULL;
      for (closing = 0; found + closing < end && found[closing] == '`'; closing++)
        ;
      if (closing != length)
        continue;
      append_escaped (self->html, start, found - start);
      return found + length;
    }

  return NULL;
}

/* `(target)` or `[name]` behind the text of a link: what follows; NULL if there is none. */
static const char *
skip_target (const char *at,
             const char *end)
{
  char opening = at < end ? *at : '\0';
  char closing = opening == '(' ? ')' : ']';
  guint depth = 0;

  if (opening != '(' && opening != '[')
    return NULL;

  for (end = MIN (end, at + MAX_REACH); at < end; at++)
    if (*at == opening)
      depth++;
    else if (*at == closing && --depth == 0)
      return at + 1;

  return NULL;
}

/* `[` or `![`, which are text unless a target follows. */
static const char *
take_bracket (Writer     *self,
              const char *at)
{
  Run run = { self->html->len, *at == '!' ? 2 : 1, '[' };

  g_string_append_len (self->html, at, run.length);
  g_array_append_val (self->runs, run);
  g_array_append_vals (self->brackets, &(guint) { self->runs->len - 1 }, 1);

  return at + run.length;
}

static const char *
take_closing_bracket (Writer     *self,
                      const char *at,
                      const char *end)
{
  const char *next;
  guint place;

  if (self->brackets->len == 0)
    return NULL;

  place = g_array_index (self->brackets, guint, self->brackets->len - 1);
  g_array_set_size (self->brackets, self->brackets->len - 1);
  next = skip_target (at + 1, end);
  if (next != NULL)
    g_array_index (self->runs, Run, place).dropped = TRUE;

  return next;
}

static const char *
take_run (Writer     *self,
          const char *line,
          const char *at,
          const char *end)
{
  Run run = { self->html->len, 0, *at };
  char before = at > line ? at[-1] : ' ';
  char after;

  while (at < end && *at == run.mark)
    {
      run.length++;
      at++;
    }
  after = at < end ? *at : ' ';
  run.opens = !g_ascii_isspace (after) && (is_word (after) || !is_word (before));
  run.closes = !g_ascii_isspace (before) && (is_word (before) || !is_word (after));
  /* snake_case is no emphasis. */
  if (run.mark == '_')
    {
      run.opens &= !is_word (before);
      run.closes &= !is_word (after);
    }
  g_string_append_len (self->html, at - run.length, run.length);
  if (run.length <= 3 && (run.mark != '~' || run.length == 2))
    g_array_append_val (self->runs, run);

  return at;
}

/* Pairs of runs of one mark and length are emphasis. */
static void
match_runs (Writer *self)
{
  guint openers[3][3] = { 0 };

  for (guint i = 0; i < self->runs->len; i++)
    {
      Run *run = &g_array_index (self->runs, Run, i);
      guint *opener;

      if (run->mark == '[')
        continue;
      opener = &openers[strchr (MARKS, run->mark) - MARKS][run->length - 1];
      if (run->closes && *opener > 0)
        {
          run->dropped = g_array_index (self->runs, Run, *opener - 1).dropped = TRUE;
          *opener = 0;
        }
      else if (run->opens)
        *opener = i + 1;
    }
}

/* Takes what is no text out of the HTML of this line. */
static void
drop_runs (Writer *self,
           gsize   start)
{
  g_autoptr (GString) kept = g_string_new (NULL);
  gsize at = start;

  for (guint i = 0; i < self->runs->len; i++)
    {
      const Run *run = &g_array_index (self->runs, Run, i);

      if (!run->dropped)
        continue;
      g_string_append_len (kept, self->html->str + at, run->start - at);
      at = run->start + run->length;
    }
  g_string_append_len (kept, self->html->str + at, self->html->len - at);
  g_string_truncate (self->html, start);
  g_string_append_len (self->html, kept->str, kept->len);
  g_array_set_size (self->runs, 0);
  g_array_set_size (self->brackets, 0);
}

/* One character that may mean something: what follows, or NULL if it means itself. */
static const char *
take_special (Writer     *self,
              const char *line,
              const char *at,
              const char *end)
{
  if (*at == '\\' && at + 1 < end && g_ascii_ispunct (at[1]))
    {
      append_escaped (self->html, at + 1, 1);
      return at + 2;
    }
  if (*at == '`')
    return take_code (self, at, end);
  if (strchr (MARKS, *at) != NULL)
    return take_run (self, line, at, end);
  if (*at == '[' || (*at == '!' && at + 1 < end && at[1] == '['))
    return take_bracket (self, at);
  if (*at == ']')
    return take_closing_bracket (self, at, end);

  return NULL;
}

static void
write_inline (Writer     *self,
              const char *at,
              const char *end)
{
  const char *line = at;
  gsize start = self->html->len;

  while (at < end)
    {
      gsize plain = strcspn (at, "\\`*_~[]!<\n");
      const char *next;

      plain = MIN (plain, (gsize) (end - at));
      g_string_append_len (self->html, at, plain);
      at += plain;
      if (at == end)
        break;

      next = take_special (self, line, at, end);
      if (next == NULL && *at == '<' && !is_tag (at, end))
        g_string_append (self->html, "&lt;");
      else if (next == NULL)
        g_string_append_c (self->html, *at);
      at = next != NULL ? next : at + 1;
    }

  match_runs (self);
  drop_runs (self, start);
}

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
take_fence (Writer     *self,
            const char *at,
            const char *end)
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
take_heading (Writer     *self,
              const char *at,
              const char *end)
{
  gsize level = 0;

  while (at + level < end && at[level] == '#')
    level++;
  if (level == 0 || level > 6 || (at + level < end && at[level] != ' ' && at[level] != '\t'))
    return FALSE;

  while (end > at + level && (end[-1] == '#' || end[-1] == ' '))
    end--;
  g_string_append (self->html, "<h1>");
  write_inline (self, at + level, end);
  g_string_append (self->html, "</h1>");
  self->open = FALSE;

  return TRUE;
}

/* `- item`, `* item`, `+ item`; `1. item` keeps its number. */
static gboolean
take_item (Writer     *self,
           const char *at,
           const char *end)
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
  write_inline (self, mark + 2, end);
  self->open = TRUE;

  return TRUE;
}

/* `| cell | cell |` */
static gboolean
take_table_row (Writer     *self,
                const char *at,
                const char *end)
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
      write_inline (self, start, at);
    }
  self->open = FALSE;

  return TRUE;
}

/* Text that is no beginning of anything else. */
static void
write_text_line (Writer     *self,
                 const char *at,
                 const char *end)
{
  gboolean breaks = end - at > 2 && end[-1] == ' ' && end[-2] == ' ';

  if (end - at > 1 && end[-1] == '\\')
    {
      breaks = TRUE;
      end--;
    }
  g_string_append (self->html, self->open ? " " : "<p>");
  write_inline (self, at, end);
  if (breaks)
    g_string_append (self->html, "<br>");
  self->open = TRUE;
}

static void
write_line (Writer     *self,
            const char *at,
            const char *end)
{
  const char *start = at;

  while (at < end && (*at == ' ' || *at == '\t'))
    at++;
  if (take_fence (self, at, end))
    return;
  if (self->fence != '\0')
    {
      append_escaped (self->html, start, end - start);
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
      append_escaped (self->html, at, end - at);
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
  Writer writer = {
    .html = g_string_new (NULL),
    .runs = g_array_new (FALSE, FALSE, sizeof (Run)),
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
