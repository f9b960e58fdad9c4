/* genkan-client-certificate.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GTlsCertificate *genkan_client_certificate_load (const char  *file,
                                                 GError     **error);

G_END_DECLS
