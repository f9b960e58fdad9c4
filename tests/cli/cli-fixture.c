/* cli-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli-fixture.h"

#include <glib/gstdio.h>

const char *program;

void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("genkan-test-cli-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->tool = genkan_demo_tool_new (&error);
  g_assert_no_error (error);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_clear_object (&fixture->tool);
  g_free (fixture->out);
  g_free (fixture->err);
}

/* --- running it --- */

GSubprocessLauncher *
new_launcher (Fixture *fixture)
{
  GSubprocessLauncher *launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                               G_SUBPROCESS_FLAGS_STDERR_PIPE);

  g_subprocess_launcher_setenv (launcher, "GENKAN_HOME", fixture->folder, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");

  return launcher;
}

GSubprocess *
start (GSubprocessLauncher *launcher,
       const char          *line)
{
  g_autofree char *command = g_strdup_printf ("%s %s", program, line);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;
  GSubprocess *process;

  g_assert_true (g_shell_parse_argv (command, NULL, &argv, &error));
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);

  return process;
}

static int
exit_code (GSubprocess *process)
{
  if (!g_subprocess_get_if_exited (process))
    return 128 + g_subprocess_get_term_sig (process);

  return g_subprocess_get_exit_status (process);
}

void
finish (Fixture     *fixture,
        GSubprocess *process)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->out, g_free);
  g_clear_pointer (&fixture->err, g_free);
  g_subprocess_communicate_utf8 (process, fixture->input, NULL, &fixture->out, &fixture->err, &error);
  g_assert_no_error (error);
  fixture->status = exit_code (process);
  fixture->input = NULL;
}

void
run (Fixture    *fixture,
     const char *format,
     ...)
{
  g_autoptr (GSubprocessLauncher) launcher = new_launcher (fixture);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);

  process = start (launcher, line);
  finish (fixture, process);
  g_test_message ("genkan %s: %d\n%s%s", line, fixture->status, fixture->out, fixture->err);
}

void
assert_run (Fixture    *fixture,
            int         status,
            const char *out,
            const char *err)
{
  if (fixture->status != status)
    g_error ("Exit code %d, expected %d:\n%s%s", fixture->status, status, fixture->out, fixture->err);
  if (out != NULL && strstr (fixture->out, out) == NULL)
    g_error ("“%s” is not printed:\n%s%s", out, fixture->out, fixture->err);
  if (err != NULL && strstr (fixture->err, err) == NULL)
    g_error ("“%s” is not told:\n%s%s", err, fixture->out, fixture->err);
}

JsonNode *
parse_output (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (fixture->out, &error);

  g_assert_no_error (error);

  return node;
}

void
add_connection (Fixture *fixture)
{
  fixture->input = genkan_demo_tool_get_key (fixture->tool);
  run (fixture, "connections add --connector burp-dast --label Burp --set url=%s",
       genkan_demo_tool_get_url (fixture->tool));
  assert_run (fixture, 0, "Connected: 5 sites visible", NULL);
}
