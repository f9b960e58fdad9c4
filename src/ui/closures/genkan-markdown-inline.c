/* genkan-markdown-inline.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A span is opened only when its end has been found, so that the markup is always well-formed;
 * an end is looked for no further than MAX_SPAN, so that no text takes long. What is inside a
 * span is read as well, without the kind of the span itself, so that the depth has an end too.
 * HTML is text like any other.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-markdown.h"

#include <string.h>

#define MAX_SPAN 1000

/* Longest first: ** is not two of *. */
static const struct
{
  const char *mark;
  const char *open;
  const char *close;
  gboolean    whole_words; /* snake_case is none */
} spans[] = {
  { "**", "<b>", "</b>", FALSE }, { "__", "<b>", "</b>", TRUE },
  { "~~", "<s>", "</s>", FALSE }, { "*", "<i>", "</i>", FALSE }, { "_", "<i>", "</i>", TRUE },
};

static void parse_range (GString    *markup,
                         const char *start,
                         const char *end,
                         guint       without);

static void
append_escaped (GString    *markup,
                const char *text,
                gsize       length)
{
  g_autofree char *escaped = g_markup_escape_text (text, length);

  g_string_append (markup, escaped);
}

static const char *
least_end (const char *start,
           const char *end)
{
  return end - start > MAX_SPAN ? start + MAX_SPAN : end;
}

/* --- links --- */

static gboolean
is_web_address (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  return (g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0) &&
         g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0';
}

/* Where a link leads stands in its tooltip: its text may say anything. */
static void
append_link_start (GString    *markup,
                   const char *address)
{
  g_autofree char *escaped = g_markup_escape_text (address, -1);

  g_string_append_printf (markup, "<a href=\"%s\" title=\"%s\">", escaped, escaped);
}

/* Marks that end a sentence, or close what the address stands in, are not part of it. */
static const char *
end_of_address (const char *start,
                const char *end)
{
  const char *p = start;
  int depth = 0;

  while (p < end && (guchar) *p > ' ' && strchr ("<>\"`", *p) == NULL)
    {
      depth += (*p == '(') - (*p == ')');
      if (depth < 0)
        break;
      p++;
    }
  while (p > start && strchr (".,;:!?'*_~]", p[-1]) != NULL)
    p--;

  return p;
}

/* Returns: (nullable): behind it, or %NULL if there is none here */
static const char *
parse_address (GString    *markup,
               const char *p,
               const char *end)
{
  const char *stop;
  g_autofree char *address = NULL;

  if (!g_str_has_prefix (p, "http://") && !g_str_has_prefix (p, "https://"))
    return NULL;

  stop = end_of_address (p, end);
  address = g_strndup (p, stop - p);
  if (!is_web_address (address))
    return NULL;

  append_link_start (markup, address);
  append_escaped (markup, p, stop - p);
  g_string_append (markup, "</a>");

  return stop;
}

/* Returns: (nullable): the ] that belongs to the [ before @p */
static const char *
find_bracket (const char *p,
              const char *end)
{
  int depth = 1;

  for (end = least_end (p, end); p < end; p++)
    {
      if (*p == '\\' && p + 1 < end)
        p++;
      else if (*p == '[')
        depth++;
      else if (*p == ']' && --depth == 0)
        return p;
    }

  return NULL;
}

/* Of "(address "title")". Returns: (transfer full) (nullable): the address */
static char *
read_target (const char  *p,
             const char  *end,
             const char **ret_stop)
{
  const char *close = p;
  int depth = 0;
  g_autofree char *inside = NULL;

  for (end = least_end (p, end); close < end; close++)
    {
      depth += (*close == '(') - (*close == ')');
      if (depth == 0)
        break;
    }
  if (close >= end || *p != '(')
    return NULL;

  inside = g_strstrip (g_strndup (p + 1, close - p - 1));
  inside[strcspn (inside, " \t\n")] = '\0';
  *ret_stop = close + 1;

  if (*inside == '<' && g_str_has_suffix (inside, ">"))
    return g_strndup (inside + 1, strlen (inside) - 2);

  return g_steal_pointer (&inside);
}

/* A link whose address is none of the web is its text. */
static const char *
parse_link (GString    *markup,
            const char *p,
            const char *end,
            guint       without)
{
  const char *text = p + (*p == '!') + 1;
  const char *bracket = find_bracket (text, end);
  const char *stop = NULL;
  g_autofree char *address = NULL;
  gboolean links;

  if (bracket == NULL || bracket + 1 >= end || bracket[1] != '(')
    return NULL;

  address = read_target (bracket + 1, end, &stop);
  if (address == NULL)
    return NULL;

  links = is_web_address (address);
  if (links)
    append_link_start (markup, address);
  if (bracket > text)
    parse_range (markup, text, bracket, without | 1u << G_N_ELEMENTS (spans));
  else
    append_escaped (markup, address, strlen (address));
  if (links)
    g_string_append (markup, "</a>");

  return stop;
}

/* --- code and emphasis --- */

/* Between as many backticks as begin it; those that nothing ends are text. */
static const char *
parse_code (GString    *markup,
            const char *p,
            const char *end)
{
  gsize n_ticks = strspn (p, "`");
  const char *text = p + n_ticks;
  const char *stop = text;
  const char *last = least_end (text, end);

  while (stop < last)
    {
      gsize n = strspn (stop, "`");

      if (n == n_ticks && stop + n <= end)
        break;
      stop += MAX (n, 1);
    }
  if (stop >= last)
    {
      append_escaped (markup, p, n_ticks);
      return text;
    }

  g_string_append (markup, "<tt>");
  append_escaped (markup, text, stop - text);
  g_string_append (markup, "</tt>");

  return stop + n_ticks;
}

static gboolean
is_word (const char *p)
{
  return g_ascii_isalnum (*p) || (guchar) *p >= 0x80;
}

/* Of three marks in a row the last two end what two began. */
static gboolean
is_end (const char *mark,
        gsize       length,
        gboolean    whole_words,
        const char *p,
        const char *end)
{
  if (strncmp (p, mark, length) != 0 || g_ascii_isspace (p[-1]))
    return FALSE;
  if (p + length < end && p[length] == *mark)
    return FALSE;
  if (length == 1 && p[-1] == *mark)
    return FALSE;

  return !whole_words || !is_word (p + length);
}

static const char *
find_mark (const char *mark,
           gboolean    whole_words,
           const char *p,
           const char *end)
{
  gsize length = strlen (mark);
  const char *last = least_end (p, end);

  for (; p + length <= last; p++)
    {
      if (*p == '\\' && p + 1 < last)
        p++;
      else if (is_end (mark, length, whole_words, p, end))
        return p;
    }

  return NULL;
}

static const char *
parse_span (GString    *markup,
            const char *start,
            const char *p,
            const char *end,
            guint       without)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      gsize length = strlen (spans[i].mark);
      const char *text = p + length;
      const char *stop;

      if ((without >> i & 1) != 0 || text >= end || strncmp (p, spans[i].mark, length) != 0 ||
          g_ascii_isspace (*text) || (spans[i].whole_words && p > start && is_word (p - 1)))
        continue;

      stop = find_mark (spans[i].mark, spans[i].whole_words, text + 1, end);
      if (stop == NULL)
        continue;

      g_string_append (markup, spans[i].open);
      parse_range (markup, text, stop, without | 1u << i);
      g_string_append (markup, spans[i].close);

      return stop + length;
    }

  return NULL;
}

/* --- all of it --- */

/* Returns: (nullable): behind what begins at @p, or %NULL if that is only a character */
static const char *
parse_one (GString    *markup,
           const char *start,
           const char *p,
           const char *end,
           guint       without)
{
  gboolean in_link = (without >> G_N_ELEMENTS (spans) & 1) != 0;

  switch (*p)
    {
    case '`':
      return parse_code (markup, p, end);

    case '*':
    case '_':
    case '~':
      return parse_span (markup, start, p, end, without);

    case '[':
      return in_link ? NULL : parse_link (markup, p, end, without);

    case '!':
      return in_link || p + 1 >= end || p[1] != '[' ? NULL : parse_link (markup, p, end, without);

    case 'h':
      return in_link || (p > start && is_word (p - 1)) ? NULL : parse_address (markup, p, end);

    default:
      return NULL;
    }
}

/* A character, or what a backslash takes the meaning from. */
static const char *
append_character (GString    *markup,
                  const char *p,
                  const char *end)
{
  const char *next;

  if (*p == '\\' && p + 1 < end && g_ascii_ispunct (p[1]))
    p++;
  next = g_utf8_next_char (p);

  if (g_ascii_iscntrl (*p) && *p != '\n' && *p != '\t')
    g_string_append_unichar (markup, 0xFFFD);
  else
    append_escaped (markup, p, next - p);

  return next;
}

static void
parse_range (GString    *markup,
             const char *start,
             const char *end,
             guint       without)
{
  const char *p = start;

  while (p < end)
    {
      const char *next = parse_one (markup, start, p, end, without);

      p = next != NULL ? next : append_character (markup, p, end);
    }
}

/**
 * genkan_markdown_parse_inline:
 * @text: valid UTF-8
 *
 * Returns: (transfer full): Pango markup
 */
char *
genkan_markdown_parse_inline (const char *text)
{
  GString *markup = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, g_string_free (markup, FALSE));

  parse_range (markup, text, text + strlen (text), 0);

  return g_string_free (markup, FALSE);
}
