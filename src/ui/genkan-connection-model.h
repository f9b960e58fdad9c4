/* genkan-connection-model.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connection-item.h"
#include "genkan-workspace.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_CONNECTION_MODEL (genkan_connection_model_get_type ())

/* The Connections of a workspace as a GListModel of GenkanConnectionItem, by label. It follows
 * the store and what runs; an item stays the same object as long as its Connection exists. */
G_DECLARE_FINAL_TYPE (GenkanConnectionModel, genkan_connection_model, GENKAN, CONNECTION_MODEL, GObject)

GenkanConnectionModel *genkan_connection_model_new        (GenkanWorkspace       *workspace);
GenkanConnectionItem  *genkan_connection_model_lookup     (GenkanConnectionModel *self,
                                                           gint64                 connection_id);
void                   genkan_connection_model_set_hidden (GenkanConnectionModel *self,
                                                           gint64                 connection_id,
                                                           gboolean               hidden);

G_END_DECLS
