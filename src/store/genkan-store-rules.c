/* genkan-store-rules.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rules of a Connection: kept with it, and tried out on what is known of the tool before
 * they are stored.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"
#include "genkan-store-rules.h"

/* --- with the Connection --- */

static gboolean
load_filters (GenkanDatabase  *db,
              gint64           connection_id,
              GenkanRules     *rules,
              GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "SELECT exclude, field, pattern FROM connection_filters WHERE connection_id = ?1 "
    "ORDER BY position", error);
  GenkanStep step;

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, connection_id);
  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    genkan_rules_add_filter (rules, genkan_statement_get_int64 (statement, 0) != 0,
                             genkan_statement_get_int64 (statement, 1),
                             genkan_statement_get_text (statement, 2));

  return step == GENKAN_STEP_DONE;
}

GenkanRules *
genkan_rules_load (GenkanDatabase  *db,
                   gint64           connection_id,
                   GError         **error)
{
  g_autoptr (GenkanRules) rules = genkan_rules_new ();
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "SELECT auto_map, product_template, type_template, collision FROM connections "
    "WHERE id = ?1", error);
  GenkanStep step;

  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, connection_id);
  step = genkan_statement_step (statement, error);
  if (step == GENKAN_STEP_ERROR)
    return NULL;

  if (step == GENKAN_STEP_ROW)
    {
      genkan_rules_set_auto_map (rules, genkan_statement_get_int64 (statement, 0) != 0);
      genkan_rules_set_product_template (rules, genkan_statement_get_text (statement, 1));
      genkan_rules_set_type_template (rules, genkan_statement_get_text (statement, 2));
      genkan_rules_set_collision (rules, genkan_statement_get_int64 (statement, 3));
    }

  return load_filters (db, connection_id, rules, error) ? g_steal_pointer (&rules) : NULL;
}

static gboolean
save_row (GenkanDatabase  *db,
          gint64           connection_id,
          GenkanRules     *rules,
          GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "UPDATE connections SET auto_map = ?1, product_template = ?2, type_template = ?3, "
    "collision = ?4 WHERE id = ?5", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, genkan_rules_get_auto_map (rules));
  genkan_statement_bind_text (statement, 1, genkan_rules_get_product_template (rules));
  genkan_statement_bind_text (statement, 2, genkan_rules_get_type_template (rules));
  genkan_statement_bind_int64 (statement, 3, genkan_rules_get_collision (rules));
  genkan_statement_bind_int64 (statement, 4, connection_id);

  return genkan_statement_run (statement, error);
}

static gboolean
save_filter (GenkanDatabase  *db,
             gint64           connection_id,
             GenkanRules     *rules,
             guint            position,
             GError         **error)
{
  GenkanFilterField field;
  gboolean exclude;
  const char *pattern = genkan_rules_get_filter (rules, position, &exclude, &field);
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "INSERT INTO connection_filters VALUES (?1, ?2, ?3, ?4, ?5)", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, connection_id);
  genkan_statement_bind_int64 (statement, 1, position);
  genkan_statement_bind_int64 (statement, 2, exclude);
  genkan_statement_bind_int64 (statement, 3, field);
  genkan_statement_bind_text (statement, 4, pattern);

  return genkan_statement_run (statement, error);
}

static gboolean
clear_filters (GenkanDatabase  *db,
               gint64           connection_id,
               GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "DELETE FROM connection_filters WHERE connection_id = ?1", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, connection_id);

  return genkan_statement_run (statement, error);
}

gboolean
genkan_rules_save (GenkanDatabase  *db,
                   gint64           connection_id,
                   GenkanRules     *rules,
                   GError         **error)
{
  if (!save_row (db, connection_id, rules, error) || !clear_filters (db, connection_id, error))
    return FALSE;

  for (guint i = 0; i < genkan_rules_get_n_filters (rules); i++)
    if (!save_filter (db, connection_id, rules, i, error))
      return FALSE;

  return TRUE;
}

/* --- tried out --- */

typedef struct
{
  gint64       connection_id;
  GenkanRules *rules; /* (owned) */
  guint        n_matching;
  guint        n_units;
} GenkanCount;

static void
genkan_count_free (gpointer data)
{
  GenkanCount *count = data;

  g_object_unref (count->rules);
  g_free (count);
}

static void
count_unit (GenkanCount     *count,
            GenkanStatement *row)
{
  GenkanFilterFacts facts = {
    .name = genkan_statement_get_text (row, 0),
    .parent = genkan_statement_get_text (row, 1),
    .kind = genkan_statement_get_text (row, 2),
    .tags = genkan_statement_get_text (row, 3),
  };

  count->n_units++;
  if (genkan_rules_lets_through (count->rules, &facts))
    count->n_matching++;
}

static gboolean
count_units (GenkanStore   *self,
             GenkanCount   *count,
             GCancellable  *cancellable,
             GError       **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GenkanStatement) statement = NULL;
  GenkanStep step;

  if (reader.db == NULL)
    return FALSE;

  statement = genkan_database_prepare (
    reader.db, "SELECT name, parent, kind, tags FROM records WHERE connection_id = ?1 "
    "UNION ALL SELECT name, parent, kind, tags FROM left_out_units WHERE connection_id = ?1",
    error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, count->connection_id);
  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      count_unit (count, statement);
    }

  return step == GENKAN_STEP_DONE;
}

static void
count_matches_in_thread (GTask        *task,
                         gpointer      source,
                         gpointer      data,
                         GCancellable *cancellable)
{
  GError *error = NULL;

  if (count_units (source, data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * genkan_store_count_matches_async:
 * @self: a store
 * @connection_id: a Connection
 * @rules: rules, stored or not; copied
 *
 * Counts the units of the Connection that the filter lets through: its Records, and what the
 * filter in force left out of the last Discover.
 */
void
genkan_store_count_matches_async (GenkanStore         *self,
                                  gint64               connection_id,
                                  GenkanRules         *rules,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanCount *count;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (GENKAN_IS_RULES (rules));

  count = g_new0 (GenkanCount, 1);
  count->connection_id = connection_id;
  count->rules = genkan_rules_copy (rules);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_count_matches_async);
  g_task_set_task_data (task, count, genkan_count_free);
  g_task_run_in_thread (task, count_matches_in_thread);
}

/**
 * genkan_store_count_matches_finish:
 * @ret_n_matching: (out): how many the filter lets through
 * @ret_n_units: (out): of how many
 *
 * Returns: %TRUE, or %FALSE with an error
 */
gboolean
genkan_store_count_matches_finish (GenkanStore   *self,
                                   GAsyncResult  *result,
                                   guint         *ret_n_matching,
                                   guint         *ret_n_units,
                                   GError       **error)
{
  GenkanCount *count;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  count = g_task_get_task_data (G_TASK (result));
  *ret_n_matching = count->n_matching;
  *ret_n_units = count->n_units;

  return TRUE;
}
