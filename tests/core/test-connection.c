/* test-connection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-connection.h"

static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           gpointer    user_data)
{
  guint *n_notices = user_data;

  (*n_notices)++;
}

static void
test_new_destroy (void)
{
  GenkanConnection *connection = genkan_connection_new ("burp", "Burp");

  g_assert_cmpint (genkan_connection_get_id (connection), ==, 0);
  g_assert_cmpstr (genkan_connection_get_connector_id (connection), ==, "burp");
  g_assert_cmpstr (genkan_connection_get_label (connection), ==, "Burp");
  g_assert_null (genkan_connection_get_visible (connection));
  g_assert_cmpuint (genkan_connection_get_n_unmapped (connection), ==, 0);
  g_assert_cmpuint (genkan_connection_get_n_mapped (connection), ==, 0);
  g_assert_finalize_object (connection);
}

static void
test_secret_id (void)
{
  g_autoptr (GenkanConnection) one = genkan_connection_new ("burp", "Burp");
  g_autoptr (GenkanConnection) other = genkan_connection_new ("burp", "Burp");

  g_assert_cmpint (strlen (genkan_connection_get_secret_id (one)), >=, 32);
  g_assert_cmpstr (genkan_connection_get_secret_id (one), !=,
                   genkan_connection_get_secret_id (other));
}

static void
test_settings (void)
{
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("burp", "Burp");

  g_assert_null (genkan_connection_get_setting (connection, "url"));
  genkan_connection_set_setting (connection, "url", "https://one.example/");
  genkan_connection_set_setting (connection, "url", "https://two.example/");
  g_assert_cmpstr (genkan_connection_get_setting (connection, "url"), ==, "https://two.example/");
  g_assert_cmpuint (g_hash_table_size (genkan_connection_get_settings (connection)), ==, 1);
  genkan_connection_set_setting (connection, "url", NULL);
  g_assert_null (genkan_connection_get_setting (connection, "url"));
}

/* A notice for each change, and none when the value is the same. */
static void
test_notify (void)
{
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("burp", "Burp");
  guint n_notices = 0;

  g_signal_connect (connection, "notify", G_CALLBACK (notify_cb), &n_notices);

  for (int i = 0; i < 2; i++)
    {
      genkan_connection_set_id (connection, 7);
      genkan_connection_set_label (connection, "Burp (prod)");
      genkan_connection_set_visible (connection, "5 sites");
      genkan_connection_set_counts (connection, 2, 3);
      g_assert_cmpuint (n_notices, ==, 5);
    }

  genkan_connection_set_counts (connection, 2, 4);
  g_assert_cmpuint (n_notices, ==, 6);
  g_signal_handlers_disconnect_by_data (connection, &n_notices);
}

static void
test_properties (void)
{
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("burp", "Burp");
  g_autofree char *connector_id = NULL;
  g_autofree char *label = NULL;
  g_autofree char *visible = NULL;
  guint n_unmapped, n_mapped;
  gint64 id;

  genkan_connection_set_id (connection, 7);
  genkan_connection_set_visible (connection, "5 sites");
  genkan_connection_set_counts (connection, 2, 3);
  g_object_get (connection,
                "id", &id,
                "connector-id", &connector_id,
                "label", &label,
                "visible", &visible,
                "n-unmapped", &n_unmapped,
                "n-mapped", &n_mapped,
                NULL);
  g_assert_cmpint (id, ==, 7);
  g_assert_cmpstr (connector_id, ==, "burp");
  g_assert_cmpstr (label, ==, "Burp");
  g_assert_cmpstr (visible, ==, "5 sites");
  g_assert_cmpuint (n_unmapped, ==, 2);
  g_assert_cmpuint (n_mapped, ==, 3);
}

static void
test_copy (void)
{
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("burp", "Burp");
  g_autoptr (GenkanConnection) copy = NULL;

  genkan_connection_set_id (connection, 7);
  genkan_connection_set_visible (connection, "5 sites");
  genkan_connection_set_setting (connection, "url", "https://one.example/");
  genkan_connection_set_counts (connection, 2, 3);

  copy = genkan_connection_copy (connection);
  g_assert_cmpint (genkan_connection_get_id (copy), ==, 7);
  g_assert_cmpstr (genkan_connection_get_secret_id (copy), ==,
                   genkan_connection_get_secret_id (connection));
  g_assert_cmpstr (genkan_connection_get_visible (copy), ==, "5 sites");
  g_assert_cmpuint (genkan_connection_get_n_mapped (copy), ==, 3);

  genkan_connection_set_setting (copy, "url", "https://two.example/");
  genkan_connection_set_label (copy, "Copy");
  g_assert_cmpstr (genkan_connection_get_setting (connection, "url"), ==, "https://one.example/");
  g_assert_cmpstr (genkan_connection_get_label (connection), ==, "Burp");
}

static void
test_host (void)
{
  static const struct
  {
    const char *url;
    const char *host;
  } cases[] = {
    { "https://Sonar.Example.org/", "sonar.example.org" },
    { "HTTPS://sonar.example.org:443/sonar", "sonar.example.org" },
    { "http://sonar.example.org:80", "sonar.example.org" },
    { "https://sonar.example.org:9000/", "sonar.example.org:9000" },
    { "https://[2001:db8::1]:9000/", "2001:db8::1:9000" },
    { "not a url", "" },
    { "", "" },
    { NULL, "" },
  };
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("sonarqube", "Sonar");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *host = NULL;

      genkan_connection_set_setting (connection, "url", cases[i].url);
      host = genkan_connection_dup_host (connection);
      g_assert_cmpstr (host, ==, cases[i].host);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connection/new-destroy", test_new_destroy);
  g_test_add_func ("/connection/secret-id", test_secret_id);
  g_test_add_func ("/connection/settings", test_settings);
  g_test_add_func ("/connection/notify", test_notify);
  g_test_add_func ("/connection/properties", test_properties);
  g_test_add_func ("/connection/copy", test_copy);
  g_test_add_func ("/connection/host", test_host);

  return g_test_run ();
}
