/* genkan-checker-alternatives.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of the ways to authenticate can be chosen at all. Where a condition reads only settings
 * with choices, all that a person can choose is tried; any other condition can hold or not.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-checker.h"

/* Beyond it, nothing is said. */
#define MAX_COMBINATIONS 4096

typedef struct
{
  const GenkanAuth *auth;
  sqlite3_stmt     *statement; /* (owned) (nullable) if it can be tried */
  gboolean          possible;
} Alternative;

typedef struct
{
  GenkanChecker *checker;
  GArray        *alternatives; /* (owned) (element-type Alternative) */
  GPtrArray     *settings;     /* (owned) (element-type GenkanSetting) that are gone through */
  guint         *chosen;       /* (owned) which choice of each; one more is none */
} Trial;

static void
alternative_clear (gpointer data)
{
  sqlite3_finalize (((Alternative *) data)->statement);
}

static void
trial_clear (Trial *self)
{
  g_array_unref (self->alternatives);
  g_ptr_array_unref (self->settings);
  g_free (self->chosen);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Trial, trial_clear)

/* Whether all that the condition reads has choices. */
static gboolean
has_choices (GenkanChecker *self,
             GPtrArray     *names)
{
  for (guint i = 0; i < names->len; i++)
    {
      const GenkanSetting *setting = genkan_definition_find_setting (self->definition,
                                                                     names->pdata[i]);

      if (setting == NULL || setting->secret || setting->choices == NULL)
        return FALSE;
    }

  return TRUE;
}

static void
add_settings (Trial     *self,
              GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    {
      gpointer setting = (gpointer) genkan_definition_find_setting (self->checker->definition,
                                                                    names->pdata[i]);

      if (!g_ptr_array_find (self->settings, setting, NULL))
        g_ptr_array_add (self->settings, setting);
    }
}

static sqlite3_stmt *
compile (GenkanChecker    *self,
         const GenkanCase *when)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 WHERE (%s\n)", when->when);
  int offset;

  return genkan_sql_box_compile (self->database, sql, NULL, &offset, NULL);
}

/* Returns whether this one is in order. */
static gboolean
add_alternative (Trial            *self,
                 const GenkanAuth *auth)
{
  Alternative alternative = { auth };
  GPtrArray *names;

  if (auth->when == NULL || auth->when->when == NULL)
    {
      g_array_append_val (self->alternatives, alternative);
      return auth->otherwise == NULL;
    }

  names = genkan_checker_get_sql_names (self->checker, auth->when);
  alternative.statement = compile (self->checker, auth->when);
  if (alternative.statement == NULL)
    return FALSE;

  if (names->len == 0)
    {
      sqlite3_finalize (alternative.statement);
      genkan_reader_problem (self->checker->reader,
                             genkan_checker_get_origin (self->checker, auth->when),
                             "auth.when: the condition reads no setting, so it is the same for "
                             "everybody");
      return FALSE;
    }

  if (has_choices (self->checker, names))
    add_settings (self, names);
  else
    g_clear_pointer (&alternative.statement, sqlite3_finalize);
  g_array_append_val (self->alternatives, alternative);

  return TRUE;
}

static guint
count_values (const GenkanSetting *setting)
{
  return g_strv_length (setting->choices) + (setting->optional ? 1 : 0);
}

/* Goes on to the next combination, like a counter. */
static gboolean
advance (Trial *self)
{
  for (guint i = 0; i < self->settings->len; i++)
    {
      if (++self->chosen[i] < count_values (self->settings->pdata[i]))
        return TRUE;
      self->chosen[i] = 0;
    }

  return FALSE;
}

static gboolean
holds (Trial        *self,
       sqlite3_stmt *statement)
{
  gboolean row;

  for (guint i = 0; i < self->settings->len; i++)
    {
      const GenkanSetting *setting = self->settings->pdata[i];
      g_autofree char *name = g_strconcat (":", setting->name, NULL);
      int place = sqlite3_bind_parameter_index (statement, name);

      /* The end of the choices is a NULL. */
      if (place > 0)
        sqlite3_bind_text (statement, place, setting->choices[self->chosen[i]], -1,
                           SQLITE_TRANSIENT);
    }
  genkan_sql_box_begin (self->checker->database, NULL, NULL, 0, NULL);
  row = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_reset (statement);
  genkan_sql_box_end (self->checker->database);

  return row;
}

static void
try_combination (Trial *self)
{
  for (guint i = 0; i < self->alternatives->len; i++)
    {
      Alternative *alternative = &g_array_index (self->alternatives, Alternative, i);
      gboolean chosen = alternative->statement == NULL || holds (self, alternative->statement);

      alternative->possible |= chosen;
      if (chosen && (alternative->statement != NULL || alternative->auth->when == NULL))
        return;
    }
}

static gboolean
is_small (Trial *self)
{
  guint n = 1;

  for (guint i = 0; i < self->settings->len && n <= MAX_COMBINATIONS; i++)
    n *= count_values (self->settings->pdata[i]);

  return n <= MAX_COMBINATIONS;
}

static void
report_impossible (Trial *self)
{
  for (guint i = 0; i < self->alternatives->len; i++)
    {
      const Alternative *alternative = &g_array_index (self->alternatives, Alternative, i);

      if (!alternative->possible)
        genkan_reader_problem (self->checker->reader,
                               genkan_checker_get_origin (self->checker, alternative->auth),
                               "auth: this alternative is never chosen, whatever the settings are");
    }
}

/* To be called when the conditions have been prepared. */
void
genkan_checker_check_alternatives (GenkanChecker *self)
{
  g_auto (Trial) trial = {
    .checker = self,
    .alternatives = g_array_new (FALSE, FALSE, sizeof (Alternative)),
    .settings = g_ptr_array_new (),
  };

  g_array_set_clear_func (trial.alternatives, alternative_clear);
  for (const GenkanAuth *auth = self->definition->auth; auth != NULL; auth = auth->otherwise)
    if (!add_alternative (&trial, auth))
      return;

  if (!is_small (&trial))
    return;

  trial.chosen = g_new0 (guint, trial.settings->len + 1);
  do
    try_combination (&trial);
  while (advance (&trial));

  report_impossible (&trial);
}
