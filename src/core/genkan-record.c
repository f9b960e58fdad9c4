/* genkan-record.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The link between one unit of a vendor's tool (a VEP) and one Product, as the store read it.
 * A Record that changes in the store is read anew, so the object itself never changes.
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-record.h"

struct _GenkanRecord
{
  GObject parent_instance;

  GenkanRecordFields fields; /* the texts are owned */
};

G_DEFINE_FINAL_TYPE (GenkanRecord, genkan_record, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_CONNECTION_ID,
  PROP_VENDOR_ID,
  PROP_NAME,
  PROP_KIND,
  PROP_URL,
  PROP_PARENT,
  PROP_DESCRIPTION,
  PROP_TAGS,
  PROP_EXTRA,
  PROP_STATE,
  PROP_PRODUCT_ID,
  PROP_PRODUCT_NAME,
  PROP_FIRST_DISCOVERED,
  PROP_LAST_DISCOVERED,
  PROP_FINALIZED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
genkan_record_finalize (GObject *object)
{
  GenkanRecord *self = GENKAN_RECORD (object);

  g_free ((char *) self->fields.vendor_id);
  g_free ((char *) self->fields.name);
  g_free ((char *) self->fields.kind);
  g_free ((char *) self->fields.url);
  g_free ((char *) self->fields.parent);
  g_free ((char *) self->fields.description);
  g_free ((char *) self->fields.tags);
  g_free ((char *) self->fields.extra);
  g_free ((char *) self->fields.product_name);
  g_free ((char *) self->fields.connection_label);
  g_free ((char *) self->fields.sync.message);

  G_OBJECT_CLASS (genkan_record_parent_class)->finalize (object);
}

static void
genkan_record_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  GenkanRecord *self = GENKAN_RECORD (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->fields.id);
      break;

    case PROP_CONNECTION_ID:
      g_value_set_int64 (value, self->fields.connection_id);
      break;

    case PROP_VENDOR_ID:
      g_value_set_string (value, self->fields.vendor_id);
      break;

    case PROP_NAME:
      g_value_set_string (value, self->fields.name);
      break;

    case PROP_KIND:
      g_value_set_string (value, self->fields.kind);
      break;

    case PROP_URL:
      g_value_set_string (value, self->fields.url);
      break;

    case PROP_PARENT:
      g_value_set_string (value, self->fields.parent);
      break;

    case PROP_DESCRIPTION:
      g_value_set_string (value, self->fields.description);
      break;

    case PROP_TAGS:
      g_value_set_string (value, self->fields.tags);
      break;

    case PROP_EXTRA:
      g_value_set_string (value, self->fields.extra);
      break;

    case PROP_STATE:
      g_value_set_enum (value, self->fields.state);
      break;

    case PROP_PRODUCT_ID:
      g_value_set_int64 (value, self->fields.product_id);
      break;

    case PROP_PRODUCT_NAME:
      g_value_set_string (value, self->fields.product_name);
      break;

    case PROP_FIRST_DISCOVERED:
      g_value_set_int64 (value, self->fields.first_discovered);
      break;

    case PROP_LAST_DISCOVERED:
      g_value_set_int64 (value, self->fields.last_discovered);
      break;

    case PROP_FINALIZED:
      g_value_set_int64 (value, self->fields.finalized);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_record_class_init (GenkanRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = genkan_record_finalize;
  object_class->get_property = genkan_record_get_property;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_CONNECTION_ID] =
    g_param_spec_int64 ("connection-id", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_VENDOR_ID] = g_param_spec_string ("vendor-id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  properties[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, flags);
  properties[PROP_PARENT] = g_param_spec_string ("parent", NULL, NULL, NULL, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  properties[PROP_TAGS] = g_param_spec_string ("tags", NULL, NULL, NULL, flags);
  properties[PROP_EXTRA] = g_param_spec_string ("extra", NULL, NULL, NULL, flags);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, GENKAN_TYPE_RECORD_STATE, 0, flags);
  properties[PROP_PRODUCT_ID] =
    g_param_spec_int64 ("product-id", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_PRODUCT_NAME] = g_param_spec_string ("product-name", NULL, NULL, NULL, flags);
  properties[PROP_FIRST_DISCOVERED] =
    g_param_spec_int64 ("first-discovered", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_LAST_DISCOVERED] =
    g_param_spec_int64 ("last-discovered", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_FINALIZED] =
    g_param_spec_int64 ("finalized", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
genkan_record_init (GenkanRecord *self)
{
}

/**
 * genkan_record_new:
 * @fields: what it holds; copied
 *
 * Returns: (transfer full): an object that never changes
 */
GenkanRecord *
genkan_record_new (const GenkanRecordFields *fields)
{
  GenkanRecord *self = g_object_new (GENKAN_TYPE_RECORD, NULL);

  self->fields = *fields;
  self->fields.vendor_id = g_strdup (fields->vendor_id);
  self->fields.name = g_strdup (fields->name);
  self->fields.kind = g_strdup (fields->kind);
  self->fields.url = g_strdup (fields->url);
  self->fields.parent = g_strdup (fields->parent);
  self->fields.description = g_strdup (fields->description);
  self->fields.tags = g_strdup (fields->tags);
  self->fields.extra = g_strdup (fields->extra);
  self->fields.product_name = g_strdup (fields->product_name);
  self->fields.connection_label = g_strdup (fields->connection_label);
  self->fields.sync.message = g_strdup (fields->sync.message);

  return self;
}

gint64
genkan_record_get_id (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), 0);

  return self->fields.id;
}

gint64
genkan_record_get_connection_id (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), 0);

  return self->fields.connection_id;
}

const char *
genkan_record_get_vendor_id (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), NULL);

  return self->fields.vendor_id;
}

const char *
genkan_record_get_name (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), NULL);

  return self->fields.name;
}

/**
 * genkan_record_get_title:
 * @self: a Record
 *
 * Returns: (transfer none): what to call it before a person: its name, or, if the tool has none for
 *   it, its id there
 */
const char *
genkan_record_get_title (GenkanRecord *self)
{
  const char *name;

  g_return_val_if_fail (GENKAN_IS_RECORD (self), NULL);

  name = self->fields.name;
  while (g_unichar_isspace (g_utf8_get_char (name)))
    name = g_utf8_next_char (name);

  return *name != '\0' ? self->fields.name : self->fields.vendor_id;
}

const char *
genkan_record_get_kind (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), NULL);

  return self->fields.kind;
}

const char *
genkan_record_get_url (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), NULL);

  return self->fields.url;
}

const char *
genkan_record_get_parent (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), NULL);

  return self->fields.parent;
}

const char *
genkan_record_get_description (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), NULL);

  return self->fields.description;
}

const char *
genkan_record_get_tags (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), NULL);

  return self->fields.tags;
}

const char *
genkan_record_get_extra (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), NULL);

  return self->fields.extra;
}

GenkanRecordState
genkan_record_get_state (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), 0);

  return self->fields.state;
}

gint64
genkan_record_get_product_id (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), 0);

  return self->fields.product_id;
}

const char *
genkan_record_get_product_name (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), NULL);

  return self->fields.product_name;
}

gint64
genkan_record_get_first_discovered (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), 0);

  return self->fields.first_discovered;
}

gint64
genkan_record_get_last_discovered (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), 0);

  return self->fields.last_discovered;
}

gint64
genkan_record_get_finalized (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), 0);

  return self->fields.finalized;
}

int
genkan_record_get_minimum_severity (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), GENKAN_MINIMUM_OF_CONNECTION);

  return self->fields.minimum_severity;
}

const char *
genkan_record_get_connection_label (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), NULL);

  return self->fields.connection_label;
}

/**
 * genkan_record_get_sync:
 * @self: a Record of a GenkanRecordList; for others all of it is 0
 *
 * Returns: (transfer none): what Syncs have made of it
 */
const GenkanRecordSync *
genkan_record_get_sync (GenkanRecord *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD (self), NULL);

  return &self->fields.sync;
}
