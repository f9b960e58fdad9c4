/* genkan-dojo-error-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-error.h"

G_BEGIN_DECLS

void    _genkan_dojo_error_take_said          (GError       *error,
                                               char         *said);
GError *_genkan_dojo_error_new_from_answer    (guint         status,
                                               const char   *body,
                                               gsize         length,
                                               const char   *what);
GError *_genkan_dojo_error_new_from_place     (GUri         *asked,
                                               GUri         *answered,
                                               const char   *what);
GError *_genkan_dojo_error_new_from_transport (const GError *transport,
                                               const char   *what);

G_END_DECLS
