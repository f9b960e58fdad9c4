/* fault-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What must be true of a run under a fault.
 *
 * A complete scope closes the findings that it has not brought, so complete with a row missing
 * is what must not be. Only where the answer itself holds nothing by which it could be doubted is
 * that let pass: a page that is empty, or an item short, of a list whose length nobody has told.
 */

#include "config.h"

#include "faults.h"

typedef struct
{
  const Fault            *fault;
  const GenkanDefinition *definition;
  const Scenario         *scenario;
  const Play             *plain;    /* without the fault */
  const Play             *play;
  const Exchange         *exchange;
  const Answer           *answer;   /* what was said instead */
  GString                *complaints;
} Check;

static void G_GNUC_PRINTF (2, 3)
complain (Check      *check,
          const char *format,
          ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_string_append_printf (check->complaints, "%s%s at %s:%u: %s",
                          check->complaints->len > 0 ? "\n" : "", check->fault->name,
                          check->scenario->name, check->exchange->line, text);
}

/* --- rows ----------------------------------------------------------------------------------- */

/* Of one scope, by what makes them the same thing. */
static GHashTable *
get_rows (const Play *play,
          const char *scope)
{
  GPtrArray *rows = replay_sink_get_rows (play->sink);
  GHashTable *found = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++)
    {
      const ReplayRow *row = rows->pdata[i];

      if (g_str_equal (row->scope, scope))
        g_hash_table_insert (found, row->key, row->line);
    }

  return found;
}

static const ReplayEnd *
find_end (const Play *play,
          const char *scope)
{
  GPtrArray *ends = replay_sink_get_ends (play->sink);

  for (guint i = 0; i < ends->len; i++)
    if (g_str_equal (((ReplayEnd *) ends->pdata[i])->scope, scope))
      return ends->pdata[i];

  return NULL;
}

/* The answer tells how many there are, and it is not as many as it has. */
static gboolean
is_contradicted (Check *check)
{
  gint64 total = find_total (check->definition, check->answer);
  gint64 told = find_total (check->definition, &check->exchange->answer);

  return total > 0 || told > 0;
}

static gboolean
is_optional (Check *check)
{
  g_autoptr (Tree) json = answer_get_json (&check->exchange->answer);
  const GenkanStep *step = json != NULL ? find_step (check->definition, json) : NULL;

  return step != NULL && step->items_optional;
}

static gboolean
may_miss_rows (Check *check)
{
  const char *name = check->fault->name;

  if (check->fault->promise != PROMISE_WHOLE)
    return FALSE;

  /* It shows what there is, and closes nothing. */
  if (check->scenario->purpose == GENKAN_PURPOSE_CHECK)
    return TRUE;

  if (g_str_equal (name, "empty-page") || g_str_equal (name, "short-page")
      || g_str_equal (name, "lower-total"))
    return !is_contradicted (check);

  return is_optional (check);
}

static void
check_missing (Check      *check,
               const char *scope,
               GHashTable *wanted,
               GHashTable *rows)
{
  GHashTableIter iter;
  gpointer key, line;

  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &key, &line))
    {
      const char *got = g_hash_table_lookup (rows, key);

      if (got == NULL && !may_miss_rows (check))
        {
          complain (check, "the scope “%s” is complete without %s", scope, (char *) key);
          return;
        }
      if (got != NULL && !g_str_equal (got, line) && check->fault->promise != PROMISE_WHOLE)
        {
          complain (check, "the scope “%s” is complete with another row:\n  - %s\n  + %s", scope,
                    (char *) line, got);
          return;
        }
    }
}

static void
check_added (Check      *check,
             const char *scope,
             GHashTable *wanted,
             GHashTable *rows)
{
  GHashTableIter iter;
  gpointer key, line;

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &key, &line))
    if (!g_hash_table_contains (wanted, key))
      {
        complain (check, "the scope “%s” is complete with what is not there: %s", scope,
                  (char *) line);
        return;
      }
}

/* --- ends ----------------------------------------------------------------------------------- */

static gboolean
is_login (Check *check)
{
  const GenkanAuth *auth = check->definition->auth;
  g_autoptr (GenkanVariables) settings = genkan_variables_new (NULL);
  g_autofree char *url = NULL;

  if (auth == NULL || auth->login == NULL)
    return FALSE;

  for (guint i = 0; i < check->definition->settings->len; i++)
    {
      const GenkanSetting *setting = check->definition->settings->pdata[i];
      const char *entered = g_hash_table_lookup (check->scenario->settings, setting->name);
      GenkanValue value = genkan_value_text (entered != NULL ? entered : setting->initial);

      genkan_variables_set (settings, setting->name, &value);
    }
  url = genkan_template_expand (auth->login->request->url, settings);

  return g_str_has_suffix (url, check->exchange->asked.path);
}

static gboolean
is_same_request (const Asked *a,
                 const Asked *b)
{
  return g_str_equal (a->method, b->method) && g_str_equal (a->path, b->path)
         && g_strcmp0 (a->graphql, b->graphql) == 0
         && g_strv_equal ((const char * const *) a->query, (const char * const *) b->query);
}

/* Whether a session ends in the scenario itself: one and the same request is not worth two. */
static gboolean
has_another_answer (Check *check)
{
  for (guint i = 0; i < check->scenario->exchanges->len; i++)
    {
      const Exchange *other = check->scenario->exchanges->pdata[i];

      if (other != check->exchange && is_same_request (&other->asked, &check->exchange->asked))
        return TRUE;
    }

  return FALSE;
}

/* Another login mends a session that has run out, and no credentials that are wrong. */
static gboolean
can_log_in_again (Check *check)
{
  return check->definition->auth != NULL && check->definition->auth->login != NULL
         && !is_login (check) && !has_another_answer (check);
}

/* A request that was maybe heard is not repeated unless that does no harm. */
static gboolean
must_be_same (Check *check)
{
  const char *method = check->exchange->asked.method;

  if (check->fault->promise != PROMISE_SAME)
    return FALSE;

  if (g_str_equal (check->fault->name, "401-once"))
    return can_log_in_again (check);

  return !check->fault->unsafe || g_str_equal (method, "GET") || check->exchange->asked.graphql;
}

static void
check_end (Check           *check,
           const ReplayEnd *plain,
           const ReplayEnd *end)
{
  g_autoptr (GHashTable) wanted = get_rows (check->plain, plain->scope);
  g_autoptr (GHashTable) rows = get_rows (check->play, plain->scope);

  if (must_be_same (check) && end->outcome != plain->outcome)
    complain (check, "the scope “%s” is %s instead of %s: %s", plain->scope,
              outcome_to_word (end->outcome), outcome_to_word (plain->outcome),
              end->reason != NULL ? end->reason : "");

  if (end->outcome == GENKAN_OUTCOME_COMPLETE)
    {
      check_missing (check, plain->scope, wanted, rows);
      check_added (check, plain->scope, wanted, rows);
    }
  else if (end->reason == NULL || *end->reason == '\0')
    {
      complain (check, "the scope “%s” is %s without a reason", plain->scope,
                outcome_to_word (end->outcome));
    }
}

/* Where a fault has made a difference, a reason names it. */
static void
check_words (Check *check)
{
  GPtrArray *ends = replay_sink_get_ends (check->plain->sink);
  const char *reason = NULL;

  for (guint i = 0; check->fault->words != NULL && i < ends->len; i++)
    {
      const ReplayEnd *plain = ends->pdata[i];
      const ReplayEnd *end = find_end (check->play, plain->scope);

      if (end == NULL || end->reason == NULL || plain->outcome != GENKAN_OUTCOME_COMPLETE)
        continue;
      if (strstr (end->reason, check->fault->words) != NULL)
        return;
      reason = end->reason;
    }

  if (reason != NULL)
    complain (check, "“%s” is not in the reason: %s", check->fault->words, reason);
}

static void
check_ends (Check *check)
{
  GPtrArray *ends = replay_sink_get_ends (check->plain->sink);

  for (guint i = 0; i < ends->len; i++)
    {
      const ReplayEnd *plain = ends->pdata[i];
      const ReplayEnd *end = find_end (check->play, plain->scope);

      if (end != NULL)
        check_end (check, plain, end);
      else
        complain (check, "the scope “%s” has no end", plain->scope);
    }
}

/* --- secrets -------------------------------------------------------------------------------- */

static void
check_secret (Check      *check,
              const char *what,
              const char *secret)
{
  const char *words = replay_sink_get_words (check->play->sink);
  g_autofree char *escaped = NULL;

  /* What is shorter stands in any text. */
  if (secret == NULL || strlen (secret) < 6)
    return;

  escaped = g_uri_escape_string (secret, NULL, FALSE);
  if (strstr (words, secret) != NULL || strstr (words, escaped) != NULL)
    complain (check, "%s is told: %s", what, secret);
}

static void
check_secrets (Check *check)
{
  for (guint i = 0; i < check->definition->settings->len; i++)
    {
      const GenkanSetting *setting = check->definition->settings->pdata[i];

      if (setting->secret)
        check_secret (check, setting->name,
                      g_hash_table_lookup (check->scenario->settings, setting->name));
    }

  for (guint i = 0; i < check->play->secrets->len; i++)
    check_secret (check, "a credential", check->play->secrets->pdata[i]);
}

void
fault_check (const Fault            *fault,
             const GenkanDefinition *definition,
             const Scenario         *scenario,
             const Play             *plain,
             const Play             *play,
             guint                   exchange,
             const Answer           *answer,
             GString                *complaints)
{
  Check check = {
    fault, definition, scenario, plain, play, scenario->exchanges->pdata[exchange], answer,
    complaints,
  };

  if (play->endless || play->result == NULL)
    {
      complain (&check, "the run had no end after %u requests", play->n_requests);
      return;
    }

  check_ends (&check);
  check_words (&check);
  check_secrets (&check);
}
