/* genkan-workspace-trial.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A look at what a connector file does: a run whose rows go nowhere.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-trial-private.h"
#include "genkan-record.h"
#include "genkan-workspace-private.h"

/* Nobody waits longer in front of a terminal. */
#define PREVIEW_DURATION (5 * 60 * G_TIME_SPAN_SECOND)
#define PREVIEW_ATTEMPTS 2
#define PREVIEW_LONGEST_DELAY (10 * G_TIME_SPAN_SECOND)

typedef struct
{
  GPtrArray     *records;     /* (owned) (nullable) (element-type GenkanRecord) */
  GCancellable  *cancellable; /* (owned) */
  GenkanTrial *trial;     /* (owned) */
} GenkanTrialData;

static void
genkan_trial_data_free (GenkanTrialData *data)
{
  g_clear_pointer (&data->records, g_ptr_array_unref);
  g_clear_object (&data->cancellable);
  g_clear_object (&data->trial);
  g_free (data);
}

static void
genkan_workspace_try_run_cb (GObject      *object,
                             GAsyncResult *result,
                             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanTrialData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanRunResult) outcome = genkan_engine_run_finish (GENKAN_ENGINE (object), result,
                                                                  &error);

  if (outcome == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_error_matches (outcome->reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_error_copy (outcome->reason));
      return;
    }

  genkan_trial_end (data->trial, outcome);
  g_task_return_pointer (task, g_object_ref (data->trial), g_object_unref);
}

/* The time to the second: so it can be written down, and the run repeated. */
static void
keep_run (GenkanResolved  *resolved,
          GenkanTrialData *data,
          GenkanRun       *run)
{
  GenkanTrialKept *kept = genkan_trial_get_kept (data->trial);

  kept->settings = g_hash_table_ref (resolved->values);
  kept->records = data->records != NULL ? g_ptr_array_ref (data->records) : NULL;
  kept->now = g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC);
  genkan_run_set_now (run, kept->now);
}

static GenkanRun *
make_run (GenkanResolved    *resolved,
          GenkanTrialData *data)
{
  GenkanRun *run = genkan_resolved_new_run (resolved,
                                            data->records != NULL ? GENKAN_PURPOSE_SYNC
                                                                  : GENKAN_PURPOSE_DISCOVER,
                                            GENKAN_SINK (data->trial), NULL);
  GenkanRunLimits limits;

  genkan_run_limits_init_default (&limits);
  limits.duration = PREVIEW_DURATION;
  limits.attempts = PREVIEW_ATTEMPTS;
  limits.longest_delay = PREVIEW_LONGEST_DELAY;
  genkan_run_set_limits (run, &limits);
  genkan_run_set_preview (run, GENKAN_PREVIEW_PAGES, GENKAN_PREVIEW_ROWS);
  genkan_run_set_trace (run, GENKAN_TRACE (data->trial));
  genkan_run_set_coverage (run, genkan_trial_get_coverage (data->trial));
  keep_run (resolved, data, run);

  for (guint i = 0; data->records != NULL && i < data->records->len; i++)
    {
      GenkanRecord *record = g_ptr_array_index (data->records, i);

      genkan_run_add_record (run, genkan_record_get_vendor_id (record),
                             genkan_record_get_name (record), genkan_record_get_extra (record));
    }

  return run;
}

static void
genkan_workspace_try_resolve_cb (GObject      *object,
                                 GAsyncResult *result,
                                 gpointer      user_data)
{
  GenkanWorkspace *self = GENKAN_WORKSPACE (object);
  g_autoptr (GTask) task = user_data;
  GenkanTrialData *data = g_task_get_task_data (task);
  g_autoptr (GenkanResolved) resolved = NULL;
  g_autoptr (GenkanRun) run = NULL;
  GError *error = NULL;

  resolved = genkan_workspace_resolve_finish (self, result, &error);
  if (resolved == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  run = make_run (resolved, data);
  genkan_engine_run_async (self->engine, run, data->cancellable,
                           genkan_workspace_try_run_cb, g_steal_pointer (&task));
}

/**
 * genkan_workspace_try_async:
 * @self: a workspace
 * @connector: a connector without mistakes, installed or not
 * @connection: settings for it; a stored Connection has its secrets in the keyring
 * @secrets: (nullable) (element-type utf8 utf8): what the person typed
 * @records: (nullable) (element-type GenkanRecord): whose findings are wanted; %NULL for a
 *   Discover
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks the tool for the beginning of everything, and stores nothing.
 */
void
genkan_workspace_try_async (GenkanWorkspace     *self,
                            GenkanConnector     *connector,
                            GenkanConnection    *connection,
                            GHashTable          *secrets,
                            GPtrArray           *records,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanTrialData *data;

  g_return_if_fail (GENKAN_IS_WORKSPACE (self));
  g_return_if_fail (GENKAN_IS_CONNECTOR (connector) && genkan_connector_is_valid (connector));
  g_return_if_fail (GENKAN_IS_CONNECTION (connection));

  task = genkan_workspace_new_task (self, genkan_workspace_try_async, callback, user_data);
  data = g_new0 (GenkanTrialData, 1);
  data->records = records != NULL ? g_ptr_array_ref (records) : NULL;
  data->trial = genkan_trial_new (connector);
  data->cancellable = g_cancellable_new ();
  genkan_workspace_link (self, cancellable, data->cancellable);
  g_task_set_task_data (task, data, (GDestroyNotify) genkan_trial_data_free);

  if (self->closed)
    g_task_return_new_error (task, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_CLOSED,
                             "the workspace is closed");
  else
    genkan_workspace_resolve_for_async (self, connector, connection, secrets, data->cancellable,
                                        genkan_workspace_try_resolve_cb,
                                        g_steal_pointer (&task));
}

/**
 * genkan_workspace_try_finish:
 * @self: a workspace
 * @result: what the callback got
 * @error: cancelled, a setting that cannot be used, or in #GENKAN_SECRETS_ERROR
 *
 * Returns: (transfer full) (nullable): what came, and how it ended
 */
GenkanTrial *
genkan_workspace_try_finish (GenkanWorkspace  *self,
                             GAsyncResult     *result,
                             GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
