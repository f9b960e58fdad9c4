/* genkan-aws-signature.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-definition.h"
#include "genkan-http-request.h"

G_BEGIN_DECLS

gboolean genkan_aws_signature_add (const GenkanAwsAuth  *aws,
                                   GenkanVariables      *secrets,
                                   GenkanHttpRequest    *request,
                                   gint64                now_s,
                                   GError              **error);

G_END_DECLS
