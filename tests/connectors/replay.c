/* replay.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Proves a connector by its scenarios. README.md says what they are and what is asked of them.
 *
 *   replay ID             replays all scenarios of a connector
 *   replay --update ID    and writes the rows that they bring
 *   replay FILE SCENARIO  replays one scenario of a connector that stands anywhere
 */

#include "config.h"

#include <gio/gio.h>

#include "faults.h"
#include "golden.h"
#include "genkan-survey.h"
#include "player.h"

/* Of one scenario, that are disturbed one after the other. */
#define MOST_EXCHANGES 10

typedef struct
{
  GenkanConnector *connector; /* (owned) */
  Player          *player;    /* (owned) */
  GPtrArray       *scenarios; /* (owned) (element-type Scenario) */
  GenkanCoverage  *coverage;  /* (owned) of all replays */
  GHashTable      *columns;   /* (owned) (element-type utf8) that any replay has filled */
  guint            n_replayed;
  gboolean         update;
  gboolean         single;     /* what the others would fill is not known */
} Proof;

/* What one test works on. */
typedef struct
{
  Proof          *proof;
  const Scenario *scenario; /* (nullable) */
  const Fault    *fault;    /* (nullable) */
} Case;

/* A test may have several things to say. */
static void G_GNUC_PRINTF (1, 2)
complain (const char *format,
          ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_test_message ("%s", text);
  g_test_fail ();
}

/* --- one replay ----------------------------------------------------------------------------- */

static void
check_exchanges (const Scenario *scenario,
                 const Play     *play)
{
  for (guint i = 0; i < play->unmatched->len; i++)
    complain ("no exchange matches the request %s",
                        (char *) play->unmatched->pdata[i]);

  for (guint i = 0; i < scenario->exchanges->len; i++)
    {
      const Exchange *exchange = scenario->exchanges->pdata[i];
      guint wanted = MAX (exchange->times, 1);

      if (play->counts[i] < wanted)
        complain ("%s:%u: this was asked %u times instead of %u: %s https://%s%s",
                            scenario->path, exchange->line, play->counts[i], wanted,
                            exchange->asked.method, exchange->asked.host, exchange->asked.path);
    }
}

static const char *
get_outcome (const Scenario *scenario,
             const char     *scope)
{
  const char *word = g_hash_table_lookup (scenario->outcomes, scope);

  return word != NULL ? word : outcome_to_word (scenario->outcome);
}

static void
check_end (const Scenario  *scenario,
           const ReplayEnd *end)
{
  const char *wanted = get_outcome (scenario, end->scope);
  const char *got = outcome_to_word (end->outcome);

  if (!g_str_equal (wanted, got))
    complain ("the scope “%s” is %s instead of %s: %s", end->scope, got, wanted,
                        end->reason != NULL ? end->reason : "no reason given");
  else if (end->outcome != GENKAN_OUTCOME_COMPLETE && scenario->reason != NULL
           && (end->reason == NULL || strstr (end->reason, scenario->reason) == NULL))
    complain ("the scope “%s” is %s for another reason than “%s”: %s", end->scope, got,
                        scenario->reason, end->reason != NULL ? end->reason : "none");
}

static void
check_ends (const Scenario *scenario,
            const Play     *play)
{
  GPtrArray *ends = replay_sink_get_ends (play->sink);

  if (ends->len == 0)
    complain ("the run ended without an outcome");
  for (guint i = 0; i < ends->len; i++)
    check_end (scenario, ends->pdata[i]);
}

static void
check_rows (Proof          *proof,
            const Scenario *scenario,
            const Play     *play)
{
  GPtrArray *rows = replay_sink_get_rows (play->sink);
  g_auto (GStrv) lines = golden_from_rows (rows);
  g_auto (GStrv) expected = NULL;
  g_autofree char *clash = golden_dup_clash (rows);
  g_autofree char *diff = NULL;

  if (clash != NULL)
    complain ("%s", clash);
  if (proof->update)
    golden_save (scenario, lines);

  expected = golden_load (scenario);
  diff = golden_dup_diff (expected, lines);
  if (diff != NULL)
    complain ("other rows than in %s.rows (- expected, + got):%s", scenario->name, diff);
}

static void
note_columns (Proof      *proof,
              const Play *play)
{
  GHashTableIter iter;
  gpointer column;

  g_hash_table_iter_init (&iter, replay_sink_get_columns (play->sink));
  while (g_hash_table_iter_next (&iter, &column, NULL))
    g_hash_table_add (proof->columns, g_strdup (column));
}

static void
test_replay (gconstpointer data)
{
  const Case *subject = data;
  Proof *proof = subject->proof;
  g_autoptr (Play) play = player_run (proof->player, subject->scenario, proof->coverage, NULL,
                                      NULL);

  proof->n_replayed++;
  note_columns (proof, play);
  check_exchanges (subject->scenario, play);
  check_ends (subject->scenario, play);
  check_rows (proof, subject->scenario, play);
}

/* --- faults --------------------------------------------------------------------------------- */

/* A fault at one exchange. */
typedef struct
{
  const Fault *fault;
  guint        exchange;
  Answer      *answer;
} Trouble;

/* The error of the tool says what it was sent. */
static char *
fill_in (GenkanLoopbackExchange *http,
         const char             *body,
         gsize                   length)
{
  const char *sent = genkan_loopback_exchange_get_header (http, "Authorization");
  g_autofree char *target = genkan_loopback_exchange_dup_target (http);
  g_autofree char *credentials = g_strdup_printf ("%s (%s)", target, sent != NULL ? sent : "");
  g_autofree char *text = g_strndup (body, length);
  g_autoptr (GString) filled = g_string_new (text);

  g_string_replace (filled, "{credentials}", credentials, 0);

  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static gboolean
make_trouble (GenkanLoopbackExchange *http,
              guint                   exchange,
              guint                   nth,
              gpointer                user_data)
{
  const Trouble *trouble = user_data;
  gsize length;
  const char *body;

  if (exchange != trouble->exchange || (trouble->fault->once && nth > 0))
    return FALSE;

  player_answer (http, trouble->answer);
  body = g_bytes_get_data (trouble->answer->body, &length);
  if (body != NULL && g_strstr_len (body, length, "{credentials}") != NULL)
    {
      g_autofree char *filled = fill_in (http, body, length);

      genkan_loopback_exchange_respond (http, trouble->answer->status, NULL, filled, -1);
    }
  if (trouble->fault->send != NULL)
    trouble->fault->send (http, trouble->answer);

  return TRUE;
}

static void
run_fault (const Case *subject,
           const Play *plain,
           guint       exchange,
           GString    *complaints)
{
  Proof *proof = subject->proof;
  const GenkanDefinition *definition = genkan_connector_get_definition (proof->connector);
  g_autoptr (Answer) answer = subject->fault->change (subject->scenario, definition, exchange);
  Trouble trouble = { subject->fault, exchange, answer };
  g_autoptr (Play) play = NULL;

  if (answer == NULL)
    return;

  play = player_run (proof->player, subject->scenario, NULL, make_trouble, &trouble);
  fault_check (subject->fault, definition, subject->scenario, plain, play, exchange, answer,
               complaints);
}

/* All exchanges, or as many as there is time for: the first, the last, and those between. */
static void
test_fault (gconstpointer data)
{
  const Case *subject = data;
  guint n = subject->scenario->exchanges->len;
  guint n_chosen = MIN (n, MOST_EXCHANGES);
  g_autoptr (Play) plain = player_run (subject->proof->player, subject->scenario, NULL, NULL,
                                       NULL);
  g_autoptr (GString) complaints = g_string_new (NULL);

  for (guint i = 0; i < n_chosen; i++)
    run_fault (subject, plain, n_chosen > 1 ? i * (n - 1) / (n_chosen - 1) : 0, complaints);

  if (complaints->len > 0)
    complain ("%s", complaints->str);
}

/* --- all replays together ------------------------------------------------------------------- */

static const char *
find_excuse (Proof      *proof,
             gboolean    column,
             const char *name)
{
  for (guint i = 0; i < proof->scenarios->len; i++)
    {
      const Scenario *scenario = proof->scenarios->pdata[i];
      const char *why = g_hash_table_lookup (column ? scenario->never : scenario->unmet, name);

      if (why != NULL)
        return why;
    }

  return NULL;
}

static gboolean
was_replayed (Proof *proof)
{
  if (proof->n_replayed == proof->scenarios->len)
    return TRUE;

  g_test_skip ("not all scenarios were replayed");
  return FALSE;
}

static void
check_column (Proof      *proof,
              const char *sink,
              const char *column)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", sink, column);
  gboolean filled = g_hash_table_contains (proof->columns, name);
  const char *excuse = find_excuse (proof, TRUE, name);

  if (!filled && excuse == NULL)
    complain ("no scenario fills %s; if none can, say why under never", name);
  else if (filled && excuse != NULL)
    complain ("%s is filled, though under never there stands: %s", name, excuse);
}

static gboolean
is_sink (const GenkanOutput *output)
{
  return output->kind == GENKAN_OUTPUT_RECORDS || output->kind == GENKAN_OUTPUT_FINDINGS
         || output->kind == GENKAN_OUTPUT_REMEMBER;
}

/* Each column that the file fills is not NULL at least once. */
static void
test_columns (gconstpointer data)
{
  const Case *subject = data;
  Proof *proof = subject->proof;
  const GenkanDefinition *definition = genkan_connector_get_definition (proof->connector);
  g_autoptr (GHashTable) checked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!was_replayed (proof))
    return;

  for (guint i = 0; i < definition->steps->len; i++)
    {
      const GenkanStep *step = definition->steps->pdata[i];

      for (guint j = 0; j < step->outputs->len; j++)
        {
          const GenkanOutput *output = step->outputs->pdata[j];

          for (guint k = 0; is_sink (output) && k < output->n_columns; k++)
            if (g_hash_table_add (checked,
                                  g_strdup_printf ("%s.%s", output->name, output->columns[k])))
              check_column (proof, output->name, output->columns[k]);
        }
    }
}

/* Each JSON path meets something at least once. */
static void
test_paths (gconstpointer data)
{
  const Case *subject = data;
  Proof *proof = subject->proof;
  g_autoptr (GPtrArray) unmet = NULL;

  if (!was_replayed (proof))
    return;

  unmet = genkan_survey_dup_unmet (proof->connector, proof->coverage);
  for (guint i = 0; i < unmet->len; i++)
    if (find_excuse (proof, FALSE, unmet->pdata[i]) == NULL)
      complain ("%s has met nothing in any scenario; if it cannot, say why under unmet",
                          (char *) unmet->pdata[i]);

  for (guint i = 0; i < proof->scenarios->len; i++)
    {
      const Scenario *scenario = proof->scenarios->pdata[i];
      GHashTableIter iter;
      gpointer path;

      g_hash_table_iter_init (&iter, scenario->unmet);
      while (g_hash_table_iter_next (&iter, &path, NULL))
        if (!g_ptr_array_find_with_equal_func (unmet, path, g_str_equal, NULL))
          complain ("%s: “%s” stands under unmet, and is none of those", scenario->name,
                              (char *) path);
    }
}

/* --- the program ---------------------------------------------------------------------------- */

static void
proof_free (Proof *self)
{
  g_clear_pointer (&self->player, player_free);
  g_clear_object (&self->connector);
  g_ptr_array_unref (self->scenarios);
  genkan_coverage_unref (self->coverage);
  g_hash_table_unref (self->columns);
  g_free (self);
}

static GenkanConnector *
load_connector (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GenkanConnector *connector = genkan_connector_new_from_file (file, &error);
  GPtrArray *problems;

  if (connector == NULL)
    g_error ("%s", error->message);

  problems = genkan_connector_get_problems (connector);
  for (guint i = 0; i < problems->len; i++)
    {
      const GenkanProblem *problem = problems->pdata[i];

      g_printerr ("%s:%u:%u: %s\n", path, problem->line, problem->column, problem->message);
    }
  if (problems->len > 0)
    exit (1);

  return connector;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

static GPtrArray *
list_scenarios (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  if (dir == NULL)
    g_error ("%s", error->message);

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".yaml"))
      g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);

  return names;
}

static void
add_scenario (Proof      *self,
              const char *path)
{
  g_autoptr (GError) error = NULL;
  Scenario *scenario = scenario_new_from_file (path, &error);

  if (scenario == NULL)
    {
      g_printerr ("%s\n", error->message);
      exit (1);
    }
  g_ptr_array_add (self->scenarios, scenario);
}

static Proof *
proof_new (const char *path)
{
  Proof *self = g_new0 (Proof, 1);

  self->connector = load_connector (path);
  self->player = player_new (self->connector);
  self->scenarios = g_ptr_array_new_with_free_func ((GDestroyNotify) scenario_free);
  self->coverage = genkan_coverage_new ();
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

static Proof *
proof_new_for_id (const char *id,
                  gboolean    update)
{
  g_autofree char *name = g_strconcat (id, ".yaml", NULL);
  g_autofree char *path = g_build_filename (SOURCE_ROOT, "data", "connectors", name, NULL);
  g_autofree char *folder = g_build_filename (SOURCE_ROOT, "tests", "connectors", id, NULL);
  g_autoptr (GPtrArray) paths = list_scenarios (folder);
  Proof *self = proof_new (path);

  self->update = update;
  for (guint i = 0; i < paths->len; i++)
    add_scenario (self, paths->pdata[i]);

  return self;
}

static Proof *
proof_new_single (const char *path,
                  const char *scenario)
{
  Proof *self = proof_new (path);

  self->single = TRUE;
  add_scenario (self, scenario);

  return self;
}

static void
add_test (Proof          *proof,
          const Scenario *scenario,
          const Fault    *fault,
          const char     *what,
          GTestDataFunc   func)
{
  Case *subject = g_new0 (Case, 1);
  g_autofree char *path =
    g_strdup_printf ("/%s/%s/%s", genkan_connector_get_id (proof->connector),
                     scenario != NULL ? scenario->name : "together", what);

  subject->proof = proof;
  subject->scenario = scenario;
  subject->fault = fault;
  g_test_add_data_func_full (path, subject, func, g_free);
}

static void
add_tests (Proof *proof)
{
  for (guint i = 0; i < proof->scenarios->len; i++)
    add_test (proof, proof->scenarios->pdata[i], NULL, "replay", test_replay);
  if (!proof->single)
    {
      add_test (proof, NULL, NULL, "columns", test_columns);
      add_test (proof, NULL, NULL, "paths", test_paths);
    }

  for (guint i = 0; i < proof->scenarios->len && !proof->update; i++)
    for (guint j = 0; j < n_faults && !((Scenario *) proof->scenarios->pdata[i])->preview; j++)
      add_test (proof, proof->scenarios->pdata[i], &faults[j], faults[j].name, test_fault);
}

/* GIO tells of each connection. */
static void
drop_message (const char     *domain,
              GLogLevelFlags  level,
              const char     *message,
              gpointer        user_data)
{
}

int
main (int   argc,
      char *argv[])
{
  Proof *proof;
  gboolean update;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_log_set_handler ("GLib-GIO", G_LOG_LEVEL_DEBUG, drop_message, NULL);
  update = argc > 1 && g_str_equal (argv[1], "--update");
  if (argc < 2 || argc > 3 || (update && argc != 3))
    {
      g_printerr ("usage: replay [--update] CONNECTOR-ID\n       replay CONNECTOR-FILE SCENARIO-FILE\n");
      return 1;
    }

  if (argc == 3 && !update)
    proof = proof_new_single (argv[1], argv[2]);
  else
    proof = proof_new_for_id (argv[argc - 1], update);
  add_tests (proof);
  status = g_test_run ();
  proof_free (proof);

  return status;
}
