/* genkan-delivery.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Findings of a Sync's Records on their way to DefectDojo, in a thread of their own: files of
 * many megabytes are made and read there, and an answer can take half an hour.
 *
 *   what is gone there → who are we, and which version → per Record: its place, its Findings
 *
 * In that thread one thing is done after the other, so it is written so: a question is asked, and
 * the thread's context runs until the answer is there. A Record that is refused does not hold up
 * the others, unless the reason is the same for all.
 *
 * What has to survive is in the store before the next step (store/genkan-store-delivery.h): a
 * delivery may end anywhere, and the next Sync goes on with it.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-delivery-private.h"
#include "genkan-mark.h"
#include "genkan-report.h"
#include "genkan-server-access-private.h"
#include "genkan-store-operations.h"

static void
genkan_delivery_free (gpointer data)
{
  GenkanDelivery *self = data;

  g_object_unref (self->store);
  genkan_server_access_free (self->access);
  g_free (self->tool);
  g_free (self->connector);
  g_free (self->host);
  g_free (self->label);
  g_clear_object (&self->progress);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->dojo);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->types, g_hash_table_unref);
  g_clear_error (&self->fatal);
  g_clear_error (&self->reason);
  g_free (self);
}

/* --- waiting --- */

void
genkan_delivery_keep_cb (GObject      *object,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

GAsyncResult *
genkan_delivery_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);

  return *result;
}

gboolean
genkan_delivery_write (GenkanDelivery           *self,
                       GenkanDeliveryWriteFunc   func,
                       gpointer                  data,
                       GError                  **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainContextPusher) pusher = g_main_context_pusher_new (context);
  g_autoptr (GAsyncResult) result = NULL;

  func (self->store, data, genkan_delivery_keep_cb, &result);

  return genkan_store_delivery_finish (self->store, genkan_delivery_wait (&result), error);
}

typedef struct
{
  gint64                    operation_id;
  const GenkanDeliveryNote *note;
} Noting;

static void
write_note (GenkanStore         *store,
            gpointer             data,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  Noting *noting = data;

  genkan_store_note_delivery_async (store, noting->operation_id, noting->note, NULL, callback,
                                    user_data);
}

gboolean
genkan_delivery_note (GenkanDelivery            *self,
                      const GenkanDeliveryNote  *note,
                      GError                   **error)
{
  Noting noting = { self->operation_id, note };

  return genkan_delivery_write (self, write_note, &noting, error);
}

char *
genkan_delivery_make_mark (GenkanDelivery             *self,
                           const GenkanDeliveryTarget *target)
{
  return genkan_mark_new (self->connector, self->host, target->vendor_id);
}

/* --- what is refused --- */

/* With these, the next Record would be told the same. A page instead of an answer is one of them
 * only before DefectDojo has answered: a firewall may dislike what one Record says. */
static gboolean
is_fatal (GenkanDelivery *self,
          const GError   *error)
{
  static const int codes[] = {
    GENKAN_DOJO_ERROR_ADDRESS, GENKAN_DOJO_ERROR_UNREACHABLE, GENKAN_DOJO_ERROR_TLS,
    GENKAN_DOJO_ERROR_NOT_DOJO, GENKAN_DOJO_ERROR_TOKEN, GENKAN_DOJO_ERROR_EXPIRED,
  };

  if (self->has_answered
      && g_error_matches (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_NOT_DOJO))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, GENKAN_DOJO_ERROR, codes[i]))
      return TRUE;

  return error->domain == GENKAN_STORE_ERROR;
}

void
genkan_delivery_count_refused (GenkanDelivery *self,
                               const GError   *reason)
{
  self->summary.n_refused++;
  if (self->reason == NULL)
    self->reason = g_error_copy (reason);
  if (self->fatal == NULL && is_fatal (self, reason))
    self->fatal = g_error_copy (reason);
  genkan_delivery_doubt_version (self, reason);
}

static gboolean
refuse (GenkanDelivery             *self,
        const GenkanDeliveryTarget *target,
        gboolean                    was_not_taken,
        const GError               *reason,
        GError                    **error)
{
  g_autoptr (GenkanReport) report = genkan_report_new_for_error (reason, NULL);
  g_autofree char *words = genkan_report_dup_words (report);
  GenkanDeliveryNote note = {
    .record_id = target->record_id,
    .outcome = GENKAN_DELIVERY_REFUSED,
    .test_id = target->test_id,
    .message = words,
    .details = reason->message,
    .was_not_taken = was_not_taken,
  };

  genkan_delivery_count_refused (self, reason);

  return genkan_delivery_note (self, &note, error);
}

/* --- Record by Record --- */

/* Whether the Product is called, or belongs to, something else here than there. */
static gboolean
is_product_changed (const GenkanDeliveryTarget *target)
{
  return target->dojo_product > 0
         && (genkan_delivery_is_renamed (target)
             || (target->product_type != NULL && target->dojo_type != target->dojo_product_type));
}

static gboolean
is_pending (const GenkanDeliveryTarget *target)
{
  return target->n_pending > 0 || target->was_moved || is_product_changed (target);
}

static gboolean
note_unchanged (GenkanDelivery        *self,
                GenkanDeliveryTarget  *target,
                GError               **error)
{
  GenkanDeliveryNote note = {
    .record_id = target->record_id,
    .outcome = GENKAN_DELIVERY_UNCHANGED,
    .test_id = target->test_id,
  };

  return genkan_delivery_note (self, &note, error);
}

static gboolean
deliver (GenkanDelivery        *self,
         GenkanDeliveryTarget  *target,
         GError               **error)
{
  g_autoptr (GArray) sent = g_array_new (FALSE, FALSE, sizeof (GenkanDeliverySent));
  g_autoptr (GError) reason = NULL;
  GenkanDeliveryNote note = { .record_id = target->record_id };

  if (!genkan_delivery_send_record (self, target, &note, sent, &reason))
    {
      if (!g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return refuse (self, target, note.was_not_taken, reason, error);

      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  note.sent = (const GenkanDeliverySent *) sent->data;
  note.n_sent = sent->len;
  if (note.outcome == GENKAN_DELIVERY_DONE)
    self->summary.n_delivered++;

  return genkan_delivery_note (self, &note, error);
}

static gboolean
deliver_one (GenkanDelivery        *self,
             GenkanDeliveryTarget  *target,
             GError               **error)
{
  /* Whether all of it is still there, a server that does not answer has not said. */
  if (!is_pending (target))
    return self->fatal != NULL || note_unchanged (self, target, error);
  if (self->fatal != NULL)
    return refuse (self, target, FALSE, self->fatal, error);

  return deliver (self, target, error);
}

static gboolean
deliver_all (GenkanDelivery  *self,
             GPtrArray       *targets,
             GError         **error)
{
  for (guint i = 0; i < targets->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !deliver_one (self, g_ptr_array_index (targets, i), error))
        return FALSE;
      if (self->progress != NULL)
        genkan_progress_deliver (self->progress, i + 1, targets->len);
    }

  return TRUE;
}

gboolean
genkan_delivery_open (GenkanDelivery  *self,
                      GError         **error)
{
  self->dojo = genkan_server_access_make_client (self->access,
                                                 self->has_retry ? &self->retry : NULL,
                                                 self->settle_time, error);

  return self->dojo != NULL;
}

static gboolean
has_pending (GPtrArray *targets)
{
  for (guint i = 0; i < targets->len; i++)
    if (is_pending (g_ptr_array_index (targets, i)))
      return TRUE;

  return FALSE;
}

/* What the server says to all Records is told to each. */
static gboolean
prepare (GenkanDelivery  *self,
         GPtrArray       *targets,
         GError         **error)
{
  if (genkan_delivery_open (self, &self->fatal) &&
      genkan_delivery_find_stale (self, targets, &self->fatal) &&
      has_pending (targets))
    genkan_delivery_check_account (self, &self->fatal);

  if (self->fatal == NULL || self->fatal->domain == GENKAN_DOJO_ERROR)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->fatal));

  return FALSE;
}

static gboolean
run (GenkanDelivery  *self,
     GError         **error)
{
  g_autoptr (GPtrArray) targets = genkan_store_list_deliveries (self->store, self->operation_id,
                                                                error);

  if (targets == NULL)
    return FALSE;

  self->summary.n_records = targets->len;
  if (self->progress != NULL)
    genkan_progress_deliver (self->progress, 0, targets->len);

  if (targets->len > 0
      && (!prepare (self, targets, error) || !deliver_all (self, targets, error)))
    return FALSE;

  if (self->fatal != NULL && self->reason == NULL)
    self->reason = g_error_copy (self->fatal);

  return TRUE;
}

static gpointer
delivery_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  GenkanDelivery *self = g_task_get_task_data (task);
  g_autoptr (GMainContext) context = g_main_context_new ();
  GError *error = NULL;
  gboolean done;

  g_main_context_push_thread_default (context);
  done = self->assets ? genkan_delivery_run_assets (self, &error) : run (self, &error);
  genkan_delivery_note_expired (self);
  g_clear_object (&self->dojo);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);

  return NULL;
}

/**
 * genkan_delivery_run_async:
 * @job: what is to be delivered; copied
 * @cancellable: (nullable): to stop between two Records, or in the midst of one
 * @callback: called when all Records are through
 * @user_data: for @callback
 *
 * Delivers the Records of a Sync, all of them that are mapped, whatever the tool said this time.
 * What becomes of each stands in the Sync's results.
 */
void
genkan_delivery_run_async (const GenkanDeliveryJob *job,
                           GCancellable            *cancellable,
                           GAsyncReadyCallback      callback,
                           gpointer                 user_data)
{
  GTask *task;
  GenkanDelivery *self;

  g_return_if_fail (job != NULL && job->access != NULL);

  self = g_new0 (GenkanDelivery, 1);
  self->store = g_object_ref (job->store);
  self->access = genkan_server_access_copy (job->access);
  self->has_retry = job->retry != NULL;
  if (self->has_retry)
    self->retry = *job->retry;
  self->settle_time = job->settle_time;
  self->tool = g_strdup (job->tool);
  self->connector = g_strdup (genkan_connection_get_connector_id (job->connection));
  self->host = genkan_connection_dup_host (job->connection);
  self->label = g_strdup (genkan_connection_get_label (job->connection));
  self->operation_id = job->operation_id;
  self->assets = job->assets;
  g_set_object (&self->progress, job->progress);
  g_set_object (&self->cancellable, cancellable);

  task = g_task_new (job->store, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, genkan_delivery_run_async);
  g_task_set_task_data (task, self, genkan_delivery_free);
  g_thread_unref (g_thread_new ("genkan-delivery", delivery_thread, task));
}

/**
 * genkan_delivery_run_finish:
 * @result: what the callback got
 * @ret_summary: (out): how it went
 * @error: why it could not be told for each Record: cancelled, or the store fails
 *
 * Returns: whether all Records are through, delivered or not
 */
gboolean
genkan_delivery_run_finish (GAsyncResult           *result,
                            GenkanDeliverySummary  *ret_summary,
                            GError                **error)
{
  GenkanDelivery *self = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *ret_summary = self->summary;
  ret_summary->reason = self->reason;

  return TRUE;
}
