/* dojo-import.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * import-scan and reimport-scan with Generic Findings Import: what they refuse, what they match,
 * what they leave alone and what they close.
 *
 * What a reimport can match is settled when it begins. So two of them at once into one Test both
 * create what is new, as on a real server.
 */

#include "config.h"

#include "dojo-tables.h"

#define SCAN_TYPE "Generic Findings Import"
#define NOW "2026-11-22T08:22:34.764590Z"

struct _DojoImport
{
  DojoStandIn *self;
  GHashTable  *fields;    /* (owned) (element-type utf8 utf8) */
  GPtrArray   *tags;      /* (owned) (element-type utf8) */
  JsonObject  *file;      /* (owned) */
  gboolean     again;     /* a reimport */
  gint64       test;
  gint64       last_known; /* a Finding with a greater id cannot be matched */
  JsonObject  *before;    /* (owned) statistics */
  JsonObject  *delta;     /* (owned) */
  GHashTable  *kept;      /* (element-type gint64) Findings that the file has */
  guint        n_taken;   /* of the file's Findings */
  JsonArray   *actions;   /* (owned) */
};

static const struct
{
  const char *name;
  guint       longest; /* characters; over-length is a 500, as nothing checks it but the database */
  guint       major;
  guint       minor;
} allowed[] = {
  { "title", 0 }, { "severity", 0 }, { "description", 0 }, { "date", 0 }, { "mitigated", 0 },
  { "publish_date", 0 }, { "planned_remediation_date", 0 }, { "kev_date", 0, 2, 51 },
  { "cwe", 0 }, { "cwes", 0, 3, 2 }, { "cve", 50 }, { "vulnerability_ids", 0 },
  { "cvssv3", 117 }, { "cvssv4", 255, 2, 51 }, { "cvssv3_score", 0 }, { "cvssv4_score", 0, 2, 51 },
  { "epss_score", 0, 2, 42 }, { "epss_percentile", 0, 2, 42 },
  { "known_exploited", 0, 2, 51 }, { "ransomware_used", 0, 2, 51 }, { "fix_available", 0, 2, 51 },
  { "fix_version", 100, 2, 56 }, { "mitigation", 0 }, { "impact", 0 }, { "steps_to_reproduce", 0 },
  { "severity_justification", 0 }, { "references", 0 }, { "active", 0 }, { "verified", 0 },
  { "false_p", 0 }, { "out_of_scope", 0 }, { "risk_accepted", 0 }, { "under_review", 0 },
  { "is_mitigated", 0 }, { "component_name", 500 }, { "component_version", 100 },
  { "file_path", 4000 }, { "line", 0 }, { "sast_source_object", 500 }, { "sast_sink_object", 500 },
  { "sast_source_file_path", 4000 }, { "sast_source_line", 0 }, { "static_finding", 0 },
  { "dynamic_finding", 0 }, { "unique_id_from_tool", 500 }, { "vuln_id_from_tool", 500 },
  { "service", 200 }, { "tags", 0 }, { "endpoints", 0 }, { "files", 0 },
  { "scanner_confidence", 0 }, { "nb_occurences", 0 }, { "thread_id", 0 },
  { "numerical_severity", 4 }, { "param", 0 }, { "payload", 0 },
  { "planned_remediation_version", 99 }, { "effort_for_fixing", 99 },
};

static const char *const severities[] = { "Info", "Low", "Medium", "High", "Critical", NULL };

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
      g_autofree char *name = g_ascii_strdown (i < 5 ? severities[i] : "total", -1);

      for (guint j = 0; states[j] != NULL; j++)
        json_object_set_int_member (row, states[j], 0);
      json_object_set_int_member (row, "total", 0);
      json_object_set_object_member (counts, name, row);
    }

  return counts;
}

static void
count (JsonObject *counts,
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
        count (counts, finding);
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
  json_array_unref (self->actions);
  g_free (self);
}

static const char *
get (DojoImport *self,
     const char *name)
{
  return g_hash_table_lookup (self->fields, name);
}

static gboolean
is_on (DojoImport *self,
       const char *name,
       gboolean    otherwise)
{
  const char *text = get (self, name);

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

static gboolean
refuses_form (DojoImport *self,
              DojoAnswer *ret_answer)
{
  const char *place = get (self, self->again ? "test" : "engagement");
  const char *name = get (self, "file_name");
  gint64 id = place != NULL ? g_ascii_strtoll (place, NULL, 10) : 0;

  if (!(self->self->is_staff || self->self->is_superuser || self->self->role != 0))
    *ret_answer = dojo_answer_detail (403, "You do not have permission to perform this action.");
  else if (dojo_stand_in_find (self->self, self->again ? DOJO_TESTS : DOJO_ENGAGEMENTS, id) == NULL)
    *ret_answer = dojo_answer_array ("%s \"%" G_GINT64_FORMAT "\" does not exist",
                                     self->again ? "Test" : "Engagement", id);
  else if (g_strcmp0 (get (self, "scan_type"), SCAN_TYPE) != 0)
    {
      g_autofree char *text = g_strdup_printf ("\"%s\" is not a valid choice.",
                                               get (self, "scan_type"));

      *ret_answer = dojo_answer_field ("scan_type", text);
    }
  else if (name == NULL)
    *ret_answer = dojo_answer_message (400, "['Uploading a Report File is required for "
                                            SCAN_TYPE "']");
  else if (!g_str_has_suffix (name, ".json"))
    *ret_answer = dojo_answer_field ("file", "File extension “dat” is not allowed. Allowed "
                                             "extensions are: xml, csv, nessus, json, jsonl, html, "
                                             "js, zip, xlsx, txt, sarif, fpr, md, log, fvdl.");
  else
    return FALSE;

  return TRUE;
}

/* --- the file ------------------------------------------------------------------------------- */

/* The two shapes of too much: of a proxy, and of the program. */
static gboolean
is_too_large (DojoImport *self,
              DojoAnswer *ret_answer)
{
  const char *file = get (self, "file");
  gsize size = file != NULL ? strlen (file) : 0;

  if (self->self->proxy_limit > 0 && size > self->self->proxy_limit)
    *ret_answer = dojo_answer_page (413, "413 Request Entity Too Large");
  else if (self->self->file_limit > 0 && size > self->self->file_limit)
    *ret_answer = dojo_answer_field ("non_field_errors", "Report file is too large. Maximum "
                                                         "supported size is 100 MB");
  else
    return FALSE;

  return TRUE;
}

static int
find_allowed (DojoStandIn *self,
              const char  *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (g_str_equal (allowed[i].name, name)
        && dojo_stand_in_since (self, allowed[i].major, allowed[i].minor))
      return (int) i;

  return -1;
}

static gboolean
is_day (const char *text)
{
  return text == NULL || g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\d$", text, 0, 0);
}

/* What the parser finds fault with, before there is a Test. */
static gboolean
refuses_finding (DojoImport *self,
                 JsonObject *finding,
                 DojoAnswer *ret_answer)
{
  g_autoptr (GList) names = json_object_get_members (finding);

  if (!json_object_has_member (finding, "title") || !json_object_has_member (finding, "severity")
      || !json_object_has_member (finding, "description"))
    {
      *ret_answer = dojo_answer_message (400, "[\"Required fields are missing: ['description']\"]");
      return TRUE;
    }
  for (GList *l = names; l != NULL; l = l->next)
    if (find_allowed (self->self, l->data) < 0)
      {
        g_autofree char *text = g_strdup_printf ("[\"Not allowed fields are present: ['%s']\"]",
                                                 (char *) l->data);

        *ret_answer = dojo_answer_message (400, text);
        return TRUE;
      }
  if (!is_day (dojo_get_string (finding, "publish_date"))
      || !is_day (dojo_get_string (finding, "kev_date"))
      || !is_day (dojo_get_string (finding, "planned_remediation_date")))
    {
      *ret_answer = dojo_answer_message (400, "['“x” value has an invalid date format.']");
      return TRUE;
    }

  return FALSE;
}

/* What the database finds fault with: the program falls over it. */
static gboolean
has_long_text (JsonObject *finding)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    {
      const char *text = dojo_get_string (finding, allowed[i].name);

      if (allowed[i].longest > 0 && text != NULL
          && g_utf8_strlen (text, -1) > allowed[i].longest)
        return TRUE;
    }

  return FALSE;
}

static gboolean
breaks_server (DojoImport *self,
               JsonObject *finding)
{
  JsonArray *ids = json_object_has_member (finding, "vulnerability_ids")
                     ? json_object_get_array_member (finding, "vulnerability_ids") : NULL;

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    if (g_utf8_strlen (json_array_get_string_element (ids, i), -1) > 50)
      return TRUE;

  return dojo_get_string (finding, "title") == NULL
         || dojo_get_string (finding, "description") == NULL
         || (ids != NULL && json_object_has_member (finding, "cve"))
         || has_long_text (finding);
}

static JsonArray *
get_findings (DojoImport *self)
{
  return json_object_get_array_member (self->file, "findings");
}

static gboolean
refuses_file (DojoImport *self,
              DojoAnswer *ret_answer)
{
  self->file = dojo_parse (get (self, "file"));
  if (self->file == NULL || !json_object_has_member (self->file, "findings"))
    {
      *ret_answer = dojo_answer_message (500, "Internal server error, check logs for details");
      return TRUE;
    }

  for (guint i = 0; i < json_array_get_length (get_findings (self)); i++)
    if (refuses_finding (self, json_array_get_object_element (get_findings (self), i), ret_answer))
      return TRUE;

  return FALSE;
}

/* What shows only when there is a Test already, which then stays at 50 %. */
static gboolean
fails_late (DojoImport *self,
            DojoAnswer *ret_answer)
{
  for (guint i = 0; i < json_array_get_length (get_findings (self)); i++)
    {
      JsonObject *finding = json_array_get_object_element (get_findings (self), i);
      const char *severity = dojo_get_string (finding, "severity");

      if (severity == NULL || !g_strv_contains (severities, severity))
        {
          g_autofree char *text =
            g_strdup_printf ("['Finding severity \"%s\" is not supported. Any of the following are "
                             "supported: [\\'Info\\', \\'Low\\', \\'Medium\\', \\'High\\', "
                             "\\'Critical\\'].']", severity);

          *ret_answer = dojo_answer_message (400, text);
          return TRUE;
        }
      if (breaks_server (self, finding))
        {
          *ret_answer = dojo_answer_message (500, "Internal server error, check logs for details");
          return TRUE;
        }
    }

  return FALSE;
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
    set_text (test, erased[i], get (self, erased[i]));
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
  set_text (test, "title", get (self, "test_title"));
  json_object_set_int_member (test, "engagement",
                              g_ascii_strtoll (get (self, "engagement"), NULL, 10));
  describe_test (self, test);
  self->test = dojo_get_int (dojo_stand_in_add (self->self, DOJO_TESTS, test), "id");
}

/* --- findings ------------------------------------------------------------------------------- */

static char *
make_hash (JsonObject *finding)
{
  const char *title = dojo_get_string (finding, "title");
  const char *path = dojo_get_string (finding, "file_path");
  g_autofree char *line = json_object_has_member (finding, "line")
                            ? g_strdup_printf ("%" G_GINT64_FORMAT, dojo_get_int (finding, "line"))
                            : g_strdup ("None");
  g_autofree char *text =
    g_strdup_printf ("%s%" G_GINT64_FORMAT "%s%s%s", title, dojo_get_int (finding, "cwe"), line,
                     path != NULL ? path : "None", dojo_get_string (finding, "description"));
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, g_strstrip (folded), -1);
}

/* Words begin with a capital on saving, but for small ones and those that have one already. */
static char *
make_title (const char *text)
{
  static const char *const small[] = { "a", "an", "and", "in", "of", "on", "the", "to", NULL };
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_islower (words[i][0]) && (i == 0 || !g_strv_contains (small, words[i])))
      words[i][0] = g_ascii_toupper (words[i][0]);

  return g_strjoinv (" ", words);
}

static void
act (DojoImport *self,
     const char *action,
     const char *counter,
     JsonObject *finding)
{
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "action", action);
  json_object_set_int_member (row, "finding", dojo_get_int (finding, "id"));
  json_array_add_object_element (self->actions, row);
  count (json_object_get_object_member (self->delta, counter), finding);
}

static void
keep (DojoImport *self,
      JsonObject *finding)
{
  gint64 id = dojo_get_int (finding, "id");

  g_hash_table_add (self->kept, g_memdup2 (&id, sizeof id));
}

static void
rename_lists (JsonObject *finding)
{
  JsonArray *ids = json_object_has_member (finding, "vulnerability_ids")
                     ? json_object_get_array_member (finding, "vulnerability_ids") : NULL;
  JsonArray *rows = json_array_new ();

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "vulnerability_id",
                                     json_array_get_string_element (ids, i));
      json_array_add_object_element (rows, row);
    }
  json_object_set_array_member (finding, "vulnerability_ids", rows);
}

static const char *
get_numerical (const char *severity)
{
  static const char *const numbers[] = { "S4", "S3", "S2", "S1", "S0" };

  for (guint i = 0; severities[i] != NULL; i++)
    if (g_str_equal (severity, severities[i]))
      return numbers[i];

  g_assert_not_reached ();
}

/* All members that a client may read or change, before those of the file. */
static JsonObject *
make_finding (void)
{
  return dojo_parse (
    "{\"id\":0,\"test\":0,\"mitigated\":null,\"display_status\":\"Active\",\"created\":\"" NOW "\","
    "\"updated\":\"" NOW "\",\"title\":\"\",\"date\":\"2026-11-22\",\"cwe\":0,\"cwes\":[],"
    "\"epss_score\":null,\"epss_percentile\":null,\"known_exploited\":false,"
    "\"ransomware_used\":false,\"kev_date\":null,\"cvssv3\":null,\"cvssv3_score\":null,"
    "\"cvssv4\":null,\"cvssv4_score\":null,\"severity\":\"Info\",\"description\":\"\","
    "\"mitigation\":null,\"fix_available\":null,\"fix_version\":null,\"impact\":null,"
    "\"steps_to_reproduce\":null,\"severity_justification\":null,\"references\":null,"
    "\"active\":true,\"verified\":false,\"false_p\":false,\"duplicate\":false,"
    "\"out_of_scope\":false,\"risk_accepted\":false,\"under_review\":false,"
    "\"is_mitigated\":false,\"numerical_severity\":\"S4\",\"param\":null,\"payload\":null,"
    "\"hash_code\":\"\",\"line\":null,\"file_path\":null,\"component_name\":null,"
    "\"component_version\":null,\"static_finding\":false,\"dynamic_finding\":true,"
    "\"scanner_confidence\":null,\"unique_id_from_tool\":null,\"vuln_id_from_tool\":null,"
    "\"sast_source_object\":null,\"sast_sink_object\":null,\"sast_source_line\":null,"
    "\"sast_source_file_path\":null,\"nb_occurences\":null,\"publish_date\":null,"
    "\"service\":null,\"planned_remediation_date\":null,\"planned_remediation_version\":null,"
    "\"effort_for_fixing\":null,\"endpoints\":[],\"vulnerability_ids\":[],\"tags\":[],"
    "\"notes\":[],\"files\":[]}");
}

static void
create_finding (DojoImport *self,
                JsonObject *item)
{
  JsonObject *finding = make_finding ();
  g_autoptr (GList) names = json_object_get_members (item);
  g_autofree char *title = make_title (dojo_get_string (item, "title"));
  g_autofree char *hash = make_hash (item);

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (finding, l->data,
                            json_node_copy (json_object_get_member (item, l->data)));
  rename_lists (finding);
  json_object_set_string_member (finding, "title", title);
  json_object_set_string_member (finding, "hash_code", hash);
  json_object_set_int_member (finding, "test", self->test);
  json_object_set_string_member (finding, "numerical_severity",
                                 get_numerical (dojo_get_string (item, "severity")));
  dojo_finding_saved (NULL, finding);
  dojo_stand_in_add (self->self, DOJO_FINDINGS, finding);
  keep (self, finding);
  act (self, "N", "created", finding);
}

static JsonObject *
find_match (DojoImport *self,
            JsonObject *item)
{
  g_autofree char *hash = make_hash (item);

  for (guint i = 0; self->again && i < self->self->tables[DOJO_FINDINGS]->len; i++)
    {
      JsonObject *finding = g_ptr_array_index (self->self->tables[DOJO_FINDINGS], i);

      if (dojo_get_int (finding, "test") == self->test
          && dojo_get_int (finding, "id") <= self->last_known
          && g_strcmp0 (dojo_get_string (finding, "hash_code"), hash) == 0)
        return finding;
    }

  return NULL;
}

static void
mitigate (JsonObject *finding,
          const char *when)
{
  json_object_set_boolean_member (finding, "active", FALSE);
  json_object_set_boolean_member (finding, "is_mitigated", TRUE);
  json_object_set_string_member (finding, "mitigated", when != NULL ? when : NOW);
}

/* A duplicate stays inactive. */
static void
reactivate (JsonObject *finding)
{
  json_object_set_boolean_member (finding, "active", !dojo_get_boolean (finding, "duplicate"));
  json_object_set_boolean_member (finding, "is_mitigated", FALSE);
  json_object_set_null_member (finding, "mitigated");
}

static const char *const flags[] = { "false_p", "out_of_scope", "risk_accepted", NULL };

/* One that is active here and not in the file. With close_old_findings all statuses become plain
 * “mitigated”, with the date of today. Without, nobody counts them. */
static void
apply_status (DojoImport *self,
              JsonObject *finding,
              JsonObject *item)
{
  g_autoptr (JsonObject) before = dojo_copy (finding);

  if (is_on (self, "close_old_findings", TRUE))
    {
      mitigate (finding, NULL);
      act (self, "C", "closed", finding);
      return;
    }

  if (dojo_get_boolean (item, "is_mitigated"))
    {
      mitigate (finding, dojo_get_string (item, "mitigated"));
      return;
    }

  json_object_set_boolean_member (finding, "active", FALSE);
  for (guint i = 0; flags[i] != NULL; i++)
    json_object_set_boolean_member (finding, flags[i], dojo_get_boolean (item, flags[i]));
  dojo_finding_saved (before, finding);
}

static gboolean
has_status (JsonObject *finding)
{
  return dojo_get_boolean (finding, "false_p") || dojo_get_boolean (finding, "out_of_scope")
         || dojo_get_boolean (finding, "risk_accepted");
}

/* One with a status here: only the same status, or an accepted risk, counts as found again. */
static void
match_status (DojoImport *self,
              JsonObject *finding,
              JsonObject *item)
{
  gboolean same = TRUE;

  for (guint i = 0; flags[i] != NULL; i++)
    same = same && dojo_get_boolean (finding, flags[i]) == dojo_get_boolean (item, flags[i]);
  if (!same
      && (!dojo_get_boolean (finding, "risk_accepted") || dojo_get_boolean (finding, "active")))
    return;

  keep (self, finding);
  act (self, "U", "untouched", finding);
}

/* Severity, title, mitigation and the rest stay as they are. One that is mitigated is opened for
 * every item that is not, whatever status that has. */
static void
match_finding (DojoImport *self,
               JsonObject *finding,
               JsonObject *item)
{
  if (has_status (finding))
    {
      match_status (self, finding, item);
      return;
    }

  keep (self, finding);
  if (dojo_get_boolean (finding, "is_mitigated") && !dojo_get_boolean (item, "is_mitigated")
      && !is_on (self, "do_not_reactivate", FALSE))
    {
      reactivate (finding);
      act (self, "R", "reactivated", finding);
    }
  else if (!dojo_get_boolean (finding, "is_mitigated")
           && (dojo_get_boolean (item, "is_mitigated") || has_status (item)))
    apply_status (self, finding, item);
  else
    act (self, "U", "untouched", finding);
}

static guint
rank (const char *severity)
{
  guint i = 0;

  while (severities[i] != NULL && g_strcmp0 (severity, severities[i]) != 0)
    i++;

  return i;
}

gboolean
dojo_import_has_more (DojoImport *self)
{
  return self->n_taken < json_array_get_length (get_findings (self))
         && dojo_stand_in_find (self->self, DOJO_TESTS, self->test) != NULL;
}

/* The next Finding of the file; %FALSE if there is none. */
gboolean
dojo_import_step (DojoImport *self)
{
  const char *minimum = get (self, "minimum_severity");
  JsonObject *item;
  JsonObject *finding;

  if (!dojo_import_has_more (self))
    return FALSE;

  item = json_array_get_object_element (get_findings (self), self->n_taken++);
  finding = find_match (self, item);
  if (minimum != NULL && rank (dojo_get_string (item, "severity")) < rank (minimum))
    return TRUE;
  if (finding != NULL)
    match_finding (self, finding, item);
  else
    create_finding (self, item);

  return TRUE;
}

/* All that are not mitigated yet, of whatever status. Those that came with a service are only
 * closed by a reimport that names it. */
static void
close_old (DojoImport *self)
{
  for (guint i = 0; i < self->self->tables[DOJO_FINDINGS]->len; i++)
    {
      JsonObject *finding = g_ptr_array_index (self->self->tables[DOJO_FINDINGS], i);
      gint64 id = dojo_get_int (finding, "id");

      if (dojo_get_int (finding, "test") != self->test
          || dojo_get_boolean (finding, "is_mitigated") || id > self->last_known
          || g_hash_table_contains (self->kept, &id)
          || g_strcmp0 (dojo_get_string (finding, "service"), get (self, "service")) != 0)
        continue;
      mitigate (finding, NULL);
      act (self, "C", "closed", finding);
    }
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

  if (is_too_large (self, ret_answer) || refuses_form (self, ret_answer)
      || refuses_file (self, ret_answer))
    {
      import_free (self);
      return NULL;
    }

  if (again)
    self->test = g_ascii_strtoll (get (self, "test"), NULL, 10);
  else
    create_test (self);
  if (fails_late (self, ret_answer))
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
  set_text (row, "version", get (self, "version"));
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
                                  is_on (self, "close_old_findings", self->again));
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
  if (self->again && is_on (self, "close_old_findings", TRUE))
    close_old (self);
  describe_test (self, test);
  json_object_set_int_member (test, "percent_complete", 100);
  dojo_stand_in_touch (self->self, test);
  log_import (self);
  answer = make_answer (self, test);
  import_free (self);

  return answer;
}
