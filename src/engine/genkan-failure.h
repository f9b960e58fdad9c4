/* genkan-failure.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-invocation.h"
#include "genkan-redactor.h"

G_BEGIN_DECLS

/* What was asked and what came, for an error that somebody can act on. All is borrowed. */
typedef struct
{
  GenkanInvocation *invocation;
  const char       *content_type; /* (nullable) */
  const GString    *excerpt;      /* (nullable) the beginning of the answer */
} GenkanEvidence;

int     genkan_failure_code_for_error  (const GError          *error);
int     genkan_failure_code_for_status (guint                  status);
GError *genkan_failure_new             (int                    code,
                                        const char            *message,
                                        const GenkanEvidence  *evidence,
                                        GenkanRedactor        *redactor);
char   *genkan_failure_dup_details     (const char            *message,
                                        const GenkanEvidence  *evidence,
                                        GenkanRedactor        *redactor);

G_END_DECLS
