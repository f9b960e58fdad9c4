/* genkan-cutter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A push parser: one byte, one step, all state in the struct, so that it does not matter where
 * a piece ends. What a byte belongs to decides where it goes: to the current item, to the body,
 * or, between the items, nowhere.
 *
 * Most items lie in one piece as a whole. Those are not read byte by byte but cut and indexed at
 * one stroke. Whatever does not go well in that is left to the push parser, which is the only
 * one that says what is wrong, and where.
 *
 * The path consists of member names only. `matched` is the depth down to which the open
 * members are those of the path; when it is the whole path, the value that begins at that depth
 * is the one with the items.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-cutter-private.h"

#include "genkan-connector.h"
#include "genkan-json-scan.h"

#define MAX_ITEM_SIZE (16 * 1024 * 1024)
#define MAX_BODY_SIZE (16 * 1024 * 1024)

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

/* What stands behind the path, by its first byte. A list that is null is empty, but an answer that
 * is null says nothing at all. */
static gboolean
begin_target (GenkanCutter *self,
              char          c)
{
  if (self->found != GENKAN_CUTTER_ABSENT)
    {
      self->complaint = "the list of items stands in the answer twice";
      return FALSE;
    }

  if (c == 'n' && self->n_path == 0)
    return TRUE;

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

static void
end_item (GenkanCutter *self)
{
  gboolean named = self->stack[self->depth - 1] == '{';

  genkan_items_add (self->items, named ? self->key->str : NULL, self->key->len,
                    self->item->str, self->item->len);
  g_string_truncate (self->item, 0);
  self->in_item = FALSE;
}

void
genkan_cutter_end_value (GenkanCutter *self)
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
  genkan_cutter_emit (self, c);
  genkan_cutter_end_value (self);

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
    genkan_cutter_emit (self, c);

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

  genkan_cutter_emit (self, c);
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

void
genkan_cutter_end_text (GenkanCutter *self)
{
  if (!self->in_key)
    {
      genkan_cutter_end_value (self);
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

static gboolean take_byte (GenkanCutter *self,
                           guint8        c);

static gboolean
take_number_byte (GenkanCutter *self,
                  char          c)
{
  GenkanCutterState next = genkan_cutter_next_number_state (self->state, c);

  if (next != BROKEN)
    {
      self->state = next;
      genkan_cutter_emit (self, c);
      return TRUE;
    }

  if (!genkan_cutter_number_may_end (self->state))
    return FALSE;

  genkan_cutter_end_value (self);

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
      genkan_cutter_emit (self, c);
      self->state = EXPECT_VALUE;
      return c == ':';

    case EXPECT_COMMA_OR_END:
      if (c != ',')
        return close_container (self, c);
      genkan_cutter_emit (self, c);
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
    return genkan_cutter_take_text_byte (self, c);
  if (self->state == IN_ESCAPE || self->state == IN_UNICODE)
    return genkan_cutter_take_escape_byte (self, c);
  if (self->state == IN_WORD)
    return genkan_cutter_take_word_byte (self, c);
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
          const char   *data,
          gsize         length)
{
  gsize run;

  if (self->state != IN_TEXT || self->more > 0 || (self->in_key && !self->in_item))
    return 0;

  run = genkan_json_skip_plain (data, data + length) - data;
  if (self->in_item)
    g_string_append_len (self->item, data, run);
  else if (!self->in_target)
    g_string_append_len (self->body, data, run);

  return run;
}

/* An item that lies here as a whole. Returns its length, or 0. */
static gsize
take_item (GenkanCutter *self,
           const char   *data,
           gsize         length)
{
  gboolean named;
  gsize used;

  if (!self->in_target || self->in_item || (*data != '{' && *data != '[') ||
      (self->state != EXPECT_VALUE && self->state != EXPECT_VALUE_OR_END))
    return 0;

  named = self->stack[self->depth - 1] == '{';
  used = genkan_items_cut (self->items, named ? self->key->str : NULL, self->key->len, data,
                           MIN (length, MAX_ITEM_SIZE), GENKAN_JSON_MAX_DEPTH - self->depth);
  if (used > 0)
    genkan_cutter_end_value (self);

  return used;
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
      const char *at = (const char *) data + used;
      gsize run = self->state == IN_TEXT ? take_run (self, at, length - used)
                                         : take_item (self, at, length - used);

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
  if (self->depth == 0 && genkan_cutter_number_may_end (self->state))
    genkan_cutter_end_value (self);

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
