/* genkan-record-diff.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fewest rows to exchange between two lists of ids. Ids are unique in each, so the longest
 * common part is the longest increasing sequence of old places, which patience sorting finds in
 * n log n: a renamed row moves alone. Only the middle, between what both lists begin and end
 * with, is looked at. When two lists have little in common they are exchanged in one piece:
 * thousands of small notices would cost a view more than one large one.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-record-diff.h"

#define EDITS_MAX 500

typedef struct
{
  const gint64 *old_ids;
  const gint64 *new_ids;
  guint         n_old;
  guint         n_new;
  guint8       *old_kept; /* (owned) a byte for each id: it stays where it is */
  guint8       *new_kept; /* (owned) */
} GenkanDiff;

static const gint64 *
get_ids (GArray *array)
{
  return (const gint64 *) (gpointer) array->data;
}

static GHashTable *
index_places (const gint64 *ids,
              guint         n_ids)
{
  GHashTable *places = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < n_ids; i++)
    g_hash_table_insert (places, (gpointer) &ids[i], GUINT_TO_POINTER (i + 1));

  return places;
}

/* Patience: piles[n] is the last of the best sequence of n + 1; each knows its predecessor. */
static guint
find_pile (const guint *tops,
           guint        n_piles,
           guint        place)
{
  guint low = 0, high = n_piles;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (tops[middle] < place)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Marks the longest sequence of ids that stand in the same order in both. */
static void
keep_longest (GenkanDiff *diff,
              guint       start,
              guint       old_end,
              guint       new_end)
{
  g_autoptr (GHashTable) places = index_places (diff->old_ids + start, old_end - start);
  guint n_new = new_end - start;
  g_autofree guint *tops = g_new (guint, n_new + 1);   /* the old place on top of each pile */
  g_autofree guint *owners = g_new (guint, n_new + 1); /* the new place that put it there */
  g_autofree guint *before = g_new (guint, n_new + 1);
  guint n_piles = 0;
  guint last;

  for (guint i = 0; i < n_new; i++)
    {
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, &diff->new_ids[start + i]));
      guint pile;

      if (place == 0)
        continue;

      pile = find_pile (tops, n_piles, place);
      tops[pile] = place;
      owners[pile] = i;
      before[i] = pile > 0 ? owners[pile - 1] : G_MAXUINT;
      n_piles = MAX (n_piles, pile + 1);
    }

  last = n_piles > 0 ? owners[n_piles - 1] : G_MAXUINT;
  for (; last != G_MAXUINT; last = before[last])
    {
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, &diff->new_ids[start + last]));

      diff->new_kept[start + last] = TRUE;
      diff->old_kept[start + place - 1] = TRUE;
    }
}

static void
keep_common (GenkanDiff *diff)
{
  guint start = 0;
  guint old_end = diff->n_old;
  guint new_end = diff->n_new;

  while (start < old_end && start < new_end && diff->old_ids[start] == diff->new_ids[start])
    start++;
  while (old_end > start && new_end > start &&
         diff->old_ids[old_end - 1] == diff->new_ids[new_end - 1])
    old_end--, new_end--;

  memset (diff->old_kept, TRUE, start);
  memset (diff->new_kept, TRUE, start);
  memset (diff->old_kept + old_end, TRUE, diff->n_old - old_end);
  memset (diff->new_kept + new_end, TRUE, diff->n_new - new_end);

  if (start < old_end && start < new_end)
    keep_longest (diff, start, old_end, new_end);
}

static guint
run_of_others (const guint8 *kept,
               guint         from,
               guint         n)
{
  guint end = from;

  while (end < n && !kept[end])
    end++;

  return end - from;
}

static gboolean
both_kept (const GenkanDiff *diff,
           guint             i,
           guint             j)
{
  return i < diff->n_old && j < diff->n_new && diff->old_kept[i] && diff->new_kept[j];
}

static gboolean
is_changed (GHashTable   *changed,
            const gint64 *id)
{
  return changed != NULL && g_hash_table_contains (changed, id);
}

static GArray *
list_edits (GenkanDiff *diff,
            GHashTable *changed)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (GenkanRecordEdit));
  guint i = 0, j = 0;

  while (i < diff->n_old || j < diff->n_new)
    {
      GenkanRecordEdit edit = { i, j };

      edit.removed = run_of_others (diff->old_kept, i, diff->n_old);
      edit.added = run_of_others (diff->new_kept, j, diff->n_new);
      i += edit.removed;
      j += edit.added;

      /* A row that shows something else now is exchanged for itself. */
      for (; both_kept (diff, i, j) && is_changed (changed, &diff->old_ids[i]); i++, j++)
        edit.removed++, edit.added++;

      if (edit.removed > 0 || edit.added > 0)
        g_array_append_val (edits, edit);

      while (both_kept (diff, i, j) && !is_changed (changed, &diff->old_ids[i]))
        i++, j++;
    }

  return edits;
}

/* One edit that spans all of them. */
static void
join_edits (GArray *edits)
{
  GenkanRecordEdit *first = &g_array_index (edits, GenkanRecordEdit, 0);
  GenkanRecordEdit *last = &g_array_index (edits, GenkanRecordEdit, edits->len - 1);

  first->removed = last->old_position + last->removed - first->old_position;
  first->added = last->new_position + last->added - first->new_position;
  g_array_set_size (edits, 1);
}

/**
 * genkan_record_diff:
 * @old_ids: (element-type gint64): unique ids
 * @new_ids: (element-type gint64): unique ids
 * @changed: (nullable) (element-type gint64): a set of ids that show something else now
 *
 * Returns: (transfer full) (element-type GenkanRecordEdit): the edits, in order
 */
GArray *
genkan_record_diff (GArray     *old_ids,
                    GArray     *new_ids,
                    GHashTable *changed)
{
  g_autofree guint8 *old_kept = g_malloc0 (old_ids->len + 1);
  g_autofree guint8 *new_kept = g_malloc0 (new_ids->len + 1);
  GenkanDiff diff = {
    .old_ids = get_ids (old_ids),
    .new_ids = get_ids (new_ids),
    .n_old = old_ids->len,
    .n_new = new_ids->len,
    .old_kept = old_kept,
    .new_kept = new_kept,
  };
  GArray *edits;

  keep_common (&diff);
  edits = list_edits (&diff, changed);
  if (edits->len > EDITS_MAX)
    join_edits (edits);

  return edits;
}
