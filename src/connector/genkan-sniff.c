/* genkan-sniff.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Content types lie (exports come as application/octet-stream, JSON as text/html), so the bytes
 * decide, and the content type is asked only where they leave a choice: `{"a": 1}` may be JSON
 * or NDJSON of one line, `name` may be the header of a CSV of one column.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-sniff.h"

#include "genkan-json.h"

#include <string.h>

/**
 * genkan_sniff_packing:
 * @data: the first bytes
 * @length: of @data
 * @complete: whether these are all
 *
 * Returns: how they are packed
 */
GenkanPacking
genkan_sniff_packing (const char *data,
                      gsize       length,
                      gboolean    complete)
{
  static const char gzip[] = { '\x1f', '\x8b' };

  if (length > 0 && data[0] != gzip[0])
    return GENKAN_PACKING_NONE;
  if (length < sizeof gzip)
    return complete ? GENKAN_PACKING_NONE : GENKAN_PACKING_UNKNOWN;

  return data[1] == gzip[1] ? GENKAN_PACKING_GZIP : GENKAN_PACKING_NONE;
}

/**
 * genkan_sniff_zip:
 * @data: the first bytes
 * @length: of @data
 * @complete: whether these are all
 *
 * Returns: whether this is a zip archive that has a member
 */
GenkanPacking
genkan_sniff_zip (const char *data,
                  gsize       length,
                  gboolean    complete)
{
  static const char zip[] = { 'P', 'K', '\3', '\4' };

  if (memcmp (data, zip, MIN (length, sizeof zip)) != 0)
    return GENKAN_PACKING_NONE;
  if (length < sizeof zip)
    return complete ? GENKAN_PACKING_NONE : GENKAN_PACKING_UNKNOWN;

  return GENKAN_PACKING_ARCHIVE;
}

static const char *
skip_space (const char *at,
            const char *end)
{
  while (at < end && g_ascii_isspace (*at))
    at++;

  return at;
}

static const char *
skip_start (const char *data,
            gsize       length)
{
  if (length >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0)
    return skip_space (data + 3, data + length);

  return skip_space (data, data + length);
}

static gboolean
begins_with (const char *at,
             const char *end,
             const char *word)
{
  gsize length = strlen (word);

  return (gsize) (end - at) >= length && g_ascii_strncasecmp (at, word, length) == 0;
}

/* Behind an XML declaration and comments, at the DOCTYPE or the first element. */
static const char *
skip_prologue (const char *at,
               const char *end)
{
  while (begins_with (at, end, "<?") || begins_with (at, end, "<!--"))
    {
      const char *mark = at[1] == '?' ? "?>" : "-->";
      const char *found = g_strstr_len (at, end - at, mark);

      if (found == NULL)
        return end;
      at = skip_space (found + strlen (mark), end);
    }

  return at;
}

/**
 * genkan_sniff_is_html:
 * @data: the first bytes
 * @length: of @data
 *
 * Returns: whether this is a web page, whatever its headers say
 */
gboolean
genkan_sniff_is_html (const char *data,
                      gsize       length)
{
  static const char *const elements[] = {
    "html", "head", "body", "title", "meta", "center", "div", "p", "h1", "h2", "script", "style",
    "table", "br",
  };
  const char *end = data + length;
  const char *start = skip_start (data, length);
  const char *at = skip_prologue (start, end);
  /* What says that it is XML may call its root anything but this. */
  gsize n_elements = begins_with (start, end, "<?xml") ? 1 : G_N_ELEMENTS (elements);

  if (begins_with (at, end, "<!doctype"))
    return begins_with (skip_space (at + strlen ("<!doctype"), end), end, "html");
  if (at == end || *at != '<')
    return FALSE;

  for (gsize i = 0; i < n_elements; i++)
    {
      const char *after = at + 1 + strlen (elements[i]);

      if (begins_with (at + 1, end, elements[i]) && after < end &&
          strchr (" \t\r\n/>", *after) != NULL)
        return TRUE;
    }

  return FALSE;
}

/**
 * genkan_sniff_may_be_html:
 * @start: the first bytes
 *
 * Returns: whether genkan_sniff_is_html() may still say something else of more bytes
 */
gboolean
genkan_sniff_may_be_html (const GString *start)
{
  char first = start->str[strspn (start->str, "\xEF\xBB\xBF \t\r\n\f\v")];

  return first == '<' || first == '\0';
}

static GenkanFormat
format_of_content_type (const char *content_type)
{
  static const struct
  {
    const char   *name;
    GenkanFormat  format;
  } types[] = {
    { "application/x-ndjson", GENKAN_FORMAT_NDJSON }, { "application/ndjson", GENKAN_FORMAT_NDJSON },
    { "application/jsonl", GENKAN_FORMAT_NDJSON },    { "application/x-jsonlines", GENKAN_FORMAT_NDJSON },
    { "application/json-lines", GENKAN_FORMAT_NDJSON }, { "application/stream+json", GENKAN_FORMAT_NDJSON },
    { "text/csv", GENKAN_FORMAT_CSV },                { "application/csv", GENKAN_FORMAT_CSV },
    { "text/tab-separated-values", GENKAN_FORMAT_CSV },
  };
  gsize length = content_type != NULL ? strcspn (content_type, "; \t") : 0;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (length == strlen (types[i].name) &&
        g_ascii_strncasecmp (content_type, types[i].name, length) == 0)
      return types[i].format;

  return GENKAN_FORMAT_SNIFFED;
}

/* `<` in UTF-16, after a byte order mark or before a `?`. */
static gboolean
is_wide_markup (const char *data,
                gsize       length)
{
  return length >= 4 &&
         (memcmp (data, "\xFF\xFE<\0", 4) == 0 || memcmp (data, "\xFE\xFF\0<", 4) == 0 ||
          memcmp (data, "<\0?\0", 4) == 0 || memcmp (data, "\0<\0?", 4) == 0);
}

/* Behind `<`: XML, unless it is none. Waits until a web page would have been seen. */
static GenkanFormat
sniff_markup (const char *at,
              const char *end,
              gboolean    complete)
{
  const char *root = skip_prologue (at, end);
  guchar first = end - root > 1 ? root[1] : '\0';
  const char *until = first == '!' ? "[>" : " \t\r\n/>";

  if (first != '\0' && first < 0x80 && !g_ascii_isalpha (first) && strchr ("_:!?", first) == NULL)
    return GENKAN_FORMAT_JSON;

  for (const char *c = root; c < end; c++)
    if (*c != '\0' && strchr (until, *c) != NULL)
      return GENKAN_FORMAT_XML;

  return complete ? GENKAN_FORMAT_XML : GENKAN_FORMAT_SNIFFED;
}

/* Behind `{`: NDJSON if the first line is a whole object and another begins below it. */
static GenkanFormat
sniff_object (const char *at,
              const char *end,
              gboolean    complete)
{
  g_autoptr (GArray) nodes = NULL;
  const char *line_end = memchr (at, '\n', end - at);
  const char *next;
  guint root;

  if (line_end == NULL)
    return complete ? GENKAN_FORMAT_JSON : GENKAN_FORMAT_SNIFFED;

  nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  if (!genkan_json_index (nodes, at, line_end - at, &root))
    return GENKAN_FORMAT_JSON;

  next = skip_space (line_end, end);
  if (next == end && !complete)
    return GENKAN_FORMAT_SNIFFED;

  return next < end && *next == '{' ? GENKAN_FORMAT_NDJSON : GENKAN_FORMAT_JSON;
}

/* How often @delimiter stands outside of quotes, up to the end of the line. */
static guint
count_in_line (const char  *at,
               const char  *end,
               char         delimiter,
               const char **ret_next)
{
  gboolean in_quotes = FALSE;
  guint n = 0;

  for (; at < end && (in_quotes || (*at != '\n' && *at != '\r')); at++)
    {
      if (*at == '"')
        in_quotes = !in_quotes;
      n += *at == delimiter && !in_quotes;
    }
  *ret_next = at;

  return n;
}

/* CSV if the first two lines have as many fields, and more than one. */
static GenkanFormat
sniff_table (const char *at,
             const char *end,
             gboolean    complete)
{
  static const char delimiters[] = { ',', ';', '\t' };

  for (gsize i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      const char *first_end, *second, *second_end;
      guint n = count_in_line (at, end, delimiters[i], &first_end);
      guint m;

      second = skip_space (first_end, end);
      m = count_in_line (second, end, delimiters[i], &second_end);
      if (!complete && second_end == end)
        return GENKAN_FORMAT_SNIFFED;
      if (n > 0 && n == m)
        return GENKAN_FORMAT_CSV;
    }

  return GENKAN_FORMAT_JSON;
}

/**
 * genkan_sniff_format:
 * @data: the first bytes
 * @length: of @data
 * @complete: whether no more than these are to be looked at
 * @content_type: (nullable): what the headers say
 *
 * What is nothing else is JSON, whose decoder says what is wrong with it.
 *
 * Returns: the format, or %GENKAN_FORMAT_SNIFFED if more bytes are needed
 */
GenkanFormat
genkan_sniff_format (const char *data,
                     gsize       length,
                     gboolean    complete,
                     const char *content_type)
{
  GenkanFormat hint = format_of_content_type (content_type);
  const char *at = skip_start (data, length);
  const char *end = data + length;

  if (at == end || (length < 4 && !complete))
    return complete ? GENKAN_FORMAT_JSON : GENKAN_FORMAT_SNIFFED;
  if (is_wide_markup (data, length))
    return GENKAN_FORMAT_XML;
  if (*at == '<')
    return sniff_markup (at, end, complete);
  if (*at == '[')
    return GENKAN_FORMAT_JSON;
  if (*at == '{')
    return hint == GENKAN_FORMAT_NDJSON ? hint : sniff_object (at, end, complete);
  if (hint == GENKAN_FORMAT_CSV)
    return hint;

  return sniff_table (at, end, complete);
}
