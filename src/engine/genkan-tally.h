/* genkan-tally.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-invocation.h"

G_BEGIN_DECLS

/* Whether lists have as many items as the tool said that they have. */
typedef struct _GenkanTally GenkanTally;

GenkanTally *genkan_tally_new     (void);
void         genkan_tally_free    (GenkanTally       *self);
void         genkan_tally_add     (GenkanTally       *self,
                                   GenkanInvocation  *invocation,
                                   GenkanRowBatch    *total,
                                   guint              n_items);
char        *genkan_tally_dup_gap (GenkanTally       *self,
                                   GenkanInvocation **ret_invocation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanTally, genkan_tally_free)

G_END_DECLS
