/* genkan-functions-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-functions.h"
#include "genkan-html.h"
#include "genkan-markdown-text.h"

/* text (x): trimmed; NULL for what vendors write when there is nothing. */
static void
call_text (sqlite3_context  *context,
           int               argc,
           sqlite3_value   **argv)
{
  static const char *const nothing[] = { "", "-", "n/a", "none", "null", "nil", "undefined" };
  const char *text = genkan_function_get_text (argv[0]);
  g_autofree char *trimmed = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  if (trimmed == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    if (g_ascii_strcasecmp (trimmed, nothing[i]) == 0)
      return;

  genkan_function_return_text (context, g_steal_pointer (&trimmed));
}

/* html_text (x): HTML as plain text. */
static void
call_html_text (sqlite3_context  *context,
                int               argc,
                sqlite3_value   **argv)
{
  const char *html = genkan_function_get_text (argv[0]);

  if (html != NULL)
    genkan_function_return_text (context, genkan_html_to_text (html));
}

/* markdown_text (x): Markdown as plain text. */
static void
call_markdown_text (sqlite3_context  *context,
                    int               argc,
                    sqlite3_value   **argv)
{
  const char *markdown = genkan_function_get_text (argv[0]);

  if (markdown != NULL)
    genkan_function_return_text (context, genkan_markdown_to_text (markdown));
}

static gboolean
match (sqlite3_context  *context,
       const char       *text,
       const char       *pattern,
       int               pattern_arg,
       GMatchInfo      **ret_match)
{
  g_autoptr (GRegex) regex = NULL;

  if (text == NULL || pattern == NULL)
    return FALSE;

  regex = genkan_function_get_regex (context, pattern_arg, pattern);
  if (regex == NULL)
    return FALSE;

  return g_regex_match (regex, text, 0, ret_match);
}

/* rx (text, pattern [, group]): the first match, or that group of it. */
static void
call_rx (sqlite3_context  *context,
         int               argc,
         sqlite3_value   **argv)
{
  g_autoptr (GMatchInfo) info = NULL;
  int group = argc > 2 ? sqlite3_value_int (argv[2]) : 0;

  if (group >= 0 && match (context, genkan_function_get_text (argv[0]),
                           genkan_function_get_text (argv[1]), 1, &info))
    genkan_function_return_text (context, g_match_info_fetch (info, group));
}

/* rx_all (text, pattern): an array of all matches. */
static void
call_rx_all (sqlite3_context  *context,
             int               argc,
             sqlite3_value   **argv)
{
  g_autoptr (GMatchInfo) info = NULL;
  GString *json;

  if (!match (context, genkan_function_get_text (argv[0]),
              genkan_function_get_text (argv[1]), 1, &info))
    return;

  json = g_string_new ("[");
  do
    {
      g_autofree char *found = g_match_info_fetch (info, 0);

      if (json->len > 1)
        g_string_append_c (json, ',');
      genkan_json_write_text (json, found, -1);
    }
  while (g_match_info_next (info, NULL));
  g_string_append_c (json, ']');
  genkan_function_return_json (context, json);
}

/* `text REGEXP pattern` calls regexp (pattern, text). */
static void
call_regexp (sqlite3_context  *context,
             int               argc,
             sqlite3_value   **argv)
{
  const char *pattern = genkan_function_get_text (argv[0]);
  const char *text = genkan_function_get_text (argv[1]);

  if (text != NULL && pattern != NULL)
    sqlite3_result_int (context, match (context, text, pattern, 0, NULL));
}

const GenkanFunction genkan_functions_text[] = {
  { "text", 1, call_text },
  { "html_text", 1, call_html_text },
  { "markdown_text", 1, call_markdown_text },
  { "rx", 2, call_rx },
  { "rx", 3, call_rx },
  { "rx_all", 2, call_rx_all },
  { "regexp", 2, call_regexp },
  { NULL },
};
