/* test-gradual-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-gradual-list.h"
#include "ui-test-utils.h"

#define N_ITEMS 2000
#define MOST 210    /* as many rows as GTK has widgets for */

typedef struct
{
  GtkStringList *items;     /* (owned) */
  GListModel    *gradual;   /* (owned) */
  guint          most;      /* items that came at once, before all others did */
} Fixture;

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (fixture->gradual);
}

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Fixture    *fixture)
{
  if (position < MOST && removed < MOST)
    fixture->most = MAX (fixture->most, MAX (added, removed));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->items = gtk_string_list_new (NULL);
  for (guint i = 0; i < N_ITEMS; i++)
    gtk_string_list_append (fixture->items, "item");
}

static void
show_in (Fixture   *fixture,
         GtkWidget *view)
{
  fixture->gradual = genkan_gradual_list_new (G_LIST_MODEL (fixture->items), view);
  g_signal_connect (fixture->gradual, "items-changed", G_CALLBACK (items_changed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_assert_finalize_object (fixture->gradual);
  g_assert_finalize_object (fixture->items);
}

/* Also while it still grows. */
static void
test_new_destroy (Fixture       *fixture,
                  gconstpointer  unused)
{
  show_in (fixture, NULL);
  g_assert_cmpuint (count (fixture), <, MOST);
}

static void
test_grow (Fixture       *fixture,
           gconstpointer  unused)
{
  show_in (fixture, NULL);
  wait_for (count (fixture) == N_ITEMS);
  g_assert_cmpuint (fixture->most, >, 0);
  g_assert_cmpuint (fixture->most, <=, 16);

  gtk_string_list_append (fixture->items, "another");
  g_assert_cmpuint (count (fixture), ==, N_ITEMS + 1);
}

static void
test_view (Fixture       *fixture,
           gconstpointer  unused)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = gtk_list_view_new (NULL, gtk_signal_list_item_factory_new ());
  g_autoptr (GtkNoSelection) model = NULL;
  gpointer left = window;

  g_object_add_weak_pointer (G_OBJECT (window), &left);
  show_in (fixture, view);
  model = gtk_no_selection_new (g_object_ref (fixture->gradual));
  gtk_list_view_set_model (GTK_LIST_VIEW (view), GTK_SELECTION_MODEL (model));
  gtk_window_set_child (GTK_WINDOW (window), view);
  g_assert_cmpuint (count (fixture), <, MOST);

  gtk_window_present (GTK_WINDOW (window));
  wait_for (count (fixture) == N_ITEMS);

  /* Closed: the window is gone only when no row is left. */
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_nonnull (left);
  g_assert_cmpuint (count (fixture), >, 0);
  wait_for (left == NULL);
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_cmpuint (fixture->most, <=, 16);
}

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  ADD ("/gradual-list/new-destroy", test_new_destroy);
  ADD ("/gradual-list/grow", test_grow);
  ADD ("/gradual-list/view", test_view);

  return g_test_run ();
}
