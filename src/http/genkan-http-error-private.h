/* genkan-http-error-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-http-error.h"

G_BEGIN_DECLS

GError *_genkan_http_error_new_from_transport (const GError         *transport,
                                               gboolean              was_sent,
                                               GTlsCertificateFlags  certificate_errors,
                                               guint                 timeout);

G_END_DECLS
