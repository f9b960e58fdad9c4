/* test-record-selection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-record-selection.h"
#include "genkan-record-sorter.h"
#include "genkan-row-slot.h"
#include "store-fixture.h"
#include "ui-test-utils.h"

#define N_UNITS 300

typedef struct
{
  Profile                profile;
  GenkanStore           *store;      /* (unowned) */
  gint64                 connection;
  GenkanRecordSelection *selection;  /* (owned) */
} Fixture;

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->selection));
}

static void
discover (Fixture *fixture)
{
  StoreUnit units[N_UNITS];
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GenkanOperation) operation = NULL;

  for (guint i = 0; i < N_UNITS; i++)
    {
      char *name = g_strdup_printf ("unit-%03u", i);

      g_ptr_array_add (texts, name);
      units[i] = (StoreUnit) { name, name, NULL };
    }
  operation = store_discover (fixture->store, fixture->connection,
                              GENKAN_OPERATION_STATUS_COMPLETE, units, N_UNITS);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr (GenkanRecordList) list = NULL;

  profile_set_up (&fixture->profile, NULL);
  fixture->store = genkan_workspace_get_store (fixture->profile.workspace);
  fixture->connection = profile_add_connection (&fixture->profile, "Burp");
  discover (fixture);
  list = genkan_record_list_new (fixture->store, fixture->connection, GENKAN_RECORD_TABLE_UNMAPPED);
  fixture->selection = genkan_record_selection_new (list);
  wait_for (count (fixture) == N_UNITS);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_assert_finalize_object (fixture->selection);
  profile_tear_down (&fixture->profile, NULL);
}

static gint64
id_at (Fixture *fixture,
       guint    position)
{
  g_autoptr (GenkanRowSlot) slot =
    g_list_model_get_item (G_LIST_MODEL (fixture->selection), position);

  return genkan_record_get_id (genkan_row_slot_get_item (slot));
}

static void
select_range (Fixture *fixture,
              guint    position,
              guint    n_items)
{
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (fixture->selection),
                                    position, n_items, TRUE);
}

static void
assert_ids (Fixture      *fixture,
            const gint64 *ids,
            guint         n_ids)
{
  g_autoptr (GArray) selected = genkan_record_selection_dup_ids (fixture->selection);

  g_assert_cmpuint (genkan_record_selection_get_n_selected (fixture->selection), ==, n_ids);
  g_assert_cmpmem (selected->data, selected->len * sizeof (gint64), ids, n_ids * sizeof (gint64));
}

static void
test_new_destroy (Fixture       *fixture,
                  gconstpointer  unused)
{
  g_assert_cmpuint (genkan_record_selection_get_n_selected (fixture->selection), ==, 0);
}

static void
test_select (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 ids[] = { id_at (fixture, 10), id_at (fixture, 11), id_at (fixture, 12) };

  select_range (fixture, 10, 3);
  assert_ids (fixture, ids, 3);
  gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (fixture->selection), 12);
  assert_ids (fixture, ids, 2);
  select_range (fixture, N_UNITS - 1, 100);
  g_assert_cmpuint (genkan_record_selection_get_n_selected (fixture->selection), ==, 1);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (fixture->selection));
  g_assert_cmpuint (genkan_record_selection_get_n_selected (fixture->selection), ==, N_UNITS);
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (fixture->selection));
  assert_ids (fixture, NULL, 0);
}

/* The same Records, in their new order. */
static void
test_sort (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 last = id_at (fixture, N_UNITS - 1);
  gint64 ids[] = { id_at (fixture, 11), id_at (fixture, 10) };

  select_range (fixture, 10, 2);
  genkan_record_list_set_sort (genkan_record_selection_get_list (fixture->selection),
                               GENKAN_RECORD_COLUMN_NAME, TRUE);
  wait_for (count (fixture) == N_UNITS && id_at (fixture, 0) == last);
  assert_ids (fixture, ids, 2);
}

/* What a search hides is not selected, until it is there again. */
static void
test_search (Fixture       *fixture,
             gconstpointer  unused)
{
  GenkanRecordList *list = genkan_record_selection_get_list (fixture->selection);
  gint64 ids[] = { id_at (fixture, 10), id_at (fixture, 11) };

  select_range (fixture, 10, 2);
  genkan_record_list_set_search (list, "unit-011");
  wait_for (count (fixture) == 1);
  assert_ids (fixture, ids + 1, 1);
  genkan_record_list_set_search (list, NULL);
  wait_for (count (fixture) == N_UNITS);
  assert_ids (fixture, ids, 2);
}

typedef struct
{
  guint n_items;
  guint n_signals;
} Told;

static void
told_cb (GListModel *model,
         guint       position,
         guint       removed,
         guint       added,
         Told       *told)
{
  g_assert_cmpuint (position + removed, ==, told->n_items);
  told->n_items += added - removed;
  told->n_signals++;
  g_assert_cmpuint (told->n_items, ==, g_list_model_get_n_items (model));
}

/* Whoever looks on is told of places that come or go at the end only: see genkan-row-slots.c. */
static void
test_told (Fixture       *fixture,
           gconstpointer  unused)
{
  Told told = { N_UNITS, 0 };
  g_autoptr (GenkanUndo) undo = NULL;
  g_autoptr (GArray) ids = NULL;
  gulong handler = g_signal_connect (fixture->selection, "items-changed",
                                     G_CALLBACK (told_cb), &told);

  select_range (fixture, 100, 150);
  ids = genkan_record_selection_dup_ids (fixture->selection);
  undo = store_decide (fixture->store, (const gint64 *) (gpointer) ids->data, ids->len,
                       &(GenkanDecision) { .kind = GENKAN_DECISION_DELETE }, NULL);
  wait_for (count (fixture) == N_UNITS - 150);
  g_assert_cmpuint (genkan_record_selection_get_n_selected (fixture->selection), ==, 0);

  g_assert_true (store_undo (fixture->store, undo, NULL));
  wait_for (count (fixture) == N_UNITS);
  g_assert_cmpuint (genkan_record_selection_get_n_selected (fixture->selection), ==, 150);
  g_assert_cmpuint (told.n_signals, >, 0);
  g_signal_handler_disconnect (fixture->selection, handler);
}

static GtkColumnViewColumn *
add_column (GtkColumnView      *view,
            GenkanRecordColumn  column)
{
  g_autoptr (GtkColumnViewColumn) added = gtk_column_view_column_new ("", NULL);
  g_autoptr (GtkSorter) sorter = g_object_new (GENKAN_TYPE_RECORD_SORTER, "column", column, NULL);

  gtk_column_view_column_set_sorter (added, sorter);
  gtk_column_view_append_column (view, added);

  return added;
}

static void
test_sorter (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_column_view_new (NULL));
  GtkColumnView *view = GTK_COLUMN_VIEW (widget);
  GtkSorter *sorter = gtk_column_view_get_sorter (view);
  GtkColumnViewColumn *parent, *state;
  GenkanRecordColumn column = GENKAN_RECORD_COLUMN_NAME;
  gboolean descending = FALSE;

  parent = add_column (view, GENKAN_RECORD_COLUMN_PARENT);
  state = add_column (view, GENKAN_RECORD_COLUMN_STATE);
  g_assert_false (genkan_record_sorter_read (sorter, &column, &descending));

  gtk_column_view_sort_by_column (view, parent, GTK_SORT_ASCENDING);
  g_assert_true (genkan_record_sorter_read (sorter, &column, &descending));
  g_assert_cmpint (column, ==, GENKAN_RECORD_COLUMN_PARENT);
  g_assert_false (descending);

  gtk_column_view_sort_by_column (view, state, GTK_SORT_DESCENDING);
  g_assert_true (genkan_record_sorter_read (sorter, &column, &descending));
  g_assert_cmpint (column, ==, GENKAN_RECORD_COLUMN_STATE);
  g_assert_true (descending);
}

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  ADD ("/record-selection/new-destroy", test_new_destroy);
  ADD ("/record-selection/select", test_select);
  ADD ("/record-selection/sort", test_sort);
  ADD ("/record-selection/search", test_search);
  ADD ("/record-selection/told", test_told);
  g_test_add_func ("/record-sorter/read", test_sorter);

  return g_test_run ();
}
