/* test-record.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-record.h"

static GenkanRecordFields
make_fields (void)
{
  return (GenkanRecordFields) {
    .id = 1,
    .connection_id = 2,
    .vendor_id = "vendor",
    .name = "name",
    .kind = "kind",
    .url = "https://tool.example/1",
    .parent = "parent",
    .description = "description",
    .tags = "[\"a\"]",
    .extra = "{}",
    .state = GENKAN_RECORD_STATE_MISSING,
    .product_id = 3,
    .product_name = "product",
    .first_discovered = 4,
    .last_discovered = 5,
    .finalized = 6,
    .minimum_severity = GENKAN_SEVERITY_LOW,
  };
}

static void
test_new_destroy (void)
{
  GenkanRecordFields fields = { .vendor_id = "v", .name = "n" };
  GenkanRecord *record = genkan_record_new (&fields);

  g_assert_cmpint (genkan_record_get_state (record), ==, GENKAN_RECORD_STATE_NEW);
  g_assert_null (genkan_record_get_kind (record));
  g_assert_null (genkan_record_get_product_name (record));
  g_assert_cmpint (genkan_record_get_product_id (record), ==, 0);
  g_assert_finalize_object (record);
}

/* A tool may have no name for it. */
static void
test_title (void)
{
  GenkanRecordFields fields = { .vendor_id = "id-7", .name = "Shop" };
  g_autoptr (GenkanRecord) named = genkan_record_new (&fields);
  g_autoptr (GenkanRecord) empty = NULL;
  g_autoptr (GenkanRecord) blank = NULL;

  fields.name = "";
  empty = genkan_record_new (&fields);
  fields.name = " \t\u00a0";
  blank = genkan_record_new (&fields);
  g_assert_cmpstr (genkan_record_get_title (named), ==, "Shop");
  g_assert_cmpstr (genkan_record_get_title (empty), ==, "id-7");
  g_assert_cmpstr (genkan_record_get_title (blank), ==, "id-7");
}

static void
test_copies (void)
{
  GenkanRecordFields fields = make_fields ();
  char name[] = "before";
  g_autoptr (GenkanRecord) record = NULL;

  fields.name = name;
  record = genkan_record_new (&fields);
  name[0] = 'B';
  g_assert_cmpstr (genkan_record_get_name (record), ==, "before");
}

static void
test_getters (void)
{
  GenkanRecordFields fields = make_fields ();
  g_autoptr (GenkanRecord) record = genkan_record_new (&fields);

  g_assert_cmpint (genkan_record_get_id (record), ==, 1);
  g_assert_cmpint (genkan_record_get_connection_id (record), ==, 2);
  g_assert_cmpstr (genkan_record_get_vendor_id (record), ==, "vendor");
  g_assert_cmpstr (genkan_record_get_name (record), ==, "name");
  g_assert_cmpstr (genkan_record_get_kind (record), ==, "kind");
  g_assert_cmpstr (genkan_record_get_url (record), ==, "https://tool.example/1");
  g_assert_cmpstr (genkan_record_get_parent (record), ==, "parent");
  g_assert_cmpstr (genkan_record_get_description (record), ==, "description");
  g_assert_cmpstr (genkan_record_get_tags (record), ==, "[\"a\"]");
  g_assert_cmpstr (genkan_record_get_extra (record), ==, "{}");
  g_assert_cmpint (genkan_record_get_state (record), ==, GENKAN_RECORD_STATE_MISSING);
  g_assert_cmpint (genkan_record_get_product_id (record), ==, 3);
  g_assert_cmpstr (genkan_record_get_product_name (record), ==, "product");
  g_assert_cmpint (genkan_record_get_first_discovered (record), ==, 4);
  g_assert_cmpint (genkan_record_get_last_discovered (record), ==, 5);
  g_assert_cmpint (genkan_record_get_finalized (record), ==, 6);
}

/* Every property says what its getter says: the tables bind to them by name. */
static void
test_properties (void)
{
  static const struct
  {
    const char *name;
    const char *value;
  } texts[] = {
    { "vendor-id", "vendor" }, { "name", "name" }, { "kind", "kind" },
    { "url", "https://tool.example/1" }, { "parent", "parent" },
    { "description", "description" }, { "tags", "[\"a\"]" }, { "extra", "{}" },
    { "product-name", "product" },
  };
  static const struct
  {
    const char *name;
    gint64      value;
  } numbers[] = {
    { "id", 1 }, { "connection-id", 2 }, { "product-id", 3 }, { "first-discovered", 4 },
    { "last-discovered", 5 }, { "finalized", 6 },
  };
  GenkanRecordFields fields = make_fields ();
  g_autoptr (GenkanRecord) record = genkan_record_new (&fields);
  GenkanRecordState state;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *value = NULL;

      g_object_get (record, texts[i].name, &value, NULL);
      g_assert_cmpstr (value, ==, texts[i].value);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      gint64 value = 0;

      g_object_get (record, numbers[i].name, &value, NULL);
      g_assert_cmpint (value, ==, numbers[i].value);
    }

  g_object_get (record, "state", &state, NULL);
  g_assert_cmpint (state, ==, GENKAN_RECORD_STATE_MISSING);
}

static void
test_states (void)
{
  g_assert_cmpstr (genkan_record_state_to_nick (GENKAN_RECORD_STATE_NEW), ==, "new");
  g_assert_cmpstr (genkan_record_state_to_nick (GENKAN_RECORD_STATE_STALE), ==, "stale");
  g_assert_cmpstr (genkan_record_state_to_nick (99), ==, "unknown");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/new-destroy", test_new_destroy);
  g_test_add_func ("/record/title", test_title);
  g_test_add_func ("/record/copies", test_copies);
  g_test_add_func ("/record/getters", test_getters);
  g_test_add_func ("/record/properties", test_properties);
  g_test_add_func ("/record/states", test_states);

  return g_test_run ();
}
