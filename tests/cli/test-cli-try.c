/* test-cli-try.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a trial saves: it can be replayed, and tells nobody whose tool it was. The arguments are
 * the program, the one that replays scenarios, and the connector file.
 */

#include "config.h"

#include "cli-fixture.h"

static const char *replay;
static const char *connector;

static char *
read_saved (Fixture    *fixture,
            const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, "saved", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
assert_absent (const char *text,
               const char *secret)
{
  if (strstr (text, secret) != NULL)
    g_error ("“%s” is in what was saved:\n%s", secret, text);
}

static void
assert_private (Fixture    *fixture,
                const char *name)
{
  g_autofree char *text = read_saved (fixture, name);

  assert_absent (text, genkan_demo_tool_get_key (fixture->tool));
  assert_absent (text, genkan_demo_tool_get_url (fixture->tool));
  assert_absent (text, strrchr (genkan_demo_tool_get_url (fixture->tool), ':') + 1);
  assert_absent (text, "127.0.0.1");
  assert_absent (text, "localhost");
  assert_absent (text, "ann.lee");
  assert_absent (text, "secret-corp");
  assert_absent (text, "10.20.30.40");
}

static void
assert_replays (Fixture *fixture)
{
  g_autofree char *scenario = g_build_filename (fixture->folder, "saved", "trial.yaml", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error,
                      replay, connector, scenario, NULL);
  g_autofree char *out = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (process))
    g_error ("The scenario cannot be replayed:\n%s", out);
}

static void
try_and_save (Fixture    *fixture,
              const char *options)
{
  fixture->input = genkan_demo_tool_get_key (fixture->tool);
  run (fixture, "try %s --set url=%s --save %s/saved/trial %s", connector,
       genkan_demo_tool_get_url (fixture->tool), fixture->folder, options);
}

static void
test_discover (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *rows = NULL;

  genkan_demo_tool_rename (fixture->tool, "12",
                           "Shop of ann.lee@secret-corp.com \"at\" http://shop.secret-corp.com/ and 10.20.30.40");
  try_and_save (fixture, "");
  assert_run (fixture, 0, NULL, "e-mail addresses: 1, IP addresses: 1");
  assert_private (fixture, "trial.yaml");
  assert_private (fixture, "trial.rows");
  rows = read_saved (fixture, "trial.rows");
  g_assert_nonnull (strstr (rows, "Shop of person1@example.com \\\"at\\\" http://host"));
  assert_replays (fixture);

  try_and_save (fixture, "");
  assert_run (fixture, 1, NULL, "is there already");
  try_and_save (fixture, "--force");
  assert_run (fixture, 0, NULL, "Saved as");
}

static void
test_sync (Fixture       *fixture,
           gconstpointer  data)
{
  try_and_save (fixture, "--sync --record 11");
  assert_run (fixture, 0, NULL, "Saved as");
  assert_private (fixture, "trial.yaml");
  assert_private (fixture, "trial.rows");
  assert_replays (fixture);
}

/* What has no answer can not be replayed. */
static void
test_no_answer (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "saved", "trial.yaml", NULL);

  fixture->input = "key";
  run (fixture, "try %s --set url=http://127.0.0.1:1 --save %s/saved/trial", connector, fixture->folder);
  assert_run (fixture, 1, NULL, "cannot be saved");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 4);
  program = argv[1];
  replay = argv[2];
  connector = argv[3];

  g_test_add ("/cli-try/save-discover", Fixture, NULL, set_up, test_discover, tear_down);
  g_test_add ("/cli-try/save-sync", Fixture, NULL, set_up, test_sync, tear_down);
  g_test_add ("/cli-try/save-no-answer", Fixture, NULL, set_up, test_no_answer, tear_down);

  return g_test_run ();
}
