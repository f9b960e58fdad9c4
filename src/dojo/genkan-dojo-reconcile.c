/* genkan-dojo-reconcile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What imports leave undone: the Findings of the Test are compared with what was planned, and the
 * rest is done one by one.
 *
 * - What drifted is brought up to date by PATCH.
 * - What our store calls closed, and is not, is closed by its id.
 * - Only an import may accept a risk, and it does so only for what is open and has no other
 *   status; what is closed it opens instead. Those are given back, to be imported once more.
 * - What is there twice, because two imports ran at once or somebody's identity for it was
 *   another, becomes one: that which the next import will find.
 *
 * One that DefectDojo refuses does not stop the others. One that was deleted meanwhile is done.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-reconcile-private.h"

#include "genkan-dojo-error-private.h"
#include "genkan-dojo-objects.h"
#include "genkan-dojo-private.h"
#include "genkan-dojo-rows-private.h"

typedef struct
{
  GenkanDojoPlan       *plan;    /* (owned) */
  gboolean              is_last;
  GPtrArray            *rows;    /* (owned) (nullable) (element-type GenkanDojoRow) */
  guint                 next;
  GError               *refusal; /* (owned) (nullable) the first */
  GenkanDojoReconciled  done;
} Reconcile;

static void do_next (GTask *task);

static void
reconcile_free (gpointer data)
{
  Reconcile *reconcile = data;

  genkan_dojo_plan_unref (reconcile->plan);
  g_clear_pointer (&reconcile->rows, g_ptr_array_unref);
  g_clear_error (&reconcile->refusal);
  g_clear_pointer (&reconcile->done.again, g_array_unref);
  g_free (reconcile);
}

/* --- what is to be done --------------------------------------------------------------------- */

/* Of two for one id, that which the next import finds: by its hash, the older one. */
static gboolean
is_better (const GenkanDojoRow *one,
           const GenkanDojoRow *other)
{
  if (one->is_known != other->is_known)
    return one->is_known;

  return one->is_known ? one->id < other->id : one->id > other->id;
}

static GHashTable *
choose_rows (Reconcile *reconcile)
{
  GHashTable *chosen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < reconcile->rows->len; i++)
    {
      GenkanDojoRow *row = g_ptr_array_index (reconcile->rows, i);
      GenkanDojoRow *other =
        row->planned != NULL ? g_hash_table_lookup (chosen, row->planned) : NULL;

      if (row->planned != NULL && (other == NULL || is_better (row, other)))
        g_hash_table_insert (chosen, row->planned, row);
    }

  return chosen;
}

static void
settle_row (Reconcile     *reconcile,
            GenkanDojoRow *row)
{
  GenkanDojoPlanned *planned = row->planned;

  if (planned->state == GENKAN_FINDING_CLOSED)
    {
      reconcile->done.n_closed++;
      return;
    }

  g_clear_pointer (&row->close, json_object_unref);
  if (row->lacks && !reconcile->is_last)
    g_array_append_val (reconcile->done.again, planned->place);
}

static void
settle_rows (Reconcile *reconcile)
{
  g_autoptr (GHashTable) chosen = choose_rows (reconcile);

  for (guint i = 0; i < reconcile->rows->len; i++)
    {
      GenkanDojoRow *row = g_ptr_array_index (reconcile->rows, i);

      if (row->planned != NULL && g_hash_table_lookup (chosen, row->planned) == row)
        {
          settle_row (reconcile, row);
          continue;
        }
      /* There twice, or not known: to be closed if it is open. */
      g_clear_pointer (&row->patch, json_object_unref);
      reconcile->done.n_closed += row->close != NULL;
    }
}

/* --- doing it ------------------------------------------------------------------------------- */

static void
end (GTask *task)
{
  Reconcile *reconcile = g_task_get_task_data (task);

  if (reconcile->refusal != NULL)
    g_task_return_error (task, g_steal_pointer (&reconcile->refusal));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Whether to go on; takes the error. */
static gboolean
take_error (GTask  *task,
            GError *error)
{
  Reconcile *reconcile = g_task_get_task_data (task);

  if (g_error_matches (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_NOT_FOUND))
    {
      g_error_free (error);
      return TRUE;
    }
  if (error != NULL && !g_error_matches (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_REFUSED))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return FALSE;
    }

  if (reconcile->refusal == NULL)
    reconcile->refusal = error;
  else
    g_clear_error (&error);

  return TRUE;
}

/* Says which one was refused. */
static void
name_finding (Reconcile *reconcile,
              GError    *error)
{
  GenkanDojoRow *row = g_ptr_array_index (reconcile->rows, reconcile->next);
  const char *said;

  if (row->planned == NULL
      || !g_error_matches (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_REFUSED))
    return;

  said = genkan_dojo_error_get_said (error);
  if (said != NULL)
    _genkan_dojo_error_take_said (error, g_strdup_printf ("the Finding “%s”: %s",
                                                          row->planned->unique_id, said));
  g_prefix_error (&error, "The Finding “%s”: ", row->planned->unique_id);
}

static void
genkan_dojo_row_patched_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data)
{
  GTask *task = user_data;
  Reconcile *reconcile = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GenkanDojoObject) object =
    genkan_dojo_object_finish (GENKAN_DOJO (source), result, &error);

  reconcile->done.n_patched += object != NULL;
  name_finding (reconcile, error);
  if (take_error (task, error))
    do_next (task);
}

static void
genkan_dojo_row_closed_cb (GObject      *source,
                           GAsyncResult *result,
                           gpointer      user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  genkan_dojo_close_finding_finish (GENKAN_DOJO (source), result, &error);
  name_finding (g_task_get_task_data (task), error);
  if (take_error (task, error))
    do_next (task);
}

static void
do_next (GTask *task)
{
  GenkanDojo *self = g_task_get_source_object (task);
  Reconcile *reconcile = g_task_get_task_data (task);

  while (reconcile->next < reconcile->rows->len)
    {
      GenkanDojoRow *row = g_ptr_array_index (reconcile->rows, reconcile->next);
      g_autoptr (JsonObject) patch = g_steal_pointer (&row->patch);
      g_autoptr (JsonObject) close = patch == NULL ? g_steal_pointer (&row->close) : NULL;

      if (patch != NULL)
        genkan_dojo_change_async (self, GENKAN_DOJO_FINDINGS, row->id, patch,
                                  g_task_get_cancellable (task), genkan_dojo_row_patched_cb, task);
      else if (close != NULL)
        _genkan_dojo_close_async (self, row->id, close, g_task_get_cancellable (task),
                                  genkan_dojo_row_closed_cb, task);
      if (patch != NULL || close != NULL)
        return;

      reconcile->next++;
    }

  end (task);
}

static void
genkan_dojo_findings_read_cb (GObject      *source,
                              GAsyncResult *result,
                              gpointer      user_data)
{
  GTask *task = user_data;
  Reconcile *reconcile = g_task_get_task_data (task);
  GError *error = NULL;

  reconcile->rows = _genkan_dojo_rows_finish (GENKAN_DOJO (source), result, &reconcile->done.n_held,
                                              &error);
  if (reconcile->rows == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  settle_rows (reconcile);
  do_next (task);
}

void
_genkan_dojo_reconcile_async (GenkanDojo                *self,
                              const GenkanDojoReconcile *what,
                              GCancellable              *cancellable,
                              GAsyncReadyCallback        callback,
                              gpointer                   user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Reconcile *reconcile = g_new0 (Reconcile, 1);

  reconcile->plan = genkan_dojo_plan_ref (what->plan);
  reconcile->is_last = what->is_last;
  reconcile->done.again = g_array_new (FALSE, FALSE, sizeof (guint));
  g_task_set_source_tag (task, _genkan_dojo_reconcile_async);
  g_task_set_task_data (task, reconcile, reconcile_free);
  _genkan_dojo_rows_async (self, what, cancellable, genkan_dojo_findings_read_cb, task);
}

/* All that can be done was done; an error then says what DefectDojo refused. */
gboolean
_genkan_dojo_reconcile_finish (GenkanDojo            *self,
                               GAsyncResult          *result,
                               GenkanDojoReconciled  *ret_reconciled,
                               GError               **error)
{
  Reconcile *reconcile;

  g_assert (g_task_is_valid (result, self));

  reconcile = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *ret_reconciled = reconcile->done;
  reconcile->done.again = NULL;

  return TRUE;
}
