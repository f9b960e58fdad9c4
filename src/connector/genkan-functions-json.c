/* genkan-functions-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `->` and `->>` are calls of functions of these names, so registering our own replaces
 * SQLite's: an item is parsed once however many columns look into it, integers stay exact, and
 * the meaning is the same with every version of SQLite:
 *
 *   j ->> 'name'        the member of exactly this name, dots and @ included
 *   j ->> '$.a.b[0]'    a path; `"…"` around names, `[#-1]` from the end
 *   j ->> 2, j ->> -1   the element
 *
 * `->>` gives SQL values (true and false are 1 and 0, an array or object its JSON), `->` gives
 * JSON. What is missing and what is null are both NULL, and so is everything in what is no JSON.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-functions.h"

static void
path_free (void *path)
{
  genkan_json_path_free (path);
}

/* The path in an argument, compiled once per SELECT where it is constant. */
static GenkanJsonPath *
get_path (sqlite3_context *context,
          int              arg,
          sqlite3_value   *value)
{
  GenkanJsonPath *path = sqlite3_get_auxdata (context, arg);

  if (path != NULL || sqlite3_value_type (value) == SQLITE_NULL)
    return path;

  if (sqlite3_value_type (value) == SQLITE_INTEGER)
    path = genkan_json_path_new_index (sqlite3_value_int64 (value));
  else
    path = genkan_json_path_new ((const char *) sqlite3_value_text (value),
                                 sqlite3_value_bytes (value));

  if (path == NULL)
    {
      g_autofree char *message = g_strdup_printf ("“%s” is not a JSON path",
                                                  (const char *) sqlite3_value_text (value));
      sqlite3_result_error (context, message, -1);
      return NULL;
    }
  sqlite3_set_auxdata (context, arg, path, path_free);

  /* Without memory for it, SQLite has freed it at once. */
  return sqlite3_get_auxdata (context, arg);
}

static void
note_path (sqlite3_context *context,
           sqlite3_value   *path,
           gboolean         met)
{
  GenkanSqlBox *box = genkan_function_get_database (context);

  if (genkan_sql_box_has_coverage (box) && sqlite3_value_type (path) != SQLITE_NULL)
    genkan_sql_box_note_path (box, (const char *) sqlite3_value_text (path), met);
}

static gboolean
find (sqlite3_context  *context,
      sqlite3_value   **argv,
      GenkanJsonRef    *ret_found)
{
  GenkanJsonPath *path = get_path (context, 1, argv[1]);
  GenkanJsonRef root;
  gboolean found = path != NULL &&
                   genkan_function_get_json (context, argv[0], &root) &&
                   genkan_json_path_find (path, root, ret_found);

  note_path (context, argv[1], found);

  return found;
}

/* A part of what is read, without a copy where it stays where it is. */
static void
return_slice (sqlite3_context *context,
              const char      *text,
              gsize            length)
{
  gboolean stays = genkan_sql_box_holds (genkan_function_get_database (context), text);

  sqlite3_result_text64 (context, text, length, stays ? SQLITE_STATIC : SQLITE_TRANSIENT,
                         SQLITE_UTF8);
}

static void
return_text (sqlite3_context *context,
             GenkanJsonRef    ref)
{
  gsize length;
  const char *raw = genkan_json_get_raw (ref, &length);

  if (genkan_json_is_escaped (ref))
    genkan_function_return_text (context, genkan_json_dup_text (ref));
  else
    return_slice (context, raw, length);
}

/* Beyond 64 bits the digits themselves are the value. */
static void
return_integer (sqlite3_context *context,
                GenkanJsonRef    ref)
{
  gint64 integer;

  if (genkan_json_get_integer (ref, &integer))
    sqlite3_result_int64 (context, integer);
  else
    genkan_function_return_text (context, genkan_json_dup_text (ref));
}

static void
return_raw (sqlite3_context *context,
            GenkanJsonRef    ref)
{
  gboolean text = genkan_json_get_type (ref) == GENKAN_JSON_TEXT;
  gsize length;
  const char *raw = genkan_json_get_raw (ref, &length);

  return_slice (context, text ? raw - 1 : raw, text ? length + 2 : length);
}

static void
return_value (sqlite3_context *context,
              GenkanJsonRef    ref)
{
  switch (genkan_json_get_type (ref))
    {
    case GENKAN_JSON_NULL:
      break;

    case GENKAN_JSON_FALSE:
    case GENKAN_JSON_TRUE:
      sqlite3_result_int (context, genkan_json_get_type (ref) == GENKAN_JSON_TRUE);
      break;

    case GENKAN_JSON_INTEGER:
      return_integer (context, ref);
      break;

    case GENKAN_JSON_REAL:
      sqlite3_result_double (context, genkan_json_get_real (ref));
      break;

    case GENKAN_JSON_TEXT:
      return_text (context, ref);
      break;

    case GENKAN_JSON_ARRAY:
    case GENKAN_JSON_OBJECT:
      return_raw (context, ref);
      break;

    default:
      g_return_if_reached ();
    }
}

static void
call_arrow (sqlite3_context  *context,
            int               argc,
            sqlite3_value   **argv)
{
  GenkanJsonRef found;

  if (!find (context, argv, &found) || genkan_json_get_type (found) == GENKAN_JSON_NULL)
    return;

  return_raw (context, found);
  sqlite3_result_subtype (context, 'J');
}

static void
call_long_arrow (sqlite3_context  *context,
                 int               argc,
                 sqlite3_value   **argv)
{
  GenkanJsonRef found;

  if (find (context, argv, &found))
    return_value (context, found);
}

/* need (json, path): the value; raises when there is none. */
static void
call_need (sqlite3_context  *context,
           int               argc,
           sqlite3_value   **argv)
{
  GenkanJsonRef found;
  g_autofree char *message = NULL;

  if (find (context, argv, &found) && genkan_json_get_type (found) != GENKAN_JSON_NULL)
    {
      return_value (context, found);
      return;
    }
  message = g_strdup_printf (GENKAN_NEED_PREFIX "the answer has no %s",
                             (const char *) sqlite3_value_text (argv[1]));
  sqlite3_result_error (context, message, -1);
}

static void
write_raw (GString       *json,
           GenkanJsonRef  ref)
{
  gboolean text = genkan_json_get_type (ref) == GENKAN_JSON_TEXT;
  gsize length;
  const char *raw = genkan_json_get_raw (ref, &length);

  g_string_append_len (json, text ? raw - 1 : raw, text ? length + 2 : length);
}

/* pluck (array, path): the values behind the path in each element, as an array. */
static void
call_pluck (sqlite3_context  *context,
            int               argc,
            sqlite3_value   **argv)
{
  GenkanJsonPath *path = get_path (context, 1, argv[1]);
  GenkanJsonRef root, child, found;
  gboolean met = FALSE;
  GString *json;

  if (path == NULL || !genkan_function_get_json (context, argv[0], &root) ||
      genkan_json_get_type (root) != GENKAN_JSON_ARRAY)
    return;

  json = g_string_new ("[");
  if (genkan_json_first_child (root, &child))
    do
      {
        if (!genkan_json_path_find (path, child, &found))
          continue;
        met = TRUE;
        if (genkan_json_get_type (found) == GENKAN_JSON_NULL)
          continue;
        if (json->len > 1)
          g_string_append_c (json, ',');
        write_raw (json, found);
      }
    while (genkan_json_next_child (root, &child));
  g_string_append_c (json, ']');
  note_path (context, argv[1], met);
  genkan_function_return_json (context, json);
}

/* jjoin (array, separator): the elements as one text; NULL for an empty array. */
static void
call_jjoin (sqlite3_context  *context,
            int               argc,
            sqlite3_value   **argv)
{
  const char *separator = genkan_function_get_text (argv[1]);
  GenkanJsonRef root, child;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean any = FALSE;

  if (separator == NULL || !genkan_function_get_json (context, argv[0], &root) ||
      genkan_json_get_type (root) != GENKAN_JSON_ARRAY || !genkan_json_first_child (root, &child))
    return;

  do
    {
      if (genkan_json_get_type (child) == GENKAN_JSON_NULL)
        continue;
      if (any)
        g_string_append (text, separator);
      genkan_json_append_text (child, text);
      any = TRUE;
    }
  while (genkan_json_next_child (root, &child));

  if (any)
    genkan_function_return_text (context, g_strdup (text->str));
}

/* split (text, separator): an array of the trimmed parts that are not empty. */
static void
call_split (sqlite3_context  *context,
            int               argc,
            sqlite3_value   **argv)
{
  const char *text = genkan_function_get_text (argv[0]);
  const char *separator = genkan_function_get_text (argv[1]);
  g_auto (GStrv) parts = NULL;
  GString *json;

  if (text == NULL || separator == NULL || *separator == '\0')
    return;

  parts = g_strsplit (text, separator, -1);
  json = g_string_new ("[");
  for (char **part = parts; *part != NULL; part++)
    {
      if (*g_strstrip (*part) == '\0')
        continue;
      if (json->len > 1)
        g_string_append_c (json, ',');
      genkan_json_write_text (json, *part, -1);
    }
  g_string_append_c (json, ']');
  genkan_function_return_json (context, json);
}

const GenkanFunction genkan_functions_json[] = {
  { "->", 2, call_arrow },
  { "->>", 2, call_long_arrow },
  { "need", 2, call_need },
  { "pluck", 2, call_pluck },
  { "jjoin", 2, call_jjoin },
  { "split", 2, call_split },
  { NULL },
};
