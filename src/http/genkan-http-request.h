/* genkan-http-request.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_HTTP_REQUEST (genkan_http_request_get_type ())

/* What is to be sent. Reference counted; can be sent several times. */
typedef struct _GenkanHttpRequest GenkanHttpRequest;

/* Signs the request for its own address: called anew where a redirect leads to another. */
typedef gboolean (*GenkanHttpSignFunc) (GenkanHttpRequest  *request,
                                        gpointer            user_data,
                                        GError            **error);

GType              genkan_http_request_get_type         (void) G_GNUC_CONST;
GenkanHttpRequest *genkan_http_request_new              (const char         *method,
                                                         GUri               *uri);
GenkanHttpRequest *genkan_http_request_ref              (GenkanHttpRequest  *self);
void               genkan_http_request_unref            (GenkanHttpRequest  *self);
void               genkan_http_request_set_header       (GenkanHttpRequest  *self,
                                                         const char         *name,
                                                         const char         *value);
void               genkan_http_request_set_body         (GenkanHttpRequest  *self,
                                                         const char         *content_type,
                                                         GBytes             *body);
void               genkan_http_request_set_sign_func    (GenkanHttpRequest  *self,
                                                         GenkanHttpSignFunc  func,
                                                         gpointer            user_data,
                                                         GDestroyNotify      destroy);
GenkanHttpRequest *genkan_http_request_redirect         (GenkanHttpRequest  *self,
                                                         GUri               *uri,
                                                         GError            **error);
const char        *genkan_http_request_get_method       (GenkanHttpRequest  *self);
GUri              *genkan_http_request_get_uri          (GenkanHttpRequest  *self);
const char        *genkan_http_request_get_content_type (GenkanHttpRequest  *self);
GBytes            *genkan_http_request_get_body         (GenkanHttpRequest  *self);
guint              genkan_http_request_get_n_headers    (GenkanHttpRequest  *self);
const char        *genkan_http_request_get_header       (GenkanHttpRequest  *self,
                                                         guint               index,
                                                         const char        **ret_value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanHttpRequest, genkan_http_request_unref)

G_END_DECLS
