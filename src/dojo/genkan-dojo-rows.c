/* genkan-dojo-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Findings of a Test that a plan is about. Only what a step needs is kept of each. Where the
 * plan has few and the Test has many, they are asked for by their ids.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-rows-private.h"

#include "genkan-dojo-finding.h"
#include "genkan-dojo-json-private.h"
#include "genkan-dojo-walk-private.h"

/* As many Findings of a list take the server as long as one that is looked for. */
#define ROWS_A_QUESTION 250

/* More than these are not closed only because they are not known, unless most are known. */
#define MANY 20

typedef struct
{
  GenkanDojoPlan *plan;  /* (owned) */
  gint64          test_id;
  gint64          last_before; /* its newest Finding before the imports */
  gboolean        close_unknown;
  GHashTable     *by_id; /* (owned) (element-type utf8 GenkanDojoPlanned) */
  GPtrArray      *rows;  /* (owned) (element-type GenkanDojoRow) */
  gboolean        is_whole; /* the whole list is read */
  guint           n_asked;  /* items of the plan that were asked for, or lists */
  guint           n_held;   /* not to be closed, because they are too many */
  const char     *asked;    /* (nullable) the id of the one that is */
} Rows;

static void ask_next (GTask *task);

static void
row_free (gpointer data)
{
  GenkanDojoRow *row = data;

  g_clear_pointer (&row->patch, json_object_unref);
  g_clear_pointer (&row->close, json_object_unref);
  g_free (row);
}

static void
rows_free (gpointer data)
{
  Rows *rows = data;

  genkan_dojo_plan_unref (rows->plan);
  g_hash_table_unref (rows->by_id);
  g_ptr_array_unref (rows->rows);
  g_free (rows);
}

static gboolean
is_unknown (Rows       *rows,
            const char *unique_id)
{
  const char *prefix = rows->plan->prefix;

  return rows->close_unknown && prefix != NULL && g_str_has_prefix (unique_id, prefix)
         && unique_id[strlen (prefix)] == ':'
         && !genkan_dojo_file_has (rows->plan->file, unique_id);
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
  Rows *rows = data;
  const char *id = genkan_dojo_object_get_string (object, "unique_id_from_tool");
  GenkanDojoPlanned *planned = id != NULL ? g_hash_table_lookup (rows->by_id, id) : NULL;
  gboolean is_open = !genkan_dojo_object_get_boolean (object, "is_mitigated");
  GenkanDojoRow *row;

  /* The filter also finds ids that have the one that is asked for within theirs. */
  if (id == NULL || (rows->asked != NULL && !g_str_equal (rows->asked, id))
      || (planned == NULL && !(is_open && is_unknown (rows, id))))
    return NULL;

  row = g_new0 (GenkanDojoRow, 1);
  row->id = object->id;
  row->planned = planned;
  if (planned != NULL)
    {
      row->is_known = is_known (planned, object);
      row->patch = genkan_dojo_plan_diff (rows->plan, planned, object->fields,
                                          object->id > rows->last_before);
      row->lacks = lacks_acceptance (planned, row->patch, object->fields);
    }
  row->close = is_open ? make_close (object->fields, row->patch) : NULL;

  return row;
}

/* So many are rather a sign of something else, and a person has to look. */
static void
hold_back (Rows *rows)
{
  guint n_unknown = 0;

  for (guint i = 0; i < rows->rows->len; i++)
    n_unknown += ((GenkanDojoRow *) g_ptr_array_index (rows->rows, i))->planned == NULL;
  if (n_unknown <= MANY || n_unknown <= genkan_dojo_file_get_n_findings (rows->plan->file))
    return;

  rows->n_held = n_unknown;
  for (guint i = rows->rows->len; i > 0; i--)
    if (((GenkanDojoRow *) g_ptr_array_index (rows->rows, i - 1))->planned == NULL)
      g_ptr_array_remove_index (rows->rows, i - 1);
}

/* --- reading -------------------------------------------------------------------------------- */

static void
genkan_dojo_rows_read_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  GTask *task = user_data;
  Rows *rows = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *some = _genkan_dojo_walk_finish (GENKAN_DOJO (source), result, &error);

  if (some == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  g_ptr_array_extend_and_steal (rows->rows, some);
  rows->n_asked++;
  ask_next (task);
}

static gboolean
is_done (const Rows *rows)
{
  return rows->n_asked >= (rows->is_whole ? 1 : rows->plan->items->len);
}

static void
ask_next (GTask *task)
{
  Rows *rows = g_task_get_task_data (task);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, rows->test_id);
  const char *filters[] = { "test", id, NULL, NULL, NULL };
  GenkanDojoWalk what = {
    .kind = GENKAN_DOJO_FINDINGS,
    .filters = filters,
    .keep = genkan_dojo_keep_finding,
    .free_kept = row_free,
    .data = rows,
  };

  if (is_done (rows))
    {
      hold_back (rows);
      g_task_return_pointer (task, g_ptr_array_ref (rows->rows),
                             (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
      return;
    }

  if (!rows->is_whole)
    {
      GenkanDojoPlanned *planned = g_ptr_array_index (rows->plan->items, rows->n_asked);

      rows->asked = planned->unique_id;
      filters[2] = "unique_id_from_tool";
      filters[3] = planned->unique_id;
    }
  _genkan_dojo_walk_async (g_task_get_source_object (task), &what,
                           g_task_get_cancellable (task), genkan_dojo_rows_read_cb, task);
}

void
_genkan_dojo_rows_async (GenkanDojo                *self,
                         const GenkanDojoReconcile *what,
                         GCancellable              *cancellable,
                         GAsyncReadyCallback        callback,
                         gpointer                   user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Rows *rows = g_new0 (Rows, 1);

  rows->plan = genkan_dojo_plan_ref (what->plan);
  rows->test_id = what->test_id;
  rows->last_before = what->last_before;
  rows->close_unknown = what->close_unknown;
  rows->is_whole = what->close_unknown
                   || what->n_total / ROWS_A_QUESTION < what->plan->items->len;
  rows->rows = g_ptr_array_new_with_free_func (row_free);
  rows->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < what->plan->items->len; i++)
    {
      GenkanDojoPlanned *planned = g_ptr_array_index (what->plan->items, i);

      g_hash_table_insert (rows->by_id, planned->unique_id, planned);
    }

  g_task_set_source_tag (task, _genkan_dojo_rows_async);
  g_task_set_task_data (task, rows, rows_free);
  ask_next (task);
}

/* (element-type GenkanDojoRow) */
GPtrArray *
_genkan_dojo_rows_finish (GenkanDojo    *self,
                          GAsyncResult  *result,
                          guint         *ret_n_held,
                          GError       **error)
{
  g_assert (g_task_is_valid (result, self));

  *ret_n_held = ((Rows *) g_task_get_task_data (G_TASK (result)))->n_held;

  return g_task_propagate_pointer (G_TASK (result), error);
}
