/* genkan-invocation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The variables of an invocation are those that led to it, and `with` sets its own first
 * values over them. What the step's `next` will change must not be there yet: a cursor inherited
 * from the pages of another step would skip the first page. Every page of a chain stands on the
 * first one's variables and changes the columns of `next`, always the same ones: so the
 * hundredth page is not a hundred parents deep.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-invocation.h"

#define COLUMN_AFTER "after_"
#define WORDS_LENGTH 200

static void
genkan_chain_clear (gpointer data)
{
  GenkanChain *self = data;

  genkan_variables_unref (self->base);
  g_hash_table_unref (self->seen);
}

static GenkanChain *
genkan_chain_ref (GenkanChain *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
genkan_chain_unref (GenkanChain *self)
{
  g_atomic_rc_box_release_full (self, genkan_chain_clear);
}

static void
genkan_invocation_clear (gpointer data)
{
  GenkanInvocation *self = data;

  genkan_variables_unref (self->variables);
  genkan_chain_unref (self->chain);
  g_free (self->key);
  g_free (self->words);
  g_free (self->previous);
  g_free (self->asked);
}

GenkanInvocation *
genkan_invocation_ref (GenkanInvocation *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
genkan_invocation_unref (GenkanInvocation *self)
{
  g_atomic_rc_box_release_full (self, genkan_invocation_clear);
}

/* Kind, length, text: no two different values look the same, whatever is in them. */
static void
append_value (GString           *key,
              const GenkanValue *value)
{
  g_autofree char *text = value != NULL ? genkan_value_dup_text (value) : NULL;

  if (text != NULL)
    g_string_append_printf (key, "%d:%zu:%s,", value->type, strlen (text), text);
  else
    g_string_append (key, "-,");
}

/**
 * genkan_variables_dup_values:
 * @self: variables
 * @names: (array zero-terminated=1) (nullable): the names of some of them
 *
 * Returns: (transfer full): a text that is the same for the same values, and only then
 */
char *
genkan_variables_dup_values (GenkanVariables    *self,
                             const char * const *names)
{
  g_autoptr (GString) values = g_string_new (NULL);

  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    append_value (values, genkan_variables_lookup (self, names[i]));

  return g_string_free (g_steal_pointer (&values), FALSE);
}

static char *
make_key (const GenkanStep *step,
          GenkanVariables  *variables)
{
  g_autofree char *values =
    genkan_variables_dup_values (variables, (const char * const *) step->variables);

  return g_strconcat (step->name, ":", values, NULL);
}

static GenkanVariables *
add_first_values (const GenkanStep *step,
                  GenkanVariables  *variables)
{
  GenkanVariables *all = genkan_variables_new (variables);

  for (guint i = 0; i < step->with->len; i++)
    {
      const GenkanNamedTemplate *first = g_ptr_array_index (step->with, i);
      g_autoptr (GString) storage = g_string_new (NULL);
      GenkanValue value = GENKAN_VALUE_INIT;

      if (genkan_template_expand_value (first->value, variables, storage, &value))
        genkan_variables_set (all, first->name, &value);
    }

  return all;
}

static GenkanChain *
genkan_chain_new (const GenkanStep *step,
                  GenkanVariables  *base,
                  gint64            now)
{
  GenkanChain *self = g_atomic_rc_box_new0 (GenkanChain);

  self->base = genkan_variables_ref (base);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->n_pages = 1;
  self->deadline = step->deadline > 0 ? now + step->deadline : 0;

  return self;
}

/**
 * genkan_invocation_new:
 * @step: the step
 * @place: its place in the plan
 * @variables: what is known where it is called for
 * @now: monotonic microseconds, from which its deadline counts
 *
 * Returns: (transfer full): the first page of a chain
 */
GenkanInvocation *
genkan_invocation_new (const GenkanStep *step,
                       guint             place,
                       GenkanVariables  *variables,
                       gint64            now)
{
  GenkanInvocation *self;

  g_return_val_if_fail (step != NULL, NULL);
  g_return_val_if_fail (variables != NULL, NULL);

  self = g_atomic_rc_box_new0 (GenkanInvocation);
  self->step = step;
  self->place = place;
  self->variables = add_first_values (step, variables);
  self->chain = genkan_chain_new (step, self->variables, now);
  self->key = make_key (step, self->variables);
  g_hash_table_add (self->chain->seen, g_strdup (self->key));

  return self;
}

static double
get_seconds (const GenkanValue *value)
{
  g_autofree char *text = genkan_value_dup_text (value);

  return text != NULL ? CLAMP (g_ascii_strtod (text, NULL), 0, 86400) : -1;
}

static char *
describe_row (GenkanRowBatch *rows,
              guint           row)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < genkan_row_batch_get_n_columns (rows); i++)
    {
      const GenkanValue *value = genkan_row_batch_get (rows, row, i);
      const char *name = genkan_row_batch_get_column_name (rows, i);
      g_autofree char *text = genkan_value_dup_text (value);

      if (text != NULL && !g_str_equal (name, COLUMN_AFTER))
        g_string_append_printf (words, "%s%s = '%.*s'", words->len > 0 ? ", " : "", name,
                                WORDS_LENGTH, text);
    }

  return g_utf8_make_valid (words->str, words->len);
}

/**
 * genkan_invocation_new_next:
 * @self: an invocation
 * @rows: rows of its `next`
 * @row: which one
 * @ret_after: (out): how long to wait before it, in microseconds, or -1 when it is no poll
 *
 * Returns: (transfer full): the next page
 */
GenkanInvocation *
genkan_invocation_new_next (GenkanInvocation *self,
                            GenkanRowBatch   *rows,
                            guint             row,
                            gint64           *ret_after)
{
  GenkanInvocation *next;
  double seconds = -1;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (rows != NULL, NULL);

  next = g_atomic_rc_box_new0 (GenkanInvocation);
  next->step = self->step;
  next->place = self->place;
  next->chain = genkan_chain_ref (self->chain);
  next->variables = genkan_variables_new (self->chain->base);
  for (guint i = 0; i < genkan_row_batch_get_n_columns (rows); i++)
    {
      const char *name = genkan_row_batch_get_column_name (rows, i);
      const GenkanValue *value = genkan_row_batch_get (rows, row, i);

      if (g_str_equal (name, COLUMN_AFTER))
        seconds = get_seconds (value);
      else
        genkan_variables_set (next->variables, name, value);
    }

  next->key = make_key (next->step, next->variables);
  next->words = describe_row (rows, row);
  next->is_poll = seconds >= 0;
  *ret_after = seconds >= 0 ? (gint64) (seconds * G_USEC_PER_SEC) : -1;

  return next;
}

/* What its own `next` changes is unset on the first page, unless the row or the connection says
 * what it is. */
static void
unset_page_variables (const GenkanStep *step,
                      GenkanVariables  *variables,
                      GenkanVariables  *root,
                      GenkanRowBatch   *rows)
{
  const GenkanValue null = GENKAN_VALUE_INIT;

  for (guint i = 0; step->next != NULL && i < step->next->n_columns; i++)
    {
      const char *name = step->next->columns[i];

      if (genkan_row_batch_find_column (rows, name) < 0
          && genkan_value_is_null (genkan_variables_lookup (root, name)))
        genkan_variables_set (variables, name, &null);
    }
}

/**
 * genkan_variables_new_for_row:
 * @parent: the variables of the invocation that made the row
 * @root: the variables of the connection
 * @step: the step that stands for the row
 * @rows: rows of its table
 * @row: which one
 *
 * Returns: (transfer full): what the step starts with, but for its `with`
 */
GenkanVariables *
genkan_variables_new_for_row (GenkanVariables  *parent,
                              GenkanVariables  *root,
                              const GenkanStep *step,
                              GenkanRowBatch   *rows,
                              guint             row)
{
  GenkanVariables *variables = genkan_variables_new (parent);

  unset_page_variables (step, variables, root, rows);
  for (guint i = 0; i < genkan_row_batch_get_n_columns (rows); i++)
    genkan_variables_set (variables, genkan_row_batch_get_column_name (rows, i),
                          genkan_row_batch_get (rows, row, i));

  return variables;
}

/* A row in which every column is NULL is no row. */
gboolean
genkan_row_is_null (GenkanRowBatch *rows,
                    guint           row)
{
  for (guint i = 0; i < genkan_row_batch_get_n_columns (rows); i++)
    if (!genkan_value_is_null (genkan_row_batch_get (rows, row, i)))
      return FALSE;

  return TRUE;
}
