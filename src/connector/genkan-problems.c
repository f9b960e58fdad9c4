/* genkan-problems.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-problems.h"

static void
problem_free (gpointer data)
{
  GenkanProblem *problem = data;

  g_free (problem->message);
  g_free (problem);
}

GPtrArray *
genkan_problems_new (void)
{
  return g_ptr_array_new_with_free_func (problem_free);
}

static gboolean
problem_is_known (GPtrArray           *self,
                  const GenkanProblem *problem)
{
  for (guint i = 0; i < self->len; i++)
    {
      const GenkanProblem *other = self->pdata[i];

      if (other->line == problem->line && other->column == problem->column &&
          g_str_equal (other->message, problem->message))
        return TRUE;
    }

  return FALSE;
}

/**
 * genkan_problems_add:
 * @self: (element-type GenkanProblem): where it is added, once
 * @line: from 1
 * @column: from 1
 * @format: the message
 */
void
genkan_problems_add (GPtrArray  *self,
                     guint       line,
                     guint       column,
                     const char *format,
                     ...)
{
  GenkanProblem *problem;
  va_list args;

  if (self->len >= GENKAN_MAX_PROBLEMS)
    return;

  problem = g_new0 (GenkanProblem, 1);
  problem->line = line;
  problem->column = column;
  va_start (args, format);
  problem->message = g_strdup_vprintf (format, args);
  va_end (args);

  if (problem_is_known (self, problem))
    problem_free (problem);
  else
    g_ptr_array_add (self, problem);
}

static int
compare_problems (gconstpointer a,
                  gconstpointer b)
{
  const GenkanProblem *first = *(GenkanProblem * const *) a;
  const GenkanProblem *second = *(GenkanProblem * const *) b;

  if (first->line != second->line)
    return first->line < second->line ? -1 : 1;
  if (first->column != second->column)
    return first->column < second->column ? -1 : 1;

  return 0;
}

void
genkan_problems_sort (GPtrArray *self)
{
  g_ptr_array_sort (self, compare_problems);
}

static guint
min3 (guint a,
      guint b,
      guint c)
{
  return MIN (MIN (a, b), c);
}

/* Edit distance in which two letters that changed places count once (Damerau, restricted). */
static guint
edit_distance (const char *a,
               const char *b)
{
  gsize a_length = strlen (a), b_length = strlen (b);
  gsize width = b_length + 1;
  g_autofree guint *cells = g_new0 (guint, (a_length + 1) * width);

  for (gsize i = 0; i <= a_length; i++)
    for (gsize j = 0; j <= b_length; j++)
      {
        guint *cell = &cells[i * width + j];

        if (i == 0 || j == 0)
          {
            *cell = i + j;
            continue;
          }
        *cell = min3 (cell[-1] + 1,
                      cells[(i - 1) * width + j] + 1,
                      cells[(i - 1) * width + j - 1] +
                        (g_ascii_tolower (a[i - 1]) != g_ascii_tolower (b[j - 1])));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          *cell = MIN (*cell, cells[(i - 2) * width + j - 2] + 1);
      }

  return cells[a_length * width + b_length];
}

/**
 * genkan_suggest:
 * @word: what is written
 * @candidates: (element-type utf8): what could be meant
 *
 * Returns: (transfer none) (nullable): the nearest candidate if it is near enough
 */
const char *
genkan_suggest (const char *word,
                GPtrArray  *candidates)
{
  const char *best = NULL;
  gsize length = strlen (word);
  guint best_distance = MAX (1, length / 3) + 1;

  if (length > 64)
    return NULL;

  for (guint i = 0; i < candidates->len; i++)
    {
      const char *candidate = candidates->pdata[i];
      guint distance;

      if (strlen (candidate) > 64)
        continue;
      distance = edit_distance (word, candidate);
      if (distance < best_distance)
        {
          best = candidate;
          best_distance = distance;
        }
    }

  return best;
}

/* " (did you mean x?)", or nothing. */
char *
genkan_did_you_mean (const char *word,
                     GPtrArray  *candidates)
{
  const char *best = genkan_suggest (word, candidates);

  return best != NULL ? g_strdup_printf (" (did you mean %s?)", best) : g_strdup ("");
}
