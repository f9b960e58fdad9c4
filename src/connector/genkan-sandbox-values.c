/* genkan-sandbox-values.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The values that a SELECT names: those of the run, and those of the answer that it is about.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-sandbox-parts.h"

#include "genkan-fingerprint.h"

int
_genkan_sandbox_bind_value (sqlite3_stmt      *statement,
                            int                place,
                            const GenkanValue *value)
{
  if (value == NULL)
    return sqlite3_bind_null (statement, place);

  switch (value->type)
    {
    case GENKAN_VALUE_INTEGER:
      return sqlite3_bind_int64 (statement, place, value->integer);

    case GENKAN_VALUE_REAL:
      return sqlite3_bind_double (statement, place, value->real);

    case GENKAN_VALUE_TEXT:
      return sqlite3_bind_text64 (statement, place, value->text, value->length, SQLITE_STATIC,
                                  SQLITE_UTF8);

    case GENKAN_VALUE_BLOB:
      return sqlite3_bind_blob64 (statement, place, value->text, value->length, SQLITE_STATIC);

    case GENKAN_VALUE_NULL:
    default:
      return sqlite3_bind_null (statement, place);
    }
}

/* `:status`, `:headers`, `:body`, `:items`: they belong to the answer, whatever a variable of
 * the same name says. */
static gboolean
get_answer_value (const GenkanAnswer *answer,
                  const char         *name,
                  GenkanValue        *ret_value)
{
  if (answer == NULL)
    return FALSE;

  if (g_str_equal (name, "status"))
    *ret_value = genkan_value_integer (answer->status);
  else if (g_str_equal (name, "items"))
    *ret_value = genkan_value_integer (answer->n_items);
  else if (g_str_equal (name, "headers"))
    *ret_value = genkan_value_text (answer->headers);
  else if (g_str_equal (name, "body"))
    *ret_value = answer->body != NULL
                 ? genkan_value_text_len (answer->body, answer->body_length)
                 : genkan_value_text (NULL);
  else
    return FALSE;

  return TRUE;
}

void
_genkan_sandbox_bind_all (sqlite3_stmt       *statement,
                          GenkanVariables    *variables,
                          const GenkanAnswer *answer)
{
  for (int i = 1; i <= sqlite3_bind_parameter_count (statement); i++)
    {
      const char *name = sqlite3_bind_parameter_name (statement, i) + 1;
      GenkanValue value;

      if (get_answer_value (answer, name, &value))
        _genkan_sandbox_bind_value (statement, i, &value);
      else
        _genkan_sandbox_bind_value (statement, i, genkan_variables_lookup (variables, name));
    }
}

static void
add_text (GenkanFingerprint *fingerprint,
          const char        *text)
{
  genkan_fingerprint_update (fingerprint, (const guint8 *) text, strlen (text) + 1);
}

static void
add_value (GenkanFingerprint *fingerprint,
           const GenkanValue *value)
{
  g_autofree char *text = NULL;
  guint8 type = value != NULL ? value->type : GENKAN_VALUE_NULL;

  genkan_fingerprint_update (fingerprint, &type, 1);
  if (genkan_value_is_null (value))
    return;

  text = genkan_value_dup_text (value);
  add_text (fingerprint, text);
}

/**
 * genkan_sandbox_get_seed:
 * @self: a sandbox
 * @output: a SELECT over items
 * @variables: the values
 * @answer: (nullable): what the tool has answered
 * @ret_seed: (out): stands for all that its rows depend on besides the items: the SELECT, what the
 *   functions in it do, and the values that it names
 * @error: return location for a #GenkanConnectorError
 *
 * Returns: whether the SELECT compiles
 */
gboolean
genkan_sandbox_get_seed (GenkanSandbox       *self,
                         const GenkanOutput  *output,
                         GenkanVariables     *variables,
                         const GenkanAnswer  *answer,
                         guint64             *ret_seed,
                         GError             **error)
{
  sqlite3_stmt *statement = _genkan_sandbox_get_statement (self, output->index, output->sql, error);
  GenkanFingerprint fingerprint;

  if (statement == NULL)
    return FALSE;

  genkan_fingerprint_init (&fingerprint, 0);
  add_text (&fingerprint, PACKAGE_VERSION);
  add_text (&fingerprint, sqlite3_sourceid ());
  add_text (&fingerprint, output->sql);
  for (int i = 1; i <= sqlite3_bind_parameter_count (statement); i++)
    {
      const char *name = sqlite3_bind_parameter_name (statement, i) + 1;
      GenkanValue value;

      add_text (&fingerprint, name);
      if (get_answer_value (answer, name, &value))
        add_value (&fingerprint, &value);
      else
        add_value (&fingerprint, genkan_variables_lookup (variables, name));
    }
  *ret_seed = genkan_fingerprint_get (&fingerprint);

  return TRUE;
}
