/* genkan-survey.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands behind an arrow is found in the SQL, so that a SELECT which never runs
 * shows too; what the functions look for (`need`, `pluck`) is known only once they do.
 *
 * Cases are taken together: one that stands for the whole file is there in every step.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-survey.h"

typedef struct
{
  GenkanCoverage *coverage;
  GPtrArray      *order; /* (element-type utf8) keys, as they stand in the file */
  GHashTable     *met;   /* (element-type utf8 gboolean) by `step.select path` */
} Survey;

static const char *
skip_quoted (const char *at)
{
  char quote = *at++;

  while (*at != '\0' && *at != quote)
    at++;

  return *at != '\0' ? at + 1 : at;
}

static const char *
skip_spaces (const char *at)
{
  while (g_ascii_isspace (*at))
    at++;

  return at;
}

/* Behind an arrow: a text or a number, unless it is computed. */
static const char *
take_path (const char *at,
           GPtrArray  *paths)
{
  const char *end = at;

  if (*at == '\'')
    {
      end = skip_quoted (at);
      g_ptr_array_add (paths, g_strndup (at + 1, end - at - 2));
      return end;
    }

  if (*end == '-')
    end++;
  while (g_ascii_isdigit (*end))
    end++;
  if (end > at)
    g_ptr_array_add (paths, g_strndup (at, end - at));

  return end;
}

/* (element-type utf8) each behind `->` or `->>` */
static GPtrArray *
list_paths (const char *sql)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *at = sql;

  while (*at != '\0')
    if (*at == '\'' || *at == '"')
      at = skip_quoted (at);
    else if (g_str_has_prefix (at, "->"))
      at = take_path (skip_spaces (at + (at[2] == '>' ? 3 : 2)), paths);
    else
      at++;

  return paths;
}

static void
note (Survey     *survey,
      const char *place,
      const char *path,
      gboolean    met)
{
  g_autofree char *key = g_strdup_printf ("%s %s", place, path);

  if (!g_hash_table_contains (survey->met, key))
    g_ptr_array_add (survey->order, g_strdup (key));
  if (met || !g_hash_table_contains (survey->met, key))
    g_hash_table_replace (survey->met, g_steal_pointer (&key), GINT_TO_POINTER (met));
}

static void
survey_statement (Survey     *survey,
                  const char *place,
                  guint       index,
                  const char *sql)
{
  g_autoptr (GPtrArray) written = list_paths (sql);
  g_autoptr (GPtrArray) looked_for = genkan_coverage_dup_paths (survey->coverage, index);

  for (guint i = 0; i < looked_for->len; i++)
    g_ptr_array_add (written, g_strdup (looked_for->pdata[i]));
  for (guint i = 0; i < written->len; i++)
    note (survey, place, written->pdata[i],
          genkan_coverage_has_met (survey->coverage, index, written->pdata[i]));
}

static void
survey_output (Survey             *survey,
               const GenkanStep   *step,
               const GenkanOutput *output)
{
  g_autofree char *place = g_strdup_printf ("%s.%s", step->name, output->name);

  survey_statement (survey, place, output->index, output->sql);
}

static void
survey_cases (Survey           *survey,
              const GenkanStep *step)
{
  for (guint i = 0; step->cases != NULL && i < step->cases->len; i++)
    {
      const GenkanCase *condition = step->cases->pdata[i];
      g_autofree char *sql = g_strjoin ("\n", condition->when,
                                        condition->say != NULL ? condition->say : "",
                                        condition->after != NULL ? condition->after : "", NULL);

      survey_statement (survey, "cases", condition->index, sql);
    }
}

static void
survey_step (Survey           *survey,
             const GenkanStep *step)
{
  if (step == NULL)
    return;

  for (guint i = 0; i < step->outputs->len; i++)
    survey_output (survey, step, step->outputs->pdata[i]);
  if (step->next != NULL)
    survey_output (survey, step, step->next);
  survey_cases (survey, step);
}

/**
 * genkan_survey_dup_unmet:
 * @connector: a connector without mistakes
 * @coverage: what its SELECTs have met
 *
 * Returns: (transfer full) (element-type utf8): `step.select path`, for all paths that have never
 *   met anything, in the order of the file
 */
GPtrArray *
genkan_survey_dup_unmet (GenkanConnector *connector,
                         GenkanCoverage  *coverage)
{
  const GenkanDefinition *definition = genkan_connector_get_definition (connector);
  g_autoptr (GPtrArray) order = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *unmet = g_ptr_array_new_with_free_func (g_free);
  Survey survey = { coverage, order, met };

  for (guint i = 0; i < definition->steps->len; i++)
    survey_step (&survey, definition->steps->pdata[i]);
  if (definition->auth != NULL)
    {
      survey_step (&survey, definition->auth->login);
      survey_step (&survey, definition->auth->sign);
    }

  for (guint i = 0; i < order->len; i++)
    if (!GPOINTER_TO_INT (g_hash_table_lookup (met, order->pdata[i])))
      g_ptr_array_add (unmet, g_strdup (order->pdata[i]));

  return unmet;
}
