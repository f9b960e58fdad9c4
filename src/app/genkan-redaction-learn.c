/* genkan-redaction-learn.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks through texts for what must not be shown: hosts, addresses, people and tokens. They are
 * known by how they look, and in JSON by the names of the members that hold them too.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-redaction-private.h"

#include "genkan-json.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define LEAST_LOGIN_TOKEN 12

#define HOST "https?://[^\\s/?#\"'<>\\\\@]+"
#define EMAIL "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}"
#define ADDRESS "(?<![\\w.])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![\\w.])" \
                "|(?<![\\w:])[0-9A-Fa-f:]{6,39}(?![\\w:])"
#define TOKEN "[A-Za-z0-9_-]{20,}"

/**
 * genkan_redaction_add_setting:
 * @self: what is known so far
 * @value: of a setting
 * @secret: whether it is one
 *
 * A setting that is no secret stays if the connector file itself names it: one of its choices.
 */
void
genkan_redaction_add_setting (GenkanRedaction *self,
                              const char      *value,
                              gboolean         secret)
{
  g_autofree char *alike = _genkan_redaction_dup_alike (value);

  if (!secret
      && (!_genkan_redaction_is_news (self, value)
          || g_regex_match_simple ("^(true|false|https?://.*)$", value, 0, 0)))
    return;

  _genkan_redaction_add (self, GENKAN_REDACTED_SETTING, value, alike, !secret);
}

static void
add_host (GenkanRedaction *self,
          const char      *origin,
          const char      *word,
          gboolean         is_tool)
{
  const char *authority = strstr (origin, "://") + 3;
  g_autofree char *host = g_strndup (authority, strcspn (authority, ":"));
  g_autofree char *name = NULL;
  g_autofree char *url = NULL;

  if (!_genkan_redaction_is_news (self, host) || g_str_has_suffix (host, "example.com"))
    return;

  name = g_strdup_printf ("%s%u.example.com", word,
                          genkan_redaction_count (self, GENKAN_REDACTED_HOST) + 1);
  /* The tool is asked by https: http is for this machine alone. */
  url = is_tool ? g_strconcat ("https://", name, NULL) : NULL;
  _genkan_redaction_add (self, GENKAN_REDACTED_HOST, host, name, TRUE);
  if (!g_str_equal (authority, host))
    _genkan_redaction_insert (self, authority, name, TRUE);
  if (url != NULL)
    _genkan_redaction_insert (self, origin, url, TRUE);
}

static void
learn_host (GenkanRedaction *self,
            const char      *origin)
{
  add_host (self, origin, "host", FALSE);
}

/**
 * genkan_redaction_add_tool:
 * @self: what is known so far
 * @url: where the tool is
 *
 * Its host, with and without port, gets a made-up name.
 */
void
genkan_redaction_add_tool (GenkanRedaction *self,
                           const char      *url)
{
  const char *authority = strstr (url, "://");
  g_autofree char *origin = NULL;

  if (authority == NULL)
    return;

  origin = g_strndup (url, authority + 3 - url + strcspn (authority + 3, "/?#"));
  add_host (self, origin, "tool", TRUE);
}

static void
learn_email (GenkanRedaction *self,
             const char      *email)
{
  g_autofree char *to = g_strdup_printf ("person%u@example.com",
                                         genkan_redaction_count (self, GENKAN_REDACTED_EMAIL) + 1);

  if (_genkan_redaction_is_news (self, email) && !g_str_has_suffix (email, "@example.com"))
    _genkan_redaction_add (self, GENKAN_REDACTED_EMAIL, email, to, TRUE);
}

/* Addresses that are kept free for documents. */
static void
learn_address (GenkanRedaction *self,
               const char      *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  guint n = genkan_redaction_count (self, GENKAN_REDACTED_ADDRESS) + 1;
  g_autofree char *to = NULL;

  if (inet == NULL || !_genkan_redaction_is_news (self, address))
    return;

  if (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV4)
    to = g_strdup_printf ("198.%u.%u.%u", 18 + n / 65536 % 2, n / 256 % 256, n % 256);
  else
    to = g_strdup_printf ("2001:db8::%x", n);
  _genkan_redaction_add (self, GENKAN_REDACTED_ADDRESS, address, to, TRUE);
}

static void
learn_token (GenkanRedaction *self,
             const char      *token)
{
  g_autofree char *alike = _genkan_redaction_dup_alike (token);

  if (strpbrk (token, "0123456789") != NULL && _genkan_redaction_is_news (self, token)
      && g_regex_match_simple ("[A-Za-z]", token, 0, 0))
    _genkan_redaction_add (self, GENKAN_REDACTED_TOKEN, token, alike, TRUE);
}

static void
learn_pattern (GenkanRedaction *self,
               const char      *text,
               const char      *pattern,
               void           (*learn) (GenkanRedaction *self,
                                        const char      *value))
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert (regex != NULL);
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *value = g_match_info_fetch (match, 0);

      learn (self, value);
    }
}

static void
learn_text (GenkanRedaction *self,
            const char      *text)
{
  learn_pattern (self, text, HOST, learn_host);
  learn_pattern (self, text, EMAIL, learn_email);
  learn_pattern (self, text, ADDRESS, learn_address);
  learn_pattern (self, text, TOKEN, learn_token);
}

/* --- members that name people and secrets --------------------------------------------------- */

static gboolean
names_person (const char *key)
{
  return g_regex_match_simple ("user|author|assign|owner|login|e-?mail|reporter|creator|committer|"
                               "reviewer|requester|person|created_?by|updated_?by|modified_?by|"
                               "first_?name|last_?name|full_?name|surname",
                               key, G_REGEX_CASELESS, 0);
}

static gboolean
names_secret (const char *key)
{
  return g_regex_match_simple ("token|secret|passw|credential|api_?key|jwt|cookie|session",
                               key, G_REGEX_CASELESS, 0);
}

static void
learn_person (GenkanRedaction *self,
              const char      *value)
{
  g_autofree char *to = NULL;

  if (!_genkan_redaction_is_news (self, value)
      || strchr (value, '@') != NULL || strstr (value, "://") != NULL
      || !g_regex_match_simple ("\\p{L}", value, 0, 0)
      || g_regex_match_simple ("^(true|false|null|none|[0-9]{4}-[0-9]{2}-.*)$", value,
                               G_REGEX_CASELESS, 0))
    return;

  to = g_strdup_printf (strchr (value, ' ') != NULL ? "Person %u" : "person%u",
                        genkan_redaction_count (self, GENKAN_REDACTED_PERSON) + 1);
  _genkan_redaction_add (self, GENKAN_REDACTED_PERSON, value, to, TRUE);
}

typedef struct
{
  GenkanRedaction *redaction;
  gboolean         person;
  gboolean         is_login;
} GenkanLearner;

static void learn_node (const GenkanLearner *learner,
                        const char          *key,
                        JsonNode            *node);

static void
learn_string (const GenkanLearner *learner,
              const char          *key,
              const char          *value)
{
  gboolean secret = key != NULL && names_secret (key);

  learn_text (learner->redaction, value);
  if (learner->person)
    learn_person (learner->redaction, value);
  if ((secret || learner->is_login) && strlen (value) >= LEAST_LOGIN_TOKEN
      && _genkan_redaction_is_news (learner->redaction, value))
    {
      g_autofree char *alike = _genkan_redaction_dup_alike (value);

      _genkan_redaction_add (learner->redaction, GENKAN_REDACTED_TOKEN, value, alike, TRUE);
    }
}

/* In what stands for a person only what is called a name, or like a person, is one. */
static void
learn_object (const GenkanLearner *learner,
              JsonObject          *object)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &node))
    {
      GenkanLearner inner = *learner;

      inner.person = names_person (key)
                     || (learner->person
                         && g_regex_match_simple ("name", key, G_REGEX_CASELESS, 0));
      learn_text (learner->redaction, key);
      learn_node (&inner, key, node);
    }
}

static void
learn_node (const GenkanLearner *learner,
            const char          *key,
            JsonNode            *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    learn_object (learner, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      learn_node (learner, key, json_array_get_element (json_node_get_array (node), i));
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    learn_string (learner, key, json_node_get_string (node));
}

/**
 * genkan_redaction_is_json:
 * @text: a text
 *
 * JSON-GLib would read a list of lines too.
 *
 * Returns: whether it is an object or a list, and nothing behind it
 */
gboolean
genkan_redaction_is_json (const char *text)
{
  g_autoptr (GArray) nodes = NULL;
  guint root;

  text += strspn (text, " \t\r\n");
  if (*text != '{' && *text != '[')
    return FALSE;

  nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));

  return genkan_json_index (nodes, text, strlen (text), &root);
}

static JsonNode *
parse (const char *text)
{
  return genkan_redaction_is_json (text) ? json_from_string (text, NULL) : NULL;
}

/**
 * genkan_redaction_learn:
 * @self: what is known so far
 * @text: a text, which may be JSON, or a line of JSON after the other
 * @is_login: whether every long word in it is taken for a token
 *
 * Looks for what must not be shown.
 */
void
genkan_redaction_learn (GenkanRedaction *self,
                        const char      *text,
                        gboolean         is_login)
{
  GenkanLearner learner = { self, FALSE, is_login };
  g_autoptr (JsonNode) root = parse (text);
  g_auto (GStrv) lines = NULL;

  if (root != NULL)
    {
      learn_node (&learner, NULL, root);
      return;
    }

  learn_text (self, text);
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonNode) line = parse (lines[i]);

      if (line != NULL)
        learn_node (&learner, NULL, line);
    }
}
