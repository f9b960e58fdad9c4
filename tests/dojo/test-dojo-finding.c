/* test-dojo-finding.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dojo-wait.h"

#include "genkan-dojo-account.h"
#include "genkan-dojo-file.h"
#include "genkan-dojo-finding.h"
#include "genkan-dojo-scan.h"

#define NEWEST GENKAN_DOJO_VERSION (3, 3)

static JsonObject *
make (const char *fields,
      guint       version)
{
  g_autoptr (GError) error = NULL;
  JsonObject *finding = genkan_dojo_finding_new (fields, version, NULL, &error);

  g_assert_no_error (error);

  return finding;
}

static char *
print (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

static void
assert_made (const char *fields,
             guint       version,
             const char *expected)
{
  g_autoptr (JsonObject) finding = make (fields, version);
  g_autofree char *text = print (finding);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_required (void)
{
  assert_made ("{\"unique_id_from_tool\":\"a\"}", NEWEST,
               "{\"unique_id_from_tool\":\"a\",\"title\":\"a\",\"description\":\"\","
               "\"severity\":\"Info\"}");
  assert_made ("{\"unique_id_from_tool\":7,\"title\":\" two\\nlines\\u0007 \","
               "\"description\":\"one\\r\\ntwo\\u0000\\u001b\",\"severity\":\"hIGH\"}", NEWEST,
               "{\"unique_id_from_tool\":\"7\",\"title\":\"two lines\","
               "\"description\":\"one\\ntwo\",\"severity\":\"High\"}");
  assert_made ("{\"unique_id_from_tool\":\"a\",\"title\":null,\"description\":null,"
               "\"severity\":\"dreadful\",\"service\":\"s\",\"record_id\":\"r\",\"foo\":1}", NEWEST,
               "{\"unique_id_from_tool\":\"a\",\"title\":\"a\",\"description\":\"\","
               "\"severity\":\"Info\"}");
}

static void
test_not_one (void)
{
  static const char *const wrong[] = {
    "", "[]", "{", "{}", "{\"unique_id_from_tool\":null}", "{\"unique_id_from_tool\":\"\"}",
    "{\"unique_id_from_tool\":{}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (genkan_dojo_finding_new (wrong[i], NEWEST, NULL, &error));
      g_assert_error (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_REFUSED);
    }
}

#define HEAD "{\"unique_id_from_tool\":\"a\",\"title\":\"a\",\"description\":\"\"," \
             "\"severity\":\"Info\""
#define FIFTY "12345678901234567890123456789012345678901234567890"

static void
test_values (void)
{
  static const char *const cases[][2] = {
    { "\"date\":\"2026-01-02T23:30:00-05:00\"", "\"date\":\"2026-01-03\"" },
    { "\"date\":\"yesterday\"", NULL },
    { "\"publish_date\":\"2026-01-02T03:04:05.678Z\"", "\"publish_date\":\"2026-01-02\"" },
    { "\"is_mitigated\":1,\"mitigated\":\"2026-01-02\"",
      "\"mitigated\":\"2026-01-02T00:00:00Z\",\"is_mitigated\":true,\"active\":false" },
    { "\"mitigated\":\"2026-01-02\"", NULL },
    { "\"active\":1,\"verified\":true,\"false_p\":1",
      "\"active\":false,\"verified\":false,\"false_p\":true" },
    { "\"active\":1,\"risk_accepted\":0", "\"active\":true,\"risk_accepted\":false" },
    { "\"line\":\"12\"", "\"line\":12" },
    { "\"line\":-1", NULL },
    { "\"line\":99999999999", NULL },
    { "\"epss_score\":0.5", "\"epss_score\":0.5" },
    { "\"epss_score\":50", NULL },
    { "\"cvssv3_score\":\"n/a\"", NULL },
    { "\"cvssv3\":\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:H\"",
      "\"cvssv3\":\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:H\"" },
    { "\"cvssv3\":\"CVSS:3.1/AV:N/AC:L\"", NULL },
    { "\"cvssv3\":\"AV:N/AC:L/Au:N/C:P/I:P/A:P\"", NULL },
    { "\"cwe\":\"CWE-79\"", "\"cwe\":79" },
    { "\"cwes\":[89,\"CWE-79\",\"NVD-other\",0]", "\"cwe\":89,\"cwes\":[89,79]" },
    { "\"cwes\":[89]", "\"cwe\":89" },
    { "\"vulnerability_ids\":[\"GHSA-1\",\"CVE-2026-1\",\"GHSA-1\",null]",
      "\"vulnerability_ids\":[\"CVE-2026-1\",\"GHSA-1\"]" },
    { "\"cve\":\"CVE-2026-2\",\"vulnerability_ids\":\"CVE-2026-1\"",
      "\"vulnerability_ids\":[\"CVE-2026-2\",\"CVE-2026-1\"]" },
    { "\"vulnerability_ids\":[\"" FIFTY "1\",\"" FIFTY "\"]",
      "\"vulnerability_ids\":[\"" FIFTY "\"]" },
    { "\"tags\":[\"Security Hub\",\"a,b\",\"a,b\",\"\\\"\"]",
      "\"tags\":[\"security_hub\",\"a_b\"]" },
    { "\"tags\":[]", NULL },
    { "\"endpoints\":[\"https://a.example/x?y#z\",\"shop.example:8443\",\"10.0.0.1\",\"::1\","
      "\"not a host\",\"https://\",\"a..b\",\"shop.example:0\",\"<x>\"]",
      "\"endpoints\":[\"https://a.example/x?y#z\",{\"host\":\"shop.example\",\"port\":8443},"
      "{\"host\":\"10.0.0.1\"},{\"host\":\"::1\"}]" },
    { "\"references\":\"see\",\"url\":\"https://tool.example/7\"",
      "\"references\":\"https://tool.example/7\\nsee\"" },
    { "\"references\":\"https://tool.example/7\",\"url\":\"https://tool.example/7\"",
      "\"references\":\"https://tool.example/7\"" },
    { "\"impact\":[1]", NULL },
    { "\"impact\":\"\"", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *fields = g_strdup_printf ("{\"unique_id_from_tool\":\"a\",%s}", cases[i][0]);
      g_autofree char *expected = g_strconcat (HEAD, cases[i][1] != NULL ? "," : "",
                                               cases[i][1] != NULL ? cases[i][1] : "", "}", NULL);

      assert_made (fields, NEWEST, expected);
    }
}

static void
test_versions (void)
{
  static const char fields[] =
    "{\"unique_id_from_tool\":\"a\",\"cwes\":[1,2],\"epss_score\":0.5,\"known_exploited\":1,"
    "\"fix_version\":\"2\"}";

  assert_made (fields, 0, HEAD ",\"cwe\":1}");
  assert_made (fields, GENKAN_DOJO_VERSION (2, 42), HEAD ",\"epss_score\":0.5,\"cwe\":1}");
  assert_made (fields, GENKAN_DOJO_VERSION (2, 51),
               HEAD ",\"epss_score\":0.5,\"known_exploited\":true,\"cwe\":1}");
  assert_made (fields, GENKAN_DOJO_VERSION (3, 2),
               HEAD ",\"epss_score\":0.5,\"known_exploited\":true,\"fix_version\":\"2\",\"cwe\":1,"
                    "\"cwes\":[1,2]}");
}

/* Text of so many characters of two bytes. */
static char *
fill (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, "é");

  return g_string_free (text, FALSE);
}

/* Everything at once, and too long, into servers of three ages: not one of them refuses it. */
static void
test_accepted (gconstpointer data)
{
  static const char *const lines[] = {
    "title", "unique_id_from_tool", "vuln_id_from_tool", "component_name", "component_version",
    "file_path", "fix_version", "sast_source_object", "sast_sink_object", "sast_source_file_path",
    "planned_remediation_version", "effort_for_fixing", "service", "cvssv3", "kev_date",
    "publish_date", "description", "severity", "cve", NULL
  };
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new (data);
  g_autoptr (GenkanDojo) dojo = dojo_client_new (stand_in);
  g_autoptr (JsonObject) fields = json_object_new ();
  g_autofree char *much = fill (200 * 1000);
  g_autofree char *text = NULL;
  g_autoptr (GenkanDojoFile) file = genkan_dojo_file_new ("Snyk \"Connector",
                                                          genkan_dojo_version_parse (data), "x:y");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanDojoScanResult answer;
  GenkanDojoScan scan = { .engagement_id = dojo_make_engagement (dojo), .test_title = much };

  for (guint i = 0; lines[i] != NULL; i++)
    json_object_set_string_member (fields, lines[i], much);
  text = print (fields);
  genkan_dojo_file_add (file, text, NULL, NULL, &error);
  g_assert_no_error (error);
  bytes = genkan_dojo_file_end (file);
  scan.file = bytes;
  genkan_dojo_send_scan_async (dojo, &scan, NULL, dojo_keep_cb, &result);
  genkan_dojo_send_scan_finish (dojo, dojo_wait (&result), &answer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer.n_created, ==, 1);
}

/* Long ids stay different from each other, and the same from Sync to Sync. */
static void
test_unique_ids (void)
{
  g_autofree char *start = fill (600);
  g_autofree char *one = g_strdup_printf ("{\"unique_id_from_tool\":\"%s1\"}", start);
  g_autofree char *two = g_strdup_printf ("{\"unique_id_from_tool\":\"%s2\"}", start);
  g_autoptr (JsonObject) first = make (one, 0);
  g_autoptr (JsonObject) again = make (one, 0);
  g_autoptr (JsonObject) second = make (two, 0);
  const char *id = json_object_get_string_member (first, "unique_id_from_tool");

  g_assert_cmpint (g_utf8_strlen (id, -1), ==, 500);
  g_assert_cmpstr (id, ==, json_object_get_string_member (again, "unique_id_from_tool"));
  g_assert_cmpstr (id, !=, json_object_get_string_member (second, "unique_id_from_tool"));
}

static void
test_pin (void)
{
  g_autoptr (JsonObject) first = make ("{\"unique_id_from_tool\":\"a\",\"title\":\"t\",\"cwe\":7,"
                                       "\"description\":\"d\"}", NEWEST);
  g_autoptr (JsonObject) later = make ("{\"unique_id_from_tool\":\"a\",\"title\":\"T2\","
                                       "\"description\":\"d2\",\"line\":4,\"severity\":\"Low\"}",
                                       NEWEST);
  g_autofree char *identity = genkan_dojo_finding_dup_identity (first);
  g_autofree char *pinned = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (genkan_dojo_finding_pin (later, identity, &error));
  g_assert_no_error (error);
  pinned = genkan_dojo_finding_dup_identity (later);
  g_assert_cmpstr (pinned, ==, identity);
  g_assert_cmpstr (json_object_get_string_member (later, "severity"), ==, "Low");
  g_assert_false (json_object_has_member (later, "line"));

  g_assert_false (genkan_dojo_finding_pin (later, "{}", &error));
  g_assert_error (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_REFUSED);
}

/* Two that look the same are told apart, and stay so in whatever order they come. */
static void
test_distinct (void)
{
  g_autoptr (GenkanDojoFile) first = genkan_dojo_file_new ("T", NEWEST, NULL);
  g_autoptr (GenkanDojoFile) second = genkan_dojo_file_new ("T", NEWEST, NULL);
  static const char a[] = "{\"unique_id_from_tool\":\"a\",\"title\":\"Same\"}";
  static const char b[] = "{\"unique_id_from_tool\":\"b\",\"title\":\"same\"}";
  g_autofree char *a_identity = NULL;
  g_autofree char *b_identity = NULL;
  g_autofree char *a_again = NULL;
  g_autofree char *b_again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (genkan_dojo_file_add (first, a, NULL, &a_identity, &error));
  g_assert_true (genkan_dojo_file_add (first, b, NULL, &b_identity, &error));
  g_assert_false (genkan_dojo_file_add (first, a, NULL, NULL, &error));
  g_assert_error (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_EXISTS);
  g_assert_cmpuint (genkan_dojo_file_get_n_findings (first), ==, 2);
  g_assert_nonnull (strstr (b_identity, "(b)"));

  g_clear_error (&error);
  g_assert_true (genkan_dojo_file_add (second, b, b_identity, &b_again, &error));
  g_assert_true (genkan_dojo_file_add (second, a, a_identity, &a_again, &error));
  g_assert_cmpstr (b_again, ==, b_identity);
  g_assert_cmpstr (a_again, ==, a_identity);
}

static void
assert_diff (const char *wanted,
             const char *sent,
             const char *server,
             const char *expected)
{
  g_autoptr (JsonObject) wanted_object = make (wanted, NEWEST);
  g_autoptr (JsonObject) sent_object = sent != NULL ? make (sent, NEWEST) : NULL;
  g_autoptr (JsonNode) server_node = json_from_string (server, NULL);
  g_autoptr (JsonObject) diff = genkan_dojo_finding_diff (wanted_object, sent_object,
                                                          json_node_get_object (server_node));
  g_autofree char *text = diff != NULL ? print (diff) : NULL;

  g_assert_cmpstr (text, ==, expected);
}

#define FIELDS(more) "{\"unique_id_from_tool\":\"a\",\"title\":\"zip slip\",\"severity\":\"Low\"" \
                     more "}"
#define SERVER(more) "{\"title\":\"Zip Slip\",\"severity\":\"Low\",\"description\":\"\"," \
                     "\"mitigation\":null,\"cvssv3_score\":null,\"known_exploited\":false," \
                     "\"tags\":[]" more "}"

static void
test_diff (void)
{
  assert_diff (FIELDS (""), NULL, SERVER (""), NULL);
  assert_diff (FIELDS (",\"mitigation\":\"Upgrade\\n\",\"known_exploited\":1,"
                       "\"cvssv3_score\":7"), NULL, SERVER (""),
               "{\"mitigation\":\"Upgrade\\n\",\"cvssv3_score\":7.0,\"known_exploited\":true}");
  assert_diff (FIELDS (",\"known_exploited\":0"), NULL, SERVER (""), NULL);
  /* What this server has no member for is not sent. */
  assert_diff (FIELDS (",\"impact\":\"much\""), NULL, SERVER (""), NULL);
  /* The tool changed its mind, and a person did. */
  assert_diff ("{\"unique_id_from_tool\":\"a\",\"title\":\"zip slip\",\"severity\":\"High\"}",
               FIELDS (""), SERVER (""), "{\"severity\":\"High\"}");
  assert_diff (FIELDS (""), FIELDS (""),
               "{\"title\":\"Ours\",\"severity\":\"Critical\",\"description\":\"\"}", NULL);
}

static void
test_diff_tags (void)
{
  static const char server[] = "{\"title\":\"Zip Slip\",\"severity\":\"Low\",\"description\":\"\","
                               "\"tags\":[\"ours\",\"npm\"]}";

  assert_diff (FIELDS (",\"tags\":[\"npm\"]"), NULL, server, NULL);
  assert_diff (FIELDS (",\"tags\":[\"npm\",\"new\"]"), FIELDS (",\"tags\":[\"npm\"]"), server,
               "{\"tags\":[\"ours\",\"npm\",\"new\"]}");
  /* One that a person took away. */
  assert_diff (FIELDS (",\"tags\":[\"gone\"]"), FIELDS (",\"tags\":[\"gone\"]"), server, NULL);
}

/* As a real server of 3.2.0 made it. */
static void
test_hash (void)
{
  g_autoptr (JsonObject) finding =
    make ("{\"unique_id_from_tool\":\"a\",\"title\":\"Prototype Pollution in lodash\","
          "\"severity\":\"High\",\"cwe\":1321,\"file_path\":\"package.json\","
          "\"description\":\"lodash before 4.17.12 is vulnerable.\"}", NEWEST);
  g_autofree char *hash = genkan_dojo_finding_dup_hash (finding);
  g_autofree char *identity = genkan_dojo_finding_dup_identity (finding);
  g_autofree char *bound = genkan_dojo_finding_make_bound (7, hash, finding);
  g_autofree char *bound_hash = NULL;

  g_assert_cmpstr (hash, ==, "f39b9a31609481656f2012e67f69360f999f3781b4c5758cb33a0e32baaf5f65");
  g_assert_cmpint (genkan_dojo_finding_get_bound (identity, NULL), ==, 0);
  g_assert_cmpint (genkan_dojo_finding_get_bound (bound, &bound_hash), ==, 7);
  g_assert_cmpstr (bound_hash, ==, hash);
}

/* What a text says is not taken for a number. */
static void
test_not_bound (void)
{
  g_autoptr (JsonObject) finding =
    make ("{\"unique_id_from_tool\":\"a\",\"title\":\"\\\"finding\\\":7\",\"severity\":\"Low\","
          "\"description\":\"{\\\"finding\\\":7}\"}", NEWEST);
  g_autofree char *identity = genkan_dojo_finding_dup_identity (finding);

  g_assert_cmpint (genkan_dojo_finding_get_bound (identity, NULL), ==, 0);
}

static guint
count_findings (GBytes *part)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (part, NULL), g_bytes_get_size (part));
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "type"), ==, "T");

  return json_array_get_length (
    json_object_get_array_member (json_node_get_object (node), "findings"));
}

/* Each part is a file, none is larger than it may be unless it has one Finding, and all together
 * have all. */
static void
test_file_parts (void)
{
  g_autoptr (GenkanDojoFile) file = genkan_dojo_file_new ("T", NEWEST, NULL);
  g_autoptr (GBytes) whole = NULL;
  guint places[30];

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *fields =
        g_strdup_printf ("{\"unique_id_from_tool\":\"id-%u\",\"title\":\"%u\","
                         "\"severity\":\"Low\",\"description\":\"],}[{\\\"\"}", i, i);

      places[i] = i;
      g_assert_true (genkan_dojo_file_add (file, fields, NULL, NULL, NULL));
    }
  whole = genkan_dojo_file_end (file);
  for (gsize largest = 1; largest < g_bytes_get_size (whole) + 50; largest += 37)
    for (guint i = 0, n = 0; i < G_N_ELEMENTS (places); i += n)
      {
        g_autoptr (GBytes) part =
          genkan_dojo_file_dup_part (file, places + i, G_N_ELEMENTS (places) - i, largest, &n);
        g_autoptr (JsonObject) first = genkan_dojo_file_get_finding (file, i);
        g_autofree char *id = g_strdup_printf ("id-%u", i);

        g_assert_cmpuint (n, >, 0);
        g_assert_true (n == 1 || g_bytes_get_size (part) <= largest);
        g_assert_cmpuint (count_findings (part), ==, n);
        g_assert_cmpstr (json_object_get_string_member (first, "unique_id_from_tool"), ==, id);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dojo-finding/required", test_required);
  g_test_add_func ("/dojo-finding/not-one", test_not_one);
  g_test_add_func ("/dojo-finding/values", test_values);
  g_test_add_func ("/dojo-finding/versions", test_versions);
  g_test_add_data_func ("/dojo-finding/accepted-2.40", "2.40.0", test_accepted);
  g_test_add_data_func ("/dojo-finding/accepted-2.58", "2.58.0", test_accepted);
  g_test_add_data_func ("/dojo-finding/accepted-3.2", "3.2.0", test_accepted);
  g_test_add_func ("/dojo-finding/unique-ids", test_unique_ids);
  g_test_add_func ("/dojo-finding/pin", test_pin);
  g_test_add_func ("/dojo-finding/distinct", test_distinct);
  g_test_add_func ("/dojo-finding/diff", test_diff);
  g_test_add_func ("/dojo-finding/diff-tags", test_diff_tags);
  g_test_add_func ("/dojo-finding/hash", test_hash);
  g_test_add_func ("/dojo-finding/not-bound", test_not_bound);
  g_test_add_func ("/dojo-finding/file-parts", test_file_parts);

  return g_test_run ();
}
