/* test-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-connection-page.h"
#include "genkan-connectors-page.h"
#include "genkan-split-view.h"
#include "genkan-toaster.h"
#include "genkan-ui.h"
#include "genkan-window.h"
#include "ui-test-utils.h"

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* GTK lets go of some things in idle callbacks. */
static void
destroy_and_check (GenkanWindow *window)
{
  gpointer gone = window;

  g_object_add_weak_pointer (G_OBJECT (window), &gone);
  gtk_window_destroy (GTK_WINDOW (window));
  wait_for (gone == NULL);
}

static void
test_new_destroy (Profile       *profile,
                  gconstpointer  unused)
{
  GenkanWindow *window = genkan_window_new (NULL, profile->workspace);

  g_assert_true (genkan_window_get_workspace (window) == profile->workspace);
  g_assert_null (genkan_window_get_demo (window));
  gtk_window_present (GTK_WINDOW (window));
  wait_for (gtk_widget_get_mapped (GTK_WIDGET (window)));
  destroy_and_check (window);
}

static void
test_pages (Profile       *profile,
            gconstpointer  unused)
{
  gint64 id = profile_add_connection (profile, "Burp");
  GenkanWindow *window = genkan_window_new (NULL, profile->workspace);
  GenkanSplitView *view = GENKAN_SPLIT_VIEW (find (GTK_WIDGET (window), GENKAN_TYPE_SPLIT_VIEW));

  g_assert_true (GENKAN_IS_CONNECTORS_PAGE (genkan_split_view_get_content (view)));
  genkan_window_show_connection (window, id);
  g_assert_true (GENKAN_IS_CONNECTION_PAGE (genkan_split_view_get_content (view)));
  g_assert_true (genkan_split_view_get_show_content (view));
  genkan_window_show_connectors (window);
  g_assert_true (GENKAN_IS_CONNECTORS_PAGE (genkan_split_view_get_content (view)));

  destroy_and_check (window);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  genkan_workspace_remove_connection_finish (GENKAN_WORKSPACE (source), result, &error);
  g_assert_no_error (error);
}

/* Somebody else removes what the window shows. */
static void
test_removed_elsewhere (Profile       *profile,
                        gconstpointer  unused)
{
  gint64 id = profile_add_connection (profile, "Burp");
  GenkanWindow *window = genkan_window_new (NULL, profile->workspace);
  GenkanSplitView *view = GENKAN_SPLIT_VIEW (find (GTK_WIDGET (window), GENKAN_TYPE_SPLIT_VIEW));
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("burp-dast", "Burp");

  genkan_window_show_connection (window, id);
  genkan_connection_set_id (connection, id);
  genkan_workspace_remove_connection_async (profile->workspace, connection, NULL, removed_cb, NULL);
  wait_for (GENKAN_IS_CONNECTORS_PAGE (genkan_split_view_get_content (view)));

  destroy_and_check (window);
}

typedef struct
{
  guint undone;
  guint gone;
} Counts;

static void
undo_cb (GtkWidget *from,
         gpointer   user_data)
{
  ((Counts *) user_data)->undone++;
}

static void
gone_cb (gpointer data)
{
  ((Counts *) data)->gone++;
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The toast is found from a widget deep inside; what may only happen when it is gone happens
 * once, with or without Undo. */
static void
test_toast_undo (Profile       *profile,
                 gconstpointer  unused)
{
  GenkanWindow *window = genkan_window_new (NULL, profile->workspace);
  Counts counts = { 0 };

  gtk_window_present (GTK_WINDOW (window));
  wait_for (gtk_widget_get_mapped (GTK_WIDGET (window)));
  genkan_toast_undo (find (GTK_WIDGET (window), GENKAN_TYPE_CONNECTORS_PAGE), "<b>done</b>",
                     undo_cb, &counts, gone_cb);
  wait_for (find_button (GTK_WIDGET (window), "Undo") != NULL);
  g_assert_cmpuint (counts.gone, ==, 0);

  g_signal_emit_by_name (find_button (GTK_WIDGET (window), "Undo"), "clicked");
  wait_for (counts.gone == 1);
  g_assert_cmpuint (counts.undone, ==, 1);

  destroy_and_check (window);
  g_assert_cmpuint (counts.gone, ==, 1);
}

static void
test_toast_goes_with_window (Profile       *profile,
                             gconstpointer  unused)
{
  GenkanWindow *window = genkan_window_new (NULL, profile->workspace);
  Counts counts = { 0 };

  genkan_toast_undo (GTK_WIDGET (window), "done", undo_cb, &counts, gone_cb);
  destroy_and_check (window);
  wait_for (counts.gone == 1);
  g_assert_cmpuint (counts.undone, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  genkan_ui_init ();

  g_test_add ("/window/new-destroy", Profile, NULL,
              profile_set_up, test_new_destroy, profile_tear_down);
  g_test_add ("/window/pages", Profile, NULL,
              profile_set_up, test_pages, profile_tear_down);
  g_test_add ("/window/removed-elsewhere", Profile, NULL,
              profile_set_up, test_removed_elsewhere, profile_tear_down);
  g_test_add ("/window/toast-undo", Profile, NULL,
              profile_set_up, test_toast_undo, profile_tear_down);
  g_test_add ("/window/toast-goes-with-window", Profile, NULL,
              profile_set_up, test_toast_goes_with_window, profile_tear_down);

  return g_test_run ();
}
