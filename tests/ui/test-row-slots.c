/* test-row-slots.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-record-list.h"
#include "genkan-row-slots.h"
#include "store-fixture.h"
#include "ui-test-utils.h"

/* More than a table has widgets for. */
#define N_UNITS 600

typedef struct
{
  Profile           profile;
  GenkanRecordList *list;   /* (owned) */
  GenkanRowSlots   *slots;  /* (owned) */
  guint             n_told;
  guint             most;   /* places that came or went at once */
} Fixture;

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->slots));
}

/* Places come and go at the end. */
static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Fixture    *fixture)
{
  g_assert_cmpuint (position + removed, ==, fixture->n_told);
  g_assert_true (removed == 0 || added == 0);
  fixture->n_told += added - removed;
  fixture->most = MAX (fixture->most, MAX (removed, added));
  g_assert_cmpuint (fixture->n_told, ==, g_list_model_get_n_items (model));
}

static void
discover (Fixture *fixture,
          gint64   connection)
{
  g_autofree StoreUnit *units = g_new0 (StoreUnit, N_UNITS);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GenkanOperation) operation = NULL;

  for (guint i = 0; i < N_UNITS; i++)
    {
      char *name = g_strdup_printf ("unit-%03u", i);

      g_ptr_array_add (texts, name);
      units[i] = (StoreUnit) { name, name, NULL };
    }
  operation = store_discover (genkan_workspace_get_store (fixture->profile.workspace), connection,
                              GENKAN_OPERATION_STATUS_COMPLETE, units, N_UNITS);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  gint64 connection;

  profile_set_up (&fixture->profile, NULL);
  connection = profile_add_connection (&fixture->profile, "Burp");
  discover (fixture, connection);
  fixture->list = genkan_record_list_new (genkan_workspace_get_store (fixture->profile.workspace),
                                          connection, GENKAN_RECORD_TABLE_UNMAPPED);
  fixture->slots = genkan_row_slots_new (GENKAN_ROW_LIST (fixture->list));
  g_signal_connect (fixture->slots, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  wait_for (count (fixture) == N_UNITS);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_assert_finalize_object (fixture->slots);
  g_clear_object (&fixture->list);
  profile_tear_down (&fixture->profile, NULL);
}

static GenkanRowSlot *
get_slot (Fixture *fixture,
          guint    position)
{
  GenkanRowSlot *slot = g_list_model_get_item (G_LIST_MODEL (fixture->slots), position);

  g_assert_nonnull (slot);
  g_assert_cmpuint (genkan_row_slot_get_position (slot), ==, position);

  return slot;
}

static const char *
name_in (GenkanRowSlot *slot)
{
  return genkan_record_get_name (genkan_row_slot_get_item (slot));
}

static void
count_notify_cb (GObject    *object,
                 GParamSpec *pspec,
                 guint      *n_notified)
{
  (*n_notified)++;
}

static void
test_new_destroy (Fixture       *fixture,
                  gconstpointer  unused)
{
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->slots), N_UNITS));
}

/* A place is the same object as long as it is held. */
static void
test_place (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr (GenkanRowSlot) slot = get_slot (fixture, 5);
  g_autoptr (GenkanRowSlot) same = get_slot (fixture, 5);

  g_assert_true (slot == same);
  g_assert_cmpstr (name_in (slot), ==, "unit-005");
}

/* Another order changes no place, only what stands in it. */
static void
test_sort (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr (GenkanRowSlot) slot = get_slot (fixture, 5);
  guint n_notified = 0;

  fixture->most = 0;
  g_signal_connect (slot, "notify::item", G_CALLBACK (count_notify_cb), &n_notified);
  genkan_record_list_set_sort (fixture->list, GENKAN_RECORD_COLUMN_NAME, TRUE);
  wait_for (n_notified == 1);
  g_assert_cmpstr (name_in (slot), ==, "unit-594");
  g_assert_cmpuint (fixture->most, ==, 0);
}

/* Behind the end of what was found stands nothing, also where a place is still held. */
static void
test_search (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GenkanRowSlot) slot = get_slot (fixture, 1);

  for (guint i = 0; i < 100; i++)
    g_ptr_array_add (held, get_slot (fixture, i));

  fixture->most = 0;
  genkan_record_list_set_search (fixture->list, "unit-59");
  wait_for (count (fixture) == 10);
  g_assert_cmpstr (name_in (slot), ==, "unit-591");
  g_assert_null (genkan_row_slot_get_item (g_ptr_array_index (held, 99)));

  /* The places that nobody holds go at once, with some that are held. */
  g_assert_cmpuint (fixture->most, >=, N_UNITS - 100);
  g_assert_cmpuint (fixture->most, <, N_UNITS - 50);

  fixture->most = 0;
  genkan_record_list_set_search (fixture->list, NULL);
  wait_for (count (fixture) == N_UNITS);
  g_assert_cmpstr (name_in (slot), ==, "unit-001");
}

/* Widgets for a few rows at once are made, until there are as many as a table has. */
static void
test_steps (Fixture       *fixture,
            gconstpointer  unused)
{
  fixture->most = 0;
  genkan_record_list_set_search (fixture->list, "unit-00");
  wait_for (count (fixture) == 10);
  genkan_record_list_set_search (fixture->list, "unit-0");
  fixture->most = 0;
  wait_for (count (fixture) == 100);
  g_assert_cmpuint (fixture->most, <, 50);
}

static void
test_none (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr (GenkanRowSlot) slot = get_slot (fixture, 0);

  genkan_record_list_set_search (fixture->list, "nothing of the kind");
  wait_for (count (fixture) == 0);
  g_assert_null (genkan_row_slot_get_item (slot));
  genkan_record_list_set_search (fixture->list, "unit-007");
  wait_for (count (fixture) == 1);
  g_assert_cmpstr (name_in (slot), ==, "unit-007");
}

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  ADD ("/row-slots/new-destroy", test_new_destroy);
  ADD ("/row-slots/place", test_place);
  ADD ("/row-slots/sort", test_sort);
  ADD ("/row-slots/search", test_search);
  ADD ("/row-slots/steps", test_steps);
  ADD ("/row-slots/none", test_none);

  return g_test_run ();
}
