/* genkan-export-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Findings into a file, in a thread. The file takes the place of another only when it is whole.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-export-file.h"

typedef struct
{
  GenkanFindingQuery  query;      /* its texts are owned */
  GenkanExportFormat  format;
  GFile              *file;       /* (owned) */
  guint               n_findings;
} GenkanExportFile;

static void
genkan_export_file_free (gpointer data)
{
  GenkanExportFile *self = data;

  g_free ((char *) self->query.unique_id);
  g_free ((char *) self->query.search);
  g_free ((char *) self->query.component);
  g_free ((char *) self->query.vulnerability);
  g_object_unref (self->file);
  g_free (self);
}

/* Closing with a cancelled cancellable leaves the earlier file as it was. */
static void
abandon (GOutputStream *stream)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
}

static void
export_in_thread (GTask        *task,
                  gpointer      store,
                  gpointer      data,
                  GCancellable *cancellable)
{
  GenkanExportFile *self = data;
  g_autoptr (GFileOutputStream) file = NULL;
  GError *error = NULL;

  file = g_file_replace (self->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, &error);
  if (file == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (!genkan_export_findings (store, &self->query, self->format, G_OUTPUT_STREAM (file),
                               cancellable, &self->n_findings, &error))
    abandon (G_OUTPUT_STREAM (file));
  else
    g_output_stream_close (G_OUTPUT_STREAM (file), cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * genkan_export_file_async:
 * @store: a store
 * @query: which Findings; copied
 * @format: how
 * @file: where to; one that is there is replaced
 * @cancellable: (nullable): a file that was there then stays as it was
 *
 * Writes Findings into a file, the worst first, without keeping the caller's thread busy.
 */
void
genkan_export_file_async (GenkanStore              *store,
                          const GenkanFindingQuery *query,
                          GenkanExportFormat        format,
                          GFile                    *file,
                          GCancellable             *cancellable,
                          GAsyncReadyCallback       callback,
                          gpointer                  user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanExportFile *self;

  g_return_if_fail (GENKAN_IS_STORE (store));
  g_return_if_fail (query != NULL);
  g_return_if_fail (G_IS_FILE (file));

  self = g_new0 (GenkanExportFile, 1);
  self->query = *query;
  self->query.unique_id = g_strdup (query->unique_id);
  self->query.search = g_strdup (query->search);
  self->query.component = g_strdup (query->component);
  self->query.vulnerability = g_strdup (query->vulnerability);
  self->format = format;
  self->file = g_object_ref (file);

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_export_file_async);
  g_task_set_task_data (task, self, genkan_export_file_free);
  g_task_run_in_thread (task, export_in_thread);
}

/**
 * genkan_export_file_finish:
 * @store: the store
 * @result: what the callback got
 * @ret_n_findings: (out) (optional): how many were written
 *
 * Returns: whether all of them were written
 */
gboolean
genkan_export_file_finish (GenkanStore   *store,
                           GAsyncResult  *result,
                           guint         *ret_n_findings,
                           GError       **error)
{
  GenkanExportFile *self;

  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  self = g_task_get_task_data (G_TASK (result));
  if (ret_n_findings != NULL)
    *ret_n_findings = self->n_findings;

  return TRUE;
}
