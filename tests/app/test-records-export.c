/* test-records-export.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files that are written and read in threads of their own.
 */

#include "config.h"

#include "app-wait.h"
#include "genkan-mapping-file.h"
#include "genkan-records-export.h"
#include "store-fixture.h"

static const StoreUnit units[] = {
  { "1", "web", "Shops", "site", NULL },
  { "2", "blog", "Marketing", "site", NULL },
  { "3", "careers", "Marketing", "site", NULL },
};

static gint64
set_up_records (StoreFixture *fixture,
                const char   *label)
{
  gint64 id = store_add_connection (fixture->store, label);
  g_autoptr (GenkanOperation) operation =
    store_discover (fixture->store, id, GENKAN_OPERATION_STATUS_COMPLETE, units, G_N_ELEMENTS (units));

  return id;
}

static GFile *
make_file (StoreFixture *fixture,
           const char   *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, "file", NULL);

  if (text != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return g_file_new_for_path (path);
}

static char *
read_file (GFile *file)
{
  char *text = NULL;

  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, NULL));

  return text;
}

/* Returns: how many Records were written, or -1 */
static int
export (StoreFixture              *fixture,
        const GenkanRecordFilter  *filter,
        GFile                     *file,
        GCancellable              *cancellable,
        GError                   **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint n_records;

  genkan_records_export_async (fixture->store, filter, GENKAN_RECORDS_CSV, file, NULL, NULL,
                               cancellable, app_keep_result, &result);
  if (!genkan_records_export_finish (fixture->store, app_wait (&result), &n_records, error))
    return -1;

  return n_records;
}

static void
test_all (StoreFixture  *fixture,
          gconstpointer  data)
{
  GenkanRecordFilter filter = { .connection_id = set_up_records (fixture, "Burp") };
  g_autoptr (GFile) file = make_file (fixture, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (export (fixture, &filter, file, NULL, &error), ==, 3);
  g_assert_no_error (error);
  text = read_file (file);
  g_assert_true (g_str_has_prefix (text, "\xEF\xBB\xBF" "connection,id,name,"));
  g_assert_nonnull (strstr (text, "\r\nBurp,2,blog,"));
}

static void
test_search (StoreFixture  *fixture,
             gconstpointer  data)
{
  GenkanRecordFilter filter = { .search = "marketing" };
  g_autoptr (GFile) file = make_file (fixture, NULL);
  g_autoptr (GError) error = NULL;

  set_up_records (fixture, "Burp");
  set_up_records (fixture, "Sonar");
  g_assert_cmpint (export (fixture, &filter, file, NULL, &error), ==, 4);
  filter.states = 1u << GENKAN_RECORD_STATE_GOOD;
  g_assert_cmpint (export (fixture, &filter, file, NULL, &error), ==, 0);
  g_assert_no_error (error);
}

static void
add_id (StoreFixture *fixture,
        gint64        connection_id,
        const char   *vendor_id,
        GArray       *ids)
{
  g_autoptr (GenkanRecord) record = store_find_record (fixture->store, connection_id, vendor_id);
  gint64 id = genkan_record_get_id (record);

  g_array_append_val (ids, id);
}

/* In the order in which they are asked for, without what is gone or of another kind. */
static void
test_ids (StoreFixture  *fixture,
          gconstpointer  data)
{
  gint64 id = set_up_records (fixture, "Burp");
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GenkanRecordFilter filter = { .connection_id = id, .ids = ids };
  g_autoptr (GFile) file = make_file (fixture, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gint64 gone = 4711;

  g_assert_cmpint (export (fixture, &filter, file, NULL, &error), ==, 0);
  add_id (fixture, id, "1", ids);
  g_array_append_val (ids, gone);
  add_id (fixture, id, "3", ids);
  g_assert_cmpint (export (fixture, &filter, file, NULL, &error), ==, 2);
  text = read_file (file);
  g_assert_null (strstr (text, "Burp,2"));
  g_assert_true (strstr (text, "Burp,1") < strstr (text, "Burp,3"));

  filter.search = "careers";
  g_assert_cmpint (export (fixture, &filter, file, NULL, &error), ==, 1);
  g_assert_no_error (error);
}

static void
test_cancelled (StoreFixture  *fixture,
                gconstpointer  data)
{
  GenkanRecordFilter filter = { .connection_id = set_up_records (fixture, "Burp") };
  g_autoptr (GFile) file = make_file (fixture, "as it was");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (export (fixture, &filter, file, cancellable, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  text = read_file (file);
  g_assert_cmpstr (text, ==, "as it was");
}

static void
note_progress (guint    n_records,
               gpointer user_data)
{
  guint *last = user_data;

  g_assert_cmpuint (n_records, >=, *last);
  *last = n_records;
}

/* It may be over before anybody looks: the number never runs ahead, nor back. */
static void
test_progress (StoreFixture  *fixture,
               gconstpointer  data)
{
  GenkanRecordFilter filter = { .connection_id = set_up_records (fixture, "Burp") };
  g_autoptr (GFile) file = make_file (fixture, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint last = 0;

  genkan_records_export_async (fixture->store, &filter, GENKAN_RECORDS_JSON, file, note_progress,
                               &last, NULL, app_keep_result, &result);
  g_assert_true (genkan_records_export_finish (fixture->store, app_wait (&result), NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (last, <=, 3);
}

static GPtrArray *
read_mappings (GFile        *file,
               GCancellable *cancellable,
               guint        *ret_n_without_product,
               GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_mapping_file_read_async (file, "Burp", cancellable, app_keep_result, &result);

  return genkan_mapping_file_read_finish (file, app_wait (&result), ret_n_without_product, error);
}

/* Lines that name no Connection mean the one from whose page the file was opened. */
static void
test_mappings (StoreFixture  *fixture,
               gconstpointer  data)
{
  g_autoptr (GFile) file = make_file (fixture, "id,product,connection\n1,Web,\n2,Blog,Sonar\n3,,\n");
  g_autoptr (GPtrArray) mappings = NULL;
  g_autoptr (GError) error = NULL;
  guint n_without_product = 0;

  mappings = read_mappings (file, NULL, &n_without_product, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mappings->len, ==, 2);
  g_assert_cmpuint (n_without_product, ==, 1);
  g_assert_cmpstr (genkan_mapping_get_connection (mappings->pdata[0]), ==, "Burp");
  g_assert_cmpstr (genkan_mapping_get_connection (mappings->pdata[1]), ==, "Sonar");
}

static void
test_no_mappings (StoreFixture  *fixture,
                  gconstpointer  data)
{
  g_autoptr (GFile) file = make_file (fixture, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) cancelled = NULL;

  g_assert_null (read_mappings (file, NULL, NULL, &missing));
  g_assert_error (missing, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_cancellable_cancel (cancellable);
  g_assert_null (read_mappings (file, cancellable, NULL, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

  ADD ("/records-export/all", test_all);
  ADD ("/records-export/search", test_search);
  ADD ("/records-export/ids", test_ids);
  ADD ("/records-export/cancelled", test_cancelled);
  ADD ("/records-export/progress", test_progress);
  ADD ("/records-export/mappings", test_mappings);
  ADD ("/records-export/no-mappings", test_no_mappings);

  return g_test_run ();
}
