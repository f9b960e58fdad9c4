/* faults.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can go wrong between a tool and us. Where it answers with an error, it says in it what it
 * was sent, as tools do: `{credentials}` stands for that.
 */

#include "config.h"

#include "faults.h"

#define ERROR_BODY "{\"message\":\"The request with {credentials} could not be handled\"}"
#define PART 16

Answer *
answer_new (guint       status,
            const char *content_type,
            const char *body)
{
  Answer *self = g_new0 (Answer, 1);

  self->status = status;
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (self->headers, g_strdup ("Content-Type"), g_strdup (content_type));
  self->body = g_bytes_new (body, strlen (body));

  return self;
}

Answer *
answer_copy (const Answer *self)
{
  Answer *copy = g_new0 (Answer, 1);
  GHashTableIter iter;
  gpointer name, value;

  copy->status = self->status;
  copy->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, self->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (copy->headers, g_strdup (name), g_strdup (value));
  copy->body = g_bytes_ref (self->body);

  return copy;
}

void
answer_free (Answer *self)
{
  g_hash_table_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self);
}

/* %NULL when it is not JSON. */
Tree *
answer_get_json (const Answer *self)
{
  gsize length;
  const char *text = g_bytes_get_data (self->body, &length);

  return text != NULL ? tree_new_from_json (text, length) : NULL;
}

void
answer_set_json (Answer     *self,
                 const Tree *json)
{
  char *text = tree_to_json (json);

  g_bytes_unref (self->body);
  self->body = g_bytes_new_take (text, strlen (text));
}

static const Answer *
get_answer (const Scenario *scenario,
            guint           exchange)
{
  return &((Exchange *) scenario->exchanges->pdata[exchange])->answer;
}

static gboolean
is_good (const Answer *answer)
{
  return answer->status >= 200 && answer->status < 300;
}

/* --- what it says instead ------------------------------------------------------------------- */

static Answer *
change_nothing (const Scenario         *scenario,
                const GenkanDefinition *definition,
                guint                   exchange)
{
  return answer_copy (get_answer (scenario, exchange));
}

/* What is sent in parts has some. */
static Answer *
change_nothing_long (const Scenario         *scenario,
                     const GenkanDefinition *definition,
                     guint                   exchange)
{
  const Answer *answer = get_answer (scenario, exchange);

  return g_bytes_get_size (answer->body) > 2 ? answer_copy (answer) : NULL;
}

static Answer *
change_throttled (const Scenario         *scenario,
                  const GenkanDefinition *definition,
                  guint                   exchange)
{
  Answer *answer = answer_new (429, "application/json", ERROR_BODY);

  g_hash_table_insert (answer->headers, g_strdup ("Retry-After"), g_strdup ("2"));

  return answer;
}

static Answer *
change_throttled_long (const Scenario         *scenario,
                       const GenkanDefinition *definition,
                       guint                   exchange)
{
  Answer *answer = answer_new (429, "application/json", ERROR_BODY);

  g_hash_table_insert (answer->headers, g_strdup ("Retry-After"), g_strdup ("86400"));

  return answer;
}

static Answer *
change_broken (const Scenario         *scenario,
               const GenkanDefinition *definition,
               guint                   exchange)
{
  return answer_new (500, "application/json", ERROR_BODY);
}

static Answer *
change_expired (const Scenario         *scenario,
                const GenkanDefinition *definition,
                guint                   exchange)
{
  return answer_new (401, "application/json", ERROR_BODY);
}

static Answer *
change_web_page (const Scenario         *scenario,
                 const GenkanDefinition *definition,
                 guint                   exchange)
{
  return answer_new (200, "text/html",
                     "<!DOCTYPE html><html><head><title>Acme proxy: please sign in</title></head>"
                     "<body><p>You sent {credentials}</p></body></html>");
}

static Answer *
change_to (const Scenario *scenario,
           guint           exchange,
           const char     *json)
{
  const Answer *answer = get_answer (scenario, exchange);
  g_autoptr (Tree) was = answer_get_json (answer);

  return was != NULL && is_good (answer) ? answer_new (answer->status, "application/json", json)
                                         : NULL;
}

static Answer *
change_to_text (const Scenario         *scenario,
                const GenkanDefinition *definition,
                guint                   exchange)
{
  return change_to (scenario, exchange, "\"busy\"");
}

static Answer *
change_to_null (const Scenario         *scenario,
                const GenkanDefinition *definition,
                guint                   exchange)
{
  return change_to (scenario, exchange, "null");
}

static Answer *
change_to_object (const Scenario         *scenario,
                  const GenkanDefinition *definition,
                  guint                   exchange)
{
  return change_to (scenario, exchange, "{\"state\":\"busy\"}");
}

/* The list is there, but is none; or its items are as in another version. */
static Answer *
change_items (const Scenario         *scenario,
              const GenkanDefinition *definition,
              guint                   exchange,
              const char             *json)
{
  const Answer *answer = get_answer (scenario, exchange);
  g_autoptr (Tree) was = answer_get_json (answer);
  Tree *items = was != NULL && is_good (answer) ? find_items (definition, was) : NULL;
  Answer *changed;

  if (items == NULL)
    return NULL;

  tree_assign (items, tree_new_from_json (json, strlen (json)));
  changed = answer_copy (answer);
  answer_set_json (changed, was);

  return changed;
}

static Answer *
change_items_to_text (const Scenario         *scenario,
                      const GenkanDefinition *definition,
                      guint                   exchange)
{
  return change_items (scenario, definition, exchange, "\"none\"");
}

static Answer *
change_items_to_others (const Scenario         *scenario,
                        const GenkanDefinition *definition,
                        guint                   exchange)
{
  return change_items (scenario, definition, exchange, "[{\"newName\":\"a\"},{\"newName\":\"b\"}]");
}

/* --- how it sends it ------------------------------------------------------------------------ */

static void
send_cut (GenkanLoopbackExchange *http,
          const Answer           *answer)
{
  genkan_loopback_exchange_cut_after (http, g_bytes_get_size (answer->body) / 2);
}

static void
send_slowly (GenkanLoopbackExchange *http,
             const Answer           *answer)
{
  gsize length = g_bytes_get_size (answer->body);

  genkan_loopback_exchange_trickle (http, MAX (length / PART, 1));
}

static void
send_nothing (GenkanLoopbackExchange *http,
              const Answer           *answer)
{
  genkan_loopback_exchange_drop (http);
}

/* -------------------------------------------------------------------------------------------- */

const Fault faults[] = {
  { "429", PROMISE_SAME, NULL, TRUE, FALSE, change_throttled },
  { "429-for-a-day", PROMISE_SAFE, "429", FALSE, FALSE, change_throttled_long },
  { "500-once", PROMISE_SAME, "500", TRUE, TRUE, change_broken },
  { "500", PROMISE_SAFE, "500", FALSE, TRUE, change_broken },
  { "401-once", PROMISE_SAME, "401", TRUE, FALSE, change_expired },
  { "cut-body", PROMISE_SAME, NULL, TRUE, TRUE, change_nothing_long, send_cut },
  { "slow-body", PROMISE_SAME, NULL, TRUE, FALSE, change_nothing_long, send_slowly },
  { "closed", PROMISE_SAME, NULL, TRUE, TRUE, change_nothing, send_nothing },
  { "web-page", PROMISE_SAFE, "Acme proxy", FALSE, FALSE, change_web_page },
  { "duplicates", PROMISE_SAFE, NULL, FALSE, FALSE, change_duplicates },
  { "empty-page", PROMISE_WHOLE, NULL, FALSE, FALSE, change_empty },
  { "short-page", PROMISE_WHOLE, NULL, FALSE, FALSE, change_short },
  { "repeated-page", PROMISE_WHOLE, NULL, FALSE, FALSE, change_repeated },
  { "higher-total", PROMISE_WHOLE, NULL, FALSE, FALSE, change_more },
  { "lower-total", PROMISE_WHOLE, NULL, FALSE, FALSE, change_fewer },
  { "text", PROMISE_WHOLE, NULL, FALSE, FALSE, change_to_text },
  { "null", PROMISE_WHOLE, NULL, FALSE, FALSE, change_to_null },
  { "other-object", PROMISE_WHOLE, NULL, FALSE, FALSE, change_to_object },
  { "text-for-items", PROMISE_SAFE, NULL, FALSE, FALSE, change_items_to_text },
  { "other-items", PROMISE_WHOLE, NULL, FALSE, FALSE, change_items_to_others },
};

const guint n_faults = G_N_ELEMENTS (faults);
