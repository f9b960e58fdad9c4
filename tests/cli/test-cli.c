/* test-cli.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program itself, as a person or a timer starts it: what it prints where, what it stores,
 * and its exit code. Run by with-keyring. The first argument is the program.
 */

#include "config.h"

#include "cli-fixture.h"

#include "genkan-loopback-server.h"

#include <glib-unix.h>
#include <pty.h>
#include <signal.h>
#include <unistd.h>

/* --- the commands --- */

static void
test_help (Fixture       *fixture,
           gconstpointer  data)
{
  run (fixture, "--version");
  assert_run (fixture, 0, "Genkan " PACKAGE_VERSION, NULL);
  run (fixture, "--help");
  assert_run (fixture, 0, "discover LABEL", NULL);
  run (fixture, "help");
  assert_run (fixture, 0, "discover LABEL", NULL);
  run (fixture, "help environment");
  assert_run (fixture, 0, "GENKAN_SECRET_", NULL);
  run (fixture, "help exit-codes");
  assert_run (fixture, 0, "130", NULL);
  run (fixture, "help records");
  assert_run (fixture, 0, "--state", NULL);
  run (fixture, "connections add --help");
  assert_run (fixture, 0, "--secret-from-env", NULL);
}

/* Before or after the command, and stronger than the environment. */
static void
test_profile (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "other", NULL);
  g_autofree char *database = g_build_filename (folder, "genkan.db", NULL);

  add_connection (fixture);
  run (fixture, "connections --json --profile-folder %s", folder);
  assert_run (fixture, 0, "[]", NULL);
  g_assert_true (g_file_test (database, G_FILE_TEST_EXISTS));
  run (fixture, "--profile-folder=%s connections", folder);
  assert_run (fixture, 0, NULL, "No connections yet");
}

static void
test_usage (Fixture       *fixture,
            gconstpointer  data)
{
  run (fixture, "recrods");
  assert_run (fixture, 2, NULL, "did you mean “records”");
  run (fixture, "help discovr");
  assert_run (fixture, 2, NULL, "did you mean “discover”");
  run (fixture, "connections ad");
  assert_run (fixture, 2, NULL, "did you mean “add”");
  run (fixture, "discover");
  assert_run (fixture, 2, NULL, "LABEL");
  run (fixture, "records Burp --colour");
  assert_run (fixture, 2, NULL, "--colour");
  run (fixture, "records Burp --state old");
  assert_run (fixture, 2, NULL, "no state “old”");
  run (fixture, "connections add --label Burp");
  assert_run (fixture, 2, NULL, "--connector");
}

static void
test_connectors (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (JsonNode) all = NULL;
  g_autoptr (JsonNode) one = NULL;

  run (fixture, "connectors");
  assert_run (fixture, 0, "burp-dast", NULL);

  run (fixture, "connectors --json");
  assert_run (fixture, 0, NULL, NULL);
  all = parse_output (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (all)), >=, 1);

  run (fixture, "connectors burp-dast");
  assert_run (fixture, 0, "--secret token", NULL);
  run (fixture, "connectors burp-dast --json");
  one = parse_output (fixture);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (one), "id"), ==, "burp-dast");

  run (fixture, "connectors nothing");
  assert_run (fixture, 1, NULL, "no connector “nothing”");
}

static void
test_add (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (JsonNode) list = NULL;
  JsonObject *connection;

  run (fixture, "connections");
  assert_run (fixture, 0, NULL, "No connections yet");

  add_connection (fixture);
  g_assert_nonnull (strstr (fixture->out, "Added “Burp”"));

  run (fixture, "connections");
  assert_run (fixture, 0, "5 sites", NULL);
  run (fixture, "connections list --json");
  list = parse_output (fixture);
  connection = json_array_get_object_element (json_node_get_array (list), 0);
  g_assert_cmpstr (json_object_get_string_member (connection, "label"), ==, "Burp");
  g_assert_null (strstr (fixture->out, genkan_demo_tool_get_key (fixture->tool)));

  run (fixture, "connections test Burp");
  assert_run (fixture, 0, "5 sites visible", NULL);
  run (fixture, "connections test Brup");
  assert_run (fixture, 1, NULL, "did you mean “Burp”");

  fixture->input = "key";
  run (fixture, "connections add -c burp-dast -l Burp -s url=%s --no-test",
       genkan_demo_tool_get_url (fixture->tool));
  assert_run (fixture, 1, NULL, "This name is taken");
}

static void
test_add_refused (Fixture       *fixture,
                  gconstpointer  data)
{
  const char *url = genkan_demo_tool_get_url (fixture->tool);

  fixture->input = "wrong-key-1234\n";
  run (fixture, "connections add -c burp-dast -l Burp -s url=%s", url);
  assert_run (fixture, 1, NULL, "does not accept the key");
  g_assert_nonnull (strstr (fixture->err, "Nothing was stored"));

  fixture->input = "wrong-key-1234\n";
  run (fixture, "connections add -c burp-dast -l Burp -s url=%s --client-certificate /nonexistent.pem",
       url);
  assert_run (fixture, 1, NULL, "/nonexistent.pem");

  run (fixture, "connections add -c burp-dast -l Burp -s url=%s -s token=x", url);
  assert_run (fixture, 2, NULL, "use --secret token");
  run (fixture, "connections add -c burp-dast -l Burp -s uri=x");
  assert_run (fixture, 2, NULL, "no setting “uri”; there are: url");
  run (fixture, "connections add -c burp-dast -l Burp -s url");
  assert_run (fixture, 2, NULL, "NAME=VALUE");
  run (fixture, "connections add -c burp-dat -l Burp");
  assert_run (fixture, 2, NULL, "did you mean “burp-dast”");
  run (fixture, "connections add -c burp-dast -l Burp -s url=%s --secret-from-env token=NO_SUCH", url);
  assert_run (fixture, 2, NULL, "NO_SUCH");
  run (fixture, "connections add -c burp-dast -l Burp -s url=%s", url);
  assert_run (fixture, 1, NULL, "Standard input has ended");

  run (fixture, "connections --json");
  assert_run (fixture, 0, "[]", NULL);
}

/* A key from a file, for a connection that is removed again. */
static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "key", NULL);
  g_autofree char *text = g_strconcat (genkan_demo_tool_get_key (fixture->tool), "\n", NULL);

  g_file_set_contents (path, text, -1, NULL);
  run (fixture, "connections add -c burp-dast -l 'My Burp' -s url=%s --secret-from-file token=%s",
       genkan_demo_tool_get_url (fixture->tool), path);
  assert_run (fixture, 0, "Connected", NULL);

  run (fixture, "connections remove 'My Burp'");
  assert_run (fixture, 130, NULL, "--yes");
  run (fixture, "connections remove 'My Burp' --yes");
  assert_run (fixture, 0, "Removed “My Burp”", NULL);
  run (fixture, "discover 'My Burp'");
  assert_run (fixture, 1, NULL, "There is no connection yet");
}

static void
test_discover (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (JsonNode) operation = NULL;

  add_connection (fixture);
  run (fixture, "discover Burp");
  assert_run (fixture, 0, "5 seen, 5 new, 0 changed, 0 missing, 0 returned", NULL);

  genkan_demo_tool_rename (fixture->tool, "11", "Web Store");
  genkan_demo_tool_set_removed (fixture->tool, "12", TRUE);
  run (fixture, "discover Burp --json --scheduled");
  assert_run (fixture, 0, NULL, NULL);
  operation = parse_output (fixture);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (operation), "changed"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (operation), "missing"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (operation), "trigger"), ==, "scheduled");
}

static JsonObject *
get_rules (JsonNode *connections)
{
  JsonArray *array = json_node_get_array (connections);

  return json_object_get_object_member (json_array_get_object_element (array, 0), "rules");
}

static void
test_rules_refused (Fixture       *fixture,
                    gconstpointer  data)
{
  add_connection (fixture);
  run (fixture, "connections set Burp");
  assert_run (fixture, 2, NULL, "Say what to change");
  run (fixture, "connections set Burp --product-template '{nmae}'");
  assert_run (fixture, 2, NULL, "There is no {nmae}");
  run (fixture, "connections set Burp --collision merge");
  assert_run (fixture, 2, NULL, "number or share");
  run (fixture, "connections set Burp --exclude colour=blue");
  assert_run (fixture, 2, NULL, "“colour”");
  run (fixture, "connections set Burp --exclude blue");
  assert_run (fixture, 2, NULL, "FIELD=PATTERN");
  run (fixture, "connections set Burp --exclude 'name=/(/'");
  assert_run (fixture, 2, NULL, "cannot be understood");
  run (fixture, "connections set Burp --auto-map --no-auto-map");
  assert_run (fixture, 2, NULL, "exclude each other");
}

static void
test_rules (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;
  JsonObject *line;

  add_connection (fixture);
  run (fixture, "connections set Burp --auto-map --product-template 'Burp {name}' --collision share "
                "--include 'name=*' --exclude 'name=C*'");
  assert_run (fixture, 0, "Changed “Burp”", NULL);

  run (fixture, "connections list --json");
  before = parse_output (fixture);
  g_assert_true (json_object_get_boolean_member (get_rules (before), "auto_map"));
  g_assert_cmpstr (json_object_get_string_member (get_rules (before), "product_template"), ==, "Burp {name}");
  g_assert_cmpstr (json_object_get_string_member (get_rules (before), "collision"), ==, "share");
  line = json_array_get_object_element (json_object_get_array_member (get_rules (before), "filter"), 1);
  g_assert_cmpstr (json_object_get_string_member (line, "effect"), ==, "exclude");
  g_assert_cmpstr (json_object_get_string_member (line, "field"), ==, "name");
  g_assert_cmpstr (json_object_get_string_member (line, "pattern"), ==, "C*");

  run (fixture, "discover Burp");
  assert_run (fixture, 0, "2 mapped, 3 left out", NULL);
  run (fixture, "records Burp");
  assert_run (fixture, 0, "Burp Web Shop", NULL);

  run (fixture, "connections set Burp --no-filter");
  run (fixture, "connections list --json");
  after = parse_output (fixture);
  g_assert_true (json_object_get_boolean_member (get_rules (after), "auto_map"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (get_rules (after), "filter")), ==, 0);
}

/* What would change is told, and nothing is. */
static void
test_dry_run (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (JsonNode) changes = NULL;
  JsonObject *renamed;

  add_connection (fixture);
  run (fixture, "discover Burp --dry-run");
  assert_run (fixture, 0, "5 New, 0 Renamed", "Nothing was changed");
  g_assert_nonnull (strstr (fixture->out, "Web Shop"));
  run (fixture, "records Burp --json");
  assert_run (fixture, 0, "[]", NULL);

  run (fixture, "discover Burp");
  genkan_demo_tool_rename (fixture->tool, "11", "Web Store");
  genkan_demo_tool_set_removed (fixture->tool, "12", TRUE);
  run (fixture, "discover Burp --dry-run --json");
  assert_run (fixture, 0, NULL, NULL);
  changes = parse_output (fixture);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (changes), "complete"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (changes), "missing")), ==, 1);
  renamed = json_array_get_object_element (json_object_get_array_member (json_node_get_object (changes), "renamed"), 0);
  g_assert_cmpstr (json_object_get_string_member (renamed, "name"), ==, "Web Store");
  g_assert_cmpstr (json_object_get_string_member (renamed, "before"), ==, "Web Shop");

  run (fixture, "records Burp");
  assert_run (fixture, 0, "Web Shop", NULL);
}

static void
test_records (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (JsonNode) records = NULL;
  g_auto (GStrv) lines = NULL;

  add_connection (fixture);
  run (fixture, "records Burp");
  assert_run (fixture, 0, NULL, "No records");
  run (fixture, "records Burp --json");
  assert_run (fixture, 0, "[]", NULL);

  run (fixture, "discover Burp");
  run (fixture, "records Burp");
  lines = g_strsplit (g_strchomp (fixture->out), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 6);
  for (gsize i = 1; lines[i] != NULL; i++)
    g_assert_true (strstr (lines[i], "New") - lines[i] == strstr (lines[0], "State") - lines[0]);

  run (fixture, "records Burp --json");
  records = parse_output (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (records)), ==, 5);

  run (fixture, "records Burp --search 'WEB shop'");
  assert_run (fixture, 0, "Web Shop", NULL);
  g_assert_null (strstr (fixture->out, "Careers"));
  run (fixture, "records Burp --state missing --state stale");
  assert_run (fixture, 0, NULL, "No records");
  run (fixture, "records Burp --state new");
  assert_run (fixture, 0, "Careers", NULL);
}

static void
test_operations (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (JsonNode) operations = NULL;
  g_autoptr (JsonNode) log = NULL;

  add_connection (fixture);
  run (fixture, "operations Burp");
  assert_run (fixture, 0, NULL, "No operations");
  run (fixture, "discover Burp");
  run (fixture, "operations Burp");
  assert_run (fixture, 0, "Complete", NULL);
  run (fixture, "operations Burp --json");
  operations = parse_output (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (operations)), ==, 1);

  run (fixture, "operations Burp --log 1");
  assert_run (fixture, 0, "burp-dast", NULL);
  run (fixture, "operations Burp --log 1 --json");
  log = parse_output (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (log)), >=, 1);
  run (fixture, "operations Burp --log 99");
  assert_run (fixture, 1, NULL, "no operation 99");
}

static void
test_demo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (JsonNode) records = NULL;

  run (fixture, "demo");
  assert_run (fixture, 0, "Web Shop", NULL);
  g_assert_nonnull (strstr (fixture->out, "5 seen, 5 new"));
  run (fixture, "demo --json");
  records = parse_output (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (records)), ==, 5);
}

static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *good = g_test_build_filename (G_TEST_DIST, "..", "data", "connectors", "burp-dast.yaml", NULL);
  g_autofree char *bad = g_build_filename (fixture->folder, "bad.yaml", NULL);
  g_autofree char *place = g_strdup_printf ("%s:2:", bad);

  run (fixture, "check %s", good);
  assert_run (fixture, 0, "no mistakes", NULL);

  g_file_set_contents (bad, "id: bad\nnaem: Bad\n", -1, NULL);
  run (fixture, "check %s %s", good, bad);
  assert_run (fixture, 1, place, NULL);
  run (fixture, "check %s/none.yaml", fixture->folder);
  assert_run (fixture, 1, NULL, "none.yaml");
}

/* A file that is not installed, with a key from the keyring or from wherever. */
static void
test_try (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "..", "data", "connectors", "burp-dast.yaml", NULL);
  const char *url = genkan_demo_tool_get_url (fixture->tool);
  g_autoptr (JsonNode) json = NULL;
  JsonObject *preview;

  fixture->input = genkan_demo_tool_get_key (fixture->tool);
  run (fixture, "try %s --set url=%s", file, url);
  assert_run (fixture, 0, "complete: ", NULL);
  g_assert_nonnull (strstr (fixture->out, "records: 5 rows"));
  g_assert_nonnull (strstr (fixture->out, "/graphql/v1"));
  g_assert_null (strstr (fixture->out, genkan_demo_tool_get_key (fixture->tool)));
  run (fixture, "operations Burp");
  g_assert_cmpint (fixture->status, !=, 0);

  add_connection (fixture);
  run (fixture, "try %s --connection Burp --json", file);
  assert_run (fixture, 0, NULL, NULL);
  json = parse_output (fixture);
  preview = json_node_get_object (json);
  g_assert_cmpstr (json_object_get_string_member (preview, "outcome"), ==, "complete");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (preview, "requests")), >, 0);
  run (fixture, "records Burp");
  g_assert_null (strstr (fixture->out, "Discover"));

  fixture->input = "wrong-key";
  run (fixture, "try %s --set url=%s", file, url);
  assert_run (fixture, 1, "failed: ", NULL);
  g_assert_null (strstr (fixture->out, "wrong-key"));
}

static void
test_try_usage (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "..", "data", "connectors", "burp-dast.yaml", NULL);
  g_autofree char *bad = g_build_filename (fixture->folder, "bad.yaml", NULL);

  g_file_set_contents (bad, "id: bad\nnaem: Bad\n", -1, NULL);
  run (fixture, "try %s", bad);
  assert_run (fixture, 1, NULL, "bad.yaml:2:");
  run (fixture, "try %s --set token=secret", file);
  assert_run (fixture, 2, NULL, "secret");
  run (fixture, "try %s --record 1", file);
  assert_run (fixture, 2, NULL, "--sync");
}

/* --- keys --- */

/* Where no keyring answers the environment has to do, and nothing is stored. */
static void
test_no_keyring (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GSubprocessLauncher) launcher = new_launcher (fixture);
  g_autofree char *add = g_strdup_printf ("connections add -c burp-dast -l Burp -s url=%s",
                                          genkan_demo_tool_get_url (fixture->tool));
  g_autoptr (GSubprocess) refused = NULL;
  g_autoptr (GSubprocess) added = NULL;
  g_autoptr (GSubprocess) discovered = NULL;
  g_autoptr (GSubprocess) keyless = NULL;

  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", TRUE);
  fixture->input = genkan_demo_tool_get_key (fixture->tool);
  refused = start (launcher, add);
  finish (fixture, refused);
  assert_run (fixture, 1, NULL, "GENKAN_SECRET_TOKEN");

  g_subprocess_launcher_setenv (launcher, "GENKAN_SECRET_TOKEN", genkan_demo_tool_get_key (fixture->tool), TRUE);
  added = start (launcher, add);
  finish (fixture, added);
  assert_run (fixture, 0, "Added", NULL);
  discovered = start (launcher, "discover Burp");
  finish (fixture, discovered);
  assert_run (fixture, 0, "5 new", NULL);

  g_subprocess_launcher_unsetenv (launcher, "GENKAN_SECRET_TOKEN");
  keyless = start (launcher, "discover Burp");
  finish (fixture, keyless);
  assert_run (fixture, 1, NULL, "No keyring answers");
}

static void
read_until (GInputStream *stream,
            const char   *part)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char byte;

  while (strstr (text->str, part) == NULL)
    {
      g_assert_cmpint (g_input_stream_read (stream, &byte, 1, NULL, NULL), ==, 1);
      g_string_append_c (text, byte);
    }
}

/* On a terminal the key is asked for, and not echoed. */
static void
test_terminal (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *add = g_strdup_printf ("connections add -c burp-dast -l Burp -s url=%s",
                                          genkan_demo_tool_get_url (fixture->tool));
  g_autofree char *typed = g_strconcat (genkan_demo_tool_get_key (fixture->tool), "\n", NULL);
  g_autoptr (GSubprocess) process = NULL;
  char echo[4096] = "";
  int terminal, other_end;
  ssize_t n_echoed;

  g_assert_cmpint (openpty (&terminal, &other_end, NULL, NULL, NULL), ==, 0);
  g_subprocess_launcher_setenv (launcher, "GENKAN_HOME", fixture->folder, TRUE);
  g_subprocess_launcher_take_stdin_fd (launcher, dup (other_end));
  process = start (launcher, add);
  read_until (g_subprocess_get_stderr_pipe (process), ": ");
  g_assert_cmpint (write (terminal, typed, strlen (typed)), ==, strlen (typed));
  finish (fixture, process);
  assert_run (fixture, 0, "Connected: 5 sites visible", NULL);

  g_unix_set_fd_nonblocking (terminal, TRUE, NULL);
  n_echoed = read (terminal, echo, sizeof echo - 1);
  g_assert_cmpint (n_echoed, <=, 2);
  close (terminal);
  close (other_end);
}

/* --- one that hangs --- */

/* A tool that takes a request and does not answer. */
typedef struct
{
  GenkanLoopbackServer *server;  /* (owned) */
  GMutex                mutex;
  GCond                 cond;
  gboolean              asked;
  GSubprocess          *process; /* (owned) the Discover that waits for it */
} Silence;

static void
silent_cb (GenkanLoopbackExchange *exchange,
           gpointer                user_data)
{
  Silence *silence = user_data;

  genkan_loopback_exchange_hold (exchange);
  genkan_loopback_exchange_respond (exchange, 200, "application/json", "{}", -1);
  g_mutex_lock (&silence->mutex);
  silence->asked = TRUE;
  g_cond_signal (&silence->cond);
  g_mutex_unlock (&silence->mutex);
}

/* Returns when `genkan discover` waits for the tool's answer. */
static void
begin_silence (Silence *silence,
               Fixture *fixture)
{
  g_autoptr (GSubprocessLauncher) launcher = new_launcher (fixture);
  g_autoptr (GError) error = NULL;

  g_mutex_init (&silence->mutex);
  g_cond_init (&silence->cond);
  silence->server = genkan_loopback_server_new (NULL, silent_cb, silence, NULL, &error);
  g_assert_no_error (error);

  fixture->input = "key-of-silence";
  run (fixture, "connections add -c burp-dast -l Silent -s url=%s --no-test",
       genkan_loopback_server_get_url (silence->server));
  assert_run (fixture, 0, "Added", NULL);

  silence->process = start (launcher, "discover Silent");
  g_mutex_lock (&silence->mutex);
  while (!silence->asked)
    g_cond_wait (&silence->cond, &silence->mutex);
  g_mutex_unlock (&silence->mutex);
}

static void
end_silence (Silence *silence)
{
  g_clear_object (&silence->process);
  g_clear_object (&silence->server);
  g_cond_clear (&silence->cond);
  g_mutex_clear (&silence->mutex);
}

static void
test_interrupt (Fixture       *fixture,
                gconstpointer  data)
{
  Silence silence = { NULL };

  begin_silence (&silence, fixture);
  g_subprocess_send_signal (silence.process, SIGINT);
  finish (fixture, silence.process);
  assert_run (fixture, 130, NULL, "nothing was changed");

  run (fixture, "operations Silent");
  assert_run (fixture, 0, "Cancelled", NULL);
  end_silence (&silence);
}

/* Two processes never run one connection at once, and a dead one does not stand in the way. */
static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  Silence silence = { NULL };

  begin_silence (&silence, fixture);
  run (fixture, "discover Silent");
  assert_run (fixture, 4, NULL, "already at work");
  run (fixture, "operations Silent");
  assert_run (fixture, 0, "Running", NULL);

  g_subprocess_force_exit (silence.process);
  finish (fixture, silence.process);
  assert_run (fixture, 128 + SIGKILL, NULL, NULL);
  run (fixture, "operations Silent");
  assert_run (fixture, 0, "Interrupted", NULL);
  end_silence (&silence);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >, 1);
  program = argv[1];

  ADD ("/cli/help", test_help);
  ADD ("/cli/profile", test_profile);
  ADD ("/cli/usage", test_usage);
  ADD ("/cli/connectors", test_connectors);
  ADD ("/cli/add", test_add);
  ADD ("/cli/add/refused", test_add_refused);
  ADD ("/cli/remove", test_remove);
  ADD ("/cli/discover", test_discover);
  ADD ("/cli/dry-run", test_dry_run);
  ADD ("/cli/rules", test_rules);
  ADD ("/cli/rules-refused", test_rules_refused);
  ADD ("/cli/records", test_records);
  ADD ("/cli/operations", test_operations);
  ADD ("/cli/demo", test_demo);
  ADD ("/cli/check", test_check);
  ADD ("/cli/try", test_try);
  ADD ("/cli/try/usage", test_try_usage);
  ADD ("/cli/no-keyring", test_no_keyring);
  ADD ("/cli/terminal", test_terminal);
  ADD ("/cli/interrupt", test_interrupt);
  ADD ("/cli/busy", test_busy);

  return g_test_run ();
}
