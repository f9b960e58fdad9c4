/* genkan-verdict.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-json.h"
#include "genkan-mapper.h"

G_BEGIN_DECLS

GenkanVerdictKind  genkan_verdict_of_status   (guint                status);
GenkanVerdictKind  genkan_verdict_of_action   (GenkanAction         action);
char              *genkan_verdict_dup_words   (const char          *body,
                                               gsize                length);
char              *genkan_verdict_dup_graphql (const char          *body,
                                               gsize                length);
gint64             genkan_verdict_find_after  (const char          *body,
                                               gsize                length);

G_END_DECLS
