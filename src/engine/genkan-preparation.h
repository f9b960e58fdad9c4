/* genkan-preparation.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-redactor.h"
#include "genkan-sandbox.h"

G_BEGIN_DECLS

GenkanVariables *genkan_preparation_run (GenkanSandbox       *sandbox,
                                         const GenkanOutput  *prepare,
                                         GenkanVariables     *variables,
                                         GenkanRedactor      *redactor,
                                         gint64               now_ms,
                                         const char          *nonce,
                                         GError             **error);

G_END_DECLS
