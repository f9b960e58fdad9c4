/* genkan-mapping-file-async.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file of mappings, read in a thread of its own.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-mapping-file.h"

typedef struct
{
  char  *connection;        /* (owned) (nullable) */
  guint  n_without_product;
} GenkanReading;

static void
genkan_reading_free (gpointer data)
{
  GenkanReading *reading = data;

  g_free (reading->connection);
  g_free (reading);
}

static void
set_connection (GPtrArray  *mappings,
                const char *connection)
{
  for (guint i = 0; i < mappings->len; i++)
    if (genkan_mapping_get_connection (mappings->pdata[i]) == NULL)
      genkan_mapping_set_connection (mappings->pdata[i], connection);
}

static void
genkan_mapping_file_thread (GTask        *task,
                            gpointer      source,
                            gpointer      data,
                            GCancellable *cancellable)
{
  GenkanReading *reading = data;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GPtrArray) mappings = NULL;
  GError *error = NULL;

  stream = g_file_read (source, cancellable, &error);
  if (stream != NULL)
    mappings = genkan_mapping_file_read (G_INPUT_STREAM (stream), &reading->n_without_product,
                                         cancellable, &error);
  if (mappings == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (reading->connection != NULL)
    set_connection (mappings, reading->connection);
  g_task_return_pointer (task, g_steal_pointer (&mappings), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * genkan_mapping_file_read_async:
 * @file: a file
 * @connection: (nullable): the label of the Connection that a line means which names none
 *
 * Reads the file as genkan_mapping_file_read() does.
 */
void
genkan_mapping_file_read_async (GFile               *file,
                                const char          *connection,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanReading *reading;

  g_return_if_fail (G_IS_FILE (file));

  reading = g_new0 (GenkanReading, 1);
  reading->connection = g_strdup (connection);
  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_mapping_file_read_async);
  g_task_set_task_data (task, reading, genkan_reading_free);
  g_task_run_in_thread (task, genkan_mapping_file_thread);
}

/**
 * genkan_mapping_file_read_finish:
 * @ret_n_without_product: (out) (optional): how many lines name no Product
 * @error: return location for an error; what is wrong with the file itself is translated
 *
 * Returns: (transfer full) (nullable) (element-type GenkanMapping): the lines
 */
GPtrArray *
genkan_mapping_file_read_finish (GFile         *file,
                                 GAsyncResult  *result,
                                 guint         *ret_n_without_product,
                                 GError       **error)
{
  GenkanReading *reading;

  g_return_val_if_fail (g_task_is_valid (result, file), NULL);

  reading = g_task_get_task_data (G_TASK (result));
  if (ret_n_without_product != NULL)
    *ret_n_without_product = reading->n_without_product;

  return g_task_propagate_pointer (G_TASK (result), error);
}
