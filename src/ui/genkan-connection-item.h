/* genkan-connection-item.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-activity.h"
#include "genkan-connection.h"
#include "genkan-operation.h"

G_BEGIN_DECLS

/**
 * GenkanHealth:
 * @GENKAN_HEALTH_FRESH: nothing was asked yet
 * @GENKAN_HEALTH_GOOD: the last Operation saw everything
 * @GENKAN_HEALTH_PARTIAL: the last Operation was cut short
 * @GENKAN_HEALTH_BAD: the last Operation failed
 *
 * How a Connection does.
 */
typedef enum
{
  GENKAN_HEALTH_FRESH,
  GENKAN_HEALTH_GOOD,
  GENKAN_HEALTH_PARTIAL,
  GENKAN_HEALTH_BAD,
} GenkanHealth;

#define GENKAN_TYPE_HEALTH          (genkan_health_get_type ())
#define GENKAN_TYPE_CONNECTION_ITEM (genkan_connection_item_get_type ())

GType genkan_health_get_type (void) G_GNUC_CONST;

/* A Connection as lists show it: with the tool's name, how its last Operation went, and the
 * Operation that runs now. */
G_DECLARE_FINAL_TYPE (GenkanConnectionItem, genkan_connection_item, GENKAN, CONNECTION_ITEM, GObject)

GenkanConnectionItem *genkan_connection_item_new            (GenkanConnection     *connection,
                                                             const char           *tool);
GenkanConnection     *genkan_connection_item_get_connection (GenkanConnectionItem *self);
gint64                genkan_connection_item_get_id         (GenkanConnectionItem *self);
GenkanOperation      *genkan_connection_item_get_operation  (GenkanConnectionItem *self);
GenkanActivity       *genkan_connection_item_get_activity   (GenkanConnectionItem *self);
GenkanHealth          genkan_connection_item_get_health     (GenkanConnectionItem *self);
guint                 genkan_connection_item_get_n_held     (GenkanConnectionItem *self);
void                  genkan_connection_item_set_n_held     (GenkanConnectionItem *self,
                                                             guint                 n_held);
void                  genkan_connection_item_update         (GenkanConnectionItem *self,
                                                             GenkanConnection     *connection,
                                                             GenkanOperation      *operation,
                                                             GenkanActivity       *activity);

G_END_DECLS
