/* genkan-checker-names.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every name in a template or a SELECT is provided on every way that leads to its step: by a
 * setting, by what is remembered, by `with`, by `next`, by the row that starts the step, or by
 * what the step that made the row had itself.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-checker.h"

static char *
dup_provided_hint (GHashTable *names,
                   const char *name)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer known;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &known, NULL))
    g_ptr_array_add (list, known);

  return genkan_did_you_mean (name, list);
}

static gboolean
is_secret (GenkanChecker *self,
           const char    *name)
{
  const GenkanSetting *setting = genkan_definition_find_setting (self->definition, name);

  return setting != NULL && setting->secret;
}

static void
check_template_name (GenkanTemplate           *template_,
                     const GenkanTemplateName *name,
                     gpointer                  user_data)
{
  GenkanNameCheck *check = user_data;
  const GenkanYamlNode *node = genkan_checker_get_origin (check->checker, template_);
  g_autofree char *hint = NULL;

  if (check->used != NULL)
    g_hash_table_add (check->used, name->name);

  if (!g_hash_table_contains (check->names, name->name))
    {
      hint = dup_provided_hint (check->names, name->name);
      genkan_reader_problem_at (check->checker->reader, node, name->offset,
                                "%s: nothing provides {%s}%s", check->where, name->name, hint);
    }
  else if (!check->allow_secrets && is_secret (check->checker, name->name))
    genkan_reader_problem_at (check->checker->reader, node, name->offset,
                              "%s: the secret setting {%s} may stand only in auth and headers of "
                              "connect",
                              check->where, name->name);
}

void
genkan_name_check_template (GenkanNameCheck *check,
                            GenkanTemplate  *template_)
{
  if (template_ != NULL)
    genkan_template_foreach_name (template_, check_template_name, check);
}

void
genkan_name_check_templates (GenkanNameCheck *check,
                             GPtrArray       *templates)
{
  for (guint i = 0; i < templates->len; i++)
    genkan_name_check_template (check, ((GenkanNamedTemplate *) templates->pdata[i])->value);
}

static const char *
method_key (GenkanMethod method)
{
  static const char *const keys[] = { "request", "get", "post", "put", "delete" };

  return keys[method];
}

static void
check_graphql (GenkanNameCheck                     *check,
               const GenkanRequestDefinition *request)
{
  const GenkanYamlNode *node = genkan_checker_get_origin (check->checker, request->graphql);

  for (char **name = request->graphql_variables; name != NULL && *name != NULL; name++)
    {
      g_autofree char *dollar = g_strconcat ("$", *name, NULL);
      const char *found = strstr (request->graphql, dollar);
      g_autofree char *hint = NULL;

      g_hash_table_add (check->used, *name);
      if (g_hash_table_contains (check->names, *name) &&
          (check->allow_secrets || !is_secret (check->checker, *name)))
        continue;
      hint = dup_provided_hint (check->names, *name);
      genkan_reader_problem_at (check->checker->reader, node, found - request->graphql,
                                "%s: nothing provides $%s%s", check->where, *name, hint);
    }
}

void
genkan_name_check_request (GenkanNameCheck *check,
                           GenkanStep      *step)
{
  const GenkanRequestDefinition *request = step->request;
  g_autofree char *url = NULL;
  g_autofree char *headers = g_strconcat (step->name, ".headers", NULL);
  g_autofree char *body = NULL;
  g_autofree char *graphql = g_strconcat (step->name, ".graphql", NULL);

  /* A login that was none; the reader has said so. */
  if (request == NULL)
    return;

  url = g_strconcat (step->name, ".", method_key (request->method), NULL);
  body = g_strconcat (step->name, request->body_kind == GENKAN_BODY_FORM ? ".form" : ".json", NULL);

  check->where = url;
  genkan_name_check_template (check, request->url);
  check->where = headers;
  genkan_name_check_templates (check, request->headers);
  check->where = body;
  genkan_name_check_template (check, request->body);
  check->where = graphql;
  if (request->graphql != NULL)
    check_graphql (check, request);
}

/* Where `:name` stands as a whole word. */
static gsize
find_variable (const char *sql,
               const char *name)
{
  gsize length = strlen (name);

  for (const char *at = sql; (at = strchr (at, ':')) != NULL; at++)
    if (strncmp (at + 1, name, length) == 0 && !g_ascii_isalnum (at[length + 1]) &&
        at[length + 1] != '_')
      return at - sql;

  return 0;
}

static void
check_sql_name (GenkanNameCheck  *check,
                GenkanStep *step,
                const char *key,
                const char *sql,
                const char *name)
{
  const GenkanYamlNode *node = genkan_checker_get_origin (check->checker, sql);
  g_autofree char *hint = NULL;
  gsize offset;

  if (step->request != NULL && genkan_checker_sees_answer (name))
    return;

  offset = find_variable (sql, name);
  g_hash_table_add (check->used, (char *) name);
  if (genkan_checker_sees_answer (name))
    genkan_reader_problem_at (check->checker->reader, node, offset,
                              "%s.%s: without a request there is no :%s", step->name, key, name);
  else if (!g_hash_table_contains (check->names, name))
    {
      hint = dup_provided_hint (check->names, name);
      genkan_reader_problem_at (check->checker->reader, node, offset,
                                "%s.%s: nothing provides :%s%s", step->name, key, name, hint);
    }
  else if (!check->allow_secrets && is_secret (check->checker, name))
    genkan_reader_problem_at (check->checker->reader, node, offset,
                              "%s.%s: the secret setting :%s cannot be read by SQL",
                              step->name, key, name);
}

void
genkan_name_check_output (GenkanNameCheck *check,
                          GenkanStep      *step,
                          GenkanOutput    *output)
{
  GPtrArray *names = genkan_checker_get_sql_names (check->checker, output);

  for (guint i = 0; names != NULL && i < names->len; i++)
    check_sql_name (check, step, output->name, output->sql, names->pdata[i]);
}

void
genkan_name_check_case (GenkanNameCheck *check,
                        GenkanStep      *step,
                        GenkanCase      *condition)
{
  GPtrArray *names = genkan_checker_get_sql_names (check->checker, condition);
  const struct { const char *key; const char *sql; } parts[] = {
    { "when", condition->when }, { "say", condition->say }, { "after", condition->after },
  };

  for (guint i = 0; names != NULL && i < names->len; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (parts); j++)
      {
        g_autofree char *colon = g_strconcat (":", names->pdata[i], NULL);

        if (parts[j].sql != NULL && strstr (parts[j].sql, colon) != NULL)
          check_sql_name (check, step, parts[j].key, parts[j].sql, names->pdata[i]);
      }
}

static void
check_next_is_used (GenkanNameCheck  *check,
                    GenkanStep *step)
{
  const GenkanOutput *next = step->next;

  for (guint i = 0; next != NULL && i < next->n_columns; i++)
    {
      const char *column = next->columns[i];
      g_autofree char *hint = NULL;

      if (g_hash_table_contains (check->used, column) || g_str_equal (column, "after_"))
        continue;
      hint = dup_provided_hint (check->used, column);
      genkan_reader_problem (check->checker->reader,
                             genkan_checker_get_origin (check->checker, next),
                             "%s.next: the column %s is used by nothing%s", step->name, column,
                             hint);
    }
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* Rule 4: what a request depends on, besides what is the same for the whole run. */
static void
set_variables (GenkanChecker *self,
               GenkanStep    *step,
               GHashTable    *used)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, used);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!genkan_checker_is_global (name) &&
        genkan_definition_find_setting (self->definition, name) == NULL)
      g_ptr_array_add (names, name);
  g_ptr_array_sort (names, compare_names);

  step->variables = g_new0 (char *, names->len + 1);
  for (guint i = 0; i < names->len; i++)
    step->variables[i] = g_strdup (names->pdata[i]);
}

/* Rule 9: with these at other values than their first ones, the step does not bring everything.
 * What the next run is to remember may well depend on what this one remembers. */
static void
set_remembered (GenkanChecker *self,
                GenkanStep    *step,
                GHashTable    *used)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < self->definition->remember->len; i++)
    {
      const GenkanNamedTemplate *first = self->definition->remember->pdata[i];

      if (g_hash_table_contains (used, first->name))
        g_strv_builder_add (names, first->name);
    }

  step->remembered = g_strv_builder_end (names);
}

static gboolean
has_sync_sink (const GenkanStep *step)
{
  for (guint i = 0; i < step->outputs->len; i++)
    {
      const GenkanOutput *output = step->outputs->pdata[i];

      if (output->kind == GENKAN_OUTPUT_FINDINGS || output->kind == GENKAN_OUTPUT_REMEMBER)
        return TRUE;
    }

  return FALSE;
}

/* Whether it is worth remembering beyond one Record what the step was asked. What has the
 * Record's id in its request is not asked again by another one, and what makes findings of a
 * Record must do so for each. That equal requests are known by their values comes on top. */
static void
set_shared (GenkanStep *step,
            GHashTable *used)
{
  step->shared = step->request != NULL
                 && (!step->per_record || !has_sync_sink (step))
                 && !g_hash_table_contains (used, "record_id")
                 && !g_hash_table_contains (used, "record_name")
                 && !g_hash_table_contains (used, "record_extra");
}

static void
check_outputs (GenkanNameCheck *check,
               GenkanStep      *step,
               gboolean         to_remember)
{
  for (guint i = 0; i < step->outputs->len; i++)
    {
      GenkanOutput *output = step->outputs->pdata[i];

      if ((output->kind == GENKAN_OUTPUT_REMEMBER) == to_remember)
        genkan_name_check_output (check, step, output);
    }
}

static void
check_step (GenkanChecker *self,
            GenkanStep    *step,
            GHashTable    *provided)
{
  g_autoptr (GHashTable) used = genkan_name_set_new ();
  g_autoptr (GHashTable) with_used = genkan_name_set_new ();
  g_autoptr (GHashTable) row_names = genkan_checker_dup_row_names (self, step, provided);
  g_autofree char *with = g_strconcat (step->name, ".with", NULL);
  GenkanNameCheck check = { self, with, row_names, .used = with_used };

  /* Only a circle of tables that nothing feeds has no names; `for` has been found wrong then. */
  if (row_names == NULL)
    return;

  genkan_name_check_templates (&check, step->with);

  check.names = g_hash_table_lookup (provided, step);
  check.used = used;
  if (step->request != NULL)
    genkan_name_check_request (&check, step);
  check_outputs (&check, step, FALSE);
  for (guint i = 0; i < step->cases->len; i++)
    genkan_name_check_case (&check, step, step->cases->pdata[i]);
  if (step->next != NULL)
    genkan_name_check_output (&check, step, step->next);
  genkan_name_set_add (with_used, used);
  set_remembered (self, step, with_used);
  set_shared (step, with_used);
  check_outputs (&check, step, TRUE);
  if (step->cleanup != NULL && step->cleanup->request != NULL)
    genkan_name_check_request (&check, step->cleanup);

  check_next_is_used (&check, step);
  set_variables (self, step, used);
}

static void
check_connect (GenkanChecker *self)
{
  GenkanDefinition *definition = self->definition;
  g_autoptr (GHashTable) settings = genkan_name_set_new ();
  GenkanNameCheck check = { self, "connect.base", settings };

  for (guint i = 0; i < definition->settings->len; i++)
    g_hash_table_add (settings, ((GenkanSetting *) definition->settings->pdata[i])->name);

  genkan_name_check_template (&check, definition->base);
  check.where = "connect.hosts";
  for (guint i = 0; i < definition->hosts->len; i++)
    genkan_name_check_template (&check, definition->hosts->pdata[i]);
  check.where = "remember";
  genkan_name_check_templates (&check, definition->remember);

  check.allow_secrets = TRUE;
  check.where = "connect.headers";
  genkan_name_check_templates (&check, definition->headers);
}

static void
check_limit_names (GenkanChecker *self,
                   GHashTable    *provided)
{
  g_autoptr (GHashTable) all = genkan_name_set_new ();
  GHashTableIter iter;
  gpointer names;

  g_hash_table_iter_init (&iter, provided);
  while (g_hash_table_iter_next (&iter, NULL, &names))
    genkan_name_set_add (all, names);

  for (guint i = 0; i < self->definition->limits->len; i++)
    {
      const GenkanLimit *limit = self->definition->limits->pdata[i];
      g_autofree char *hint = NULL;

      if (limit->per == NULL || g_hash_table_contains (all, limit->per))
        continue;
      hint = dup_provided_hint (all, limit->per);
      genkan_reader_problem (self->reader, genkan_checker_get_origin (self, limit),
                             "limits: nothing provides the variable %s%s", limit->per, hint);
    }
}

void
genkan_checker_check_names (GenkanChecker *self)
{
  g_autoptr (GHashTable) provided = genkan_checker_find_provided (self);

  check_connect (self);
  genkan_checker_check_auth (self);
  for (guint i = 0; i < self->definition->steps->len; i++)
    check_step (self, self->definition->steps->pdata[i], provided);
  check_limit_names (self, provided);
}
