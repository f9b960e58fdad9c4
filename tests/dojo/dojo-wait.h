/* dojo-wait.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dojo-stand-in.h"

#include "genkan-dojo-objects.h"
#include "genkan-dojo.h"

G_BEGIN_DECLS

/* Waits for what was asked with dojo_keep_cb and the address of a GAsyncResult. */
void              dojo_keep_cb     (GObject       *object,
                                    GAsyncResult  *result,
                                    gpointer       user_data);
GAsyncResult     *dojo_wait        (GAsyncResult **result);

GenkanDojo *dojo_client_new      (DojoStandIn     *stand_in);
GPtrArray  *dojo_list            (GenkanDojo      *dojo,
                                  GenkanDojoKind   kind,
                                  const char      *name,
                                  const char      *value,
                                  GError         **error);
gint64      dojo_make_engagement (GenkanDojo      *dojo);

G_END_DECLS
