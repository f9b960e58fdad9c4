/* genkan-json-index.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The nodes of a document lie in one array in the order of the text, children behind their
 * parent, and every node knows where the next one begins that is not inside it: a look-up walks
 * siblings and skips whatever they hold.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-json.h"

typedef struct
{
  GArray     *nodes;
  guint       root;
  const char *text;
  const char *at;
  const char *end;
} Indexer;

static gboolean index_value (Indexer *self,
                             guint    depth);

static inline void
skip_space (Indexer *self)
{
  while (self->at < self->end &&
         (*self->at == ' ' || *self->at == '\n' || *self->at == '\t' || *self->at == '\r'))
    self->at++;
}

static gboolean
take (Indexer *self,
      char     c)
{
  skip_space (self);
  if (self->at >= self->end || *self->at != c)
    return FALSE;

  self->at++;

  return TRUE;
}

static gboolean
take_escape (Indexer *self)
{
  char c;

  if (self->at >= self->end)
    return FALSE;

  c = *self->at++;
  if (c != 'u')
    return c != '\0' && strchr ("\"\\/bfnrt", c) != NULL;

  for (int i = 0; i < 4; i++, self->at++)
    if (self->at >= self->end || !g_ascii_isxdigit (*self->at))
      return FALSE;

  return TRUE;
}

/* From behind the opening quote to behind the closing one. */
static gboolean
take_text (Indexer  *self,
           guint32  *ret_start,
           guint32  *ret_length,
           guint8   *ret_escaped)
{
  const char *start = self->at;
  gboolean plain = TRUE;

  *ret_escaped = FALSE;
  while (self->at < self->end && *self->at != '"')
    {
      guchar c = *self->at++;

      if (c < 0x20)
        return FALSE;
      if (c >= 0x80)
        plain = FALSE;
      if (c != '\\')
        continue;

      *ret_escaped = TRUE;
      if (!take_escape (self))
        return FALSE;
    }

  if (self->at >= self->end || (!plain && !g_utf8_validate (start, self->at - start, NULL)))
    return FALSE;

  *ret_start = start - self->text;
  *ret_length = self->at - start;
  self->at++;

  return TRUE;
}

static gboolean
take_digits (Indexer *self)
{
  const char *start = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;

  return self->at > start;
}

static gboolean
take_number (Indexer *self,
             guint8  *ret_type)
{
  const char *start;

  *ret_type = GENKAN_JSON_INTEGER;
  if (*self->at == '-')
    self->at++;

  start = self->at;
  if (!take_digits (self) || (*start == '0' && self->at - start > 1))
    return FALSE;

  if (self->at < self->end && *self->at == '.')
    {
      *ret_type = GENKAN_JSON_REAL;
      self->at++;
      if (!take_digits (self))
        return FALSE;
    }

  if (self->at < self->end && (*self->at == 'e' || *self->at == 'E'))
    {
      *ret_type = GENKAN_JSON_REAL;
      self->at++;
      if (self->at < self->end && (*self->at == '+' || *self->at == '-'))
        self->at++;
      if (!take_digits (self))
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_word (Indexer    *self,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;

  self->at += length;

  return TRUE;
}

static guint
add_node (Indexer        *self,
          GenkanJsonType  type)
{
  GenkanJsonNode node = { .type = type, .start = self->at - self->text };

  g_array_append_val (self->nodes, node);

  return self->nodes->len - 1;
}

static GenkanJsonNode *
node_at (Indexer *self,
         guint    place)
{
  return &g_array_index (self->nodes, GenkanJsonNode, place);
}

static void
close_node (Indexer *self,
            guint    place)
{
  GenkanJsonNode *node = node_at (self, place);

  node->next = self->nodes->len - self->root;
  node->length = self->at - self->text - node->start;
}

static gboolean
index_array (Indexer *self,
             guint    depth)
{
  guint place = add_node (self, GENKAN_JSON_ARRAY);

  self->at++;
  if (!take (self, ']'))
    {
      do
        if (!index_value (self, depth + 1))
          return FALSE;
      while (take (self, ','));

      if (!take (self, ']'))
        return FALSE;
    }
  close_node (self, place);

  return TRUE;
}

static gboolean
index_member (Indexer *self,
              guint    depth)
{
  guint32 key, key_length;
  guint8 key_escaped;
  guint place;
  GenkanJsonNode *node;

  if (!take (self, '"') || !take_text (self, &key, &key_length, &key_escaped) || !take (self, ':'))
    return FALSE;

  place = self->nodes->len;
  if (!index_value (self, depth + 1))
    return FALSE;

  node = node_at (self, place);
  node->key = key;
  node->key_length = key_length;
  node->key_escaped = key_escaped;

  return TRUE;
}

static gboolean
index_object (Indexer *self,
              guint    depth)
{
  guint place = add_node (self, GENKAN_JSON_OBJECT);

  self->at++;
  if (!take (self, '}'))
    {
      do
        if (!index_member (self, depth))
          return FALSE;
      while (take (self, ','));

      if (!take (self, '}'))
        return FALSE;
    }
  close_node (self, place);

  return TRUE;
}

static gboolean
index_text (Indexer *self)
{
  guint place;
  guint32 start, length;
  guint8 escaped;
  GenkanJsonNode *node;

  self->at++;
  place = add_node (self, GENKAN_JSON_TEXT);
  if (!take_text (self, &start, &length, &escaped))
    return FALSE;

  node = node_at (self, place);
  node->start = start;
  node->length = length;
  node->escaped = escaped;
  node->next = self->nodes->len - self->root;

  return TRUE;
}

static gboolean
index_scalar (Indexer *self)
{
  static const struct { const char *word; GenkanJsonType type; } words[] = {
    { "null", GENKAN_JSON_NULL },
    { "true", GENKAN_JSON_TRUE },
    { "false", GENKAN_JSON_FALSE },
  };
  guint place = add_node (self, GENKAN_JSON_NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (take_word (self, words[i].word))
      {
        node_at (self, place)->type = words[i].type;
        close_node (self, place);
        return TRUE;
      }

  if (*self->at != '-' && !g_ascii_isdigit (*self->at))
    return FALSE;
  if (!take_number (self, &node_at (self, place)->type))
    return FALSE;
  close_node (self, place);

  return TRUE;
}

static gboolean
index_value (Indexer *self,
             guint    depth)
{
  skip_space (self);
  if (self->at >= self->end || depth > GENKAN_JSON_MAX_DEPTH)
    return FALSE;

  switch (*self->at)
    {
    case '{':
      return index_object (self, depth);

    case '[':
      return index_array (self, depth);

    case '"':
      return index_text (self);

    default:
      return index_scalar (self);
    }
}

/**
 * genkan_json_index:
 * @nodes: (element-type GenkanJsonNode): where the document's nodes are appended
 * @text: any bytes
 * @length: of @text
 * @ret_root: (out): the place of the document's first node in @nodes
 *
 * Returns: whether @text is one whole JSON value; if not, @nodes is as it was
 */
gboolean
genkan_json_index (GArray     *nodes,
                   const char *text,
                   gsize       length,
                   guint      *ret_root)
{
  Indexer indexer = { nodes, nodes->len, text, text, text + length };

  if (length < G_MAXUINT32 && index_value (&indexer, 0))
    {
      skip_space (&indexer);
      if (indexer.at == indexer.end)
        {
          *ret_root = indexer.root;
          return TRUE;
        }
    }
  g_array_set_size (nodes, indexer.root);

  return FALSE;
}
