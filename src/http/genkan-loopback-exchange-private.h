/* genkan-loopback-exchange-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the loopback server and its exchanges; the only header of http/ with libsoup in it.
 */

#pragma once

#include <libsoup/soup.h>

#include "genkan-loopback-exchange.h"

G_BEGIN_DECLS

GenkanLoopbackExchange *_genkan_loopback_exchange_new      (GMainContext           *context,
                                                            SoupServerMessage      *message,
                                                            const char             *path,
                                                            GHashTable             *query);
void                    _genkan_loopback_exchange_answer   (GenkanLoopbackExchange *self);
void                    _genkan_loopback_exchange_forget   (GenkanLoopbackExchange *self);
gboolean                _genkan_loopback_exchange_is_done  (GenkanLoopbackExchange *self);

G_END_DECLS
