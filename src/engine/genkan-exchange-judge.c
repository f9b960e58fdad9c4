/* genkan-exchange-judge.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How an attempt ends: well, with another one, or with an error that says what was asked and
 * what came.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-exchange-private.h"

#include "genkan-failure.h"
#include "genkan-http-error.h"
#include "genkan-request-maker.h"

static gboolean
is_signature (const GenkanAuth *auth,
              const char       *name)
{
  const GenkanOutput *output = auth->sign != NULL
                               ? g_ptr_array_index (auth->sign->outputs, 0) : NULL;

  for (guint i = 0; output != NULL && i < output->n_columns; i++)
    if (g_ascii_strcasecmp (output->columns[i], name) == 0)
      return TRUE;

  return auth->aws != NULL && g_ascii_strcasecmp (name, "Authorization") == 0;
}

/* A piece of a header that is long enough to be a signature. */
#define SIGNATURE_LENGTH 32

/* A tool that refuses a request likes to repeat it. What `auth` makes of the settings is known to
 * the redactor; a signature is new with each attempt, and is added once somebody could see it. */
static void
genkan_exchange_hide_signature (GenkanExchange *self)
{
  const GenkanAuth *auth = self->context->definition->auth;
  guint n_headers = auth != NULL && self->request != NULL
                    ? genkan_http_request_get_n_headers (self->request) : 0;

  for (guint i = 0; i < n_headers; i++)
    {
      const char *value;
      const char *name = genkan_http_request_get_header (self->request, i, &value);
      g_auto (GStrv) pieces = g_strsplit_set (value, " ,", -1);

      if (!is_signature (auth, name))
        continue;

      for (char **piece = pieces; *piece != NULL; piece++)
        if (strlen (*piece) >= SIGNATURE_LENGTH)
          genkan_redactor_add (self->context->redactor, *piece);
    }
}

static void
genkan_exchange_get_evidence (GenkanExchange *self,
                              GenkanEvidence *evidence)
{
  *evidence = (GenkanEvidence) { .invocation = self->invocation };

  if (self->answer != NULL)
    evidence->content_type = genkan_http_answer_get_content_type (self->answer);
  if (self->reading != NULL)
    evidence->excerpt = genkan_reading_get_excerpt (self->reading);
}

void
_genkan_exchange_fail (GenkanExchange *self,
                       int             code,
                       const char     *message)
{
  GenkanEvidence evidence;

  genkan_exchange_get_evidence (self, &evidence);
  g_free (self->details);
  self->details = genkan_failure_dup_details (message, &evidence, self->context->redactor);
  _genkan_exchange_return (self, genkan_failure_new (code, message, &evidence,
                                                    self->context->redactor));
}

/* The file's own wish, as opposed to what is tried again anyway. */
static gboolean
is_wanted (const GenkanVerdict *verdict,
           guint                status)
{
  return verdict != NULL && verdict->kind == GENKAN_VERDICT_RETRY
         && status != 408 && status != 425 && status != 429 && status < 500;
}

/* Tries again, or fails with the code and the message. */
static void
genkan_exchange_retry_or_fail (GenkanExchange      *self,
                               const GError        *error,
                               const GenkanVerdict *verdict,
                               int                  code,
                               const char          *message)
{
  guint status = self->answer != NULL ? genkan_http_answer_get_status (self->answer) : 0;
  GenkanRetryCase failure = {
    .attempt = self->attempt,
    .status = status,
    .error = error,
    .headers = self->answer != NULL ? genkan_http_answer_get_headers (self->answer) : NULL,
    .repeatable = genkan_request_is_repeatable (self->invocation->step),
    .wanted = is_wanted (verdict, status),
    .asked = verdict != NULL ? verdict->after : -1,
  };
  gint64 delay = 0;
  g_autofree char *longer = NULL;

  switch (genkan_retry_policy_decide (&self->context->policy, &failure, g_get_real_time (),
                                      g_random_double (), &delay))
    {
    case GENKAN_RETRY_AGAIN:
      _genkan_exchange_again (self, delay, status, message);
      return;

    case GENKAN_RETRY_EXHAUSTED:
      if (self->attempt > 1)
        longer = g_strdup_printf ("%s, after %u attempts", message, self->attempt);
      break;

    case GENKAN_RETRY_TOO_LONG:
      longer = g_strdup_printf ("%s, and the tool asks to wait %" G_GINT64_FORMAT
                                " seconds before the next attempt",
                                message, delay / G_USEC_PER_SEC);
      break;

    case GENKAN_RETRY_NEVER:
    default:
      break;
    }

  _genkan_exchange_fail (self, code, longer != NULL ? longer : message);
}

/* --- judging -------------------------------------------------------------------------------- */

static void
genkan_exchange_succeed (GenkanExchange      *self,
                         const GenkanVerdict *verdict)
{
  GenkanEvidence evidence;

  self->context->n_done++;
  self->verdict = verdict->kind;
  self->message = g_strdup (verdict->message);
  self->next = genkan_reading_take_next (self->reading);
  self->n_items = genkan_reading_get_n_items (self->reading);
  self->checksum = genkan_reading_dup_checksum (self->reading);

  if (verdict->kind != GENKAN_VERDICT_GOOD && verdict->kind != GENKAN_VERDICT_EMPTY)
    {
      genkan_exchange_get_evidence (self, &evidence);
      self->details = genkan_failure_dup_details (verdict->message != NULL ? verdict->message : "",
                                                  &evidence, self->context->redactor);
    }

  _genkan_exchange_return (self, NULL);
}

static char *
dup_refusal (GenkanExchange      *self,
             const GenkanVerdict *verdict)
{
  guint status = genkan_http_answer_get_status (self->answer);

  if (verdict->message != NULL && *verdict->message != '\0')
    return g_strdup (verdict->message);

  return g_strdup_printf ("the tool answered with status %u", status);
}

void
_genkan_exchange_judge (GenkanExchange *self)
{
  const GenkanVerdict *verdict = genkan_reading_get_verdict (self->reading);
  guint status = genkan_http_answer_get_status (self->answer);
  g_autofree char *message = dup_refusal (self, verdict);
  int code = genkan_failure_code_for_status (status);

  if (verdict->kind != GENKAN_VERDICT_GOOD)
    genkan_exchange_hide_signature (self);

  switch (verdict->kind)
    {
    case GENKAN_VERDICT_RETRY:
      genkan_exchange_retry_or_fail (self, NULL, verdict, code, message);
      break;

    case GENKAN_VERDICT_RELOGIN:
      if (!_genkan_exchange_renew (self))
        _genkan_exchange_fail (self, GENKAN_ENGINE_ERROR_UNAUTHORIZED, message);
      break;

    case GENKAN_VERDICT_FAIL:
      _genkan_exchange_fail (self, code, message);
      break;

    case GENKAN_VERDICT_GOOD:
    case GENKAN_VERDICT_EMPTY:
    case GENKAN_VERDICT_KEEP:
    case GENKAN_VERDICT_PARTIAL:
    case GENKAN_VERDICT_SKIP:
      genkan_exchange_succeed (self, verdict);
      break;

    default:
      g_assert_not_reached ();
    }
}

/* An answer that ends too early shows either in HTTP or in what it says; both are the same. */
void
_genkan_exchange_stumble (GenkanExchange *self,
                          const GError   *error)
{
  g_autoptr (GError) cut = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      _genkan_exchange_return (self, g_error_copy (error));
      return;
    }

  genkan_exchange_hide_signature (self);
  if (g_error_matches (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_CUT))
    cut = g_error_new_literal (GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_CUT, error->message);

  genkan_exchange_retry_or_fail (self, cut != NULL ? cut : error, NULL,
                                 genkan_failure_code_for_error (error), error->message);
}

