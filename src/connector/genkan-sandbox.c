/* genkan-sandbox.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of a connector and its SELECTs, each prepared when it is first needed and kept.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-sandbox-private.h"

#include "genkan-fingerprint.h"
#include "genkan-sql-box.h"
#include "genkan-sandbox-rows.h"

/* What an empty one may keep of the memory of rows that it had. */
#define SWEPT_SIZE (4 * 1024 * 1024)

/* What is kept for the next pages. */
#define MAX_SPARE_ITEMS 4
#define MAX_SPARE_ROOM (4 * 1024 * 1024)

struct _GenkanSandbox
{
  GObject parent_instance;

  GenkanConnector  *connector;    /* (owned) */
  GenkanSqlBox     *database;     /* (owned) */
  sqlite3_stmt    **statements;   /* (owned) by index of outputs and cases */
  GenkanPlainColumns **plains;    /* (owned) by index of outputs; NULL: looked at, nothing plain */
  sqlite3_stmt    **rests;        /* (owned) of the columns that are not */
  gboolean         *looked_at;    /* (owned) by index of outputs: whether that was tried */
  guint             n_statements;
  GHashTable       *inserts;      /* (owned) (element-type utf8 sqlite3_stmt) by text */
  GHashTable       *filled;       /* (owned) (element-type utf8) tables that have got rows */
  GMutex            mutex;        /* guards the one below */
  GPtrArray        *spare_items;  /* (owned) (element-type GenkanItems) with room in them */
};

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

/* The first producer of a table gives its columns; the static check has seen that all agree. */
static gboolean
create_tables (GenkanSandbox           *self,
               const GenkanDefinition  *definition,
               GError                 **error)
{
  g_autoptr (GHashTable) created = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < definition->steps->len; i++)
    {
      const GenkanStep *step = definition->steps->pdata[i];

      for (guint j = 0; j < step->outputs->len; j++)
        {
          const GenkanOutput *output = step->outputs->pdata[j];

          if (output->kind != GENKAN_OUTPUT_TABLE || !g_hash_table_add (created, output->name))
            continue;
          if (!genkan_sql_box_create_table (self->database, output->name, output->columns, error))
            return FALSE;
        }
    }

  return TRUE;
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
  if (!create_tables (self, genkan_connector_get_definition (connector), error))
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

static sqlite3_stmt *
get_statement (GenkanSandbox  *self,
               guint           index,
               const char     *sql,
               GError        **error)
{
  int offset;

  if (self->statements[index] == NULL)
    self->statements[index] = genkan_sql_box_compile (self->database, sql, NULL, &offset, error);

  return self->statements[index];
}

static int
bind_value (sqlite3_stmt      *statement,
            int                place,
            const GenkanValue *value)
{
  if (value == NULL)
    return sqlite3_bind_null (statement, place);

  switch (value->type)
    {
    case GENKAN_VALUE_INTEGER:
      return sqlite3_bind_int64 (statement, place, value->integer);

    case GENKAN_VALUE_REAL:
      return sqlite3_bind_double (statement, place, value->real);

    case GENKAN_VALUE_TEXT:
      return sqlite3_bind_text64 (statement, place, value->text, value->length, SQLITE_STATIC,
                                  SQLITE_UTF8);

    case GENKAN_VALUE_BLOB:
      return sqlite3_bind_blob64 (statement, place, value->text, value->length, SQLITE_STATIC);

    case GENKAN_VALUE_NULL:
    default:
      return sqlite3_bind_null (statement, place);
    }
}

/* `:status`, `:headers`, `:body`, `:items`: they belong to the answer, whatever a variable of
 * the same name says. */
static gboolean
get_answer_value (const GenkanAnswer *answer,
                  const char         *name,
                  GenkanValue        *ret_value)
{
  if (answer == NULL)
    return FALSE;

  if (g_str_equal (name, "status"))
    *ret_value = genkan_value_integer (answer->status);
  else if (g_str_equal (name, "items"))
    *ret_value = genkan_value_integer (answer->n_items);
  else if (g_str_equal (name, "headers"))
    *ret_value = genkan_value_text (answer->headers);
  else if (g_str_equal (name, "body"))
    *ret_value = answer->body != NULL
                 ? genkan_value_text_len (answer->body, answer->body_length)
                 : genkan_value_text (NULL);
  else
    return FALSE;

  return TRUE;
}

static void
bind_all (sqlite3_stmt       *statement,
          GenkanVariables    *variables,
          const GenkanAnswer *answer)
{
  for (int i = 1; i <= sqlite3_bind_parameter_count (statement); i++)
    {
      const char *name = sqlite3_bind_parameter_name (statement, i) + 1;
      GenkanValue value;

      if (get_answer_value (answer, name, &value))
        bind_value (statement, i, &value);
      else
        bind_value (statement, i, genkan_variables_lookup (variables, name));
    }
}

static void
add_text (GenkanFingerprint *fingerprint,
          const char        *text)
{
  genkan_fingerprint_update (fingerprint, (const guint8 *) text, strlen (text) + 1);
}

static void
add_value (GenkanFingerprint *fingerprint,
           const GenkanValue *value)
{
  g_autofree char *text = NULL;
  guint8 type = value != NULL ? value->type : GENKAN_VALUE_NULL;

  genkan_fingerprint_update (fingerprint, &type, 1);
  if (genkan_value_is_null (value))
    return;

  text = genkan_value_dup_text (value);
  add_text (fingerprint, text);
}

/**
 * genkan_sandbox_get_seed:
 * @self: a sandbox
 * @output: a SELECT over items
 * @variables: the values
 * @answer: (nullable): what the tool has answered
 * @ret_seed: (out): stands for all that its rows depend on besides the items: the SELECT, what the
 *   functions in it do, and the values that it names
 * @error: return location for a #GenkanConnectorError
 *
 * Returns: whether the SELECT compiles
 */
gboolean
genkan_sandbox_get_seed (GenkanSandbox       *self,
                         const GenkanOutput  *output,
                         GenkanVariables     *variables,
                         const GenkanAnswer  *answer,
                         guint64             *ret_seed,
                         GError             **error)
{
  sqlite3_stmt *statement = get_statement (self, output->index, output->sql, error);
  GenkanFingerprint fingerprint;

  if (statement == NULL)
    return FALSE;

  genkan_fingerprint_init (&fingerprint, 0);
  add_text (&fingerprint, PACKAGE_VERSION);
  add_text (&fingerprint, sqlite3_sourceid ());
  add_text (&fingerprint, output->sql);
  for (int i = 1; i <= sqlite3_bind_parameter_count (statement); i++)
    {
      const char *name = sqlite3_bind_parameter_name (statement, i) + 1;
      GenkanValue value;

      add_text (&fingerprint, name);
      if (get_answer_value (answer, name, &value))
        add_value (&fingerprint, &value);
      else
        add_value (&fingerprint, genkan_variables_lookup (variables, name));
    }
  *ret_seed = genkan_fingerprint_get (&fingerprint);

  return TRUE;
}

static void
begin (GenkanSandbox      *self,
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
static void
end (GenkanSandbox *self,
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

  begin (self, output->index, answer, cancellable);
  if (statement != NULL)
    bind_all (statement, variables, answer);
  done = genkan_sandbox_plain_rows (self->database, output, self->plains[output->index], statement,
                                    builder, answer->first_row, &fits, error);
  end (self, statement);
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

  statement = get_statement (self, output->index, output->sql, error);
  if (statement == NULL)
    return NULL;

  builder = genkan_row_batch_builder_new ((const char * const *) output->columns,
                                          output->n_columns);
  begin (self, output->index, answer, cancellable);
  bind_all (statement, variables, answer);
  done = answer != NULL && answer->one_by_one
           ? genkan_sandbox_item_rows (self->database, output, statement, builder,
                                       answer->first_row, error)
           : genkan_sandbox_step_rows (self->database, output, statement, builder,
                                       answer != NULL ? answer->first_row : 0, error);
  end (self, statement);

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
  sqlite3_stmt *statement = get_statement (self, condition->index, sql, error);
  int rc;

  if (statement == NULL)
    return FALSE;

  begin (self, condition->index, answer, cancellable);
  bind_all (statement, variables, answer);
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
  end (self, statement);

  return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

static char *
dup_insert_sql (const char     *table,
                GenkanRowBatch *rows)
{
  guint n_columns = genkan_row_batch_get_n_columns (rows);
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO \"%s\" (", table);
  for (guint i = 0; i < n_columns; i++)
    g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "",
                            genkan_row_batch_get_column_name (rows, i));
  g_string_append (sql, ") VALUES (");
  for (guint i = 0; i < n_columns; i++)
    g_string_append (sql, i > 0 ? ", ?" : "?");
  g_string_append_c (sql, ')');

  return g_string_free (sql, FALSE);
}

/* Producers of a table may have its columns in different orders: the text is the key. */
static sqlite3_stmt *
get_insert (GenkanSandbox   *self,
            const char      *table,
            GenkanRowBatch  *rows,
            GError         **error)
{
  g_autofree char *sql = dup_insert_sql (table, rows);
  sqlite3_stmt *statement = g_hash_table_lookup (self->inserts, sql);

  if (statement != NULL)
    return statement;

  statement = genkan_sql_box_prepare_own (self->database, sql, error);
  if (statement != NULL)
    g_hash_table_insert (self->inserts, g_steal_pointer (&sql), statement);

  return statement;
}

static gboolean
insert_rows (GenkanSandbox   *self,
             sqlite3_stmt    *statement,
             GenkanRowBatch  *rows,
             GError         **error)
{
  for (guint row = 0; row < genkan_row_batch_get_n_rows (rows); row++)
    {
      int rc;

      for (guint i = 0; i < genkan_row_batch_get_n_columns (rows); i++)
        bind_value (statement, i + 1, genkan_row_batch_get (rows, row, i));
      rc = sqlite3_step (statement);
      sqlite3_reset (statement);
      if (rc != SQLITE_DONE)
        {
          genkan_sql_box_set_error (self->database, error);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * genkan_sandbox_store_rows:
 * @self: a sandbox
 * @table: a table of the connector
 * @rows: rows of one of its producers
 * @error: return location for a #GenkanConnectorError
 *
 * Makes rows visible to the steps without a request that read the table.
 *
 * Returns: whether they could be stored
 */
gboolean
genkan_sandbox_store_rows (GenkanSandbox   *self,
                           const char      *table,
                           GenkanRowBatch  *rows,
                           GError         **error)
{
  sqlite3_stmt *statement;
  gboolean stored;

  g_return_val_if_fail (GENKAN_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (table != NULL, FALSE);
  g_return_val_if_fail (rows != NULL, FALSE);

  statement = get_insert (self, table, rows, error);
  if (statement == NULL)
    return FALSE;

  g_hash_table_add (self->filled, g_strdup (table));
  begin (self, 0, NULL, NULL);
  stored = insert_rows (self, statement, rows, error);
  end (self, statement);

  return stored;
}

static gboolean
empty_table (GenkanSandbox  *self,
             const char     *table,
             GError        **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\"", table);
  sqlite3_stmt *statement = genkan_sql_box_prepare_own (self->database, sql, error);
  int rc;

  if (statement == NULL)
    return FALSE;

  begin (self, 0, NULL, NULL);
  rc = sqlite3_step (statement);
  end (self, statement);
  sqlite3_finalize (statement);
  if (rc == SQLITE_DONE)
    return TRUE;

  genkan_sql_box_set_error (self->database, error);

  return FALSE;
}

/**
 * genkan_sandbox_sweep:
 * @self: a sandbox
 * @error: return location for a #GenkanConnectorError
 *
 * Empties the tables, for another scope.
 *
 * Returns: whether it is worth being used again: SQLite keeps the memory of rows that are gone,
 *   so one that had very many is not
 */
gboolean
genkan_sandbox_sweep (GenkanSandbox  *self,
                      GError        **error)
{
  GHashTableIter iter;
  gpointer table;
  int used = 0, peak = 0;

  g_return_val_if_fail (GENKAN_IS_SANDBOX (self), FALSE);

  g_hash_table_iter_init (&iter, self->filled);
  while (g_hash_table_iter_next (&iter, &table, NULL))
    {
      if (!empty_table (self, table, error))
        return FALSE;
      g_hash_table_iter_remove (&iter);
    }

  sqlite3_db_status (genkan_sql_box_get_handle (self->database), SQLITE_DBSTATUS_CACHE_USED, &used,
                     &peak, FALSE);
  if (used <= SWEPT_SIZE)
    return TRUE;

  g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE,
                       "the sandbox has grown too large to be kept");

  return FALSE;
}
