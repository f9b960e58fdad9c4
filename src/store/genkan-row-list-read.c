/* genkan-row-list-read.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a list of rows gets its ids: a worker thread reads them at the start, when the question
 * changes (which cancels what runs), and when the store changed (which waits for what runs). The
 * worker also reads the items anew that are held here, and works out the fewest rows to exchange;
 * of the answer to another question it reads the first screen, and all rows count as exchanged.
 * A list that is still empty first asks for the rows of one screen only, so that they stand there
 * at once however many follow. The main thread only carries that out: while it tells of one edit
 * after the other, the list is the new one up to the edit and the old one behind it.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-row-list-private.h"
#include "genkan-row-work.h"

static void genkan_row_list_start (GenkanRowList *self);

static void
genkan_row_list_tell_edits (GenkanRowList *self,
                            GArray        *edits,
                            gboolean       anew)
{
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);
  guint n_before = priv->old_ids->len;

  for (guint i = 0; i < edits->len; i++)
    {
      GenkanRecordEdit *edit = &g_array_index (edits, GenkanRecordEdit, i);

      priv->split_new = edit->new_position + edit->added;
      priv->split_old = edit->old_position + edit->removed;
      g_list_model_items_changed (G_LIST_MODEL (self), edit->new_position,
                                  edit->removed, edit->added);
    }

  g_clear_pointer (&priv->old_ids, g_array_unref);
  _genkan_row_list_settle (self, n_before, anew);
}

/* One that was asked for meanwhile stays the object that it is. */
static void
genkan_row_list_keep (GenkanRowList *self,
                      gpointer       item)
{
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);

  if (genkan_row_cache_lookup (priv->cache, priv->kind->get_id (item)) == NULL)
    genkan_row_cache_insert (priv->cache, item);
}

static void
genkan_row_list_apply (GenkanRowList *self,
                       GenkanRowWork *work)
{
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);

  for (guint i = 0; i < work->fresh->len; i++)
    genkan_row_cache_insert (priv->cache, g_ptr_array_index (work->fresh, i));
  for (guint i = 0; i < work->first->len; i++)
    genkan_row_list_keep (self, g_ptr_array_index (work->first, i));

  priv->old_ids = g_steal_pointer (&priv->ids);
  priv->ids = g_steal_pointer (&work->ids);
  priv->split_new = 0;
  priv->split_old = 0;
  priv->anew = FALSE;
  genkan_row_list_tell_edits (self, work->edits, work->anew);

  if (work->limit > 0)
    priv->refresh_again = TRUE;
  else
    _genkan_row_list_set_n_total (self, work->n_total);
}

static void
genkan_row_list_read_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (GenkanRowList) self = user_data;
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);
  GTask *task = G_TASK (result);
  g_autoptr (GError) error = NULL;

  /* Another question was asked meanwhile; its answer is on the way. */
  if (g_task_get_cancellable (task) != priv->cancellable)
    return;

  g_clear_object (&priv->cancellable);

  if (g_task_propagate_boolean (task, &error))
    genkan_row_list_apply (self, g_task_get_task_data (task));
  else
    g_info ("Cannot read a list: %s", error->message);

  /* Whoever was told of the edits may have asked something new. */
  if (priv->cancellable != NULL)
    return;

  if (priv->refresh_again)
    genkan_row_list_start (self);
  else
    _genkan_row_list_set_loading (self, FALSE);
}

static void
genkan_row_list_start (GenkanRowList *self)
{
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);
  g_autoptr (GTask) task = NULL;
  GenkanRowWork *work = genkan_row_work_new (priv->store, priv->kind, priv->query, priv->ids,
                                             genkan_row_cache_dup_all (priv->cache), priv->anew);

  /* Only where an index has them ready: otherwise the first rows would take as long as all. */
  if (priv->ids->len == 0 && priv->kind->has_first_rows (priv->query))
    work->limit = GENKAN_ROW_WORK_FIRST;

  priv->refresh_again = FALSE;
  priv->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, priv->cancellable, genkan_row_list_read_cb, g_object_ref (self));
  g_task_set_source_tag (task, genkan_row_list_start);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, genkan_row_work_free);
  g_task_run_in_thread (task, genkan_row_work_run);
}

/* The question changed: the answer that is on the way is of no use any more. */
void
genkan_row_list_ask (GenkanRowList *self)
{
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);

  if (priv->cancellable != NULL)
    g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);

  priv->anew = TRUE;
  genkan_row_list_start (self);
  _genkan_row_list_set_loading (self, TRUE);
}

void
_genkan_row_list_store_changed_cb (GenkanRowList *self,
                                   guint          tables,
                                   gint64         connection_id)
{
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);
  gint64 own = priv->kind->get_connection (priv->query);

  if ((tables & priv->kind->tables) == 0)
    return;

  if (connection_id != 0 && own != 0 && connection_id != own)
    return;

  if (priv->cancellable != NULL)
    priv->refresh_again = TRUE;
  else
    genkan_row_list_start (self);
}
