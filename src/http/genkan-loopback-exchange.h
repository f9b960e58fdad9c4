/* genkan-loopback-exchange.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_LOOPBACK_EXCHANGE (genkan_loopback_exchange_get_type ())

/* One request to a GenkanLoopbackServer, and its answer. Reference counted. Its handler has it
 * in the server's thread; genkan_loopback_exchange_release() may be called in any. */
typedef struct _GenkanLoopbackExchange GenkanLoopbackExchange;

GType                   genkan_loopback_exchange_get_type   (void) G_GNUC_CONST;
GenkanLoopbackExchange *genkan_loopback_exchange_ref        (GenkanLoopbackExchange *self);
void                    genkan_loopback_exchange_unref      (GenkanLoopbackExchange *self);

const char             *genkan_loopback_exchange_get_method (GenkanLoopbackExchange *self);
const char             *genkan_loopback_exchange_get_path   (GenkanLoopbackExchange *self);
char                   *genkan_loopback_exchange_dup_target (GenkanLoopbackExchange *self);
const char             *genkan_loopback_exchange_get_query  (GenkanLoopbackExchange *self,
                                                             const char             *name);
const char             *genkan_loopback_exchange_get_header (GenkanLoopbackExchange *self,
                                                             const char             *name);
GBytes                 *genkan_loopback_exchange_get_body   (GenkanLoopbackExchange *self);

void                    genkan_loopback_exchange_set_header (GenkanLoopbackExchange *self,
                                                             const char             *name,
                                                             const char             *value);
void                    genkan_loopback_exchange_respond    (GenkanLoopbackExchange *self,
                                                             guint                   status,
                                                             const char             *content_type,
                                                             const char             *body,
                                                             gssize                  length);

/* Bad manners, for tests. */
void                    genkan_loopback_exchange_hold       (GenkanLoopbackExchange *self);
void                    genkan_loopback_exchange_hold_after (GenkanLoopbackExchange *self,
                                                             gsize                   n_bytes);
void                    genkan_loopback_exchange_cut_after  (GenkanLoopbackExchange *self,
                                                             gsize                   n_bytes);
void                    genkan_loopback_exchange_drop       (GenkanLoopbackExchange *self);
void                    genkan_loopback_exchange_trickle    (GenkanLoopbackExchange *self,
                                                             gsize                   n_bytes);
void                    genkan_loopback_exchange_release    (GenkanLoopbackExchange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanLoopbackExchange, genkan_loopback_exchange_unref)

G_END_DECLS
