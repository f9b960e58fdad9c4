/* test-operation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-operation.h"

static GenkanOperationFields
make_fields (void)
{
  return (GenkanOperationFields) {
    .id = 1,
    .connection_id = 2,
    .kind = GENKAN_OPERATION_TYPE_SYNC,
    .status = GENKAN_OPERATION_STATUS_PARTIAL,
    .trigger = GENKAN_OPERATION_TRIGGER_SCHEDULED,
    .started = 3,
    .ended = 4,
    .n_seen = 5,
    .n_new = 6,
    .n_changed = 7,
    .n_missing = 8,
    .n_returned = 9,
    .message = "message",
  };
}

static void
test_new_destroy (void)
{
  GenkanOperationFields fields = { 0 };
  GenkanOperation *operation = genkan_operation_new (&fields);

  g_assert_cmpint (genkan_operation_get_status (operation), ==, GENKAN_OPERATION_STATUS_RUNNING);
  g_assert_null (genkan_operation_get_message (operation));
  g_assert_finalize_object (operation);
}

static void
test_getters (void)
{
  GenkanOperationFields fields = make_fields ();
  g_autoptr (GenkanOperation) operation = genkan_operation_new (&fields);

  g_assert_cmpint (genkan_operation_get_id (operation), ==, 1);
  g_assert_cmpint (genkan_operation_get_connection_id (operation), ==, 2);
  g_assert_cmpint (genkan_operation_get_kind (operation), ==, GENKAN_OPERATION_TYPE_SYNC);
  g_assert_cmpint (genkan_operation_get_status (operation), ==, GENKAN_OPERATION_STATUS_PARTIAL);
  g_assert_cmpint (genkan_operation_get_trigger (operation), ==,
                   GENKAN_OPERATION_TRIGGER_SCHEDULED);
  g_assert_cmpint (genkan_operation_get_started (operation), ==, 3);
  g_assert_cmpint (genkan_operation_get_ended (operation), ==, 4);
  g_assert_cmpuint (genkan_operation_get_n_seen (operation), ==, 5);
  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 6);
  g_assert_cmpuint (genkan_operation_get_n_changed (operation), ==, 7);
  g_assert_cmpuint (genkan_operation_get_n_missing (operation), ==, 8);
  g_assert_cmpuint (genkan_operation_get_n_returned (operation), ==, 9);
  g_assert_cmpstr (genkan_operation_get_message (operation), ==, "message");
  g_assert_true (genkan_operation_get_message (operation) != fields.message);
}

static void
test_properties (void)
{
  static const struct
  {
    const char *name;
    guint       value;
  } counts[] = {
    { "n-seen", 5 }, { "n-new", 6 }, { "n-changed", 7 }, { "n-missing", 8 }, { "n-returned", 9 },
  };
  GenkanOperationFields fields = make_fields ();
  g_autoptr (GenkanOperation) operation = genkan_operation_new (&fields);
  g_autofree char *message = NULL;
  GenkanOperationStatus status;
  GenkanOperationTrigger trigger;
  GenkanOperationType kind;
  gint64 id, connection_id, started, ended;

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      guint value = 0;

      g_object_get (operation, counts[i].name, &value, NULL);
      g_assert_cmpuint (value, ==, counts[i].value);
    }

  g_object_get (operation, "id", &id, "connection-id", &connection_id, "kind", &kind,
                "status", &status, "trigger", &trigger, "started", &started, "ended", &ended,
                "message", &message, NULL);
  g_assert_cmpint (id, ==, 1);
  g_assert_cmpint (connection_id, ==, 2);
  g_assert_cmpint (kind, ==, GENKAN_OPERATION_TYPE_SYNC);
  g_assert_cmpint (status, ==, GENKAN_OPERATION_STATUS_PARTIAL);
  g_assert_cmpint (trigger, ==, GENKAN_OPERATION_TRIGGER_SCHEDULED);
  g_assert_cmpint (started, ==, 3);
  g_assert_cmpint (ended, ==, 4);
  g_assert_cmpstr (message, ==, "message");
}

static void
test_words (void)
{
  g_assert_cmpstr (genkan_operation_type_to_nick (GENKAN_OPERATION_TYPE_DISCOVER), ==, "discover");
  g_assert_cmpstr (genkan_operation_status_to_nick (GENKAN_OPERATION_STATUS_INTERRUPTED), ==,
                   "interrupted");
  g_assert_cmpstr (genkan_operation_trigger_to_nick (GENKAN_OPERATION_TRIGGER_MANUAL), ==,
                   "manual");
  g_assert_cmpstr (genkan_operation_status_to_nick (99), ==, "unknown");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/operation/new-destroy", test_new_destroy);
  g_test_add_func ("/operation/getters", test_getters);
  g_test_add_func ("/operation/properties", test_properties);
  g_test_add_func ("/operation/words", test_words);

  return g_test_run ();
}
