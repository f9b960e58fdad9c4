/* genkan-login.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-run-context.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_LOGIN (genkan_login_get_type ())

/* The session of a run at a tool that wants a login: one for all its requests. What it is made
 * of stays in memory. Of the engine's thread. */
G_DECLARE_FINAL_TYPE (GenkanLogin, genkan_login, GENKAN, LOGIN, GObject)

GenkanLogin     *genkan_login_new            (GenkanRunContext     *context);
void             genkan_login_ensure_async   (GenkanLogin          *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean         genkan_login_ensure_finish  (GenkanLogin          *self,
                                              GAsyncResult         *result,
                                              GError              **error);
GenkanVariables *genkan_login_get_variables  (GenkanLogin          *self);
gboolean         genkan_login_has_session    (GenkanLogin          *self);
guint            genkan_login_get_number     (GenkanLogin          *self);
const char      *genkan_login_get_details    (GenkanLogin          *self);
void             genkan_login_expire         (GenkanLogin          *self,
                                              guint                 number);
void             genkan_login_end_async      (GenkanLogin          *self,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void             genkan_login_end_finish     (GenkanLogin          *self,
                                              GAsyncResult         *result);

G_END_DECLS
