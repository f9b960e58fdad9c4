/* genkan-auth.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-definition.h"
#include "genkan-http-request.h"
#include "genkan-redactor.h"
#include "genkan-sandbox.h"

G_BEGIN_DECLS

const GenkanAuth *genkan_auth_choose         (const GenkanAuth        *self,
                                              GenkanSandbox           *sandbox,
                                              GenkanVariables         *variables,
                                              GError                 **error);
gboolean          genkan_auth_check_settings (const GenkanAuth        *self,
                                              const GenkanDefinition  *definition,
                                              GenkanVariables         *secrets,
                                              GError                 **error);
GUri             *genkan_auth_extend_uri     (const GenkanAuth        *self,
                                              GenkanVariables         *secrets,
                                              GUri                    *uri);
void              genkan_auth_sign           (const GenkanAuth        *self,
                                              GenkanVariables         *secrets,
                                              GenkanHttpRequest       *request);
void              genkan_auth_add_secrets    (const GenkanAuth        *self,
                                              GenkanVariables         *secrets,
                                              GenkanRedactor          *redactor);

G_END_DECLS
