/* player.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plays a scenario: a run of the real engine, whose requests come by a detour to a server in
 * this process that answers from the exchanges.
 *
 * An exchange that was asked as often as it says is used up, and the next one that matches
 * answers, so that one address can answer differently each time. Under a fault requests may be
 * repeated, and then the last one answers again.
 */

#include "config.h"

#include "player.h"

/* Patient enough for every fault that passes. */
#define ATTEMPTS 4
/* How many times the requests of a scenario a run under a fault may make. */
#define ENDLESS_FACTOR 20
#define ENDLESS_LEAST 400

struct _Player
{
  GenkanConnector      *connector; /* (owned) */
  GenkanEngine         *engine;    /* (owned) */
  GenkanLoopbackServer *server;    /* (owned) (nullable) of the play */
  GMutex                mutex;     /* guards all below: the server's thread uses it too */
  const Scenario       *scenario;  /* (nullable) */
  Play                 *play;      /* (nullable) */
  PlayerFault           fault;     /* (nullable) */
  gpointer              fault_data;
  GCancellable         *cancellable; /* (owned) (nullable) of the run */
  gboolean              ended;
};

static Play *
play_new (const Scenario *scenario)
{
  Play *self = g_new0 (Play, 1);

  self->sink = replay_sink_new ();
  self->counts = g_new0 (guint, scenario->exchanges->len + 1);
  self->unmatched = g_ptr_array_new_with_free_func (g_free);
  self->secrets = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
play_free (Play *self)
{
  g_object_unref (self->sink);
  g_clear_pointer (&self->result, genkan_run_result_free);
  g_free (self->counts);
  g_ptr_array_unref (self->unmatched);
  g_ptr_array_unref (self->secrets);
  g_free (self);
}

/* --- answering ------------------------------------------------------------------------------ */

void
player_answer (GenkanLoopbackExchange *http,
               const Answer           *answer)
{
  GHashTableIter iter;
  gpointer name, value;
  gsize length;
  const char *body = g_bytes_get_data (answer->body, &length);

  genkan_loopback_exchange_respond (http, answer->status, NULL, body != NULL ? body : "", length);
  g_hash_table_iter_init (&iter, answer->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    genkan_loopback_exchange_set_header (http, name, value);
}

static const char *
get_header (gpointer    request,
            const char *name)
{
  return genkan_loopback_exchange_get_header (request, name);
}

/* -1 when there is none. */
static int
find_exchange (Player     *self,
               const Came *came)
{
  int used_up = -1;

  for (guint i = 0; i < self->scenario->exchanges->len; i++)
    {
      const Exchange *exchange = self->scenario->exchanges->pdata[i];

      if (!asked_matches (&exchange->asked, came))
        continue;
      if (exchange->times == 0 || self->play->counts[i] < exchange->times)
        return i;
      used_up = i;
    }

  return self->fault != NULL ? used_up : -1;
}

static void
note_secret (Player     *self,
             const char *value)
{
  const char *space = value != NULL ? strrchr (value, ' ') : NULL;

  if (value != NULL)
    g_ptr_array_add (self->play->secrets, g_strdup (space != NULL ? space + 1 : value));
}

/* The headers that `auth` makes hold credentials, whatever they were made of. */
static void
note_credentials (Player                 *self,
                  GenkanLoopbackExchange *http)
{
  const GenkanAuth *auth = genkan_connector_get_definition (self->connector)->auth;

  note_secret (self, genkan_loopback_exchange_get_header (http, "Authorization"));
  for (guint i = 0; auth != NULL && auth->headers != NULL && i < auth->headers->len; i++)
    {
      const GenkanNamedTemplate *header = auth->headers->pdata[i];

      if (g_ascii_strcasecmp (header->name, "Authorization") != 0)
        note_secret (self, genkan_loopback_exchange_get_header (http, header->name));
    }
}

/* A message in the words of most vendors, for what is none of the scenario's business. */
static void
refuse (Player                 *self,
        GenkanLoopbackExchange *http,
        const Came             *came)
{
  g_ptr_array_add (self->play->unmatched, came_dup_words (came));
  genkan_loopback_exchange_respond (http, 404, "application/json",
                                    "{\"message\":\"no exchange matches\"}", -1);
}

static void
count_request (Player *self)
{
  guint most = MAX (self->scenario->exchanges->len * ENDLESS_FACTOR, ENDLESS_LEAST);

  if (++self->play->n_requests <= most)
    return;

  self->play->endless = TRUE;
  g_cancellable_cancel (self->cancellable);
}

static void
player_handle_cb (GenkanLoopbackExchange *http,
                  gpointer                user_data)
{
  Player *self = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autofree char *target = genkan_loopback_exchange_dup_target (http);
  const char *host = genkan_loopback_exchange_get_header (http, "Host");
  Came came = {
    .method = genkan_loopback_exchange_get_method (http),
    .host = host != NULL ? host : "",
    .target = target,
    .body = genkan_loopback_exchange_get_body (http),
    .get_header = get_header,
    .request = http,
  };
  int found;

  if (self->play == NULL)
    return;

  count_request (self);
  note_credentials (self, http);
  found = find_exchange (self, &came);
  if (found < 0)
    refuse (self, http, &came);
  else if (self->fault == NULL
           || !self->fault (http, found, self->play->counts[found], self->fault_data))
    player_answer (http, &((Exchange *) self->scenario->exchanges->pdata[found])->answer);

  if (found >= 0)
    self->play->counts[found]++;
}

/* --- running -------------------------------------------------------------------------------- */

Player *
player_new (GenkanConnector *connector)
{
  Player *self = g_new0 (Player, 1);

  g_mutex_init (&self->mutex);
  self->connector = g_object_ref (connector);
  self->engine = genkan_engine_new ();

  return self;
}

void
player_free (Player *self)
{
  g_object_unref (self->engine);
  g_object_unref (self->connector);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static void
player_ended_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Player *self = user_data;
  g_autoptr (GError) error = NULL;

  self->play->result = genkan_engine_run_finish (GENKAN_ENGINE (source), result, &error);
  self->ended = TRUE;
}

/* Numbers as numbers: that is how they were remembered. */
static GenkanValue
make_value (const Tree *tree)
{
  char *end;
  gint64 integer = g_ascii_strtoll (tree->raw, &end, 10);

  if (*end == '\0')
    return genkan_value_integer (integer);

  return genkan_value_text_len (tree->raw + 1, strlen (tree->raw) - 2);
}

static void
set_remembered (GenkanRun  *run,
                const char *record_id,
                GHashTable *remembered)
{
  GHashTableIter iter;
  gpointer name, tree;

  g_hash_table_iter_init (&iter, remembered);
  while (g_hash_table_iter_next (&iter, &name, &tree))
    {
      GenkanValue value = make_value (tree);

      if (record_id != NULL)
        genkan_run_set_record_remembered (run, record_id, name, &value);
      else
        genkan_run_set_remembered (run, name, &value);
    }
}

static void
add_records (GenkanRun      *run,
             const Scenario *scenario)
{
  set_remembered (run, NULL, scenario->remembered);
  for (guint i = 0; i < scenario->records->len; i++)
    {
      const MappedRecord *record = scenario->records->pdata[i];

      genkan_run_add_record (run, record->id, record->name, record->extra);
      set_remembered (run, record->id, record->remembered);
    }
}

static GenkanRun *
make_run (Player         *self,
          const Scenario *scenario,
          GenkanCoverage *coverage)
{
  GenkanRun *run = genkan_run_new (self->connector, scenario->purpose,
                                   GENKAN_SINK (self->play->sink));
  GenkanRunLimits limits;
  GHashTableIter iter;
  gpointer name, value;

  genkan_run_limits_init_default (&limits);
  limits.attempts = ATTEMPTS;
  genkan_run_set_limits (run, &limits);
  genkan_run_set_now (run, scenario->now);
  genkan_run_set_detour (run, genkan_loopback_server_get_url (self->server));
  genkan_run_set_hurry (run, TRUE);
  genkan_run_set_seed (run, 1);
  if (scenario->preview)
    genkan_run_set_preview (run, GENKAN_PREVIEW_PAGES, GENKAN_PREVIEW_ROWS);
  if (coverage != NULL)
    genkan_run_set_coverage (run, coverage);

  g_hash_table_iter_init (&iter, scenario->settings);
  while (g_hash_table_iter_next (&iter, &name, &value))
    genkan_run_set_setting (run, name, value);
  add_records (run, scenario);

  return run;
}

/* Each play has a server of its own, or a request that the play before had cancelled could still
 * arrive, and use up an exchange of this one. */
static void
begin_play (Player         *self,
            const Scenario *scenario,
            PlayerFault     fault,
            gpointer        user_data)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GError) error = NULL;

  self->server = genkan_loopback_server_new (NULL, player_handle_cb, self, NULL, &error);
  g_assert_no_error (error);
  self->scenario = scenario;
  self->play = play_new (scenario);
  self->fault = fault;
  self->fault_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->ended = FALSE;
}

static Play *
end_play (Player *self)
{
  g_clear_object (&self->server);
  g_clear_object (&self->cancellable);

  return g_steal_pointer (&self->play);
}

/* Until @fault says something else, the server answers as the scenario wants. */
Play *
player_run (Player         *self,
            const Scenario *scenario,
            GenkanCoverage *coverage,
            PlayerFault     fault,
            gpointer        user_data)
{
  g_autoptr (GenkanRun) run = NULL;
  Play *play;

  begin_play (self, scenario, fault, user_data);
  run = make_run (self, scenario, coverage);
  genkan_engine_run_async (self->engine, run, self->cancellable, player_ended_cb, self);
  while (!self->ended)
    g_main_context_iteration (NULL, TRUE);

  play = end_play (self);
  if (play->result != NULL && scenario->purpose == GENKAN_PURPOSE_CHECK)
    replay_sink_end (play->sink, play->result);

  return play;
}
