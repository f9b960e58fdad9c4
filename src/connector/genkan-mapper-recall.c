/* genkan-mapper-recall.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Most of what a tool says in a Sync it has said in the one before. What an item became then need
 * not be made again, if nothing else depends on the item, and the row on nothing else: on no other
 * item, no table, and not on when it is made.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-mapper-private.h"

/* A row that can depend on other items, on where among them its own stands, or on the day.
 * Aggregates without GROUP BY are not looked for: over items that come in pieces they mean
 * nothing. */
static gboolean
may_see_more (const GenkanOutput *output)
{
  return g_regex_match_simple ("\\bover\\b|\\bgroup\\s+by\\b|\\bk\\b|\\browid\\b|'now'",
                               output->sql, G_REGEX_CASELESS, 0);
}

/* The one SELECT of the step that reads items, if it makes Findings of each by itself. */
static const GenkanOutput *
find_recalled (const GenkanStep *step)
{
  const GenkanOutput *found = NULL;

  for (guint i = 0; i < step->outputs->len; i++)
    {
      const GenkanOutput *output = step->outputs->pdata[i];

      if (!output->reads_item)
        continue;
      if (found != NULL || output->kind != GENKAN_OUTPUT_FINDINGS || output->needs_body
          || may_see_more (output))
        return NULL;
      found = output;
    }

  return found;
}

/**
 * genkan_mapper_set_recall:
 * @self: a mapper that has read nothing
 * @recall: what is known of the Record's items
 *
 * Rows of Findings are given fingerprints where that can be, and what is known is not mapped: what
 * genkan_mapper_take_mapped() gives has only its numbers then.
 */
void
genkan_mapper_set_recall (GenkanMapper *self,
                          GenkanRecall *recall)
{
  g_return_if_fail (GENKAN_IS_MAPPER (self));
  g_return_if_fail (recall != NULL);

  g_clear_pointer (&self->recall, genkan_recall_unref);
  self->recall = genkan_recall_ref (recall);
}

/* Before the first byte, in the thread that maps. */
void
genkan_mapper_begin_recall (GenkanMapper *self)
{
  const GenkanOutput *output;
  GenkanAnswer answer;
  guint64 seed;

  if (self->recall == NULL || self->keep_items)
    return;

  output = find_recalled (self->step);
  genkan_mapper_fill_answer (self, &answer);
  if (output == NULL
      || !genkan_sandbox_get_seed (self->sandbox, output, self->variables, &answer, &seed, NULL))
    return;

  self->recalled = output;
  genkan_items_set_recall (self->items, self->recall, seed);
}

/* What was left out goes on its way without a row. */
void
genkan_mapper_flush_known (GenkanMapper *self)
{
  g_autoptr (GenkanRowBatchBuilder) builder = NULL;
  GArray *known = genkan_items_take_known (self->items);

  if (known == NULL)
    return;

  builder = genkan_row_batch_builder_new ((const char * const *) self->recalled->columns,
                                          self->recalled->n_columns);
  genkan_row_batch_builder_set_known (builder, known);
  genkan_mapper_add_mapped (self, self->recalled,
                            genkan_row_batch_builder_end (g_steal_pointer (&builder)));
}
