/* test-mapper.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-mapper.h"

#include "connector-test-utils.h"

#define PAGES                                                                     \
  "  things:\n"                                                                   \
  "    get: /things{?page}\n"                                                     \
  "    with: { page: 1 }\n"                                                       \
  "    items: $.data.things\n"                                                    \
  "    next: SELECT :page + 1 AS page WHERE :page * 2 < :body ->> 'total'\n"      \
  "    records: SELECT j ->> 'id' AS id, j ->> 'name' AS name FROM item\n"

typedef struct
{
  GenkanConnector *connector;
  GenkanSandbox   *sandbox;
  GenkanVariables *variables;
  GenkanMapper    *mapper;
} Fixture;

static void
set_up (Fixture    *fixture,
        const char *steps,
        guint       status)
{
  g_autoptr (GError) error = NULL;
  const GenkanDefinition *definition;
  GenkanVariables *variables = genkan_variables_new (NULL);

  fixture->connector = load_steps (steps);
  definition = genkan_connector_get_definition (fixture->connector);
  fixture->sandbox = genkan_sandbox_new (fixture->connector, &error);
  g_assert_no_error (error);
  set_text (variables, "url", "https://example.com");
  set_integer (variables, "page", 1);
  set_text (variables, "record_name", "Shop");
  fixture->variables = variables;
  fixture->mapper = genkan_mapper_new (fixture->sandbox, definition->steps->pdata[0], variables,
                                       status, NULL, NULL);
}

static void
tear_down (Fixture *fixture)
{
  g_assert_finalize_object (fixture->mapper);
  genkan_variables_unref (fixture->variables);
  g_assert_finalize_object (fixture->sandbox);
  g_assert_finalize_object (fixture->connector);
}

static void
feed (Fixture    *fixture,
      const char *text)
{
  g_autoptr (GError) error = NULL;

  genkan_mapper_feed (fixture->mapper, (const guint8 *) text, strlen (text), &error);
  g_assert_no_error (error);
}

static void
end (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  genkan_mapper_end (fixture->mapper, &error);
  g_assert_no_error (error);
}

static void
end_fails (Fixture              *fixture,
           GenkanConnectorError  code,
           const char           *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (genkan_mapper_end (fixture->mapper, &error));
  g_assert_error (error, GENKAN_CONNECTOR_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

/* The first column of all mapped rows of an output, with commas. */
static char *
take_first_column (Fixture    *fixture,
                   const char *output)
{
  g_autoptr (GPtrArray) mapped = genkan_mapper_take_mapped (fixture->mapper);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < mapped->len; i++)
    {
      const GenkanMapped *one = mapped->pdata[i];

      g_assert_cmpuint (genkan_row_batch_get_n_rows (one->rows), <=, 1000);
      for (guint row = 0; row < genkan_row_batch_get_n_rows (one->rows); row++)
        {
          g_autofree char *text = genkan_value_dup_text (genkan_row_batch_get (one->rows, row, 0));

          if (g_str_equal (one->output->name, output))
            g_string_append_printf (all, "%s%s", all->len > 0 ? "," : "", text);
        }
    }

  return g_string_free (all, FALSE);
}

static void
test_new_destroy (void)
{
  Fixture fixture;

  set_up (&fixture, PAGES, 200);
  tear_down (&fixture);
}

static void
test_page (void)
{
  static const char page[] =
    "{\"total\": 3, \"data\": {\"things\": [{\"id\": 1, \"name\": \"One\"}, "
    "{\"id\": 2, \"name\": \"Two\"}]}}";

  /* It must not matter where the pieces end. */
  for (gsize split = 0; split <= strlen (page); split++)
    {
      g_autofree char *first = g_strndup (page, split);
      g_autofree char *ids = NULL;
      g_autoptr (GenkanRowBatch) next = NULL;
      Fixture fixture;

      set_up (&fixture, PAGES, 200);
      feed (&fixture, first);
      feed (&fixture, page + split);
      end (&fixture);

      ids = take_first_column (&fixture, "records");
      g_assert_cmpstr (ids, ==, "1,2");
      g_assert_cmpuint (genkan_mapper_get_n_items (fixture.mapper), ==, 2);
      next = genkan_mapper_take_next (fixture.mapper);
      g_assert_nonnull (next);
      g_assert_cmpint (genkan_row_batch_get (next, 0, 0)->integer, ==, 2);
      tear_down (&fixture);
    }
}


static void
test_many_items (void)
{
  g_autoptr (GString) json = g_string_new ("{\"data\": {\"things\": [");
  Fixture fixture;
  guint taken = 0;

  set_up (&fixture, PAGES, 200);
  for (int i = 0; i < 2500; i++)
    g_string_append_printf (json, "%s{\"id\": \"i%d\", \"name\": \"n\"}", i > 0 ? "," : "", i);
  feed (&fixture, json->str);

  /* No case wants to see the body: what is mapped can be taken before the end. */
  {
    g_autoptr (GPtrArray) early = genkan_mapper_take_mapped (fixture.mapper);

    g_assert_cmpuint (early->len, ==, 2);
    for (guint i = 0; i < early->len; i++)
      taken += genkan_row_batch_get_n_rows (((GenkanMapped *) early->pdata[i])->rows);
  }
  g_assert_cmpuint (taken, ==, 2000);

  feed (&fixture, "]}, \"total\": 2500}");
  end (&fixture);
  {
    g_autoptr (GPtrArray) late = genkan_mapper_take_mapped (fixture.mapper);

    g_assert_cmpuint (late->len, ==, 1);
    g_assert_cmpuint (genkan_row_batch_get_n_rows (((GenkanMapped *) late->pdata[0])->rows), ==, 500);
  }
  g_assert_cmpuint (genkan_mapper_get_n_items (fixture.mapper), ==, 2500);
  tear_down (&fixture);
}

/* With a case that reads the body nothing is let out before it is known to be good. */
static void
test_held_back (void)
{
  static const char steps[] =
    "  things:\n"
    "    get: /things\n"
    "    items: $.things\n"
    "    cases:\n"
    "      - { when: \":body ->> 'error' IS NOT NULL\", do: skip, say: \"'Not for ' || :url || ': ' || (:body ->> 'error')\" }\n"
    "    records: SELECT j ->> 'id' AS id, j ->> 'name' AS name FROM item\n";
  g_autoptr (GString) json = g_string_new ("{\"things\": [");
  g_autoptr (GPtrArray) early = NULL;
  g_autoptr (GPtrArray) late = NULL;
  Fixture fixture;

  set_up (&fixture, steps, 200);
  for (int i = 0; i < 1500; i++)
    g_string_append_printf (json, "%s{\"id\": \"i%d\", \"name\": \"n\"}", i > 0 ? "," : "", i);
  feed (&fixture, json->str);
  early = genkan_mapper_take_mapped (fixture.mapper);
  g_assert_cmpuint (early->len, ==, 0);

  feed (&fixture, "], \"error\": \"licence\"}");
  end (&fixture);
  late = genkan_mapper_take_mapped (fixture.mapper);
  g_assert_cmpuint (late->len, ==, 0);
  g_assert_cmpint (genkan_mapper_get_verdict (fixture.mapper)->kind, ==, GENKAN_VERDICT_SKIP);
  g_assert_cmpstr (genkan_mapper_get_verdict (fixture.mapper)->message, ==,
                   "Not for https://example.com: licence");
  tear_down (&fixture);
}

/* What runs at the end sees all items of the page at once. */
static void
test_whole_page (void)
{
  static const char steps[] =
    "  things:\n"
    "    get: /things{?since}\n"
    "    items: $.things\n"
    "    next: SELECT max(j ->> 'id') AS since FROM item HAVING :items >= 1200\n"
    "    sums: SELECT count(*) AS n, :body ->> 'total' AS total FROM item\n"
    "    records: SELECT j ->> 'id' AS id, j ->> 'id' AS name FROM item\n"
    "  use:\n"
    "    records: SELECT n AS id, total AS name FROM sums\n";
  g_autoptr (GString) json = g_string_new ("{\"total\": 7, \"things\": [");
  g_autoptr (GenkanRowBatch) next = NULL;
  g_autofree char *total = NULL;
  Fixture fixture;

  set_up (&fixture, steps, 200);
  for (int i = 0; i < 1200; i++)
    g_string_append_printf (json, "%s{\"id\": %d}", i > 0 ? "," : "", i);
  g_string_append (json, "]}");
  feed (&fixture, json->str);
  end (&fixture);

  next = genkan_mapper_take_next (fixture.mapper);
  g_assert_cmpuint (genkan_row_batch_get_n_rows (next), ==, 1);
  g_assert_cmpint (genkan_row_batch_get (next, 0, 0)->integer, ==, 1199);
  total = take_first_column (&fixture, "sums");
  g_assert_cmpstr (total, ==, "1200");
  tear_down (&fixture);
}

static void
test_null_rows (void)
{
  static const char steps[] =
    "  things:\n"
    "    get: /things{?cursor}\n"
    "    items: $.things\n"
    "    next: SELECT :body ->> 'next' AS cursor\n"
    "    thing: SELECT j ->> 'a' AS a, j ->> 'b' AS b FROM item\n"
    "  use:\n"
    "    records: SELECT a AS id, b AS name FROM thing\n";
  g_autofree char *rows = NULL;
  Fixture fixture;

  set_up (&fixture, steps, 200);
  feed (&fixture, "{\"things\": [{}, {\"a\": 1}, {\"a\": null}]}");
  end (&fixture);
  rows = take_first_column (&fixture, "thing");
  g_assert_cmpstr (rows, ==, "1");
  g_assert_null (genkan_mapper_take_next (fixture.mapper));
  tear_down (&fixture);
}

static void
test_shapes (void)
{
  static const struct
  {
    const char           *answer;
    GenkanConnectorError  code;
    const char           *message;
  } cases[] = {
    { "<!DOCTYPE html><html><head><title>Sign in &amp; go</title></head>",
      GENKAN_CONNECTOR_ERROR_NOT_DATA,
      "step things: a web page came instead of JSON (its title: “Sign in & go”); is the address right?" },
    { "  <html>", GENKAN_CONNECTOR_ERROR_NOT_DATA,
      "step things: a web page came instead of JSON; is the address right?" },
    { "{\"data\": {\"things\": [{\"id\": 1, \"na", GENKAN_CONNECTOR_ERROR_CUT,
      "step things: the answer ended in the middle, after 34 bytes" },
    { "{\"data\": {\"things\": [}", GENKAN_CONNECTOR_ERROR_SHAPE,
      "step things: this is not JSON from byte 21 on" },
    { "{\"data\": {}}", GENKAN_CONNECTOR_ERROR_SHAPE, "step things: the answer has no $.data.things" },
    { "[]", GENKAN_CONNECTOR_ERROR_SHAPE, "step things: the answer has no $.data.things" },
    { "{\"data\": {\"things\": \"many\"}}", GENKAN_CONNECTOR_ERROR_SHAPE,
      "step things: $.data.things of the answer is a text, not a list" },
    { "{\"data\": {\"things\": [{\"id\": 1, \"name\": \"x\"}, {\"id\": 2}]}}",
      GENKAN_CONNECTOR_ERROR_SHAPE,
      "step things: row 2 of “records” has no name, which is required" },
    { "", GENKAN_CONNECTOR_ERROR_CUT, "step things: the answer is empty" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) mapped = NULL;
      Fixture fixture;

      set_up (&fixture, PAGES, 200);
      feed (&fixture, cases[i].answer);
      end_fails (&fixture, cases[i].code, cases[i].message);
      tear_down (&fixture);
    }
}

static void
test_verdicts (void)
{
  static const struct
  {
    guint              status;
    const char        *answer;
    GenkanVerdictKind  kind;
    const char        *message;
  } cases[] = {
    { 204, "", GENKAN_VERDICT_EMPTY, NULL },
    { 401, "{\"errors\": [{\"msg\": \"Bad token\"}]}", GENKAN_VERDICT_RELOGIN, "Bad token" },
    { 401, "", GENKAN_VERDICT_RELOGIN, NULL },
    { 403, "{\"errors\": [{\"msg\": \"Insufficient privileges\"}]}", GENKAN_VERDICT_FAIL,
      "Insufficient privileges" },
    { 404, "<html><title>Not Found</title>", GENKAN_VERDICT_FAIL, "Not Found" },
    { 400, "{\"error\": {\"code\": 3, \"message\": \"bad\\nfield\"}}", GENKAN_VERDICT_FAIL, "bad field" },
    { 400, "{\"error\": \"invalid_grant\", \"error_description\": \"expired\"}", GENKAN_VERDICT_FAIL,
      "expired" },
    { 400, "{\"type\": \"about:blank\", \"title\": \"Bad\", \"detail\": \"No such field\"}",
      GENKAN_VERDICT_FAIL, "No such field" },
    { 400, "{\"Message\": \"AWS says no\"}", GENKAN_VERDICT_FAIL, "AWS says no" },
    { 400, "[\"bare\"]", GENKAN_VERDICT_FAIL, "bare" },
    { 400, "\"just a text\"", GENKAN_VERDICT_FAIL, "just a text" },
    { 400, "plain words\nand more", GENKAN_VERDICT_FAIL, "plain words" },
    { 400, "{\"code\": 5}", GENKAN_VERDICT_FAIL, NULL },
    { 400, "{\"fault\": {\"faultstring\": \"Rate\"}}", GENKAN_VERDICT_FAIL, "Rate" },
    { 302, "", GENKAN_VERDICT_FAIL, NULL },
    { 408, "", GENKAN_VERDICT_RETRY, NULL },
    { 429, "{\"message\": \"slow down\"}", GENKAN_VERDICT_RETRY, "slow down" },
    { 500, "oops", GENKAN_VERDICT_RETRY, "oops" },
    { 501, "", GENKAN_VERDICT_FAIL, NULL },
    { 503, "<html>", GENKAN_VERDICT_RETRY, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GenkanVerdict *verdict;
      Fixture fixture;

      set_up (&fixture, PAGES, cases[i].status);
      feed (&fixture, cases[i].answer);
      end (&fixture);
      verdict = genkan_mapper_get_verdict (fixture.mapper);
      g_assert_cmpint (verdict->kind, ==, cases[i].kind);
      g_assert_cmpstr (verdict->message, ==, cases[i].message);
      g_assert_cmpint (verdict->after, ==, -1);
      tear_down (&fixture);
    }
}

#define CASES                                                                                \
  "  things:\n"                                                                              \
  "    get: /things\n"                                                                       \
  "    items: $.things?\n"                                                                   \
  "    cases:\n"                                                                             \
  "      - { when: \":status = 409 AND :body ->> 'id' IS NOT NULL\", do: accept }\n"           \
  "      - { when: \":status = 404\", do: empty }\n"                                             \
  "      - { when: \":status = 410\", do: keep, say: \"(:body ->> 'id') || ' is off'\" }\n"        \
  "      - { when: \":body ->> 'failed' > 0\", do: partial, say: \"(:body ->> 'failed') || ' failed'\" }\n" \
  "      - { when: \":status = 400\", do: retry, after: \":body ->> 'wait'\" }\n"                \
  "      - { when: \":headers ->> 'x-login' = 'no'\", do: relogin }\n"                           \
  "    records: SELECT :body ->> 'id' AS id, 'x' AS name WHERE :body ->> 'id' IS NOT NULL\n"

static void
test_cases (void)
{
  static const struct
  {
    guint              status;
    const char        *answer;
    GenkanVerdictKind  kind;
    const char        *message;
    gint64             after;
    const char        *ids;
  } cases[] = {
    { 200, "{\"id\": 1}", GENKAN_VERDICT_GOOD, NULL, -1, "1" },
    { 409, "{\"id\": 7}", GENKAN_VERDICT_GOOD, NULL, -1, "7" },
    { 409, "{\"message\": \"busy\"}", GENKAN_VERDICT_FAIL, "busy", -1, "" },
    { 404, "{\"id\": 7}", GENKAN_VERDICT_EMPTY, NULL, -1, "" },
    { 410, "{\"id\": 7}", GENKAN_VERDICT_KEEP, "7 is off", -1, "" },
    { 200, "{\"id\": 3, \"failed\": 2}", GENKAN_VERDICT_PARTIAL, "2 failed", -1, "3" },
    { 400, "{\"wait\": 2.5}", GENKAN_VERDICT_RETRY, NULL, 2500000, "" },
    { 400, "no json", GENKAN_VERDICT_RETRY, "no json", -1, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GenkanVerdict *verdict;
      g_autofree char *ids = NULL;
      Fixture fixture;

      set_up (&fixture, CASES, cases[i].status);
      feed (&fixture, cases[i].answer);
      end (&fixture);
      verdict = genkan_mapper_get_verdict (fixture.mapper);
      g_assert_cmpint (verdict->kind, ==, cases[i].kind);
      g_assert_cmpint (verdict->after, ==, cases[i].after);
      if (verdict->kind != GENKAN_VERDICT_EMPTY)
        g_assert_cmpstr (verdict->message, ==, cases[i].message);
      ids = take_first_column (&fixture, "records");
      g_assert_cmpstr (ids, ==, cases[i].ids);
      tear_down (&fixture);
    }
}

static void
test_headers (void)
{
  g_autoptr (GHashTable) headers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GenkanMapper) mapper = NULL;
  Fixture fixture;

  g_hash_table_insert (headers, (char *) "X-Login", (char *) "no");
  set_up (&fixture, CASES, 200);
  mapper = genkan_mapper_new (fixture.sandbox,
                              genkan_connector_get_definition (fixture.connector)->steps->pdata[0],
                              fixture.variables, 200, headers, NULL);
  g_assert_true (genkan_mapper_feed (mapper, (const guint8 *) "{}", 2, NULL));
  g_assert_true (genkan_mapper_end (mapper, NULL));
  g_assert_cmpint (genkan_mapper_get_verdict (mapper)->kind, ==, GENKAN_VERDICT_RELOGIN);
  g_clear_object (&mapper);
  tear_down (&fixture);
}

static void
test_graphql (void)
{
  static const char steps[] =
    "  things:\n"
    "    graphql: \"query Q { things { id } }\"\n"
    "    items: $.data.things\n"
    "    records: SELECT j ->> 'id' AS id, j ->> 'id' AS name FROM item\n";
  static const struct
  {
    const char        *answer;
    GenkanVerdictKind  kind;
    const char        *message;
    gint64             seconds;
  } cases[] = {
    { "{\"data\": {\"things\": [{\"id\": 1}]}}", GENKAN_VERDICT_GOOD, NULL, -1 },
    { "{\"data\": {\"things\": [{\"id\": 1}]}, \"errors\": []}", GENKAN_VERDICT_GOOD, NULL, -1 },
    { "{\"errors\": [{\"message\": \"Slow down\", \"extensions\": {\"retryAfter\": 7}}]}",
      GENKAN_VERDICT_RETRY, "Slow down", 7 },
    { "{\"errors\": [{\"message\": \"Slow down\", \"extensions\": {\"retryAfter\": \"soon\"}}]}",
      GENKAN_VERDICT_FAIL, "Slow down", -1 },
    { "{\"data\": null, \"errors\": [{\"message\": \"Unauthorized\"}]}", GENKAN_VERDICT_FAIL,
      "Unauthorized", -1 },
    { "{\"data\": {\"things\": [{\"id\": 1}]}, \"errors\": [{}]}", GENKAN_VERDICT_FAIL,
      "GraphQL reports an error without a message", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ids = NULL;
      Fixture fixture;

      set_up (&fixture, steps, 200);
      feed (&fixture, cases[i].answer);
      end (&fixture);
      g_assert_cmpint (genkan_mapper_get_verdict (fixture.mapper)->kind, ==, cases[i].kind);
      g_assert_cmpstr (genkan_mapper_get_verdict (fixture.mapper)->message, ==, cases[i].message);
      g_assert_cmpint (genkan_mapper_get_verdict (fixture.mapper)->after, ==,
                       cases[i].seconds < 0 ? -1 : cases[i].seconds * G_USEC_PER_SEC);
      ids = take_first_column (&fixture, "records");
      g_assert_cmpstr (ids, ==, cases[i].kind == GENKAN_VERDICT_GOOD ? "1" : "");
      tear_down (&fixture);
    }
}

static void
test_excerpt (void)
{
  g_autofree char *excerpt = NULL;
  Fixture fixture;

  set_up (&fixture, PAGES, 500);
  feed (&fixture, "broken \xff text");
  end (&fixture);
  excerpt = genkan_mapper_dup_excerpt (fixture.mapper);
  g_assert_cmpstr (excerpt, ==, "broken \357\277\275 text");
  tear_down (&fixture);
}

/* `decode` is about good answers; the others are sniffed. */
static void
test_decode (void)
{
  static const char steps[] =
    "  things:\n"
    "    get: /things\n"
    "    decode: csv\n"
    "    items: $\n"
    "    cases: [ { when: \":body ->> 'code' = 'busy'\", do: skip } ]\n"
    "    records: SELECT j ->> 'Issue ID' AS id, j ->> 'Title' AS name FROM item\n";
  Fixture fixture;
  g_autofree char *ids = NULL;

  set_up (&fixture, steps, 200);
  feed (&fixture, "Issue ID;Title\n1;\"One\n\"\n2;");
  feed (&fixture, "Two");
  end (&fixture);
  ids = take_first_column (&fixture, "records");
  g_assert_cmpstr (ids, ==, "1,2");
  g_assert_cmpuint (genkan_mapper_get_n_items (fixture.mapper), ==, 2);
  tear_down (&fixture);

  set_up (&fixture, steps, 503);
  feed (&fixture, "{\"code\": \"busy\"}");
  end (&fixture);
  g_assert_cmpint (genkan_mapper_get_verdict (fixture.mapper)->kind, ==, GENKAN_VERDICT_SKIP);
  tear_down (&fixture);

  set_up (&fixture, steps, 200);
  feed (&fixture, "{\"code\": \"busy\"}");
  end (&fixture);
  g_assert_cmpint (genkan_mapper_get_verdict (fixture.mapper)->kind, ==, GENKAN_VERDICT_SKIP);
  tear_down (&fixture);

  set_up (&fixture, steps, 200);
  feed (&fixture, "<!DOCTYPE html><title>Log in</title>");
  end_fails (&fixture, GENKAN_CONNECTOR_ERROR_NOT_DATA,
             "step things: a web page came instead of CSV (its title: “Log in”); is the address right?");
  tear_down (&fixture);

  set_up (&fixture, steps, 200);
  feed (&fixture, "a,b\n1");
  end_fails (&fixture, GENKAN_CONNECTOR_ERROR_SHAPE,
             "step things: line 2 of the CSV: it has 1 fields, the first line has 2");
  tear_down (&fixture);
}

static void
test_packed (void)
{
  static const guint8 empty[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  set_up (&fixture, PAGES, 200);
  genkan_mapper_feed (fixture.mapper, empty, sizeof empty, &error);
  g_assert_no_error (error);
  end_fails (&fixture, GENKAN_CONNECTOR_ERROR_CUT,
             "step things: there is nothing in the packed answer");
  tear_down (&fixture);

  /* What comes behind damage is not read any more. */
  set_up (&fixture, PAGES, 200);
  feed (&fixture, "\x1f\x8b no gzip");
  feed (&fixture, "more");
  end_fails (&fixture, GENKAN_CONNECTOR_ERROR_SHAPE,
             "step things: the gzip data of the answer is damaged");
  tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mapper/new-destroy", test_new_destroy);
  g_test_add_func ("/mapper/page", test_page);
  g_test_add_func ("/mapper/many-items", test_many_items);
  g_test_add_func ("/mapper/held-back", test_held_back);
  g_test_add_func ("/mapper/whole-page", test_whole_page);
  g_test_add_func ("/mapper/null-rows", test_null_rows);
  g_test_add_func ("/mapper/shapes", test_shapes);
  g_test_add_func ("/mapper/verdicts", test_verdicts);
  g_test_add_func ("/mapper/cases", test_cases);
  g_test_add_func ("/mapper/headers", test_headers);
  g_test_add_func ("/mapper/graphql", test_graphql);
  g_test_add_func ("/mapper/excerpt", test_excerpt);
  g_test_add_func ("/mapper/decode", test_decode);
  g_test_add_func ("/mapper/packed", test_packed);

  return g_test_run ();
}
