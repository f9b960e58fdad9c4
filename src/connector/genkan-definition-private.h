/* genkan-definition-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-definition.h"

G_BEGIN_DECLS

GenkanDefinition        *genkan_definition_new            (void);
void                     genkan_definition_free           (GenkanDefinition        *self);
GenkanSetting           *genkan_setting_new               (void);
GenkanNamedTemplate     *genkan_named_template_new        (const char              *name,
                                                           GenkanTemplate          *value);
GenkanLimit             *genkan_limit_new                 (void);
GenkanCase              *genkan_case_new                  (void);
GenkanOutput            *genkan_output_new                (void);
GenkanRequestDefinition *genkan_request_definition_new    (void);
GenkanAuth              *genkan_auth_new                  (void);
GenkanAwsAuth           *genkan_aws_auth_new              (void);
GenkanStep              *genkan_step_new                  (void);

/* The columns of the sinks, each ended by NULL. */
extern const char *const genkan_records_columns[];
extern const char *const genkan_findings_columns[];

G_END_DECLS
