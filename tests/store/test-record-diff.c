/* test-record-diff.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Edits between random lists: carried out they must lead from the old to the new one, and be few
 * where little changed.
 */

#include "config.h"

#include "genkan-record-diff.h"

static GArray *
make_ids (const gint64 *ids,
          guint         n_ids)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (array, ids, n_ids);

  return array;
}

/* Returns how many rows were exchanged. */
static guint
check_edits (GArray     *old_ids,
             GArray     *new_ids,
             GHashTable *changed)
{
  g_autoptr (GArray) edits = genkan_record_diff (old_ids, new_ids, changed);
  g_autoptr (GArray) ids = make_ids ((gint64 *) (gpointer) old_ids->data, old_ids->len);
  guint n_exchanged = 0;
  int shift = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      GenkanRecordEdit *edit = &g_array_index (edits, GenkanRecordEdit, i);

      g_assert_cmpint (edit->new_position, ==, (int) edit->old_position + shift);
      g_array_remove_range (ids, edit->new_position, edit->removed);
      g_array_insert_vals (ids, edit->new_position,
                           &g_array_index (new_ids, gint64, edit->new_position), edit->added);
      shift += (int) edit->added - (int) edit->removed;
      n_exchanged += edit->removed + edit->added;
    }

  g_assert_cmpmem (ids->data, ids->len * sizeof (gint64),
                   new_ids->data, new_ids->len * sizeof (gint64));

  return n_exchanged;
}

static GArray *
make_random (guint n_ids)
{
  g_autofree gint64 *ids = g_new (gint64, n_ids + 1);

  for (guint i = 0; i < n_ids; i++)
    ids[i] = i + 1;

  for (guint i = n_ids; i > 1; i--)
    {
      guint j = g_test_rand_int_range (0, i);
      gint64 id = ids[j];

      ids[j] = ids[i - 1];
      ids[i - 1] = id;
    }

  return make_ids (ids, n_ids > 0 ? (guint) g_test_rand_int_range (0, n_ids + 1) : 0);
}

static void
test_random (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      guint n_ids = g_test_rand_int_range (0, 24);
      g_autoptr (GArray) old_ids = make_random (n_ids);
      g_autoptr (GArray) new_ids = make_random (n_ids);
      g_autoptr (GHashTable) changed = g_hash_table_new (g_int64_hash, g_int64_equal);

      for (guint j = 0; j < old_ids->len; j++)
        if (g_test_rand_int_range (0, 3) == 0)
          g_hash_table_add (changed, &g_array_index (old_ids, gint64, j));

      check_edits (old_ids, new_ids, NULL);
      check_edits (old_ids, new_ids, changed);
      g_assert_cmpuint (check_edits (old_ids, old_ids, NULL), ==, 0);
      g_assert_cmpuint (check_edits (old_ids, old_ids, changed), ==,
                        g_hash_table_size (changed) * 2);
    }
}

static void
test_few (void)
{
  static const gint64 before[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  static const gint64 moved[] = { 1, 7, 2, 3, 4, 5, 6, 8 };
  static const gint64 scattered[] = { 1, 3, 4, 9, 6, 7, 8 };
  g_autoptr (GArray) old_ids = make_ids (before, G_N_ELEMENTS (before));
  g_autoptr (GArray) moved_ids = make_ids (moved, G_N_ELEMENTS (moved));
  g_autoptr (GArray) scattered_ids = make_ids (scattered, G_N_ELEMENTS (scattered));

  g_assert_cmpuint (check_edits (old_ids, moved_ids, NULL), ==, 2);
  g_assert_cmpuint (check_edits (old_ids, scattered_ids, NULL), ==, 3);
}

/* Two long lists in opposite order have no more than a row in common: one edit. */
static void
test_unlike (void)
{
  const guint n_ids = 5000;
  g_autoptr (GArray) up = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) down = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) mixed = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) edits = NULL;

  for (gint64 i = 0; i < n_ids; i++)
    {
      gint64 other = n_ids - i;
      gint64 neighbour = i ^ 1;

      g_array_append_val (up, i);
      g_array_append_val (down, other);
      g_array_append_val (mixed, neighbour);
    }

  check_edits (up, down, NULL);
  edits = genkan_record_diff (up, mixed, NULL);
  g_assert_cmpuint (edits->len, ==, 1);
  check_edits (up, mixed, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record-diff/random", test_random);
  g_test_add_func ("/record-diff/few", test_few);
  g_test_add_func ("/record-diff/unlike", test_unlike);

  return g_test_run ();
}
