/* genkan-operation-item.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-activity.h"
#include "genkan-operation.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_OPERATION_ITEM (genkan_operation_item_get_type ())

/* A row of the Operations table: the Operation as the store knows it, and, while it runs here,
 * what its activity tells beyond that. */
G_DECLARE_FINAL_TYPE (GenkanOperationItem, genkan_operation_item, GENKAN, OPERATION_ITEM, GObject)

GenkanOperationItem *genkan_operation_item_new           (GenkanOperation     *operation,
                                                          GenkanActivity      *activity);
GenkanOperation     *genkan_operation_item_get_operation (GenkanOperationItem *self);
void                 genkan_operation_item_update        (GenkanOperationItem *self,
                                                          GenkanOperation     *operation,
                                                          GenkanActivity      *activity);

G_END_DECLS
