/* genkan-exchange-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shared by the parts of the exchange: genkan-exchange.c waits for its turn,
 * genkan-exchange-attempt.c sends and reads, genkan-exchange-judge.c decides how an attempt ends,
 * genkan-exchange-login.c sees to the session.
 */

#pragma once

#include "genkan-exchange.h"

#include "genkan-reading.h"

G_BEGIN_DECLS

struct _GenkanExchange
{
  GObject parent_instance;

  GenkanRunContext  *context;     /* the runner's, which outlives it */
  GenkanInvocation  *invocation;  /* (owned) */
  GenkanSandbox     *sandbox;     /* (owned) */
  GenkanWorker      *worker;      /* (owned) */
  GenkanHandover    *handover;    /* (owned) (nullable) where rows for sinks go */
  GCancellable      *cancellable; /* (owned) of the scope */
  GTask             *task;        /* (owned) (nullable) while it runs */
  GPtrArray         *buckets;     /* (owned) (nullable) while it holds its turn */

  gboolean           renewed;     /* it has had its one new session */

  /* Of one attempt. */
  guint              attempt;
  guint              session;     /* the number of the session it was sent in */
  GenkanHttpRequest *request;     /* (owned) (nullable) */
  GenkanHttpAnswer  *answer;      /* (owned) (nullable) */
  GenkanReading     *reading;     /* (owned) (nullable) */
  GPtrArray         *tables;      /* (owned) (nullable) (element-type GenkanMapped) for steps */
  guint              n_rows;
  GError            *limit;       /* (owned) (nullable) which of the run's limits was reached */

  /* Of the end. */
  char              *message;     /* (owned) (nullable) */
  char              *details;     /* (owned) (nullable) */
  GenkanVerdictKind  verdict;
  GenkanRowBatch    *next;        /* (owned) (nullable) */
  GenkanRowBatch    *total;       /* (owned) (nullable) */
  guint              n_items;
  char              *checksum;    /* (owned) (nullable) */
};

/* genkan-exchange.c */
void _genkan_exchange_again         (GenkanExchange *self,
                                     gint64          delay,
                                     guint           status,
                                     const char     *message);
void _genkan_exchange_return        (GenkanExchange *self,
                                     GError         *error);
void _genkan_exchange_acquire       (GenkanExchange *self);
void _genkan_exchange_again_at_once (GenkanExchange *self);

/* genkan-exchange-attempt.c */
void _genkan_exchange_send    (GenkanExchange *self);

/* genkan-exchange-login.c */
void     _genkan_exchange_log_in        (GenkanExchange *self);
gboolean _genkan_exchange_lacks_session (GenkanExchange *self);
void     _genkan_exchange_note_session  (GenkanExchange *self);
gboolean _genkan_exchange_renew         (GenkanExchange *self);

/* genkan-exchange-judge.c */
void _genkan_exchange_judge   (GenkanExchange *self);
void _genkan_exchange_stumble (GenkanExchange *self,
                               const GError   *error);
void _genkan_exchange_fail    (GenkanExchange *self,
                               int             code,
                               const char     *message);

G_END_DECLS
