/* genkan-yaml-place.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libyaml says where a scalar begins; SQLite says which byte of it is wrong. Where that byte
 * stands in the file is found by reading both side by side.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-yaml-private.h"

/* Where the node stands in the text; never beyond its end. */
static const char *
node_source (GenkanYamlDocument   *self,
             const GenkanYamlNode *node)
{
  const char *at = self->lines->pdata[MIN (node->line, self->lines->len) - 1];

  for (guint column = 1; column < node->column && *at != '\0'; column++)
    at = g_utf8_next_char (at);

  return MIN (at, self->text + strlen (self->text));
}

static gsize
escape_length (const char *at)
{
  switch (at[1])
    {
    case '\0':
      return 1;

    case 'x':
      return MIN (4, strlen (at));

    case 'u':
      return MIN (6, strlen (at));

    case 'U':
      return MIN (10, strlen (at));

    default:
      return 2;
    }
}

/* Walks the source beside the value until @offset: white space may differ in amount (folding,
 * indentation), quotes may be doubled or escaped; everything else is the same in both. */
static const char *
align (const char *source,
       char        quote,
       const char *value,
       gsize       offset)
{
  const char *end = value + offset;

  for (;;)
    {
      while (*source != '\0' && g_ascii_isspace (*source) && !g_ascii_isspace (*value))
        source++;
      if (value >= end || *source == '\0')
        return source;

      if (g_ascii_isspace (*value))
        {
          while (g_ascii_isspace (*source))
            source++;
          while (value < end && g_ascii_isspace (*value))
            value++;
          continue;
        }
      if (quote == '"' && *source == '\\')
        source += escape_length (source);
      else
        source += quote == '\'' && source[0] == '\'' && source[1] == '\'' ? 2 : 1;
      value++;
    }
}

/**
 * genkan_yaml_get_place:
 * @self: the document
 * @node: a node of it
 * @offset: bytes into the text of a scalar
 * @ret_line: (out): from 1
 * @ret_column: (out): from 1
 *
 * Where that byte stands in the file.
 */
void
genkan_yaml_get_place (GenkanYamlDocument   *self,
                       const GenkanYamlNode *node,
                       gsize                 offset,
                       guint                *ret_line,
                       guint                *ret_column)
{
  const char *source = node_source (self, node);
  const char *line_start;
  char quote = '\0';

  *ret_line = node->line;
  *ret_column = node->column;
  if (node->kind != GENKAN_YAML_SCALAR || (offset == 0 && node->plain))
    return;

  if (*source == '"' || *source == '\'')
    quote = *source++;
  else if (!node->plain)
    source += strcspn (source, "\n");

  source = align (source, quote, node->text, MIN (offset, strlen (node->text)));
  while (*ret_line < self->lines->len && (char *) self->lines->pdata[*ret_line] <= source)
    (*ret_line)++;
  line_start = self->lines->pdata[*ret_line - 1];
  *ret_column = g_utf8_strlen (line_start, source - line_start) + 1;
}
