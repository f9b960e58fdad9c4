/* genkan-journal.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-invocation.h"
#include "genkan-mapper.h"

G_BEGIN_DECLS

/* What has been asked in a scope, and the rows that other steps stand for: asked again, it is
 * not sent again; its rows are played back, if they can lead to anything that they have not led
 * to before. */
typedef struct _GenkanJournal GenkanJournal;

typedef enum
{
  GENKAN_JOURNAL_NEW,   /* nobody has asked that; whoever asked now has to do it */
  GENKAN_JOURNAL_DOING, /* somebody is at it; the invocation is kept until that is done */
  GENKAN_JOURNAL_DONE,  /* here are its rows */
  GENKAN_JOURNAL_STALE, /* its rows have been there, with the same things known */
} GenkanJournalState;

GenkanJournal      *genkan_journal_new   (void);
void                genkan_journal_free  (GenkanJournal     *self);
GenkanJournalState  genkan_journal_ask   (GenkanJournal     *self,
                                          GenkanInvocation  *invocation,
                                          const char        *known,
                                          GPtrArray        **ret_rows,
                                          GenkanRowBatch   **ret_next);
GPtrArray          *genkan_journal_done  (GenkanJournal     *self,
                                          GenkanInvocation  *invocation,
                                          GPtrArray         *rows,
                                          GenkanRowBatch    *next);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanJournal, genkan_journal_free)

G_END_DECLS
