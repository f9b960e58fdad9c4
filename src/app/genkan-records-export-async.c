/* genkan-records-export-async.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An export in a thread of its own, for a window that wants to show how far it is: the worker
 * leaves the number where it can be looked at, and the main thread does so some times a second.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-records-export-private.h"

/* Milliseconds between two looks. */
#define GLANCE 100

typedef struct
{
  GenkanRecordFilter         filter;        /* (owned) what it points to */
  GenkanRecordsFormat        format;
  GFile                     *file;          /* (owned) */
  guint                      n_records;     /* in the end */

  gint                       n_written;     /* (atomic) */
  GenkanRecordsProgressFunc  progress;      /* (nullable) */
  gpointer                   progress_data;
  GSource                   *glance;        /* (owned) (nullable) */
  GAsyncReadyCallback        callback;      /* (nullable) */
  gpointer                   user_data;
} GenkanExporting;

static void
genkan_exporting_free (gpointer data)
{
  GenkanExporting *exporting = data;

  g_free ((char *) exporting->filter.search);
  g_strfreev ((char **) exporting->filter.vendor_ids);
  g_clear_pointer (&exporting->filter.ids, g_array_unref);
  g_object_unref (exporting->file);
  g_free (exporting);
}

static void
copy_filter (GenkanRecordFilter       *copy,
             const GenkanRecordFilter *filter)
{
  *copy = *filter;
  copy->search = g_strdup (filter->search);
  copy->vendor_ids = (const char * const *) g_strdupv ((char **) filter->vendor_ids);
  if (filter->ids != NULL)
    copy->ids = g_array_copy (filter->ids);
}

static void
genkan_records_export_thread (GTask        *task,
                              gpointer      source,
                              gpointer      data,
                              GCancellable *cancellable)
{
  GenkanExporting *exporting = data;
  GError *error = NULL;

  if (_genkan_records_export_to_file (source, &exporting->filter, exporting->format,
                                      exporting->file, &exporting->n_written,
                                      &exporting->n_records, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
genkan_records_export_glance_cb (gpointer user_data)
{
  GenkanExporting *exporting = user_data;

  exporting->progress (g_atomic_int_get (&exporting->n_written), exporting->progress_data);

  return G_SOURCE_CONTINUE;
}

/* Whoever asked hears nothing of the progress once they have the answer. */
static void
genkan_records_export_done_cb (GObject      *source,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  GenkanExporting *exporting = g_task_get_task_data (G_TASK (result));

  if (exporting->glance != NULL)
    g_source_destroy (exporting->glance);
  g_clear_pointer (&exporting->glance, g_source_unref);
  if (exporting->callback != NULL)
    exporting->callback (source, result, exporting->user_data);
}

/**
 * genkan_records_export_async:
 * @store: a store
 * @filter: which Records; without a pattern
 * @format: how
 * @file: a file; replaced only when all is written
 * @progress: (nullable) (scope notified): is told now and then how many are written
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it; what was in the file stays then
 *
 * As genkan_records_export_to_file(), in a thread of its own.
 */
void
genkan_records_export_async (GenkanStore               *store,
                             const GenkanRecordFilter  *filter,
                             GenkanRecordsFormat         format,
                             GFile                     *file,
                             GenkanRecordsProgressFunc  progress,
                             gpointer                   progress_data,
                             GCancellable              *cancellable,
                             GAsyncReadyCallback        callback,
                             gpointer                   user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanExporting *exporting;

  g_return_if_fail (GENKAN_IS_STORE (store));
  g_return_if_fail (filter != NULL && filter->name == NULL);
  g_return_if_fail (G_IS_FILE (file));

  exporting = g_new0 (GenkanExporting, 1);
  copy_filter (&exporting->filter, filter);
  exporting->format = format;
  exporting->file = g_object_ref (file);
  exporting->progress = progress;
  exporting->progress_data = progress_data;
  exporting->callback = callback;
  exporting->user_data = user_data;

  task = g_task_new (store, cancellable, genkan_records_export_done_cb, NULL);
  g_task_set_source_tag (task, genkan_records_export_async);
  g_task_set_check_cancellable (task, FALSE); /* what was written is written */
  g_task_set_task_data (task, exporting, genkan_exporting_free);
  if (progress != NULL)
    {
      exporting->glance = g_timeout_source_new (GLANCE);
      g_source_set_callback (exporting->glance, genkan_records_export_glance_cb, exporting, NULL);
      g_source_attach (exporting->glance, g_main_context_get_thread_default ());
    }
  g_task_run_in_thread (task, genkan_records_export_thread);
}

/**
 * genkan_records_export_finish:
 * @ret_n_records: (out) (optional): how many were written
 *
 * Returns: whether all were written
 */
gboolean
genkan_records_export_finish (GenkanStore   *store,
                              GAsyncResult  *result,
                              guint         *ret_n_records,
                              GError       **error)
{
  GenkanExporting *exporting;

  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  exporting = g_task_get_task_data (G_TASK (result));
  if (ret_n_records != NULL)
    *ret_n_records = exporting->n_records;

  return TRUE;
}
