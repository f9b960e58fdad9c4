/* genkan-http-answer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_HTTP_ANSWER (genkan_http_answer_get_type ())

/* An answer whose status and headers are there, and whose body is read by whoever wants it, a
 * piece at a time: what is not asked for stays with the server. Belongs to the session's thread.
 * Dropping it before the end closes the connection. */
G_DECLARE_FINAL_TYPE (GenkanHttpAnswer, genkan_http_answer, GENKAN, HTTP_ANSWER, GObject)

guint       genkan_http_answer_get_status       (GenkanHttpAnswer     *self);
GHashTable *genkan_http_answer_get_headers      (GenkanHttpAnswer     *self);
const char *genkan_http_answer_get_content_type (GenkanHttpAnswer     *self);
GUri       *genkan_http_answer_get_uri          (GenkanHttpAnswer     *self);
void        genkan_http_answer_read_async       (GenkanHttpAnswer     *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GBytes     *genkan_http_answer_read_finish      (GenkanHttpAnswer     *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS
