/* genkan-checker-flow.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Following the rows: who makes a table, who takes its rows, which steps run once per Record,
 * and which lead to which sink.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-checker.h"

static gboolean
is_for_record (const GenkanStep *step)
{
  return g_strcmp0 (step->for_table, "record") == 0;
}

static gboolean
step_reads (const GenkanStep *step,
            const char       *table)
{
  for (guint i = 0; i < step->outputs->len; i++)
    {
      const GenkanOutput *output = step->outputs->pdata[i];

      if (output->reads != NULL && g_strv_contains ((const char * const *) output->reads, table))
        return TRUE;
    }

  return FALSE;
}

/* Whether rows of the table reach the step, to start it or to be read. */
static gboolean
step_takes (const GenkanStep *step,
            const char       *table)
{
  return g_strcmp0 (step->for_table, table) == 0 || step_reads (step, table);
}

static gboolean
table_is_used (GenkanChecker *self,
               const char    *table)
{
  for (guint i = 0; i < self->definition->steps->len; i++)
    if (step_takes (self->definition->steps->pdata[i], table))
      return TRUE;

  return FALSE;
}

/* A SELECT that could not be prepared may read any table: no table is called unused then. */
static gboolean
all_sql_is_known (GenkanChecker *self)
{
  GHashTableIter iter;
  gpointer output;

  g_hash_table_iter_init (&iter, self->makers);
  while (g_hash_table_iter_next (&iter, &output, NULL))
    if (((GenkanOutput *) output)->columns == NULL)
      return FALSE;

  return TRUE;
}

static void
check_table_is_used (GenkanChecker *self,
                     GenkanStep    *step,
                     GenkanOutput  *output)
{
  g_autoptr (GPtrArray) meant = g_ptr_array_new ();
  g_autofree char *hint = NULL;

  if (table_is_used (self, output->name) || !all_sql_is_known (self))
    return;

  for (guint i = 0; i < self->definition->steps->len; i++)
    {
      GenkanStep *other = self->definition->steps->pdata[i];

      if (other->for_table != NULL && genkan_checker_get_producers (self, other->for_table) == NULL)
        g_ptr_array_add (meant, other->for_table);
    }
  g_ptr_array_add (meant, "records");
  g_ptr_array_add (meant, "findings");
  g_ptr_array_add (meant, "remember");
  g_ptr_array_add (meant, "next");
  g_ptr_array_add (meant, "total");

  hint = genkan_did_you_mean (output->name, meant);
  genkan_reader_problem (self->reader, genkan_checker_get_origin (self, output->name),
                         "%s: the table %s is used by nothing%s", step->name, output->name, hint);
}

static void
check_for (GenkanChecker *self,
           GenkanStep    *step)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  g_autofree char *hint = NULL;
  GHashTableIter iter;
  gpointer name, producers;

  if (step->for_table == NULL || is_for_record (step))
    return;

  g_hash_table_iter_init (&iter, self->producers);
  while (g_hash_table_iter_next (&iter, &name, &producers))
    if (((GenkanOutput *) ((GPtrArray *) producers)->pdata[0])->kind == GENKAN_OUTPUT_TABLE)
      {
        if (g_str_equal (name, step->for_table))
          return;
        g_ptr_array_add (tables, name);
      }
  g_ptr_array_add (tables, "record");

  hint = genkan_did_you_mean (step->for_table, tables);
  genkan_reader_problem (self->reader, genkan_checker_get_origin (self, step->for_table),
                         "%s.for: no step makes the table %s%s", step->name, step->for_table, hint);
}

static gboolean
same_columns (const GenkanOutput *a,
              const GenkanOutput *b)
{
  if (a->n_columns != b->n_columns)
    return FALSE;

  for (guint i = 0; i < a->n_columns; i++)
    if (!g_strv_contains ((const char * const *) b->columns, a->columns[i]))
      return FALSE;

  return TRUE;
}

static void
check_producers_agree (GenkanChecker *self,
                       GenkanStep    *step,
                       GenkanOutput  *output)
{
  GPtrArray *producers = genkan_checker_get_producers (self, output->name);
  GenkanOutput *first = producers->pdata[0];
  g_autofree char *columns = NULL;
  GenkanStep *maker;

  if (first == output || first->columns == NULL || output->columns == NULL ||
      same_columns (first, output))
    return;

  maker = g_hash_table_lookup (self->makers, first);
  columns = g_strjoinv (", ", first->columns);
  genkan_reader_problem (self->reader, genkan_checker_get_origin (self, output),
                         "%s.%s: %s.%s makes the same table with other columns (%s)", step->name,
                         output->name, maker->name, first->name, columns);
}

static void
check_known_columns (GenkanChecker *self,
                     GenkanStep    *step,
                     GenkanOutput  *output,
                     GPtrArray     *known)
{
  for (guint i = 0; i < output->n_columns; i++)
    {
      g_autofree char *hint = NULL;

      if (!genkan_checker_is_name (output->columns[i]) ||
          g_ptr_array_find_with_equal_func (known, output->columns[i], g_str_equal, NULL))
        continue;
      hint = genkan_did_you_mean (output->columns[i], known);
      genkan_reader_problem (self->reader, genkan_checker_get_origin (self, output),
                             "%s.%s: %s has no column %s%s", step->name, output->name, output->name,
                             output->columns[i], hint);
    }
}

static void
check_required (GenkanChecker      *self,
                GenkanStep         *step,
                GenkanOutput       *output,
                const char * const *required)
{
  for (; *required != NULL; required++)
    if (!g_strv_contains ((const char * const *) output->columns, *required))
      genkan_reader_problem (self->reader, genkan_checker_get_origin (self, output),
                             "%s.%s: the column %s is missing", step->name, output->name,
                             *required);
}

static GPtrArray *
list_columns (const char * const *columns)
{
  GPtrArray *list = g_ptr_array_new ();

  for (; *columns != NULL; columns++)
    g_ptr_array_add (list, (char *) *columns);

  return list;
}

static void
check_records (GenkanChecker *self,
               GenkanStep    *step,
               GenkanOutput  *output)
{
  static const char *const required[] = { "id", "name", NULL };
  g_autoptr (GPtrArray) known = list_columns (genkan_records_columns);

  output->required = required;
  check_known_columns (self, step, output, known);
  check_required (self, step, output, required);
  if (g_hash_table_contains (self->scoped, step))
    genkan_reader_problem (self->reader, genkan_checker_get_origin (self, output),
                           "%s.records: a step that runs per Record cannot make records",
                           step->name);
}

/* Without a severity a finding can be stored; without these it is nobody's and nothing. */
static void
set_required_of_findings (const GenkanStep *step,
                          GenkanOutput     *output)
{
  static const char *const per_record[] = { "unique_id_from_tool", "title", NULL };
  static const char *const connection_wide[] = { "record_id", "unique_id_from_tool", "title",
                                                 NULL };

  output->required = step->per_record ? per_record : connection_wide;
}

static void
check_findings (GenkanChecker *self,
                GenkanStep    *step,
                GenkanOutput  *output)
{
  static const char *const required[] = { "unique_id_from_tool", "title", "severity", NULL };
  g_autoptr (GPtrArray) known = list_columns (genkan_findings_columns);

  set_required_of_findings (step, output);
  check_known_columns (self, step, output, known);
  check_required (self, step, output, required);

  if (!step->per_record &&
      !g_strv_contains ((const char * const *) output->columns, "record_id"))
    genkan_reader_problem (self->reader, genkan_checker_get_origin (self, output),
                           "%s.findings: the column record_id is missing: the step does not run "
                           "per Record", step->name);
  if (self->definition->imports == GENKAN_IMPORTS_ASSETS)
    genkan_reader_problem (self->reader, genkan_checker_get_origin (self, output),
                           "%s.findings: a connector that imports assets has no findings",
                           step->name);
}

static gboolean
has_column (const GenkanOutput *output,
            const char         *name)
{
  for (guint i = 0; i < output->n_columns; i++)
    if (g_str_equal (output->columns[i], name))
      return TRUE;

  return FALSE;
}

/* What is remembered of a Record is not what is remembered of the connection, and by one name
 * nobody could tell which of them is meant. */
static void
check_remembered_once (GenkanChecker *self,
                       GenkanStep    *step,
                       GenkanOutput  *output)
{
  GPtrArray *producers = genkan_checker_get_producers (self, output->name);

  for (guint i = 0; producers->pdata[i] != output; i++)
    {
      const GenkanOutput *earlier = producers->pdata[i];
      const GenkanStep *maker = g_hash_table_lookup (self->makers, earlier);

      for (guint j = 0; j < output->n_columns && maker->per_record != step->per_record; j++)
        if (has_column (earlier, output->columns[j]))
          genkan_reader_problem (self->reader, genkan_checker_get_origin (self, output),
                                 "%s.remember: %s is remembered %s here, and %s by %s; "
                                 "they need a name each", step->name, output->columns[j],
                                 step->per_record ? "for each Record" : "for the connection",
                                 maker->per_record ? "for each Record" : "for the connection",
                                 maker->name);
    }
}

static void
check_remember (GenkanChecker *self,
                GenkanStep    *step,
                GenkanOutput  *output)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  for (guint i = 0; i < self->definition->remember->len; i++)
    g_ptr_array_add (known, ((GenkanNamedTemplate *) self->definition->remember->pdata[i])->name);
  check_known_columns (self, step, output, known);
  check_remembered_once (self, step, output);
}

/* How many items the tool announces for the list, or for the part of it that the other columns
 * name. */
static void
check_total (GenkanChecker *self,
             GenkanStep    *step,
             GenkanOutput  *output)
{
  static const char *const required[] = { "total", NULL };

  check_required (self, step, output, required);
  if (step->items == NULL)
    genkan_reader_problem (self->reader, genkan_checker_get_origin (self, output),
                           "%s.total: there are no items that could be counted; the step needs "
                           "items", step->name);
}

static void
check_output (GenkanChecker *self,
              GenkanStep    *step,
              GenkanOutput  *output)
{
  if (output->kind == GENKAN_OUTPUT_TABLE)
    check_table_is_used (self, step, output);

  if (output->columns == NULL)
    return;

  if (output->kind == GENKAN_OUTPUT_TABLE)
    check_producers_agree (self, step, output);
  else if (output->kind == GENKAN_OUTPUT_RECORDS)
    check_records (self, step, output);
  else if (output->kind == GENKAN_OUTPUT_FINDINGS)
    check_findings (self, step, output);
  else if (output->kind == GENKAN_OUTPUT_REMEMBER)
    check_remember (self, step, output);
  else if (output->kind == GENKAN_OUTPUT_TOTAL)
    check_total (self, step, output);
}

static gboolean
takes_scoped_rows (GenkanChecker *self,
                   GenkanStep    *step)
{
  GHashTableIter iter;
  gpointer output, maker;

  g_hash_table_iter_init (&iter, self->makers);
  while (g_hash_table_iter_next (&iter, &output, &maker))
    if (((GenkanOutput *) output)->kind == GENKAN_OUTPUT_TABLE &&
        g_hash_table_contains (self->scoped, maker) &&
        step_takes (step, ((GenkanOutput *) output)->name))
      return TRUE;

  return FALSE;
}

/* Rule 7: a step runs per Record if its rows come, on whatever way, from `for: record`. */
static void
find_scoped_steps (GenkanChecker *self)
{
  gboolean progress;

  do
    {
      progress = FALSE;
      for (guint i = 0; i < self->definition->steps->len; i++)
        {
          GenkanStep *step = self->definition->steps->pdata[i];

          if (g_hash_table_contains (self->scoped, step) ||
              (!is_for_record (step) && !takes_scoped_rows (self, step)))
            continue;
          g_hash_table_add (self->scoped, step);
          step->per_record = TRUE;
          progress = TRUE;
        }
    }
  while (progress);
}

static gboolean
is_sink_of (const GenkanOutput *output,
            gboolean            discover)
{
  if (discover)
    return output->kind == GENKAN_OUTPUT_RECORDS;

  return output->kind == GENKAN_OUTPUT_FINDINGS || output->kind == GENKAN_OUTPUT_REMEMBER;
}

/* Whether the step makes a sink of the purpose, or rows for a step that leads there. */
static gboolean
leads_on (GenkanChecker *self,
          GenkanStep    *step,
          gboolean       discover)
{
  for (guint i = 0; i < step->outputs->len; i++)
    {
      const GenkanOutput *output = step->outputs->pdata[i];

      if (is_sink_of (output, discover))
        return TRUE;

      for (guint j = 0; j < self->definition->steps->len; j++)
        {
          const GenkanStep *other = self->definition->steps->pdata[j];

          if (output->kind == GENKAN_OUTPUT_TABLE && step_takes (other, output->name) &&
              (discover ? other->for_discover : other->for_sync))
            return TRUE;
        }
    }

  return FALSE;
}

static void
find_purposes (GenkanChecker *self)
{
  gboolean progress;

  do
    {
      progress = FALSE;
      for (guint i = 0; i < self->definition->steps->len; i++)
        {
          GenkanStep *step = self->definition->steps->pdata[i];
          gboolean discover = step->for_discover || leads_on (self, step, TRUE);
          gboolean sync = step->for_sync || leads_on (self, step, FALSE);

          progress |= discover != step->for_discover || sync != step->for_sync;
          step->for_discover = discover;
          step->for_sync = sync;
        }
    }
  while (progress);
}

static void
check_check_step (GenkanChecker *self)
{
  const GenkanStep *step = genkan_definition_find_step (self->definition, "check");

  if (step == NULL)
    return;

  if (step->request == NULL)
    genkan_reader_problem (self->reader, genkan_checker_get_origin (self, step),
                           "check: the step check needs a request");
  else if (step->for_table != NULL)
    genkan_reader_problem (self->reader, genkan_checker_get_origin (self, step->for_table),
                           "check.for: the step check runs once");
}

static void
check_items_are_read (GenkanChecker *self,
                      GenkanStep    *step)
{
  gboolean read = step->next != NULL && (step->next->reads_item || step->next->needs_body);

  if (step->items == NULL || step->outputs->len == 0 || !all_sql_is_known (self))
    return;

  for (guint i = 0; i < step->outputs->len; i++)
    {
      const GenkanOutput *output = step->outputs->pdata[i];

      read |= output->reads_item || output->needs_body;
    }

  if (!read)
    genkan_reader_problem (self->reader, genkan_checker_get_origin (self, step),
                           "%s: no SELECT reads the items", step->name);
}

static void
check_limits (GenkanChecker *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < self->definition->steps->len; i++)
    g_ptr_array_add (names, ((GenkanStep *) self->definition->steps->pdata[i])->name);

  for (guint i = 0; i < self->definition->limits->len; i++)
    {
      const GenkanLimit *limit = self->definition->limits->pdata[i];

      for (guint j = 0; limit->steps != NULL && j < limit->steps->len; j++)
        {
          const char *name = limit->steps->pdata[j];
          g_autofree char *hint = NULL;

          if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
            continue;
          hint = genkan_did_you_mean (name, names);
          genkan_reader_problem (self->reader, genkan_checker_get_origin (self, limit),
                                 "limits: there is no step %s%s", name, hint);
        }
    }
}

void
genkan_checker_check_flow (GenkanChecker *self)
{
  find_scoped_steps (self);
  find_purposes (self);

  for (guint i = 0; i < self->definition->steps->len; i++)
    {
      GenkanStep *step = self->definition->steps->pdata[i];

      check_for (self, step);
      check_items_are_read (self, step);
      for (guint j = 0; j < step->outputs->len; j++)
        check_output (self, step, step->outputs->pdata[j]);
    }

  check_check_step (self);
  check_limits (self);
  if (self->definition->steps->len > 0 && genkan_checker_get_producers (self, "records") == NULL)
    genkan_reader_problem (self->reader, genkan_yaml_get_root (self->reader->document),
                           "no step makes records: there would be nothing to discover");
}
