/* genkan-findings-sink.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Called in the engine's thread. Rows are put into the shape in which they are stored by threads
 * of their own, so that neither the engine nor the writer has to; the engine waits for the
 * store's write, so a slow disk slows the requests down.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-findings-sink.h"
#include "genkan-report.h"
#include "genkan-store-operations.h"
#include "genkan-store-sync.h"

#include <glib/gi18n.h>
#include <string.h>

struct _GenkanFindingsSink
{
  GObject parent_instance;

  GenkanStore *store;        /* (owned) */
  gint64       connection_id;
  gint64       operation_id;
  gboolean     closes_many;
  GPtrArray   *kept;         /* (owned) (nullable) (element-type GenkanSyncScope) */
  GHashTable  *oddities;     /* (owned) (element-type utf8 GenkanOddities) by scope */
};

/* What is worth knowing of a scope, and no error. */
typedef struct
{
  guint n_foreign; /* rows of Records that the Sync is not about */
  guint n_unknown; /* severities that are none */
} GenkanOddities;

static void genkan_findings_sink_iface_init (GenkanSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanFindingsSink, genkan_findings_sink, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_SINK,
                                                      genkan_findings_sink_iface_init))

/* Scopes run beside each other. */
static GenkanOddities *
get_oddities (GenkanFindingsSink *self,
              const char         *record)
{
  const char *key = record != NULL ? record : "";
  GenkanOddities *oddities = g_hash_table_lookup (self->oddities, key);

  if (oddities == NULL)
    {
      oddities = g_new0 (GenkanOddities, 1);
      g_hash_table_insert (self->oddities, g_strdup (key), oddities);
    }

  return oddities;
}

/* --- rows --- */

typedef struct
{
  char              *record; /* (owned) (nullable) */
  GenkanRowBatch    *batch;  /* (owned) */
  GenkanFindingRows *rows;   /* (owned) (nullable) */
} GenkanWrite;

static void
genkan_write_free (gpointer data)
{
  GenkanWrite *write = data;

  g_free (write->record);
  genkan_row_batch_unref (write->batch);
  g_clear_pointer (&write->rows, genkan_finding_rows_unref);
  g_free (write);
}

static void
genkan_findings_sink_staged_cb (GObject      *object,
                                GAsyncResult *result,
                                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanFindingsSink *self = g_task_get_source_object (task);
  const char *record = g_task_get_task_data (task);
  GError *error = NULL;
  guint n_foreign = 0;

  if (!genkan_store_stage_findings_finish (GENKAN_STORE (object), result, &n_foreign, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (n_foreign > 0)
    get_oddities (self, record)->n_foreign += n_foreign;
  g_task_return_boolean (task, TRUE);
}

static void
shape_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  GenkanWrite *write = data;
  GError *error = NULL;

  write->rows = genkan_finding_rows_new (write->batch, &error);
  if (write->rows != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
genkan_findings_sink_shaped_cb (GObject      *object,
                                GAsyncResult *result,
                                gpointer      user_data)
{
  GenkanFindingsSink *self = GENKAN_FINDINGS_SINK (object);
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  GenkanWrite *write = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  guint n_unknown;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  n_unknown = genkan_finding_rows_get_n_unknown (write->rows);
  if (n_unknown > 0)
    get_oddities (self, write->record)->n_unknown += n_unknown;
  genkan_store_stage_findings_async (self->store, self->operation_id, write->record, write->rows,
                                     cancellable, genkan_findings_sink_staged_cb,
                                     g_steal_pointer (&task));
}

static void
genkan_findings_sink_write_async (GenkanSink          *sink,
                                  const char          *record_id,
                                  const char          *name,
                                  GenkanRowBatch      *rows,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GenkanFindingsSink *self = GENKAN_FINDINGS_SINK (sink);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) shaping = NULL;
  GenkanWrite *write;

  g_task_set_source_tag (task, genkan_findings_sink_write_async);
  g_task_set_task_data (task, g_strdup (record_id), g_free);
  if (!g_str_equal (name, "findings"))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  write = g_new0 (GenkanWrite, 1);
  write->record = g_strdup (record_id);
  write->batch = genkan_row_batch_ref (rows);
  shaping = g_task_new (self, cancellable, genkan_findings_sink_shaped_cb, g_object_ref (task));
  g_task_set_task_data (shaping, write, genkan_write_free);
  g_task_run_in_thread (shaping, shape_in_thread);
}

static gboolean
genkan_findings_sink_write_finish (GenkanSink    *sink,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- the end of a scope --- */

/* What belongs to no Record of the Sync can only be told in the log. */
static void
log_foreign (GenkanFindingsSink *self,
             guint               n_foreign)
{
  g_autofree char *text = g_strdup_printf ("%u findings belong to Records that are not mapped; they "
                                           "are not kept", n_foreign);

  genkan_store_log (self->store, self->operation_id, GENKAN_LOG_INFO, text);
}

static void
log_unknown (GenkanFindingsSink *self,
             const char         *record,
             guint               n_unknown)
{
  g_autofree char *text = g_strdup_printf ("%s%s%u findings have a severity that is none; they are "
                                           "kept as Info", record != NULL ? record : "",
                                           record != NULL ? ": " : "", n_unknown);

  genkan_store_log (self->store, self->operation_id, GENKAN_LOG_WARNING, text);
}

/* Told once per scope. Returns: (transfer full) (nullable): what is to stand at the Record */
static char *
tell_oddities (GenkanFindingsSink *self,
               const char         *record)
{
  const GenkanOddities *oddities = g_hash_table_lookup (self->oddities, record != NULL ? record : "");
  char *text = NULL;

  if (oddities == NULL)
    return NULL;

  if (oddities->n_foreign > 0)
    log_foreign (self, oddities->n_foreign);
  if (oddities->n_unknown > 0)
    log_unknown (self, record, oddities->n_unknown);
  if (oddities->n_unknown > 0 && record != NULL)
    text = g_strdup_printf (ngettext ("%u finding came without a severity that Genkan knows, and is kept as Info.",
                                      "%u findings came without a severity that Genkan knows, and are kept as Info.",
                                      oddities->n_unknown), oddities->n_unknown);
  g_hash_table_remove (self->oddities, record != NULL ? record : "");

  return text;
}

/* In a person's words, in the tool's own, and what to do about it. */
static char *
dup_why (const GError *reason,
         GenkanReport *report)
{
  const char *summary = genkan_report_get_summary (report);
  const char *advice = genkan_report_get_advice (report);

  if (*reason->message == '\0' || strstr (summary, reason->message) != NULL)
    return genkan_report_dup_words (report);

  return g_strdup_printf (advice != NULL ? "%s: %s. %s" : "%s: %s", summary, reason->message, advice);
}

static void
genkan_findings_sink_ended_cb (GObject      *object,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (genkan_store_end_scope_finish (GENKAN_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
genkan_findings_sink_end_scope_async (GenkanSink           *sink,
                                      const GenkanScopeEnd *end,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data)
{
  GenkanFindingsSink *self = GENKAN_FINDINGS_SINK (sink);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GenkanReport) report =
    end->reason != NULL ? genkan_report_new_for_error (end->reason, end->details) : NULL;
  g_autofree char *odd = tell_oddities (self, end->record_id);
  g_autofree char *why = report != NULL ? dup_why (end->reason, report) : NULL;
  GenkanSyncScope scope = {
    .record = end->record_id,
    .outcome = end->outcome,
    .delta = end->delta,
    .closes_many = self->closes_many,
    .message = why != NULL ? why : odd,
    .details = end->details,
    .repeated = _("Some findings came under the same id with different contents; of each id one is kept."),
    .remembered = end->remembered,
  };

  g_task_set_source_tag (task, genkan_findings_sink_end_scope_async);
  if (self->kept != NULL)
    {
      g_ptr_array_add (self->kept, genkan_sync_scope_copy (&scope));
      g_task_return_boolean (task, TRUE);
      return;
    }

  genkan_store_end_scope_async (self->store, self->operation_id, &scope, cancellable,
                                genkan_findings_sink_ended_cb, g_steal_pointer (&task));
}

static gboolean
genkan_findings_sink_end_scope_finish (GenkanSink    *sink,
                                       GAsyncResult  *result,
                                       GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What cannot be read is not known. */
static GenkanRecall *
genkan_findings_sink_recall (GenkanSink *sink,
                             const char *record_id)
{
  GenkanFindingsSink *self = GENKAN_FINDINGS_SINK (sink);

  return genkan_store_get_recall (self->store, self->connection_id, record_id);
}

static void
genkan_findings_sink_log (GenkanSink *sink,
                          int         severity,
                          const char *text)
{
  GenkanFindingsSink *self = GENKAN_FINDINGS_SINK (sink);

  genkan_store_log (self->store, self->operation_id, severity, text);
}

static void
genkan_findings_sink_iface_init (GenkanSinkInterface *iface)
{
  iface->write_async = genkan_findings_sink_write_async;
  iface->write_finish = genkan_findings_sink_write_finish;
  iface->end_scope_async = genkan_findings_sink_end_scope_async;
  iface->end_scope_finish = genkan_findings_sink_end_scope_finish;
  iface->recall = genkan_findings_sink_recall;
  iface->log = genkan_findings_sink_log;
}

static void
genkan_findings_sink_finalize (GObject *object)
{
  GenkanFindingsSink *self = GENKAN_FINDINGS_SINK (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_hash_table_unref (self->oddities);

  G_OBJECT_CLASS (genkan_findings_sink_parent_class)->finalize (object);
}

static void
genkan_findings_sink_class_init (GenkanFindingsSinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = genkan_findings_sink_finalize;
}

static void
genkan_findings_sink_init (GenkanFindingsSink *self)
{
  self->oddities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * genkan_findings_sink_new:
 * @store: a store
 * @connection_id: a Connection
 * @operation_id: a Sync of it that began there
 * @closes_many: whether the removal guard is not to be asked
 *
 * Returns: (transfer full): the sink
 */
GenkanSink *
genkan_findings_sink_new (GenkanStore *store,
                          gint64       connection_id,
                          gint64       operation_id,
                          gboolean     closes_many)
{
  GenkanFindingsSink *self = g_object_new (GENKAN_TYPE_FINDINGS_SINK, NULL);

  self->store = g_object_ref (store);
  self->connection_id = connection_id;
  self->operation_id = operation_id;
  self->closes_many = closes_many;

  return GENKAN_SINK (self);
}

/**
 * genkan_findings_sink_keep_ends:
 * @self: a sink that nothing was written to yet
 * @scopes: (element-type GenkanSyncScope): gets how the scopes ended, in the engine's thread
 *
 * Ends no scope in the store: what comes is staged only.
 */
void
genkan_findings_sink_keep_ends (GenkanFindingsSink *self,
                                GPtrArray          *scopes)
{
  g_return_if_fail (GENKAN_IS_FINDINGS_SINK (self));

  self->kept = g_ptr_array_ref (scopes);
}
