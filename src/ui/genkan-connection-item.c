/* genkan-connection-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connection-item.h"

struct _GenkanConnectionItem
{
  GObject parent_instance;

  GenkanConnection *connection;  /* (owned) */
  GenkanOperation  *operation;   /* (owned) (nullable): the last one */
  GenkanActivity   *activity;    /* (owned) (nullable): the one that runs */
  char             *tool;        /* (owned) */
  guint             n_held;
};

G_DEFINE_ENUM_TYPE (GenkanHealth, genkan_health,
                    G_DEFINE_ENUM_VALUE (GENKAN_HEALTH_FRESH, "fresh"),
                    G_DEFINE_ENUM_VALUE (GENKAN_HEALTH_GOOD, "good"),
                    G_DEFINE_ENUM_VALUE (GENKAN_HEALTH_PARTIAL, "partial"),
                    G_DEFINE_ENUM_VALUE (GENKAN_HEALTH_BAD, "bad"))

G_DEFINE_FINAL_TYPE (GenkanConnectionItem, genkan_connection_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CONNECTION,
  PROP_LABEL,
  PROP_TOOL,
  PROP_HEALTH,
  PROP_N_UNMAPPED,
  PROP_OPERATION,
  PROP_ACTIVITY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
genkan_connection_item_dispose (GObject *object)
{
  GenkanConnectionItem *self = GENKAN_CONNECTION_ITEM (object);

  g_clear_object (&self->operation);
  g_clear_object (&self->activity);

  G_OBJECT_CLASS (genkan_connection_item_parent_class)->dispose (object);
}

static void
genkan_connection_item_finalize (GObject *object)
{
  GenkanConnectionItem *self = GENKAN_CONNECTION_ITEM (object);

  g_object_unref (self->connection);
  g_free (self->tool);

  G_OBJECT_CLASS (genkan_connection_item_parent_class)->finalize (object);
}

static void
genkan_connection_item_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  GenkanConnectionItem *self = GENKAN_CONNECTION_ITEM (object);

  switch (prop_id)
    {
    case PROP_CONNECTION:
      g_value_set_object (value, self->connection);
      break;

    case PROP_LABEL:
      g_value_set_string (value, genkan_connection_get_label (self->connection));
      break;

    case PROP_TOOL:
      g_value_set_string (value, self->tool);
      break;

    case PROP_HEALTH:
      g_value_set_enum (value, genkan_connection_item_get_health (self));
      break;

    case PROP_N_UNMAPPED:
      g_value_set_uint (value, genkan_connection_get_n_unmapped (self->connection));
      break;

    case PROP_OPERATION:
      g_value_set_object (value, self->operation);
      break;

    case PROP_ACTIVITY:
      g_value_set_object (value, self->activity);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_connection_item_class_init (GenkanConnectionItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = genkan_connection_item_dispose;
  object_class->finalize = genkan_connection_item_finalize;
  object_class->get_property = genkan_connection_item_get_property;

  properties[PROP_CONNECTION] = g_param_spec_object ("connection", NULL, NULL,
                                                     GENKAN_TYPE_CONNECTION, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_TOOL] = g_param_spec_string ("tool", NULL, NULL, NULL, flags);
  properties[PROP_HEALTH] = g_param_spec_enum ("health", NULL, NULL, GENKAN_TYPE_HEALTH,
                                               GENKAN_HEALTH_FRESH, flags);
  properties[PROP_N_UNMAPPED] = g_param_spec_uint ("n-unmapped", NULL, NULL, 0, G_MAXUINT, 0,
                                                   flags);
  properties[PROP_OPERATION] = g_param_spec_object ("operation", NULL, NULL,
                                                    GENKAN_TYPE_OPERATION, flags);
  properties[PROP_ACTIVITY] = g_param_spec_object ("activity", NULL, NULL,
                                                   GENKAN_TYPE_ACTIVITY, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
genkan_connection_item_init (GenkanConnectionItem *self)
{
}

/**
 * genkan_connection_item_new:
 * @connection: the Connection
 * @tool: the name of its connector
 *
 * Returns: (transfer full): an item without an Operation
 */
GenkanConnectionItem *
genkan_connection_item_new (GenkanConnection *connection,
                            const char       *tool)
{
  GenkanConnectionItem *self;

  g_return_val_if_fail (GENKAN_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (tool != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_CONNECTION_ITEM, NULL);
  self->connection = g_object_ref (connection);
  self->tool = g_strdup (tool);

  return self;
}

GenkanConnection *
genkan_connection_item_get_connection (GenkanConnectionItem *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION_ITEM (self), NULL);

  return self->connection;
}

gint64
genkan_connection_item_get_id (GenkanConnectionItem *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION_ITEM (self), 0);

  return genkan_connection_get_id (self->connection);
}

/**
 * genkan_connection_item_get_operation:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the Operation that was started last
 */
GenkanOperation *
genkan_connection_item_get_operation (GenkanConnectionItem *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION_ITEM (self), NULL);

  return self->operation;
}

/**
 * genkan_connection_item_get_activity:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): what runs in this process right now
 */
GenkanActivity *
genkan_connection_item_get_activity (GenkanConnectionItem *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION_ITEM (self), NULL);

  return self->activity;
}

GenkanHealth
genkan_connection_item_get_health (GenkanConnectionItem *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION_ITEM (self), GENKAN_HEALTH_FRESH);

  if (self->operation == NULL)
    return GENKAN_HEALTH_FRESH;

  switch (genkan_operation_get_status (self->operation))
    {
    case GENKAN_OPERATION_STATUS_COMPLETE:
      return GENKAN_HEALTH_GOOD;

    case GENKAN_OPERATION_STATUS_PARTIAL:
    case GENKAN_OPERATION_STATUS_INTERRUPTED:
      return GENKAN_HEALTH_PARTIAL;

    case GENKAN_OPERATION_STATUS_FAILED:
      return GENKAN_HEALTH_BAD;

    case GENKAN_OPERATION_STATUS_RUNNING:
    case GENKAN_OPERATION_STATUS_CANCELLED:
    default:
      return GENKAN_HEALTH_FRESH;
    }
}

guint
genkan_connection_item_get_n_held (GenkanConnectionItem *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION_ITEM (self), 0);

  return self->n_held;
}

/**
 * genkan_connection_item_set_n_held:
 * @self: an item
 * @n_held: about how many Findings the removal guard asks
 *
 * Notes what waits for a person; told with the next genkan_connection_item_update().
 */
void
genkan_connection_item_set_n_held (GenkanConnectionItem *self,
                                   guint                 n_held)
{
  g_return_if_fail (GENKAN_IS_CONNECTION_ITEM (self));

  self->n_held = n_held;
}

/**
 * genkan_connection_item_update:
 * @self: an item
 * @connection: the same Connection, as the store has it now
 * @operation: (nullable): its last Operation
 * @activity: (nullable): what runs
 *
 * Brings the item up to date. All properties that can have changed are notified together.
 */
void
genkan_connection_item_update (GenkanConnectionItem *self,
                               GenkanConnection     *connection,
                               GenkanOperation      *operation,
                               GenkanActivity       *activity)
{
  g_return_if_fail (GENKAN_IS_CONNECTION_ITEM (self));
  g_return_if_fail (GENKAN_IS_CONNECTION (connection));

  g_object_freeze_notify (G_OBJECT (self));

  g_set_object (&self->connection, connection);
  g_set_object (&self->operation, operation);
  if (g_set_object (&self->activity, activity))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVITY]);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEALTH]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNMAPPED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPERATION]);

  g_object_thaw_notify (G_OBJECT (self));
}
