/* genkan-http-session.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-host-set.h"
#include "genkan-http-answer.h"
#include "genkan-http-error.h"
#include "genkan-http-request.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_HTTP_SESSION (genkan_http_session_get_type ())

/* The one way out. Sends to the hosts of its set and to no other, not even when a server says
 * so. Belongs to the thread that made it. */
G_DECLARE_FINAL_TYPE (GenkanHttpSession, genkan_http_session, GENKAN, HTTP_SESSION, GObject)

GenkanHttpSession *genkan_http_session_new                    (GenkanHostSet        *hosts,
                                                               guint                 timeout);
gboolean           genkan_http_session_set_ca_file            (GenkanHttpSession    *self,
                                                               const char           *ca_file,
                                                               GError              **error);
gboolean           genkan_http_session_set_client_certificate (GenkanHttpSession    *self,
                                                               const char           *file,
                                                               GError              **error);
void               genkan_http_session_set_answer_limit       (GenkanHttpSession    *self,
                                                               guint64               limit);
void               genkan_http_session_set_detour             (GenkanHttpSession    *self,
                                                               GUri                 *detour);
void               genkan_http_session_send_async             (GenkanHttpSession    *self,
                                                               GenkanHttpRequest    *request,
                                                               GCancellable         *cancellable,
                                                               GAsyncReadyCallback   callback,
                                                               gpointer              user_data);
GenkanHttpAnswer  *genkan_http_session_send_finish            (GenkanHttpSession    *self,
                                                               GAsyncResult         *result,
                                                               GError              **error);

G_END_DECLS
