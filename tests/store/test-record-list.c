/* test-record-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list is watched by a mirror, which keeps the ids that it was told about: at every notice
 * the list must be just what its notices said.
 */

#include "config.h"

#include "genkan-record-list.h"
#include "store-fixture.h"

#define COMPLETE GENKAN_OPERATION_STATUS_COMPLETE

typedef struct
{
  StoreFixture      base;
  gint64            connection;
  GenkanRecordList *list;      /* (owned) */
  GArray           *mirror;    /* (owned) (element-type gint64) */
  guint             n_notices;
  guint             n_exchanged;
} ListFixture;

static const StoreUnit units[] = {
  { "a", "Émile 10", "Zoo" }, { "b", "emile 9", NULL }, { "c", "bank_100%", "Finance" },
  { "d", "Bank", "finance" }, { "e", "forum", "Community" },
};

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  ListFixture *fixture = user_data;

  g_assert_cmpuint (position + removed, <=, fixture->mirror->len);
  g_array_remove_range (fixture->mirror, position, removed);
  for (guint i = 0; i < added; i++)
    {
      gint64 id = genkan_record_list_get_id (fixture->list, position + i);

      g_array_insert_val (fixture->mirror, position + i, id);
    }

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, fixture->mirror->len);
  for (guint i = 0; i < fixture->mirror->len; i++)
    g_assert_cmpint (genkan_record_list_get_id (fixture->list, i), ==,
                     g_array_index (fixture->mirror, gint64, i));

  fixture->n_notices++;
  fixture->n_exchanged += removed + added;
}

static void
wait_for_list (ListFixture *fixture)
{
  while (genkan_record_list_get_loading (fixture->list))
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
stop_waiting_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* The names in order, in one text. */
static char *
dup_names (ListFixture *fixture)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (fixture->list));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GenkanRecord) record = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);

      g_string_append_printf (names, "%s%s", i > 0 ? "|" : "", genkan_record_get_name (record));
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
assert_names (ListFixture *fixture,
              const char  *expected)
{
  g_autofree char *names = NULL;

  wait_for_list (fixture);
  names = dup_names (fixture);
  g_assert_cmpstr (names, ==, expected);
}

/* Waits for the store's notice to arrive in the list. The test's own time-out ends a wait that
 * is in vain. */
static void
wait_for_names (ListFixture *fixture,
                const char  *expected)
{
  gboolean late = FALSE;
  guint timeout = g_timeout_add_seconds (20, stop_waiting_cb, &late);

  for (;;)
    {
      g_autofree char *names = dup_names (fixture);

      if (late || g_str_equal (names, expected))
        break;
      g_main_context_iteration (NULL, TRUE);
    }

  if (!late)
    g_source_remove (timeout);
  assert_names (fixture, expected);
}

static void
set_up (ListFixture   *fixture,
        gconstpointer  data)
{
  g_autoptr (GenkanOperation) operation = NULL;

  store_fixture_set_up (&fixture->base, NULL);
  fixture->connection = store_add_connection (fixture->base.store, "Burp");
  operation = store_discover (fixture->base.store, fixture->connection, COMPLETE,
                              units, G_N_ELEMENTS (units));
  fixture->mirror = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
make_list (ListFixture       *fixture,
           GenkanRecordTable  table)
{
  fixture->list = genkan_record_list_new (fixture->base.store, fixture->connection, table);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  g_assert_true (genkan_record_list_get_loading (fixture->list));
  wait_for_list (fixture);
}

/* A worker that still runs holds the list. */
static void
drop_list (ListFixture *fixture)
{
  gpointer weak = fixture->list;

  g_object_add_weak_pointer (weak, &weak);
  g_signal_handlers_disconnect_by_data (fixture->list, fixture);
  g_clear_object (&fixture->list);
  while (weak != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (ListFixture   *fixture,
           gconstpointer  data)
{
  if (fixture->list != NULL)
    drop_list (fixture);
  g_array_unref (fixture->mirror);
  store_fixture_tear_down (&fixture->base, NULL);
}

static void
decide (ListFixture        *fixture,
        const char         *vendor_id,
        GenkanDecisionKind  kind,
        const char         *product)
{
  g_autoptr (GenkanUndo) undo =
    store_decide_one (fixture->base.store, fixture->connection, vendor_id, kind, product);
}

static void
test_new_destroy (ListFixture   *fixture,
                  gconstpointer  data)
{
  make_list (fixture, GENKAN_RECORD_TABLE_ALL);
  drop_list (fixture);
}

static void
test_sort (ListFixture   *fixture,
           gconstpointer  data)
{
  make_list (fixture, GENKAN_RECORD_TABLE_ALL);
  assert_names (fixture, "Bank|bank_100%|emile 9|Émile 10|forum");

  genkan_record_list_set_sort (fixture->list, GENKAN_RECORD_COLUMN_NAME, TRUE);
  assert_names (fixture, "forum|Émile 10|emile 9|bank_100%|Bank");

  genkan_record_list_set_sort (fixture->list, GENKAN_RECORD_COLUMN_PARENT, FALSE);
  assert_names (fixture, "forum|Bank|bank_100%|Émile 10|emile 9");

  genkan_record_list_set_sort (fixture->list, GENKAN_RECORD_COLUMN_PARENT, TRUE);
  assert_names (fixture, "Émile 10|Bank|bank_100%|forum|emile 9");

  for (int i = GENKAN_RECORD_COLUMN_NAME; i <= GENKAN_RECORD_COLUMN_FINALIZED; i++)
    {
      genkan_record_list_set_sort (fixture->list, i, FALSE);
      wait_for_list (fixture);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 5);
    }
}

static void
test_search (ListFixture   *fixture,
             gconstpointer  data)
{
  make_list (fixture, GENKAN_RECORD_TABLE_ALL);
  decide (fixture, "e", GENKAN_DECISION_MAP, "Ärger (prod)");

  genkan_record_list_set_search (fixture->list, "émil");
  assert_names (fixture, "emile 9|Émile 10");
  genkan_record_list_set_search (fixture->list, "EMIL");
  assert_names (fixture, "emile 9|Émile 10");
  genkan_record_list_set_search (fixture->list, "_100%");
  assert_names (fixture, "bank_100%");
  genkan_record_list_set_search (fixture->list, "%");
  assert_names (fixture, "bank_100%");
  genkan_record_list_set_search (fixture->list, "FINANCE");
  assert_names (fixture, "Bank|bank_100%");
  genkan_record_list_set_search (fixture->list, "arger");
  assert_names (fixture, "forum");
  genkan_record_list_set_search (fixture->list, "10 emil");
  assert_names (fixture, "Émile 10");
  genkan_record_list_set_search (fixture->list, "prod forum");
  assert_names (fixture, "forum");
  genkan_record_list_set_search (fixture->list, "' OR 1 --");
  assert_names (fixture, "");
  g_assert_cmpuint (genkan_record_list_get_n_total (fixture->list), ==, 5);
  genkan_record_list_set_search (fixture->list, "  ");
  assert_names (fixture, "Bank|bank_100%|emile 9|Émile 10|forum");
}

static void
test_tables (ListFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (GenkanOperation) operation = NULL;

  decide (fixture, "a", GENKAN_DECISION_MAP, "P");
  decide (fixture, "b", GENKAN_DECISION_IGNORE, NULL);
  decide (fixture, "c", GENKAN_DECISION_MAP, "P");
  operation = store_discover (fixture->base.store, fixture->connection, COMPLETE, units, 2);

  make_list (fixture, GENKAN_RECORD_TABLE_UNMAPPED);
  assert_names (fixture, "Bank|emile 9|forum");
  genkan_record_list_set_states (fixture->list, 1 << GENKAN_RECORD_STATE_MISSING);
  assert_names (fixture, "Bank|forum");
  drop_list (fixture);
  g_array_set_size (fixture->mirror, 0);

  make_list (fixture, GENKAN_RECORD_TABLE_MAPPED);
  assert_names (fixture, "bank_100%|Émile 10");
}

static void
test_follow (ListFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (GenkanRecord) bank = NULL;
  g_autoptr (GenkanRecord) forum = NULL;
  g_autoptr (GenkanRecord) forum_after = NULL;

  make_list (fixture, GENKAN_RECORD_TABLE_UNMAPPED);
  assert_names (fixture, "Bank|bank_100%|emile 9|Émile 10|forum");
  bank = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  forum = g_list_model_get_item (G_LIST_MODEL (fixture->list), 4);

  fixture->n_exchanged = 0;
  decide (fixture, "c", GENKAN_DECISION_MAP, "P");
  decide (fixture, "a", GENKAN_DECISION_DELETE, NULL);
  wait_for_names (fixture, "Bank|emile 9|forum");
  g_assert_cmpuint (fixture->n_exchanged, ==, 2);

  forum_after = g_list_model_get_item (G_LIST_MODEL (fixture->list), 2);
  g_assert_true (forum_after == forum);
  g_assert_cmpint (genkan_record_list_find (fixture->list, genkan_record_get_id (bank)), ==, 0);
  g_assert_cmpint (genkan_record_list_find (fixture->list, 12345), ==, -1);
}

/* The ids stay, what they show changes. */
static void
test_content (ListFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (GenkanRecord) bank = NULL;
  g_autoptr (GenkanRecord) same = NULL;
  g_autoptr (GenkanRecord) ignored = NULL;

  make_list (fixture, GENKAN_RECORD_TABLE_UNMAPPED);
  bank = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  fixture->n_notices = 0;
  fixture->n_exchanged = 0;
  decide (fixture, "e", GENKAN_DECISION_IGNORE, NULL);
  while (fixture->n_notices == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (fixture->n_exchanged, ==, 2);
  ignored = g_list_model_get_item (G_LIST_MODEL (fixture->list), 4);
  g_assert_cmpint (genkan_record_get_state (ignored), ==, GENKAN_RECORD_STATE_IGNORED);
  same = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  g_assert_true (same == bank);
}

/* More rows than a screen: the first ones come alone. */
static void
test_many (ListFixture   *fixture,
           gconstpointer  data)
{
  const guint n_units = 3000;
  g_autofree StoreUnit *many = g_new0 (StoreUnit, n_units);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GenkanOperation) operation = NULL;

  for (guint i = 0; i < n_units; i++)
    {
      g_ptr_array_add (names, g_strdup_printf ("Unit %u", i));
      many[i].id = many[i].name = g_ptr_array_index (names, i);
    }
  operation = store_discover (fixture->base.store, fixture->connection, COMPLETE, many, n_units);

  make_list (fixture, GENKAN_RECORD_TABLE_ALL);
  g_assert_cmpuint (fixture->n_notices, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, n_units + 5);
  g_assert_cmpuint (genkan_record_list_get_n_total (fixture->list), ==, n_units + 5);

  for (guint i = 0; i < n_units; i += 100)
    {
      g_autoptr (GenkanRecord) record = g_list_model_get_item (G_LIST_MODEL (fixture->list), i + 5);

      g_assert_cmpstr (genkan_record_get_name (record), ==, many[i].name);
    }

  genkan_record_list_set_sort (fixture->list, GENKAN_RECORD_COLUMN_NAME, TRUE);
  wait_for_list (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, n_units + 5);
}

/* What was asked first is answered no more once something else was asked. */
static void
test_ask_again (ListFixture   *fixture,
                gconstpointer  data)
{
  make_list (fixture, GENKAN_RECORD_TABLE_ALL);
  fixture->n_notices = 0;

  genkan_record_list_set_search (fixture->list, "b");
  genkan_record_list_set_search (fixture->list, "ba");
  genkan_record_list_set_states (fixture->list, 1 << GENKAN_RECORD_STATE_GOOD);
  genkan_record_list_set_states (fixture->list, 0);
  genkan_record_list_set_search (fixture->list, "bank");
  assert_names (fixture, "Bank|bank_100%");
  g_assert_cmpuint (fixture->n_notices, ==, 1);
}

static void
test_all_connections (ListFixture   *fixture,
                      gconstpointer  data)
{
  gint64 other = store_add_connection (fixture->base.store, "Sonar");
  g_autoptr (GenkanOperation) operation =
    store_discover (fixture->base.store, other, COMPLETE, units, 2);

  fixture->connection = 0;
  make_list (fixture, GENKAN_RECORD_TABLE_UNMAPPED);
  assert_names (fixture, "Bank|bank_100%|emile 9|emile 9|Émile 10|Émile 10|forum");
  genkan_record_list_set_search (fixture->list, "emile");
  assert_names (fixture, "emile 9|emile 9|Émile 10|Émile 10");
}

/* A view that asks for a row which is gone, before the list has heard of it. */
static void
test_gone (ListFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (GenkanRecord) gone = NULL;
  gint64 id;

  make_list (fixture, GENKAN_RECORD_TABLE_ALL);
  id = genkan_record_list_get_id (fixture->list, 4);
  decide (fixture, "e", GENKAN_DECISION_DELETE, NULL);
  if (genkan_record_list_get_id (fixture->list, 4) == id)
    {
      gone = g_list_model_get_item (G_LIST_MODEL (fixture->list), 4);
      g_assert_cmpint (genkan_record_get_id (gone), ==, id);
    }
  wait_for_names (fixture, "Bank|bank_100%|emile 9|Émile 10");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->list), 4));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, ListFixture, NULL, set_up, function, tear_down)

  ADD ("/record-list/new-destroy", test_new_destroy);
  ADD ("/record-list/sort", test_sort);
  ADD ("/record-list/search", test_search);
  ADD ("/record-list/tables", test_tables);
  ADD ("/record-list/follow", test_follow);
  ADD ("/record-list/content", test_content);
  ADD ("/record-list/many", test_many);
  ADD ("/record-list/ask-again", test_ask_again);
  ADD ("/record-list/all-connections", test_all_connections);
  ADD ("/record-list/gone", test_gone);

  return g_test_run ();
}
