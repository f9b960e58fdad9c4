/* genkan-dojo-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three questions. Who am I? tells a wrong token from everything else that may be wrong. How many
 * Products do I see? tells whether the permissions are any good. And the version, which no
 * endpoint gives: it stands at the start of a description of 800 kB, of which only as much is
 * read as is needed. A server that does not give that away is asked as if it were old.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-check.h"

#include "genkan-dojo-json-private.h"
#include "genkan-dojo-private.h"

/* The version stands in the first few hundred bytes. */
#define MAX_START (64 * 1024)

typedef struct
{
  GenkanDojoAccount *account; /* (owned) (nullable) */
  char              *version; /* (owned) (nullable) if it is known */
  GenkanHttpAnswer  *schema;  /* (owned) (nullable) being read */
  GString           *start;   /* (owned) of the schema */
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_clear_pointer (&check->account, genkan_dojo_account_free);
  g_free (check->version);
  g_clear_object (&check->schema);
  g_string_free (check->start, TRUE);
  g_free (check);
}

static void
finish_check (GTask  *task,
              GError *error)
{
  Check *check = g_task_get_task_data (task);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&check->account),
                           (GDestroyNotify) genkan_dojo_account_free);
  g_object_unref (task);
}

/* --- the version ---------------------------------------------------------------------------- */

static char *
find_version (const char *start)
{
  g_autoptr (GRegex) regex =
    g_regex_new ("\"info\"\\s*:\\s*\\{[^{}]*\"version\"\\s*:\\s*\"([^\"]{1,40})\"", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, start, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

/* Takes the text. */
static void
set_version (Check *check,
             char  *text)
{
  check->account->version_text = text;
  check->account->version = genkan_dojo_version_parse (text);
}

static void
genkan_dojo_schema_read_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data)
{
  GTask *task = user_data;
  Check *check = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) piece = genkan_http_answer_read_finish (check->schema, result, &error);
  gsize size = 0;
  const char *text = piece != NULL ? g_bytes_get_data (piece, &size) : NULL;

  g_string_append_len (check->start, text != NULL ? text : "", (gssize) size);
  if (g_utf8_validate_len (check->start->str, check->start->len, NULL))
    set_version (check, find_version (check->start->str));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    finish_check (task, g_steal_pointer (&error));
  else if (size == 0 || check->account->version_text != NULL || check->start->len > MAX_START)
    finish_check (task, NULL);
  else
    genkan_http_answer_read_async (check->schema, g_task_get_cancellable (task),
                                   genkan_dojo_schema_read_cb, task);
}

static void
genkan_dojo_schema_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  GTask *task = user_data;
  Check *check = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  check->schema = genkan_http_session_send_finish (GENKAN_HTTP_SESSION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    finish_check (task, g_steal_pointer (&error));
  else if (check->schema == NULL || genkan_http_answer_get_status (check->schema) != 200)
    finish_check (task, NULL);
  else
    genkan_http_answer_read_async (check->schema, g_task_get_cancellable (task),
                                   genkan_dojo_schema_read_cb, task);
}

static void
ask_version (GTask *task)
{
  GenkanDojo *self = g_task_get_source_object (task);
  GenkanDojoCall call = { .method = "GET", .path = "oa3/schema/", .query = "format=json" };
  g_autoptr (GenkanHttpRequest) request = _genkan_dojo_make_request (self, &call);

  genkan_http_session_send_async (self->session, request, g_task_get_cancellable (task),
                                  genkan_dojo_schema_cb, task);
}

/* --- who am I, and what do I see ------------------------------------------------------------ */

static void
genkan_dojo_products_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  GTask *task = user_data;
  Check *check = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) node = _genkan_dojo_call_finish (GENKAN_DOJO (source), result, &error);

  if (error != NULL)
    {
      finish_check (task, error);
      return;
    }

  if (JSON_NODE_HOLDS_OBJECT (node))
    check->account->n_products = _genkan_dojo_json_get_int (json_node_get_object (node), "count");
  if (check->version == NULL)
    {
      ask_version (task);
      return;
    }

  set_version (check, g_steal_pointer (&check->version));
  finish_check (task, NULL);
}

static void
genkan_dojo_profile_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  GTask *task = user_data;
  GenkanDojo *self = GENKAN_DOJO (source);
  Check *check = g_task_get_task_data (task);
  GenkanDojoCall call = { .method = "GET", .path = "products/", .query = "limit=1" };
  GError *error = NULL;
  g_autoptr (JsonNode) node = _genkan_dojo_call_finish (self, result, &error);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    check->account = genkan_dojo_account_new (json_node_get_object (node));

  if (error == NULL && check->account == NULL)
    error = g_error_new (GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_NOT_DOJO,
                         "The server at %s answers, but not as DefectDojo does; check the address",
                         self->url);
  if (error != NULL)
    finish_check (task, error);
  else
    _genkan_dojo_call_async (self, &call, g_task_get_cancellable (task), genkan_dojo_products_cb,
                             task);
}

/**
 * genkan_dojo_check_async:
 * @self: a client
 * @version: (nullable): the server's version, if it is known; it is not asked for it then
 * @cancellable: (nullable): to stop
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Tries address and token.
 */
void
genkan_dojo_check_async (GenkanDojo          *self,
                         const char          *version,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GenkanDojoCall call = { .method = "GET", .path = "user_profile/" };
  Check *check;
  GTask *task;

  g_return_if_fail (GENKAN_IS_DOJO (self));

  check = g_new0 (Check, 1);
  check->start = g_string_new (NULL);
  check->version = g_strdup (version);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_dojo_check_async);
  g_task_set_task_data (task, check, check_free);
  _genkan_dojo_call_async (self, &call, cancellable, genkan_dojo_profile_cb, task);
}

/**
 * genkan_dojo_check_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location for a #GenkanDojoError: %GENKAN_DOJO_ERROR_TOKEN,
 *   %GENKAN_DOJO_ERROR_EXPIRED, %GENKAN_DOJO_ERROR_PERMISSION, %GENKAN_DOJO_ERROR_UNREACHABLE or
 *   %GENKAN_DOJO_ERROR_NOT_DOJO says which of them it is
 *
 * Returns: (transfer full) (nullable): who we are there
 */
GenkanDojoAccount *
genkan_dojo_check_finish (GenkanDojo    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (GENKAN_IS_DOJO (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
