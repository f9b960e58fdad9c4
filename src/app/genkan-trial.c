/* genkan-trial.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Listens to a run as its sink and its trace, in the engine's thread, and keeps what it hears;
 * genkan_trial_end() makes words of it in the main thread, when the run is over.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-enums.h"
#include "genkan-trial-private.h"
#include "genkan-row-line.h"
#include "genkan-survey.h"

#define MOST_ROWS 5

struct _GenkanTrial
{
  GObject parent_instance;

  GenkanConnector *connector; /* (owned) */
  GenkanCoverage  *coverage;  /* (owned) */
  GMutex           mutex;
  GPtrArray       *raw;       /* (owned) (element-type GenkanTrialRaw) */
  GPtrArray       *tables;    /* (owned) (element-type GenkanTrialTable) */
  GPtrArray       *warnings;  /* (owned) (element-type utf8) */
  guint            n_rows;    /* that went to sinks */
  GenkanTrialKept  kept;

  GPtrArray       *exchanges; /* (owned) (element-type GenkanTrialExchange) */
  GPtrArray       *unmet;     /* (owned) (element-type utf8) */
  GenkanOutcome    outcome;
  char            *reason;    /* (owned) (nullable) */
  gboolean         more;
};

static void genkan_trial_sink_init (GenkanSinkInterface *iface);
static void genkan_trial_trace_init (GenkanTraceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanTrial, genkan_trial, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_SINK, genkan_trial_sink_init)
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_TRACE, genkan_trial_trace_init))

static void
raw_free (gpointer data)
{
  GenkanTrialRaw *raw = data;

  g_free (raw->step);
  g_free (raw->method);
  g_free (raw->url);
  g_free (raw->content_type);
  g_clear_pointer (&raw->body, g_bytes_unref);
  g_clear_pointer (&raw->headers, g_hash_table_unref);
  g_clear_pointer (&raw->answer, g_bytes_unref);
  g_free (raw->error);
  genkan_redactor_unref (raw->redactor);
  g_free (raw);
}

static void
end_free (gpointer data)
{
  GenkanTrialEnd *end = data;

  g_free (end->record_id);
  g_free (end);
}

static void
table_free (gpointer data)
{
  GenkanTrialTable *table = data;

  g_free (table->step);
  g_free (table->output);
  g_strfreev (table->columns);
  g_ptr_array_unref (table->rows);
  g_free (table);
}

/* --- the trace ------------------------------------------------------------------------------ */

static GHashTable *
copy_headers (GHashTable *headers)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (copy, g_ascii_strdown (name, -1), g_strdup (value));

  return copy;
}

static void
genkan_trial_take_exchange (GenkanTrace               *trace,
                            const GenkanTraceExchange *exchange)
{
  GenkanTrial *self = GENKAN_TRIAL (trace);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GenkanTrialRaw *raw = g_new0 (GenkanTrialRaw, 1);

  raw->step = g_strdup (exchange->step);
  raw->is_login = exchange->is_login;
  raw->method = g_strdup (exchange->method);
  raw->url = g_strdup (exchange->url);
  raw->content_type = g_strdup (exchange->content_type);
  raw->body = exchange->body != NULL ? g_bytes_ref (exchange->body) : NULL;
  raw->attempt = exchange->attempt;
  raw->status = exchange->status;
  raw->headers = exchange->headers != NULL ? copy_headers (exchange->headers) : NULL;
  raw->answer = exchange->answer != NULL ? g_bytes_ref (exchange->answer) : NULL;
  raw->is_whole = exchange->is_whole;
  raw->error = exchange->error != NULL ? g_strdup (exchange->error->message) : NULL;
  raw->redactor = genkan_redactor_ref (exchange->redactor);
  g_ptr_array_add (self->raw, raw);
}

static GenkanTrialTable *
find_table (GenkanTrial         *self,
            const GenkanTraceRows *rows)
{
  GenkanTrialTable *table;

  for (guint i = 0; i < self->tables->len; i++)
    {
      table = g_ptr_array_index (self->tables, i);
      if (g_str_equal (table->step, rows->step) && g_str_equal (table->output, rows->output))
        return table;
    }

  table = g_new0 (GenkanTrialTable, 1);
  table->step = g_strdup (rows->step);
  table->output = g_strdup (rows->output);
  table->columns = g_new0 (char *, genkan_row_batch_get_n_columns (rows->rows) + 1);
  for (guint i = 0; i < genkan_row_batch_get_n_columns (rows->rows); i++)
    table->columns[i] = g_strdup (genkan_row_batch_get_column_name (rows->rows, i));
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_add (self->tables, table);

  return table;
}

static GPtrArray *
copy_row (GenkanRowBatch *rows,
          guint           row)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < genkan_row_batch_get_n_columns (rows); i++)
    {
      const GenkanValue *value = genkan_row_batch_get (rows, row, i);

      g_ptr_array_add (cells, genkan_value_is_null (value) ? NULL : genkan_value_dup_text (value));
    }

  return cells;
}

static void
genkan_trial_take_rows (GenkanTrace           *trace,
                        const GenkanTraceRows *rows)
{
  GenkanTrial *self = GENKAN_TRIAL (trace);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GenkanTrialTable *table = find_table (self, rows);
  guint n_rows = genkan_row_batch_get_n_rows (rows->rows);

  table->n_rows += n_rows;
  for (guint i = 0; i < n_rows && table->rows->len < MOST_ROWS; i++)
    g_ptr_array_add (table->rows, copy_row (rows->rows, i));
}

static void
genkan_trial_trace_init (GenkanTraceInterface *iface)
{
  iface->exchange = genkan_trial_take_exchange;
  iface->rows = genkan_trial_take_rows;
}

/* --- the sink ------------------------------------------------------------------------------- */

static void
keep_lines (GenkanTrial    *self,
            const char     *record_id,
            const char     *name,
            GenkanRowBatch *rows)
{
  const char *scope = record_id != NULL ? record_id : "";

  for (guint i = 0; i < genkan_row_batch_get_n_rows (rows); i++)
    g_ptr_array_add (self->kept.lines, genkan_row_dup_line (scope, name, rows, i));
}

static void
genkan_trial_write_async (GenkanSink          *sink,
                          const char          *record_id,
                          const char          *name,
                          GenkanRowBatch      *rows,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GenkanTrial *self = GENKAN_TRIAL (sink);
  g_autoptr (GTask) task = g_task_new (sink, cancellable, callback, user_data);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->n_rows += genkan_row_batch_get_n_rows (rows);
  keep_lines (self, record_id, name, rows);
  g_task_return_boolean (task, TRUE);
}

static gboolean
genkan_trial_write_finish (GenkanSink    *sink,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
genkan_trial_end_scope_async (GenkanSink           *sink,
                              const GenkanScopeEnd *scope_end,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data)
{
  GenkanTrial *self = GENKAN_TRIAL (sink);
  g_autoptr (GTask) task = g_task_new (sink, cancellable, callback, user_data);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const char *scope = scope_end->record_id != NULL ? scope_end->record_id : "";
  GenkanTrialEnd *end = g_new0 (GenkanTrialEnd, 1);

  end->record_id = g_strdup (scope_end->record_id);
  end->outcome = scope_end->outcome;
  g_ptr_array_add (self->kept.ends, end);
  if (scope_end->remembered != NULL)
    keep_lines (self, scope, "remember", scope_end->remembered);
  if (scope_end->delta)
    g_ptr_array_add (self->kept.lines, genkan_row_dup_line (scope, "delta", NULL, 0));
  g_task_return_boolean (task, TRUE);
}

static void
genkan_trial_log (GenkanSink *sink,
                  int         severity,
                  const char *text)
{
  GenkanTrial *self = GENKAN_TRIAL (sink);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (severity >= GENKAN_LOG_WARNING)
    g_ptr_array_add (self->warnings, g_strdup (text));
}

static void
genkan_trial_sink_init (GenkanSinkInterface *iface)
{
  iface->write_async = genkan_trial_write_async;
  iface->write_finish = genkan_trial_write_finish;
  iface->end_scope_async = genkan_trial_end_scope_async;
  iface->end_scope_finish = genkan_trial_write_finish;
  iface->log = genkan_trial_log;
}

/* -------------------------------------------------------------------------------------------- */

static void
genkan_trial_finalize (GObject *object)
{
  GenkanTrial *self = GENKAN_TRIAL (object);

  g_clear_object (&self->connector);
  genkan_coverage_unref (self->coverage);
  g_mutex_clear (&self->mutex);
  g_ptr_array_unref (self->raw);
  g_clear_pointer (&self->kept.settings, g_hash_table_unref);
  g_clear_pointer (&self->kept.records, g_ptr_array_unref);
  g_clear_pointer (&self->kept.now, g_date_time_unref);
  g_ptr_array_unref (self->kept.lines);
  g_ptr_array_unref (self->kept.ends);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->warnings);
  g_ptr_array_unref (self->exchanges);
  g_clear_pointer (&self->unmet, g_ptr_array_unref);
  g_free (self->reason);

  G_OBJECT_CLASS (genkan_trial_parent_class)->finalize (object);
}

static void
genkan_trial_class_init (GenkanTrialClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = genkan_trial_finalize;
}

static void
genkan_trial_init (GenkanTrial *self)
{
  g_mutex_init (&self->mutex);
  self->coverage = genkan_coverage_new ();
  self->raw = g_ptr_array_new_with_free_func (raw_free);
  self->kept.lines = g_ptr_array_new_with_free_func (g_free);
  self->kept.ends = g_ptr_array_new_with_free_func (end_free);
  self->tables = g_ptr_array_new_with_free_func (table_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->exchanges = g_ptr_array_new_with_free_func ((GDestroyNotify) genkan_trial_exchange_free);
  self->outcome = GENKAN_OUTCOME_FAILED;
}

GenkanTrial *
genkan_trial_new (GenkanConnector *connector)
{
  GenkanTrial *self = g_object_new (GENKAN_TYPE_TRIAL, NULL);

  self->connector = g_object_ref (connector);

  return self;
}

GenkanCoverage *
genkan_trial_get_coverage (GenkanTrial *self)
{
  return self->coverage;
}

/* (element-type GenkanTrialRaw) */
GPtrArray *
genkan_trial_get_raw (GenkanTrial *self)
{
  return self->raw;
}

GenkanConnector *
genkan_trial_get_connector (GenkanTrial *self)
{
  return self->connector;
}

GenkanTrialKept *
genkan_trial_get_kept (GenkanTrial *self)
{
  return &self->kept;
}

/* --- the end -------------------------------------------------------------------------------- */

/* What looks into a cell may know a secret that it holds. */
static void
redact_tables (GenkanTrial *self)
{
  const GenkanTrialRaw *any = self->raw->len > 0 ? g_ptr_array_index (self->raw, 0) : NULL;

  for (guint i = 0; any != NULL && i < self->tables->len; i++)
    {
      GenkanTrialTable *table = g_ptr_array_index (self->tables, i);

      for (guint j = 0; j < table->rows->len; j++)
        {
          GPtrArray *cells = g_ptr_array_index (table->rows, j);

          for (guint k = 0; k < cells->len; k++)
            if (cells->pdata[k] != NULL)
              {
                g_autofree char *cell = cells->pdata[k];

                cells->pdata[k] = genkan_redactor_redact (any->redactor, cell);
              }
        }
    }
}

static gboolean
was_mapped (GenkanTrial *self,
            const char    *place)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const GenkanTrialTable *table = g_ptr_array_index (self->tables, i);
      g_autofree char *prefix = g_strdup_printf ("%s.%s ", table->step, table->output);

      if (table->n_rows > 0 && g_str_has_prefix (place, prefix))
        return TRUE;
    }

  return FALSE;
}

/* Paths of what has made no row say nothing. */
static GPtrArray *
dup_unmet (GenkanTrial *self)
{
  g_autoptr (GPtrArray) all = genkan_survey_dup_unmet (self->connector, self->coverage);
  GPtrArray *unmet = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < all->len; i++)
    if (was_mapped (self, g_ptr_array_index (all, i)))
      g_ptr_array_add (unmet, g_strdup (g_ptr_array_index (all, i)));

  return unmet;
}

void
genkan_trial_end (GenkanTrial         *self,
                  const GenkanRunResult *result)
{
  self->outcome = result->outcome;
  self->more = result->more;
  self->reason = result->reason != NULL ? g_strdup (result->reason->message) : NULL;
  for (guint i = 0; i < self->raw->len; i++)
    g_ptr_array_add (self->exchanges, genkan_trial_exchange_new (g_ptr_array_index (self->raw, i)));
  redact_tables (self);
  self->unmet = dup_unmet (self);
}

/**
 * genkan_trial_get_exchanges:
 * @self: a trial
 *
 * Returns: (transfer none) (element-type GenkanTrialExchange): in the order in which they ended
 */
GPtrArray *
genkan_trial_get_exchanges (GenkanTrial *self)
{
  g_return_val_if_fail (GENKAN_IS_TRIAL (self), NULL);

  return self->exchanges;
}

/**
 * genkan_trial_get_tables:
 * @self: a trial
 *
 * Returns: (transfer none) (element-type GenkanTrialTable): what the SELECTs have made
 */
GPtrArray *
genkan_trial_get_tables (GenkanTrial *self)
{
  g_return_val_if_fail (GENKAN_IS_TRIAL (self), NULL);

  return self->tables;
}

/**
 * genkan_trial_get_unmet:
 * @self: a trial
 *
 * Returns: (transfer none) (element-type utf8): "step.select path" for JSON paths of SELECTs that
 *   have made rows, and met nothing in any of them
 */
GPtrArray *
genkan_trial_get_unmet (GenkanTrial *self)
{
  g_return_val_if_fail (GENKAN_IS_TRIAL (self), NULL);

  return self->unmet;
}

/**
 * genkan_trial_get_warnings:
 * @self: a trial
 *
 * Returns: (transfer none) (element-type utf8): lines of the log, redacted
 */
GPtrArray *
genkan_trial_get_warnings (GenkanTrial *self)
{
  g_return_val_if_fail (GENKAN_IS_TRIAL (self), NULL);

  return self->warnings;
}

/**
 * genkan_trial_is_good:
 * @self: a trial that is over
 *
 * Returns: whether all that was looked at came as the connector file says
 */
gboolean
genkan_trial_is_good (GenkanTrial *self)
{
  g_return_val_if_fail (GENKAN_IS_TRIAL (self), FALSE);

  return self->outcome == GENKAN_OUTCOME_COMPLETE;
}

/**
 * genkan_trial_has_more:
 * @self: a trial that is over
 *
 * Returns: whether the tool has more than what was looked at
 */
gboolean
genkan_trial_has_more (GenkanTrial *self)
{
  g_return_val_if_fail (GENKAN_IS_TRIAL (self), FALSE);

  return self->more;
}

/**
 * genkan_trial_get_outcome:
 * @self: a trial that is over
 *
 * Returns: one of "complete", "partial", "failed" and "skipped"
 */
const char *
genkan_trial_get_outcome (GenkanTrial *self)
{
  g_return_val_if_fail (GENKAN_IS_TRIAL (self), NULL);

  switch (self->outcome)
    {
    case GENKAN_OUTCOME_COMPLETE:
      return "complete";
    case GENKAN_OUTCOME_PARTIAL:
      return "partial";
    case GENKAN_OUTCOME_SKIPPED:
      return "skipped";
    case GENKAN_OUTCOME_NONE:
    case GENKAN_OUTCOME_FAILED:
    default:
      return "failed";
    }
}

/**
 * genkan_trial_get_reason:
 * @self: a trial
 *
 * Returns: (nullable): why it is not complete, redacted
 */
const char *
genkan_trial_get_reason (GenkanTrial *self)
{
  g_return_val_if_fail (GENKAN_IS_TRIAL (self), NULL);

  return self->reason;
}

/**
 * genkan_trial_get_n_rows:
 * @self: a trial that is over
 *
 * Returns: how many Records or findings came
 */
guint
genkan_trial_get_n_rows (GenkanTrial *self)
{
  g_return_val_if_fail (GENKAN_IS_TRIAL (self), 0);

  return self->n_rows;
}
