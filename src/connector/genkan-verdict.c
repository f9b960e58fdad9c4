/* genkan-verdict.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rules that every connector gets without writing them, and the vendor's own sentence about
 * what went wrong, wherever in the body it stands.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-verdict.h"

#include "genkan-html.h"

#define MAX_WORDS 300
/* Seconds; whoever wants to be left alone for longer is left alone. */
#define LONGEST_AFTER (365.0 * 86400)

/* Where error sentences stand, best first: lists of errors (GraphQL, SonarQube, JSON:API),
 * nested errors (Google, Atlassian), OAuth 2, plain members, RFC 9457, SOAP-like faults; then
 * XML (AWS, S3, Qualys, SOAP). */
static const char *const sentences[] = {
  "$.errors[0].message", "$.errors[0].msg", "$.errors[0].detail", "$.errors[0].title",
  "$.errors[0].description", "$.errors[0]", "$.error.message", "$.error.description",
  "$.error.detail", "$.error_description", "$.message", "$.Message", "$.detail", "$.error",
  "$.errorMessage", "$.error_message", "$.errors.message", "$.errors", "$.msg", "$.reason",
  "$.title",
  "$.description", "$.fault.faultstring", "$.status.message", "$[0].message", "$[0]",
  "$.Error[0].Message[0]", "$.error[0].message[0]", "$.Message[0]", "$.message[0]",
  "$.RESPONSE[0].TEXT[0]", "$.Body[0].Fault[0].faultstring[0]",
};

GenkanVerdictKind
genkan_verdict_of_status (guint status)
{
  if (status >= 200 && status < 300)
    return GENKAN_VERDICT_GOOD;

  if (status == 401)
    return GENKAN_VERDICT_RELOGIN;

  /* 501 and 505 are about the request and stay as they are. */
  if (status == 408 || status == 425 || status == 429 ||
      (status >= 500 && status != 501 && status != 505))
    return GENKAN_VERDICT_RETRY;

  return GENKAN_VERDICT_FAIL;
}

GenkanVerdictKind
genkan_verdict_of_action (GenkanAction action)
{
  switch (action)
    {
    case GENKAN_ACTION_RETRY:
      return GENKAN_VERDICT_RETRY;

    case GENKAN_ACTION_RELOGIN:
      return GENKAN_VERDICT_RELOGIN;

    case GENKAN_ACTION_ACCEPT:
      return GENKAN_VERDICT_GOOD;

    case GENKAN_ACTION_EMPTY:
      return GENKAN_VERDICT_EMPTY;

    case GENKAN_ACTION_KEEP:
      return GENKAN_VERDICT_KEEP;

    case GENKAN_ACTION_PARTIAL:
      return GENKAN_VERDICT_PARTIAL;

    case GENKAN_ACTION_SKIP:
      return GENKAN_VERDICT_SKIP;

    case GENKAN_ACTION_FAIL:
    default:
      return GENKAN_VERDICT_FAIL;
    }
}

/* One line of at most MAX_WORDS characters; NULL when nothing is left. */
static char *
tidy (const char *text)
{
  g_autofree char *plain = g_strstrip (g_strdelimit (g_strdup (text), "\r\n\t", ' '));

  if (*plain == '\0')
    return NULL;

  if (g_utf8_strlen (plain, -1) > MAX_WORDS)
    {
      g_autofree char *head = g_utf8_substring (plain, 0, MAX_WORDS);

      return g_strconcat (head, "…", NULL);
    }

  return g_steal_pointer (&plain);
}

static char *
find_sentence (GenkanJsonRef root)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autoptr (GenkanJsonPath) path = genkan_json_path_new (sentences[i], strlen (sentences[i]));
      g_autofree char *text = NULL;
      char *tidied;
      GenkanJsonRef found;

      if (!genkan_json_path_find (path, root, &found) ||
          genkan_json_get_type (found) != GENKAN_JSON_TEXT)
        continue;
      text = genkan_json_dup_text (found);
      tidied = tidy (text);
      if (tidied != NULL)
        return tidied;
    }

  return NULL;
}

/* HTML speaks by its title, anything else by its first line. */
static char *
find_line (const char *body,
           gsize       length)
{
  g_autofree char *text = g_utf8_make_valid (body, length);
  const char *start = text + strspn (text, " \t\r\n");
  g_autofree char *title = NULL;
  g_autofree char *line = NULL;

  if (*start == '<')
    {
      title = genkan_html_dup_title (start);
      return title != NULL ? tidy (title) : NULL;
    }

  line = g_strndup (start, strcspn (start, "\r\n"));

  return tidy (line);
}

/**
 * genkan_verdict_dup_words:
 * @body: what came
 * @length: of @body
 *
 * Returns: (transfer full) (nullable): the vendor's own sentence
 */
char *
genkan_verdict_dup_words (const char *body,
                          gsize       length)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  GenkanJsonRef ref;
  guint root;

  if (!genkan_json_index (nodes, body, length, &root))
    return find_line (body, length);

  ref = genkan_json_ref (nodes, body, root);
  if (genkan_json_get_type (ref) == GENKAN_JSON_TEXT)
    {
      g_autofree char *text = genkan_json_dup_text (ref);

      return tidy (text);
    }

  return find_sentence (ref);
}

/**
 * genkan_verdict_dup_graphql:
 * @body: an answer of GraphQL
 * @length: of @body
 *
 * Returns: (transfer full) (nullable): the first of its `errors`, or %NULL if there is none
 */
char *
genkan_verdict_dup_graphql (const char *body,
                            gsize       length)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  GenkanJsonRef root, errors, first;
  char *sentence;
  guint place;

  if (!genkan_json_index (nodes, body, length, &place))
    return NULL;

  root = genkan_json_ref (nodes, body, place);
  if (!genkan_json_member (root, "errors", strlen ("errors"), &errors) ||
      !genkan_json_element (errors, 0, &first))
    return NULL;

  sentence = find_sentence (root);

  return sentence != NULL ? sentence : g_strdup ("GraphQL reports an error without a message");
}

/**
 * genkan_verdict_find_after:
 * @body: an answer of GraphQL
 * @length: of @body
 *
 * Returns: in how many microseconds the first of its `errors` wants to be asked again, by its
 *   `extensions.retryAfter` in seconds; -1 if it does not say
 */
gint64
genkan_verdict_find_after (const char *body,
                           gsize       length)
{
  static const char where[] = "$.errors[0].extensions.retryAfter";
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  g_autoptr (GenkanJsonPath) path = genkan_json_path_new (where, strlen (where));
  g_autofree char *text = NULL;
  char *rest = NULL;
  GenkanJsonRef found;
  double seconds;
  guint root;

  if (!genkan_json_index (nodes, body, length, &root)
      || !genkan_json_path_find (path, genkan_json_ref (nodes, body, root), &found))
    return -1;

  text = genkan_json_dup_text (found);
  seconds = text != NULL ? g_ascii_strtod (text, &rest) : -1;

  return rest != NULL && rest != text && seconds >= 0 ? (gint64) (MIN (seconds, LONGEST_AFTER)
                                                                  * G_USEC_PER_SEC) : -1;
}

void
genkan_verdict_clear (GenkanVerdict *self)
{
  g_clear_pointer (&self->message, g_free);
  self->kind = GENKAN_VERDICT_GOOD;
  self->after = -1;
}
