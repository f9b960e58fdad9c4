/* genkan-signature.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `sign`: a SELECT over the request as it will be sent, for each attempt anew, since a signature
 * has the time in it. Its columns are headers.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-signature.h"

#include "genkan-run.h"

#include <sys/random.h>

#define NONCE_BYTES 16

/* Sixteen bytes that nobody can foresee, in hexadecimal digits. */
char *
genkan_signature_dup_nonce (void)
{
  guint8 bytes[NONCE_BYTES];
  GString *nonce = g_string_new (NULL);

  while (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    ;
  for (gsize i = 0; i < sizeof bytes; i++)
    g_string_append_printf (nonce, "%02x", bytes[i]);

  return g_string_free (nonce, FALSE);
}

static gboolean
is_default_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  return port == -1 || port == (g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80);
}

/* As in the header Host. */
char *
genkan_signature_dup_host (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  gboolean literal = strchr (host, ':') != NULL;
  g_autofree char *port = is_default_port (uri) ? g_strdup ("")
                                                : g_strdup_printf (":%d", g_uri_get_port (uri));

  return g_strconcat (literal ? "[" : "", host, literal ? "]" : "", port, NULL);
}

/* Everything but letters, digits and -._~ is percent-encoded, whatever it was before. */
static void
append_canonical (GString    *query,
                  const char *part)
{
  g_autofree char *raw = g_uri_unescape_string (part, NULL);
  g_autofree char *escaped = g_uri_escape_string (raw != NULL ? raw : part, NULL, FALSE);

  g_string_append (query, escaped);
}

static int
compare_parameters (gconstpointer a,
                    gconstpointer b)
{
  const char *one = *(const char * const *) a;
  const char *other = *(const char * const *) b;

  /* By name, then by value: the character between the two must come before all others. */
  for (; *one == *other && *one != '\0'; one++, other++)
    ;
  if (*one == '=' || *other == '=')
    return *one == '=' ? -1 : 1;

  return (guchar) *one - (guchar) *other;
}

/* The parameters, sorted: `a=1&b=`. */
char *
genkan_signature_dup_query (GUri *uri)
{
  const char *query = g_uri_get_query (uri);
  g_auto (GStrv) parts = g_strsplit (query != NULL ? query : "", "&", -1);
  g_autoptr (GPtrArray) parameters = g_ptr_array_new_with_free_func (g_free);

  for (char **part = parts; *part != NULL; part++)
    {
      GString *parameter = g_string_new (NULL);
      char *value = strchr (*part, '=');

      if (value != NULL)
        *value++ = '\0';
      append_canonical (parameter, *part);
      g_string_append_c (parameter, '=');
      append_canonical (parameter, value != NULL ? value : "");
      if (parameter->len > 1)
        g_ptr_array_add (parameters, g_string_free (parameter, FALSE));
      else
        g_string_free (parameter, TRUE);
    }
  g_ptr_array_sort (parameters, compare_parameters);
  g_ptr_array_add (parameters, NULL);

  return g_strjoinv ("&", (char **) parameters->pdata);
}

/* SHA-256 of the body, in hexadecimal digits. */
char *
genkan_signature_dup_digest (GenkanHttpRequest *request)
{
  GBytes *body = genkan_http_request_get_body (request);

  return body != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body)
                      : g_compute_checksum_for_string (G_CHECKSUM_SHA256, "", 0);
}

static void
set_text (GenkanVariables *variables,
          const char      *name,
          const char      *text)
{
  GenkanValue value = genkan_value_text (text);

  genkan_variables_set (variables, name, &value);
}

/**
 * genkan_signature_set_moment:
 * @variables: those of a SELECT of `auth`
 * @now_ms: milliseconds since 1970
 * @nonce: something that was never used before
 *
 * Adds what is different each time that something is signed.
 */
void
genkan_signature_set_moment (GenkanVariables *variables,
                             gint64           now_ms,
                             const char      *nonce)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_ms / 1000);
  g_autofree char *amz_date = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  GenkanValue value = genkan_value_integer (now_ms);

  genkan_variables_set (variables, "now_ms", &value);
  value = genkan_value_integer (now_ms / 1000);
  genkan_variables_set (variables, "now_s", &value);
  set_text (variables, "amz_date", amz_date);
  set_text (variables, "nonce", nonce);
}

static void
set_request (GenkanVariables   *variables,
             GenkanHttpRequest *request)
{
  GUri *uri = genkan_http_request_get_uri (request);
  const char *path = *g_uri_get_path (uri) != '\0' ? g_uri_get_path (uri) : "/";
  const char *sent = g_uri_get_query (uri);
  g_autofree char *host = genkan_signature_dup_host (uri);
  g_autofree char *query = genkan_signature_dup_query (uri);
  g_autofree char *target = g_strconcat (path, sent != NULL ? "?" : NULL, sent, NULL);
  g_autofree char *digest = genkan_signature_dup_digest (request);

  set_text (variables, "method", genkan_http_request_get_method (request));
  set_text (variables, "host", host);
  set_text (variables, "path", path);
  set_text (variables, "query", query);
  set_text (variables, "target", target);
  set_text (variables, "body_sha256", digest);
}

/**
 * genkan_signature_add:
 * @sandbox: a sandbox for `auth`
 * @sign: the SELECT
 * @secrets: the settings, secret ones too, and the session's variables
 * @request: a request that is ready but for this
 * @now_ms: milliseconds since 1970
 * @nonce: something that was never used before
 * @error: return location for a #GenkanConnectorError or #GenkanEngineError
 *
 * Returns: whether the request has its signature
 */
gboolean
genkan_signature_add (GenkanSandbox       *sandbox,
                      const GenkanOutput  *sign,
                      GenkanVariables     *secrets,
                      GenkanHttpRequest   *request,
                      gint64               now_ms,
                      const char          *nonce,
                      GError             **error)
{
  g_autoptr (GenkanVariables) variables = genkan_variables_new (secrets);
  g_autoptr (GenkanRowBatch) rows = NULL;

  set_request (variables, request);
  genkan_signature_set_moment (variables, now_ms, nonce);

  rows = genkan_sandbox_run_output (sandbox, sign, variables, NULL, error);
  if (rows == NULL)
    return FALSE;

  if (genkan_row_batch_get_n_rows (rows) != 1)
    {
      g_set_error (error, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SHAPE,
                   "sign must make one row of headers, and makes %u",
                   genkan_row_batch_get_n_rows (rows));
      return FALSE;
    }

  for (guint i = 0; i < genkan_row_batch_get_n_columns (rows); i++)
    {
      const GenkanValue *value = genkan_row_batch_get (rows, 0, i);
      g_autofree char *text = genkan_value_is_null (value) ? NULL : genkan_value_dup_text (value);

      if (text != NULL)
        genkan_http_request_set_header (request, genkan_row_batch_get_column_name (rows, i), text);
    }

  return TRUE;
}
