/* genkan-http-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GIO, GLib's TLS, its resolver and libsoup each report failures in a domain of their own, and
 * the same cut connection comes as any of them. What the layers above decide by is different:
 * had the server got the request, and is it worth another try?
 */

#define G_LOG_DOMAIN "genkan-http"

#include "config.h"

#include "genkan-http-error-private.h"

#include <libsoup/soup.h>

G_DEFINE_QUARK (genkan-http-error-quark, genkan_http_error)

static GenkanHttpError
code_for_io_error (int      code,
                   gboolean was_sent)
{
  if (!was_sent)
    return GENKAN_HTTP_ERROR_UNREACHABLE;

  return code == G_IO_ERROR_TIMED_OUT ? GENKAN_HTTP_ERROR_TIMEOUT : GENKAN_HTTP_ERROR_CUT;
}

static GenkanHttpError
code_for (const GError *transport,
          gboolean      was_sent)
{
  if (transport->domain == G_TLS_ERROR)
    return was_sent && transport->code == G_TLS_ERROR_EOF ? GENKAN_HTTP_ERROR_CUT
                                                          : GENKAN_HTTP_ERROR_TLS;

  if (transport->domain == G_IO_ERROR)
    return code_for_io_error (transport->code, was_sent);

  if (g_error_matches (transport, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING))
    return GENKAN_HTTP_ERROR_UNREACHABLE;

  return was_sent ? GENKAN_HTTP_ERROR_CUT : GENKAN_HTTP_ERROR_UNREACHABLE;
}

static const char *
describe_certificate (GTlsCertificateFlags flags)
{
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return "the certificate has expired";
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return "the certificate is not valid yet";
  if (flags & G_TLS_CERTIFICATE_REVOKED)
    return "the certificate was revoked";
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return "the certificate was signed by nobody whom this computer trusts";
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return "the certificate is for another host";

  return "the certificate is not acceptable";
}

/* For the session: the error to report for what a connection reported.
 * A cancelled request stays what it is. */
GError *
_genkan_http_error_new_from_transport (const GError         *transport,
                                       gboolean              was_sent,
                                       GTlsCertificateFlags  certificate_errors,
                                       guint                 timeout)
{
  GenkanHttpError code;

  if (g_error_matches (transport, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (transport);

  code = code_for (transport, was_sent);
  if (code == GENKAN_HTTP_ERROR_TLS && certificate_errors != 0)
    return g_error_new_literal (GENKAN_HTTP_ERROR, code, describe_certificate (certificate_errors));

  if (g_error_matches (transport, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (GENKAN_HTTP_ERROR, code,
                        code == GENKAN_HTTP_ERROR_TIMEOUT ? "no answer for %u seconds"
                                                          : "no connection within %u seconds",
                        timeout);

  if (code == GENKAN_HTTP_ERROR_CUT)
    return g_error_new (GENKAN_HTTP_ERROR, code, "the connection ended in the middle (%s)",
                        transport->message);

  return g_error_new_literal (GENKAN_HTTP_ERROR, code, transport->message);
}
