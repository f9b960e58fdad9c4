/* test-connection-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-connection-page.h"
#include "genkan-history.h"
#include "genkan-operation-log.h"
#include "genkan-record-chooser.h"
#include "genkan-record-dialog.h"
#include "genkan-record-map-dialog.h"
#include "genkan-records-decide.h"
#include "genkan-ui.h"
#include "store-fixture.h"
#include "ui-test-utils.h"

typedef struct
{
  Profile      profile;
  GenkanStore *store;      /* (unowned) */
  gint64       connection;
} Fixture;

static const StoreUnit units[] = {
  { "1", "blog", "Marketing" }, { "2", "shop", "Marketing" }, { "3", "intranet", NULL },
};

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr (GenkanOperation) operation = NULL;

  profile_set_up (&fixture->profile, NULL);
  fixture->store = genkan_workspace_get_store (fixture->profile.workspace);
  fixture->connection = profile_add_connection (&fixture->profile, "Burp");
  operation = store_discover (fixture->store, fixture->connection,
                              GENKAN_OPERATION_STATUS_COMPLETE, units, G_N_ELEMENTS (units));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  profile_tear_down (&fixture->profile, NULL);
}

static GtkWidget *
present (GtkWidget *content)
{
  GtkWidget *window = adw_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 600);
  adw_window_set_content (ADW_WINDOW (window), content);
  gtk_window_present (GTK_WINDOW (window));
  wait_for (gtk_widget_get_mapped (content));

  return window;
}

/* GTK lets go of some things in idle callbacks. */
static void
destroy_and_check (GtkWidget *window,
                   GtkWidget *content)
{
  gpointer gone = content;

  g_object_add_weak_pointer (G_OBJECT (content), &gone);
  gtk_window_destroy (GTK_WINDOW (window));
  wait_for (gone == NULL);
}

static GtkWidget *
find_text (GtkWidget  *widget,
           const char *text)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;

  if ((GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text)) ||
      (GTK_IS_INSCRIPTION (widget) &&
       g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), text) == 0))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_text (child, text);

  return found;
}

static gint64
find_id (Fixture    *fixture,
         const char *vendor_id)
{
  g_autoptr (GenkanRecord) record =
    store_find_record (fixture->store, fixture->connection, vendor_id);

  return genkan_record_get_id (record);
}

static void
test_new_destroy (Fixture       *fixture,
                  gconstpointer  unused)
{
  GtkWidget *page = genkan_connection_page_new (fixture->profile.workspace, fixture->connection);

  g_object_ref_sink (page);
  g_assert_finalize_object (page);
}

static void
test_shows_records (Fixture       *fixture,
                    gconstpointer  unused)
{
  GtkWidget *page = genkan_connection_page_new (fixture->profile.workspace, fixture->connection);
  GtkWidget *window = present (page);

  wait_for (find_text (page, "blog") != NULL && find_text (page, "intranet") != NULL);
  g_assert_nonnull (find_text (page, "Unmapped Records"));
  g_assert_nonnull (find_text (page, "Marketing"));
  destroy_and_check (window, page);
}

/* A decision moves the Record from one table to the other, and undo brings it back. */
static void
test_follows_decisions (Fixture       *fixture,
                        gconstpointer  unused)
{
  GtkWidget *page = genkan_connection_page_new (fixture->profile.workspace, fixture->connection);
  GtkWidget *window = present (page);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = find_id (fixture, "2");

  g_array_append_val (ids, id);
  wait_for (find_text (page, "shop") != NULL);
  genkan_records_decide (fixture->store, page, ids, "shop",
                         &(GenkanDecision) { .product_name = "Web Shop" });
  wait_for (find_text (page, "Web Shop") != NULL);
  genkan_history_undo (genkan_history_get (fixture->store), page);
  wait_for (find_text (page, "Web Shop") == NULL && find_text (page, "shop") != NULL);
  destroy_and_check (window, page);
}

static void
test_without_records (Fixture       *fixture,
                      gconstpointer  unused)
{
  gint64 empty = profile_add_connection (&fixture->profile, "Other");
  GtkWidget *page = genkan_connection_page_new (fixture->profile.workspace, empty);
  GtkWidget *window = present (page);

  wait_for (find_text (page, "Nothing Discovered Yet") != NULL);
  destroy_and_check (window, page);
}

static void
test_without_connection (Fixture       *fixture,
                         gconstpointer  unused)
{
  GtkWidget *page = genkan_connection_page_new (fixture->profile.workspace, 4711);
  GtkWidget *window = present (page);

  wait_for (find_text (page, "This Connection Cannot Be Shown") != NULL);
  destroy_and_check (window, page);
}

static void
assert_choice (Fixture    *fixture,
               const char *text,
               gint64      product_id,
               const char *name)
{
  GtkWidget *chooser = g_object_ref_sink (g_object_new (GENKAN_TYPE_RECORD_CHOOSER, NULL));
  GenkanDecision decision = { 0 };

  genkan_record_chooser_open (GENKAN_RECORD_CHOOSER (chooser), fixture->store, text, " Web ");
  g_assert_true (genkan_record_chooser_get_decision (GENKAN_RECORD_CHOOSER (chooser), &decision));
  g_assert_cmpint (decision.kind, ==, GENKAN_DECISION_MAP);
  g_assert_cmpint (decision.product_id, ==, product_id);
  g_assert_cmpstr (decision.product_name, ==, name);
  g_assert_cmpstr (decision.product_type, ==, "Web");
  g_assert_finalize_object (chooser);
}

/* What Enter takes of what the chooser opens with: the Product of that name, else a new one. */
static void
test_chooser (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr (GenkanUndo) undo =
    store_decide_one (fixture->store, fixture->connection, "1", GENKAN_DECISION_MAP, "Web Shop");
  g_autoptr (GenkanProduct) product = genkan_store_find_product (fixture->store, "Web Shop", NULL);
  gint64 id = genkan_product_get_id (product);
  GtkWidget *chooser = g_object_ref_sink (g_object_new (GENKAN_TYPE_RECORD_CHOOSER, NULL));
  GenkanDecision decision;

  assert_choice (fixture, "web shop", id, "Web Shop");
  assert_choice (fixture, "web", 0, "web");
  assert_choice (fixture, "  Shop ", 0, "Shop");
  assert_choice (fixture, "intranet", 0, "intranet");

  genkan_record_chooser_open (GENKAN_RECORD_CHOOSER (chooser), fixture->store, "", NULL);
  g_assert_false (genkan_record_chooser_get_decision (GENKAN_RECORD_CHOOSER (chooser), &decision));
  g_assert_finalize_object (chooser);
}

static void
test_dialogs (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) operations =
    genkan_store_list_operations (fixture->store, fixture->connection, 1, NULL);
  GtkWidget *edit = genkan_record_dialog_new (fixture->store);
  GtkWidget *map = genkan_record_map_dialog_new (fixture->store, ids);
  GtkWidget *log = genkan_operation_log_new (fixture->store, g_ptr_array_index (operations, 0));

  g_assert_true (genkan_record_dialog_show (GENKAN_RECORD_DIALOG (edit), find_id (fixture, "1")));
  g_assert_false (genkan_record_dialog_show (GENKAN_RECORD_DIALOG (edit), 4711));

  g_object_ref_sink (edit);
  g_object_ref_sink (map);
  g_object_ref_sink (log);
  g_assert_finalize_object (edit);
  g_assert_finalize_object (map);
  g_assert_finalize_object (log);
}

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  genkan_ui_init ();

  ADD ("/connection-page/new-destroy", test_new_destroy);
  ADD ("/connection-page/shows-records", test_shows_records);
  ADD ("/connection-page/follows-decisions", test_follows_decisions);
  ADD ("/connection-page/without-records", test_without_records);
  ADD ("/connection-page/without-connection", test_without_connection);
  ADD ("/record-chooser/choice", test_chooser);
  ADD ("/record-dialogs/new-destroy", test_dialogs);

  return g_test_run ();
}
