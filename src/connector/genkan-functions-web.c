/* genkan-functions-web.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-functions.h"

/* More pages than this is a misread total, not a list that anybody could fetch. */
#define MAX_PAGES 100000

static void
return_series (sqlite3_context *context,
               gint64           first,
               gint64           last,
               gint64           factor)
{
  GString *json = g_string_new ("[");

  for (gint64 i = first; i <= last; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i == first ? "" : ",", i * factor);
  g_string_append_c (json, ']');
  genkan_function_return_json (context, json);
}

/* How many pages of @argv[1] it takes for @argv[0]; FALSE when they are no numbers, or raised. */
static gboolean
count_pages (sqlite3_context  *context,
             sqlite3_value   **argv,
             gint64           *ret_pages)
{
  gint64 total = sqlite3_value_int64 (argv[0]);
  gint64 size = sqlite3_value_int64 (argv[1]);

  if (sqlite3_value_numeric_type (argv[0]) == SQLITE_NULL ||
      sqlite3_value_numeric_type (argv[0]) == SQLITE_TEXT || size <= 0)
    return FALSE;

  *ret_pages = total <= 0 ? 0 : (total - 1) / size + 1;
  if (*ret_pages > MAX_PAGES)
    {
      sqlite3_result_error (context,
                            GENKAN_NEED_PREFIX "the answer promises more than 100000 pages", -1);
      return FALSE;
    }

  return TRUE;
}

/* pages (total, size): [2, 3, …], the pages after the first. Raises above 100,000. */
static void
call_pages (sqlite3_context  *context,
            int               argc,
            sqlite3_value   **argv)
{
  gint64 pages;

  if (count_pages (context, argv, &pages))
    return_series (context, 2, pages, 1);
}

/* offsets (total, size): [size, 2 × size, …], where the pages after the first begin. */
static void
call_offsets (sqlite3_context  *context,
              int               argc,
              sqlite3_value   **argv)
{
  gint64 pages;

  if (count_pages (context, argv, &pages))
    return_series (context, 1, pages - 1, sqlite3_value_int64 (argv[1]));
}

/* uri (x): percent-encoded as one piece of a URI. */
static void
call_uri (sqlite3_context  *context,
          int               argc,
          sqlite3_value   **argv)
{
  const char *text = genkan_function_get_text (argv[0]);

  if (text != NULL)
    genkan_function_return_text (context, g_uri_escape_string (text, NULL, FALSE));
}

/* url_join (base, reference): RFC 3986, section 5. */
static void
call_url_join (sqlite3_context  *context,
               int               argc,
               sqlite3_value   **argv)
{
  const char *base = genkan_function_get_text (argv[0]);
  const char *reference = genkan_function_get_text (argv[1]);

  if (base != NULL && reference != NULL)
    genkan_function_return_text (context, g_uri_resolve_relative (base, reference,
                                                                  G_URI_FLAGS_ENCODED, NULL));
}

/* url_host (url): its host in lower case. */
static void
call_url_host (sqlite3_context  *context,
               int               argc,
               sqlite3_value   **argv)
{
  const char *text = genkan_function_get_text (argv[0]);
  g_autoptr (GUri) uri = text != NULL ? g_uri_parse (text, G_URI_FLAGS_NONE, NULL) : NULL;

  if (uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0')
    genkan_function_return_text (context, g_ascii_strdown (g_uri_get_host (uri), -1));
}

/* url_param (url, name): the decoded value of the first parameter of that name. */
static void
call_url_param (sqlite3_context  *context,
                int               argc,
                sqlite3_value   **argv)
{
  const char *text = genkan_function_get_text (argv[0]);
  const char *name = genkan_function_get_text (argv[1]);
  const char *query = text != NULL ? strchr (text, '?') : NULL;
  g_autofree char *part = NULL;
  GUriParamsIter iter;
  char *key, *value;

  if (query == NULL || name == NULL)
    return;

  part = g_strndup (query + 1, strcspn (query + 1, "#"));
  g_uri_params_iter_init (&iter, part, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &key, &value, NULL))
    {
      gboolean found = g_str_equal (key, name);

      g_free (key);
      if (found)
        {
          genkan_function_return_text (context, value);
          return;
        }
      g_free (value);
    }
}

/* Whether the parameters of one link (`; rel="next last"; title=…`) have the relation. */
static gboolean
has_relation (const char *params,
              const char *relation)
{
  g_autoptr (GRegex) regex = g_regex_new (";\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;,\"]+))",
                                          G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) info = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *bare = NULL;
  g_auto (GStrv) words = NULL;

  if (!g_regex_match (regex, params, 0, &info))
    return FALSE;

  quoted = g_match_info_fetch (info, 1);
  bare = g_match_info_fetch (info, 2);
  words = g_strsplit (quoted != NULL && *quoted != '\0' ? quoted : bare, " ", -1);
  for (char **word = words; *word != NULL; word++)
    if (g_ascii_strcasecmp (*word, relation) == 0)
      return TRUE;

  return FALSE;
}

/* The length of one link's parameters: to the comma outside quotes. */
static gsize
params_length (const char *params)
{
  gboolean quoted = FALSE;
  gsize length = 0;

  for (; params[length] != '\0' && (quoted || params[length] != ','); length++)
    if (params[length] == '"')
      quoted = !quoted;

  return length;
}

static char *
find_link (const char *header,
           const char *relation)
{
  const char *at = header;

  while ((at = strchr (at, '<')) != NULL)
    {
      const char *end = strchr (at, '>');
      g_autofree char *params = NULL;

      if (end == NULL)
        return NULL;
      params = g_strndup (end + 1, params_length (end + 1));
      if (has_relation (params, relation))
        return g_strndup (at + 1, end - at - 1);
      at = end + 1 + strlen (params);
    }

  return NULL;
}

/* link (headers, relation): the target of the Link header, RFC 8288. */
static void
call_link (sqlite3_context  *context,
           int               argc,
           sqlite3_value   **argv)
{
  const char *relation = genkan_function_get_text (argv[1]);
  GenkanJsonRef root, member;
  g_autofree char *header = NULL;

  if (relation == NULL || !genkan_function_get_json (context, argv[0], &root) ||
      !genkan_json_member (root, "link", strlen ("link"), &member))
    return;

  header = genkan_json_dup_text (member);
  genkan_function_return_text (context, find_link (header, relation));
}

const GenkanFunction genkan_functions_web[] = {
  { "pages", 2, call_pages },
  { "offsets", 2, call_offsets },
  { "uri", 1, call_uri },
  { "url_join", 2, call_url_join },
  { "url_host", 1, call_url_host },
  { "url_param", 2, call_url_param },
  { "link", 2, call_link },
  { NULL },
};
