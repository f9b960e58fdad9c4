/* test-connection-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-connection-form.h"
#include "genkan-ui.h"
#include "ui-test-utils.h"

static GenkanConnector *
get_burp (Profile *profile)
{
  return genkan_connector_set_lookup (genkan_workspace_get_connectors (profile->workspace),
                                      "burp-dast");
}

static GtkEditable *
find_entry (GtkWidget  *widget,
            const char *title)
{
  if (ADW_IS_ENTRY_ROW (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return GTK_EDITABLE (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkEditable *entry = find_entry (child, title);

      if (entry != NULL)
        return entry;
    }

  return NULL;
}

static void
test_new_destroy (Profile       *profile,
                  gconstpointer  unused)
{
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("burp-dast", "Burp");
  GtkWidget *form = g_object_ref_sink (genkan_connection_form_new (get_burp (profile), connection));

  g_assert_finalize_object (form);
}

static void
test_check (Profile       *profile,
            gconstpointer  unused)
{
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("burp-dast", "Burp");
  g_autoptr (GtkWidget) form = NULL;
  g_autoptr (GHashTable) secrets = NULL;

  form = g_object_ref_sink (genkan_connection_form_new (get_burp (profile), connection));
  g_assert_false (genkan_connection_form_check (GENKAN_CONNECTION_FORM (form)));

  gtk_editable_set_text (find_entry (form, "Server URL"), "https://burp.example.com");
  g_assert_false (genkan_connection_form_check (GENKAN_CONNECTION_FORM (form)));

  gtk_editable_set_text (find_entry (form, "API key"), "a key");
  g_assert_true (genkan_connection_form_check (GENKAN_CONNECTION_FORM (form)));

  secrets = genkan_connection_form_apply (GENKAN_CONNECTION_FORM (form), connection);
  g_assert_cmpstr (g_hash_table_lookup (secrets, "token"), ==, "a key");
  g_assert_cmpstr (genkan_connection_get_setting (connection, "url"), ==, "https://burp.example.com");

  /* Never among the settings: those go to the database. */
  g_assert_null (genkan_connection_get_setting (connection, "token"));
}

/* A stored secret is not shown, not asked for again, and not emptied. */
static void
test_kept_secret (Profile       *profile,
                  gconstpointer  unused)
{
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("burp-dast", "Burp");
  g_autoptr (GtkWidget) form = NULL;
  g_autoptr (GHashTable) secrets = NULL;

  genkan_connection_set_id (connection, 1);
  genkan_connection_set_setting (connection, "url", "https://burp.example.com");
  form = g_object_ref_sink (genkan_connection_form_new (get_burp (profile), connection));

  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, "API key")), ==, "");
  g_assert_true (genkan_connection_form_check (GENKAN_CONNECTION_FORM (form)));

  secrets = genkan_connection_form_apply (GENKAN_CONNECTION_FORM (form), connection);
  g_assert_false (g_hash_table_contains (secrets, "token"));
}

static void
test_bad_url (Profile       *profile,
              gconstpointer  unused)
{
  static const char *const urls[] = { "ftp://burp.example.com", "https://", "https://a b", "https://user:pw@burp" };
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("burp-dast", "Burp");
  g_autoptr (GtkWidget) form = NULL;

  form = g_object_ref_sink (genkan_connection_form_new (get_burp (profile), connection));
  gtk_editable_set_text (find_entry (form, "API key"), "a key");

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      gtk_editable_set_text (find_entry (form, "Server URL"), urls[i]);
      g_assert_false (genkan_connection_form_check (GENKAN_CONNECTION_FORM (form)));
    }
}

/* What was chosen for the network comes back when the form opens again, and goes when it is
 * taken back. */
static void
test_network (Profile       *profile,
              gconstpointer  unused)
{
  const char *title = "Own certificate authority, a PEM file (optional)";
  const char *client_title = "Client certificate with its key, a PEM file (optional)";
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("burp-dast", "Burp");
  g_autoptr (GtkWidget) form = NULL;
  g_autoptr (GHashTable) secrets = NULL;

  genkan_connection_set_setting (connection, GENKAN_NETWORK_ALLOW_PLAIN_HTTP, "true");
  genkan_connection_set_setting (connection, GENKAN_NETWORK_CA_FILE, "/etc/ssl/own.pem");
  form = g_object_ref_sink (genkan_connection_form_new (get_burp (profile), connection));
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, title)), ==, "/etc/ssl/own.pem");

  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, client_title)), ==, "");

  gtk_editable_set_text (find_entry (form, title), " ");
  gtk_editable_set_text (find_entry (form, client_title), " /home/me/client.pem ");
  secrets = genkan_connection_form_apply (GENKAN_CONNECTION_FORM (form), connection);
  g_assert_null (genkan_connection_get_setting (connection, GENKAN_NETWORK_CA_FILE));
  g_assert_cmpstr (genkan_connection_get_setting (connection, GENKAN_NETWORK_CLIENT_CERTIFICATE), ==,
                   "/home/me/client.pem");
  g_assert_cmpstr (genkan_connection_get_setting (connection, GENKAN_NETWORK_ALLOW_PLAIN_HTTP), ==, "true");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  genkan_ui_init ();

  g_test_add ("/connection-form/new-destroy", Profile, NULL,
              profile_set_up, test_new_destroy, profile_tear_down);
  g_test_add ("/connection-form/check", Profile, NULL,
              profile_set_up, test_check, profile_tear_down);
  g_test_add ("/connection-form/kept-secret", Profile, NULL,
              profile_set_up, test_kept_secret, profile_tear_down);
  g_test_add ("/connection-form/bad-url", Profile, NULL,
              profile_set_up, test_bad_url, profile_tear_down);
  g_test_add ("/connection-form/network", Profile, NULL,
              profile_set_up, test_network, profile_tear_down);

  return g_test_run ();
}
