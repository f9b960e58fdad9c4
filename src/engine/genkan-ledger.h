/* genkan-ledger.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-invocation.h"
#include "genkan-mapper.h"

G_BEGIN_DECLS

/* What the scopes of a run need not all ask for themselves: the text of a rule that many Records
 * break. Whoever comes first asks; those who come meanwhile wait for the same answer, and those
 * who come later find its rows, as long as there is room for them. */
typedef struct _GenkanLedger GenkanLedger;

typedef enum
{
  GENKAN_LEDGER_NEW,   /* nobody has asked that, or it is forgotten: whoever asked has to do it */
  GENKAN_LEDGER_DOING, /* another scope is at it, and the one that asked will be told */
  GENKAN_LEDGER_DONE,  /* here are its rows */
} GenkanLedgerState;

/* To a scope that waits. With @rows it is done; without it has failed for the scope that did it,
 * and somebody else must try. */
typedef void (*GenkanLedgerFunc) (gpointer          scope,
                                  GenkanInvocation *invocation,
                                  GPtrArray        *rows,
                                  GenkanRowBatch   *next);

GenkanLedger      *genkan_ledger_new      (gsize              budget,
                                           GenkanLedgerFunc   func);
void               genkan_ledger_free     (GenkanLedger      *self);
GenkanLedgerState  genkan_ledger_ask      (GenkanLedger      *self,
                                           gpointer           scope,
                                           GenkanInvocation  *invocation,
                                           GPtrArray        **ret_rows,
                                           GenkanRowBatch   **ret_next);
void               genkan_ledger_done     (GenkanLedger      *self,
                                           GenkanInvocation  *invocation,
                                           GPtrArray         *rows,
                                           GenkanRowBatch    *next);
void               genkan_ledger_give_up  (GenkanLedger      *self,
                                           GenkanInvocation  *invocation);
void               genkan_ledger_withdraw (GenkanLedger      *self,
                                           gpointer           scope);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanLedger, genkan_ledger_free)

G_END_DECLS
