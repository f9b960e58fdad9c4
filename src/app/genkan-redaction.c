/* genkan-redaction.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of values and what stands for them. What the connector file itself says is public and
 * stays: its hosts, paths and words would otherwise not be found again when the scenario is
 * replayed. Values are found where no letter or digit touches them, the longest first.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-redaction.h"

#include "genkan-json.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define LEAST_BYTES 3
#define PREFIX_BYTES 3
#define LEAST_TOKEN 20
#define LEAST_LOGIN_TOKEN 12

#define HOST "https?://[^\\s/?#\"'<>\\\\@]+"
#define EMAIL "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}"
#define ADDRESS "(?<![\\w.])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![\\w.])|(?<![\\w:])[0-9A-Fa-f:]{6,39}(?![\\w:])"
#define TOKEN "[A-Za-z0-9_-]{20,}"

typedef struct
{
  char     *from;  /* (owned) */
  gsize     length;
  char     *to;    /* (owned) */
  gboolean  alone; /* no letter or digit may touch it */
} GenkanSubstitute;

struct _GenkanRedaction
{
  char       *public_text; /* (owned) */
  GHashTable *known;       /* (owned) (element-type utf8) what is in the table */
  GHashTable *substitutes; /* (owned) (element-type utf8 GPtrArray) by their first bytes */
  guint       counts[GENKAN_N_REDACTED];
};

static void
substitute_free (gpointer data)
{
  GenkanSubstitute *substitute = data;

  g_free (substitute->from);
  g_free (substitute->to);
  g_free (substitute);
}

GenkanRedaction *
genkan_redaction_new (const char *public_text)
{
  GenkanRedaction *self = g_new0 (GenkanRedaction, 1);

  self->public_text = g_strdup (public_text);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->substitutes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_ptr_array_unref);

  return self;
}

void
genkan_redaction_free (GenkanRedaction *self)
{
  g_free (self->public_text);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->substitutes);
  g_free (self);
}

/* How many values of a kind have been replaced. */
guint
genkan_redaction_count (GenkanRedaction *self,
                        GenkanRedacted   kind)
{
  return self->counts[kind];
}

/* --- the table ------------------------------------------------------------------------------ */

static int
compare_lengths (gconstpointer a,
                 gconstpointer b)
{
  const GenkanSubstitute *left = *(GenkanSubstitute * const *) a;
  const GenkanSubstitute *right = *(GenkanSubstitute * const *) b;

  return (left->length < right->length) - (left->length > right->length);
}

static gboolean
insert (GenkanRedaction *self,
        const char      *from,
        const char      *to,
        gboolean         alone)
{
  char prefix[PREFIX_BYTES + 1] = { 0 };
  GenkanSubstitute *substitute;
  GPtrArray *list;

  if (strlen (from) < LEAST_BYTES || !g_hash_table_add (self->known, g_strdup (from)))
    return FALSE;

  memcpy (prefix, from, PREFIX_BYTES);
  list = g_hash_table_lookup (self->substitutes, prefix);
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (substitute_free);
      g_hash_table_insert (self->substitutes, g_strdup (prefix), list);
    }

  substitute = g_new0 (GenkanSubstitute, 1);
  substitute->from = g_strdup (from);
  substitute->length = strlen (from);
  substitute->to = g_strdup (to);
  substitute->alone = alone;
  g_ptr_array_add (list, substitute);
  g_ptr_array_sort (list, compare_lengths);

  return TRUE;
}

/* As it is, and as it stands in an address. */
static void
add (GenkanRedaction *self,
     GenkanRedacted   kind,
     const char      *from,
     const char      *to,
     gboolean         alone)
{
  g_autofree char *escaped_from = g_uri_escape_string (from, NULL, FALSE);
  g_autofree char *escaped_to = g_uri_escape_string (to, NULL, FALSE);

  if (!insert (self, from, to, alone))
    return;

  self->counts[kind]++;
  insert (self, escaped_from, escaped_to, alone);
}

/* What follows “%2F” in an address begins there. */
static gboolean
is_touched (const char *text,
            const char *start,
            const char *end)
{
  if (g_ascii_isalnum (*end))
    return TRUE;
  if (start == text || !g_ascii_isalnum (start[-1]))
    return FALSE;

  return !(start - text >= 3 && start[-3] == '%' && g_ascii_isxdigit (start[-2])
           && g_ascii_isxdigit (start[-1]));
}

/* The connector file says so itself, and not only as a part of a longer word. */
static gboolean
is_public (GenkanRedaction *self,
           const char      *value)
{
  const char *place = self->public_text;

  while ((place = strstr (place, value)) != NULL)
    {
      if (!is_touched (self->public_text, place, place + strlen (value)))
        return TRUE;
      place++;
    }

  return FALSE;
}

static gboolean
is_news (GenkanRedaction *self,
         const char      *value)
{
  return strlen (value) >= LEAST_BYTES && !g_hash_table_contains (self->known, value)
         && !is_public (self, value);
}

/* Other letters for letters, other digits for digits; hexadecimal ones stay such. */
static char *
dup_alike (const char *value)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, value, -1);
  GString *alike = g_string_new (NULL);

  for (const char *p = value; *p != '\0'; p++)
    {
      guint n = g_ascii_xdigit_value (sum[(p - value) % strlen (sum)]) + (p - value) / strlen (sum);

      if (g_ascii_isdigit (*p))
        g_string_append_c (alike, '0' + n % 10);
      else if (g_ascii_islower (*p))
        g_string_append_c (alike, 'a' + n % 6);
      else if (g_ascii_isupper (*p))
        g_string_append_c (alike, 'A' + n % 6);
      else
        g_string_append_c (alike, (guchar) *p < 0x80 ? *p : 'x');
    }

  return g_string_free (alike, FALSE);
}

/* --- what is learnt ------------------------------------------------------------------------- */

/* A setting that is no secret stays if the connector file itself names it: one of its choices. */
void
genkan_redaction_add_setting (GenkanRedaction *self,
                              const char      *value,
                              gboolean         secret)
{
  g_autofree char *alike = dup_alike (value);

  if (!secret && (!is_news (self, value) || g_regex_match_simple ("^(true|false|https?://.*)$", value, 0, 0)))
    return;

  add (self, GENKAN_REDACTED_SETTING, value, alike, !secret);
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

  if (!is_news (self, host) || g_str_has_suffix (host, "example.com"))
    return;

  name = g_strdup_printf ("%s%u.example.com", word, self->counts[GENKAN_REDACTED_HOST] + 1);
  /* The tool is asked by https: http is for this machine alone. */
  url = is_tool ? g_strconcat ("https://", name, NULL) : NULL;
  add (self, GENKAN_REDACTED_HOST, host, name, TRUE);
  if (!g_str_equal (authority, host))
    insert (self, authority, name, TRUE);
  if (url != NULL)
    insert (self, origin, url, TRUE);
}

static void
learn_host (GenkanRedaction *self,
            const char      *origin)
{
  add_host (self, origin, "host", FALSE);
}

/* Where the tool is. */
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
                                         self->counts[GENKAN_REDACTED_EMAIL] + 1);

  if (is_news (self, email) && !g_str_has_suffix (email, "@example.com"))
    add (self, GENKAN_REDACTED_EMAIL, email, to, TRUE);
}

/* Addresses that are kept free for documents. */
static void
learn_address (GenkanRedaction *self,
               const char      *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  guint n = self->counts[GENKAN_REDACTED_ADDRESS] + 1;
  g_autofree char *to = NULL;

  if (inet == NULL || !is_news (self, address))
    return;

  if (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV4)
    to = g_strdup_printf ("198.%u.%u.%u", 18 + n / 65536 % 2, n / 256 % 256, n % 256);
  else
    to = g_strdup_printf ("2001:db8::%x", n);
  add (self, GENKAN_REDACTED_ADDRESS, address, to, TRUE);
}

static void
learn_token (GenkanRedaction *self,
             const char      *token)
{
  g_autofree char *alike = dup_alike (token);

  if (strpbrk (token, "0123456789") != NULL && is_news (self, token)
      && g_regex_match_simple ("[A-Za-z]", token, 0, 0))
    add (self, GENKAN_REDACTED_TOKEN, token, alike, TRUE);
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

  if (!is_news (self, value) || strchr (value, '@') != NULL || strstr (value, "://") != NULL
      || !g_regex_match_simple ("\\p{L}", value, 0, 0)
      || g_regex_match_simple ("^(true|false|null|none|[0-9]{4}-[0-9]{2}-.*)$", value, G_REGEX_CASELESS, 0))
    return;

  to = g_strdup_printf (strchr (value, ' ') != NULL ? "Person %u" : "person%u",
                        self->counts[GENKAN_REDACTED_PERSON] + 1);
  add (self, GENKAN_REDACTED_PERSON, value, to, TRUE);
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
      && is_news (learner->redaction, value))
    {
      g_autofree char *alike = dup_alike (value);

      add (learner->redaction, GENKAN_REDACTED_TOKEN, value, alike, TRUE);
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
                     || (learner->person && g_regex_match_simple ("name", key, G_REGEX_CASELESS, 0));
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

/* An object or a list, and nothing behind it: JSON-GLib would read a list of lines too. */
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

/* Looks for what must not be shown in a text, which may be JSON. */
void
genkan_redaction_learn (GenkanRedaction *self,
                        const char      *text,
                        gboolean         is_login)
{
  GenkanLearner learner = { self, FALSE, is_login };
  g_autoptr (JsonNode) root = genkan_redaction_is_json (text) ? json_from_string (text, NULL) : NULL;
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
      g_autoptr (JsonNode) line = genkan_redaction_is_json (lines[i]) ? json_from_string (lines[i], NULL) : NULL;

      if (line != NULL)
        learn_node (&learner, NULL, line);
    }
}

/* --- applying it ---------------------------------------------------------------------------- */

static const GenkanSubstitute *
find (GenkanRedaction *self,
      const char      *text,
      const char      *place)
{
  char prefix[PREFIX_BYTES + 1] = { 0 };
  GPtrArray *list;

  strncpy (prefix, place, PREFIX_BYTES);
  list = g_hash_table_lookup (self->substitutes, prefix);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const GenkanSubstitute *substitute = g_ptr_array_index (list, i);

      if (strncmp (place, substitute->from, substitute->length) == 0
          && !(substitute->alone && is_touched (text, place, place + substitute->length)))
        return substitute;
    }

  return NULL;
}

/* Returns: (transfer full): @text with the made-up values */
char *
genkan_redaction_apply (GenkanRedaction *self,
                        const char      *text)
{
  GString *changed = g_string_new (NULL);
  const char *place = text;

  while (*place != '\0')
    {
      const GenkanSubstitute *substitute = find (self, text, place);

      if (substitute != NULL)
        g_string_append (changed, substitute->to);
      else
        g_string_append_c (changed, *place);
      place += substitute != NULL ? substitute->length : 1;
    }

  return g_string_free (changed, FALSE);
}

/* The end of a string that begins behind @place, with its quote. */
static const char *
skip_string (const char *place)
{
  while (*place != '\0' && *place != '"')
    place += place[0] == '\\' && place[1] != '\0' ? 2 : 1;

  return *place != '\0' ? place + 1 : place;
}

static void
append_string (GenkanRedaction *self,
               GString         *changed,
               const char      *start,
               const char      *end)
{
  g_autofree char *raw = g_strndup (start, end - start);
  g_autoptr (JsonNode) node = json_from_string (raw, NULL);
  g_autofree char *text = NULL;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      g_string_append (changed, raw);
      return;
    }

  text = genkan_redaction_apply (self, json_node_get_string (node));
  genkan_json_write_text (changed, text, -1);
}

/**
 * genkan_redaction_apply_json:
 * @self: what is known
 * @text: JSON
 * @spaced: whether a space follows a comma and a colon
 *
 * Changes strings and names only; numbers stay as they were written.
 *
 * Returns: (transfer full): @text with the made-up values, on one line
 */
char *
genkan_redaction_apply_json (GenkanRedaction *self,
                             const char      *text,
                             gboolean         spaced)
{
  GString *changed = g_string_new (NULL);

  while (*text != '\0')
    if (*text == '"')
      {
        const char *end = skip_string (text + 1);

        append_string (self, changed, text, end);
        text = end;
      }
    else
      {
        if (!g_ascii_isspace (*text))
          g_string_append_c (changed, *text);
        if (spaced && (*text == ',' || *text == ':'))
          g_string_append_c (changed, ' ');
        text++;
      }

  return g_string_free (changed, FALSE);
}
