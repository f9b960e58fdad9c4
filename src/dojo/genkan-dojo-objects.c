/* genkan-dojo-objects.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-objects.h"

#include "genkan-dojo-json-private.h"
#include "genkan-dojo-kind-private.h"
#include "genkan-dojo-private.h"

static void
genkan_dojo_object_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanDojoKind kind = GPOINTER_TO_UINT (g_task_get_task_data (task));
  GError *error = NULL;
  g_autoptr (JsonNode) node = _genkan_dojo_call_finish (GENKAN_DOJO (source), result, &error);
  GenkanDojoObject *object = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    object = genkan_dojo_object_new (kind, json_node_get_object (node));

  if (error != NULL)
    g_task_return_error (task, error);
  else if (object != NULL)
    g_task_return_pointer (task, object, (GDestroyNotify) genkan_dojo_object_unref);
  else
    g_task_return_new_error (task, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_NOT_DOJO,
                             "The answer for one of %s has no “id”; check the address",
                             _genkan_dojo_kind_get_path (kind));
}

static void
ask (GenkanDojo          *self,
     const char          *method,
     GenkanDojoKind       kind,
     gint64               id,
     JsonObject          *fields,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GBytes) body = fields != NULL ? _genkan_dojo_json_to_bytes (fields) : NULL;
  g_autofree char *path = g_strdup (_genkan_dojo_kind_get_path (kind));
  GenkanDojoCall call = {
    .method = method,
    .body = body,
    .content_type = "application/json",
    /* What a PATCH sets is the same after the second time. */
    .repeatable = !g_str_equal (method, "POST"),
  };

  if (id > 0)
    {
      g_free (path);
      path = g_strdup_printf ("%s%" G_GINT64_FORMAT "/", _genkan_dojo_kind_get_path (kind), id);
    }
  call.path = path;

  g_task_set_source_tag (task, genkan_dojo_object_finish);
  g_task_set_task_data (task, GUINT_TO_POINTER (kind), NULL);
  _genkan_dojo_call_async (self, &call, cancellable, genkan_dojo_object_cb, task);
}

/**
 * genkan_dojo_get_async:
 * @self: a client
 * @kind: what it is
 * @id: which one
 * @cancellable: (nullable): to stop
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Asks for one. %GENKAN_DOJO_ERROR_NOT_FOUND can also mean that the user may not see it any more:
 * see genkan_dojo_find_missing_async().
 */
void
genkan_dojo_get_async (GenkanDojo          *self,
                       GenkanDojoKind       kind,
                       gint64               id,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (GENKAN_IS_DOJO (self));
  g_return_if_fail (id > 0);

  ask (self, "GET", kind, id, NULL, cancellable, callback, user_data);
}

/**
 * genkan_dojo_create_async:
 * @self: a client
 * @kind: what it is
 * @fields: what to send
 * @cancellable: (nullable): to stop
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Creates one, and never tries that twice: after %GENKAN_DOJO_ERROR_UNCERTAIN it may be there.
 */
void
genkan_dojo_create_async (GenkanDojo          *self,
                          GenkanDojoKind       kind,
                          JsonObject          *fields,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (GENKAN_IS_DOJO (self));
  g_return_if_fail (fields != NULL);

  ask (self, "POST", kind, 0, fields, cancellable, callback, user_data);
}

/**
 * genkan_dojo_change_async:
 * @self: a client
 * @kind: what it is
 * @id: which one
 * @fields: what is to be different
 * @cancellable: (nullable): to stop
 * @callback: called when it is done
 * @user_data: for @callback
 */
void
genkan_dojo_change_async (GenkanDojo          *self,
                          GenkanDojoKind       kind,
                          gint64               id,
                          JsonObject          *fields,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (GENKAN_IS_DOJO (self));
  g_return_if_fail (id > 0);
  g_return_if_fail (fields != NULL);

  ask (self, "PATCH", kind, id, fields, cancellable, callback, user_data);
}

/**
 * genkan_dojo_object_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location for a #GenkanDojoError
 *
 * Returns: (transfer full) (nullable): the object as it is now
 */
GenkanDojoObject *
genkan_dojo_object_finish (GenkanDojo    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (GENKAN_IS_DOJO (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- closing -------------------------------------------------------------------------------- */

static void
genkan_dojo_closed_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonNode) node = _genkan_dojo_call_finish (GENKAN_DOJO (source), result, &error);

  if (node != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What the fields do not say of false_p, out_of_scope and duplicate is no more. */
void
_genkan_dojo_close_async (GenkanDojo          *self,
                          gint64               id,
                          JsonObject          *fields,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autofree char *path = g_strdup_printf ("findings/%" G_GINT64_FORMAT "/close/", id);
  g_autoptr (GBytes) body = _genkan_dojo_json_to_bytes (fields);
  GenkanDojoCall call = {
    .method = "POST",
    .path = path,
    .body = body,
    .content_type = "application/json",
    /* A note would stand there twice. */
    .repeatable = !json_object_has_member (fields, "note"),
  };
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, genkan_dojo_close_finding_async);
  _genkan_dojo_call_async (self, &call, cancellable, genkan_dojo_closed_cb, task);
}

/**
 * genkan_dojo_close_finding_async:
 * @self: a client
 * @id: a Finding's id in DefectDojo
 * @when: since when it is mitigated, in microseconds since 1970 (UTC), or 0 for now
 * @note: (nullable): a note to add to it
 * @cancellable: (nullable): to stop
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * A server that does not let dates be edited refuses one.
 */
void
genkan_dojo_close_finding_async (GenkanDojo          *self,
                                 gint64               id,
                                 gint64               when,
                                 const char          *note,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (JsonObject) fields = json_object_new ();

  g_return_if_fail (GENKAN_IS_DOJO (self));

  json_object_set_boolean_member (fields, "is_mitigated", TRUE);
  if (when > 0)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (when / G_USEC_PER_SEC);
      g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

      json_object_set_string_member (fields, "mitigated", text);
    }
  if (note != NULL)
    json_object_set_string_member (fields, "note", note);

  _genkan_dojo_close_async (self, id, fields, cancellable, callback, user_data);
}

/**
 * genkan_dojo_close_finding_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location for a #GenkanDojoError
 *
 * Returns: whether it is closed
 */
gboolean
genkan_dojo_close_finding_finish (GenkanDojo    *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (GENKAN_IS_DOJO (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
