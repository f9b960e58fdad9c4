/* genkan-checker-sql.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preparing every SELECT, which says what it reads and makes. A SELECT that reads a table can
 * only be prepared when a producer of the table has been: the outputs are gone through until
 * nothing changes any more.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-checker.h"

typedef struct
{
  GenkanStep   *step;
  GenkanOutput *output;
  gboolean      done;
} Pending;

static gboolean
reads (GPtrArray  *tables,
       const char *table)
{
  return g_ptr_array_find_with_equal_func (tables, table, g_str_equal, NULL);
}

static void
add_tables (GenkanChecker *self,
            GPtrArray     *names)
{
  GHashTableIter iter;
  gpointer name, producers;

  g_hash_table_iter_init (&iter, self->producers);
  while (g_hash_table_iter_next (&iter, &name, &producers))
    if (((GenkanOutput *) ((GPtrArray *) producers)->pdata[0])->kind == GENKAN_OUTPUT_TABLE)
      g_ptr_array_add (names, name);
  g_ptr_array_add (names, "item");
  g_ptr_array_add (names, "json_each");
}

static void
add_columns (GenkanChecker *self,
             GPtrArray     *names)
{
  GHashTableIter iter;
  gpointer output;

  g_ptr_array_add (names, "j");
  g_ptr_array_add (names, "k");
  g_hash_table_iter_init (&iter, self->makers);
  while (g_hash_table_iter_next (&iter, &output, NULL))
    for (char **column = ((GenkanOutput *) output)->columns; column != NULL && *column; column++)
      g_ptr_array_add (names, *column);
}

/* What could be meant by a column that there is not: another, a variable without its colon, or
 * a text in the wrong quotes. */
static char *
dup_column_hint (GenkanChecker *self,
                 const char    *word)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) settings = g_ptr_array_new_with_free_func (g_free);
  const char *best;

  add_columns (self, names);
  g_ptr_array_add (names, ":status");
  g_ptr_array_add (names, ":headers");
  g_ptr_array_add (names, ":body");
  g_ptr_array_add (names, ":items");
  for (guint i = 0; i < self->definition->settings->len; i++)
    {
      const GenkanSetting *setting = self->definition->settings->pdata[i];

      g_ptr_array_add (settings, g_strconcat (":", setting->name, NULL));
      g_ptr_array_add (names, settings->pdata[i]);
    }

  best = genkan_suggest (word, names);
  if (g_strcmp0 (best, word) == 0)
    return g_strdup_printf (" (a text has single quotes: '%s')", word);

  return genkan_did_you_mean (word, names);
}

/* What could be meant by a name that SQLite does not know. */
static char *
dup_hint (GenkanChecker *self,
          const char    *message)
{
  g_autoptr (GPtrArray) names = NULL;
  const char *word = strstr (message, ": ");

  if (word == NULL)
    return g_strdup ("");
  word += 2;

  if (g_str_has_prefix (message, "no such column: "))
    return dup_column_hint (self, word);

  if (g_str_has_prefix (message, "no such function: "))
    names = genkan_sql_box_get_function_names ();
  else
    names = g_ptr_array_new ();
  if (g_str_has_prefix (message, "no such table: "))
    add_tables (self, names);

  return genkan_did_you_mean (word, names);
}

static void
report (GenkanChecker *self,
        GenkanStep    *step,
        const char    *name,
        const char    *sql,
        int            offset,
        const GError  *error)
{
  const GenkanYamlNode *node = genkan_checker_get_origin (self, sql);
  g_autofree char *hint = dup_hint (self, error->message);

  genkan_reader_problem_at (self->reader, node, MAX (offset, 0), "%s.%s: %s%s", step->name, name,
                            error->message, hint);
}

static GPtrArray *
dup_names (GenkanChecker              *self,
           GenkanStep                 *step,
           const char                 *name,
           const char                 *sql,
           const GenkanStatementFacts *facts)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < facts->variables->len; i++)
    {
      const char *variable = facts->variables->pdata[i];

      if (*variable == ':')
        g_ptr_array_add (names, g_strdup (variable + 1));
      else
        genkan_reader_problem (self->reader, genkan_checker_get_origin (self, sql),
                               "%s.%s: a variable is written :name, not %s", step->name, name,
                               variable);
    }

  return names;
}

static gboolean
needs_body (GPtrArray *names)
{
  return reads (names, "body") || reads (names, "items");
}

/* A token of RFC 9110. */
static gboolean
is_header_name (const char *column)
{
  for (const char *c = column; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("!#$%&'*+-.^_`|~", *c) == NULL)
      return FALSE;

  return *column != '\0';
}

static void
check_columns (GenkanChecker *self,
               GenkanStep    *step,
               GenkanOutput  *output)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const GenkanYamlNode *node = genkan_checker_get_origin (self, output);

  for (guint i = 0; i < output->n_columns; i++)
    {
      const char *column = output->columns[i];
      gboolean named = output->kind == GENKAN_OUTPUT_HEADERS ? is_header_name (column)
                                                             : genkan_checker_is_name (column);

      if (!named)
        genkan_reader_problem (self->reader, node, "%s.%s: the column %s needs a name: … AS name",
                               step->name, output->name, column);
      else if (!g_hash_table_add (seen, (char *) column))
        genkan_reader_problem (self->reader, node, "%s.%s: the column %s stands there twice",
                               step->name, output->name, column);
    }
}

static void
check_reads (GenkanChecker              *self,
             GenkanStep                 *step,
             GenkanOutput               *output,
             const GenkanStatementFacts *facts)
{
  g_autoptr (GStrvBuilder) tables = g_strv_builder_new ();
  const GenkanYamlNode *node = genkan_checker_get_origin (self, output);

  output->reads_item = reads (facts->reads, "item");
  if (output->reads_item && self->in_auth)
    genkan_reader_problem (self->reader, node, "%s.%s: there is no table item here%s", step->name,
                           output->name,
                           step->request != NULL ? "; the answer is in :body" : ", only variables");
  else if (output->reads_item && step->request == NULL)
    genkan_reader_problem (self->reader, node, "%s.%s: without a request there is no table item",
                           step->name, output->name);
  else if (output->reads_item && step->items == NULL)
    genkan_reader_problem (self->reader, node, "%s.%s: reads item, but the step does not say "
                           "where the items are: items: $.…", step->name, output->name);

  for (guint i = 0; i < facts->reads->len; i++)
    {
      const char *table = facts->reads->pdata[i];

      if (genkan_checker_get_producers (self, table) == NULL)
        continue;
      g_strv_builder_add (tables, table);
      if (step->request != NULL)
        genkan_reader_problem (self->reader, node, "%s.%s: a step with a request reads only item; "
                               "read %s in a step without a request", step->name, output->name,
                               table);
    }
  output->reads = g_strv_builder_end (tables);
}

static void
finish_output (GenkanChecker        *self,
               GenkanStep           *step,
               GenkanOutput         *output,
               GenkanStatementFacts *facts)
{
  GPtrArray *names = dup_names (self, step, output->name, output->sql, facts);

  g_hash_table_insert (self->sql_names, output, names);
  output->needs_body = needs_body (names);
  output->n_columns = facts->columns->len;
  output->columns = g_new0 (char *, facts->columns->len + 1);
  for (guint i = 0; i < facts->columns->len; i++)
    output->columns[i] = g_strdup (facts->columns->pdata[i]);

  check_columns (self, step, output);
  check_reads (self, step, output, facts);
}

/* Makes the table of a producer known to those that read it. */
static void
create_table (GenkanChecker *self,
              GenkanOutput  *output,
              GHashTable    *created)
{
  if (output->kind == GENKAN_OUTPUT_TABLE && g_hash_table_add (created, output->name))
    genkan_sql_box_create_table (self->database, output->name, output->columns, NULL);
}

/* Whether the error is only that a table of the file is not there yet. */
static gboolean
is_waiting (GenkanChecker *self,
            const GError  *error)
{
  static const char prefix[] = "no such table: ";

  return g_str_has_prefix (error->message, prefix) &&
         genkan_checker_get_producers (self, error->message + strlen (prefix)) != NULL;
}

/* Returns whether there is nothing left to do. */
static gboolean
prepare_output (GenkanChecker *self,
                Pending       *pending,
                GHashTable    *created)
{
  g_auto (GenkanStatementFacts) facts = { NULL };
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement;
  int offset = 0;

  statement = genkan_sql_box_compile (self->database, pending->output->sql, &facts, &offset,
                                      &error);
  if (statement != NULL)
    {
      finish_output (self, pending->step, pending->output, &facts);
      genkan_checker_check_constants (self, pending->step, pending->output->name,
                                      pending->output->sql);
      create_table (self, pending->output, created);
    }
  else if (is_waiting (self, error))
    return FALSE;
  else
    report (self, pending->step, pending->output->name, pending->output->sql, offset, error);
  sqlite3_finalize (statement);

  return TRUE;
}

static void
add_pending (GArray       *list,
             GenkanStep   *step,
             GenkanOutput *output)
{
  Pending pending = { step, output, output->sql == NULL };

  g_array_append_val (list, pending);
}

static void
prepare_outputs (GenkanChecker *self)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Pending));
  g_autoptr (GHashTable) created = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_problems = self->reader->problems->len;
  gboolean progress;

  for (guint i = 0; i < self->definition->steps->len; i++)
    {
      GenkanStep *step = self->definition->steps->pdata[i];

      for (guint j = 0; j < step->outputs->len; j++)
        add_pending (list, step, step->outputs->pdata[j]);
      if (step->next != NULL)
        add_pending (list, step, step->next);
    }

  do
    {
      progress = FALSE;
      for (guint i = 0; i < list->len; i++)
        {
          Pending *pending = &g_array_index (list, Pending, i);

          if (!pending->done && prepare_output (self, pending, created))
            pending->done = progress = TRUE;
        }
    }
  while (progress);

  /* With other mistakes around, what is left waits for a table that has one. */
  for (guint i = 0; i < list->len && self->reader->problems->len == n_problems; i++)
    {
      Pending *pending = &g_array_index (list, Pending, i);

      if (!pending->done)
        genkan_reader_problem (self->reader, genkan_checker_get_origin (self, pending->output),
                               "%s.%s: reads a table that is made from itself",
                               pending->step->name, pending->output->name);
    }
}

/* One expression of a case, for a place of its own in messages. */
static void
prepare_expression (GenkanChecker *self,
                    GenkanStep    *step,
                    GenkanCase    *condition,
                    const char    *key,
                    const char    *sql,
                    GPtrArray     *all_names)
{
  static const char opening[] = "SELECT (";
  g_auto (GenkanStatementFacts) facts = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *select = NULL;
  sqlite3_stmt *statement;
  int offset = 0;

  if (sql == NULL)
    return;

  select = g_strconcat (opening, sql, "\n)", NULL);
  statement = genkan_sql_box_compile (self->database, select, &facts, &offset, &error);
  if (statement == NULL)
    {
      offset = MIN (offset - (int) strlen (opening), (int) strlen (sql));
      report (self, step, key, sql, offset, error);
      return;
    }
  sqlite3_finalize (statement);
  genkan_checker_check_constants (self, step, key, sql);

  if (reads (facts.reads, "item"))
    genkan_reader_problem (self->reader, genkan_checker_get_origin (self, sql),
                           "%s.%s: a case cannot read item", step->name, key);

  g_autoptr (GPtrArray) names = dup_names (self, step, key, sql, &facts);
  if (g_str_equal (key, "when"))
    condition->needs_body = needs_body (names);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (all_names, g_strdup (names->pdata[i]));
}

static void
prepare_case (GenkanChecker *self,
              GenkanStep    *step,
              GenkanCase    *condition)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  prepare_expression (self, step, condition, "when", condition->when, names);
  prepare_expression (self, step, condition, "say", condition->say, names);
  prepare_expression (self, step, condition, "after", condition->after, names);
  /* A sentence made of the body needs the body as much as the condition does. */
  condition->needs_body |= needs_body (names);
  g_hash_table_insert (self->sql_names, condition, names);
}

static void
prepare_cases (GenkanChecker *self,
               GenkanStep    *step)
{
  for (guint i = 0; i < step->cases->len; i++)
    prepare_case (self, step, step->cases->pdata[i]);
}

/* A SELECT of `login` or `sign`, in a database as it will run in: one without the tables
 * of the file. */
static void
prepare_auth (GenkanChecker *self,
              GenkanStep    *step,
              GenkanOutput  *output)
{
  g_autoptr (GHashTable) created = g_hash_table_new (g_str_hash, g_str_equal);
  Pending pending = { step, output };

  if (pending.output == NULL || pending.output->sql == NULL)
    return;

  if (!prepare_output (self, &pending, created))
    genkan_reader_problem (self->reader, genkan_checker_get_origin (self, pending.output),
                           "%s.%s: there are no tables here, only variables", step->name,
                           pending.output->name);
}

static GenkanOutput *
get_first (GenkanStep *step)
{
  return step->outputs->len > 0 ? step->outputs->pdata[0] : NULL;
}

/* `prepare` runs before there is an answer. */
static void
prepare_login (GenkanChecker *self,
               GenkanStep    *login)
{
  GenkanStep before = *login;

  before.request = NULL;
  if (login->prepare != NULL)
    prepare_auth (self, &before, login->prepare);
  prepare_auth (self, login, get_first (login));
}

static void
prepare_alternative (GenkanChecker    *self,
                     const GenkanAuth *auth)
{
  GenkanStep none = { .name = (char *) "auth" };

  if (auth->when != NULL)
    prepare_case (self, &none, auth->when);
  if (auth->login != NULL)
    prepare_login (self, auth->login);
  if (auth->login_auth != NULL && auth->login_auth->sign != NULL)
    prepare_auth (self, auth->login_auth->sign, get_first (auth->login_auth->sign));
  if (auth->sign != NULL)
    prepare_auth (self, auth->sign, get_first (auth->sign));
}

static void
check_auth_sql (GenkanChecker *self)
{
  g_autoptr (GenkanSqlBox) box = NULL;
  GenkanSqlBox *mapping = self->database;

  if (self->definition->auth == NULL)
    return;

  box = genkan_sql_box_new_for_auth (NULL);
  if (box == NULL)
    return;

  self->database = box;
  self->in_auth = TRUE;
  for (const GenkanAuth *auth = self->definition->auth; auth != NULL; auth = auth->otherwise)
    prepare_alternative (self, auth);
  genkan_checker_check_alternatives (self);
  self->in_auth = FALSE;
  self->database = mapping;
}

void
genkan_checker_check_sql (GenkanChecker *self)
{
  prepare_outputs (self);
  for (guint i = 0; i < self->definition->steps->len; i++)
    prepare_cases (self, self->definition->steps->pdata[i]);
  check_auth_sql (self);
}
