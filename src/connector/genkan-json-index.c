/* genkan-json-index.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The nodes of a document lie in one array in the order of the text, children behind their
 * parent, and every node knows where the next one begins that is not inside it: a look-up walks
 * siblings and skips whatever they hold.
 *
 * This is the one pass over every byte that is mapped, so it makes room for many nodes at a time
 * and calls nothing per byte.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-json.h"
#include "genkan-json-scan.h"

#define FIRST_ROOM 256
#define MAX_COMPARED 64

typedef struct
{
  GArray         *nodes;
  guint           root;
  GenkanJsonNode *node;   /* the document's first; moves when the array grows */
  guint32         n;      /* nodes of the document so far */
  guint32         room;   /* for nodes of the document */
  guint           n_levels; /* that may still be opened */
  gboolean        spaced; /* there is white space between the tokens */
  const char     *text;
  const char     *at;
  const char     *end;
} Indexer;

static gboolean index_value (Indexer *self,
                             guint32  place);

static void
make_room (Indexer *self)
{
  self->room = MAX (FIRST_ROOM, self->room * 2);
  g_array_set_size (self->nodes, self->root + self->room);
  self->node = &g_array_index (self->nodes, GenkanJsonNode, self->root);
}

static inline guint32
add_node (Indexer *self)
{
  if (self->n == self->room)
    make_room (self);
  self->node[self->n].level = self->n_levels;

  return self->n++;
}

static inline void
skip_space (Indexer *self)
{
  for (; self->at < self->end; self->at++)
    {
      char c = *self->at;

      if (G_LIKELY (c != ' ' && c != '\n' && c != '\t' && c != '\r'))
        return;
      self->spaced = TRUE;
    }
}

static inline gboolean
take (Indexer *self,
      char     c)
{
  if (self->at < self->end && *self->at == c)
    {
      self->at++;
      return TRUE;
    }

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

/* One that is not ASCII: RFC 3629, section 4. */
static gboolean
take_character (Indexer *self)
{
  const guint8 *at = (const guint8 *) self->at;
  guint more = *at < 0xC2 ? 0 : *at < 0xE0 ? 1 : *at < 0xF0 ? 2 : *at < 0xF5 ? 3 : 0;
  guint8 low = *at == 0xE0 ? 0xA0 : *at == 0xF0 ? 0x90 : 0x80;
  guint8 high = *at == 0xED ? 0x9F : *at == 0xF4 ? 0x8F : 0xBF;

  if (more == 0 || self->end - self->at <= more || at[1] < low || at[1] > high)
    return FALSE;
  for (guint i = 2; i <= more; i++)
    if (at[i] < 0x80 || at[i] > 0xBF)
      return FALSE;

  self->at += more + 1;

  return TRUE;
}

/* From behind the opening quote to behind the closing one. */
static inline gboolean
take_text (Indexer  *self,
           guint32  *ret_start,
           guint32  *ret_length,
           guint8   *ret_escaped)
{
  const char *start = self->at;

  *ret_escaped = FALSE;
  for (;;)
    {
      self->at = genkan_json_skip_plain (self->at, self->end);
      if (G_UNLIKELY (self->at >= self->end))
        return FALSE;
      if (G_LIKELY (*self->at == '"'))
        break;

      if (*self->at == '\\')
        {
          *ret_escaped = TRUE;
          self->at++;
          if (!take_escape (self))
            return FALSE;
        }
      else if (!take_character (self))
        return FALSE;
    }

  *ret_start = start - self->text;
  *ret_length = self->at - start;
  self->at++;

  return TRUE;
}

static inline gboolean
take_digits (Indexer *self)
{
  const char *start = self->at;

  while (self->at < self->end && *self->at >= '0' && *self->at <= '9')
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
           const char *word,
           gsize       length)
{
  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;

  self->at += length;

  return TRUE;
}

static inline void
begin_node (Indexer        *self,
            guint32         place,
            GenkanJsonType  type)
{
  GenkanJsonNode *node = &self->node[place];

  node->type = type;
  node->escaped = FALSE;
  node->ambiguous = FALSE;
  node->start = self->at - self->text;
}

static inline void
end_node (Indexer *self,
          guint32  place)
{
  GenkanJsonNode *node = &self->node[place];

  node->next = self->n;
  node->length = self->at - self->text - node->start;
}

static gboolean
index_array (Indexer *self,
             guint32  place)
{
  begin_node (self, place, GENKAN_JSON_ARRAY);
  self->at++;
  if (!take (self, ']'))
    {
      do
        {
          guint32 child = add_node (self);

          self->node[child].key_tag = 0;
          self->node[child].key_length = 0;
          if (!index_value (self, child))
            return FALSE;
        }
      while (take (self, ','));

      if (!take (self, ']'))
        return FALSE;
    }
  end_node (self, place);

  return TRUE;
}

/* Whether an earlier member of the object has the same name, or could have: those of a large
 * object are not all compared with each other. */
static gboolean
may_come_again (Indexer              *self,
                guint32               object,
                const GenkanJsonNode *member)
{
  guint n = 0;

  for (guint32 at = object + 1; &self->node[at] < member; at = self->node[at].next)
    {
      const GenkanJsonNode *other = &self->node[at];

      if (++n > MAX_COMPARED)
        return TRUE;
      if (other->key_tag == member->key_tag && other->key_length == member->key_length &&
          memcmp (self->text + other->key, self->text + member->key, member->key_length) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Most names are known to be new by one bit each. */
static inline void
note_key (Indexer        *self,
          guint32         object,
          GenkanJsonNode *member,
          gboolean        escaped,
          guint64        *seen)
{
  guint64 bit;

  if (escaped)
    {
      member->key_tag = GENKAN_JSON_TAG_ESCAPED;
      self->node[object].ambiguous = TRUE;
      return;
    }

  member->key_tag = genkan_json_make_tag (self->text + member->key, member->key_length);
  if (self->node[object].ambiguous)
    return;

  bit = G_GUINT64_CONSTANT (1) << ((member->key_tag + member->key_length) * 0x9E3779B1u >> 26);
  if ((*seen & bit) != 0 && may_come_again (self, object, member))
    self->node[object].ambiguous = TRUE;
  *seen |= bit;
}

static gboolean
index_member (Indexer *self,
              guint32  object,
              guint64 *seen)
{
  guint32 child = add_node (self);
  GenkanJsonNode *node = &self->node[child];
  guint8 escaped;

  if (!take (self, '"') || !take_text (self, &node->key, &node->key_length, &escaped))
    return FALSE;

  note_key (self, object, node, escaped, seen);

  return take (self, ':') && index_value (self, child);
}

static gboolean
index_object (Indexer *self,
              guint32  place)
{
  guint64 seen = 0;

  begin_node (self, place, GENKAN_JSON_OBJECT);
  self->at++;
  if (!take (self, '}'))
    {
      do
        if (!index_member (self, place, &seen))
          return FALSE;
      while (take (self, ','));

      if (!take (self, '}'))
        return FALSE;
    }
  end_node (self, place);

  return TRUE;
}

static gboolean
index_container (Indexer *self,
                 guint32  place)
{
  gboolean good;

  if (self->n_levels == 0)
    return FALSE;

  self->n_levels--;
  good = *self->at == '{' ? index_object (self, place) : index_array (self, place);
  self->n_levels++;

  return good;
}

static inline gboolean
index_text (Indexer *self,
            guint32  place)
{
  GenkanJsonNode *node = &self->node[place];

  node->type = GENKAN_JSON_TEXT;
  node->next = self->n;
  self->at++;

  return take_text (self, &node->start, &node->length, &node->escaped);
}

static gboolean
index_word (Indexer        *self,
            guint32         place,
            GenkanJsonType  type,
            const char     *word)
{
  begin_node (self, place, type);
  if (!take_word (self, word, strlen (word)))
    return FALSE;
  end_node (self, place);

  return TRUE;
}

static gboolean
index_number (Indexer *self,
              guint32  place)
{
  begin_node (self, place, GENKAN_JSON_INTEGER);
  if (!take_number (self, &self->node[place].type))
    return FALSE;
  end_node (self, place);

  return TRUE;
}

/* The value goes to a node that is there already. */
static gboolean
index_value (Indexer *self,
             guint32  place)
{
  skip_space (self);
  if (self->at >= self->end)
    return FALSE;

  switch (*self->at)
    {
    case '"':
      return index_text (self, place);

    case '{':
    case '[':
      return index_container (self, place);

    case 't':
      return index_word (self, place, GENKAN_JSON_TRUE, "true");

    case 'f':
      return index_word (self, place, GENKAN_JSON_FALSE, "false");

    case 'n':
      return index_word (self, place, GENKAN_JSON_NULL, "null");

    default:
      return (*self->at == '-' || g_ascii_isdigit (*self->at)) && index_number (self, place);
    }
}

static gboolean
index_root (Indexer *self)
{
  guint32 place = add_node (self);

  self->node[place].key_tag = 0;
  self->node[place].key_length = 0;

  return index_value (self, place);
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
  Indexer indexer = {
    .nodes = nodes, .root = nodes->len, .n_levels = GENKAN_JSON_MAX_DEPTH,
    .text = text, .at = text, .end = text + length,
  };

  if (length < G_MAXUINT32 && index_root (&indexer))
    {
      skip_space (&indexer);
      if (indexer.at == indexer.end)
        {
          g_array_set_size (nodes, indexer.root + indexer.n);
          *ret_root = indexer.root;
          return TRUE;
        }
    }
  g_array_set_size (nodes, indexer.root);

  return FALSE;
}

/**
 * genkan_json_index_first:
 * @nodes: (element-type GenkanJsonNode): where the value's nodes are appended
 * @text: any bytes, of which the first is a bracket or a brace
 * @length: of @text
 * @max_depth: how deep it may be nested
 * @ret_root: (out): the place of the value's first node in @nodes
 * @ret_spaced: (out): there is white space between its tokens
 *
 * Indexes the array or object with which @text begins, whatever follows.
 *
 * Returns: its length, or 0 when it is not whole, or no JSON; then @nodes is as it was
 */
gsize
genkan_json_index_first (GArray     *nodes,
                         const char *text,
                         gsize       length,
                         guint       max_depth,
                         guint      *ret_root,
                         gboolean   *ret_spaced)
{
  Indexer indexer = {
    .nodes = nodes, .root = nodes->len, .n_levels = max_depth,
    .text = text, .at = text, .end = text + MIN (length, G_MAXUINT32 - 1),
  };

  if (!index_root (&indexer))
    {
      g_array_set_size (nodes, indexer.root);
      return 0;
    }

  g_array_set_size (nodes, indexer.root + indexer.n);
  *ret_root = indexer.root;
  *ret_spaced = indexer.spaced;

  return indexer.at - text;
}
