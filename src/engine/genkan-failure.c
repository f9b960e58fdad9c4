/* genkan-failure.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every error names the step, the address, the status, and what the tool itself says. The whole
 * is redacted at once, at the end, so that no part of it can be forgotten; the answer is
 * redacted before it is cut to size, or a secret could lose the half by which it is known.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-failure.h"

#include "genkan-connector.h"
#include "genkan-http-error.h"
#include "genkan-run.h"

#define EXCERPT_LENGTH 2048

static int
code_for_http_error (int code)
{
  switch (code)
    {
    case GENKAN_HTTP_ERROR_URI:
    case GENKAN_HTTP_ERROR_PLAIN:
      return GENKAN_ENGINE_ERROR_SETTINGS;

    case GENKAN_HTTP_ERROR_HOST:
      return GENKAN_ENGINE_ERROR_HOST;

    case GENKAN_HTTP_ERROR_REDIRECT:
      return GENKAN_ENGINE_ERROR_REFUSED;

    case GENKAN_HTTP_ERROR_UNREACHABLE:
      return GENKAN_ENGINE_ERROR_UNREACHABLE;

    case GENKAN_HTTP_ERROR_TLS:
      return GENKAN_ENGINE_ERROR_TLS;

    case GENKAN_HTTP_ERROR_TIMEOUT:
      return GENKAN_ENGINE_ERROR_TIMEOUT;

    case GENKAN_HTTP_ERROR_TOO_LARGE:
      return GENKAN_ENGINE_ERROR_TOO_LARGE;

    case GENKAN_HTTP_ERROR_CUT:
    default:
      return GENKAN_ENGINE_ERROR_CUT;
    }
}

/* The code for an error of http/, of connector/, or of this library. */
int
genkan_failure_code_for_error (const GError *error)
{
  if (error->domain == GENKAN_ENGINE_ERROR)
    return error->code;

  if (error->domain == GENKAN_HTTP_ERROR)
    return code_for_http_error (error->code);

  if (g_error_matches (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_CUT))
    return GENKAN_ENGINE_ERROR_CUT;

  if (g_error_matches (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE))
    return GENKAN_ENGINE_ERROR_TOO_LARGE;

  if (g_error_matches (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_NOT_DATA))
    return GENKAN_ENGINE_ERROR_NOT_DATA;

  return GENKAN_ENGINE_ERROR_SHAPE;
}

/* The code for an answer that says no. */
int
genkan_failure_code_for_status (guint status)
{
  switch (status)
    {
    case 401:
      return GENKAN_ENGINE_ERROR_UNAUTHORIZED;

    case 403:
      return GENKAN_ENGINE_ERROR_FORBIDDEN;

    case 404:
      return GENKAN_ENGINE_ERROR_NOT_FOUND;

    case 429:
      return GENKAN_ENGINE_ERROR_THROTTLED;

    default:
      if (status >= 500)
        return GENKAN_ENGINE_ERROR_SERVER;
      return status < 300 ? GENKAN_ENGINE_ERROR_VENDOR : GENKAN_ENGINE_ERROR_REFUSED;
    }
}

static void
append_place (GString              *text,
              const GenkanEvidence *evidence)
{
  const GenkanInvocation *invocation = evidence->invocation;

  g_string_append_printf (text, "step %s", invocation->step->name);
  if (invocation->asked != NULL)
    g_string_append_printf (text, ", %s", invocation->asked);
  if (invocation->status != 0)
    g_string_append_printf (text, ", status %u", invocation->status);
}

/* Messages of the mapper begin with the step, which stands in the place anyway. */
static const char *
skip_step (const char           *message,
           const GenkanEvidence *evidence)
{
  g_autofree char *prefix = g_strdup_printf ("step %s: ", evidence->invocation->step->name);

  return g_str_has_prefix (message, prefix) ? message + strlen (prefix) : message;
}

/**
 * genkan_failure_new:
 * @code: a #GenkanEngineError
 * @message: what went wrong
 * @evidence: where
 * @redactor: takes the secrets out
 *
 * Returns: (transfer full): the error
 */
GError *
genkan_failure_new (int                   code,
                    const char           *message,
                    const GenkanEvidence *evidence,
                    GenkanRedactor       *redactor)
{
  g_autoptr (GString) text = g_string_new (skip_step (message, evidence));
  g_autofree char *redacted = NULL;

  g_string_append (text, " (");
  append_place (text, evidence);
  g_string_append_c (text, ')');
  redacted = genkan_redactor_redact (redactor, text->str);

  return g_error_new_literal (GENKAN_ENGINE_ERROR, code, redacted);
}

static void
append_excerpt (GString        *details,
                const GString  *excerpt,
                GenkanRedactor *redactor)
{
  g_autofree char *valid = g_utf8_make_valid (excerpt->str, excerpt->len);
  g_autofree char *redacted = genkan_redactor_redact (redactor, valid);
  gsize length = strlen (redacted);

  if (length > EXCERPT_LENGTH)
    length = g_utf8_find_prev_char (redacted, redacted + EXCERPT_LENGTH + 1) - redacted;

  g_string_append_printf (details, "\n%.*s%s\n", (int) length, redacted,
                          redacted[length] != '\0' ? " …" : "");
}

/**
 * genkan_failure_dup_details:
 * @message: what went wrong
 * @evidence: what was asked, and what came
 * @redactor: takes the secrets out
 *
 * Returns: (transfer full): a text to copy and send to somebody who can help
 */
char *
genkan_failure_dup_details (const char           *message,
                            const GenkanEvidence *evidence,
                            GenkanRedactor       *redactor)
{
  g_autoptr (GString) text = g_string_new (skip_step (message, evidence));
  g_autofree char *redacted = NULL;
  g_autoptr (GString) details = NULL;

  g_string_append_c (text, '\n');
  append_place (text, evidence);
  if (evidence->invocation->words != NULL && *evidence->invocation->words != '\0')
    g_string_append_printf (text, "\nPage: %s", evidence->invocation->words);
  if (evidence->content_type != NULL)
    g_string_append_printf (text, "\nContent type: %s", evidence->content_type);
  g_string_append_c (text, '\n');

  redacted = genkan_redactor_redact (redactor, text->str);
  details = g_string_new (redacted);
  if (evidence->excerpt != NULL && evidence->excerpt->len > 0)
    append_excerpt (details, evidence->excerpt, redactor);

  return g_string_free (g_steal_pointer (&details), FALSE);
}
