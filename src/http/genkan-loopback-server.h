/* genkan-loopback-server.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "genkan-loopback-exchange.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_LOOPBACK_SERVER (genkan_loopback_server_get_type ())

/* A small HTTP server on 127.0.0.1, in a thread of its own: the demo's tool, and every test's. */
G_DECLARE_FINAL_TYPE (GenkanLoopbackServer, genkan_loopback_server, GENKAN, LOOPBACK_SERVER,
                      GObject)

/**
 * GenkanLoopbackHandler:
 * @exchange: the request, and where the answer goes
 * @user_data: what was given with the handler
 *
 * Answers one request. Called in the server's thread, one request at a time: what it shares
 * with other threads it must guard.
 */
typedef void (*GenkanLoopbackHandler) (GenkanLoopbackExchange *exchange,
                                       gpointer                user_data);

GenkanLoopbackServer *genkan_loopback_server_new            (GTlsCertificate       *certificate,
                                                             GenkanLoopbackHandler  handler,
                                                             gpointer               user_data,
                                                             GDestroyNotify         destroy,
                                                             GError               **error);
const char           *genkan_loopback_server_get_url        (GenkanLoopbackServer  *self);

G_END_DECLS
