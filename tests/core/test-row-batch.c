/* test-row-batch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-row-batch.h"

static const char *const columns[] = { "id", "name", "size" };

static void
add_row (GenkanRowBatchBuilder *builder,
         const char            *id,
         const char            *name,
         gint64                 size)
{
  GenkanValue values[] = {
    genkan_value_text (id),
    genkan_value_text (name),
    genkan_value_integer (size),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    genkan_row_batch_builder_add (builder, &values[i]);
}

static void
test_row_batch_values (void)
{
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, G_N_ELEMENTS (columns));
  g_autoptr (GenkanRowBatch) batch = NULL;

  add_row (builder, "1", "Web Shop", 12);
  add_row (builder, "2", NULL, -1);
  batch = genkan_row_batch_builder_end (builder);

  g_assert_cmpuint (genkan_row_batch_get_n_rows (batch), ==, 2);
  g_assert_cmpuint (genkan_row_batch_get_n_columns (batch), ==, 3);
  g_assert_cmpint (genkan_row_batch_find_column (batch, "name"), ==, 1);
  g_assert_cmpint (genkan_row_batch_find_column (batch, "colour"), ==, -1);
  g_assert_cmpstr (genkan_row_batch_get (batch, 0, 1)->text, ==, "Web Shop");
  g_assert_true (genkan_value_is_null (genkan_row_batch_get (batch, 1, 1)));
  g_assert_cmpint (genkan_row_batch_get (batch, 1, 2)->integer, ==, -1);
}

/* The block of texts moves while it grows; the values must still point at their own. */
static void
test_row_batch_many (void)
{
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, G_N_ELEMENTS (columns));
  g_autoptr (GenkanRowBatch) batch = NULL;

  for (int i = 0; i < 10000; i++)
    {
      g_autofree char *id = g_strdup_printf ("id-%d", i);

      add_row (builder, id, "x", i);
    }
  batch = genkan_row_batch_builder_end (builder);

  for (int i = 0; i < 10000; i++)
    {
      g_autofree char *id = g_strdup_printf ("id-%d", i);

      g_assert_cmpstr (genkan_row_batch_get (batch, i, 0)->text, ==, id);
    }
}

static void
test_row_batch_drop_row (void)
{
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, G_N_ELEMENTS (columns));
  g_autoptr (GenkanRowBatch) batch = NULL;

  add_row (builder, "1", "kept", 0);
  add_row (builder, "2", "dropped", 0);
  genkan_row_batch_builder_drop_row (builder);
  add_row (builder, "3", "kept too", 0);
  batch = genkan_row_batch_builder_end (builder);

  g_assert_cmpuint (genkan_row_batch_get_n_rows (batch), ==, 2);
  g_assert_cmpstr (genkan_row_batch_get (batch, 1, 0)->text, ==, "3");
}

static void
test_value_text (void)
{
  GenkanValue real = genkan_value_real (0.1);
  GenkanValue integer = genkan_value_integer (G_MININT64);
  g_autofree char *real_text = genkan_value_dup_text (&real);
  g_autofree char *integer_text = genkan_value_dup_text (&integer);

  g_assert_cmpstr (real_text, ==, "0.1");
  g_assert_cmpstr (integer_text, ==, "-9223372036854775808");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/row-batch/values", test_row_batch_values);
  g_test_add_func ("/row-batch/many", test_row_batch_many);
  g_test_add_func ("/row-batch/drop-row", test_row_batch_drop_row);
  g_test_add_func ("/value/text", test_value_text);

  return g_test_run ();
}
