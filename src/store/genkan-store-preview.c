/* genkan-store-preview.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the end of a Discover would do is found out by doing it, inside a savepoint that is then
 * rolled back: the preview cannot disagree with what follows.
 *
 * What a person takes out is kept by the vendor's id until the Operation ends. A unit is taken
 * out whole, with all that would happen to it, but for its mapping, which can go alone.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-preview.h"
#include "genkan-store-private.h"

struct _GenkanPreview
{
  guint       n_changes[GENKAN_N_CHANGE_KINDS];
  GListStore *changes[GENKAN_N_CHANGE_KINDS]; /* (owned) (element-type GenkanChange) */
};

G_DEFINE_BOXED_TYPE (GenkanPreview, genkan_preview, genkan_preview_ref, genkan_preview_unref)

static GenkanPreview *
genkan_preview_new (void)
{
  GenkanPreview *self = g_atomic_rc_box_new0 (GenkanPreview);

  for (guint i = 0; i < GENKAN_N_CHANGE_KINDS; i++)
    self->changes[i] = g_list_store_new (GENKAN_TYPE_CHANGE);

  return self;
}

static void
genkan_preview_clear (gpointer data)
{
  GenkanPreview *self = data;

  for (guint i = 0; i < GENKAN_N_CHANGE_KINDS; i++)
    g_object_unref (self->changes[i]);
}

GenkanPreview *
genkan_preview_ref (GenkanPreview *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
genkan_preview_unref (GenkanPreview *self)
{
  g_atomic_rc_box_release_full (self, genkan_preview_clear);
}

guint
genkan_preview_get_n_changes (GenkanPreview    *self,
                              GenkanChangeKind  kind)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (kind < GENKAN_N_CHANGE_KINDS, 0);

  return self->n_changes[kind];
}

/**
 * genkan_preview_get_changes:
 * @self: a preview
 * @kind: which changes
 *
 * Returns: (transfer none): a list of #GenkanChange by name; the first ones when there are more
 *   than were asked for
 */
GListModel *
genkan_preview_get_changes (GenkanPreview    *self,
                            GenkanChangeKind  kind)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (kind < GENKAN_N_CHANGE_KINDS, NULL);

  return G_LIST_MODEL (self->changes[kind]);
}

/* --- doing it, and taking it back --- */

typedef struct
{
  gint64            operation_id;
  gboolean          complete;
  guint             limit;
  gint64            connection_id;
  gint64            time;       /* of the run */
  GenkanPreview    *preview;    /* (owned) (nullable) the result of looking */

  GenkanChangeKind  kind;       /* what to leave out */
  char            **vendor_ids; /* (owned) (nullable) or all of the kind */
} GenkanLook;

typedef gboolean (*GenkanLookFunc) (GenkanDatabase  *db,
                                    GenkanLook      *look,
                                    GError         **error);

static void
genkan_look_free (gpointer data)
{
  GenkanLook *look = data;

  g_clear_pointer (&look->preview, genkan_preview_unref);
  g_strfreev (look->vendor_ids);
  g_free (look);
}

/* Of the Connection ?1, at the time of the run ?2, when what is new was first discovered. */
#define CHANGES                                                                            \
  "(SELECT c.kind, c.record_id, c.detail, c.is_made FROM changes AS c "                    \
  " UNION ALL SELECT 0, id, NULL, 0 FROM records "                                         \
  " WHERE connection_id = ?1 AND first_discovered = ?2) AS x "                             \
  "JOIN records AS r ON r.id = x.record_id "

static void
bind_run (GenkanStatement  *statement,
          const GenkanLook *look)
{
  genkan_statement_bind_int64 (statement, 0, look->connection_id);
  genkan_statement_bind_int64 (statement, 1, look->time);
}

static gboolean
count_changes (GenkanDatabase  *db,
               GenkanLook      *look,
               GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "SELECT x.kind, count(*) FROM " CHANGES "GROUP BY x.kind", error);
  GenkanStep step;

  if (statement == NULL)
    return FALSE;

  bind_run (statement, look);
  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    look->preview->n_changes[genkan_statement_get_int64 (statement, 0)] =
      genkan_statement_get_int64 (statement, 1);

  return step == GENKAN_STEP_DONE;
}

static void
add_change (GListStore      *changes,
            GenkanChangeKind kind,
            GenkanStatement *row)
{
  GenkanChangeFields fields = {
    .kind = kind,
    .vendor_id = genkan_statement_get_text (row, 0),
    .name = genkan_statement_get_text (row, 1),
    .parent = genkan_statement_get_text (row, 2),
    .detail = genkan_statement_get_text (row, 3),
    .is_made = genkan_statement_get_int64 (row, 4) != 0,
  };
  g_autoptr (GenkanChange) change = genkan_change_new (&fields);

  g_list_store_append (changes, change);
}

static gboolean
read_changes (GenkanDatabase    *db,
              GenkanLook        *look,
              GenkanChangeKind   kind,
              GError           **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "SELECT r.vendor_id, r.name, r.parent, x.detail, x.is_made FROM " CHANGES
    "WHERE x.kind = ?3 ORDER BY r.name_key, r.id LIMIT ?4", error);
  GenkanStep step;

  if (statement == NULL)
    return FALSE;

  bind_run (statement, look);
  genkan_statement_bind_int64 (statement, 2, kind);
  genkan_statement_bind_int64 (statement, 3, look->limit > 0 ? (gint64) look->limit : -1);
  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    add_change (look->preview->changes[kind], kind, statement);

  return step == GENKAN_STEP_DONE;
}

static gboolean
read_preview (GenkanDatabase  *db,
              GenkanLook      *look,
              GError         **error)
{
  look->preview = genkan_preview_new ();
  if (!count_changes (db, look, error))
    return FALSE;

  for (guint kind = 0; kind < GENKAN_N_CHANGE_KINDS; kind++)
    if (!read_changes (db, look, kind, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_vendor_ids (GenkanDatabase  *db,
                 GenkanLook      *look,
                 GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "SELECT r.vendor_id FROM " CHANGES "WHERE x.kind = ?3", error);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GenkanStep step;

  if (statement == NULL)
    return FALSE;

  bind_run (statement, look);
  genkan_statement_bind_int64 (statement, 2, look->kind);
  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    g_strv_builder_add (ids, genkan_statement_get_text (statement, 0));

  look->vendor_ids = g_strv_builder_end (ids);

  return step == GENKAN_STEP_DONE;
}

static gboolean
look_and_take_back (GenkanStore     *self,
                    GenkanDatabase  *db,
                    GenkanLook      *look,
                    GenkanLookFunc   func,
                    GError         **error)
{
  GenkanRunning *running = genkan_store_find_running (self, look->operation_id, error);
  gboolean done;

  if (running == NULL || !genkan_database_execute (db, "SAVEPOINT look", error))
    return FALSE;

  look->connection_id = running->connection_id;
  done = genkan_discover_apply (db, running->id, running->connection_id, look->complete,
                                NULL, NULL, &look->time, error)
         && func (db, look, error);

  /* After an error SQLite may have rolled everything back already. */
  return genkan_database_execute (db, "ROLLBACK TO look; RELEASE look", done ? error : NULL)
         && done;
}

/* --- looking --- */

static gboolean
preview_operation (GenkanStore     *self,
                   GenkanDatabase  *db,
                   gpointer         data,
                   GError         **error)
{
  return look_and_take_back (self, db, data, read_preview, error);
}

/**
 * genkan_store_preview_async:
 * @self: a store
 * @operation_id: a Discover that began here and whose rows are all staged
 * @complete: whether it will be ended as Complete
 * @limit: how many changes of each kind to list at most, or 0: all
 *
 * Finds out what the end of the Operation would do.
 */
void
genkan_store_preview_async (GenkanStore         *self,
                            gint64               operation_id,
                            gboolean             complete,
                            guint                limit,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanLook *look;

  g_return_if_fail (GENKAN_IS_STORE (self));

  look = g_new0 (GenkanLook, 1);
  look->operation_id = operation_id;
  look->complete = complete;
  look->limit = limit;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_preview_async);
  g_task_set_task_data (task, look, genkan_look_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, preview_operation, NULL);
}

/**
 * genkan_store_preview_finish:
 *
 * Returns: (transfer full) (nullable): the preview, or an error
 */
GenkanPreview *
genkan_store_preview_finish (GenkanStore   *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  GenkanLook *look;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  look = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&look->preview);
}

/* --- leaving out --- */

static gboolean
leave_out (GenkanStore     *self,
           GenkanDatabase  *db,
           gpointer         data,
           GError         **error)
{
  GenkanLook *look = data;
  g_autoptr (GenkanStatement) insert = NULL;

  if (look->vendor_ids == NULL && !look_and_take_back (self, db, look, read_vendor_ids, error))
    return FALSE;

  insert = genkan_database_prepare (
    db, "INSERT OR IGNORE INTO left_out VALUES (?1, ?2, ?3)", error);
  if (insert == NULL)
    return FALSE;

  for (char **id = look->vendor_ids; *id != NULL; id++)
    {
      genkan_statement_bind_int64 (insert, 0, look->operation_id);
      genkan_statement_bind_text (insert, 1, *id);
      genkan_statement_bind_int64 (insert, 2, look->kind == GENKAN_CHANGE_MAPPED ? 2 : 1);
      if (!genkan_statement_run (insert, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * genkan_store_leave_out_async:
 * @self: a store
 * @operation_id: a Discover that began here and whose rows are all staged
 * @kind: what shall not happen
 * @vendor_ids: (nullable): to which units; %NULL for all of them
 *
 * Takes changes out of what the end of the Operation, if it is Complete, will do. Only a mapping
 * goes alone; with any other change, all that would happen to the unit is taken out.
 */
void
genkan_store_leave_out_async (GenkanStore         *self,
                              gint64               operation_id,
                              GenkanChangeKind     kind,
                              const char * const  *vendor_ids,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanLook *look;

  g_return_if_fail (GENKAN_IS_STORE (self));

  look = g_new0 (GenkanLook, 1);
  look->operation_id = operation_id;
  look->complete = TRUE;
  look->kind = kind;
  look->vendor_ids = g_strdupv ((char **) vendor_ids);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_leave_out_async);
  g_task_set_task_data (task, look, genkan_look_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, leave_out, NULL);
}

/**
 * genkan_store_leave_out_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether they are left out
 */
gboolean
genkan_store_leave_out_finish (GenkanStore   *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
