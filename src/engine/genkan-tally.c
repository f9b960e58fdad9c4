/* genkan-tally.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A page that came empty, a page that was left out, an item that slid to a page already read
 * because another one was deleted: by itself no answer shows it, and the findings that are missed
 * would be closed. What the tool announced does: a list that has another length than the longest
 * that was announced for it was not read as a whole.
 *
 * A list is a chain of `next`, or the part of one for which `total` has the same further columns:
 * the time window, for example, into which a list that is too long was split.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-tally.h"

#define COLUMN_TOTAL "total"

typedef struct
{
  GenkanInvocation *invocation; /* (owned) its first page */
  gint64            announced;  /* -1 = not at all */
  gint64            received;
} List;

struct _GenkanTally
{
  GHashTable *lists; /* (owned) (element-type utf8 List) by chain and further columns */
};

static void
list_free (gpointer data)
{
  List *list = data;

  genkan_invocation_unref (list->invocation);
  g_free (list);
}

GenkanTally *
genkan_tally_new (void)
{
  GenkanTally *self = g_new0 (GenkanTally, 1);

  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, list_free);

  return self;
}

void
genkan_tally_free (GenkanTally *self)
{
  g_hash_table_unref (self->lists);
  g_free (self);
}

static const GenkanOutput *
find_output (const GenkanStep *step)
{
  for (guint i = 0; i < step->outputs->len; i++)
    {
      const GenkanOutput *output = g_ptr_array_index (step->outputs, i);

      if (output->kind == GENKAN_OUTPUT_TOTAL)
        return output;
    }

  return NULL;
}

static char *
make_key (GenkanInvocation *invocation,
          GenkanRowBatch   *rows,
          guint             row)
{
  GString *key = g_string_new (NULL);

  g_string_printf (key, "%p", (gpointer) invocation->chain);
  for (guint i = 0; i < genkan_row_batch_get_n_columns (rows); i++)
    {
      const GenkanValue *value = genkan_row_batch_get (rows, row, i);
      g_autofree char *text = NULL;

      if (g_str_equal (genkan_row_batch_get_column_name (rows, i), COLUMN_TOTAL))
        continue;
      text = genkan_value_is_null (value) ? g_strdup ("") : genkan_value_dup_text (value);
      g_string_append_printf (key, "\x1f%s", text);
    }

  return g_string_free (key, FALSE);
}

/* Vendors write numbers as texts, too. */
static gint64
get_total (GenkanRowBatch *rows,
           guint           row)
{
  const GenkanValue *value =
    genkan_row_batch_get (rows, row, genkan_row_batch_find_column (rows, COLUMN_TOTAL));
  g_autofree char *text = genkan_value_is_null (value) ? NULL : genkan_value_dup_text (value);

  return text != NULL && g_ascii_isdigit (*text) ? g_ascii_strtoll (text, NULL, 10) : -1;
}

static void
count (GenkanTally      *self,
       GenkanInvocation *invocation,
       const char       *key,
       gint64            total,
       guint             n_items)
{
  List *list = g_hash_table_lookup (self->lists, key);

  if (list == NULL)
    {
      list = g_new0 (List, 1);
      list->invocation = genkan_invocation_ref (invocation);
      list->announced = -1;
      g_hash_table_insert (self->lists, g_strdup (key), list);
    }

  list->announced = MAX (list->announced, total);
  list->received += n_items;
}

/**
 * genkan_tally_add:
 * @self: a tally
 * @invocation: a page
 * @total: (nullable): what its SELECT `total` has made of it
 * @n_items: how many items it has
 */
void
genkan_tally_add (GenkanTally      *self,
                  GenkanInvocation *invocation,
                  GenkanRowBatch   *total,
                  guint             n_items)
{
  const GenkanOutput *output = find_output (invocation->step);
  guint n_rows = total != NULL ? genkan_row_batch_get_n_rows (total) : 0;

  /* Some say it on the first page only; the others belong to the list all the same. */
  if (output != NULL && output->n_columns == 1 && n_rows == 0)
    {
      g_autofree char *key = g_strdup_printf ("%p", (gpointer) invocation->chain);

      count (self, invocation, key, -1, n_items);
    }

  for (guint row = 0; row < n_rows; row++)
    {
      g_autofree char *key = make_key (invocation, total, row);

      count (self, invocation, key, get_total (total, row), n_items);
    }
}

/**
 * genkan_tally_dup_gap:
 * @self: a tally
 * @ret_invocation: (out) (transfer none): the first page of the list, if there is a gap
 *
 * Returns: (transfer full) (nullable): which list was not read as a whole, in words
 */
char *
genkan_tally_dup_gap (GenkanTally       *self,
                      GenkanInvocation **ret_invocation)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->lists);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const List *list = value;

      if (list->announced < 0 || list->announced == list->received)
        continue;

      *ret_invocation = list->invocation;
      return g_strdup_printf ("the tool announced a total of %" G_GINT64_FORMAT " and gave %"
                              G_GINT64_FORMAT ": the list may have changed while it was read",
                              list->announced, list->received);
    }

  return NULL;
}
