/* genkan-dojo-error.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GENKAN_DOJO_ERROR (genkan_dojo_error_quark ())

/**
 * GenkanDojoError:
 * @GENKAN_DOJO_ERROR_ADDRESS: the address is none, or may not be asked
 * @GENKAN_DOJO_ERROR_UNREACHABLE: no connection; the request did not arrive
 * @GENKAN_DOJO_ERROR_TLS: its certificate is not trusted, or TLS failed; nothing was sent
 * @GENKAN_DOJO_ERROR_UNCERTAIN: the server had the request, and how it ended is not known: look
 *   before sending it again
 * @GENKAN_DOJO_ERROR_NOT_DOJO: something else answers at this address
 * @GENKAN_DOJO_ERROR_TOKEN: the token is wrong, or its user may not log in any more
 * @GENKAN_DOJO_ERROR_EXPIRED: the token has expired
 * @GENKAN_DOJO_ERROR_PERMISSION: the token is good, its user may not do this
 * @GENKAN_DOJO_ERROR_NOT_FOUND: it was deleted, or the user may not see it any more
 * @GENKAN_DOJO_ERROR_EXISTS: there is one of that name already
 * @GENKAN_DOJO_ERROR_REFUSED: the server does not take what was sent
 * @GENKAN_DOJO_ERROR_TOO_LARGE: more than the server, or a proxy before it, takes at once
 * @GENKAN_DOJO_ERROR_BUSY: the server asks to come back later; nothing was done
 *
 * Why DefectDojo did not do what it was asked to. Messages carry the server's own words.
 */
typedef enum
{
  GENKAN_DOJO_ERROR_ADDRESS,
  GENKAN_DOJO_ERROR_UNREACHABLE,
  GENKAN_DOJO_ERROR_TLS,
  GENKAN_DOJO_ERROR_UNCERTAIN,
  GENKAN_DOJO_ERROR_NOT_DOJO,
  GENKAN_DOJO_ERROR_TOKEN,
  GENKAN_DOJO_ERROR_EXPIRED,
  GENKAN_DOJO_ERROR_PERMISSION,
  GENKAN_DOJO_ERROR_NOT_FOUND,
  GENKAN_DOJO_ERROR_EXISTS,
  GENKAN_DOJO_ERROR_REFUSED,
  GENKAN_DOJO_ERROR_TOO_LARGE,
  GENKAN_DOJO_ERROR_BUSY,
} GenkanDojoError;

GQuark      genkan_dojo_error_quark    (void);

const char *genkan_dojo_error_get_said (const GError *error);

G_END_DECLS
