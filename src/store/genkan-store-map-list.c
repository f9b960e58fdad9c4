/* genkan-store-map-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thousand mappings from a spreadsheet, as one decision. A line names a Record by the tool's id
 * or, if no Record has that id, by its name. What cannot be said for sure is not done: a name
 * that several Records have, and two lines that disagree about one Record.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-map-list.h"
#include "genkan-store-private.h"

typedef struct
{
  GPtrArray  *mappings;    /* (owned) (element-type GenkanMapping) */
  gboolean    dry_run;
  GHashTable *lines;       /* (owned) (element-type gint64 GenkanMapping) by Record */
  gint64      decision_id; /* 0: nothing was done */
  guint       n_records;
} GenkanMapList;

static void
genkan_map_list_free (gpointer data)
{
  GenkanMapList *list = data;

  g_ptr_array_unref (list->mappings);
  g_hash_table_unref (list->lines);
  g_free (list);
}

#define FIND "SELECT r.id FROM connections AS c CROSS JOIN records AS r ON r.connection_id = c.id "
#define OF_LABEL "WHERE (?2 IS NULL OR c.label = ?2) LIMIT 2"

static const char find_by_id[] = FIND "AND r.vendor_id = ?1 " OF_LABEL;
static const char find_by_name[] =
  FIND "AND r.name_key = genkan_sort_key (?1) AND r.name = ?1 " OF_LABEL;

/* Returns: how many there are: 0, 1 or 2 (several), or -1 with an error */
static int
find (GenkanDatabase  *db,
      const char      *sql,
      GenkanMapping   *mapping,
      GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (db, sql, error);
  GenkanStep step;
  int n = 0;

  if (statement == NULL)
    return -1;

  genkan_statement_bind_text (statement, 0, genkan_mapping_get_record (mapping));
  genkan_statement_bind_text (statement, 1, genkan_mapping_get_connection (mapping));
  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    if (n++ == 0)
      genkan_mapping_set_record_id (mapping, genkan_statement_get_int64 (statement, 0));

  return step == GENKAN_STEP_DONE ? n : -1;
}

static gboolean
find_record (GenkanDatabase  *db,
             GenkanMapping   *mapping,
             GError         **error)
{
  int n;

  if (genkan_mapping_get_outcome (mapping) == GENKAN_MAPPING_INVALID)
    return TRUE;

  n = find (db, find_by_id, mapping, error);
  if (n == 0)
    n = find (db, find_by_name, mapping, error);

  genkan_mapping_set_outcome (mapping, n == 0 ? GENKAN_MAPPING_UNKNOWN
                                       : n == 1 ? GENKAN_MAPPING_MAPPED
                                                : GENKAN_MAPPING_AMBIGUOUS);

  return n >= 0;
}

static gboolean
say_the_same (GenkanMapping *a,
              GenkanMapping *b)
{
  return g_strcmp0 (genkan_mapping_get_product (a), genkan_mapping_get_product (b)) == 0
         && g_strcmp0 (genkan_mapping_get_type_name (a), genkan_mapping_get_type_name (b)) == 0;
}

/* Two lines about one Record: the second is superfluous, or neither can be believed. */
static void
compare_lines (GenkanMapList *list,
               GenkanMapping *mapping)
{
  gint64 id = genkan_mapping_get_record_id (mapping);
  GenkanMapping *earlier;

  if (genkan_mapping_get_outcome (mapping) != GENKAN_MAPPING_MAPPED)
    return;

  earlier = g_hash_table_lookup (list->lines, &id);
  if (earlier == NULL)
    {
      g_hash_table_insert (list->lines, g_memdup2 (&id, sizeof id), mapping);
      return;
    }

  if (say_the_same (earlier, mapping))
    genkan_mapping_set_outcome (mapping, GENKAN_MAPPING_DUPLICATE);
  else
    {
      genkan_mapping_set_outcome (mapping, GENKAN_MAPPING_CONFLICT);
      genkan_mapping_set_outcome (earlier, GENKAN_MAPPING_CONFLICT);
    }
}

static gboolean
check_unchanged (GenkanDatabase  *db,
                 GenkanMapping   *mapping,
                 GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "SELECT 1 FROM records AS r JOIN products AS p ON p.id = r.product_id "
    "WHERE r.id = ?1 AND r.state = 1 AND p.name = ?2", error);
  GenkanStep step;

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, genkan_mapping_get_record_id (mapping));
  genkan_statement_bind_text (statement, 1, genkan_mapping_get_product (mapping));
  step = genkan_statement_step (statement, error);
  if (step == GENKAN_STEP_ROW)
    genkan_mapping_set_outcome (mapping, GENKAN_MAPPING_UNCHANGED);

  return step != GENKAN_STEP_ERROR;
}

static gboolean
want (GenkanDatabase  *db,
      GenkanMapping   *mapping,
      GError         **error)
{
  g_autoptr (GenkanStatement) statement =
    genkan_database_prepare (db, "INSERT INTO wanted VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, genkan_mapping_get_record_id (mapping));
  genkan_statement_bind_text (statement, 1, genkan_mapping_get_product (mapping));
  genkan_statement_bind_text (statement, 2, genkan_mapping_get_type_name (mapping));

  return genkan_statement_run (statement, error);
}

static gboolean
look_up (GenkanDatabase  *db,
         GenkanMapList   *list,
         GError         **error)
{
  for (guint i = 0; i < list->mappings->len; i++)
    {
      GenkanMapping *mapping = g_ptr_array_index (list->mappings, i);

      if (!find_record (db, mapping, error))
        return FALSE;
      compare_lines (list, mapping);
    }

  for (guint i = 0; i < list->mappings->len; i++)
    {
      GenkanMapping *mapping = g_ptr_array_index (list->mappings, i);

      if (genkan_mapping_get_outcome (mapping) == GENKAN_MAPPING_MAPPED
          && !check_unchanged (db, mapping, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
map_wanted (GenkanStore     *self,
            GenkanDatabase  *db,
            GenkanMapList   *list,
            GError         **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < list->mappings->len; i++)
    {
      GenkanMapping *mapping = g_ptr_array_index (list->mappings, i);
      gint64 id = genkan_mapping_get_record_id (mapping);

      if (genkan_mapping_get_outcome (mapping) != GENKAN_MAPPING_MAPPED)
        continue;
      if (!want (db, mapping, error))
        return FALSE;
      g_array_append_val (ids, id);
    }

  list->n_records = ids->len;
  if (ids->len > 0)
    list->decision_id = genkan_store_map_wanted (self, db, (gint64 *) ids->data, ids->len, error);

  return list->decision_id >= 0;
}

static gboolean
map_list (GenkanStore     *self,
          GenkanDatabase  *db,
          gpointer         data,
          GError         **error)
{
  GenkanMapList *list = data;

  return look_up (db, list, error) &&
         (list->dry_run ||
          (map_wanted (self, db, list, error) &&
           genkan_database_execute (db, "DELETE FROM wanted", error)));
}

/**
 * genkan_store_map_list_async:
 * @self: a store
 * @mappings: (element-type GenkanMapping): the lines; not to be touched until the answer is there
 * @dry_run: whether only to say what would become of each line
 *
 * Maps Records as the lines say, all that can be mapped or, on failure, none.
 */
void
genkan_store_map_list_async (GenkanStore         *self,
                             GPtrArray           *mappings,
                             gboolean             dry_run,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanMapList *list;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (mappings != NULL);

  list = g_new0 (GenkanMapList, 1);
  list->mappings = g_ptr_array_ref (mappings);
  list->dry_run = dry_run;
  list->lines = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_map_list_async);
  g_task_set_task_data (task, list, genkan_map_list_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, map_list, NULL);
}

/**
 * genkan_store_map_list_finish:
 * @ret_undo: (out) (optional) (nullable): how to take it back; %NULL when nothing was done
 *
 * Returns: %TRUE, and the outcomes stand in the lines; or %FALSE with an error
 */
gboolean
genkan_store_map_list_finish (GenkanStore   *self,
                              GAsyncResult  *result,
                              GenkanUndo   **ret_undo,
                              GError       **error)
{
  GenkanMapList *list;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  list = g_task_get_task_data (G_TASK (result));
  if (ret_undo != NULL)
    *ret_undo = list->decision_id > 0
                  ? genkan_undo_new (self, list->decision_id, list->n_records) : NULL;

  return TRUE;
}
