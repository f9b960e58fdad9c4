/* genkan-json.c
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

GenkanJsonRef
genkan_json_ref (GArray     *nodes,
                 const char *text,
                 guint       root)
{
  GenkanJsonRef ref = { text, &g_array_index (nodes, GenkanJsonNode, root), 0 };

  return ref;
}

static inline const GenkanJsonNode *
node_of (GenkanJsonRef ref)
{
  return &ref.nodes[ref.at];
}

GenkanJsonType
genkan_json_get_type (GenkanJsonRef ref)
{
  return node_of (ref)->type;
}

/**
 * genkan_json_get_raw:
 * @ref: a value
 * @ret_length: (out): its bytes
 *
 * Returns: (transfer none): the value as it stands in the text, not terminated; of a text what
 *   is between the quotes
 */
const char *
genkan_json_get_raw (GenkanJsonRef  ref,
                     gsize         *ret_length)
{
  *ret_length = node_of (ref)->length;

  return ref.text + node_of (ref)->start;
}

static gboolean
is_container (GenkanJsonRef ref)
{
  return node_of (ref)->type >= GENKAN_JSON_ARRAY;
}

gboolean
genkan_json_first_child (GenkanJsonRef  ref,
                         GenkanJsonRef *ret_child)
{
  if (!is_container (ref) || node_of (ref)->next == ref.at + 1)
    return FALSE;

  *ret_child = ref;
  ret_child->at++;

  return TRUE;
}

gboolean
genkan_json_next_child (GenkanJsonRef  parent,
                        GenkanJsonRef *child)
{
  guint next = node_of (*child)->next;

  if (next >= node_of (parent)->next)
    return FALSE;

  child->at = next;

  return TRUE;
}

guint
genkan_json_count (GenkanJsonRef ref)
{
  GenkanJsonRef child;
  guint n = 0;

  if (!genkan_json_first_child (ref, &child))
    return 0;

  do
    n++;
  while (genkan_json_next_child (ref, &child));

  return n;
}

static void
append_unescaped (const char *raw,
                  gsize       length,
                  gboolean    escaped,
                  GString    *string);

static gboolean
key_equals (GenkanJsonRef  ref,
            const char    *name,
            gsize          length)
{
  const GenkanJsonNode *node = node_of (ref);
  const char *key = ref.text + node->key;

  if (!node->key_escaped)
    return node->key_length == length && memcmp (key, name, length) == 0;

  g_autoptr (GString) plain = g_string_new (NULL);
  append_unescaped (key, node->key_length, TRUE, plain);

  return plain->len == length && memcmp (plain->str, name, length) == 0;
}

/**
 * genkan_json_member:
 * @ref: a value
 * @name: the name of a member
 * @length: of @name
 * @ret_child: (out): the member's value; of several of the same name, the last
 *
 * Returns: whether @ref is an object with such a member
 */
gboolean
genkan_json_member (GenkanJsonRef  ref,
                    const char    *name,
                    gsize          length,
                    GenkanJsonRef *ret_child)
{
  GenkanJsonRef child;
  gboolean found = FALSE;

  if (node_of (ref)->type != GENKAN_JSON_OBJECT || !genkan_json_first_child (ref, &child))
    return FALSE;

  do
    if (key_equals (child, name, length))
      {
        *ret_child = child;
        found = TRUE;
      }
  while (genkan_json_next_child (ref, &child));

  return found;
}

/**
 * genkan_json_element:
 * @ref: a value
 * @index: from 0, or from -1 backwards
 * @ret_child: (out): the element
 *
 * Returns: whether @ref is an array with such an element
 */
gboolean
genkan_json_element (GenkanJsonRef  ref,
                     gint64         index,
                     GenkanJsonRef *ret_child)
{
  GenkanJsonRef child;

  if (node_of (ref)->type != GENKAN_JSON_ARRAY || !genkan_json_first_child (ref, &child))
    return FALSE;

  if (index < 0)
    index += genkan_json_count (ref);

  for (; index > 0; index--)
    if (!genkan_json_next_child (ref, &child))
      return FALSE;

  if (index < 0)
    return FALSE;

  *ret_child = child;

  return TRUE;
}

static gunichar
read_unit (const char *hex)
{
  gunichar unit = 0;

  for (int i = 0; i < 4; i++)
    unit = unit << 4 | g_ascii_xdigit_value (hex[i]);

  return unit;
}

/* `\uXXXX`, or two of them that make one character; half a pair becomes U+FFFD, and so does
 * U+0000, which C texts cannot hold. */
static gsize
append_unit (const char *at,
             const char *end,
             GString    *string)
{
  gunichar unit = read_unit (at + 2);
  gsize used = 6;

  if (unit >= 0xD800 && unit < 0xDC00 && end - at >= 12 && at[6] == '\\' && at[7] == 'u')
    {
      gunichar low = read_unit (at + 8);

      if (low >= 0xDC00 && low < 0xE000)
        {
          unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
          used = 12;
        }
    }
  g_string_append_unichar (string, g_unichar_validate (unit) && unit != 0 ? unit : 0xFFFD);

  return used;
}

static void
append_unescaped (const char *raw,
                  gsize       length,
                  gboolean    escaped,
                  GString    *string)
{
  static const char from[] = "bfnrt";
  static const char to[] = "\b\f\n\r\t";
  const char *end = raw + length;

  if (!escaped)
    {
      g_string_append_len (string, raw, length);
      return;
    }

  while (raw < end)
    {
      const char *stop = memchr (raw, '\\', end - raw);
      const char *place;

      g_string_append_len (string, raw, (stop != NULL ? stop : end) - raw);
      if (stop == NULL)
        break;

      raw = stop;
      if (raw[1] == 'u')
        {
          raw += append_unit (raw, end, string);
          continue;
        }
      place = strchr (from, raw[1]);
      g_string_append_c (string, place != NULL ? to[place - from] : raw[1]);
      raw += 2;
    }
}

/**
 * genkan_json_append_text:
 * @ref: a value
 * @string: where a text goes without quotes and escapes, anything else as it stands
 */
void
genkan_json_append_text (GenkanJsonRef  ref,
                         GString       *string)
{
  const GenkanJsonNode *node = node_of (ref);

  append_unescaped (ref.text + node->start, node->length, node->escaped, string);
}

char *
genkan_json_dup_text (GenkanJsonRef ref)
{
  GString *string = g_string_new (NULL);

  genkan_json_append_text (ref, string);

  return g_string_free (string, FALSE);
}

void
genkan_json_append_key (GenkanJsonRef  ref,
                        GString       *string)
{
  const GenkanJsonNode *node = node_of (ref);

  append_unescaped (ref.text + node->key, node->key_length, node->key_escaped, string);
}

/**
 * genkan_json_write_text:
 * @json: where it is appended
 * @text: UTF-8
 * @length: of @text, or -1
 *
 * Appends @text as a JSON text with its quotes.
 */
void
genkan_json_write_text (GString    *json,
                        const char *text,
                        gssize      length)
{
  const char *end = text + (length < 0 ? (gssize) strlen (text) : length);

  g_string_append_c (json, '"');
  for (; text < end; text++)
    switch (*text)
      {
      case '"':
      case '\\':
        g_string_append_c (json, '\\');
        g_string_append_c (json, *text);
        break;

      case '\n':
        g_string_append (json, "\\n");
        break;

      default:
        if ((guchar) *text < 0x20)
          g_string_append_printf (json, "\\u%04x", *text);
        else
          g_string_append_c (json, *text);
      }
  g_string_append_c (json, '"');
}
