/* genkan-server-access.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-server.h"

G_BEGIN_DECLS

/* What the token is called in the Secret Service; $GENKAN_SECRET_DEFECTDOJO_TOKEN stands in for
 * it. */
#define GENKAN_SERVER_TOKEN "defectdojo_token"

#define GENKAN_TYPE_SERVER_ACCESS (genkan_server_access_get_type ())

/**
 * GenkanServerAccess:
 * @server: where DefectDojo is
 * @token: its API v2 key
 *
 * All that it takes to talk to DefectDojo. Owned; the token is wiped when it goes. May be handed
 * to another thread.
 */
typedef struct
{
  GenkanServer *server;
  char         *token;
} GenkanServerAccess;

GType               genkan_server_access_get_type (void) G_GNUC_CONST;
GenkanServerAccess *genkan_server_access_new      (const GenkanServer       *server,
                                                   const char               *token);
GenkanServerAccess *genkan_server_access_copy     (const GenkanServerAccess *self);
void                genkan_server_access_free     (GenkanServerAccess       *self);

char               *genkan_server_dup_key_page    (const char               *url);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanServerAccess, genkan_server_access_free)

G_END_DECLS
