/* genkan-operation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One run of Discover or Sync, as the store read it.
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-operation.h"

struct _GenkanOperation
{
  GObject parent_instance;

  GenkanOperationFields fields; /* the texts are owned */
};

G_DEFINE_FINAL_TYPE (GenkanOperation, genkan_operation, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_CONNECTION_ID,
  PROP_KIND,
  PROP_STATUS,
  PROP_TRIGGER,
  PROP_STARTED,
  PROP_ENDED,
  PROP_N_SEEN,
  PROP_N_NEW,
  PROP_N_CHANGED,
  PROP_N_MISSING,
  PROP_N_RETURNED,
  PROP_MESSAGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
genkan_operation_finalize (GObject *object)
{
  GenkanOperation *self = GENKAN_OPERATION (object);

  g_free ((char *) self->fields.message);

  G_OBJECT_CLASS (genkan_operation_parent_class)->finalize (object);
}

static void
genkan_operation_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  GenkanOperation *self = GENKAN_OPERATION (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->fields.id);
      break;

    case PROP_CONNECTION_ID:
      g_value_set_int64 (value, self->fields.connection_id);
      break;

    case PROP_KIND:
      g_value_set_enum (value, self->fields.kind);
      break;

    case PROP_STATUS:
      g_value_set_enum (value, self->fields.status);
      break;

    case PROP_TRIGGER:
      g_value_set_enum (value, self->fields.trigger);
      break;

    case PROP_STARTED:
      g_value_set_int64 (value, self->fields.started);
      break;

    case PROP_ENDED:
      g_value_set_int64 (value, self->fields.ended);
      break;

    case PROP_N_SEEN:
      g_value_set_uint (value, self->fields.n_seen);
      break;

    case PROP_N_NEW:
      g_value_set_uint (value, self->fields.n_new);
      break;

    case PROP_N_CHANGED:
      g_value_set_uint (value, self->fields.n_changed);
      break;

    case PROP_N_MISSING:
      g_value_set_uint (value, self->fields.n_missing);
      break;

    case PROP_N_RETURNED:
      g_value_set_uint (value, self->fields.n_returned);
      break;

    case PROP_MESSAGE:
      g_value_set_string (value, self->fields.message);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_operation_class_init (GenkanOperationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = genkan_operation_finalize;
  object_class->get_property = genkan_operation_get_property;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_CONNECTION_ID] =
    g_param_spec_int64 ("connection-id", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_KIND] =
    g_param_spec_enum ("kind", NULL, NULL, GENKAN_TYPE_OPERATION_TYPE, 0, flags);
  properties[PROP_STATUS] =
    g_param_spec_enum ("status", NULL, NULL, GENKAN_TYPE_OPERATION_STATUS, 0, flags);
  properties[PROP_TRIGGER] =
    g_param_spec_enum ("trigger", NULL, NULL, GENKAN_TYPE_OPERATION_TRIGGER, 0, flags);
  properties[PROP_STARTED] =
    g_param_spec_int64 ("started", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_ENDED] =
    g_param_spec_int64 ("ended", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_N_SEEN] = g_param_spec_uint ("n-seen", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_NEW] = g_param_spec_uint ("n-new", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_CHANGED] = g_param_spec_uint ("n-changed", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_MISSING] = g_param_spec_uint ("n-missing", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_RETURNED] =
    g_param_spec_uint ("n-returned", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
genkan_operation_init (GenkanOperation *self)
{
}

/**
 * genkan_operation_new:
 * @fields: what it holds; copied
 *
 * Returns: (transfer full): an object that never changes
 */
GenkanOperation *
genkan_operation_new (const GenkanOperationFields *fields)
{
  GenkanOperation *self = g_object_new (GENKAN_TYPE_OPERATION, NULL);

  self->fields = *fields;
  self->fields.message = g_strdup (fields->message);

  return self;
}

gint64
genkan_operation_get_id (GenkanOperation *self)
{
  g_return_val_if_fail (GENKAN_IS_OPERATION (self), 0);

  return self->fields.id;
}

gint64
genkan_operation_get_connection_id (GenkanOperation *self)
{
  g_return_val_if_fail (GENKAN_IS_OPERATION (self), 0);

  return self->fields.connection_id;
}

GenkanOperationType
genkan_operation_get_kind (GenkanOperation *self)
{
  g_return_val_if_fail (GENKAN_IS_OPERATION (self), 0);

  return self->fields.kind;
}

GenkanOperationStatus
genkan_operation_get_status (GenkanOperation *self)
{
  g_return_val_if_fail (GENKAN_IS_OPERATION (self), 0);

  return self->fields.status;
}

GenkanOperationTrigger
genkan_operation_get_trigger (GenkanOperation *self)
{
  g_return_val_if_fail (GENKAN_IS_OPERATION (self), 0);

  return self->fields.trigger;
}

gint64
genkan_operation_get_started (GenkanOperation *self)
{
  g_return_val_if_fail (GENKAN_IS_OPERATION (self), 0);

  return self->fields.started;
}

gint64
genkan_operation_get_ended (GenkanOperation *self)
{
  g_return_val_if_fail (GENKAN_IS_OPERATION (self), 0);

  return self->fields.ended;
}

guint
genkan_operation_get_n_seen (GenkanOperation *self)
{
  g_return_val_if_fail (GENKAN_IS_OPERATION (self), 0);

  return self->fields.n_seen;
}

guint
genkan_operation_get_n_new (GenkanOperation *self)
{
  g_return_val_if_fail (GENKAN_IS_OPERATION (self), 0);

  return self->fields.n_new;
}

guint
genkan_operation_get_n_changed (GenkanOperation *self)
{
  g_return_val_if_fail (GENKAN_IS_OPERATION (self), 0);

  return self->fields.n_changed;
}

guint
genkan_operation_get_n_missing (GenkanOperation *self)
{
  g_return_val_if_fail (GENKAN_IS_OPERATION (self), 0);

  return self->fields.n_missing;
}

guint
genkan_operation_get_n_returned (GenkanOperation *self)
{
  g_return_val_if_fail (GENKAN_IS_OPERATION (self), 0);

  return self->fields.n_returned;
}

guint
genkan_operation_get_n_mapped (GenkanOperation *self)
{
  g_return_val_if_fail (GENKAN_IS_OPERATION (self), 0);

  return self->fields.n_mapped;
}

guint
genkan_operation_get_n_left_out (GenkanOperation *self)
{
  g_return_val_if_fail (GENKAN_IS_OPERATION (self), 0);

  return self->fields.n_left_out;
}

const char *
genkan_operation_get_message (GenkanOperation *self)
{
  g_return_val_if_fail (GENKAN_IS_OPERATION (self), NULL);

  return self->fields.message;
}
