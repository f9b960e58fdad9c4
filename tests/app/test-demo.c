/* test-demo.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-fixture.h"
#include "genkan-demo.h"

#include <sys/wait.h>
#include <unistd.h>

static GenkanDemo *
make_demo (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanDemo *demo;

  genkan_demo_new_async (NULL, app_keep_result, &result);
  demo = genkan_demo_new_finish (app_wait (&result), &error);
  g_assert_no_error (error);

  return demo;
}

/* The demo's own workspace, with what the helpers need of a fixture. */
static char *
discover (GenkanDemo *demo)
{
  AppFixture fixture = { .workspace = genkan_demo_get_workspace (demo) };
  g_autoptr (GenkanOperation) operation = app_discover (&fixture, genkan_demo_get_connection_id (demo), NULL);

  g_assert_cmpint (genkan_operation_get_status (operation), ==, GENKAN_OPERATION_STATUS_COMPLETE);

  return app_list_records (fixture.workspace, genkan_demo_get_connection_id (demo));
}

/* The folder goes with the demo. */
static void
test_new_destroy (void)
{
  GenkanDemo *demo = make_demo ();
  g_autofree char *folder = g_strdup (genkan_workspace_get_folder (genkan_demo_get_workspace (demo)));

  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  g_assert_true (g_str_has_prefix (genkan_demo_get_url (demo), "http://127.0.0.1:"));
  g_assert_finalize_object (demo);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_sites (void)
{
  g_autoptr (GenkanDemo) demo = make_demo ();
  g_auto (GStrv) ids = genkan_demo_list_site_ids (demo);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *name = NULL;
  guint n_changes = 0;

  g_assert_cmpuint (g_strv_length (ids), ==, 5);
  g_signal_connect_swapped (demo, "sites-changed", G_CALLBACK (count_cb), &n_changes);

  first = discover (demo);
  g_assert_nonnull (strstr (first, "11 Web Shop new"));

  genkan_demo_rename_site (demo, "11", "Web Store");
  genkan_demo_rename_site (demo, "11", "Web Store");
  genkan_demo_remove_site (demo, "12");
  genkan_demo_remove_site (demo, "no such site");
  g_assert_cmpuint (n_changes, ==, 2);
  name = genkan_demo_dup_site_name (demo, "11");
  g_assert_cmpstr (name, ==, "Web Store");
  g_assert_true (genkan_demo_is_site_removed (demo, "12"));

  second = discover (demo);
  g_assert_nonnull (strstr (second, "11 Web Store new"));
  g_assert_nonnull (strstr (second, "12 Company Blog missing"));

  genkan_demo_restore_site (demo, "12");
  third = discover (demo);
  g_assert_nonnull (strstr (third, "12 Company Blog new"));
}

/* Two demos at once leave each other alone. */
static void
test_two (void)
{
  g_autoptr (GenkanDemo) one = make_demo ();
  g_autoptr (GenkanDemo) two = make_demo ();
  const char *folder = genkan_workspace_get_folder (genkan_demo_get_workspace (one));

  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  g_assert_cmpstr (folder, !=, genkan_workspace_get_folder (genkan_demo_get_workspace (two)));
  g_assert_cmpstr (genkan_demo_get_url (one), !=, genkan_demo_get_url (two));
}

/* In a process of its own: it makes a demo, and is gone without a word. */
static void
crash (void)
{
  GenkanDemo *demo = make_demo ();

  g_print ("%s", genkan_workspace_get_folder (genkan_demo_get_workspace (demo)));
  fflush (stdout);
  _exit (0);
}

static void
test_leftover (void)
{
  g_autoptr (GenkanDemo) demo = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  const char *argv[] = { program, "--crash", NULL };
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &folder, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));

  demo = make_demo ();
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

int
main (int   argc,
      char *argv[])
{
  if (argc > 1 && g_str_equal (argv[1], "--crash"))
    crash ();

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/demo/new-destroy", test_new_destroy);
  g_test_add_func ("/demo/sites", test_sites);
  g_test_add_func ("/demo/two", test_two);
  g_test_add_func ("/demo/leftover", test_leftover);

  return g_test_run ();
}
