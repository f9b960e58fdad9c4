/* genkan-request-maker.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-invocation.h"
#include "genkan-run-context.h"

G_BEGIN_DECLS

GenkanHttpRequest *genkan_request_make           (GenkanRunContext  *context,
                                                  GenkanInvocation  *invocation,
                                                  GError           **error);
gboolean           genkan_request_is_repeatable  (const GenkanStep  *step);
GPtrArray         *genkan_request_get_buckets    (GenkanRunContext  *context,
                                                  GenkanInvocation  *invocation);
guint              genkan_request_get_max_active (GenkanRunContext  *context);

G_END_DECLS
