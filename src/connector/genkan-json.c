/* genkan-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Walking over an indexed document, and taking texts out of it.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-json.h"

#define MAX_EXACT (G_GINT64_CONSTANT (1) << 53)

static inline const GenkanJsonNode *
node_of (GenkanJsonRef ref)
{
  return &ref.nodes[ref.at];
}

static gboolean
is_container (GenkanJsonRef ref)
{
  return node_of (ref)->type >= GENKAN_JSON_ARRAY;
}

/**
 * genkan_json_first_child:
 * @ref: an object or a list
 * @ret_child: (out): its first member or element
 *
 * Returns: whether it has any
 */
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

/**
 * genkan_json_next_child:
 * @parent: where @child is
 * @child: (inout): moved to the one after it
 *
 * Returns: whether there is one
 */
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

static guint
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

/* A name with backslashes, against one without. */
static gboolean
escaped_key_equals (const char           *text,
                    const GenkanJsonNode *node,
                    const char           *name,
                    gsize                 length)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  append_unescaped (text + node->key, node->key_length, TRUE, plain);

  return plain->len == length && memcmp (plain->str, name, length) == 0;
}

static inline gboolean
key_equals (GenkanJsonRef         ref,
            const GenkanJsonNode *node,
            const char           *name,
            gsize                 length,
            guint32               tag)
{
  return node->key_tag == tag && node->key_length == length &&
         memcmp (ref.text + node->key, name, length) == 0;
}

/* Looks at all members: the last one counts. */
static guint
find_last_member (GenkanJsonRef  ref,
                  const char    *name,
                  gsize          length,
                  guint32        tag)
{
  guint end = node_of (ref)->next;
  guint found = 0;

  for (guint at = ref.at + 1; at < end; at = ref.nodes[at].next)
    {
      const GenkanJsonNode *node = &ref.nodes[at];

      if (node->key_tag == GENKAN_JSON_TAG_ESCAPED ? escaped_key_equals (ref.text, node, name, length)
                                                   : key_equals (ref, node, name, length, tag))
        found = at;
    }

  return found;
}

static guint
find_only_member (GenkanJsonRef  ref,
                  const char    *name,
                  gsize          length,
                  guint32        tag,
                  guint          guess)
{
  guint end = node_of (ref)->next;
  guint at = ref.at + guess;

  if (at > ref.at && at < end && ref.nodes[at].level == node_of (ref)->level - 1 &&
      key_equals (ref, &ref.nodes[at], name, length, tag))
    return at;

  for (at = ref.at + 1; at < end; at = ref.nodes[at].next)
    if (key_equals (ref, &ref.nodes[at], name, length, tag))
      return at;

  return 0;
}

/**
 * genkan_json_guessed_member:
 * @ref: a value
 * @name: the name of a member
 * @length: of @name
 * @tag: of @name: genkan_json_make_tag()
 * @guess: (inout): how far behind the object it may be, in nodes; where it was found
 * @ret_child: (out): the member's value; of several of the same name, the last
 *
 * Items of a list are most often built alike: what was found at a place in one is tried first
 * in the next.
 *
 * Returns: whether @ref is an object with such a member
 */
gboolean
genkan_json_guessed_member (GenkanJsonRef  ref,
                            const char    *name,
                            gsize          length,
                            guint32        tag,
                            guint         *guess,
                            GenkanJsonRef *ret_child)
{
  guint found;

  if (node_of (ref)->type != GENKAN_JSON_OBJECT)
    return FALSE;

  found = node_of (ref)->ambiguous ? find_last_member (ref, name, length, tag)
                                   : find_only_member (ref, name, length, tag, *guess);
  if (found == 0)
    return FALSE;

  *guess = found - ref.at;
  *ret_child = ref;
  ret_child->at = found;

  return TRUE;
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
  guint guess = 0;

  return genkan_json_guessed_member (ref, name, length, genkan_json_make_tag (name, length),
                                     &guess, ret_child);
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

  append_unescaped (ref.text + node->key, node->key_length,
                    node->key_tag == GENKAN_JSON_TAG_ESCAPED, string);
}

/* The digits of a number as an integer, sign and point left out; FALSE when there are too many
 * for a double to hold exactly, or an exponent. */
static gboolean
read_digits (const char *at,
             gsize       length,
             gint64     *ret_digits,
             guint      *ret_n_behind_point)
{
  const char *end = at + length;
  const char *point = NULL;
  gint64 digits = 0;

  if (length > 16)
    return FALSE;

  for (; at < end; at++)
    if (*at == '.')
      point = at;
    else if (g_ascii_isdigit (*at))
      digits = digits * 10 + (*at - '0');
    else
      return FALSE;

  *ret_digits = digits;
  *ret_n_behind_point = point != NULL ? end - point - 1 : 0;

  return digits <= MAX_EXACT;
}

/**
 * genkan_json_get_integer:
 * @ref: an integer
 * @ret_integer: (out): its value
 *
 * Returns: whether it fits into 64 bits
 */
gboolean
genkan_json_get_integer (GenkanJsonRef  ref,
                         gint64        *ret_integer)
{
  gsize length;
  const char *raw = genkan_json_get_raw (ref, &length);
  gboolean negative = *raw == '-';
  g_autofree char *copy = NULL;
  guint n_behind_point;

  if (read_digits (raw + negative, length - negative, ret_integer, &n_behind_point))
    {
      if (negative)
        *ret_integer = -*ret_integer;
      return TRUE;
    }
  copy = g_strndup (raw, length);

  return g_ascii_string_to_signed (copy, 10, G_MININT64, G_MAXINT64, ret_integer, NULL);
}

/**
 * genkan_json_get_real:
 * @ref: a number
 *
 * Returns: the double that is nearest to it
 */
double
genkan_json_get_real (GenkanJsonRef ref)
{
  /* Powers of ten that a double holds exactly: one division then rounds correctly. */
  static const double powers[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8,
                                   1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
  gsize length;
  const char *raw = genkan_json_get_raw (ref, &length);
  gboolean negative = *raw == '-';
  g_autofree char *copy = NULL;
  gint64 digits;
  guint n_behind_point;

  if (read_digits (raw + negative, length - negative, &digits, &n_behind_point))
    return (negative ? -1.0 : 1.0) * digits / powers[n_behind_point];
  copy = g_strndup (raw, length);

  return g_ascii_strtod (copy, NULL);
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
