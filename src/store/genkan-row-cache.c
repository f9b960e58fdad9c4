/* genkan-row-cache.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Items by id, the latest used first; when there are too many the last ones go. It holds a
 * few screens of the tallest window.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-row-cache.h"

#define ITEMS_MAX 1024

struct _GenkanRowCache
{
  GHashTable *links;   /* (owned) (element-type gint64 GList) into items */
  GQueue      items; /* (element-type GObject) */
  gint64    (*get_id) (gpointer item);
};

GenkanRowCache *
genkan_row_cache_new (gint64 (*get_id) (gpointer item))
{
  GenkanRowCache *self = g_new0 (GenkanRowCache, 1);

  self->get_id = get_id;
  self->links = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->items);

  return self;
}

void
genkan_row_cache_free (GenkanRowCache *self)
{
  g_hash_table_unref (self->links);
  g_queue_clear_full (&self->items, g_object_unref);
  g_free (self);
}

/* Returns: (transfer none) (nullable) */
gpointer
genkan_row_cache_lookup (GenkanRowCache *self,
                         gint64          id)
{
  GList *link = g_hash_table_lookup (self->links, &id);

  if (link == NULL)
    return NULL;

  if (link != self->items.head)
    {
      g_queue_unlink (&self->items, link);
      g_queue_push_head_link (&self->items, link);
    }

  return link->data;
}

static void
genkan_row_cache_remove (GenkanRowCache *self,
                         gint64          id)
{
  GList *link = g_hash_table_lookup (self->links, &id);

  if (link == NULL)
    return;

  g_hash_table_remove (self->links, &id);
  g_object_unref (link->data);
  g_queue_delete_link (&self->items, link);
}

/* In place of what it had under that id. */
void
genkan_row_cache_insert (GenkanRowCache *self,
                         gpointer        item)
{
  gint64 id = self->get_id (item);

  genkan_row_cache_remove (self, id);
  g_queue_push_head (&self->items, g_object_ref (item));
  g_hash_table_insert (self->links, g_memdup2 (&id, sizeof id), self->items.head);

  if (self->items.length > ITEMS_MAX)
    genkan_row_cache_remove (self, self->get_id (self->items.tail->data));
}

/* Returns: (transfer full) (element-type GObject): all of them */
GPtrArray *
genkan_row_cache_dup_all (GenkanRowCache *self)
{
  GPtrArray *all = g_ptr_array_new_full (self->items.length, g_object_unref);

  for (GList *link = self->items.head; link != NULL; link = link->next)
    g_ptr_array_add (all, g_object_ref (link->data));

  return all;
}
