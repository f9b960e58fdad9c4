/* test-dojo-transcripts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What real servers answered to 39 requests, and what the stand-in answers to the same. Statuses,
 * words of refusals, statistics and the state of findings have to be equal; of the rest, the
 * stand-in may leave out members but has none of its own, and those that it has are of the same
 * type. The files that were imported are not in the transcripts; they are made again from what
 * came of them, down to the checksum by which DefectDojo knows a finding.
 */

#include "config.h"

#include "dojo-stand-in.h"

#define PLAIN "0000000000000000000000000000000000000000"

#define LODASH \
  "{\"title\":\"Prototype Pollution in lodash\",\"severity\":\"%s\"," \
  "\"description\":\"lodash before 4.17.12 is vulnerable.\",\"cwe\":1321,\"date\":\"2026-08-01\"," \
  "\"file_path\":\"package.json\",\"tags\":[\"npm\"],\"static_finding\":true," \
  "\"dynamic_finding\":false," \
  "\"unique_id_from_tool\":\"snyk:org1:proj1:SNYK-JS-LODASH-450202\"}"
#define LISTENER \
  "{\"title\":\"Cleartext listener\",\"severity\":\"Low\"," \
  "\"description\":\"Port 80 answers without TLS.\"," \
  "\"unique_id_from_tool\":\"snyk:org1:proj1:listener-80\"}"
#define ZIP_SLIP \
  "{\"title\":\"Zip slip\",\"severity\":\"Medium\"," \
  "\"description\":\"Archive extraction writes outside the target.\"," \
  "\"unique_id_from_tool\":\"snyk:org1:proj1:zipslip\"}"

/* By the number of the request. */
static char *
make_file (gint64 n)
{
  g_autofree char *lodash = g_strdup_printf (LODASH, n == 18 ? "Critical" : n == 25 ? "high"
                                                                                     : "High");

  if (n == 25)
    return g_strdup_printf ("{\"findings\":[%s]}", lodash);
  if (n == 26)
    return g_strdup ("{\"findings\":[{\"title\":\"a\",\"severity\":\"Low\",\"description\":\"\","
                     "\"foo\":1}]}");

  return g_strdup_printf ("{\"type\":\"Snyk Connector\",\"findings\":[%s,%s]}", lodash,
                          n == 18 ? ZIP_SLIP : LISTENER);
}

/* --- what is not the same ------------------------------------------------------------------- */

/* Requests that the client never makes. */
static gboolean
is_left_out (gint64 n)
{
  return n == 4 || n == 5 || n == 33 || n == 34;
}

/* Ids go on from where they were on the real server. */
static void
set_last_id (DojoStandIn *stand_in,
             JsonArray   *calls,
             DojoTable    table,
             gint64       n,
             const char  *member)
{
  JsonObject *call = json_array_get_object_element (calls, n - 1);
  JsonObject *response = json_object_get_object_member (call, "response");
  JsonArray *rows = json_object_has_member (response, "results")
                      ? json_object_get_array_member (response, "results") : NULL;

  if (rows != NULL)
    response = json_array_get_object_element (rows, 0);
  stand_in->last_ids[table] = json_object_get_int_member (response, member) - 1;
}

static void
set_last_ids (DojoStandIn *stand_in,
              JsonArray   *calls)
{
  set_last_id (stand_in, calls, DOJO_PRODUCT_TYPES, 6, "id");
  set_last_id (stand_in, calls, DOJO_PRODUCTS, 9, "id");
  set_last_id (stand_in, calls, DOJO_ENGAGEMENTS, 13, "id");
  set_last_id (stand_in, calls, DOJO_TESTS, 15, "test_id");
  set_last_id (stand_in, calls, DOJO_FINDINGS, 17, "id");
  set_last_id (stand_in, calls, DOJO_METADATA, 30, "id");
}

/* --- asking --------------------------------------------------------------------------------- */

static SoupMessage *
make_form (const char *url,
           JsonObject *request,
           gint64      n)
{
  JsonArray *form = json_object_get_array_member (request, "form");
  const char *file_name =
    json_array_get_string_element (json_object_get_array_member (request, "file"), 0);
  g_autoptr (SoupMultipart) multipart = soup_multipart_new ("multipart/form-data");
  char *text = make_file (n);
  g_autoptr (GBytes) file = g_bytes_new_take (text, strlen (text));

  for (guint i = 0; i < json_array_get_length (form); i++)
    {
      JsonArray *pair = json_array_get_array_element (form, i);
      JsonNode *value = json_array_get_element (pair, 1);
      g_autofree char *number =
        g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (value));

      soup_multipart_append_form_string (multipart, json_array_get_string_element (pair, 0),
                                         json_node_get_value_type (value) == G_TYPE_STRING
                                           ? json_node_get_string (value) : number);
    }
  soup_multipart_append_form_file (multipart, "file", file_name, "application/json", file);

  return soup_message_new_from_multipart (url, multipart);
}

static SoupMessage *
make_message (DojoStandIn *stand_in,
              JsonObject  *call,
              gint64       n)
{
  g_autofree char *url =
    g_strconcat (stand_in->url, json_object_get_string_member (call, "path"), NULL);
  JsonNode *request = json_object_get_member (call, "request");
  SoupMessage *message;

  if (JSON_NODE_HOLDS_OBJECT (request)
      && json_object_has_member (json_node_get_object (request), "form"))
    return make_form (url, json_node_get_object (request), n);

  message = soup_message_new (json_object_get_string_member (call, "method"), url);
  if (JSON_NODE_HOLDS_OBJECT (request))
    {
      char *text = json_to_string (request, FALSE);
      g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

      soup_message_set_request_body_from_bytes (message, "application/json", body);
    }

  return message;
}

static void
transcripts_answered_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  GBytes **place = user_data;
  g_autoptr (GError) error = NULL;

  *place = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static GBytes *
ask (SoupSession *session,
     SoupMessage *message,
     gint64       n)
{
  const char *token = n == 2 ? NULL : n == 3 ? "Token " PLAIN : "Token " DOJO_TOKEN;
  GBytes *bytes = NULL;

  if (token != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                  token);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL,
                                    transcripts_answered_cb, &bytes);
  while (bytes == NULL)
    g_main_context_iteration (NULL, TRUE);

  return bytes;
}

/* --- comparing ------------------------------------------------------------------------------ */

/* Members whose values are the same on every server. */
static gboolean
is_exact (const char *name)
{
  static const char *const exact[] = {
    "detail", "name", "title", "severity", "numerical_severity", "hash_code", "unique_id_from_tool",
    "active", "is_mitigated", "description", "file_path", "cwe", "line", "statistics",
    "percent_complete", "test_id", "engagement_id", "product_id", "test_type_name", "version",
    "branch_tag", "build_id", "tags", "count", "value", "product", "engagement", "test",
    "prod_type", "non_field_errors", "scan_type", "file", "type", "close_old_findings", "action",
    NULL
  };

  return g_strv_contains (exact, name);
}

static void compare (JsonNode   *made,
                     JsonNode   *real,
                     const char *where);

static void
compare_objects (JsonObject *made,
                 JsonObject *real,
                 const char *where)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, made);
  while (json_object_iter_next (&iter, &name, &value))
    {
      g_autofree char *path = g_strconcat (where, "/", name, NULL);
      JsonNode *other = json_object_get_member (real, name);

      if (other == NULL)
        g_error ("%s: a real server has no such member", path);
      if (g_str_equal (name, "message") || g_str_equal (name, "next"))
        continue;
      if (is_exact (name) && !json_node_equal (value, other))
        {
          g_autofree char *made_text = json_to_string (value, FALSE);
          g_autofree char *real_text = json_to_string (other, FALSE);

          g_error ("%s: %s, and really %s", path, made_text, real_text);
        }
      compare (value, other, path);
    }
}

static void
compare (JsonNode   *made,
         JsonNode   *real,
         const char *where)
{
  if (JSON_NODE_HOLDS_NULL (made) || JSON_NODE_HOLDS_NULL (real))
    return;
  if (json_node_get_node_type (made) != json_node_get_node_type (real))
    g_error ("%s: of another type", where);

  if (JSON_NODE_HOLDS_OBJECT (made))
    {
      compare_objects (json_node_get_object (made), json_node_get_object (real), where);
    }
  else if (JSON_NODE_HOLDS_ARRAY (made))
    {
      JsonArray *one = json_node_get_array (made);
      JsonArray *other = json_node_get_array (real);

      for (guint i = 0; i < MIN (json_array_get_length (one), json_array_get_length (other)); i++)
        compare (json_array_get_element (one, i), json_array_get_element (other, i), where);
    }
  else if (json_node_get_value_type (made) != json_node_get_value_type (real))
    {
      g_error ("%s: of another type", where);
    }
}

static void
compare_answers (SoupMessage *message,
                 GBytes      *bytes,
                 JsonObject  *call)
{
  const char *label = json_object_get_string_member (call, "label");
  JsonNode *real = json_object_get_member (call, "response");
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL) != NULL
                                       ? g_bytes_get_data (bytes, NULL) : "",
                                     g_bytes_get_size (bytes));
  g_autoptr (JsonNode) made = json_from_string (text, NULL);

  if (soup_message_get_status (message) != json_object_get_int_member (call, "status"))
    g_error ("%s: status %u, and really %" G_GINT64_FORMAT ": %s", label,
             soup_message_get_status (message), json_object_get_int_member (call, "status"), text);

  if (JSON_NODE_HOLDS_ARRAY (real) && made != NULL)
    g_assert_true (json_node_equal (made, real));
  if (made != NULL)
    compare (made, real, label);
  else
    g_assert_false (JSON_NODE_HOLDS_OBJECT (real));
}

static void
test_transcript (gconstpointer data)
{
  g_autofree char *name = g_strconcat (data, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "dojo", "transcripts", name, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new (data);
  g_autoptr (GError) error = NULL;
  JsonArray *calls;
  guint n_compared = 0;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  calls = json_node_get_array (json_parser_get_root (parser));
  set_last_ids (stand_in, calls);

  for (guint i = 0; i < json_array_get_length (calls); i++)
    {
      JsonObject *call = json_array_get_object_element (calls, i);
      gint64 n = json_object_get_int_member (call, "n");
      g_autoptr (SoupMessage) message = NULL;
      g_autoptr (GBytes) bytes = NULL;

      if (is_left_out (n))
        continue;
      message = make_message (stand_in, call, n);
      bytes = ask (session, message, n);
      compare_answers (message, bytes, call);
      n_compared++;
    }
  g_assert_cmpuint (n_compared, ==, 35);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/dojo-transcripts/2.58", "2.58.0", test_transcript);
  g_test_add_data_func ("/dojo-transcripts/3.2", "3.2.0", test_transcript);

  return g_test_run ();
}
