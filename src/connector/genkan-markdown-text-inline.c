/* genkan-markdown-text-inline.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands within a line of Markdown: emphasis, code, links and HTML.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-markdown-text-private.h"

#include <string.h>

#define MARKS "*_~"
/* How far an end is looked for, so that many beginnings without one take no time. */
#define MAX_REACH 4096

void
genkan_markdown_append_escaped (GString    *html,
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
take_code (GenkanMarkdownWriter *self,
           const char           *at,
           const char           *end)
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
      genkan_markdown_append_escaped (self->html, start, found - start);
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
take_bracket (GenkanMarkdownWriter *self,
              const char           *at)
{
  GenkanMarkdownRun run = { self->html->len, *at == '!' ? 2 : 1, '[' };

  g_string_append_len (self->html, at, run.length);
  g_array_append_val (self->runs, run);
  g_array_append_vals (self->brackets, &(guint) { self->runs->len - 1 }, 1);

  return at + run.length;
}

static const char *
take_closing_bracket (GenkanMarkdownWriter *self,
                      const char           *at,
                      const char           *end)
{
  const char *next;
  guint place;

  if (self->brackets->len == 0)
    return NULL;

  place = g_array_index (self->brackets, guint, self->brackets->len - 1);
  g_array_set_size (self->brackets, self->brackets->len - 1);
  next = skip_target (at + 1, end);
  if (next != NULL)
    g_array_index (self->runs, GenkanMarkdownRun, place).dropped = TRUE;

  return next;
}

static const char *
take_run (GenkanMarkdownWriter *self,
          const char           *line,
          const char           *at,
          const char           *end)
{
  GenkanMarkdownRun run = { self->html->len, 0, *at };
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
match_runs (GenkanMarkdownWriter *self)
{
  guint openers[3][3] = { 0 };

  for (guint i = 0; i < self->runs->len; i++)
    {
      GenkanMarkdownRun *run = &g_array_index (self->runs, GenkanMarkdownRun, i);
      guint *opener;

      if (run->mark == '[')
        continue;
      opener = &openers[strchr (MARKS, run->mark) - MARKS][run->length - 1];
      if (run->closes && *opener > 0)
        {
          run->dropped = g_array_index (self->runs, GenkanMarkdownRun, *opener - 1).dropped = TRUE;
          *opener = 0;
        }
      else if (run->opens)
        *opener = i + 1;
    }
}

/* Takes what is no text out of the HTML of this line. */
static void
drop_runs (GenkanMarkdownWriter *self,
           gsize                 start)
{
  g_autoptr (GString) kept = g_string_new (NULL);
  gsize at = start;

  for (guint i = 0; i < self->runs->len; i++)
    {
      const GenkanMarkdownRun *run = &g_array_index (self->runs, GenkanMarkdownRun, i);

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
take_special (GenkanMarkdownWriter *self,
              const char           *line,
              const char           *at,
              const char           *end)
{
  if (*at == '\\' && at + 1 < end && g_ascii_ispunct (at[1]))
    {
      genkan_markdown_append_escaped (self->html, at + 1, 1);
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

/*< private >
 * genkan_markdown_write_inline:
 * @self: where it goes
 * @at: a line without what makes it a heading or an item
 * @end: of the line
 */
void
genkan_markdown_write_inline (GenkanMarkdownWriter *self,
                              const char           *at,
                              const char           *end)
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
