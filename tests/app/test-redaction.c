/* test-redaction.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-redaction.h"

static void
test_people (void)
{
  g_autoptr (GenkanRedaction) redaction = genkan_redaction_new ("steps: scanner, state: open");
  const char *json = "{\"owner\": {\"login\": \"ann\", \"name\": \"Ann \\u00d6 \\\"Q\\\"\", \"id\": 7},"
                     " \"assignee\": \"open\", \"score\": 9.80}";
  g_autofree char *changed = NULL;

  genkan_redaction_learn (redaction, json, FALSE);
  changed = genkan_redaction_apply_json (redaction, json, FALSE);
  /* “ann” is a part of a word of the connector file, and “open” is one. */
  g_assert_cmpstr (changed, ==, "{\"owner\":{\"login\":\"person1\",\"name\":\"Person 2\",\"id\":7},"
                   "\"assignee\":\"open\",\"score\":9.80}");
  g_assert_cmpuint (genkan_redaction_count (redaction, GENKAN_REDACTED_PERSON), ==, 2);
}

static void
test_lines (void)
{
  g_autoptr (GenkanRedaction) redaction = genkan_redaction_new ("");
  const char *lines = "{\"user\":\"Ann Lee\"}\n{\"user\":\"J\\u00f6rg\"}";
  g_autofree char *changed = NULL;

  g_assert_false (genkan_redaction_is_json (lines));
  g_assert_true (genkan_redaction_is_json (" [1] "));
  g_assert_false (genkan_redaction_is_json (""));
  genkan_redaction_learn (redaction, lines, FALSE);
  changed = genkan_redaction_apply (redaction, "by Ann Lee and Jörg, not Jörgen");
  g_assert_cmpstr (changed, ==, "by Person 1 and person2, not Jörgen");
}

static void
test_values (void)
{
  g_autoptr (GenkanRedaction) redaction = genkan_redaction_new ("get: https://api.vendor.io/v1");
  const char *text = "http://db.corp.io:8080/a https://api.vendor.io/v1 joe@corp.io 10.1.2.3 12:00:00 "
                     "fe80::1ff:fe23:4567:890a 0123456789abcdefABCDEF";
  g_autofree char *changed = NULL;
  g_autofree char *address = NULL;

  genkan_redaction_learn (redaction, text, FALSE);
  changed = genkan_redaction_apply (redaction, text);
  g_assert_true (g_str_has_prefix (changed, "http://host1.example.com/a https://api.vendor.io/v1 "
                                            "person1@example.com 198.18.0.1 12:00:00 2001:db8::2 "));
  g_assert_null (strstr (changed, "0123456789abcdefABCDEF"));
  address = genkan_redaction_apply (redaction, "?by=joe%40corp.io&at=%2F10.1.2.3");
  g_assert_cmpstr (address, ==, "?by=person1%40example.com&at=%2F198.18.0.1");
}

static void
test_settings (void)
{
  g_autoptr (GenkanRedaction) redaction = genkan_redaction_new ("choices: [everything]");
  g_autofree char *changed = NULL;

  genkan_redaction_add_setting (redaction, "s3cr&t/Key", TRUE);
  genkan_redaction_add_setting (redaction, "everything", FALSE);
  genkan_redaction_add_setting (redaction, "http://[::1", FALSE);
  genkan_redaction_add_tool (redaction, "http://127.0.0.1:8443/base?x");
  changed = genkan_redaction_apply (redaction, "xs3cr&t/Keyx s3cr%26t%2FKey everything http://127.0.0.1:8443/base 127.0.0.1");
  g_assert_null (strstr (changed, "s3cr"));
  g_assert_nonnull (strstr (changed, " everything https://tool1.example.com/base tool1.example.com"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/redaction/people", test_people);
  g_test_add_func ("/redaction/lines", test_lines);
  g_test_add_func ("/redaction/values", test_values);
  g_test_add_func ("/redaction/settings", test_settings);

  return g_test_run ();
}
