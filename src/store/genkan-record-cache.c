/* genkan-record-cache.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records by id, the latest used first; when there are too many the last ones go. It holds a
 * few screens of the tallest window.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-record-cache.h"

#define RECORDS_MAX 1024

struct _GenkanRecordCache
{
  GHashTable *links;   /* (owned) (element-type gint64 GList) into records */
  GQueue      records; /* (element-type GenkanRecord) */
};

GenkanRecordCache *
genkan_record_cache_new (void)
{
  GenkanRecordCache *self = g_new0 (GenkanRecordCache, 1);

  self->links = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->records);

  return self;
}

void
genkan_record_cache_free (GenkanRecordCache *self)
{
  g_hash_table_unref (self->links);
  g_queue_clear_full (&self->records, g_object_unref);
  g_free (self);
}

/* Returns: (transfer none) (nullable) */
GenkanRecord *
genkan_record_cache_lookup (GenkanRecordCache *self,
                            gint64             id)
{
  GList *link = g_hash_table_lookup (self->links, &id);

  if (link == NULL)
    return NULL;

  if (link != self->records.head)
    {
      g_queue_unlink (&self->records, link);
      g_queue_push_head_link (&self->records, link);
    }

  return link->data;
}

void
genkan_record_cache_remove (GenkanRecordCache *self,
                            gint64             id)
{
  GList *link = g_hash_table_lookup (self->links, &id);

  if (link == NULL)
    return;

  g_hash_table_remove (self->links, &id);
  g_object_unref (link->data);
  g_queue_delete_link (&self->records, link);
}

/* In place of what it had under that id. */
void
genkan_record_cache_insert (GenkanRecordCache *self,
                            GenkanRecord      *record)
{
  gint64 id = genkan_record_get_id (record);

  genkan_record_cache_remove (self, id);
  g_queue_push_head (&self->records, g_object_ref (record));
  g_hash_table_insert (self->links, g_memdup2 (&id, sizeof id), self->records.head);

  if (self->records.length > RECORDS_MAX)
    genkan_record_cache_remove (self, genkan_record_get_id (self->records.tail->data));
}

/* Returns: (transfer full) (element-type GenkanRecord): all of them */
GPtrArray *
genkan_record_cache_dup_all (GenkanRecordCache *self)
{
  GPtrArray *all = g_ptr_array_new_full (self->records.length, g_object_unref);

  for (GList *link = self->records.head; link != NULL; link = link->next)
    g_ptr_array_add (all, g_object_ref (link->data));

  return all;
}
