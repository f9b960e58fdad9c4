/* genkan-functions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-functions.h"

#include "genkan-value.h"

/* Marks a text as JSON for the functions of SQLite. */
#define JSON_SUBTYPE 'J'

/* A pattern of a connector file must not burn a core over a vendor's text. */
#define REGEX_LIMITS "(*LIMIT_MATCH=200000)"

static const GenkanFunction *const themes[] = {
  genkan_functions_json,
  genkan_functions_text,
  genkan_functions_time,
  genkan_functions_web,
  genkan_functions_security,
  genkan_functions_package,
};

static int
register_theme (GenkanSqlBox         *database,
                const GenkanFunction *function)
{
  int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS | SQLITE_SUBTYPE;

#ifdef SQLITE_RESULT_SUBTYPE
  flags |= SQLITE_RESULT_SUBTYPE;
#endif

  for (; function->name != NULL; function++)
    {
      int rc = sqlite3_create_function_v2 (genkan_sql_box_get_handle (database), function->name,
                                           function->n_args, flags, database, function->call,
                                           NULL, NULL, NULL);
      if (rc != SQLITE_OK)
        return rc;
    }

  return SQLITE_OK;
}

int
genkan_functions_register (GenkanSqlBox *database)
{
  for (gsize i = 0; i < G_N_ELEMENTS (themes); i++)
    {
      int rc = register_theme (database, themes[i]);

      if (rc != SQLITE_OK)
        return rc;
    }

  return SQLITE_OK;
}

int
genkan_functions_register_for_auth (GenkanSqlBox *database)
{
  return register_theme (database, genkan_functions_auth);
}

gboolean
genkan_functions_are_for_auth (const char *name)
{
  for (const GenkanFunction *function = genkan_functions_auth; function->name != NULL; function++)
    if (g_str_equal (function->name, name))
      return TRUE;

  return FALSE;
}

void
genkan_functions_add_names (GPtrArray *names)
{
  for (gsize i = 0; i < G_N_ELEMENTS (themes); i++)
    for (const GenkanFunction *function = themes[i]; function->name != NULL; function++)
      g_ptr_array_add (names, (char *) function->name);
}

GenkanSqlBox *
genkan_function_get_database (sqlite3_context *context)
{
  return sqlite3_user_data (context);
}

/**
 * genkan_function_get_text:
 * @value: an argument
 *
 * Returns: (transfer none) (nullable): its text, or %NULL for a NULL and for what is not UTF-8
 */
const char *
genkan_function_get_text (sqlite3_value *value)
{
  const char *text = (const char *) sqlite3_value_text (value);

  /* What is behind a NUL, no function sees. */
  return text != NULL && genkan_text_is_valid (text, strlen (text)) ? text : NULL;
}

/**
 * genkan_function_get_json:
 * @context: the call
 * @value: an argument
 * @ret_root: (out): its value, until the next JSON is looked into
 *
 * Returns: whether the argument is JSON
 */
gboolean
genkan_function_get_json (sqlite3_context *context,
                          sqlite3_value   *value,
                          GenkanJsonRef   *ret_root)
{
  /* Unlike _text (), _blob () needs no terminating NUL and so makes no copy. NULL for a NULL. */
  const char *text = sqlite3_value_blob (value);

  return genkan_sql_box_index_json (genkan_function_get_database (context), text,
                                    sqlite3_value_bytes (value), ret_root);
}

/**
 * genkan_function_return_text:
 * @context: the call
 * @text: (transfer full) (nullable): the result
 */
void
genkan_function_return_text (sqlite3_context *context,
                             char            *text)
{
  if (text != NULL)
    sqlite3_result_text (context, text, -1, g_free);
}

/**
 * genkan_function_return_json:
 * @context: the call
 * @json: (transfer full): the result
 */
void
genkan_function_return_json (sqlite3_context *context,
                             GString         *json)
{
  gsize length = json->len;

  sqlite3_result_text64 (context, g_string_free (json, FALSE), length, g_free, SQLITE_UTF8);
  sqlite3_result_subtype (context, JSON_SUBTYPE);
}

/**
 * genkan_function_get_regex:
 * @context: the call
 * @arg: which argument is the pattern
 * @pattern: its text
 *
 * Compiled once per SELECT. A pattern that is none raises.
 *
 * Returns: (transfer full) (nullable): the regular expression
 */
GRegex *
genkan_function_get_regex (sqlite3_context *context,
                           int              arg,
                           const char      *pattern)
{
  GRegex *regex = sqlite3_get_auxdata (context, arg);
  g_autofree char *limited = NULL;
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;

  if (regex != NULL)
    return g_regex_ref (regex);

  limited = g_strconcat (REGEX_LIMITS, pattern, NULL);
  regex = g_regex_new (limited, G_REGEX_OPTIMIZE, 0, &error);
  if (regex == NULL)
    {
      message = g_strdup_printf ("“%s” is not a regular expression", pattern);
      sqlite3_result_error (context, message, -1);
      return NULL;
    }
  sqlite3_set_auxdata (context, arg, g_regex_ref (regex), (void (*) (void *)) g_regex_unref);

  return regex;
}
