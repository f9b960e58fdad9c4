/* genkan-cutter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A push parser: one byte, one step, all state in the struct, so that it does not matter where
 * a piece ends. What a byte belongs to decides where it goes: to the current item, to the body,
 * or, between the items, nowhere.
 *
 * The path consists of member names only. `matched` is the depth down to which the open
 * members are those of the path; when it is the whole path, the value that begins at that depth
 * is the one with the items.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-cutter.h"

#include "genkan-connector.h"

#define MAX_ITEM_SIZE (16 * 1024 * 1024)
#define MAX_BODY_SIZE (16 * 1024 * 1024)
#define MAX_KEY_SIZE 65536

typedef enum
{
  EXPECT_VALUE,
  EXPECT_VALUE_OR_END,
  EXPECT_KEY,
  EXPECT_KEY_OR_END,
  EXPECT_COLON,
  EXPECT_COMMA_OR_END,
  EXPECT_NOTHING,
  IN_TEXT,
  IN_ESCAPE,
  IN_UNICODE,
  IN_WORD,
  IN_NUMBER_MINUS,
  IN_NUMBER_ZERO,
  IN_NUMBER_DIGITS,
  IN_NUMBER_POINT,
  IN_NUMBER_FRACTION,
  IN_NUMBER_E,
  IN_NUMBER_SIGN,
  IN_NUMBER_EXPONENT,
  BROKEN,
} State;

struct _GenkanCutter
{
  char       **path;      /* (owned) (nullable) */
  guint        n_path;
  GenkanItems *items;     /* (owned) */
  GString     *item;      /* (owned) the one that is being cut */
  GString     *key;       /* (owned) the last member's name, raw, where it matters */
  GString     *body;      /* (owned) */

  State        state;
  guint8       stack[GENKAN_JSON_MAX_DEPTH + 1]; /* '[' or '{' */
  guint        depth;
  guint        matched;
  gsize        offset;    /* bytes read before this one */

  gboolean     in_key;    /* the text is a member's name */
  guint        digits;    /* still to come of \uXXXX */
  const char  *word;      /* what is still to come of true, false, null */
  guint        more;      /* UTF-8: bytes still to come of this character */
  guint8       low, high; /* UTF-8: bounds of the next of them */
  guint        bom;       /* bytes of a byte order mark seen at the beginning */

  gboolean     in_target; /* inside the container of the items */
  gboolean     in_item;
  GenkanCutterItems found;
  const char  *other;     /* what stands there instead of items */
  const char  *complaint; /* why a byte was refused, if it is more than bad syntax */
};

/**
 * genkan_cutter_new:
 * @path: (nullable): member names that lead to the items; %NULL when there are none to cut
 * @items: where the items go
 *
 * Returns: (transfer full): a cutter that has read nothing
 */
GenkanCutter *
genkan_cutter_new (const char * const *path,
                   GenkanItems        *items)
{
  GenkanCutter *self = g_new0 (GenkanCutter, 1);

  self->path = g_strdupv ((char **) path);
  self->n_path = path != NULL ? g_strv_length (self->path) : G_MAXUINT;
  self->items = genkan_items_ref (items);
  self->item = g_string_new (NULL);
  self->key = g_string_new (NULL);
  self->body = g_string_new (NULL);
  self->state = EXPECT_VALUE;

  return self;
}

void
genkan_cutter_free (GenkanCutter *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->path);
  genkan_items_unref (self->items);
  g_string_free (self->item, TRUE);
  g_string_free (self->key, TRUE);
  g_string_free (self->body, TRUE);
  g_free (self);
}

/* What stands behind the path, by its first byte. */
static gboolean
begin_target (GenkanCutter *self,
              char          c)
{
  if (self->found != GENKAN_CUTTER_ABSENT)
    {
      self->complaint = "the list of items stands in the answer twice";
      return FALSE;
    }

  self->found = c == '[' || c == '{' || c == 'n' ? GENKAN_CUTTER_FOUND : GENKAN_CUTTER_OTHER;
  if (c == '"')
    self->other = "a text";
  else if (c == 't' || c == 'f')
    self->other = "true or false";
  else if (self->found == GENKAN_CUTTER_OTHER)
    self->other = "a number";
  self->in_target = c == '[' || c == '{';

  return TRUE;
}

static inline void
emit (GenkanCutter *self,
      char          c)
{
  if (self->in_item)
    g_string_append_c (self->item, c);
  else if (!self->in_target)
    g_string_append_c (self->body, c);
}

static void
end_item (GenkanCutter *self)
{
  gboolean named = self->stack[self->depth - 1] == '{';

  genkan_items_add (self->items, named ? self->key->str : NULL, self->key->len,
                    self->item->str, self->item->len);
  g_string_truncate (self->item, 0);
  self->in_item = FALSE;
}

static void
end_value (GenkanCutter *self)
{
  self->state = self->depth > 0 ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;
  self->matched = MIN (self->matched, self->depth > 0 ? self->depth - 1 : 0);
  if (self->in_item && self->depth == self->n_path + 1)
    end_item (self);
}

static gboolean
open_container (GenkanCutter *self,
                char          c)
{
  if (self->depth >= GENKAN_JSON_MAX_DEPTH)
    {
      self->complaint = "the JSON is nested too deeply";
      return FALSE;
    }

  self->stack[self->depth++] = c;
  self->state = c == '{' ? EXPECT_KEY_OR_END : EXPECT_VALUE_OR_END;

  return TRUE;
}

static gboolean
close_container (GenkanCutter *self,
                 char          c)
{
  if ((c != '}' && c != ']') || self->depth == 0 ||
      self->stack[self->depth - 1] != (c == '}' ? '{' : '['))
    return FALSE;

  self->depth--;
  if (self->in_target && !self->in_item && self->depth == self->n_path)
    self->in_target = FALSE;
  emit (self, c);
  end_value (self);

  return TRUE;
}

static gboolean
begin_scalar (GenkanCutter *self,
              char          c)
{
  if (c == '"')
    self->state = IN_TEXT;
  else if (c == '-')
    self->state = IN_NUMBER_MINUS;
  else if (c == '0')
    self->state = IN_NUMBER_ZERO;
  else if (g_ascii_isdigit (c))
    self->state = IN_NUMBER_DIGITS;
  else if (c == 't' || c == 'f' || c == 'n')
    {
      self->word = c == 't' ? "rue" : c == 'f' ? "alse" : "ull";
      self->state = IN_WORD;
    }
  else
    return FALSE;

  self->in_key = FALSE;

  return TRUE;
}

static gboolean
begin_value (GenkanCutter *self,
             char          c)
{
  gboolean target = self->path != NULL && !self->in_target && self->depth == self->n_path &&
                    self->matched == self->n_path;

  if (self->in_target && !self->in_item)
    self->in_item = TRUE;

  if (target)
    {
      /* The brackets of the container stay in the body. */
      if (!begin_target (self, c))
        return FALSE;
      g_string_append_c (self->body, c);
    }
  else
    emit (self, c);

  if (c == '{' || c == '[')
    return open_container (self, c);

  return begin_scalar (self, c);
}

static gboolean
begin_key (GenkanCutter *self,
           char          c)
{
  if (c != '"')
    return FALSE;

  emit (self, c);
  if (!self->in_item)
    g_string_truncate (self->key, 0);
  self->in_key = TRUE;
  self->state = IN_TEXT;

  return TRUE;
}

/* A member's name without its escapes. */
static void
unescape_key (GenkanCutter *self)
{
  g_autofree char *quoted = NULL;
  g_autoptr (GArray) nodes = NULL;
  guint root;

  if (memchr (self->key->str, '\\', self->key->len) == NULL)
    return;

  quoted = g_strdup_printf ("\"%s\"", self->key->str);
  nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  g_string_truncate (self->key, 0);
  if (genkan_json_index (nodes, quoted, strlen (quoted), &root))
    genkan_json_append_text (genkan_json_ref (nodes, quoted, root), self->key);
}

static void
end_text (GenkanCutter *self)
{
  if (!self->in_key)
    {
      end_value (self);
      return;
    }

  self->state = EXPECT_COLON;
  if (self->in_item)
    return;

  unescape_key (self);
  if (self->path != NULL && self->depth >= 1 && self->depth <= self->n_path &&
      self->matched == self->depth - 1 &&
      g_str_equal (self->path[self->depth - 1], self->key->str))
    self->matched = self->depth;
}

/* The first byte of a character that is not ASCII: RFC 3629, section 4. */
static gboolean
begin_character (GenkanCutter *self,
                 guint8        c)
{
  self->low = 0x80;
  self->high = 0xBF;

  if (c >= 0xC2 && c <= 0xDF)
    self->more = 1;
  else if (c >= 0xE0 && c <= 0xEF)
    self->more = 2;
  else if (c >= 0xF0 && c <= 0xF4)
    self->more = 3;
  else
    return FALSE;

  if (c == 0xE0)
    self->low = 0xA0;
  else if (c == 0xED)
    self->high = 0x9F;
  else if (c == 0xF0)
    self->low = 0x90;
  else if (c == 0xF4)
    self->high = 0x8F;

  return TRUE;
}

static gboolean
keep_key_byte (GenkanCutter *self,
               char          c)
{
  if (!self->in_key || self->in_item)
    return TRUE;

  if (self->key->len >= MAX_KEY_SIZE)
    {
      self->complaint = "the name of a member is too long";
      return FALSE;
    }
  g_string_append_c (self->key, c);

  return TRUE;
}

static gboolean
take_text_byte (GenkanCutter *self,
                guint8        c)
{
  if (self->more > 0)
    {
      if (c < self->low || c > self->high)
        return FALSE;
      self->more--;
      self->low = 0x80;
      self->high = 0xBF;
    }
  else if (c < 0x20 || (c >= 0x80 && !begin_character (self, c)))
    return FALSE;

  emit (self, c);
  if (c == '"' && self->more == 0)
    {
      end_text (self);
      return TRUE;
    }
  if (c == '\\')
    self->state = IN_ESCAPE;

  return keep_key_byte (self, c);
}

static gboolean
take_escape_byte (GenkanCutter *self,
                  char          c)
{
  if (self->state == IN_ESCAPE)
    {
      if (c == '\0' || strchr ("\"\\/bfnrtu", c) == NULL)
        return FALSE;
      self->state = c == 'u' ? IN_UNICODE : IN_TEXT;
      self->digits = 4;
    }
  else
    {
      if (!g_ascii_isxdigit (c))
        return FALSE;
      if (--self->digits == 0)
        self->state = IN_TEXT;
    }

  emit (self, c);

  return keep_key_byte (self, c);
}

static gboolean
take_word_byte (GenkanCutter *self,
                char          c)
{
  if (*self->word != c)
    return FALSE;

  emit (self, c);
  if (*++self->word == '\0')
    end_value (self);

  return TRUE;
}

/* The state after @c in a number; BROKEN when @c is no part of it. */
static State
next_number_state (State state,
                   char  c)
{
  gboolean digit = g_ascii_isdigit (c);

  switch ((int) state)
    {
    case IN_NUMBER_MINUS:
      return c == '0' ? IN_NUMBER_ZERO : digit ? IN_NUMBER_DIGITS : BROKEN;

    case IN_NUMBER_ZERO:
    case IN_NUMBER_DIGITS:
      if (digit && state == IN_NUMBER_DIGITS)
        return IN_NUMBER_DIGITS;
      return c == '.' ? IN_NUMBER_POINT : c == 'e' || c == 'E' ? IN_NUMBER_E : BROKEN;

    case IN_NUMBER_POINT:
      return digit ? IN_NUMBER_FRACTION : BROKEN;

    case IN_NUMBER_FRACTION:
      return digit ? IN_NUMBER_FRACTION : c == 'e' || c == 'E' ? IN_NUMBER_E : BROKEN;

    case IN_NUMBER_E:
      return digit ? IN_NUMBER_EXPONENT : c == '+' || c == '-' ? IN_NUMBER_SIGN : BROKEN;

    default:
      return digit ? IN_NUMBER_EXPONENT : BROKEN;
    }
}

static gboolean
number_may_end (State state)
{
  return state == IN_NUMBER_ZERO || state == IN_NUMBER_DIGITS || state == IN_NUMBER_FRACTION ||
         state == IN_NUMBER_EXPONENT;
}

static gboolean take_byte (GenkanCutter *self,
                           guint8        c);

static gboolean
take_number_byte (GenkanCutter *self,
                  char          c)
{
  State next = next_number_state (self->state, c);

  if (next != BROKEN)
    {
      self->state = next;
      emit (self, c);
      return TRUE;
    }

  if (!number_may_end (self->state))
    return FALSE;

  end_value (self);

  return take_byte (self, c);
}

static gboolean
take_structure_byte (GenkanCutter *self,
                     char          c)
{
  switch ((int) self->state)
    {
    case EXPECT_VALUE_OR_END:
    case EXPECT_VALUE:
      if (c == ']' && self->state == EXPECT_VALUE_OR_END)
        return close_container (self, c);
      return begin_value (self, c);

    case EXPECT_KEY_OR_END:
    case EXPECT_KEY:
      if (c == '}' && self->state == EXPECT_KEY_OR_END)
        return close_container (self, c);
      return begin_key (self, c);

    case EXPECT_COLON:
      emit (self, c);
      self->state = EXPECT_VALUE;
      return c == ':';

    case EXPECT_COMMA_OR_END:
      if (c != ',')
        return close_container (self, c);
      emit (self, c);
      self->state = self->stack[self->depth - 1] == '{' ? EXPECT_KEY : EXPECT_VALUE;
      return TRUE;

    default:
      return FALSE;
    }
}

/* EF BB BF before the document, which RFC 8259 lets a reader ignore. */
static gboolean
take_bom (GenkanCutter *self,
          guint8        c)
{
  static const guint8 bom[] = { 0xEF, 0xBB, 0xBF };

  if (self->offset != self->bom || self->bom >= sizeof bom || c != bom[self->bom])
    return FALSE;

  self->bom++;

  return TRUE;
}

static gboolean
take_byte (GenkanCutter *self,
           guint8        c)
{
  if (self->state == IN_TEXT)
    return take_text_byte (self, c);
  if (self->state == IN_ESCAPE || self->state == IN_UNICODE)
    return take_escape_byte (self, c);
  if (self->state == IN_WORD)
    return take_word_byte (self, c);
  if (self->state >= IN_NUMBER_MINUS && self->state <= IN_NUMBER_EXPONENT)
    return take_number_byte (self, c);
  if (take_bom (self, c))
    return TRUE;
  if (self->bom > 0 && self->bom < 3)
    return FALSE;
  if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
    return TRUE;

  return take_structure_byte (self, c);
}

/* In a text most bytes are plain: they are taken as one run. */
static gsize
take_run (GenkanCutter *self,
          const guint8 *data,
          gsize         length)
{
  gsize run = 0;

  if (self->state != IN_TEXT || self->more > 0 || (self->in_key && !self->in_item))
    return 0;

  while (run < length && data[run] >= 0x20 && data[run] < 0x80 && data[run] != '"' &&
         data[run] != '\\')
    run++;

  if (self->in_item)
    g_string_append_len (self->item, (const char *) data, run);
  else if (!self->in_target)
    g_string_append_len (self->body, (const char *) data, run);

  return run;
}

static gboolean
refuse (GenkanCutter  *self,
        GError       **error)
{
  self->state = BROKEN;

  if (self->complaint != NULL)
    g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
                         self->complaint);
  else
    g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
                 "this is not JSON from byte %" G_GSIZE_FORMAT " on", self->offset);

  return FALSE;
}

static gboolean
check_sizes (GenkanCutter  *self,
             GError       **error)
{
  const char *what = NULL;

  if (self->item->len > MAX_ITEM_SIZE)
    what = "one item of the answer is larger than 16 MiB";
  else if (self->body->len > MAX_BODY_SIZE)
    what = "the answer without its items is larger than 16 MiB";

  if (what == NULL)
    return TRUE;

  self->state = BROKEN;
  g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE, what);

  return FALSE;
}

/**
 * genkan_cutter_feed:
 * @self: a cutter
 * @data: the next bytes
 * @length: of @data
 * @max_items: stop when there are so many items
 * @ret_used: (out): how many bytes were read
 * @error: return location for a #GenkanConnectorError
 *
 * Returns: whether all is well so far; after an error the cutter reads no more
 */
gboolean
genkan_cutter_feed (GenkanCutter  *self,
                    const guint8  *data,
                    gsize          length,
                    guint          max_items,
                    gsize         *ret_used,
                    GError       **error)
{
  gsize used = 0;

  while (used < length && genkan_items_get_n (self->items) < max_items)
    {
      gsize run = take_run (self, data + used, length - used);

      if (run == 0)
        {
          if (!take_byte (self, data[used]))
            return refuse (self, error);
          run = 1;
        }
      used += run;
      self->offset += run;
    }
  *ret_used = used;

  return check_sizes (self, error);
}

/**
 * genkan_cutter_end:
 * @self: a cutter that has got everything
 * @error: return location for a #GenkanConnectorError
 *
 * Returns: whether it was one whole JSON value
 */
gboolean
genkan_cutter_end (GenkanCutter  *self,
                   GError       **error)
{
  if (self->depth == 0 && number_may_end (self->state))
    end_value (self);

  if (self->state == EXPECT_NOTHING)
    return TRUE;

  g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_CUT,
               "the answer ended in the middle, after %" G_GSIZE_FORMAT " bytes", self->offset);

  return FALSE;
}

/**
 * genkan_cutter_get_items:
 * @self: a cutter
 * @ret_other: (out): what stands there if it is something else
 *
 * Returns: what stands behind the path
 */
GenkanCutterItems
genkan_cutter_get_items (GenkanCutter  *self,
                         const char   **ret_other)
{
  *ret_other = self->other;

  return self->found;
}

/**
 * genkan_cutter_get_body:
 * @self: a cutter
 * @ret_length: (out): its bytes
 *
 * Returns: (transfer none): the document with an empty container where the items were
 */
const char *
genkan_cutter_get_body (GenkanCutter *self,
                        gsize        *ret_length)
{
  *ret_length = self->body->len;

  return self->body->str;
}
