/* genkan-server-group-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-server-group.h"

#include "genkan-connection-test.h"
#include "genkan-server-pending.h"
#include "genkan-server-products.h"
#include "genkan-workspace-server.h"

G_BEGIN_DECLS

struct _GenkanServerGroup
{
  AdwPreferencesGroup   parent_instance;

  GenkanWorkspace      *workspace;   /* (owned) (nullable) until it is given */
  GCancellable         *cancellable; /* (owned) */
  GenkanServer         *stored;      /* (owned) (nullable) */
  GenkanServerAccess   *forgotten;   /* (owned) (nullable) what Undo brings back */
  gboolean              filling;     /* the fields change by themselves */
  gboolean              edited;      /* there is something to save */
  gboolean              fresh;       /* just saved: its Products are to be read */

  AdwEntryRow          *url;
  AdwPasswordEntryRow  *token;
  AdwExpanderRow       *more;
  AdwEntryRow          *engagement;
  AdwEntryRow          *ca_file;
  GtkSwitch            *plain_http;
  GenkanServerProducts *products;
  GenkanServerPending  *pending;
  GtkWidget            *removed;
  GenkanConnectionTest *test;
};

void          _genkan_server_group_install_actions (GtkWidgetClass     *widget_class);
gboolean      _genkan_server_group_is_gone         (GenkanServerGroup  *self);
void          _genkan_server_group_load            (GenkanServerGroup  *self);
void          _genkan_server_group_ask             (GenkanServerGroup  *self);
GenkanServer *_genkan_server_group_dup_typed       (GenkanServerGroup  *self);
const char   *_genkan_server_group_get_token       (GenkanServerGroup  *self);
void          _genkan_server_group_show_answer     (GenkanServerGroup  *self,
                                                    GenkanReport       *report,
                                                    const GError       *error);

G_END_DECLS
