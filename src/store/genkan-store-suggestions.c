/* genkan-store-suggestions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Products that a Record may belong to. All names are looked at, away from the main thread: a
 * hundred thousand take a fraction of a second, and the next question cancels the one before.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-likeness.h"
#include "genkan-store-private.h"
#include "genkan-store-suggestions.h"

/* Below that a person would not see why. */
#define LIKE_ENOUGH 0.55

typedef struct
{
  gint64          record_id;
  guint           limit;

  gint64          own;      /* the Product that it has, or 0: that is no news */
  GenkanLikeness *likeness; /* (owned) (nullable) of the Record's name */
  GHashTable     *best;     /* (owned) (element-type gint64 GenkanSuggestion) by Product */
} GenkanSuggest;

static void
genkan_suggest_free (gpointer data)
{
  GenkanSuggest *suggest = data;

  g_clear_pointer (&suggest->likeness, genkan_likeness_free);
  g_hash_table_unref (suggest->best);
  g_free (suggest);
}

static int
compare_suggestions (gconstpointer a,
                     gconstpointer b)
{
  GenkanSuggestion *first = *(GenkanSuggestion **) a;
  GenkanSuggestion *second = *(GenkanSuggestion **) b;
  gboolean first_sure = genkan_suggestion_get_reason (first) <= GENKAN_SUGGESTION_SOURCE;
  gboolean second_sure = genkan_suggestion_get_reason (second) <= GENKAN_SUGGESTION_SOURCE;
  double difference =
    genkan_suggestion_get_likeness (second) - genkan_suggestion_get_likeness (first);

  if (first_sure != second_sure)
    return second_sure - first_sure;
  if (first_sure)
    return (int) genkan_suggestion_get_reason (first) - (int) genkan_suggestion_get_reason (second);
  if (difference != 0)
    return difference > 0 ? 1 : -1;

  return g_utf8_collate (genkan_suggestion_get_product_name (first),
                         genkan_suggestion_get_product_name (second));
}

/* Of several reasons for one Product, the best. */
static void
add_suggestion (GenkanSuggest    *suggest,
                GenkanSuggestion *suggestion)
{
  gint64 id = genkan_suggestion_get_product_id (suggestion);
  GenkanSuggestion *known = g_hash_table_lookup (suggest->best, &id);

  if (known == NULL || compare_suggestions (&suggestion, &known) < 0)
    g_hash_table_insert (suggest->best, g_memdup2 (&id, sizeof id), g_object_ref (suggestion));
}

/* Rows of: Product, its name, reason, label of the Connection, name to compare. */
static void
take_row (GenkanSuggest   *suggest,
          GenkanStatement *row)
{
  GenkanSuggestionReason reason = genkan_statement_get_int64 (row, 2);
  const char *name = genkan_statement_get_text (row, 4);
  g_autoptr (GenkanSuggestion) suggestion = NULL;
  double likeness = 1.0;

  if (genkan_statement_get_int64 (row, 0) == suggest->own)
    return;

  if (reason > GENKAN_SUGGESTION_SOURCE)
    likeness = genkan_likeness_compare (suggest->likeness, name);
  if (likeness < LIKE_ENOUGH)
    return;

  suggestion = genkan_suggestion_new (genkan_statement_get_int64 (row, 0),
                                      genkan_statement_get_text (row, 1), reason,
                                      genkan_statement_get_text (row, 3),
                                      reason != GENKAN_SUGGESTION_NAME ? name : NULL, likeness);
  add_suggestion (suggest, suggestion);
}

static const char candidates[] =
  "SELECT p.id, p.name, 0, NULL, p.name FROM records AS r "
  "JOIN products AS p ON p.id = r.earlier_product_id WHERE r.id = ?1 "
  "UNION ALL "
  "SELECT p.id, p.name, 1, NULL, p.name FROM records AS r "
  "JOIN connections AS c ON c.id = r.connection_id "
  "LEFT JOIN connection_settings AS s ON s.connection_id = c.id AND s.name = 'url' "
  "JOIN dojo_marks AS m ON m.mark = genkan_record_mark (c.connector_id, s.value, r.vendor_id) "
  "JOIN products AS p ON p.id = m.product_id WHERE r.id = ?1 "
  "UNION ALL "
  "SELECT p.id, p.name, 2, c.label, o.name FROM records AS r "
  "JOIN records AS o ON o.source = r.source AND o.connection_id <> r.connection_id "
  "JOIN products AS p ON p.id = o.product_id JOIN connections AS c ON c.id = o.connection_id "
  "WHERE r.id = ?1 "
  "UNION ALL "
  "SELECT p.id, p.name, 3, c.label, o.name FROM products AS p "
  "CROSS JOIN records AS o ON o.product_id = p.id JOIN connections AS c ON c.id = o.connection_id "
  "WHERE o.connection_id <> (SELECT connection_id FROM records WHERE id = ?1) "
  "UNION ALL "
  "SELECT p.id, p.name, 4, NULL, p.name FROM products AS p";

static gboolean
read_likeness (GenkanSuggest   *suggest,
               GenkanDatabase  *db,
               GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "SELECT name, product_id FROM records WHERE id = ?1", error);
  GenkanStep step;

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, suggest->record_id);
  step = genkan_statement_step (statement, error);
  if (step == GENKAN_STEP_ROW)
    {
      suggest->likeness = genkan_likeness_new (genkan_statement_get_text (statement, 0));
      suggest->own = genkan_statement_get_int64 (statement, 1);
    }
  else if (step == GENKAN_STEP_DONE)
    g_set_error_literal (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND,
                         "The Record was deleted meanwhile");

  return suggest->likeness != NULL;
}

static gboolean
look (GenkanStore    *self,
      GenkanSuggest  *suggest,
      GCancellable   *cancellable,
      GError        **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GenkanStatement) statement = NULL;
  GenkanStep step;

  if (reader.db == NULL || !read_likeness (suggest, reader.db, error))
    return FALSE;

  statement = genkan_database_prepare (reader.db, candidates, error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, suggest->record_id);
  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      take_row (suggest, statement);
    }

  return step == GENKAN_STEP_DONE;
}

static GPtrArray *
sort_suggestions (GenkanSuggest *suggest)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer suggestion;

  g_hash_table_iter_init (&iter, suggest->best);
  while (g_hash_table_iter_next (&iter, NULL, &suggestion))
    g_ptr_array_add (sorted, g_object_ref (suggestion));

  g_ptr_array_sort (sorted, compare_suggestions);
  if (suggest->limit > 0 && sorted->len > suggest->limit)
    g_ptr_array_set_size (sorted, suggest->limit);

  return sorted;
}

static void
suggest_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  GError *error = NULL;

  if (look (source, data, cancellable, &error))
    g_task_return_pointer (task, sort_suggestions (data), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * genkan_store_suggest_products_async:
 * @self: a store
 * @record_id: a Record
 * @limit: how many at most, or 0: all
 *
 * Looks for Products that the Record may belong to: where it was before, where DefectDojo says that
 * it is, where other tools have the same repository or image, and where names are alike.
 */
void
genkan_store_suggest_products_async (GenkanStore         *self,
                                     gint64               record_id,
                                     guint                limit,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanSuggest *suggest;

  g_return_if_fail (GENKAN_IS_STORE (self));

  suggest = g_new0 (GenkanSuggest, 1);
  suggest->record_id = record_id;
  suggest->limit = limit;
  suggest->best = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_suggest_products_async);
  g_task_set_task_data (task, suggest, genkan_suggest_free);
  g_task_run_in_thread (task, suggest_in_thread);
}

/**
 * genkan_store_suggest_products_finish:
 *
 * Returns: (transfer full) (nullable) (element-type GenkanSuggestion): each Product once, the
 *   likeliest first; or an error
 */
GPtrArray *
genkan_store_suggest_products_finish (GenkanStore   *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
