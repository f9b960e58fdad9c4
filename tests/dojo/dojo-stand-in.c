/* dojo-stand-in.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server: who may ask, what is to go wrong, and where a question goes. Runs in the main
 * context of the test.
 */

#include "config.h"

#include "dojo-stand-in.h"

#include "dojo-tables.h"

#define PREFIX "/dojo"
#define ROOT PREFIX "/api/v2/"

/* A hundred times the real one, because a socket takes a lot before anybody reads it. */
#define SCHEMA_SIZE (80 * 1024 * 1024)

static void
fault_free (gpointer data)
{
  DojoFault *fault = data;

  g_free (fault->start);
  g_free (fault->body);
  g_free (fault->type);
  g_free (fault);
}

gboolean
dojo_stand_in_since (DojoStandIn *self,
                     guint        major,
                     guint        minor)
{
  return self->major > major || (self->major == major && self->minor >= minor);
}

/* --- answers -------------------------------------------------------------------------------- */

static void
send_answer (SoupServerMessage *message,
             DojoAnswer        *answer)
{
  g_autofree char *text = NULL;

  soup_server_message_set_status (message, answer->status, NULL);
  if (answer->json != NULL)
    text = json_to_string (answer->json, FALSE);
  else
    text = g_strdup (answer->text);

  if (text != NULL)
    soup_server_message_set_response (message,
                                      answer->type != NULL ? answer->type : "application/json",
                                      SOUP_MEMORY_COPY, text, strlen (text));
  dojo_answer_clear (answer);
}

static DojoFault *
take_fault (DojoStandIn *self,
            const char  *line)
{
  for (guint i = 0; i < self->faults->len; i++)
    {
      DojoFault *fault = g_ptr_array_index (self->faults, i);

      if (fault->times > 0 && g_str_has_prefix (line, fault->start))
        {
          fault->times--;
          return fault;
        }
    }

  return NULL;
}

static void
send_fault (SoupServerMessage *message,
            const DojoFault   *fault)
{
  if (fault->kind == DOJO_FAULT_CUT)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

      g_io_stream_close (stream, NULL, NULL);
      return;
    }

  soup_server_message_set_status (message, fault->status, NULL);
  soup_server_message_set_response (message, fault->type, SOUP_MEMORY_COPY, fault->body,
                                    strlen (fault->body));
}

/* --- who asks ------------------------------------------------------------------------------- */

static const char *
find_refusal (DojoStandIn       *self,
              SoupServerMessage *message)
{
  const char *header =
    soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                  "Authorization");

  if (header == NULL)
    return "Authentication credentials were not provided.";
  if (!g_str_equal (header, "Token " DOJO_TOKEN))
    return "Invalid token.";
  if (self->token_state == DOJO_TOKEN_EXPIRED)
    return "API token has expired.";
  if (self->token_state == DOJO_TOKEN_INACTIVE)
    return "User inactive or deleted.";

  return NULL;
}

static void
show_roles (DojoStandIn *self,
            JsonObject  *profile)
{
  static const char *const lists[] = {
    "dojo_group_member", "product_type_member", "product_member", NULL
  };

  if (self->role != 0)
    {
      JsonObject *role = json_object_new ();

      json_object_set_int_member (role, "role", self->role);
      json_object_set_object_member (profile, "global_role", role);
    }
  else
    {
      json_object_set_null_member (profile, "global_role");
    }
  for (guint i = 0; lists[i] != NULL; i++)
    json_object_set_array_member (profile, lists[i], json_array_new ());
}

static DojoAnswer
show_profile (DojoStandIn *self)
{
  JsonObject *profile = dojo_parse (
    "{\"user\":{\"id\":2,\"username\":\"connector\",\"first_name\":\"\",\"last_name\":\"\","
    "\"email\":\"connector@example.org\",\"date_joined\":\"2026-11-22T08:10:29.755363Z\","
    "\"last_login\":null,\"is_active\":true,\"token_last_reset\":null,"
    "\"password_last_reset\":null,\"configuration_permissions\":[]},\"user_contact_info\":null}");
  JsonObject *user = json_object_get_object_member (profile, "user");

  json_object_set_boolean_member (user, "is_superuser", self->is_superuser);
  if (self->major >= 3)
    json_object_set_boolean_member (user, "is_staff", self->is_staff);
  else
    show_roles (self, profile);
  if (dojo_stand_in_since (self, 3, 3) && self->token_expiry != NULL)
    json_object_set_string_member (profile, "token_expiry", self->token_expiry);
  else if (dojo_stand_in_since (self, 3, 3))
    json_object_set_null_member (profile, "token_expiry");

  return dojo_answer_object (200, profile);
}

/* --- the description of the API ------------------------------------------------------------- */

static void
stand_in_wrote_chunk_cb (SoupServerMessage *message,
                         gpointer           user_data)
{
  DojoStandIn *self = user_data;
  g_autofree char *filler = g_strnfill (16 * 1024, 'x');
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  self->schema_sent += strlen (filler);
  if (self->schema_sent < SCHEMA_SIZE)
    soup_message_body_append (body, SOUP_MEMORY_COPY, filler, strlen (filler));
  else
    soup_message_body_complete (body);
}

/* In chunks, each when the one before has gone, so that it shows how much a client takes. */
static void
send_schema (DojoStandIn       *self,
             SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  g_autofree char *start =
    g_strdup_printf ("{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"DefectDojo API v2\","
                     "\"version\":\"%s\",\"description\":\"Defect Dojo\"},\"paths\":{\"",
                     self->version);

  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         "application/vnd.oai.openapi+json", NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (body, FALSE);
  soup_message_body_append (body, SOUP_MEMORY_COPY, start, strlen (start));
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (stand_in_wrote_chunk_cb), self);
}

/* --- imports -------------------------------------------------------------------------------- */

typedef struct
{
  DojoStandIn       *self;
  SoupServerMessage *message; /* (owned) (nullable) none: it was answered */
  DojoImport        *import;
  DojoFault         *fault;   /* (nullable) */
  guint              n_steps;
} Work;

static DojoAnswer
end_work (Work *work)
{
  if (work->self->breaks_after == 0 || !dojo_import_has_more (work->import))
    return dojo_import_end (work->import);

  dojo_import_abort (work->import);

  return dojo_answer_message (500, "Internal server error, check logs for details");
}

static gboolean
stand_in_worked_cb (gpointer user_data)
{
  Work *work = user_data;
  guint breaks_after = work->self->breaks_after;
  DojoAnswer answer;

  if ((breaks_after == 0 || work->n_steps < breaks_after)
      && (work->self->step_time > 0 || breaks_after > 0) && dojo_import_step (work->import))
    {
      work->n_steps++;
      g_timeout_add (work->self->step_time, stand_in_worked_cb, work);
      return G_SOURCE_REMOVE;
    }

  work->self->n_working--;
  answer = end_work (work);
  if (work->message != NULL && work->fault == NULL)
    send_answer (work->message, &answer);
  else
    dojo_answer_clear (&answer);
  if (work->fault != NULL)
    send_fault (work->message, work->fault);
  if (work->message != NULL && (work->fault == NULL || work->fault->kind != DOJO_FAULT_CUT))
    soup_server_message_unpause (work->message);
  g_clear_object (&work->message);
  g_free (work);

  return G_SOURCE_REMOVE;
}

static void
import (DojoStandIn       *self,
        SoupServerMessage *message,
        gboolean           again,
        DojoFault         *fault)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) body =
    soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (SoupMultipart) form = soup_multipart_new_from_message (headers, body);
  DojoAnswer answer = { 0 };
  DojoImport *started;
  Work *work;

  if (form == NULL)
    {
      answer = dojo_answer_detail (415, "Unsupported media type \"application/json\" in request.");
      send_answer (message, &answer);
      return;
    }

  started = dojo_import_begin (self, again, form, &answer);
  if (started == NULL)
    {
      send_answer (message, &answer);
      return;
    }

  work = g_new0 (Work, 1);
  work->self = self;
  work->import = started;
  self->n_working++;
  if (fault != NULL && fault->kind == DOJO_FAULT_EARLY)
    {
      send_fault (message, fault);
    }
  else
    {
      work->message = g_object_ref (message);
      work->fault = fault;
      soup_server_message_pause (message);
    }
  g_timeout_add (self->work_time, stand_in_worked_cb, work);
}

/* --- routes --------------------------------------------------------------------------------- */

static void
redirect (SoupServerMessage *message,
          const char        *path,
          const char        *query)
{
  g_autofree char *target = g_strconcat (path, "/", query != NULL ? "?" : "",
                                         query != NULL ? query : "", NULL);

  soup_server_message_set_redirect (message, 301, target);
}

static JsonObject *
parse_request (SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes =
    soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL) != NULL
                                       ? g_bytes_get_data (bytes, NULL) : "",
                                     g_bytes_get_size (bytes));
  JsonObject *body = dojo_parse (text);

  return body != NULL ? body : json_object_new ();
}

static DojoAnswer
answer_rest (DojoStandIn       *self,
             SoupServerMessage *message,
             const char        *method,
             const char        *path,
             GHashTable        *query)
{
  g_autoptr (JsonObject) body = parse_request (message);
  DojoAnswer answer;

  if (g_str_equal (path, "user_profile/"))
    return show_profile (self);
  if (dojo_tables_answer (self, method, path, query, body, &answer))
    return answer;

  return dojo_answer_page (404, "DefectDojo");
}

static void
answer (DojoStandIn       *self,
        SoupServerMessage *message,
        const char        *method,
        const char        *path,
        GHashTable        *query,
        DojoFault         *fault)
{
  const char *refusal = find_refusal (self, message);
  DojoAnswer made;

  if (g_str_equal (path, "oa3/schema/"))
    {
      send_schema (self, message);
      return;
    }
  if (refusal == NULL
      && (g_str_equal (path, "import-scan/") || g_str_equal (path, "reimport-scan/")))
    {
      import (self, message, *path == 'r', fault);
      return;
    }

  made = refusal != NULL ? dojo_answer_detail (403, refusal)
                         : answer_rest (self, message, method, path, query);
  if (fault != NULL)
    {
      dojo_answer_clear (&made);
      send_fault (message, fault);
    }
  else
    {
      send_answer (message, &made);
    }
}

static void
stand_in_asked_cb (SoupServer        *server,
                   SoupServerMessage *message,
                   const char        *path,
                   GHashTable        *query,
                   gpointer           user_data)
{
  DojoStandIn *self = user_data;
  const char *method = soup_server_message_get_method (message);
  const char *query_text = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  const char *rest;
  DojoFault *fault;
  char *line;

  if (!g_str_has_prefix (path, ROOT))
    {
      DojoAnswer page = dojo_answer_page (404, "Not here");

      send_answer (message, &page);
      return;
    }

  rest = path + strlen (ROOT);
  line = g_strconcat (method, " ", rest, query_text != NULL ? "?" : "", query_text, NULL);
  g_ptr_array_add (self->log, line);
  fault = take_fault (self, line);

  if (fault != NULL && fault->kind == DOJO_FAULT_INSTEAD)
    send_fault (message, fault);
  else if (*rest != '\0' && !g_str_has_suffix (rest, "/"))
    redirect (message, path, query_text);
  else
    answer (self, message, method, rest, query != NULL ? query : none, fault);
}

/* --- for tests ------------------------------------------------------------------------------ */

DojoStandIn *
dojo_stand_in_new (const char *version)
{
  DojoStandIn *self = g_new0 (DojoStandIn, 1);
  g_autoslist (GUri) uris = NULL;
  g_autoptr (GError) error = NULL;

  self->version = g_strdup (version);
  self->major = (guint) g_ascii_strtoull (version, NULL, 10);
  self->minor = (guint) g_ascii_strtoull (strchr (version, '.') + 1, NULL, 10);
  self->algorithm = "hash_code";
  self->is_staff = self->major >= 3;
  self->is_superuser = self->major < 3;
  self->log = g_ptr_array_new_with_free_func (g_free);
  self->faults = g_ptr_array_new_with_free_func (fault_free);
  for (guint i = 0; i < DOJO_N_TABLES; i++)
    self->tables[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, stand_in_asked_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d" PREFIX, g_uri_get_port (uris->data));

  return self;
}

void
dojo_stand_in_free (DojoStandIn *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  for (guint i = 0; i < DOJO_N_TABLES; i++)
    g_ptr_array_unref (self->tables[i]);
  g_ptr_array_unref (self->log);
  g_ptr_array_unref (self->faults);
  g_free (self->url);
  g_free (self->version);
  g_free (self->token_expiry);
  g_free (self);
}

/* The next so many requests whose “METHOD path?query” begins so. */
void
dojo_stand_in_fault (DojoStandIn   *self,
                     const char    *start,
                     guint          times,
                     DojoFaultKind  kind,
                     guint          status,
                     const char    *type,
                     const char    *body)
{
  DojoFault *fault = g_new0 (DojoFault, 1);

  fault->start = g_strdup (start);
  fault->times = times;
  fault->kind = kind;
  fault->status = status;
  fault->type = g_strdup (type);
  fault->body = g_strdup (body);
  g_ptr_array_add (self->faults, fault);
}

/* How many requests began so. */
guint
dojo_stand_in_count (DojoStandIn *self,
                     const char  *start)
{
  guint n = 0;

  for (guint i = 0; i < self->log->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (self->log, i), start);

  return n;
}
