/* genkan-dojo-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * DefectDojo says no in many shapes: an object of fields with lists of sentences, a bare list, a
 * `detail`, a `message` that is the print of a Python list, or the HTML of a proxy. All become one
 * sentence and one code. The status alone does not decide: a wrong token, an expired one and a
 * missing permission are all 403, and "exists already" and "does not exist" are both 400.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-error-private.h"

#include "genkan-dojo-json-private.h"
#include "genkan-http-error.h"

/* Enough for any sentence; a server that sends a page for one is cut. */
#define MAX_WORDS 500

/* What an error carries besides. */
typedef struct
{
  char *said; /* (owned) (nullable) */
} GenkanDojoErrorPrivate;

static void
genkan_dojo_error_private_init (GenkanDojoErrorPrivate *priv)
{
}

static void
genkan_dojo_error_private_copy (const GenkanDojoErrorPrivate *from,
                                GenkanDojoErrorPrivate       *to)
{
  to->said = g_strdup (from->said);
}

static void
genkan_dojo_error_private_clear (GenkanDojoErrorPrivate *priv)
{
  g_free (priv->said);
}

G_DEFINE_EXTENDED_ERROR (GenkanDojoError, genkan_dojo_error)

/**
 * genkan_dojo_error_get_said:
 * @error: an error
 *
 * Returns: (transfer none) (nullable): if it is of DefectDojo, the heart of it: the server's own
 *   words, or what is wrong with what was to be sent
 */
const char *
genkan_dojo_error_get_said (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return error->domain == GENKAN_DOJO_ERROR ? genkan_dojo_error_get_private (error)->said : NULL;
}

/* Takes the words. */
void
_genkan_dojo_error_take_said (GError *error,
                              char   *said)
{
  GenkanDojoErrorPrivate *priv = genkan_dojo_error_get_private (error);

  g_free (priv->said);
  priv->said = said;
}

/* --- words ---------------------------------------------------------------------------------- */

static void
append_sentence (GString    *words,
                 const char *field,
                 const char *text)
{
  if (words->len > 0)
    g_string_append (words, "; ");
  if (field != NULL)
    g_string_append_printf (words, "%s: ", field);
  g_string_append (words, text);
}

/* The one text of ['text'] or ["text"], which is how Python prints a list of one. */
static char *
unwrap_python_list (const char *text)
{
  gsize length = strlen (text);
  GString *plain;
  char quote;

  if (length < 4 || text[0] != '[' || text[length - 1] != ']')
    return g_strdup (text);
  quote = text[1];
  if ((quote != '\'' && quote != '"') || text[length - 2] != quote)
    return g_strdup (text);

  plain = g_string_sized_new (length);
  for (const char *p = text + 2; p < text + length - 2; p++)
    {
      if (*p == '\\' && p + 1 < text + length - 2)
        p++;
      g_string_append_c (plain, *p);
    }

  return g_string_free (plain, FALSE);
}

static void append_node (GString    *words,
                         const char *field,
                         JsonNode   *node,
                         guint       depth);

static void
append_members (GString    *words,
                JsonObject *object,
                guint       depth)
{
  static const char *const unnamed[] = { "detail", "non_field_errors", "title", "error", NULL };
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    /* `pro` advertises; `message` repeats in Python what the fields say. */
    if (!g_str_equal (name, "pro") && !g_str_equal (name, "message"))
      append_node (words, g_strv_contains (unnamed, name) ? NULL : name, value, depth + 1);

  if (words->len == 0 && json_object_has_member (object, "message"))
    append_node (words, NULL, json_object_get_member (object, "message"), depth + 1);
}

static void
append_node (GString    *words,
             const char *field,
             JsonNode   *node,
             guint       depth)
{
  if (depth > 4 || words->len > MAX_WORDS)
    return;

  if (JSON_NODE_HOLDS_OBJECT (node))
    append_members (words, json_node_get_object (node), depth);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        append_node (words, field, json_array_get_element (array, i), depth + 1);
    }
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_autofree char *plain = unwrap_python_list (json_node_get_string (node));

      append_sentence (words, field, plain);
    }
}

/* Of a page, what stands in its title. */
static char *
dup_page_title (const char *body,
                gsize       length)
{
  g_autofree char *text = g_utf8_make_valid (body, MIN (length, 64 * 1024));
  g_autofree char *folded = g_ascii_strdown (text, -1);
  const char *start = strstr (folded, "<title>");
  const char *end = start != NULL ? strstr (start, "</title>") : NULL;
  char *title;

  if (end == NULL)
    return NULL;

  start += strlen ("<title>");
  title = g_strndup (text + (start - folded), end - start);
  for (char *p = title; *p != '\0'; p++)
    if (g_ascii_isspace (*p))
      *p = ' ';

  return g_strstrip (title);
}

static char *
cut_words (const char *words)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (words, -1) <= MAX_WORDS)
    return g_strdup (words);

  start = g_utf8_substring (words, 0, MAX_WORDS);

  return g_strconcat (start, "…", NULL);
}

/* What an answer says about why not; %NULL if it says nothing. */
static char *
genkan_dojo_error_dup_words (const char *body,
                             gsize       length)
{
  g_autoptr (JsonNode) root = _genkan_dojo_json_parse (body, length);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *title = root == NULL ? dup_page_title (body, length) : NULL;

  if (root != NULL)
    append_node (words, NULL, root, 0);
  else if (title != NULL)
    g_string_append (words, title);

  return words->len > 0 ? cut_words (words->str) : NULL;
}

/* --- codes ---------------------------------------------------------------------------------- */

static gboolean
says (const char *words,
      const char *part)
{
  g_autofree char *folded = words != NULL ? g_ascii_strdown (words, -1) : NULL;

  return folded != NULL && strstr (folded, part) != NULL;
}

/* DefectDojo says no in JSON; what comes as a page is of a firewall or a proxy before it. */
static GenkanDojoError
judge_forbidden (gboolean    is_json,
                 const char *words)
{
  if (!is_json)
    return GENKAN_DOJO_ERROR_NOT_DOJO;
  if (says (words, "expired"))
    return GENKAN_DOJO_ERROR_EXPIRED;
  if (says (words, "invalid token") || says (words, "credentials were not provided")
      || says (words, "inactive or deleted") || says (words, "authentication"))
    return GENKAN_DOJO_ERROR_TOKEN;

  return GENKAN_DOJO_ERROR_PERMISSION;
}

static GenkanDojoError
judge_bad_request (const char *words)
{
  if (says (words, "already exists") || says (words, "must make a unique set"))
    return GENKAN_DOJO_ERROR_EXISTS;
  if (says (words, "\" does not exist"))
    return GENKAN_DOJO_ERROR_NOT_FOUND;
  if (says (words, "too large") || says (words, "data_upload_max"))
    return GENKAN_DOJO_ERROR_TOO_LARGE;

  return GENKAN_DOJO_ERROR_REFUSED;
}

static GenkanDojoError
judge (guint       status,
       gboolean    is_json,
       const char *words)
{
  switch (status)
    {
    case 400:
      return judge_bad_request (words);
    case 401:
      return says (words, "expired") ? GENKAN_DOJO_ERROR_EXPIRED : GENKAN_DOJO_ERROR_TOKEN;
    case 403:
      return judge_forbidden (is_json, words);
    case 404:
      return is_json ? GENKAN_DOJO_ERROR_NOT_FOUND : GENKAN_DOJO_ERROR_NOT_DOJO;
    case 409:
      return GENKAN_DOJO_ERROR_EXISTS;
    case 413:
      return GENKAN_DOJO_ERROR_TOO_LARGE;
    case 429:
    case 503:
      return GENKAN_DOJO_ERROR_BUSY;
    default:
      /* DefectDojo can answer 500 after it has stored. */
      if (status >= 500)
        return GENKAN_DOJO_ERROR_UNCERTAIN;
      return status >= 400 ? GENKAN_DOJO_ERROR_REFUSED : GENKAN_DOJO_ERROR_NOT_DOJO;
    }
}

static const char *
get_advice (GenkanDojoError code)
{
  static const char *const advice[] = {
    [GENKAN_DOJO_ERROR_UNCERTAIN] = "the server failed; whether it did it before is not known",
    [GENKAN_DOJO_ERROR_NOT_DOJO] = "this is not how DefectDojo answers; check the address",
    [GENKAN_DOJO_ERROR_TOKEN] = "DefectDojo does not know the token; see API v2 Key there",
    [GENKAN_DOJO_ERROR_EXPIRED] = "the token has expired; make a new one under API v2 Key there",
    [GENKAN_DOJO_ERROR_PERMISSION] = "the token's user lacks the permission",
    [GENKAN_DOJO_ERROR_NOT_FOUND] = "it was deleted, or the token's user may not see it any more",
    [GENKAN_DOJO_ERROR_EXISTS] = "it exists already",
    [GENKAN_DOJO_ERROR_REFUSED] = "DefectDojo does not accept what was sent",
    [GENKAN_DOJO_ERROR_TOO_LARGE] = "the server, or a proxy before it, takes less at once",
    [GENKAN_DOJO_ERROR_BUSY] = "the server is busy; try again later",
  };

  return advice[code];
}

/* Why an answer is none: @what names the question, as in “GET products/”. */
GError *
_genkan_dojo_error_new_from_answer (guint       status,
                                    const char *body,
                                    gsize       length,
                                    const char *what)
{
  g_autoptr (JsonNode) root = _genkan_dojo_json_parse (body, length);
  g_autofree char *words = genkan_dojo_error_dup_words (body, length);
  GenkanDojoError code = judge (status, root != NULL, words);
  GError *error = g_error_new (GENKAN_DOJO_ERROR, code,
                               words != NULL ? "%s: %s (status %u): “%s”" : "%s: %s (status %u)",
                               what, get_advice (code), status, words);

  _genkan_dojo_error_take_said (error, words != NULL ? g_steal_pointer (&words)
                                                     : g_strdup_printf ("status %u", status));

  return error;
}

static GenkanDojoError
judge_transport (const GError *transport)
{
  if (transport->domain != GENKAN_HTTP_ERROR)
    return GENKAN_DOJO_ERROR_UNREACHABLE;

  switch ((GenkanHttpError) transport->code)
    {
    case GENKAN_HTTP_ERROR_URI:
    case GENKAN_HTTP_ERROR_PLAIN:
    case GENKAN_HTTP_ERROR_REDIRECT:
      return GENKAN_DOJO_ERROR_ADDRESS;
    case GENKAN_HTTP_ERROR_HOST:
      return GENKAN_DOJO_ERROR_NOT_DOJO;
    case GENKAN_HTTP_ERROR_TIMEOUT:
    case GENKAN_HTTP_ERROR_CUT:
    case GENKAN_HTTP_ERROR_TOO_LARGE:
      return GENKAN_DOJO_ERROR_UNCERTAIN;
    case GENKAN_HTTP_ERROR_TLS:
      return GENKAN_DOJO_ERROR_TLS;
    case GENKAN_HTTP_ERROR_UNREACHABLE:
    default:
      return GENKAN_DOJO_ERROR_UNREACHABLE;
    }
}

static gboolean
is_same_place (GUri *one,
               GUri *other)
{
  return g_str_equal (g_uri_get_scheme (one), g_uri_get_scheme (other))
         && g_str_equal (g_uri_get_host (one), g_uri_get_host (other))
         && g_uri_get_port (one) == g_uri_get_port (other)
         && g_str_equal (g_uri_get_path (one), g_uri_get_path (other));
}

/* Where DefectDojo itself is, when @answered did it for @asked; %NULL if that is not seen. */
static char *
dup_address (GUri *asked,
             GUri *answered)
{
  const char *question = strstr (g_uri_get_path (asked), "/api/v2/");
  const char *path = g_uri_get_path (answered);
  g_autofree char *start = NULL;

  if (question == NULL || !g_str_has_suffix (path, question))
    return NULL;

  start = g_strndup (path, strlen (path) - strlen (question));

  return g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (answered), NULL,
                     g_uri_get_host (answered), g_uri_get_port (answered), start, NULL, NULL);
}

/* What an answer from another place than the one that was asked is: reading is sent on by a server
 * or proxy that only takes another address, and importing is not. %NULL if it is the same. */
GError *
_genkan_dojo_error_new_from_place (GUri       *asked,
                                   GUri       *answered,
                                   const char *what)
{
  g_autofree char *address =
    is_same_place (asked, answered) ? NULL : dup_address (asked, answered);
  char *said;
  GError *error;

  if (address == NULL)
    return NULL;

  said = g_strdup_printf ("requests are sent on to %s; enter that address", address);
  error = g_error_new (GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_ADDRESS, "%s: %s", what, said);
  _genkan_dojo_error_take_said (error, said);

  return error;
}

/* Why there is no answer. Cancelled stays cancelled. */
GError *
_genkan_dojo_error_new_from_transport (const GError *transport,
                                       const char   *what)
{
  GError *error;

  if (g_error_matches (transport, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (transport);

  error = g_error_new (GENKAN_DOJO_ERROR, judge_transport (transport), "%s: %s", what,
                       transport->message);
  if (error->code != GENKAN_DOJO_ERROR_UNREACHABLE)
    _genkan_dojo_error_take_said (error, g_strdup (transport->message));

  return error;
}
