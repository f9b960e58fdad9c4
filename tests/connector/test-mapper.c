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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mapper/new-destroy", test_new_destroy);
  g_test_add_func ("/mapper/page", test_page);

  return g_test_run ();
}
