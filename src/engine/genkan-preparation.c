/* genkan-preparation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `prepare`: a SELECT that makes what the request of a login is filled with besides the settings,
 * such as a signed token. It runs for each attempt anew, since a token has the time in it.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-preparation.h"

#include "genkan-run.h"
#include "genkan-signature.h"

/* What is shorter is no key, and hiding it would make holes in every message. */
#define SHORTEST_SECRET 6

static gboolean
take_column (GenkanVariables    *variables,
             const char         *name,
             const GenkanValue  *value,
             GenkanRedactor     *redactor,
             GError            **error)
{
  g_autofree char *text = genkan_value_is_null (value) ? NULL : genkan_value_dup_text (value);

  if (text == NULL)
    {
      g_set_error (error, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SETTINGS,
                   "the login cannot be prepared: its %s has no value; a setting that it is made "
                   "of may be empty, or not what it should be", name);
      return FALSE;
    }

  if (strlen (text) >= SHORTEST_SECRET)
    genkan_redactor_add (redactor, text);
  genkan_variables_set (variables, name, value);

  return TRUE;
}

/* What cannot be prepared is the fault of a setting, a key most of all. */
static GenkanRowBatch *
run_select (GenkanSandbox       *sandbox,
            const GenkanOutput  *prepare,
            GenkanVariables     *variables,
            GError             **error)
{
  g_autoptr (GError) reason = NULL;
  GenkanRowBatch *rows = genkan_sandbox_run_output (sandbox, prepare, variables, NULL, &reason);

  if (rows == NULL)
    g_set_error (error, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SETTINGS,
                 "the login cannot be prepared: %s", reason->message);

  return rows;
}

/**
 * genkan_preparation_run:
 * @sandbox: a sandbox for `auth`
 * @prepare: the SELECT
 * @variables: the settings, secret ones too
 * @redactor: gets what is made
 * @now_ms: milliseconds since 1970
 * @nonce: something that was never used before
 * @error: return location for a %GENKAN_ENGINE_ERROR_SETTINGS
 *
 * Returns: (transfer full) (nullable): @variables, and on top of them what was made
 */
GenkanVariables *
genkan_preparation_run (GenkanSandbox       *sandbox,
                        const GenkanOutput  *prepare,
                        GenkanVariables     *variables,
                        GenkanRedactor      *redactor,
                        gint64               now_ms,
                        const char          *nonce,
                        GError             **error)
{
  g_autoptr (GenkanVariables) seen = genkan_variables_new (variables);
  g_autoptr (GenkanVariables) made = genkan_variables_new (variables);
  g_autoptr (GenkanRowBatch) rows = NULL;

  genkan_signature_set_moment (seen, now_ms, nonce);
  rows = run_select (sandbox, prepare, seen, error);
  if (rows == NULL)
    return NULL;

  /* A row of NULLs is none: then the first column is what has no value. */
  if (genkan_row_batch_get_n_rows (rows) == 0)
    {
      const GenkanValue none = GENKAN_VALUE_INIT;

      take_column (made, prepare->columns[0], &none, redactor, error);
      return NULL;
    }

  for (guint i = 0; i < genkan_row_batch_get_n_columns (rows); i++)
    if (!take_column (made, genkan_row_batch_get_column_name (rows, i),
                      genkan_row_batch_get (rows, 0, i), redactor, error))
      return NULL;

  return g_steal_pointer (&made);
}
