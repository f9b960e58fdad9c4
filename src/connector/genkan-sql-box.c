/* genkan-sql-box.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Four bars: the authorizer lets nothing through but reading tables and calling listed
 * functions; limits bound what one statement can be and make; temporary data stays in memory
 * and the memory of tables is bounded; the progress handler ends what takes too long, takes too
 * much memory for sorting, or was cancelled.
 *
 * The authorizer is installed last: SQLite declares `json_each` and its like on first use by
 * writing to its own schema, which the authorizer would refuse, so they are used once before. A
 * newer SQLite asks no authorizer about it, and so would let `dbstat` and others through: all
 * but those that a SELECT may read are taken out.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-sql-box-private.h"

#include "genkan-connector.h"
#include "genkan-functions.h"
#include "genkan-item-table.h"
#include "genkan-sql-memory.h"

#define TIME_LIMIT (10 * G_USEC_PER_SEC)
#define PROGRESS_STEPS 4000
#define MAX_INDEXED 512
#define MEMORY_LIMIT (512 * 1024 * 1024)

/* Functions of SQLite that a SELECT may call; ours are beside their code. Left out: what is not
 * the same twice (random), and what reaches outside (load_extension, fts, sqlite_…). */
static const char *const sqlite_functions[] = {
  "->", "->>", "abs", "avg", "char", "coalesce", "count", "cume_dist", "date", "datetime",
  "dense_rank", "first_value", "format", "glob", "group_concat", "hex", "ifnull", "iif", "instr",
  "json", "json_array", "json_array_length", "json_each", "json_extract", "json_group_array",
  "json_group_object", "json_insert", "json_object", "json_patch", "json_quote", "json_remove",
  "json_replace", "json_set", "json_tree", "json_type", "json_valid", "julianday", "lag",
  "last_value", "lead", "length", "like", "likelihood", "likely", "lower", "ltrim", "max", "min",
  "nth_value", "ntile", "nullif", "percent_rank", "printf", "quote", "rank", "replace", "round",
  "row_number", "rtrim", "sign", "strftime", "substr", "substring", "subtype", "sum", "time",
  "total", "trim", "typeof", "unicode", "unixepoch", "unlikely", "upper",
};

/**
 * genkan_sql_box_get_function_names:
 *
 * Returns: (transfer container) (element-type utf8): all that a SELECT may call
 */
GPtrArray *
genkan_sql_box_get_function_names (void)
{
  GPtrArray *names = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (sqlite_functions); i++)
    g_ptr_array_add (names, (char *) sqlite_functions[i]);
  genkan_functions_add_names (names);

  return names;
}

static gboolean
function_is_listed (GenkanSqlBox   *self,
                    const char     *name)
{
  static GHashTable *listed;

  if (g_once_init_enter (&listed))
    {
      g_autoptr (GPtrArray) names = genkan_sql_box_get_function_names ();
      GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < names->len; i++)
        g_hash_table_add (table, names->pdata[i]);
      g_once_init_leave (&listed, table);
    }

  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_contains (listed, lower) ||
         (self->for_auth && genkan_functions_are_for_auth (lower));
}

static int
deny (GenkanSqlBox   *self,
      char           *what)
{
  g_free (self->denied);
  self->denied = what;

  return SQLITE_DENY;
}

static void
note_read (GenkanSqlBox   *self,
           const char     *table)
{
  if (self->reads != NULL && table != NULL &&
      !g_ptr_array_find_with_equal_func (self->reads, table, g_str_equal, NULL))
    g_ptr_array_add (self->reads, g_strdup (table));
}

/* SQLite's own tables, and the pragmas that can be read as such. */
static gboolean
is_internal (const char *table)
{
  return g_ascii_strncasecmp (table, "sqlite_", 7) == 0
         || g_ascii_strncasecmp (table, "pragma_", 7) == 0;
}

static int
authorize (void       *data,
           int         action,
           const char *first,
           const char *second,
           const char *database,
           const char *trigger)
{
  GenkanSqlBox *self = data;

  if (!self->guarded)
    return SQLITE_OK;

  switch (action)
    {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;

    case SQLITE_READ:
      if (is_internal (first))
        return deny (self, g_strdup_printf ("the table %s cannot be read", first));
      note_read (self, first);
      return SQLITE_OK;

    case SQLITE_FUNCTION:
      if (function_is_listed (self, second))
        return SQLITE_OK;
      return deny (self, g_strdup_printf ("the function %s cannot be used here", second));

    default:
      return deny (self, g_strdup ("only a SELECT may stand here"));
    }
}

static int
progress (void *data)
{
  GenkanSqlBox *self = data;

  if (g_cancellable_is_cancelled (self->cancellable))
    return TRUE;

  self->late = self->deadline > 0 && g_get_monotonic_time () > self->deadline;
  self->large = genkan_sql_memory_get_used () - self->memory > MEMORY_LIMIT;

  return self->late || self->large;
}

static gboolean
execute (GenkanSqlBox    *self,
         const char      *sql,
         GError         **error)
{
  g_autofree char *message = NULL;
  char *sqlite_message = NULL;

  if (sqlite3_exec (self->handle, sql, NULL, NULL, &sqlite_message) == SQLITE_OK)
    return TRUE;

  message = g_strdup (sqlite_message);
  sqlite3_free (sqlite_message);
  g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SQL, "%s", message);

  return FALSE;
}

static void
set_limits (sqlite3 *handle)
{
  static const struct { int limit; int value; } limits[] = {
    { SQLITE_LIMIT_LENGTH, GENKAN_SQL_MAX_LENGTH },
    { SQLITE_LIMIT_SQL_LENGTH, 256 * 1024 },
    { SQLITE_LIMIT_COLUMN, 200 },
    { SQLITE_LIMIT_EXPR_DEPTH, 100 },
    { SQLITE_LIMIT_COMPOUND_SELECT, 50 },
    { SQLITE_LIMIT_VDBE_OP, 50000 },
    { SQLITE_LIMIT_FUNCTION_ARG, 50 },
    { SQLITE_LIMIT_ATTACHED, 0 },
    { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000 },
    { SQLITE_LIMIT_VARIABLE_NUMBER, 200 },
    { SQLITE_LIMIT_TRIGGER_DEPTH, 0 },
    { SQLITE_LIMIT_WORKER_THREADS, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (handle, limits[i].limit, limits[i].value);
}

static gboolean
lock_up (GenkanSqlBox    *self,
         GError         **error)
{
  static const char first_uses[] =
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA max_page_count = 131072;"
    "SELECT 1 FROM json_each ('[1]'), json_tree ('[1]'), item;";
  const char *tables[] = { "item", "json_each", "json_tree", NULL };

  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  set_limits (self->handle);

  if (!execute (self, first_uses, error))
    return FALSE;

  sqlite3_drop_modules (self->handle, tables);
  sqlite3_set_authorizer (self->handle, authorize, self);
  sqlite3_progress_handler (self->handle, PROGRESS_STEPS, progress, self);
  self->guarded = TRUE;

  return TRUE;
}

static GenkanSqlBox *
make_database (gboolean   for_auth,
               GError   **error)
{
  g_autoptr (GenkanSqlBox) self = g_new0 (GenkanSqlBox, 1);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY |
              SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;

  self->for_auth = for_auth;
  self->time_limit = TIME_LIMIT;
  self->memory = genkan_sql_memory_get_used ();
  self->nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  self->indexed = g_string_new (NULL);
  self->body_nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));

  if (sqlite3_open_v2 (":memory:", &self->handle, flags, NULL) != SQLITE_OK ||
      genkan_item_table_register (self) != SQLITE_OK ||
      genkan_functions_register (self) != SQLITE_OK ||
      (for_auth && genkan_functions_register_for_auth (self) != SQLITE_OK))
    {
      g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SQL,
                   "The SQL sandbox could not be made: %s", sqlite3_errmsg (self->handle));
      return NULL;
    }

  return lock_up (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * genkan_sql_box_new:
 * @error: return location for a #GenkanConnectorError
 *
 * Returns: (transfer full) (nullable): an empty database with the table `item`
 */
GenkanSqlBox *
genkan_sql_box_new (GError **error)
{
  return make_database (FALSE, error);
}

/**
 * genkan_sql_box_new_for_auth:
 * @error: return location for a #GenkanConnectorError
 *
 * Returns: (transfer full) (nullable): a database for `login` and `sign`, whose SELECTs may
 *   also call the functions of cryptography
 */
GenkanSqlBox *
genkan_sql_box_new_for_auth (GError **error)
{
  return make_database (TRUE, error);
}

void
genkan_sql_box_free (GenkanSqlBox *self)
{
  if (self == NULL)
    return;

  sqlite3_close (self->handle);
  g_array_unref (self->nodes);
  g_string_free (self->indexed, TRUE);
  g_array_unref (self->body_nodes);
  g_free (self->denied);
  g_clear_pointer (&self->coverage, genkan_coverage_unref);
  g_free (self);
}

sqlite3 *
genkan_sql_box_get_handle (GenkanSqlBox *self)
{
  return self->handle;
}

GenkanItems *
genkan_sql_box_get_items (GenkanSqlBox *self)
{
  return self->items;
}

/* How long one SELECT may run, in microseconds. */
void
genkan_sql_box_set_time_limit (GenkanSqlBox   *self,
                               gint64          time_limit)
{
  self->time_limit = time_limit;
}

/* Notes paths from here on, of the statement that was set last. */
void
genkan_sql_box_set_coverage (GenkanSqlBox   *self,
                             GenkanCoverage *coverage)
{
  g_clear_pointer (&self->coverage, genkan_coverage_unref);
  self->coverage = coverage != NULL ? genkan_coverage_ref (coverage) : NULL;
}

gboolean
genkan_sql_box_has_coverage (GenkanSqlBox *self)
{
  return self->coverage != NULL;
}

void
genkan_sql_box_set_statement (GenkanSqlBox *self,
                              guint         statement)
{
  self->statement = statement;
}

void
genkan_sql_box_note_path (GenkanSqlBox *self,
                          const char   *path,
                          gboolean      met)
{
  genkan_coverage_note (self->coverage, self->statement, path, met);
}

static void
append_identifier (GString    *sql,
                   const char *name)
{
  g_string_append_c (sql, '"');
  for (; *name != '\0'; name++)
    {
      if (*name == '"')
        g_string_append_c (sql, '"');
      g_string_append_c (sql, *name);
    }
  g_string_append_c (sql, '"');
}

/**
 * genkan_sql_box_create_table:
 * @self: a database
 * @table: its name
 * @columns: their names
 * @error: return location for a #GenkanConnectorError
 *
 * Returns: whether the table could be made; its columns have no type, so values stay as they are
 */
gboolean
genkan_sql_box_create_table (GenkanSqlBox    *self,
                             const char      *table,
                             char           **columns,
                             GError         **error)
{
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE ");
  gboolean created;

  append_identifier (sql, table);
  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_string_append_c (sql, i == 0 ? '(' : ',');
      append_identifier (sql, columns[i]);
    }
  g_string_append_c (sql, ')');

  self->guarded = FALSE;
  created = execute (self, sql->str, error);
  self->guarded = TRUE;

  return created;
}

/**
 * genkan_sql_box_begin:
 * @self: a database
 * @items: (nullable): what `item` holds
 * @body: (nullable): the text behind `:body`
 * @body_length: of @body
 * @cancellable: (nullable): ends the SELECT
 *
 * Before a SELECT is stepped; all is borrowed until genkan_sql_box_end().
 */
void
genkan_sql_box_begin (GenkanSqlBox   *self,
                      GenkanItems    *items,
                      const char     *body,
                      gsize           body_length,
                      GCancellable   *cancellable)
{
  self->items = items;
  self->body = body;
  self->body_length = body_length;
  self->body_indexed = FALSE;
  self->cancellable = cancellable;
  self->deadline = g_get_monotonic_time () + self->time_limit;
  self->memory = genkan_sql_memory_get_used ();
  self->late = self->large = FALSE;
}

void
genkan_sql_box_end (GenkanSqlBox *self)
{
  self->items = NULL;
  self->body = NULL;
  self->cancellable = NULL;
  self->deadline = 0;
}

/* What a SELECT ended with, as an error: before genkan_sql_box_end(). */
void
genkan_sql_box_set_error (GenkanSqlBox    *self,
                          GError         **error)
{
  const char *message = sqlite3_errmsg (self->handle);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return;

  if (self->late)
    g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TIME,
                 "the SELECT took longer than %g seconds",
                 self->time_limit / (double) G_USEC_PER_SEC);
  else if (self->large)
    g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE,
                         "the SELECT took more memory than the sandbox allows");
  else if (g_str_has_prefix (message, GENKAN_NEED_PREFIX))
    g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
                 "%s", message + strlen (GENKAN_NEED_PREFIX));
  else if (sqlite3_errcode (self->handle) == SQLITE_TOOBIG)
    g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE,
                         "a value is larger than 32 MiB");
  else if (sqlite3_errcode (self->handle) == SQLITE_FULL)
    g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE,
                         "the tables of the run are larger than the sandbox's memory");
  else
    g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SQL, "%s", message);
}

static gboolean
index_body (GenkanSqlBox   *self,
            GenkanJsonRef  *ret_root)
{
  guint root;

  if (!self->body_indexed)
    {
      g_array_set_size (self->body_nodes, 0);
      genkan_json_index (self->body_nodes, self->body, self->body_length, &root);
      self->body_indexed = TRUE;
    }
  if (self->body_nodes->len == 0)
    return FALSE;

  *ret_root = genkan_json_ref (self->body_nodes, self->body, 0);

  return TRUE;
}

/* Whether @text is a part of the items or of the body, which stay where they are as long as the
 * SELECT runs: SQLite needs no copy of it. */
gboolean
genkan_sql_box_holds (GenkanSqlBox *self,
                      const char   *text)
{
  return (self->items != NULL && genkan_items_holds (self->items, text)) ||
         (self->body != NULL && text >= self->body && text < self->body + self->body_length);
}

/* A short text that comes again for every item, such as the map of severity (), is indexed once:
 * it is known by its bytes, since its place in memory says nothing about it. */
static gboolean
index_other (GenkanSqlBox   *self,
             const char     *text,
             gsize           length,
             GenkanJsonRef  *ret_root)
{
  guint root;

  if (length == 0 || length != self->indexed->len ||
      memcmp (text, self->indexed->str, length) != 0)
    {
      g_string_truncate (self->indexed, 0);
      g_array_set_size (self->nodes, 0);
      if (!genkan_json_index (self->nodes, text, length, &root))
        return FALSE;
      if (length <= MAX_INDEXED)
        g_string_append_len (self->indexed, text, length);
    }

  *ret_root = genkan_json_ref (self->nodes, text, 0);

  return TRUE;
}

/**
 * genkan_sql_box_index_json:
 * @self: a database
 * @text: a text that a function was called with
 * @length: of @text
 * @ret_root: (out): its value, until the next call
 *
 * An item or the body is parsed once, and a short text that comes several times in a row.
 *
 * Returns: whether @text is JSON
 */
gboolean
genkan_sql_box_index_json (GenkanSqlBox   *self,
                           const char     *text,
                           gsize           length,
                           GenkanJsonRef  *ret_root)
{
  if (text == NULL)
    return FALSE;

  if (self->items != NULL && genkan_items_find_json (self->items, text, length, ret_root))
    return TRUE;

  if (text == self->body && length == self->body_length)
    return index_body (self, ret_root);

  return index_other (self, text, length, ret_root);
}
