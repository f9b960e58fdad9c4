/* genkan-markdown.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown as tools write it in descriptions: paragraphs, headings, lists, quotes, code and
 * tables, a line at a time. Line breaks stay, since much of it is plain text; HTML stays text.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-markdown.h"

#include <string.h>

#define MAX_DEPTH 5

typedef struct
{
  GPtrArray          *blocks;  /* (owned) (element-type GenkanMarkdownBlock) */
  GString            *text;    /* (owned) of the block that grows */
  GenkanMarkdownKind  kind;
  guint               level;
  char               *marker;  /* (owned) (nullable) */
  char                fence;   /* of the code that we are in, or 0 */
  gsize               n_fence;
  gboolean            after_blank;
} GenkanMarkdown;

static void
genkan_markdown_block_free (gpointer data)
{
  GenkanMarkdownBlock *block = data;

  g_free (block->marker);
  g_free (block->text);
  g_free (block);
}

/* Paragraphs that follow each other are one text. */
static gboolean
join_paragraph (GenkanMarkdown *self,
                const char     *markup)
{
  GenkanMarkdownBlock *last =
    self->blocks->len > 0 ? self->blocks->pdata[self->blocks->len - 1] : NULL;
  char *joined;

  if (self->kind != GENKAN_MARKDOWN_TEXT || last == NULL || last->kind != GENKAN_MARKDOWN_TEXT)
    return FALSE;

  joined = g_strconcat (last->text, "\n\n", markup, NULL);
  g_free (last->text);
  last->text = joined;

  return TRUE;
}

static void
finish_block (GenkanMarkdown *self)
{
  g_autofree char *text = g_strdup (self->text->str);
  g_autofree char *markup = NULL;
  GenkanMarkdownBlock *block;

  g_string_truncate (self->text, 0);
  if (*g_strchomp (text) != '\0')
    {
      markup = self->kind == GENKAN_MARKDOWN_CODE ? g_steal_pointer (&text)
                                                  : genkan_markdown_parse_inline (text);
      if (!join_paragraph (self, markup))
        {
          block = g_new0 (GenkanMarkdownBlock, 1);
          block->kind = self->kind;
          block->level = self->level;
          block->marker = g_steal_pointer (&self->marker);
          block->text = g_steal_pointer (&markup);
          g_ptr_array_add (self->blocks, block);
        }
    }

  g_clear_pointer (&self->marker, g_free);
  self->kind = GENKAN_MARKDOWN_TEXT;
  self->level = 0;
}

static void
add_line (GenkanMarkdown     *self,
          GenkanMarkdownKind  kind,
          const char         *line)
{
  if (self->kind != kind)
    finish_block (self);
  self->kind = kind;
  if (self->text->len > 0)
    g_string_append_c (self->text, '\n');
  g_string_append (self->text, line);
}

/* --- code --- */

static gsize
count_fence (const char *line)
{
  gsize n = *line == '`' || *line == '~' ? strspn (line, *line == '`' ? "`" : "~") : 0;

  return n >= 3 && (*line == '~' || strchr (line + n, '`') == NULL) ? n : 0;
}

static gboolean
take_fenced (GenkanMarkdown *self,
             const char     *line,
             const char     *content)
{
  gsize n = count_fence (content);

  if (self->fence == 0 && n == 0)
    return FALSE;

  if (self->fence == 0)
    {
      finish_block (self);
      self->kind = GENKAN_MARKDOWN_CODE;
      self->fence = *content;
      self->n_fence = n;
    }
  else if (*content == self->fence && n >= self->n_fence && content[n] == '\0')
    {
      self->fence = 0;
      finish_block (self);
    }
  else
    {
      g_string_append (self->text, line);
      g_string_append_c (self->text, '\n');
    }

  return TRUE;
}

/* --- headings, lists, quotes --- */

static gboolean
take_heading (GenkanMarkdown *self,
              const char     *content)
{
  gsize level = strspn (content, "#");
  g_autofree char *text = NULL;
  gsize length;

  if (level == 0 || level > 6 || (content[level] != ' ' && content[level] != '\t'))
    return FALSE;

  finish_block (self);
  text = g_strstrip (g_strdup (content + level));
  length = strlen (text);
  while (length > 0 && text[length - 1] == '#')
    text[--length] = '\0';
  add_line (self, GENKAN_MARKDOWN_HEADING, text);
  self->level = level;
  finish_block (self);

  return TRUE;
}

/* A line of = or - below a line of text makes that a heading; alone it only parts. */
static gboolean
take_underline (GenkanMarkdown *self,
                const char     *content)
{
  gsize n = *content != '\0' && strchr ("=-*_", *content) != NULL
              ? strspn (content, (char[]) { *content, ' ', '\0' }) : 0;
  gboolean below = self->kind == GENKAN_MARKDOWN_TEXT && self->text->len > 0 &&
                   !self->after_blank && strchr (self->text->str, '\n') == NULL;

  if (n < 3 || content[n] != '\0')
    return FALSE;

  if (below && (*content == '=' || *content == '-'))
    {
      self->kind = GENKAN_MARKDOWN_HEADING;
      self->level = *content == '=' ? 1 : 2;
    }
  else if (*content == '=')
    return FALSE;
  finish_block (self);

  return TRUE;
}

/* Returns: (transfer full) (nullable): the bullet or number that @content begins with */
static char *
read_marker (const char  *content,
             const char **ret_rest)
{
  gsize n = strspn (content, "0123456789");
  const char *behind = content + n + 1;

  if (n == 0 ? *content == '\0' || strchr ("-*+", *content) == NULL
             : n > 9 || (content[n] != '.' && content[n] != ')'))
    return NULL;
  if (*behind != ' ' && *behind != '\t')
    return NULL;

  *ret_rest = behind + strspn (behind, " \t");

  return n == 0 ? g_strdup ("•") : g_strdup_printf ("%.*s.", (int) n, content);
}

static gboolean
take_item (GenkanMarkdown *self,
           const char     *line,
           const char     *content)
{
  const char *rest = NULL;
  char *marker = read_marker (content, &rest);
  guint level;

  if (marker == NULL)
    return FALSE;

  finish_block (self);
  level = MIN ((guint) (content - line) / 2, MAX_DEPTH);
  add_line (self, GENKAN_MARKDOWN_ITEM, rest);
  self->level = level;
  self->marker = marker;

  return TRUE;
}

static gboolean
take_quote (GenkanMarkdown *self,
            const char     *content)
{
  if (*content != '>')
    return FALSE;

  content++;
  add_line (self, GENKAN_MARKDOWN_QUOTE, content + (*content == ' '));

  return TRUE;
}

/* --- the rest --- */

/* Lines that are moved in belong to the item above, or are code if there is none. */
static void
take_text (GenkanMarkdown *self,
           const char     *line,
           const char     *content)
{
  gsize indent = content - line;
  gboolean is_code = (indent >= 4 || *line == '\t') &&
                     (self->after_blank || self->kind == GENKAN_MARKDOWN_CODE);

  if (self->kind == GENKAN_MARKDOWN_ITEM && (!self->after_blank || indent > 0))
    add_line (self, GENKAN_MARKDOWN_ITEM, content);
  else if (is_code)
    add_line (self, GENKAN_MARKDOWN_CODE, line + (*line == '\t' ? 1 : 4));
  else if (*content == '|')
    add_line (self, GENKAN_MARKDOWN_CODE, content);
  else if (self->kind == GENKAN_MARKDOWN_QUOTE && !self->after_blank)
    add_line (self, GENKAN_MARKDOWN_QUOTE, content);
  else
    add_line (self, GENKAN_MARKDOWN_TEXT, content);
}

static void
take_line (GenkanMarkdown *self,
           const char     *line)
{
  const char *content = line + strspn (line, " \t");

  if (take_fenced (self, line, content))
    return;

  if (*content == '\0')
    {
      if (self->kind == GENKAN_MARKDOWN_CODE)
        g_string_append_c (self->text, '\n');
      else if (self->kind != GENKAN_MARKDOWN_ITEM)
        finish_block (self);
      self->after_blank = TRUE;
      return;
    }

  if (!take_heading (self, content) && !take_underline (self, content) &&
      !take_item (self, line, content) && !take_quote (self, content))
    take_text (self, line, content);
  self->after_blank = FALSE;
}

/**
 * genkan_markdown_parse:
 * @text: valid UTF-8
 * @max_blocks: how many at most
 * @ret_cut: (out): whether there was more
 *
 * Returns: (transfer full) (element-type GenkanMarkdownBlock): what stands in it, in order
 */
GPtrArray *
genkan_markdown_parse (const char *text,
                       guint       max_blocks,
                       gboolean   *ret_cut)
{
  GenkanMarkdown self = { .kind = GENKAN_MARKDOWN_TEXT, .after_blank = TRUE };
  const char *p = text;

  g_return_val_if_fail (text != NULL, NULL);

  self.blocks = g_ptr_array_new_with_free_func (genkan_markdown_block_free);
  self.text = g_string_new (NULL);
  while (*p != '\0' && self.blocks->len < max_blocks)
    {
      gsize length = strcspn (p, "\n");
      g_autofree char *line = g_strndup (p, length);

      take_line (&self, g_strchomp (line));
      p += length + (p[length] == '\n');
    }
  finish_block (&self);
  *ret_cut = *p != '\0';

  g_string_free (self.text, TRUE);
  g_free (self.marker);

  return self.blocks;
}
