/* genkan-store-log.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log of an Operation. Lines go through the writer's queue like everything else and stand
 * in the order of the calls.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-operations.h"
#include "genkan-store-private.h"

typedef struct
{
  gint64             operation_id;
  gint64             time;
  GenkanLogSeverity  severity;
  char              *text; /* (owned) */
} GenkanLogWrite;

static void
genkan_log_write_free (gpointer data)
{
  GenkanLogWrite *line = data;

  g_free (line->text);
  g_free (line);
}

static void
genkan_log_line_free (gpointer data)
{
  GenkanLogLine *line = data;

  g_free (line->text);
  g_free (line);
}

static gboolean
write_line (GenkanStore     *self,
            GenkanDatabase  *db,
            gpointer         data,
            GError         **error)
{
  GenkanLogWrite *line = data;
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_database_prepare (
    db, "INSERT INTO operation_log (operation_id, time, severity, text) VALUES (?1, ?2, ?3, ?4)",
    error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, line->operation_id);
  genkan_statement_bind_int64 (statement, 1, line->time);
  genkan_statement_bind_int64 (statement, 2, line->severity);
  genkan_statement_bind_text (statement, 3, line->text);
  genkan_store_touch (self, GENKAN_STORE_TABLE_OPERATIONS, 0);

  return genkan_statement_run (statement, error);
}

/**
 * genkan_store_log:
 * @self: a store, in any thread
 * @operation_id: an Operation
 * @severity: how bad it is
 * @text: one line, already redacted
 *
 * Adds a line to the log; it is dropped when the Operation is gone with its Connection.
 */
void
genkan_store_log (GenkanStore       *self,
                  gint64             operation_id,
                  GenkanLogSeverity  severity,
                  const char        *text)
{
  GenkanLogWrite *line;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (text != NULL);

  line = g_new0 (GenkanLogWrite, 1);
  line->operation_id = operation_id;
  line->time = genkan_store_now ();
  line->severity = severity;
  line->text = genkan_store_clean_text (text, -1);
  genkan_store_write_detached (self, GENKAN_WRITE_MAIN, write_line, line, genkan_log_write_free);
}

/**
 * genkan_store_read_log:
 * @self: a store
 * @operation_id: an Operation
 *
 * Returns: (transfer full) (nullable) (element-type GenkanLogLine): its lines, the first first
 */
GPtrArray *
genkan_store_read_log (GenkanStore  *self,
                       gint64        operation_id,
                       GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (genkan_log_line_free);
  g_autoptr (GenkanStatement) statement = NULL;
  GenkanStep step;

  if (reader.db == NULL)
    return NULL;

  statement = genkan_database_prepare (
    reader.db, "SELECT time, severity, text FROM operation_log WHERE operation_id = ?1 "
    "ORDER BY id", error);
  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, operation_id);
  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    {
      GenkanLogLine *line = g_new0 (GenkanLogLine, 1);

      line->time = genkan_statement_get_int64 (statement, 0);
      line->severity = genkan_statement_get_int64 (statement, 1);
      line->text = g_strdup (genkan_statement_get_text (statement, 2));
      g_ptr_array_add (lines, line);
    }

  return step == GENKAN_STEP_DONE ? g_steal_pointer (&lines) : NULL;
}
