/* dojo-import.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * import-scan and reimport-scan with Generic Findings Import, from their form to their answer.
 *
 * What a reimport can match is settled when it begins. So two of them at once into one Test both
 * create what is new, as on a real server.
 */

#include "config.h"

#include "dojo-import-private.h"

const char *const dojo_severities[] = { "Info", "Low", "Medium", "High", "Critical", NULL };

/* --- statistics ----------------------------------------------------------------------------- */

static const char *const states[] = {
  "active", "verified", "duplicate", "false_p", "out_of_scope", "is_mitigated", "risk_accepted",
  NULL
};

static JsonObject *
make_counts (void)
{
  JsonObject *counts = json_object_new ();

  for (guint i = 0; i < 6; i++)
    {
      JsonObject *row = json_object_new ();
      g_autofree char *name = g_ascii_strdown (i < 5 ? dojo_severities[i] : "total", -1);

      for (guint j = 0; states[j] != NULL; j++)
        json_object_set_int_member (row, states[j], 0);
      json_object_set_int_member (row, "total", 0);
      json_object_set_object_member (counts, name, row);
    }

  return counts;
}

void
dojo_count (JsonObject *counts,
            JsonObject *finding)
{
  g_autofree char *severity = g_ascii_strdown (dojo_get_string (finding, "severity"), -1);
  const char *const rows[] = { severity, "total" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      JsonObject *row = json_object_get_object_member (counts, rows[i]);

      for (guint j = 0; states[j] != NULL; j++)
        if (dojo_get_boolean (finding, states[j]))
          json_object_set_int_member (row, states[j], dojo_get_int (row, states[j]) + 1);
      json_object_set_int_member (row, "total", dojo_get_int (row, "total") + 1);
    }
}

static JsonObject *
count_test (DojoStandIn *self,
            gint64       test)
{
  JsonObject *counts = make_counts ();

  for (guint i = 0; i < self->tables[DOJO_FINDINGS]->len; i++)
    {
      JsonObject *finding = g_ptr_array_index (self->tables[DOJO_FINDINGS], i);

      if (dojo_get_int (finding, "test") == test)
        dojo_count (counts, finding);
    }

  return counts;
}

/* --- the form ------------------------------------------------------------------------------- */

static void
import_free (DojoImport *self)
{
  g_hash_table_unref (self->fields);
  g_ptr_array_unref (self->tags);
  g_clear_pointer (&self->file, json_object_unref);
  g_clear_pointer (&self->before, json_object_unref);
  g_clear_pointer (&self->delta, json_object_unref);
  g_hash_table_unref (self->kept);
  g_clear_pointer (&self->by_hash, g_hash_table_unref);
  json_array_unref (self->actions);
  g_free (self);
}

const char *
dojo_import_get (DojoImport *self,
                 const char *name)
{
  return g_hash_table_lookup (self->fields, name);
}

gboolean
dojo_import_is_on (DojoImport *self,
                   const char *name,
                   gboolean    otherwise)
{
  const char *text = dojo_import_get (self, name);

  return text != NULL ? g_ascii_strcasecmp (text, "true") == 0 : otherwise;
}

static void
read_part (DojoImport         *self,
           SoupMessageHeaders *headers,
           GBytes             *bytes)
{
  g_autoptr (GHashTable) parameters = NULL;
  g_autofree char *disposition = NULL;
  const char *name;
  char *text = g_strndup (g_bytes_get_data (bytes, NULL) != NULL ? g_bytes_get_data (bytes, NULL)
                                                                 : "",
                          g_bytes_get_size (bytes));

  if (!soup_message_headers_get_content_disposition (headers, &disposition, &parameters)
      || (name = g_hash_table_lookup (parameters, "name")) == NULL)
    {
      g_free (text);
      return;
    }

  if (g_str_equal (name, "file"))
    g_hash_table_insert (self->fields, g_strdup ("file_name"),
                         g_strdup (g_hash_table_lookup (parameters, "filename")));
  if (g_str_equal (name, "tags"))
    g_ptr_array_add (self->tags, text);
  else
    g_hash_table_insert (self->fields, g_strdup (name), text);
}

JsonArray *
dojo_import_get_findings (DojoImport *self)
{
  return json_object_get_array_member (self->file, "findings");
}

static DojoImport *
import_new (DojoStandIn   *stand_in,
            gboolean       again,
            SoupMultipart *form)
{
  DojoImport *self = g_new0 (DojoImport, 1);

  self->self = stand_in;
  self->again = again;
  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->kept = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->actions = json_array_new ();

  for (int i = 0; i < soup_multipart_get_length (form); i++)
    {
      SoupMessageHeaders *headers;
      GBytes *bytes;

      if (soup_multipart_get_part (form, i, &headers, &bytes))
        read_part (self, headers, bytes);
    }

  return self;
}

/* --- the test ------------------------------------------------------------------------------- */

static char *
make_type (DojoImport *self)
{
  const char *type = dojo_get_string (self->file, "type");

  return type != NULL ? g_strdup_printf ("%s Scan (" SCAN_TYPE ")", type) : g_strdup (SCAN_TYPE);
}

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  json_object_set_string_member (object, name, text != NULL ? text : "");
}

/* Version and the like are set on every import: what is not sent is erased. */
static void
describe_test (DojoImport *self,
               JsonObject *test)
{
  static const char *const erased[] = { "version", "build_id", "commit_hash", "branch_tag", NULL };

  for (guint i = 0; erased[i] != NULL; i++)
    set_text (test, erased[i], dojo_import_get (self, erased[i]));
  if (self->tags->len > 0)
    {
      JsonArray *tags = json_array_new ();

      for (guint i = 0; i < self->tags->len; i++)
        json_array_add_string_element (tags, g_ptr_array_index (self->tags, i));
      json_object_set_array_member (test, "tags", tags);
    }
}

static void
create_test (DojoImport *self)
{
  JsonObject *test = dojo_parse (
    "{\"id\":0,\"test_type_name\":\"\",\"scan_type\":\"" SCAN_TYPE "\",\"title\":\"\","
    "\"description\":null,\"target_start\":\"" NOW "\",\"target_end\":\"" NOW "\","
    "\"percent_complete\":50,\"updated\":\"" NOW "\",\"created\":\"" NOW "\",\"version\":\"\","
    "\"build_id\":\"\",\"commit_hash\":\"\",\"branch_tag\":\"\",\"engagement\":0,\"lead\":null,"
    "\"test_type\":157,\"environment\":1,\"api_scan_configuration\":null,\"notes\":[],"
    "\"files\":[],\"tags\":[],\"finding_groups\":[]}");
  g_autofree char *type = make_type (self);

  json_object_set_string_member (test, "test_type_name", type);
  set_text (test, "title", dojo_import_get (self, "test_title"));
  json_object_set_int_member (test, "engagement",
                              g_ascii_strtoll (dojo_import_get (self, "engagement"), NULL, 10));
  describe_test (self, test);
  self->test = dojo_get_int (dojo_stand_in_add (self->self, DOJO_TESTS, test), "id");
}

/* --- the two steps -------------------------------------------------------------------------- */

/* Up to where the work begins; %NULL and an answer if it does not. */
DojoImport *
dojo_import_begin (DojoStandIn   *stand_in,
                   gboolean       again,
                   SoupMultipart *form,
                   DojoAnswer    *ret_answer)
{
  static const char *const counters[] = { "created", "closed", "reactivated", "untouched", NULL };
  DojoImport *self = import_new (stand_in, again, form);

  if (dojo_report_refuses (self, ret_answer))
    {
      import_free (self);
      return NULL;
    }

  if (again)
    self->test = g_ascii_strtoll (dojo_import_get (self, "test"), NULL, 10);
  else
    create_test (self);
  if (dojo_report_fails_late (self, ret_answer))
    {
      import_free (self);
      return NULL;
    }

  self->last_known = stand_in->last_ids[DOJO_FINDINGS];
  self->before = count_test (stand_in, self->test);
  self->delta = json_object_new ();
  for (guint i = 0; counters[i] != NULL; i++)
    json_object_set_object_member (self->delta, counters[i], make_counts ());

  return self;
}

/* The real order: closed, new, reactivated, untouched. */
static JsonArray *
sort_actions (DojoImport *self)
{
  JsonArray *sorted = json_array_new ();

  for (const char *action = "CNRU"; *action != '\0'; action++)
    for (guint i = 0; i < json_array_get_length (self->actions); i++)
      {
        JsonObject *row = json_array_get_object_element (self->actions, i);

        if (*dojo_get_string (row, "action") == *action)
          json_array_add_object_element (sorted, json_object_ref (row));
      }

  return sorted;
}

static void
log_import (DojoImport *self)
{
  JsonObject *row = json_object_new ();

  json_object_set_int_member (row, "test", self->test);
  json_object_set_string_member (row, "type", self->again ? "reimport" : "import");
  set_text (row, "version", dojo_import_get (self, "version"));
  json_object_set_array_member (row, "test_import_finding_action_set", sort_actions (self));
  dojo_stand_in_add (self->self, DOJO_TEST_IMPORTS, row);
}

static JsonObject *
make_statistics (DojoImport *self)
{
  JsonObject *statistics = json_object_new ();

  if (self->again)
    {
      json_object_set_object_member (statistics, "before", json_object_ref (self->before));
      json_object_set_object_member (statistics, "delta", json_object_ref (self->delta));
    }
  json_object_set_object_member (statistics, "after", count_test (self->self, self->test));

  return statistics;
}

static DojoAnswer
make_answer (DojoImport *self,
             JsonObject *test)
{
  JsonObject *answer = json_object_new ();
  gint64 engagement = dojo_get_int (test, "engagement");
  JsonObject *parent = dojo_stand_in_find (self->self, DOJO_ENGAGEMENTS, engagement);

  json_object_set_string_member (answer, "scan_type", SCAN_TYPE);
  json_object_set_int_member (answer, "test", self->test);
  json_object_set_int_member (answer, "test_id", self->test);
  json_object_set_int_member (answer, "engagement_id", engagement);
  json_object_set_int_member (answer, "product_id", dojo_get_int (parent, "product"));
  json_object_set_boolean_member (answer, "close_old_findings",
                                  dojo_import_is_on (self, "close_old_findings", self->again));
  json_object_set_object_member (answer, "statistics", make_statistics (self));
  if (dojo_stand_in_since (self->self, 3, 1))
    {
      json_object_set_boolean_member (answer, "deduplication_complete", TRUE);
      json_object_set_string_member (answer, "deduplication_execution_mode", "async_wait");
    }

  return dojo_answer_object (201, answer);
}

/* It broke down half-way: what was done stays. */
void
dojo_import_abort (DojoImport *self)
{
  import_free (self);
}

/* Does the rest of the work, and frees the import. */
DojoAnswer
dojo_import_end (DojoImport *self)
{
  JsonObject *test = dojo_stand_in_find (self->self, DOJO_TESTS, self->test);
  DojoAnswer answer;

  if (test == NULL)
    {
      import_free (self);
      return dojo_answer_message (500, "Internal server error, check logs for details");
    }

  while (dojo_import_step (self))
    ;
  if (self->again && dojo_import_is_on (self, "close_old_findings", TRUE))
    dojo_import_close_old (self);
  describe_test (self, test);
  json_object_set_int_member (test, "percent_complete", 100);
  dojo_stand_in_touch (self->self, test);
  log_import (self);
  answer = make_answer (self, test);
  import_free (self);

  return answer;
}
