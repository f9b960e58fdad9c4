/* genkan-sandbox.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The SELECTs of a connector, each prepared when it is first needed and kept.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-sandbox-parts.h"

#include "genkan-sandbox-rows.h"

/* What is kept for the next pages. */
#define MAX_SPARE_ITEMS 4
#define MAX_SPARE_ROOM (4 * 1024 * 1024)

G_DEFINE_FINAL_TYPE (GenkanSandbox, genkan_sandbox, G_TYPE_OBJECT)

static void
statement_finalize (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
genkan_sandbox_finalize (GObject *object)
{
  GenkanSandbox *self = GENKAN_SANDBOX (object);

  for (guint i = 0; i < self->n_statements; i++)
    {
      sqlite3_finalize (self->statements[i]);
      sqlite3_finalize (self->rests[i]);
      g_clear_pointer (&self->plains[i], genkan_plain_columns_free);
    }
  g_free (self->statements);
  g_free (self->rests);
  g_free (self->plains);
  g_free (self->looked_at);
  g_clear_pointer (&self->inserts, g_hash_table_unref);
  g_ptr_array_unref (self->spare_items);
  g_mutex_clear (&self->mutex);
  g_clear_pointer (&self->filled, g_hash_table_unref);
  g_clear_pointer (&self->database, genkan_sql_box_free);
  g_clear_object (&self->connector);

  G_OBJECT_CLASS (genkan_sandbox_parent_class)->finalize (object);
}

static void
genkan_sandbox_class_init (GenkanSandboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_sandbox_finalize;
}

static void
genkan_sandbox_init (GenkanSandbox *self)
{
  self->inserts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, statement_finalize);
  g_mutex_init (&self->mutex);
  self->spare_items = g_ptr_array_new_with_free_func ((GDestroyNotify) genkan_items_unref);
  self->filled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static GenkanSandbox *
genkan_sandbox_new_with (GenkanConnector *connector,
                         GenkanSqlBox    *database)
{
  GenkanSandbox *self = g_object_new (GENKAN_TYPE_SANDBOX, NULL);

  self->connector = g_object_ref (connector);
  self->n_statements = genkan_connector_get_definition (connector)->n_statements;
  self->statements = g_new0 (sqlite3_stmt *, self->n_statements + 1);
  self->rests = g_new0 (sqlite3_stmt *, self->n_statements + 1);
  self->plains = g_new0 (GenkanPlainColumns *, self->n_statements + 1);
  self->looked_at = g_new0 (gboolean, self->n_statements + 1);
  self->database = database;

  return self;
}

/**
 * genkan_sandbox_new:
 * @connector: a valid connector
 * @error: return location for a #GenkanConnectorError
 *
 * Returns: (transfer full) (nullable): a sandbox with the connector's tables, all empty
 */
GenkanSandbox *
genkan_sandbox_new (GenkanConnector  *connector,
                    GError          **error)
{
  g_autoptr (GenkanSandbox) self = NULL;
  GenkanSqlBox *database;

  g_return_val_if_fail (GENKAN_IS_CONNECTOR (connector), NULL);
  g_return_val_if_fail (genkan_connector_is_valid (connector), NULL);

  database = genkan_sql_box_new (error);
  if (database == NULL)
    return NULL;

  self = genkan_sandbox_new_with (connector, database);
  if (!_genkan_sandbox_create_tables (self, genkan_connector_get_definition (connector), error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * genkan_sandbox_new_for_auth:
 * @connector: a valid connector
 * @error: return location for a #GenkanConnectorError
 *
 * Makes a sandbox for the SELECTs of `auth`, which see secrets: it has none of the tables that
 * mapping could read.
 *
 * Returns: (transfer full) (nullable): the sandbox
 */
GenkanSandbox *
genkan_sandbox_new_for_auth (GenkanConnector  *connector,
                             GError          **error)
{
  GenkanSqlBox *database;

  g_return_val_if_fail (GENKAN_IS_CONNECTOR (connector), NULL);
  g_return_val_if_fail (genkan_connector_is_valid (connector), NULL);

  database = genkan_sql_box_new_for_auth (error);

  return database != NULL ? genkan_sandbox_new_with (connector, database) : NULL;
}

/* `SELECT say, after WHERE when`: a row says that the case matches. */
char *
genkan_case_dup_sql (const GenkanCase *self)
{
  return g_strdup_printf ("SELECT (%s\n), (%s\n) WHERE (%s\n)",
                          self->say != NULL ? self->say : "NULL",
                          self->after != NULL ? self->after : "NULL", self->when);
}

/**
 * genkan_sandbox_take_items:
 * @self: a sandbox
 *
 * For any thread, as the next one: a mapper is made in one thread and goes in another.
 *
 * Returns: (transfer full): items without any in them, but most often with room for a page
 */
GenkanItems *
genkan_sandbox_take_items (GenkanSandbox *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->spare_items->len == 0)
    return genkan_items_new ();

  return g_ptr_array_steal_index_fast (self->spare_items, self->spare_items->len - 1);
}

/**
 * genkan_sandbox_give_items:
 * @self: a sandbox
 * @items: (transfer full): items that nobody else holds
 *
 * The next page has room where this one was: memory that has just been in use is the quickest.
 */
void
genkan_sandbox_give_items (GenkanSandbox *self,
                           GenkanItems   *items)
{
  g_autoptr (GenkanItems) spare = items;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  genkan_items_clear (spare);
  if (self->spare_items->len < MAX_SPARE_ITEMS && genkan_items_get_room (spare) <= MAX_SPARE_ROOM)
    g_ptr_array_add (self->spare_items, g_steal_pointer (&spare));
}

sqlite3_stmt *
_genkan_sandbox_get_statement (GenkanSandbox  *self,
                               guint           index,
                               const char     *sql,
                               GError        **error)
{
  int offset;

  if (self->statements[index] == NULL)
    self->statements[index] = genkan_sql_box_compile (self->database, sql, NULL, &offset, error);

  return self->statements[index];
}

void
_genkan_sandbox_begin (GenkanSandbox      *self,
                       guint               statement,
                       const GenkanAnswer *answer,
                       GCancellable       *cancellable)
{
  genkan_sql_box_set_statement (self->database, statement);
  genkan_sql_box_begin (self->database,
                        answer != NULL ? answer->items : NULL,
                        answer != NULL ? answer->body : NULL,
                        answer != NULL ? answer->body_length : 0,
                        cancellable);
}

/* @statement may be %NULL. */
void
_genkan_sandbox_end (GenkanSandbox *self,
                     sqlite3_stmt  *statement)
{
  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
    }
  genkan_sql_box_end (self->database);
}

/* What of a SELECT over items needs no SQLite, if anything. */
static GenkanPlainColumns *
get_plain (GenkanSandbox       *self,
           const GenkanOutput  *output)
{
  guint index = output->index;
  GenkanPlainColumns *plain = self->plains[index];
  int offset;

  if (self->looked_at[index])
    return plain;

  self->looked_at[index] = TRUE;
  plain = genkan_plain_columns_new (output->sql);
  if (plain != NULL && plain->rest != NULL)
    self->rests[index] = genkan_sql_box_compile (self->database, plain->rest, NULL, &offset, NULL);

  if (plain != NULL && (plain->columns->len != output->n_columns
                        || (plain->rest != NULL && self->rests[index] == NULL)))
    g_clear_pointer (&plain, genkan_plain_columns_free);
  self->plains[index] = plain;

  return plain;
}

/* Without SQLite as far as it goes. Gives nothing, and no error, if it does not. */
static GenkanRowBatch *
map_plain (GenkanSandbox       *self,
           const GenkanOutput  *output,
           GenkanVariables     *variables,
           const GenkanAnswer  *answer,
           GCancellable        *cancellable,
           GError             **error)
{
  g_autoptr (GenkanRowBatchBuilder) builder =
    genkan_row_batch_builder_new ((const char * const *) output->columns, output->n_columns);
  sqlite3_stmt *statement = self->rests[output->index];
  gboolean fits, done;

  _genkan_sandbox_begin (self, output->index, answer, cancellable);
  if (statement != NULL)
    _genkan_sandbox_bind_all (statement, variables, answer);
  done = genkan_sandbox_plain_rows (self->database, output, self->plains[output->index], statement,
                                    builder, answer->first_row, &fits, error);
  _genkan_sandbox_end (self, statement);
  if (done && !fits)
    g_clear_pointer (&self->plains[output->index], genkan_plain_columns_free);

  return done && fits ? genkan_row_batch_builder_end (g_steal_pointer (&builder)) : NULL;
}

static GenkanRowBatch *
map_whole (GenkanSandbox       *self,
           const GenkanOutput  *output,
           GenkanVariables     *variables,
           const GenkanAnswer  *answer,
           GCancellable        *cancellable,
           GError             **error)
{
  g_autoptr (GenkanRowBatchBuilder) builder = NULL;
  sqlite3_stmt *statement;
  gboolean done;

  statement = _genkan_sandbox_get_statement (self, output->index, output->sql, error);
  if (statement == NULL)
    return NULL;

  builder = genkan_row_batch_builder_new ((const char * const *) output->columns,
                                          output->n_columns);
  _genkan_sandbox_begin (self, output->index, answer, cancellable);
  _genkan_sandbox_bind_all (statement, variables, answer);
  done = answer != NULL && answer->one_by_one
           ? genkan_sandbox_item_rows (self->database, output, statement, builder,
                                       answer->first_row, error)
           : genkan_sandbox_step_rows (self->database, output, statement, builder,
                                       answer != NULL ? answer->first_row : 0, error);
  _genkan_sandbox_end (self, statement);

  return done ? genkan_row_batch_builder_end (g_steal_pointer (&builder)) : NULL;
}

/* Runs a SELECT over an answer. */
GenkanRowBatch *
genkan_sandbox_map (GenkanSandbox       *self,
                    const GenkanOutput  *output,
                    GenkanVariables     *variables,
                    const GenkanAnswer  *answer,
                    GCancellable        *cancellable,
                    GError             **error)
{
  GenkanRowBatch *rows;
  GError *reason = NULL;

  if (answer != NULL && answer->items != NULL && get_plain (self, output) != NULL)
    {
      rows = map_plain (self, output, variables, answer, cancellable, &reason);
      if (reason != NULL)
        g_propagate_error (error, reason);
      if (rows != NULL || reason != NULL)
        return rows;
    }

  return map_whole (self, output, variables, answer, cancellable, error);
}

/**
 * genkan_sandbox_run_output:
 * @self: a sandbox
 * @output: a SELECT of a step without a request
 * @variables: the values
 * @cancellable: (nullable): ends it
 * @error: return location for a #GenkanConnectorError or a #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): its rows
 */
GenkanRowBatch *
genkan_sandbox_run_output (GenkanSandbox       *self,
                           const GenkanOutput  *output,
                           GenkanVariables     *variables,
                           GCancellable        *cancellable,
                           GError             **error)
{
  g_return_val_if_fail (GENKAN_IS_SANDBOX (self), NULL);
  g_return_val_if_fail (output != NULL, NULL);
  g_return_val_if_fail (variables != NULL, NULL);

  return genkan_sandbox_map (self, output, variables, NULL, cancellable, error);
}

/* For tests: how long one SELECT may run. */
void
genkan_sandbox_set_time_limit (GenkanSandbox *self,
                               gint64         time_limit)
{
  genkan_sql_box_set_time_limit (self->database, time_limit);
}

/**
 * genkan_sandbox_set_coverage:
 * @self: a sandbox
 * @coverage: (nullable): where to note which JSON paths have met something
 */
void
genkan_sandbox_set_coverage (GenkanSandbox  *self,
                             GenkanCoverage *coverage)
{
  g_return_if_fail (GENKAN_IS_SANDBOX (self));

  genkan_sql_box_set_coverage (self->database, coverage);
}

/* Asks one case about an answer. */
gboolean
genkan_sandbox_test_case (GenkanSandbox       *self,
                          const GenkanCase    *condition,
                          GenkanVariables     *variables,
                          const GenkanAnswer  *answer,
                          GCancellable        *cancellable,
                          gboolean            *ret_matches,
                          char               **ret_say,
                          gint64              *ret_after,
                          GError             **error)
{
  g_autofree char *sql = genkan_case_dup_sql (condition);
  sqlite3_stmt *statement = _genkan_sandbox_get_statement (self, condition->index, sql, error);
  int rc;

  if (statement == NULL)
    return FALSE;

  _genkan_sandbox_begin (self, condition->index, answer, cancellable);
  _genkan_sandbox_bind_all (statement, variables, answer);
  rc = sqlite3_step (statement);
  *ret_matches = rc == SQLITE_ROW;
  if (rc == SQLITE_ROW)
    {
      *ret_say = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      if (sqlite3_column_type (statement, 1) != SQLITE_NULL)
        *ret_after = CLAMP (sqlite3_column_double (statement, 1), 0, 1e9) * G_USEC_PER_SEC;
    }
  else if (rc != SQLITE_DONE)
    genkan_sql_box_set_error (self->database, error);
  _genkan_sandbox_end (self, statement);

  return rc == SQLITE_ROW || rc == SQLITE_DONE;
}
