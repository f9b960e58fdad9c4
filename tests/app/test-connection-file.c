/* test-connection-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A connection as a file: what is in it, what is not, and what is refused.
 */

#include "config.h"

#include "genkan-connection-file.h"
#include "genkan-workspace.h"

static GenkanConnectorSet *connectors;

static GenkanConnection *
make_connection (void)
{
  GenkanConnection *connection = genkan_connection_new ("burp-dast", "Burp");
  g_autoptr (GenkanRules) rules = genkan_rules_new ();

  genkan_connection_set_setting (connection, "url", "https://burp.example.com");
  genkan_connection_set_setting (connection, GENKAN_NETWORK_CA_FILE, "/etc/ca.pem");
  /* No such setting: a secret that got here by mistake must not get out. */
  genkan_connection_set_setting (connection, "token", "key-that-is-secret");
  genkan_connection_set_setting (connection, "old", "key-of-old-times");
  genkan_rules_set_auto_map (rules, TRUE);
  genkan_rules_set_product_template (rules, "{label} {name}");
  genkan_rules_set_collision (rules, GENKAN_COLLISION_SHARE);
  genkan_rules_add_filter (rules, TRUE, GENKAN_FILTER_TAG, "test-*");
  genkan_rules_add_filter (rules, FALSE, GENKAN_FILTER_NAME, "/\"web\"/");
  genkan_connection_set_rules (connection, rules);
  genkan_connection_set_minimum_severity (connection, GENKAN_SEVERITY_MEDIUM);

  return connection;
}

static char *
write_file (GenkanConnection *connection)
{
  GenkanConnector *connector = genkan_connector_set_lookup (connectors, "burp-dast");

  return genkan_connection_file_write (connection, genkan_connector_get_definition (connector));
}

static void
test_round_trip (void)
{
  g_autoptr (GenkanConnection) connection = make_connection ();
  g_autofree char *text = write_file (connection);
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanConnection) read = genkan_connection_file_read (connectors, text, &error);

  g_assert_no_error (error);
  g_assert_cmpint (genkan_connection_get_id (read), ==, 0);
  g_assert_cmpstr (genkan_connection_get_label (read), ==, "Burp");
  g_assert_cmpstr (genkan_connection_get_connector_id (read), ==, "burp-dast");
  g_assert_cmpstr (genkan_connection_get_setting (read, "url"), ==, "https://burp.example.com");
  g_assert_cmpstr (genkan_connection_get_setting (read, GENKAN_NETWORK_CA_FILE), ==, "/etc/ca.pem");
  g_assert_true (genkan_rules_equal (genkan_connection_get_rules (read),
                                     genkan_connection_get_rules (connection)));
  g_assert_cmpint (genkan_connection_get_minimum_severity (read), ==, GENKAN_SEVERITY_MEDIUM);
  g_assert_cmpstr (genkan_connection_get_secret_id (read), !=,
                   genkan_connection_get_secret_id (connection));
}

static void
test_no_secrets (void)
{
  g_autoptr (GenkanConnection) connection = make_connection ();
  g_autofree char *text = write_file (connection);

  g_assert_null (strstr (text, "key-"));
  g_assert_null (strstr (text, genkan_connection_get_secret_id (connection)));
  g_assert_nonnull (strstr (text, "\"token\""));
}

/* Files of versions that did not know it. */
static void
test_no_minimum (void)
{
  static const char text[] = "{\"genkan_connection\":1,\"connector\":\"burp-dast\",\"label\":\"B\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanConnection) read = genkan_connection_file_read (connectors, text, &error);

  g_assert_no_error (error);
  g_assert_cmpint (genkan_connection_get_minimum_severity (read), ==, GENKAN_SEVERITY_INFO);
}

static void
assert_refused (const char *text,
                const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (genkan_connection_file_read (connectors, text, &error));
  g_assert_nonnull (error);
  if (strstr (error->message, message) == NULL)
    g_error ("“%s” does not say “%s”", error->message, message);
}

#define BURP(rest) "{\"genkan_connection\":1,\"connector\":\"burp-dast\",\"label\":\"B\"," rest "}"

static void
test_refused (void)
{
  assert_refused ("", "no connection");
  assert_refused ("[1]", "no connection");
  assert_refused ("{\"genkan_connection\":\"x\"}", "no connection");
  assert_refused ("\xFF\xFE", "no connection");
  assert_refused ("{\"genkan_connection\":2}", "newer Genkan");
  assert_refused ("{\"genkan_connection\":1}", "no connector");
  assert_refused ("{\"genkan_connection\":1,\"connector\":[]}", "no connector");
  assert_refused (BURP ("\"settings\":{\"colour\":\"red\"}"), "no setting “colour”");
  assert_refused (BURP ("\"settings\":{\"token\":\"x\"}"), "is secret");
  assert_refused (BURP ("\"settings\":{\"url\":5}"), "no text");
  assert_refused (BURP ("\"rules\":{\"filters\":[5]}"), "filter");
  assert_refused (BURP ("\"rules\":{\"filters\":[{\"field\":\"x\",\"pattern\":\"y\"}]}"), "filter");
  assert_refused (BURP ("\"rules\":{\"filters\":[{\"field\":\"name\",\"pattern\":\"/(/\"}]}"), "/(/");
  assert_refused (BURP ("\"rules\":{\"product\":\"{nothing}\"}"), "nothing");
  assert_refused (BURP ("\"minimum_severity\":\"grave\""), "minimum severity");
  assert_refused (BURP ("\"minimum_severity\":3"), "minimum severity");
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  connectors = genkan_connector_set_new (NULL);

  g_test_add_func ("/connection-file/round-trip", test_round_trip);
  g_test_add_func ("/connection-file/no-secrets", test_no_secrets);
  g_test_add_func ("/connection-file/no-minimum", test_no_minimum);
  g_test_add_func ("/connection-file/refused", test_refused);

  status = g_test_run ();
  g_assert_finalize_object (connectors);

  return status;
}
