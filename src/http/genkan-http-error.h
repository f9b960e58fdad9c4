/* genkan-http-error.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GENKAN_HTTP_ERROR (genkan_http_error_quark ())

/**
 * GenkanHttpError:
 * @GENKAN_HTTP_ERROR_URI: an address that is none, or that carries a user name or password
 * @GENKAN_HTTP_ERROR_HOST: a host that may not be asked
 * @GENKAN_HTTP_ERROR_PLAIN: http:// where only https:// is allowed
 * @GENKAN_HTTP_ERROR_REDIRECT: a redirect that leads nowhere, or that would change the request
 * @GENKAN_HTTP_ERROR_UNREACHABLE: no connection: the request did not reach the server
 * @GENKAN_HTTP_ERROR_TLS: the certificate is not trusted, or TLS failed; nothing was sent
 * @GENKAN_HTTP_ERROR_TIMEOUT: the server had the request and was silent for too long
 * @GENKAN_HTTP_ERROR_CUT: the server had the request, and the connection ended before the answer
 * @GENKAN_HTTP_ERROR_TOO_LARGE: the answer is above the limit
 *
 * Why there is no answer, or none to its end. The first six happen before the server has got
 * the whole request, so it can be sent again whatever its method.
 */
typedef enum
{
  GENKAN_HTTP_ERROR_URI,
  GENKAN_HTTP_ERROR_HOST,
  GENKAN_HTTP_ERROR_PLAIN,
  GENKAN_HTTP_ERROR_REDIRECT,
  GENKAN_HTTP_ERROR_UNREACHABLE,
  GENKAN_HTTP_ERROR_TLS,
  GENKAN_HTTP_ERROR_TIMEOUT,
  GENKAN_HTTP_ERROR_CUT,
  GENKAN_HTTP_ERROR_TOO_LARGE,
} GenkanHttpError;

GQuark genkan_http_error_quark (void);

G_END_DECLS
