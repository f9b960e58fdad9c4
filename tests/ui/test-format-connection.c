/* test-format-connection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-format-connection.h"
#include "genkan-format-connector.h"

static GenkanOperation *
make_operation (GenkanOperationStatus status,
                gint64                ended)
{
  GenkanOperationFields fields = {
    .id = 1,
    .connection_id = 1,
    .kind = GENKAN_OPERATION_TYPE_DISCOVER,
    .status = status,
    .started = 1,
    .ended = ended,
  };

  return genkan_operation_new (&fields);
}

static void
test_unmapped (void)
{
  g_autofree char *none = genkan_format_unmapped (0);
  g_autofree char *three = genkan_format_unmapped (3);

  g_assert_cmpstr (none, ==, "nothing unmapped");
  g_assert_cmpstr (three, ==, "3 unmapped");
}

static void
test_heading (void)
{
  g_autofree char *heading = genkan_format_heading ("Available", 12);

  g_assert_cmpstr (heading, ==, "Available (12)");
}

static void
test_last_operation (void)
{
  gint64 now = G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC;
  g_autoptr (GenkanOperation) running = make_operation (GENKAN_OPERATION_STATUS_RUNNING, 0);
  g_autoptr (GenkanOperation) failed = make_operation (GENKAN_OPERATION_STATUS_FAILED,
                                                       now - 3 * G_TIME_SPAN_MINUTE);
  g_autofree char *none = genkan_format_last_operation (NULL, now);
  g_autofree char *runs = genkan_format_last_operation (running, now);
  g_autofree char *ago = genkan_format_last_operation (failed, now);

  g_assert_cmpstr (none, ==, "Not discovered yet");
  g_assert_cmpstr (runs, ==, "Discover running");
  g_assert_cmpstr (ago, ==, "Discover failed, 3 minutes ago");
}

static GenkanHealth
health_after (GenkanOperationStatus status)
{
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("burp-dast", "Burp");
  g_autoptr (GenkanConnectionItem) item = genkan_connection_item_new (connection, "Burp");
  g_autoptr (GenkanOperation) operation = make_operation (status, 2);

  genkan_connection_item_update (item, connection, operation, NULL);

  return genkan_connection_item_get_health (item);
}

/* Shape and colour both differ, and there are words for each. */
static void
test_health (void)
{
  g_autoptr (GHashTable) icons = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) classes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);

  for (GenkanHealth health = GENKAN_HEALTH_FRESH; health <= GENKAN_HEALTH_BAD; health++)
    {
      g_assert_true (g_hash_table_add (icons, (gpointer) genkan_health_get_icon_name (health)));
      g_assert_true (g_hash_table_add (classes, (gpointer) genkan_health_get_css_class (health)));
      g_assert_true (g_hash_table_add (words, (gpointer) genkan_format_health (health)));
    }

  g_assert_cmpint (health_after (GENKAN_OPERATION_STATUS_COMPLETE), ==, GENKAN_HEALTH_GOOD);
  g_assert_cmpint (health_after (GENKAN_OPERATION_STATUS_PARTIAL), ==, GENKAN_HEALTH_PARTIAL);
  g_assert_cmpint (health_after (GENKAN_OPERATION_STATUS_INTERRUPTED), ==, GENKAN_HEALTH_PARTIAL);
  g_assert_cmpint (health_after (GENKAN_OPERATION_STATUS_FAILED), ==, GENKAN_HEALTH_BAD);
  g_assert_cmpint (health_after (GENKAN_OPERATION_STATUS_CANCELLED), ==, GENKAN_HEALTH_FRESH);
}

static void
test_connector_with_mistakes (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("id: [", 5);
  g_autoptr (GenkanConnector) connector = genkan_connector_new_from_bytes (bytes, "broken.yaml");
  g_autofree char *brings = genkan_format_connector_brings (connector);
  g_autofree char *problem = genkan_format_connector_problem (connector);
  g_autofree char *problems = genkan_format_connector_problems (connector);

  g_assert_cmpstr (genkan_format_connector_name (connector), ==, "broken");
  g_assert_null (brings);
  g_assert_true (g_str_has_prefix (problem, "broken.yaml:"));
  g_assert_true (g_str_has_suffix (problems, "\n"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format-connection/unmapped", test_unmapped);
  g_test_add_func ("/format-connection/heading", test_heading);
  g_test_add_func ("/format-connection/last-operation", test_last_operation);
  g_test_add_func ("/format-connection/health", test_health);
  g_test_add_func ("/format-connector/mistakes", test_connector_with_mistakes);

  return g_test_run ();
}
