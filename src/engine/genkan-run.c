/* genkan-run.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-run-private.h"

G_DEFINE_QUARK (genkan-engine-error-quark, genkan_engine_error)

G_DEFINE_FINAL_TYPE (GenkanRun, genkan_run, G_TYPE_OBJECT)

static void
record_free (gpointer data)
{
  GenkanRunRecord *record = data;

  g_free (record->id);
  g_free (record->name);
  g_free (record->extra);
  g_free (record);
}

static void
genkan_run_finalize (GObject *object)
{
  GenkanRun *self = GENKAN_RUN (object);

  g_clear_object (&self->connector);
  g_clear_object (&self->sink);
  g_clear_object (&self->progress);
  g_hash_table_unref (self->settings);
  g_hash_table_unref (self->record_ids);
  g_ptr_array_unref (self->records);
  genkan_variables_unref (self->remembered);
  g_hash_table_unref (self->of_records);
  g_free (self->ca_file);
  g_free (self->client_certificate);
  if (self->keep_destroy != NULL)
    self->keep_destroy (self->keep_data);
  g_clear_pointer (&self->now, g_date_time_unref);
  g_clear_pointer (&self->detour, g_uri_unref);
  g_clear_pointer (&self->coverage, genkan_coverage_unref);
  g_clear_object (&self->trace);

  G_OBJECT_CLASS (genkan_run_parent_class)->finalize (object);
}

static void
genkan_run_class_init (GenkanRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_run_finalize;
}

static void
genkan_run_init (GenkanRun *self)
{
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->records = g_ptr_array_new_with_free_func (record_free);
  self->record_ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->remembered = genkan_variables_new (NULL);
  self->of_records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) genkan_variables_unref);
  self->seed = g_random_int ();
  genkan_run_limits_init_default (&self->limits);
}

/**
 * genkan_run_new:
 * @connector: a connector without mistakes
 * @purpose: what it is run for
 * @sink: where the rows go
 *
 * Returns: (transfer full): a run without settings
 */
GenkanRun *
genkan_run_new (GenkanConnector *connector,
                GenkanPurpose    purpose,
                GenkanSink      *sink)
{
  GenkanRun *self;

  g_return_val_if_fail (GENKAN_IS_CONNECTOR (connector), NULL);
  g_return_val_if_fail (GENKAN_IS_SINK (sink), NULL);

  self = g_object_new (GENKAN_TYPE_RUN, NULL);
  self->connector = g_object_ref (connector);
  self->purpose = purpose;
  self->sink = g_object_ref (sink);

  return self;
}

/**
 * genkan_run_set_setting:
 * @self: a run that has not started
 * @name: a setting of the connector file, secret or not
 * @value: (nullable): what the person entered, or %NULL for the file's own default
 */
void
genkan_run_set_setting (GenkanRun  *self,
                        const char *name,
                        const char *value)
{
  g_return_if_fail (GENKAN_IS_RUN (self));
  g_return_if_fail (name != NULL);

  if (value != NULL)
    g_hash_table_insert (self->settings, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->settings, name);
}

/**
 * genkan_run_set_progress:
 * @self: a run that has not started
 * @progress: (nullable): what is told how far it is
 */
void
genkan_run_set_progress (GenkanRun      *self,
                         GenkanProgress *progress)
{
  g_return_if_fail (GENKAN_IS_RUN (self));
  g_return_if_fail (progress == NULL || GENKAN_IS_PROGRESS (progress));

  g_set_object (&self->progress, progress);
}

/**
 * genkan_run_add_record:
 * @self: a run that has not started
 * @id: the Record's id in the tool
 * @name: its name
 * @extra: (nullable): its `extra`, a JSON object
 *
 * Adds a mapped Record to a Sync: the steps `for: record` run once for it. A Record that is there
 * already is not added again.
 */
void
genkan_run_add_record (GenkanRun  *self,
                       const char *id,
                       const char *name,
                       const char *extra)
{
  GenkanRunRecord *record;

  g_return_if_fail (GENKAN_IS_RUN (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (name != NULL);

  if (g_hash_table_contains (self->record_ids, id))
    return;

  record = g_new0 (GenkanRunRecord, 1);
  record->id = g_strdup (id);
  record->name = g_strdup (name);
  record->extra = g_strdup (extra);
  g_ptr_array_add (self->records, record);
  g_hash_table_add (self->record_ids, record->id);
}

/**
 * genkan_run_set_remembered:
 * @self: a run that has not started
 * @name: a name that the connector file declares under `remember`
 * @value: what the last complete connection-wide scope has handed over; %NULL for the first value
 *
 * Steps see it instead of the file's first value, per Record too, unless
 * genkan_run_set_record_remembered() says something else.
 */
void
genkan_run_set_remembered (GenkanRun         *self,
                           const char        *name,
                           const GenkanValue *value)
{
  g_return_if_fail (GENKAN_IS_RUN (self));
  g_return_if_fail (name != NULL);

  if (!genkan_value_is_null (value))
    genkan_variables_set (self->remembered, name, value);
}

/**
 * genkan_run_set_record_remembered:
 * @self: a run that has not started
 * @record_id: the Record's id in the tool
 * @name: a name that the connector file declares under `remember`
 * @value: what the last complete scope of this Record has handed over; %NULL for the first value
 */
void
genkan_run_set_record_remembered (GenkanRun         *self,
                                  const char        *record_id,
                                  const char        *name,
                                  const GenkanValue *value)
{
  GenkanVariables *remembered;

  g_return_if_fail (GENKAN_IS_RUN (self));
  g_return_if_fail (record_id != NULL);
  g_return_if_fail (name != NULL);

  if (genkan_value_is_null (value))
    return;

  remembered = g_hash_table_lookup (self->of_records, record_id);
  if (remembered == NULL)
    {
      remembered = genkan_variables_new (NULL);
      g_hash_table_insert (self->of_records, g_strdup (record_id), remembered);
    }
  genkan_variables_set (remembered, name, value);
}

/**
 * genkan_run_set_seed:
 * @self: a run that has not started
 * @seed: the same one makes the same order of Records, which is by chance otherwise
 */
void
genkan_run_set_seed (GenkanRun *self,
                     guint32    seed)
{
  g_return_if_fail (GENKAN_IS_RUN (self));

  self->seed = seed;
}

/**
 * genkan_run_set_keep_func:
 * @self: a run that has not started
 * @func: (scope notified): keeps a secret that the tool has replaced
 * @user_data: for @func
 * @destroy: (nullable): for @user_data, in whichever thread the run ends
 */
void
genkan_run_set_keep_func (GenkanRun      *self,
                          GenkanKeepFunc  func,
                          gpointer        user_data,
                          GDestroyNotify  destroy)
{
  g_return_if_fail (GENKAN_IS_RUN (self));
  g_return_if_fail (self->keep_func == NULL);

  self->keep_func = func;
  self->keep_data = user_data;
  self->keep_destroy = destroy;
}

/**
 * genkan_run_set_limits:
 * @self: a run that was not started
 * @limits: how much it may take
 */
void
genkan_run_set_limits (GenkanRun             *self,
                       const GenkanRunLimits *limits)
{
  g_return_if_fail (GENKAN_IS_RUN (self));
  g_return_if_fail (limits != NULL);

  self->limits = *limits;
}

/**
 * genkan_run_set_ca_file:
 * @self: a run that was not started
 * @ca_file: (nullable): the path of the only authorities that are believed (PEM)
 */
void
genkan_run_set_ca_file (GenkanRun  *self,
                        const char *ca_file)
{
  g_return_if_fail (GENKAN_IS_RUN (self));

  g_free (self->ca_file);
  self->ca_file = g_strdup (ca_file);
}

/**
 * genkan_run_set_client_certificate:
 * @self: a run that was not started
 * @file: (nullable): the path of a certificate with its key (PEM)
 *
 * For servers that ask for one.
 */
void
genkan_run_set_client_certificate (GenkanRun  *self,
                                   const char *file)
{
  g_return_if_fail (GENKAN_IS_RUN (self));

  g_free (self->client_certificate);
  self->client_certificate = g_strdup (file);
}

/**
 * genkan_run_set_allow_plain_http:
 * @self: a run that was not started
 * @allow: whether http:// may lead to hosts other than this machine
 */
void
genkan_run_set_allow_plain_http (GenkanRun *self,
                                 gboolean   allow)
{
  g_return_if_fail (GENKAN_IS_RUN (self));

  self->allow_plain = allow;
}

/**
 * genkan_run_set_now:
 * @self: a run that has not started
 * @now: the time that the run shall believe it is
 *
 * For tests: what depends on the time, signatures too, is the same each time.
 */
void
genkan_run_set_now (GenkanRun *self,
                    GDateTime *now)
{
  g_return_if_fail (GENKAN_IS_RUN (self));
  g_return_if_fail (now != NULL);

  g_clear_pointer (&self->now, g_date_time_unref);
  self->now = g_date_time_to_utc (now);
}

/**
 * genkan_run_set_detour:
 * @self: a run that has not started
 * @url: the address of a server of one's own, without a path
 *
 * For tests: every request is made, checked and signed for the host that it is meant for, and
 * then sent there.
 */
void
genkan_run_set_detour (GenkanRun  *self,
                       const char *url)
{
  g_return_if_fail (GENKAN_IS_RUN (self));
  g_return_if_fail (url != NULL);

  g_clear_pointer (&self->detour, g_uri_unref);
  self->detour = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_return_if_fail (self->detour != NULL);
}

/**
 * genkan_run_set_hurry:
 * @self: a run that has not started
 * @hurry: whether nobody has the time
 *
 * Asks again at once instead of after a delay, whoever wants it, and as often a second as it can.
 * For a server that does not mind.
 */
void
genkan_run_set_hurry (GenkanRun *self,
                      gboolean   hurry)
{
  g_return_if_fail (GENKAN_IS_RUN (self));

  self->hurry = hurry;
}

/**
 * genkan_run_set_coverage:
 * @self: a run that has not started
 * @coverage: notes which JSON paths of the SELECTs meet something
 */
void
genkan_run_set_coverage (GenkanRun      *self,
                         GenkanCoverage *coverage)
{
  g_return_if_fail (GENKAN_IS_RUN (self));
  g_return_if_fail (coverage != NULL);

  g_clear_pointer (&self->coverage, genkan_coverage_unref);
  self->coverage = genkan_coverage_ref (coverage);
}

/**
 * genkan_run_set_preview:
 * @self: a run that has not started
 * @pages: how many pages of each list
 * @rows: how many rows of a table start a step
 *
 * Has a look at the beginning of everything, in an order that is always the same, and waits for
 * nothing longer than a moment. What it ends with says nothing about the rest.
 */
void
genkan_run_set_preview (GenkanRun *self,
                        guint      pages,
                        guint      rows)
{
  g_return_if_fail (GENKAN_IS_RUN (self));
  g_return_if_fail (pages > 0 && rows > 0);

  self->preview_pages = pages;
  self->preview_rows = rows;
}

/**
 * genkan_run_set_trace:
 * @self: a run that has not started
 * @trace: (nullable): is told what is asked and what comes
 */
void
genkan_run_set_trace (GenkanRun   *self,
                      GenkanTrace *trace)
{
  g_return_if_fail (GENKAN_IS_RUN (self));
  g_return_if_fail (trace == NULL || GENKAN_IS_TRACE (trace));

  g_set_object (&self->trace, trace);
}

/**
 * genkan_run_limits_init_default:
 * @limits: (out caller-allocates): what to fill
 *
 * The limits of a run to which nobody has said anything else: far above what a tool has, and
 * far below what would hurt the computer.
 */
void
genkan_run_limits_init_default (GenkanRunLimits *limits)
{
  g_return_if_fail (limits != NULL);

  limits->pages = 10000;
  limits->rows = 10000000;
  limits->answer_bytes = G_GINT64_CONSTANT (512) * 1024 * 1024;
  limits->total_bytes = G_GINT64_CONSTANT (64) * 1024 * 1024 * 1024;
  limits->duration = 24 * 3600 * G_TIME_SPAN_SECOND;
  limits->cleanup_time = 5 * G_TIME_SPAN_SECOND;
  limits->request_timeout = 60;
  limits->attempts = 5;
  limits->first_delay = G_TIME_SPAN_SECOND;
  limits->longest_delay = 10 * 60 * G_TIME_SPAN_SECOND;
}
