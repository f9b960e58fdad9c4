/* genkan-jwt.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *genkan_base64url (const guchar *bytes,
                        gsize         length);
char *genkan_jwt_sign  (const char   *algorithm,
                        const char   *key,
                        gsize         key_length,
                        const char   *header,
                        const char   *claims,
                        GError      **error);

G_END_DECLS
