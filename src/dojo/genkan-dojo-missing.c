/* genkan-dojo-missing.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was deleted in DefectDojo, out of hundreds of ids in a few questions: one list for all of
 * them, then each that is not in it by itself, because a list can be wrong for other reasons.
 *
 * 404 also means that the user may not see it any more. If the user sees everything, a 404 is a
 * deletion. If not, some of the others must still be there; and when all are gone at once, the
 * permission is, and nothing is called missing.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-check.h"

#include "genkan-dojo-json-private.h"
#include "genkan-dojo-objects.h"
#include "genkan-dojo-private.h"
#include "genkan-dojo-walk-private.h"

/* In one question and one answer; and an address stays below the 4,000 characters that servers and
 * proxies take. */
#define IDS_AT_ONCE 250
#define ADDRESS_LENGTH 3500

typedef struct
{
  GenkanDojoKind  kind;
  char           *tag;     /* (owned) (nullable) */
  GArray         *ids;     /* (owned) (element-type gint64) asked for */
  GHashTable     *seen;    /* (owned) (element-type gint64) */
  guint           n_asked; /* of the ids */
  GArray         *doubted; /* (owned) (element-type gint64) not in the lists */
  GArray         *missing; /* (owned) (element-type gint64) confirmed */
} Missing;

static void ask_list (GTask *task);
static void confirm_next (GTask *task);

static void
missing_free (gpointer data)
{
  Missing *missing = data;

  g_free (missing->tag);
  g_array_unref (missing->ids);
  g_hash_table_unref (missing->seen);
  g_array_unref (missing->doubted);
  g_array_unref (missing->missing);
  g_free (missing);
}

static void
fail (GTask  *task,
      GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
succeed (GTask *task)
{
  Missing *missing = g_task_get_task_data (task);

  g_task_return_pointer (task, g_array_ref (missing->missing), (GDestroyNotify) g_array_unref);
  g_object_unref (task);
}

/* --- is it us? ------------------------------------------------------------------------------ */

static void
genkan_dojo_whoami_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  GTask *task = user_data;
  Missing *missing = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) node = _genkan_dojo_call_finish (GENKAN_DOJO (source), result, &error);
  g_autoptr (GenkanDojoAccount) account = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    account = genkan_dojo_account_new (json_node_get_object (node));

  if (error != NULL)
    fail (task, error);
  else if (account != NULL
           && (account->sees_all || missing->missing->len < missing->ids->len))
    succeed (task);
  else
    fail (task, g_error_new (GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_PERMISSION,
                             "The user of the token sees none of the %u objects in DefectDojo "
                             "that Genkan knows; its permissions may have been taken away",
                             missing->ids->len));
}

static void
ask_who_we_are (GTask *task)
{
  GenkanDojoCall call = { .method = "GET", .path = "user_profile/" };
  Missing *missing = g_task_get_task_data (task);

  if (missing->missing->len == 0)
    succeed (task);
  else
    _genkan_dojo_call_async (g_task_get_source_object (task), &call,
                             g_task_get_cancellable (task), genkan_dojo_whoami_cb, task);
}

/* --- one by one ----------------------------------------------------------------------------- */

static void
genkan_dojo_confirmed_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  GTask *task = user_data;
  Missing *missing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanDojoObject) object =
    genkan_dojo_object_finish (GENKAN_DOJO (source), result, &error);

  if (g_error_matches (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_NOT_FOUND))
    g_array_append_val (missing->missing, g_array_index (missing->doubted, gint64, 0));
  else if (error != NULL)
    {
      fail (task, g_steal_pointer (&error));
      return;
    }

  g_array_remove_index (missing->doubted, 0);
  confirm_next (task);
}

static void
confirm_next (GTask *task)
{
  Missing *missing = g_task_get_task_data (task);

  if (missing->doubted->len == 0)
    ask_who_we_are (task);
  else
    genkan_dojo_get_async (g_task_get_source_object (task), missing->kind,
                           g_array_index (missing->doubted, gint64, 0),
                           g_task_get_cancellable (task), genkan_dojo_confirmed_cb, task);
}

/* --- in lists ------------------------------------------------------------------------------- */

static void
end_lists (GTask *task)
{
  Missing *missing = g_task_get_task_data (task);

  for (guint i = 0; i < missing->ids->len; i++)
    if (!g_hash_table_contains (missing->seen, &g_array_index (missing->ids, gint64, i)))
      g_array_append_val (missing->doubted, g_array_index (missing->ids, gint64, i));

  confirm_next (task);
}

static void
genkan_dojo_listed_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  GTask *task = user_data;
  Missing *missing = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) objects = _genkan_dojo_walk_finish (GENKAN_DOJO (source), result, &error);

  if (error != NULL)
    {
      fail (task, error);
      return;
    }

  for (guint i = 0; i < objects->len; i++)
    {
      GenkanDojoObject *object = g_ptr_array_index (objects, i);

      g_hash_table_add (missing->seen, g_memdup2 (&object->id, sizeof object->id));
    }

  if (missing->n_asked < missing->ids->len)
    ask_list (task);
  else
    end_lists (task);
}

static void
ask_list (GTask *task)
{
  Missing *missing = g_task_get_task_data (task);
  g_autoptr (GString) ids = g_string_new (NULL);
  const char *filters[] = { "tags", missing->tag, NULL };
  GenkanDojoWalk walk = { .kind = missing->kind, .filters = filters, .size = IDS_AT_ONCE };

  if (missing->tag != NULL)
    {
      missing->n_asked = missing->ids->len;
    }
  else
    {
      for (guint i = 0; i < IDS_AT_ONCE && ids->len < ADDRESS_LENGTH
                        && missing->n_asked < missing->ids->len; i++)
        g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                                g_array_index (missing->ids, gint64, missing->n_asked++));
      filters[0] = "id";
      filters[1] = ids->str;
    }

  _genkan_dojo_walk_async (g_task_get_source_object (task), &walk, g_task_get_cancellable (task),
                           genkan_dojo_listed_cb, task);
}

/**
 * genkan_dojo_find_missing_async:
 * @self: a client
 * @kind: #GENKAN_DOJO_PRODUCTS or #GENKAN_DOJO_TESTS
 * @ids: (array length=n_ids): those that were there once
 * @n_ids: how many
 * @tag: (nullable): a tag that all of them have; Tests need one, they cannot be listed by ids
 * @cancellable: (nullable): to stop
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds out which of them were deleted.
 */
void
genkan_dojo_find_missing_async (GenkanDojo          *self,
                                GenkanDojoKind       kind,
                                const gint64        *ids,
                                gsize                n_ids,
                                const char          *tag,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Missing *missing;
  GTask *task;

  g_return_if_fail (GENKAN_IS_DOJO (self));
  g_return_if_fail (kind == GENKAN_DOJO_PRODUCTS || tag != NULL);

  missing = g_new0 (Missing, 1);
  missing->kind = kind;
  missing->tag = g_strdup (tag);
  missing->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  missing->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  missing->doubted = g_array_new (FALSE, FALSE, sizeof (gint64));
  missing->missing = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (missing->ids, ids, (guint) n_ids);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_dojo_find_missing_async);
  g_task_set_task_data (task, missing, missing_free);
  if (n_ids == 0)
    succeed (task);
  else
    ask_list (task);
}

/**
 * genkan_dojo_find_missing_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location for a #GenkanDojoError; %GENKAN_DOJO_ERROR_PERMISSION if the user sees
 *   none of them any more
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the ids of those that were deleted
 */
GArray *
genkan_dojo_find_missing_finish (GenkanDojo    *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (GENKAN_IS_DOJO (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
