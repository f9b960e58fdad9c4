/* genkan-dojo-reconcile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What imports leave undone: all Findings of the Test are read, compared with what was planned,
 * and the rest is done one by one. Only what a step needs is kept of a Finding.
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

#include "genkan-dojo-finding.h"
#include "genkan-dojo-json-private.h"
#include "genkan-dojo-objects.h"
#include "genkan-dojo-private.h"
#include "genkan-dojo-walk-private.h"

/* A Finding there, and what is to be done with it. */
typedef struct
{
  gint64             id;
  GenkanDojoPlanned *planned;    /* (nullable) none: it is not known here */
  JsonObject        *patch;      /* (owned) (nullable) */
  JsonObject        *close;      /* (owned) (nullable) what to close it with */
  gboolean           is_open;    /* not mitigated */
  gboolean           is_known;   /* by its identity: the next import will find it */
  gboolean           lacks;      /* that its risk is accepted */
} Row;

typedef struct
{
  GenkanDojoPlan       *plan;    /* (owned) */
  gboolean              close_unknown;
  gboolean              is_last;
  GHashTable           *by_id;   /* (owned) (element-type utf8 GenkanDojoPlanned) */
  GPtrArray            *rows;    /* (owned) (nullable) (element-type Row) */
  guint                 next;
  GError               *refusal; /* (owned) (nullable) the first */
  GenkanDojoReconciled  done;
} Reconcile;

static void do_next (GTask *task);

static void
row_free (gpointer data)
{
  Row *row = data;

  g_clear_pointer (&row->patch, json_object_unref);
  g_clear_pointer (&row->close, json_object_unref);
  g_free (row);
}

static void
reconcile_free (gpointer data)
{
  Reconcile *reconcile = data;

  genkan_dojo_plan_unref (reconcile->plan);
  g_hash_table_unref (reconcile->by_id);
  g_clear_pointer (&reconcile->rows, g_ptr_array_unref);
  g_clear_error (&reconcile->refusal);
  g_clear_pointer (&reconcile->done.again, g_array_unref);
  g_free (reconcile);
}

/* --- what is there -------------------------------------------------------------------------- */

static gboolean
is_unknown (Reconcile  *reconcile,
            const char *unique_id)
{
  const char *prefix = reconcile->plan->prefix;

  return reconcile->close_unknown && prefix != NULL && g_str_has_prefix (unique_id, prefix)
         && unique_id[strlen (prefix)] == ':'
         && !genkan_dojo_file_has (reconcile->plan->file, unique_id);
}

/* Closing takes these away if they are not said again. */
static JsonObject *
make_close (JsonObject *server,
            JsonObject *patch)
{
  static const char *const flags[] = { "false_p", "out_of_scope", "duplicate" };
  JsonObject *fields = json_object_new ();

  json_object_set_boolean_member (fields, "is_mitigated", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (_genkan_dojo_json_get_boolean (server, flags[i])
        && (patch == NULL || !json_object_has_member (patch, flags[i])))
      json_object_set_boolean_member (fields, flags[i], TRUE);

  return fields;
}

static gboolean
is_known (GenkanDojoPlanned *planned,
          GenkanDojoObject  *object)
{
  gint64 bound = genkan_dojo_finding_get_bound (planned->identity, NULL);
  g_autoptr (JsonNode) node = _genkan_dojo_json_parse (planned->identity,
                                                       strlen (planned->identity));
  g_autofree char *own = genkan_dojo_finding_dup_hash (json_node_get_object (node));

  if (bound > 0)
    return object->id == bound;

  return g_strcmp0 (own, genkan_dojo_object_get_string (object, "hash_code")) == 0;
}

/* Whether another import would accept its risk. */
static gboolean
lacks_acceptance (GenkanDojoPlanned *planned,
                  JsonObject        *patch,
                  JsonObject        *server)
{
  static const char *const flags[] = { "false_p", "out_of_scope", "duplicate" };

  if (planned->state != GENKAN_FINDING_RISK_ACCEPTED || planned->place == GENKAN_DOJO_NOWHERE
      || _genkan_dojo_json_get_boolean (server, "risk_accepted"))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (_genkan_dojo_json_get_boolean (server, flags[i])
        && (patch == NULL || !json_object_has_member (patch, flags[i])))
      return FALSE;

  return TRUE;
}

static gpointer
genkan_dojo_keep_finding (GenkanDojoObject *object,
                          gpointer          data)
{
  Reconcile *reconcile = data;
  const char *id = genkan_dojo_object_get_string (object, "unique_id_from_tool");
  GenkanDojoPlanned *planned = id != NULL ? g_hash_table_lookup (reconcile->by_id, id) : NULL;
  gboolean is_open = !genkan_dojo_object_get_boolean (object, "is_mitigated");
  Row *row;

  if (id == NULL || (planned == NULL && !(is_open && is_unknown (reconcile, id))))
    return NULL;

  row = g_new0 (Row, 1);
  row->id = object->id;
  row->planned = planned;
  row->is_open = is_open;
  if (planned != NULL)
    {
      row->is_known = is_known (planned, object);
      row->patch = genkan_dojo_plan_diff (reconcile->plan, planned, object->fields);
      row->lacks = lacks_acceptance (planned, row->patch, object->fields);
    }
  row->close = is_open ? make_close (object->fields, row->patch) : NULL;

  return row;
}

/* --- what is to be done --------------------------------------------------------------------- */

/* Of two for one id, that which the next import finds: by its hash, the older one. */
static gboolean
is_better (const Row *one,
           const Row *other)
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
      Row *row = g_ptr_array_index (reconcile->rows, i);
      Row *other = row->planned != NULL ? g_hash_table_lookup (chosen, row->planned) : NULL;

      if (row->planned != NULL && (other == NULL || is_better (row, other)))
        g_hash_table_insert (chosen, row->planned, row);
    }

  return chosen;
}

static void
settle_row (Reconcile *reconcile,
            Row       *row)
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
      Row *row = g_ptr_array_index (reconcile->rows, i);

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
  Row *row = g_ptr_array_index (reconcile->rows, reconcile->next);

  if (row->planned != NULL
      && g_error_matches (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_REFUSED))
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
      Row *row = g_ptr_array_index (reconcile->rows, reconcile->next);
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

  reconcile->rows = _genkan_dojo_walk_finish (GENKAN_DOJO (source), result, &error);
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
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, what->test_id);
  GenkanDojoWalk walk = {
    .kind = GENKAN_DOJO_FINDINGS,
    .filters = (const char *const[]) { "test", id, NULL },
    .keep = genkan_dojo_keep_finding,
    .free_kept = row_free,
    .data = reconcile,
  };

  reconcile->plan = genkan_dojo_plan_ref (what->plan);
  reconcile->close_unknown = what->close_unknown;
  reconcile->is_last = what->is_last;
  reconcile->done.again = g_array_new (FALSE, FALSE, sizeof (guint));
  reconcile->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < what->plan->items->len; i++)
    {
      GenkanDojoPlanned *planned = g_ptr_array_index (what->plan->items, i);

      g_hash_table_insert (reconcile->by_id, planned->unique_id, planned);
    }

  g_task_set_source_tag (task, _genkan_dojo_reconcile_async);
  g_task_set_task_data (task, reconcile, reconcile_free);
  _genkan_dojo_walk_async (self, &walk, cancellable, genkan_dojo_findings_read_cb, task);
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
