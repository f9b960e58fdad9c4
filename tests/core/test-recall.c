/* test-recall.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-fingerprint.h"
#include "genkan-recall.h"
#include "genkan-row-batch.h"

static guint64
fingerprint_of (const char *text,
                guint64     seed)
{
  GenkanFingerprint fingerprint;

  genkan_fingerprint_init (&fingerprint, seed);
  genkan_fingerprint_update (&fingerprint, (const guint8 *) text, strlen (text));

  return genkan_fingerprint_get (&fingerprint);
}

static void
test_fingerprint (void)
{
  GenkanFingerprint pieces;

  genkan_fingerprint_init (&pieces, 7);
  genkan_fingerprint_update (&pieces, (const guint8 *) "a text of more ", 15);
  genkan_fingerprint_update (&pieces, (const guint8 *) "than one block", 14);

  g_assert_cmpuint (genkan_fingerprint_get (&pieces), ==,
                    fingerprint_of ("a text of more than one block", 7));
  g_assert_cmpuint (fingerprint_of ("a", 7), !=, fingerprint_of ("a", 8));
  g_assert_cmpuint (fingerprint_of ("a", 7), !=, fingerprint_of ("b", 7));
  g_assert_cmpuint (fingerprint_of ("", 0), !=, 0);

  /* Zeros at the end count, though the last block is filled with them. */
  genkan_fingerprint_init (&pieces, 7);
  genkan_fingerprint_update (&pieces, (const guint8 *) "a\0", 2);
  g_assert_cmpuint (genkan_fingerprint_get (&pieces), !=, fingerprint_of ("a", 7));
}

static void
test_find (void)
{
  GenkanRecallEntry entries[1000];
  g_autoptr (GenkanRecall) recall = NULL;

  /* All begin their search at the same place. */
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    entries[i] = (GenkanRecallEntry) { (guint64) i << 32, i + 1 };
  recall = genkan_recall_new (entries, G_N_ELEMENTS (entries));

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_assert_cmpint (genkan_recall_find (recall, (guint64) i << 32), ==, i + 1);
  g_assert_cmpint (genkan_recall_find (recall, 1), ==, 0);
  g_assert_cmpint (genkan_recall_find (recall, (guint64) 1000 << 32), ==, 0);
}

static void
test_find_last (void)
{
  static const GenkanRecallEntry twice[] = { { 5, 1 }, { 5, 2 } };
  g_autoptr (GenkanRecall) recall = genkan_recall_new (twice, 2);
  g_autoptr (GenkanRecall) nothing = genkan_recall_new (NULL, 0);

  g_assert_cmpint (genkan_recall_find (recall, 5), ==, 2);
  g_assert_cmpint (genkan_recall_find (nothing, 5), ==, 0);
}

/* Rows that bear no fingerprint have none, wherever they stand, and a row that is taken back takes
 * its own with it. */
static void
test_rows (void)
{
  static const char *const columns[] = { "id" };
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, 1);
  GArray *known = g_array_new (FALSE, FALSE, sizeof (gint64));
  static const guint64 fingerprints[] = { 0, 11, 12, 0, 13, 0 };
  static const gint64 ids[] = { 8, 9 };
  g_autoptr (GenkanRowBatch) batch = NULL;
  const gint64 *kept;
  guint n_known;

  for (guint i = 0; i < G_N_ELEMENTS (fingerprints); i++)
    {
      GenkanValue value = genkan_value_integer (i);

      genkan_row_batch_builder_add (builder, &value);
      if (fingerprints[i] != 0)
        genkan_row_batch_builder_set_fingerprint (builder, fingerprints[i]);
      if (fingerprints[i] == 12)
        genkan_row_batch_builder_drop_row (builder);
    }
  g_array_append_vals (known, ids, G_N_ELEMENTS (ids));
  genkan_row_batch_builder_set_known (builder, known);
  batch = genkan_row_batch_builder_end (builder);

  g_assert_cmpuint (genkan_row_batch_get_n_rows (batch), ==, 5);
  g_assert_cmpuint (genkan_row_batch_get_fingerprint (batch, 0), ==, 0);
  g_assert_cmpuint (genkan_row_batch_get_fingerprint (batch, 1), ==, 11);
  g_assert_cmpuint (genkan_row_batch_get_fingerprint (batch, 2), ==, 0);
  g_assert_cmpuint (genkan_row_batch_get_fingerprint (batch, 3), ==, 13);
  g_assert_cmpuint (genkan_row_batch_get_fingerprint (batch, 4), ==, 0);
  kept = genkan_row_batch_get_known (batch, &n_known);
  g_assert_cmpmem (kept, n_known * sizeof *kept, ids, sizeof ids);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recall/fingerprint", test_fingerprint);
  g_test_add_func ("/recall/find", test_find);
  g_test_add_func ("/recall/find-last", test_find_last);
  g_test_add_func ("/recall/rows", test_rows);

  return g_test_run ();
}
