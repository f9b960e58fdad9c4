/* test-sandbox.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-sql-box.h"
#include "genkan-sandbox-private.h"

#include "connector-test-utils.h"

#define ENDLESS "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "

typedef struct
{
  GenkanConnector *connector;
  GenkanSandbox   *sandbox;
  GenkanVariables *variables;
} Fixture;

static void
set_up (Fixture    *fixture,
        const char *steps)
{
  g_autoptr (GError) error = NULL;

  fixture->connector = load_steps (steps);
  fixture->sandbox = genkan_sandbox_new (fixture->connector, &error);
  g_assert_no_error (error);
  fixture->variables = genkan_variables_new (NULL);
  set_text (fixture->variables, "url", "https://example.com");
}

static void
tear_down (Fixture *fixture)
{
  genkan_variables_unref (fixture->variables);
  g_assert_finalize_object (fixture->sandbox);
  g_assert_finalize_object (fixture->connector);
}

static const GenkanOutput *
get_output (Fixture    *fixture,
            const char *step)
{
  const GenkanDefinition *definition = genkan_connector_get_definition (fixture->connector);

  return genkan_definition_find_step (definition, step)->outputs->pdata[0];
}

static GenkanRowBatch *
run (Fixture       *fixture,
     const char    *step,
     GCancellable  *cancellable,
     GError       **error)
{
  return genkan_sandbox_run_output (fixture->sandbox, get_output (fixture, step),
                                    fixture->variables, cancellable, error);
}

static void
run_fails (Fixture    *fixture,
           const char *step,
           int         code,
           const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (run (fixture, step, NULL, &error));
  g_assert_error (error, GENKAN_CONNECTOR_ERROR, code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
store (Fixture            *fixture,
       const char         *table,
       const char * const *columns,
       const char * const *values)
{
  guint n = g_strv_length ((char **) columns);
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, n);
  g_autoptr (GenkanRowBatch) rows = NULL;
  g_autoptr (GError) error = NULL;

  for (; *values != NULL; values++)
    {
      GenkanValue value = genkan_value_text (g_str_equal (*values, "NULL") ? NULL : *values);

      genkan_row_batch_builder_add (builder, &value);
    }
  rows = genkan_row_batch_builder_end (builder);
  genkan_sandbox_store_rows (fixture->sandbox, table, rows, &error);
  g_assert_no_error (error);
}

#define JOIN                                                                               \
  "  a:\n"                                                                                 \
  "    get: /a\n"                                                                          \
  "    items: $\n"                                                                         \
  "    site: SELECT j ->> 'id' AS id, j ->> 'folder' AS folder FROM item\n"                \
  "    folder: SELECT j ->> 'id' AS folder, j ->> 'name' AS name FROM item\n"              \
  "  b:\n"                                                                                 \
  "    get: /b\n"                                                                          \
  "    items: $\n"                                                                         \
  "    folder: SELECT j ->> 'name' AS name, j ->> 'id' AS folder FROM item\n"              \
  "  c:\n"                                                                                 \
  "    records: |\n"                                                                       \
  "      SELECT id, :url || '/' || id AS name, folder.name AS parent\n"                    \
  "      FROM site LEFT JOIN folder USING (folder) ORDER BY id\n"

static void
test_join (void)
{
  const char *const site[] = { "id", "folder", NULL };
  const char *const folder[] = { "folder", "name", NULL };
  const char *const turned[] = { "name", "folder", NULL };
  g_autoptr (GenkanRowBatch) rows = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  set_up (&fixture, JOIN);
  store (&fixture, "site", site, (const char *const[]) { "1", "f1", "2", "f2", "3", "NULL", NULL });
  store (&fixture, "folder", folder, (const char *const[]) { "f1", "Marketing", NULL });
  /* Another producer may name the columns in another order. */
  store (&fixture, "folder", turned, (const char *const[]) { "IT", "f2", NULL });

  rows = run (&fixture, "c", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (genkan_row_batch_get_n_rows (rows), ==, 3);
  g_assert_cmpstr (genkan_row_batch_get (rows, 0, 1)->text, ==, "https://example.com/1");
  g_assert_cmpstr (genkan_row_batch_get (rows, 0, 2)->text, ==, "Marketing");
  g_assert_cmpstr (genkan_row_batch_get (rows, 1, 2)->text, ==, "IT");
  g_assert_true (genkan_value_is_null (genkan_row_batch_get (rows, 2, 2)));
  tear_down (&fixture);
}

static void
test_values (void)
{
  g_autoptr (GenkanRowBatch) rows = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  set_up (&fixture,
          "  s:\n"
          "    records: |\n"
          "      SELECT 5 AS id, 1.5 AS name, split('a,b', ',') AS tags, char(55296) AS kind,\n"
          "             NULL AS parent, 'x' || char(0) AS description\n");
  rows = run (&fixture, "s", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (genkan_row_batch_get (rows, 0, 0)->integer, ==, 5);
  g_assert_cmpfloat (genkan_row_batch_get (rows, 0, 1)->real, ==, 1.5);
  g_assert_cmpstr (genkan_row_batch_get (rows, 0, 2)->text, ==, "[\"a\",\"b\"]");
  g_assert_true (genkan_row_batch_get (rows, 0, 2)->json);
  g_assert_false (genkan_row_batch_get (rows, 0, 3)->json);
  g_assert_true (g_utf8_validate (genkan_row_batch_get (rows, 0, 3)->text, -1, NULL));
  g_assert_true (genkan_value_is_null (genkan_row_batch_get (rows, 0, 4)));
  g_assert_cmpstr (genkan_row_batch_get (rows, 0, 5)->text, ==, "x\357\277\275");
  tear_down (&fixture);
}

static void
test_required (void)
{
  Fixture fixture;

  set_up (&fixture, "  s:\n    records: SELECT 1 AS id, 'a' AS name UNION ALL SELECT 2, NULL\n");
  run_fails (&fixture, "s", GENKAN_CONNECTOR_ERROR_SHAPE,
             "row 2 of “records” has no name, which is required");
  tear_down (&fixture);
}

static void
test_need (void)
{
  Fixture fixture;

  set_up (&fixture, "  s:\n    records: SELECT need('{}', '$.uuid') AS id, 'a' AS name\n");
  run_fails (&fixture, "s", GENKAN_CONNECTOR_ERROR_SHAPE,
             "“records”: the answer has no $.uuid");
  tear_down (&fixture);
}

static void
test_time (void)
{
  Fixture fixture;

  set_up (&fixture, "  s:\n    records: " ENDLESS "SELECT count(*) AS id, 'a' AS name FROM n\n");
  genkan_sandbox_set_time_limit (fixture.sandbox, G_USEC_PER_SEC / 10);
  run_fails (&fixture, "s", GENKAN_CONNECTOR_ERROR_TIME,
             "“records”: the SELECT took longer than 0.1 seconds");
  tear_down (&fixture);
}

static void
test_rows (void)
{
  Fixture fixture;

  set_up (&fixture, "  s:\n    records: " ENDLESS "SELECT i AS id, 'a' AS name FROM n\n");
  run_fails (&fixture, "s", GENKAN_CONNECTOR_ERROR_TOO_LARGE,
             "“records” makes more rows than the sandbox allows");
  tear_down (&fixture);
}

static void
test_size (void)
{
  Fixture fixture;

  set_up (&fixture, "  s:\n    records: SELECT replace(hex(printf('%9000000d', 1)), '0', 'xxxx') AS id, 'a' AS name\n");
  run_fails (&fixture, "s", GENKAN_CONNECTOR_ERROR_TOO_LARGE,
             "“records”: a value is larger than 32 MiB");
  tear_down (&fixture);
}

static gpointer
cancel_thread (gpointer data)
{
  g_cancellable_cancel (data);

  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;
  Fixture fixture;

  set_up (&fixture, "  s:\n    records: " ENDLESS "SELECT count(*) AS id, 'a' AS name FROM n\n");
  thread = g_thread_new ("cancel", cancel_thread, cancellable);
  g_assert_null (run (&fixture, "s", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  tear_down (&fixture);
}

/* Beside what the static check sees: nothing but a SELECT can be prepared, ever. */
static void
test_bars (void)
{
  static const char *const refused[] = {
    "ATTACH ':memory:' AS x", "PRAGMA journal_mode", "CREATE TABLE t (a)", "DROP TABLE item",
    "INSERT INTO t VALUES (1)", "UPDATE t SET a = 1", "DELETE FROM t", "VACUUM", "BEGIN",
    "SELECT load_extension('x')", "SELECT sqlite_version()", "SELECT random()", "SELECT zeroblob(9)",
    "SELECT * FROM sqlite_schema", "SELECT * FROM pragma_table_list", "EXPLAIN SELECT 1",
    "SELECT 1; SELECT 2", "SELECT 1 FROM t; DROP TABLE t", "", "-- only a comment",
    "CREATE TEMP TABLE x AS SELECT 1", "CREATE VIEW v AS SELECT 1", "REINDEX", "ANALYZE",
    "SELECT fts3_tokenizer('x')", "SELECT readfile('/etc/passwd')", "SELECT * FROM dbstat",
    "SELECT 1 FROM SQLITE_SCHEMA", "SELECT * FROM PRAGMA_table_info ('t')",
    "SELECT changes()", "SELECT last_insert_rowid()", "WITH x AS (SELECT 1) DELETE FROM t",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanSqlBox) database = genkan_sql_box_new (&error);
  char *columns[] = { (char *) "a", NULL };

  g_assert_no_error (error);
  g_assert_true (genkan_sql_box_create_table (database, "t", columns, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) refusal = NULL;
      int offset;

      if (genkan_sql_box_compile (database, refused[i], NULL, &offset, &refusal) != NULL)
        g_test_fail_printf ("let through: %s", refused[i]);
      else
        g_assert_error (refusal, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_INVALID);
    }
}

static void
test_facts (void)
{
  static const char sql[] =
    "WITH x AS (SELECT j ->> 'a' AS a FROM item) "
    "SELECT x.a, t.a AS b, value FROM x JOIN t USING (a), json_each(:list) WHERE :b > 0 -- end";
  g_autoptr (GenkanSqlBox) database = genkan_sql_box_new (NULL);
  g_auto (GenkanStatementFacts) facts = { NULL };
  g_autoptr (GError) error = NULL;
  char *columns[] = { (char *) "a", NULL };
  sqlite3_stmt *statement;
  int offset;

  genkan_sql_box_create_table (database, "t", columns, NULL);
  statement = genkan_sql_box_compile (database, sql, &facts, &offset, &error);
  g_assert_no_error (error);
  sqlite3_finalize (statement);

  g_assert_true (g_ptr_array_find_with_equal_func (facts.reads, "item", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (facts.reads, "t", g_str_equal, NULL));
  g_assert_cmpuint (facts.variables->len, ==, 2);
  g_assert_cmpuint (facts.columns->len, ==, 3);
  g_assert_cmpstr (facts.columns->pdata[1], ==, "b");
}

static void
test_variables (void)
{
  g_autoptr (GenkanVariables) parent = genkan_variables_new (NULL);
  g_autoptr (GenkanVariables) child = NULL;

  set_text (parent, "a", "parent");
  set_integer (parent, "b", 1);
  child = genkan_variables_new (parent);
  set_text (child, "a", "child");
  set_text (child, "b", NULL);

  g_assert_cmpstr (genkan_variables_lookup (child, "a")->text, ==, "child");
  g_assert_cmpstr (genkan_variables_lookup (parent, "a")->text, ==, "parent");
  g_assert_true (genkan_value_is_null (genkan_variables_lookup (child, "b")));
  g_assert_null (genkan_variables_lookup (child, "c"));

  /* Others hold the parent now: it does not change any more. */
  g_test_expect_message ("genkan-connector", G_LOG_LEVEL_CRITICAL, "*shared*");
  set_text (parent, "a", "changed");
  g_test_assert_expected_messages ();
  g_assert_cmpstr (genkan_variables_lookup (parent, "a")->text, ==, "parent");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/join", test_join);
  g_test_add_func ("/sandbox/values", test_values);
  g_test_add_func ("/sandbox/required", test_required);
  g_test_add_func ("/sandbox/need", test_need);
  g_test_add_func ("/sandbox/time", test_time);
  g_test_add_func ("/sandbox/rows", test_rows);
  g_test_add_func ("/sandbox/size", test_size);
  g_test_add_func ("/sandbox/cancel", test_cancel);
  g_test_add_func ("/sandbox/bars", test_bars);
  g_test_add_func ("/sandbox/facts", test_facts);
  g_test_add_func ("/variables/chain", test_variables);

  return g_test_run ();
}
