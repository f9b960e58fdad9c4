/* genkan-store-connections.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Connections and their settings.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-connections.h"
#include "genkan-store-private.h"

#define CONNECTION_SELECT                                                           \
  "SELECT id, connector_id, label, secret_id, visible, n_unmapped, n_mapped, tool, " \
  "minimum_severity " \
  "FROM connections "

typedef struct
{
  GenkanConnection *connection; /* (owned) */
  gint64            id;
} GenkanSave;

static void
genkan_save_free (gpointer data)
{
  GenkanSave *save = data;

  g_object_unref (save->connection);
  g_free (save);
}

static gboolean
read_settings (GenkanDatabase    *db,
               GenkanConnection  *connection,
               GError           **error)
{
  g_autoptr (GenkanStatement) statement = NULL;
  GenkanStep step;

  statement = genkan_database_prepare (
    db, "SELECT name, value FROM connection_settings WHERE connection_id = ?1", error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, genkan_connection_get_id (connection));
  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    genkan_connection_set_setting (connection,
                                   genkan_statement_get_text (statement, 0),
                                   genkan_statement_get_text (statement, 1));

  return step == GENKAN_STEP_DONE;
}

static GenkanConnection *
read_connection (GenkanDatabase   *db,
                 GenkanStatement  *statement,
                 GError          **error)
{
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GenkanRules) rules = NULL;

  connection = genkan_connection_new (genkan_statement_get_text (statement, 1),
                                      genkan_statement_get_text (statement, 2));
  genkan_connection_set_id (connection, genkan_statement_get_int64 (statement, 0));
  genkan_connection_set_secret_id (connection, genkan_statement_get_text (statement, 3));
  genkan_connection_set_visible (connection, genkan_statement_get_text (statement, 4));
  genkan_connection_set_counts (connection,
                                genkan_statement_get_int64 (statement, 5),
                                genkan_statement_get_int64 (statement, 6));

  genkan_connection_set_tool (connection, genkan_statement_get_text (statement, 7));
  genkan_connection_set_minimum_severity (connection,
                                          CLAMP (genkan_statement_get_int64 (statement, 8), 0,
                                                 GENKAN_N_SEVERITIES - 1));

  rules = genkan_rules_load (db, genkan_connection_get_id (connection), error);
  if (rules == NULL || !read_settings (db, connection, error))
    return NULL;

  genkan_connection_set_rules (connection, rules);

  return g_steal_pointer (&connection);
}

/**
 * genkan_store_list_connections:
 * @self: a store
 *
 * Returns: (transfer full) (nullable) (element-type GenkanConnection): all Connections by label
 */
GPtrArray *
genkan_store_list_connections (GenkanStore  *self,
                               GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GenkanStatement) statement = NULL;
  GenkanStep step;

  if (reader.db == NULL)
    return NULL;

  statement = genkan_database_prepare (
    reader.db, CONNECTION_SELECT "ORDER BY genkan_sort_key (label), id", error);
  if (statement == NULL)
    return NULL;

  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    {
      GenkanConnection *connection = read_connection (reader.db, statement, error);

      if (connection == NULL)
        return NULL;
      g_ptr_array_add (connections, connection);
    }

  return step == GENKAN_STEP_DONE ? g_steal_pointer (&connections) : NULL;
}

/* Binds one value, reads one Connection; @id or @label. */
static GenkanConnection *
find_one (GenkanStore  *self,
          const char   *sql,
          gint64        id,
          const char   *label,
          GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GenkanStatement) statement = NULL;

  if (reader.db == NULL)
    return NULL;

  statement = genkan_database_prepare (reader.db, sql, error);
  if (statement == NULL)
    return NULL;

  if (label != NULL)
    genkan_statement_bind_text (statement, 0, label);
  else
    genkan_statement_bind_int64 (statement, 0, id);

  switch (genkan_statement_step (statement, error))
    {
    case GENKAN_STEP_ROW:
      return read_connection (reader.db, statement, error);

    case GENKAN_STEP_DONE:
      g_set_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND,
                   "There is no Connection %s%s%s", label != NULL ? "“" : "",
                   label != NULL ? label : "of this number", label != NULL ? "”" : "");
      return NULL;

    case GENKAN_STEP_ERROR:
    default:
      return NULL;
    }
}

GenkanConnection *
genkan_store_get_connection (GenkanStore  *self,
                             gint64        id,
                             GError      **error)
{
  g_return_val_if_fail (GENKAN_IS_STORE (self), NULL);

  return find_one (self, CONNECTION_SELECT "WHERE id = ?1", id, NULL, error);
}

/**
 * genkan_store_find_connection:
 * @self: a store
 * @label: the whole label, as it was typed
 *
 * Returns: (transfer full) (nullable): the Connection, or %GENKAN_STORE_ERROR_NOT_FOUND
 */
GenkanConnection *
genkan_store_find_connection (GenkanStore  *self,
                              const char   *label,
                              GError      **error)
{
  g_return_val_if_fail (GENKAN_IS_STORE (self), NULL);
  g_return_val_if_fail (label != NULL, NULL);

  return find_one (self, CONNECTION_SELECT "WHERE label = ?1", 0, label, error);
}

static gboolean
write_row (GenkanDatabase    *db,
           GenkanConnection  *connection,
           GError           **error)
{
  gint64 id = genkan_connection_get_id (connection);
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_database_prepare (
    db, id == 0 ? "INSERT INTO connections (connector_id, label, secret_id, visible, tool, "
                  "minimum_severity) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                : "UPDATE connections SET connector_id = ?1, label = ?2, secret_id = ?3, "
                  "visible = ?4, tool = ?5, minimum_severity = ?6 WHERE id = ?7", error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_text (statement, 0, genkan_connection_get_connector_id (connection));
  genkan_statement_bind_text (statement, 1, genkan_connection_get_label (connection));
  genkan_statement_bind_text (statement, 2, genkan_connection_get_secret_id (connection));
  genkan_statement_bind_text (statement, 3, genkan_connection_get_visible (connection));
  genkan_statement_bind_text (statement, 4, genkan_connection_get_tool (connection));
  genkan_statement_bind_int64 (statement, 5, genkan_connection_get_minimum_severity (connection));
  if (id != 0)
    genkan_statement_bind_int64 (statement, 6, id);

  return genkan_statement_run (statement, error);
}

static gboolean
clear_settings (GenkanDatabase  *db,
                gint64           id,
                GError         **error)
{
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_database_prepare (
    db, "DELETE FROM connection_settings WHERE connection_id = ?1", error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, id);

  return genkan_statement_run (statement, error);
}

static gboolean
write_settings (GenkanDatabase  *db,
                gint64           id,
                GHashTable      *settings,
                GError         **error)
{
  g_autoptr (GenkanStatement) statement = NULL;
  GHashTableIter iter;
  gpointer name, value;

  statement = genkan_database_prepare (db, "INSERT INTO connection_settings VALUES (?1, ?2, ?3)",
                                       error);
  if (statement == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, settings);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      genkan_statement_bind_int64 (statement, 0, id);
      genkan_statement_bind_text (statement, 1, name);
      genkan_statement_bind_text (statement, 2, value);
      if (!genkan_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/* SQLite's word for a taken label names a column; a person needs the label. */
static gboolean
explain_row_error (GenkanConnection  *connection,
                   GError            *row_error,
                   GError           **error)
{
  if (g_error_matches (row_error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_EXISTS))
    {
      g_set_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_EXISTS,
                   "There is a Connection “%s” already; choose another label",
                   genkan_connection_get_label (connection));
      g_error_free (row_error);
    }
  else
    g_propagate_error (error, row_error);

  return FALSE;
}

static gboolean
save_connection (GenkanStore     *self,
                 GenkanDatabase  *db,
                 gpointer         data,
                 GError         **error)
{
  GenkanSave *save = data;
  gint64 id = genkan_connection_get_id (save->connection);
  GError *row_error = NULL;

  if (!write_row (db, save->connection, &row_error))
    return explain_row_error (save->connection, row_error, error);

  if (id != 0 && genkan_database_get_n_changes (db) == 0)
    {
      g_set_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND,
                   "The Connection “%s” was removed meanwhile",
                   genkan_connection_get_label (save->connection));
      return FALSE;
    }

  save->id = id != 0 ? id : genkan_database_get_last_id (db);
  genkan_store_touch (self, GENKAN_STORE_TABLE_CONNECTIONS, save->id);

  return clear_settings (db, save->id, error) &&
         write_settings (db, save->id, genkan_connection_get_settings (save->connection), error) &&
         genkan_rules_save (db, save->id, genkan_connection_get_rules (save->connection), error);
}

/**
 * genkan_store_save_connection_async:
 * @self: a store
 * @connection: a Connection; with an id of 0 it is stored as a new one. It is copied, and is not
 *   changed: the finish function tells its id
 *
 * Stores a Connection and all its settings, or changes the one that is stored.
 */
void
genkan_store_save_connection_async (GenkanStore         *self,
                                    GenkanConnection    *connection,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) reason = NULL;
  GenkanSave *save;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (GENKAN_IS_CONNECTION (connection));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_save_connection_async);

  if (*genkan_connection_get_label (connection) == '\0')
    {
      g_task_return_new_error (task, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_INVALID,
                               "A Connection needs a label");
      return;
    }
  if (!genkan_rules_check (genkan_connection_get_rules (connection), &reason))
    {
      g_task_return_new_error (task, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_INVALID,
                               "%s", reason->message);
      return;
    }

  save = g_new0 (GenkanSave, 1);
  save->connection = genkan_connection_copy (connection);
  g_task_set_task_data (task, save, genkan_save_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, save_connection, NULL);
}

/**
 * genkan_store_save_connection_finish:
 *
 * Returns: the Connection's id, or 0 with an error: %GENKAN_STORE_ERROR_EXISTS when the label is
 *   taken
 */
gint64
genkan_store_save_connection_finish (GenkanStore   *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  GenkanSave *save;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return 0;

  save = g_task_get_task_data (G_TASK (result));

  return save->id;
}

typedef struct
{
  gint64  id;
  char   *visible; /* (owned) (nullable) */
} GenkanNote;

static void
genkan_note_free (gpointer data)
{
  GenkanNote *note = data;

  g_free (note->visible);
  g_free (note);
}

static gboolean
note_visible (GenkanStore     *self,
              GenkanDatabase  *db,
              gpointer         data,
              GError         **error)
{
  GenkanNote *note = data;
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_database_prepare (db, "UPDATE connections SET visible = ?2 WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, note->id);
  genkan_statement_bind_text (statement, 1, note->visible);
  genkan_store_touch (self, GENKAN_STORE_TABLE_CONNECTIONS, note->id);

  return genkan_statement_run (statement, error);
}

/**
 * genkan_store_note_visible_async:
 * @self: a store
 * @id: a Connection; that it was removed meanwhile is no error
 * @visible: (nullable): what its credentials can see, in words
 *
 * Changes these words and nothing else.
 */
void
genkan_store_note_visible_async (GenkanStore         *self,
                                 gint64               id,
                                 const char          *visible,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanNote *note;

  g_return_if_fail (GENKAN_IS_STORE (self));

  note = g_new0 (GenkanNote, 1);
  note->id = id;
  note->visible = g_strdup (visible);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_note_visible_async);
  g_task_set_task_data (task, note, genkan_note_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, note_visible, NULL);
}

/**
 * genkan_store_note_visible_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether it is kept
 */
gboolean
genkan_store_note_visible_finish (GenkanStore   *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
remove_connection (GenkanStore     *self,
                   GenkanDatabase  *db,
                   gpointer         data,
                   GError         **error)
{
  gint64 id = *(gint64 *) data;
  g_autoptr (GenkanStatement) statement = NULL;

  if (g_hash_table_contains (self->running, &id) || !genkan_locks_is_free (self->locks, id))
    return genkan_store_fail_busy (db, id, error);

  if (!genkan_events_forget (db, id, error) || !genkan_findings_forget (db, id, error)
      || !genkan_database_run (db, "DELETE FROM made_products WHERE record_id IN "
                               "(SELECT id FROM records WHERE connection_id = ?1)", id, 0, error))
    return FALSE;

  statement = genkan_database_prepare (db, "DELETE FROM connections WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, id);
  if (!genkan_statement_run (statement, error))
    return FALSE;

  if (genkan_database_get_n_changes (db) == 0)
    {
      g_set_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND,
                   "The Connection was removed meanwhile");
      return FALSE;
    }

  genkan_store_touch (self, GENKAN_STORE_TABLE_CONNECTIONS | GENKAN_STORE_TABLE_RECORDS |
                      GENKAN_STORE_TABLE_OPERATIONS | GENKAN_STORE_TABLE_PRODUCTS, id);

  return TRUE;
}

/**
 * genkan_store_remove_connection_async:
 * @self: a store
 * @id: a Connection
 *
 * Removes a Connection with its Records and Operations; Products stay.
 */
void
genkan_store_remove_connection_async (GenkanStore         *self,
                                      gint64               id,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GENKAN_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_remove_connection_async);
  g_task_set_task_data (task, g_memdup2 (&id, sizeof id), g_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, remove_connection, NULL);
}

/**
 * genkan_store_remove_connection_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether it is gone
 */
gboolean
genkan_store_remove_connection_finish (GenkanStore   *self,
                                       GAsyncResult  *result,
                                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
