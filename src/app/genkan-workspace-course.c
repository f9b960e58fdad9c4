/* genkan-workspace-course.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The course of an Operation, as a Discover or a Sync, from its button to its last line in the log:
 *
 *   begin the Operation → settings and secrets → the engine's run → end the Operation → after a
 *   Discover, the words on what the credentials can see
 *
 * What is run in the middle is up to genkan-workspace-discover.c and genkan-workspace-sync.c. A
 * Deliver (genkan-workspace-deliver.c) asks no tool, and needs neither its settings nor its secrets.
 *
 * Once the Operation is open in the store it is always closed there, whatever happens on the
 * way: all roads lead to end_operation(). Its message is the report's sentence; the technical
 * text goes to its log.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-activity-private.h"
#include "genkan-store-connections.h"
#include "genkan-store-operations.h"
#include "genkan-workspace-course.h"

#include <glib/gi18n.h>

static void
genkan_course_free (GenkanCourse *data)
{
  g_clear_object (&data->activity);
  g_clear_object (&data->connection);
  g_clear_object (&data->operation);
  g_clear_object (&data->report);
  g_clear_pointer (&data->result, genkan_run_result_free);
  g_clear_pointer (&data->resolved, genkan_resolved_free);
  g_clear_pointer (&data->record_ids, g_array_unref);
  g_clear_pointer (&data->scopes, g_ptr_array_unref);
  g_free (data);
}

static void end_badly (GTask                 *task,
                       GenkanOperationStatus  status,
                       const GError          *error,
                       const char            *details,
                       const GError          *besides);

static void
log_line (GTask             *task,
          GenkanLogSeverity  severity,
          const char        *text)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);

  genkan_store_log (self->store, genkan_operation_get_id (data->operation), severity, text);
}

/* The last step. The activity ends before the caller is told, so that either sees it gone. */
static void
finish_course (GTask  *task,
               GError *error)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);

  if (data->registered)
    {
      gint64 id = genkan_activity_get_connection_id (data->activity);

      g_hash_table_remove (self->activities, &id);
      genkan_activity_end (data->activity);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_object_ref (data->operation), g_object_unref);
}

static void
genkan_course_visible_cb (GObject      *object,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* The Operation stands; the words follow with the next one. */
  if (!genkan_store_note_visible_finish (GENKAN_STORE (object), result, &error))
    g_debug ("What the credentials see was not noted: %s", error->message);

  finish_course (task, NULL);
}

static void
note_visible (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);
  g_autofree char *visible = NULL;

  visible = genkan_resolved_dup_visible (data->resolved, genkan_operation_get_n_seen (data->operation), FALSE);

  genkan_store_note_visible_async (self->store, genkan_operation_get_connection_id (data->operation),
                                   visible, NULL,
                                   genkan_course_visible_cb, g_object_ref (task));
}

static void
genkan_course_end_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanCourse *data = g_task_get_task_data (task);
  GenkanOperation *operation;
  GError *error = NULL;

  operation = genkan_store_end_operation_finish (GENKAN_STORE (object), result, &error);
  if (operation == NULL && !data->gave_up)
    {
      data->gave_up = TRUE;
      end_badly (task, GENKAN_OPERATION_STATUS_FAILED, error, NULL, NULL);
      g_error_free (error);
      return;
    }
  if (operation == NULL)
    {
      finish_course (task, error);
      return;
    }

  g_set_object (&data->operation, operation);
  g_object_unref (operation);

  if (data->kind == GENKAN_OPERATION_TYPE_DISCOVER
      && genkan_operation_get_status (operation) == GENKAN_OPERATION_STATUS_COMPLETE)
    note_visible (task);
  else
    finish_course (task, NULL);
}

static void
end_operation (GTask                 *task,
               GenkanOperationStatus  status,
               const char            *message)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);

  genkan_store_end_operation_async (self->store, genkan_operation_get_id (data->operation),
                                    status, message, NULL,
                                    genkan_course_end_cb, g_object_ref (task));
}

/* A Sync changes something with each of its scopes, but for one that asks first. */
static gboolean
has_changed_nothing (const GenkanCourse *data)
{
  return data->kind == GENKAN_OPERATION_TYPE_DISCOVER || data->changes_at_end
         || (data->scopes != NULL && data->n_ended == 0);
}

static void
end_cancelled (GTask *task)
{
  GenkanCourse *data = g_task_get_task_data (task);

  log_line (task, GENKAN_LOG_INFO, data->was_preview ? "Preview, not applied" : "Cancelled");
  end_operation (task, GENKAN_OPERATION_STATUS_CANCELLED,
                 data->was_preview ? _("It was a preview; nothing was changed")
                 : has_changed_nothing (data)
                   ? _("Cancelled; nothing was changed")
                   : _("Cancelled; what was finished until then is kept"));
}

/* Failed or partial: the sentence for the Operation, the technical text for its log. @besides:
 * (nullable): what went wrong after that. */
static void
end_badly (GTask                 *task,
           GenkanOperationStatus  status,
           const GError          *error,
           const char            *details,
           const GError          *besides)
{
  GenkanCourse *data = g_task_get_task_data (task);
  g_autofree char *message = g_strdup (error->message);
  g_autofree char *safe_details = g_strdup (details);
  g_autoptr (GError) safe = NULL;

  if (data->resolved != NULL)
    {
      g_free (message);
      message = genkan_resolved_redact (data->resolved, error->message);
      g_free (safe_details);
      safe_details = genkan_resolved_redact (data->resolved, details);
    }

  safe = g_error_new_literal (error->domain, error->code, message);
  g_clear_object (&data->report);
  data->report = genkan_report_new_for_error (safe, safe_details);
  if (besides != NULL)
    {
      g_autoptr (GenkanReport) second = genkan_report_new_for_error (besides, NULL);

      genkan_report_join (data->report, second);
    }

  log_line (task,
            status == GENKAN_OPERATION_STATUS_PARTIAL ? GENKAN_LOG_WARNING : GENKAN_LOG_ERROR,
            message);
  if (safe_details != NULL && *safe_details != '\0')
    log_line (task, GENKAN_LOG_INFO, safe_details);

  end_operation (task, status, genkan_report_get_summary (data->report));
}

/* @undelivered: (nullable): why not all is in DefectDojo */
static void
end_by_result (GTask        *task,
               const GError *undelivered)
{
  GenkanCourse *data = g_task_get_task_data (task);
  const GenkanRunResult *result = data->result;
  g_autoptr (GError) unknown = NULL;
  const GError *reason = result->reason;

  if (result->outcome == GENKAN_OUTCOME_COMPLETE)
    {
      end_operation (task, GENKAN_OPERATION_STATUS_COMPLETE, NULL);
      return;
    }

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      end_cancelled (task);
      return;
    }

  if (reason == NULL)
    {
      unknown = g_error_new_literal (GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_VENDOR,
                                     _("it skips what was asked for"));
      reason = unknown;
    }

  end_badly (task,
             result->outcome == GENKAN_OUTCOME_PARTIAL ? GENKAN_OPERATION_STATUS_PARTIAL
                                                       : GENKAN_OPERATION_STATUS_FAILED,
             reason, result->details, undelivered);
}

/* Ends the Operation as its run went. */
void
genkan_course_end_by_result (GTask *task)
{
  end_by_result (task, NULL);
}

/* Ends the Operation because something on the way to the run went wrong. */
void
genkan_course_end_by_error (GTask        *task,
                            const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end_cancelled (task);
  else
    end_badly (task, GENKAN_OPERATION_STATUS_FAILED, error, NULL, NULL);
}

/* Ends the Operation whose run went well, or well enough to go on, and what followed did not. */
void
genkan_course_end_partly (GTask        *task,
                          const GError *error)
{
  GenkanCourse *data = g_task_get_task_data (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end_cancelled (task);
  else if (data->result->outcome == GENKAN_OUTCOME_COMPLETE)
    end_badly (task, GENKAN_OPERATION_STATUS_PARTIAL, error, NULL, NULL);
  else
    end_by_result (task, error);
}

/* Whether its run ended with something that may be taken over. */
gboolean
genkan_course_has_brought_something (const GenkanCourse *data)
{
  return data->result->outcome == GENKAN_OUTCOME_COMPLETE
         || data->result->outcome == GENKAN_OUTCOME_PARTIAL;
}

static void
genkan_course_run_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanCourse *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  data->result = genkan_engine_run_finish (GENKAN_ENGINE (object), result, &error);
  if (data->result == NULL)
    genkan_course_end_by_error (task, error);
  else if (data->hold != NULL
           && !g_error_matches (data->result->reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    data->hold (task);
  else
    genkan_course_end_by_result (task);
}

/* Runs what the course is about; the Operation ends with it. */
void
genkan_course_run (GTask     *task,
                   GenkanRun *run)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);

  genkan_engine_run_async (self->engine, run, genkan_activity_get_cancellable (data->activity),
                           genkan_course_run_cb, g_object_ref (task));
}

static void
genkan_course_resolve_cb (GObject      *object,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  GenkanWorkspace *self = GENKAN_WORKSPACE (object);
  g_autoptr (GTask) task = user_data;
  GenkanCourse *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  data->resolved = genkan_workspace_resolve_finish (self, result, &error);
  if (data->resolved == NULL)
    {
      genkan_course_end_by_error (task, error);
      return;
    }

  data->run (task);
}

static void
log_start (GTask *task)
{
  GenkanCourse *data = g_task_get_task_data (task);
  g_autofree char *text = NULL;

  text = g_strdup_printf ("%s with the connector %s, Genkan %s",
                          data->kind == GENKAN_OPERATION_TYPE_SYNC ? "Sync"
                          : data->kind == GENKAN_OPERATION_TYPE_DELIVER ? "Deliver" : "Discover",
                          genkan_connection_get_connector_id (data->connection), PACKAGE_VERSION);
  log_line (task, GENKAN_LOG_INFO, text);
}

static void
genkan_course_begin_cb (GObject      *object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);
  GError *error = NULL;

  data->operation = genkan_store_begin_operation_finish (GENKAN_STORE (object), result, &error);
  if (data->operation == NULL)
    {
      finish_course (task, error);
      return;
    }

  log_start (task);
  g_signal_emit_by_name (self, "activity-started", data->activity);
  if (data->kind == GENKAN_OPERATION_TYPE_DELIVER)
    {
      data->run (task);
      return;
    }

  genkan_workspace_resolve_async (self, data->connection, NULL,
                                  genkan_activity_get_cancellable (data->activity),
                                  genkan_course_resolve_cb, g_steal_pointer (&task));
}

/* Whether nothing stands in the way of a run; if something does, the task has its error. */
static gboolean
may_start (GenkanWorkspace *self,
           GTask           *task,
           gint64           connection_id)
{
  GenkanCourse *data = g_task_get_task_data (task);
  GError *error = NULL;

  if (self->closed)
    g_set_error_literal (&error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_CLOSED,
                         "the workspace is closed");
  else if (genkan_workspace_get_activity (self, connection_id) != NULL)
    g_set_error (&error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_BUSY,
                 "an Operation of connection %" G_GINT64_FORMAT " runs in this process", connection_id);
  else
    data->connection = genkan_store_get_connection (self->store, connection_id, &error);

  if (error != NULL)
    g_task_return_error (task, error);

  return data->connection != NULL;
}

static void
register_activity (GenkanWorkspace    *self,
                   GenkanCourse *data,
                   gint64              connection_id,
                   GCancellable       *cancellable)
{
  const char *connector_id = genkan_connection_get_connector_id (data->connection);
  gboolean brings_findings = data->kind == GENKAN_OPERATION_TYPE_SYNC
                             && !genkan_workspace_imports_assets (self, connector_id);

  data->activity = genkan_activity_new (connection_id, data->kind, brings_findings);
  data->registered = TRUE;
  genkan_workspace_link (self, cancellable, genkan_activity_get_cancellable (data->activity));
  g_hash_table_insert (self->activities, g_memdup2 (&connection_id, sizeof connection_id),
                       g_object_ref (data->activity));
}

/**
 * genkan_course_new:
 * @self: a workspace
 * @kind: Discover, Sync or Deliver
 * @run: what is done once settings and secrets are there: it ends with genkan_course_run(), or
 *   what ends the Operation
 *
 * Returns: (transfer full): a task with a #GenkanCourse as its data
 */
GTask *
genkan_course_new (GenkanWorkspace     *self,
                   GenkanOperationType  kind,
                   GenkanCourseFunc     run,
                   gpointer             source_tag,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  GTask *task = genkan_workspace_new_task (self, source_tag, callback, user_data);
  GenkanCourse *data = g_new0 (GenkanCourse, 1);

  data->kind = kind;
  data->run = run;
  g_task_set_task_data (task, data, (GDestroyNotify) genkan_course_free);

  return task;
}

/* Opens the Operation and goes on from there; the task ends with its end. */
void
genkan_course_start (GTask                  *task,
                     gint64                  connection_id,
                     GenkanOperationTrigger  trigger,
                     GCancellable           *cancellable)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);

  if (!may_start (self, task, connection_id))
    return;

  register_activity (self, data, connection_id, cancellable);
  genkan_store_begin_operation_async (self->store, connection_id, data->kind, trigger, NULL,
                                      genkan_course_begin_cb, g_object_ref (task));
}

/**
 * genkan_course_finish:
 * @ret_report: (out) (optional) (nullable) (transfer full): why it did not go well
 *
 * Returns: (transfer full) (nullable): the closed Operation
 */
GenkanOperation *
genkan_course_finish (GAsyncResult  *result,
                      GenkanReport **ret_report,
                      GError       **error)
{
  GenkanCourse *data = g_task_get_task_data (G_TASK (result));
  GenkanOperation *operation = g_task_propagate_pointer (G_TASK (result), error);

  if (operation != NULL && ret_report != NULL)
    *ret_report = g_steal_pointer (&data->report);

  return operation;
}
