/* genkan-signature.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-http-request.h"
#include "genkan-sandbox.h"

G_BEGIN_DECLS

char     *genkan_signature_dup_nonce  (void);
char     *genkan_signature_dup_host   (GUri               *uri);
char     *genkan_signature_dup_query  (GUri               *uri);
char     *genkan_signature_dup_digest (GenkanHttpRequest  *request);
void      genkan_signature_set_moment (GenkanVariables    *variables,
                                       gint64              now_ms,
                                       const char         *nonce);
gboolean  genkan_signature_add        (GenkanSandbox      *sandbox,
                                       const GenkanOutput *sign,
                                       GenkanVariables    *secrets,
                                       GenkanHttpRequest  *request,
                                       gint64              now_ms,
                                       const char         *nonce,
                                       GError            **error);

G_END_DECLS
