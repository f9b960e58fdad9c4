/* genkan-items.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All items lie in one block of text, one after the other and each with a NUL behind it; all
 * their JSON nodes lie in one array. SQLite is handed pointers into the block, so when `->>`
 * is called it finds by the pointer which item it is, and its nodes: made when it was cut, or
 * when it is looked into for the first time.
 *
 * An item that has come before just so, and of which is known what became of it, can be left out:
 * then only that is kept. It is recognised by a fingerprint, whose seed stands for all else that
 * matters. To make that, only its end must be known: it was JSON when it came first.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-items.h"

#include "genkan-fingerprint.h"
#include "genkan-json-skim.h"

#define NOT_INDEXED G_MAXUINT
#define NOT_JSON (G_MAXUINT - 1)

typedef struct
{
  gsize key;
  gsize key_length; /* 0 and key 0: no key */
  gsize start;
  gsize length;
  guint root;       /* of its nodes, or NOT_… */
  guint64 fingerprint; /* 0: nobody asks for it */
} Item;

struct _GenkanItems
{
  GString *block;  /* (owned) */
  GArray  *items;  /* (owned) (element-type Item) */
  GArray  *nodes;  /* (owned) (element-type GenkanJsonNode) */
  guint    first;  /* of the window */
  guint    end;
  guint    n_come; /* ever, those left out among them */

  GenkanRecall *recall; /* (owned) (nullable) */
  guint64       seed;
  GArray       *known;  /* (owned) (nullable) (element-type gint64) of those left out */

  /* The item that was looked into last: it is the same again for every column of a row. */
  const char *latest; /* (nullable) in the block */
  gsize       latest_length;
  guint       latest_root;
};

GenkanItems *
genkan_items_new (void)
{
  GenkanItems *self = g_rc_box_new0 (GenkanItems);

  self->block = g_string_new (NULL);
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  self->nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));

  return self;
}

static void
items_free (gpointer data)
{
  GenkanItems *self = data;

  g_string_free (self->block, TRUE);
  g_array_unref (self->items);
  g_array_unref (self->nodes);
  g_clear_pointer (&self->recall, genkan_recall_unref);
  g_clear_pointer (&self->known, g_array_unref);
}

GenkanItems *
genkan_items_ref (GenkanItems *self)
{
  return g_rc_box_acquire (self);
}

void
genkan_items_unref (GenkanItems *self)
{
  g_rc_box_release_full (self, items_free);
}

/* Forgets the items and keeps the memory. */
void
genkan_items_clear (GenkanItems *self)
{
  g_string_truncate (self->block, 0);
  g_array_set_size (self->items, 0);
  g_array_set_size (self->nodes, 0);
  self->first = self->end = 0;
  self->latest = NULL;
  g_clear_pointer (&self->known, g_array_unref);
}

/**
 * genkan_items_set_recall:
 * @self: items without any
 * @recall: (nullable): what is known of items, or %NULL: fingerprints are not asked for
 * @seed: of their fingerprints: what their rows depend on besides them
 *
 * From here on what is known is left out, and genkan_items_take_known() tells what was.
 */
void
genkan_items_set_recall (GenkanItems  *self,
                         GenkanRecall *recall,
                         guint64       seed)
{
  g_clear_pointer (&self->recall, genkan_recall_unref);
  self->recall = recall != NULL ? genkan_recall_ref (recall) : NULL;
  self->seed = seed;
}

/* Returns: (transfer full) (nullable) (element-type gint64): of what was left out since the last
 * call or genkan_items_clear() */
GArray *
genkan_items_take_known (GenkanItems *self)
{
  return g_steal_pointer (&self->known);
}

/* 0 if nobody has asked for fingerprints. */
guint64
genkan_items_get_fingerprint (GenkanItems *self,
                              guint        place)
{
  return g_array_index (self->items, Item, place).fingerprint;
}

/* How many have come since the items were made, left out or not. */
guint
genkan_items_get_n_come (GenkanItems *self)
{
  return self->n_come;
}

static guint64
get_fingerprint (GenkanItems *self,
                 const char  *key,
                 gsize        key_length,
                 const char  *json,
                 gsize        length)
{
  GenkanFingerprint fingerprint;

  if (self->recall == NULL)
    return 0;

  genkan_fingerprint_init (&fingerprint, self->seed);
  genkan_fingerprint_update (&fingerprint, (const guint8 *) json, length);
  if (key != NULL)
    genkan_fingerprint_update (&fingerprint, (const guint8 *) key, key_length);

  return genkan_fingerprint_get (&fingerprint);
}

static gboolean
leave_out (GenkanItems *self,
           guint64      fingerprint)
{
  gint64 id = self->recall != NULL ? genkan_recall_find (self->recall, fingerprint) : 0;

  if (id == 0)
    return FALSE;

  self->n_come++;
  if (self->known == NULL)
    self->known = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (self->known, id);

  return TRUE;
}

/* Returns: the length of the item with which @data begins, if it has been left out, or 0 */
static gsize
leave_out_first (GenkanItems *self,
                 const char  *key,
                 gsize        key_length,
                 const char  *data,
                 gsize        length)
{
  gsize used;

  if (self->recall == NULL || genkan_recall_is_empty (self->recall))
    return 0;

  used = genkan_json_skim (data, length);

  return used > 0 && leave_out (self, get_fingerprint (self, key, key_length, data, used)) ? used : 0;
}

static gsize
append (GenkanItems *self,
        const char  *text,
        gsize        length)
{
  gsize start = self->block->len;

  g_string_append_len (self->block, text, length);
  g_string_append_c (self->block, '\0');

  return start;
}

static void
add (GenkanItems *self,
     const char  *key,
     gsize        key_length,
     const char  *json,
     gsize        length,
     guint        root,
     guint64      fingerprint)
{
  Item item = { G_MAXSIZE, 0, 0, length, root, fingerprint };

  self->n_come++;
  self->latest = NULL;
  if (key != NULL)
    {
      item.key = append (self, key, key_length);
      item.key_length = key_length;
    }
  item.start = append (self, json, length);
  g_array_append_val (self->items, item);
}

/**
 * genkan_items_add:
 * @self: items that no SELECT is reading
 * @key: (nullable): the member's name, or %NULL for an element of an array
 * @key_length: of @key
 * @json: the item
 * @length: of @json
 */
void
genkan_items_add (GenkanItems *self,
                  const char  *key,
                  gsize        key_length,
                  const char  *json,
                  gsize        length)
{
  guint64 fingerprint = get_fingerprint (self, key, key_length, json, length);

  if (!leave_out (self, fingerprint))
    add (self, key, key_length, json, length, NOT_INDEXED, fingerprint);
}

/* Takes out the white space between tokens. */
static char *
dup_packed (const char *json,
            gsize       length,
            gsize      *ret_length)
{
  char *packed = g_malloc (length + 1);
  gboolean in_text = FALSE;
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (!in_text && strchr (" \n\t\r", json[i]) != NULL)
        continue;
      packed[n++] = json[i];
      if (in_text && json[i] == '\\')
        packed[n++] = json[++i];
      else if (json[i] == '"')
        in_text = !in_text;
    }
  *ret_length = n;

  return packed;
}

/**
 * genkan_items_cut:
 * @self: items that no SELECT is reading
 * @key: (nullable): the member's name, or %NULL for an element of an array
 * @key_length: of @key
 * @data: bytes, of which the first is a bracket or a brace
 * @length: of @data
 * @max_depth: how deep the item may be nested
 *
 * Adds the array or object with which @data begins, if it is whole, without the white space
 * between its tokens, or leaves it out. What is added is read once: to find its end and to index it.
 *
 * Returns: how many bytes of @data it was; 0 when it is not whole, or no JSON
 */
gsize
genkan_items_cut (GenkanItems *self,
                  const char  *key,
                  gsize        key_length,
                  const char  *data,
                  gsize        length,
                  guint        max_depth)
{
  g_autofree char *packed = NULL;
  gboolean spaced;
  guint64 fingerprint;
  guint root;
  gsize used = leave_out_first (self, key, key_length, data, length);

  if (used > 0)
    return used;

  used = genkan_json_index_first (self->nodes, data, length, max_depth, &root, &spaced);
  if (used == 0)
    return 0;

  fingerprint = get_fingerprint (self, key, key_length, data, used);
  if (!spaced)
    {
      add (self, key, key_length, data, used, root, fingerprint);
      return used;
    }

  g_array_set_size (self->nodes, root);
  packed = dup_packed (data, used, &length);
  add (self, key, key_length, packed, length, NOT_INDEXED, fingerprint);

  return used;
}

guint
genkan_items_get_n (GenkanItems *self)
{
  return self->items->len;
}

/**
 * genkan_items_set_window:
 * @self: items
 * @first: the first item that SELECTs see
 * @end: the one after the last
 */
void
genkan_items_set_window (GenkanItems *self,
                         guint        first,
                         guint        end)
{
  g_return_if_fail (first <= end && end <= self->items->len);

  self->first = first;
  self->end = end;
}

void
genkan_items_get_window (GenkanItems *self,
                         guint       *ret_first,
                         guint       *ret_end)
{
  *ret_first = self->first;
  *ret_end = self->end;
}

/* How many bytes of text fit without more memory; the nodes take about twice as much. */
gsize
genkan_items_get_room (GenkanItems *self)
{
  return self->block->allocated_len;
}

const char *
genkan_items_get_key (GenkanItems *self,
                      guint        place,
                      gsize       *ret_length)
{
  const Item *item = &g_array_index (self->items, Item, place);

  *ret_length = item->key_length;

  return item->key == G_MAXSIZE ? NULL : self->block->str + item->key;
}

const char *
genkan_items_get_json (GenkanItems *self,
                       guint        place,
                       gsize       *ret_length)
{
  const Item *item = &g_array_index (self->items, Item, place);

  *ret_length = item->length;

  return self->block->str + item->start;
}

static Item *
find_item (GenkanItems *self,
           gsize        start)
{
  guint low = 0, high = self->items->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      Item *item = &g_array_index (self->items, Item, middle);

      if (item->start == start)
        return item;
      if (item->start < start)
        low = middle + 1;
      else
        high = middle;
    }

  return NULL;
}

/* Whether @text lies in the block of the items. */
gboolean
genkan_items_holds (GenkanItems *self,
                    const char  *text)
{
  return text >= self->block->str && text < self->block->str + self->block->len;
}

static gboolean
look_into (GenkanItems   *self,
           Item          *item,
           GenkanJsonRef *ret_root)
{
  const char *json = self->block->str + item->start;

  if (item->root == NOT_INDEXED
      && !genkan_json_index (self->nodes, json, item->length, &item->root))
    item->root = NOT_JSON;
  if (item->root == NOT_JSON)
    return FALSE;

  self->latest = json;
  self->latest_length = item->length;
  self->latest_root = item->root;
  *ret_root = genkan_json_ref (self->nodes, json, item->root);

  return TRUE;
}

/**
 * genkan_items_get_root:
 * @self: items
 * @place: of an item
 * @ret_root: (out): its value, until more items are looked into
 *
 * Returns: whether the item is JSON
 */
gboolean
genkan_items_get_root (GenkanItems   *self,
                       guint          place,
                       GenkanJsonRef *ret_root)
{
  return look_into (self, &g_array_index (self->items, Item, place), ret_root);
}

/**
 * genkan_items_find_json:
 * @self: items
 * @json: any text
 * @length: of @json
 * @ret_root: (out): the item's value, until more items are looked into
 *
 * Returns: whether @json is the very text of an item, and JSON
 */
gboolean
genkan_items_find_json (GenkanItems   *self,
                        const char    *json,
                        gsize          length,
                        GenkanJsonRef *ret_root)
{
  Item *item;

  if (json == self->latest && length == self->latest_length)
    {
      *ret_root = genkan_json_ref (self->nodes, json, self->latest_root);
      return TRUE;
    }

  item = genkan_items_holds (self, json) ? find_item (self, json - self->block->str) : NULL;

  return item != NULL && item->length == length && look_into (self, item, ret_root);
}
