/* genkan-connection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One configured Connector. Settings that the connector file marks as secret are not among its
 * settings: they live in the Secret Service under the Connection's secret id, a random name
 * that is never used twice, so that a new database cannot pick up an old one's keys.
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-connection.h"

#include "genkan-mark.h"

struct _GenkanConnection
{
  GObject parent_instance;

  gint64       id;           /* 0 until stored */
  char        *connector_id; /* (owned) */
  char        *label;        /* (owned) */
  char        *secret_id;    /* (owned) */
  char        *visible;      /* (owned) (nullable) */
  char        *tool;         /* (owned) (nullable) */
  GenkanRules *rules;        /* (owned) */
  GHashTable  *settings;     /* (owned) (element-type utf8 utf8) */
  GenkanSeverity minimum_severity;
  guint        n_unmapped;
  guint        n_mapped;
};

G_DEFINE_FINAL_TYPE (GenkanConnection, genkan_connection, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_CONNECTOR_ID,
  PROP_LABEL,
  PROP_VISIBLE,
  PROP_N_UNMAPPED,
  PROP_N_MAPPED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
genkan_connection_finalize (GObject *object)
{
  GenkanConnection *self = GENKAN_CONNECTION (object);

  g_free (self->connector_id);
  g_free (self->label);
  g_free (self->secret_id);
  g_free (self->visible);
  g_free (self->tool);
  g_object_unref (self->rules);
  g_hash_table_unref (self->settings);

  G_OBJECT_CLASS (genkan_connection_parent_class)->finalize (object);
}

static void
genkan_connection_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  GenkanConnection *self = GENKAN_CONNECTION (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;

    case PROP_CONNECTOR_ID:
      g_value_set_string (value, self->connector_id);
      break;

    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;

    case PROP_VISIBLE:
      g_value_set_string (value, self->visible);
      break;

    case PROP_N_UNMAPPED:
      g_value_set_uint (value, self->n_unmapped);
      break;

    case PROP_N_MAPPED:
      g_value_set_uint (value, self->n_mapped);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_connection_class_init (GenkanConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = genkan_connection_finalize;
  object_class->get_property = genkan_connection_get_property;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CONNECTOR_ID] = g_param_spec_string ("connector-id", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_VISIBLE] = g_param_spec_string ("visible", NULL, NULL, NULL, flags);
  properties[PROP_N_UNMAPPED] = g_param_spec_uint ("n-unmapped", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_MAPPED] = g_param_spec_uint ("n-mapped", NULL, NULL, 0, G_MAXUINT, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
genkan_connection_init (GenkanConnection *self)
{
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->secret_id = g_uuid_string_random ();
  self->rules = genkan_rules_new ();
}

static void
set_text (GenkanConnection  *self,
          char             **place,
          const char        *text,
          guint              prop_id)
{
  if (g_strcmp0 (*place, text) == 0)
    return;

  g_free (*place);
  *place = g_strdup (text);
  if (prop_id != PROP_0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

/**
 * genkan_connection_new:
 * @connector_id: the `id` of the connector file
 * @label: the person's name for it
 *
 * Returns: (transfer full): a Connection that is not stored yet, with a fresh secret id
 */
GenkanConnection *
genkan_connection_new (const char *connector_id,
                       const char *label)
{
  GenkanConnection *self;

  g_return_val_if_fail (connector_id != NULL, NULL);
  g_return_val_if_fail (label != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_CONNECTION, NULL);
  self->connector_id = g_strdup (connector_id);
  self->label = g_strdup (label);

  return self;
}

/**
 * genkan_connection_copy:
 * @self: a Connection
 *
 * Returns: (transfer full): the same in a new object, to be changed and stored
 */
GenkanConnection *
genkan_connection_copy (GenkanConnection *self)
{
  GenkanConnection *copy;
  GHashTableIter iter;
  gpointer name, value;

  g_return_val_if_fail (GENKAN_IS_CONNECTION (self), NULL);

  copy = genkan_connection_new (self->connector_id, self->label);
  copy->id = self->id;
  copy->n_unmapped = self->n_unmapped;
  copy->n_mapped = self->n_mapped;
  copy->minimum_severity = self->minimum_severity;
  set_text (copy, &copy->secret_id, self->secret_id, PROP_0);
  set_text (copy, &copy->visible, self->visible, PROP_0);
  set_text (copy, &copy->tool, self->tool, PROP_0);
  genkan_connection_set_rules (copy, self->rules);

  g_hash_table_iter_init (&iter, self->settings);
  while (g_hash_table_iter_next (&iter, &name, &value))
    genkan_connection_set_setting (copy, name, value);

  return copy;
}

/**
 * genkan_connection_get_id:
 * @self: a Connection
 *
 * Returns: its number in the store, or 0 before it is stored
 */
gint64
genkan_connection_get_id (GenkanConnection *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION (self), 0);

  return self->id;
}

/**
 * genkan_connection_set_id:
 * @self: a Connection
 * @id: its number
 *
 * For the store, once it is stored.
 */
void
genkan_connection_set_id (GenkanConnection *self,
                          gint64            id)
{
  g_return_if_fail (GENKAN_IS_CONNECTION (self));

  if (self->id == id)
    return;

  self->id = id;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
}

/**
 * genkan_connection_get_connector_id:
 * @self: a Connection
 *
 * Returns: of which connector it is
 */
const char *
genkan_connection_get_connector_id (GenkanConnection *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION (self), NULL);

  return self->connector_id;
}

/**
 * genkan_connection_get_label:
 * @self: a Connection
 *
 * Returns: its name, as a person gave it
 */
const char *
genkan_connection_get_label (GenkanConnection *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION (self), NULL);

  return self->label;
}

/**
 * genkan_connection_set_label:
 * @self: a Connection
 * @label: its name
 */
void
genkan_connection_set_label (GenkanConnection *self,
                             const char       *label)
{
  g_return_if_fail (GENKAN_IS_CONNECTION (self));
  g_return_if_fail (label != NULL);

  set_text (self, &self->label, label, PROP_LABEL);
}

/**
 * genkan_connection_get_secret_id:
 * @self: a Connection
 *
 * Returns: (transfer none): the name under which the Secret Service holds its secrets
 */
const char *
genkan_connection_get_secret_id (GenkanConnection *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION (self), NULL);

  return self->secret_id;
}

/**
 * genkan_connection_set_secret_id:
 * @self: a Connection
 * @secret_id: by what its secrets are found in the keyring
 */
void
genkan_connection_set_secret_id (GenkanConnection *self,
                                 const char       *secret_id)
{
  g_return_if_fail (GENKAN_IS_CONNECTION (self));
  g_return_if_fail (secret_id != NULL);

  set_text (self, &self->secret_id, secret_id, PROP_0);
}

/**
 * genkan_connection_get_setting:
 * @self: a Connection
 * @name: a setting of the connector file that is not secret
 *
 * Returns: (transfer none) (nullable): its value, or %NULL when the person left it out
 */
const char *
genkan_connection_get_setting (GenkanConnection *self,
                               const char       *name)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (self->settings, name);
}

/**
 * genkan_connection_set_setting:
 * @self: a Connection
 * @name: the name of a setting in its connector file
 * @value: (nullable): its value; %NULL takes it away
 */
void
genkan_connection_set_setting (GenkanConnection *self,
                               const char       *name,
                               const char       *value)
{
  g_return_if_fail (GENKAN_IS_CONNECTION (self));
  g_return_if_fail (name != NULL);

  if (value != NULL)
    g_hash_table_insert (self->settings, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->settings, name);
}

/**
 * genkan_connection_dup_host:
 * @self: a Connection
 *
 * Returns: (transfer full): where its tool is, for the marks of its Records; see
 *   genkan_mark_dup_host()
 */
char *
genkan_connection_dup_host (GenkanConnection *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION (self), NULL);

  return genkan_mark_dup_host (genkan_connection_get_setting (self, "url"));
}

/**
 * genkan_connection_get_settings:
 * @self: a Connection
 *
 * Returns: (transfer none) (element-type utf8 utf8): all its settings
 */
GHashTable *
genkan_connection_get_settings (GenkanConnection *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION (self), NULL);

  return self->settings;
}

/**
 * genkan_connection_get_visible:
 * @self: a Connection
 *
 * What the last test or Discover said about the credentials ("23 sites").
 *
 * Returns: (transfer none) (nullable): a few words
 */
const char *
genkan_connection_get_visible (GenkanConnection *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION (self), NULL);

  return self->visible;
}

/**
 * genkan_connection_set_visible:
 * @self: a Connection
 * @visible: (nullable): what its credentials can see, in words
 */
void
genkan_connection_set_visible (GenkanConnection *self,
                               const char       *visible)
{
  g_return_if_fail (GENKAN_IS_CONNECTION (self));

  set_text (self, &self->visible, visible, PROP_VISIBLE);
}

/**
 * genkan_connection_get_n_unmapped:
 * @self: a Connection
 *
 * Returns: how many of its Records wait for a person: New, or Missing without a Product
 */
guint
genkan_connection_get_n_unmapped (GenkanConnection *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION (self), 0);

  return self->n_unmapped;
}

/**
 * genkan_connection_get_n_mapped:
 * @self: a Connection
 *
 * Returns: how many of its Records are mapped to a Product
 */
guint
genkan_connection_get_n_mapped (GenkanConnection *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION (self), 0);

  return self->n_mapped;
}

/**
 * genkan_connection_set_counts:
 * @self: a Connection
 * @n_unmapped: how many Records wait for a decision
 * @n_mapped: how many are mapped
 *
 * Notifies of what has changed.
 */
void
genkan_connection_set_counts (GenkanConnection *self,
                              guint             n_unmapped,
                              guint             n_mapped)
{
  g_return_if_fail (GENKAN_IS_CONNECTION (self));

  if (self->n_unmapped != n_unmapped)
    {
      self->n_unmapped = n_unmapped;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNMAPPED]);
    }

  if (self->n_mapped != n_mapped)
    {
      self->n_mapped = n_mapped;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_MAPPED]);
    }
}

/**
 * genkan_connection_get_rules:
 * @self: a Connection
 *
 * Returns: (transfer none): what happens by itself with what it discovers; not to be changed
 */
GenkanRules *
genkan_connection_get_rules (GenkanConnection *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION (self), NULL);

  return self->rules;
}

/**
 * genkan_connection_set_rules:
 * @self: a Connection
 * @rules: what is kept and mapped by itself; they are copied
 */
void
genkan_connection_set_rules (GenkanConnection *self,
                             GenkanRules      *rules)
{
  g_return_if_fail (GENKAN_IS_CONNECTION (self));
  g_return_if_fail (GENKAN_IS_RULES (rules));

  g_object_unref (self->rules);
  self->rules = genkan_rules_copy (rules);
}

/**
 * genkan_connection_get_tool:
 * @self: a Connection
 *
 * Returns: (nullable): the name of the tool that has answered
 */
const char *
genkan_connection_get_tool (GenkanConnection *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION (self), NULL);

  return self->tool;
}

/**
 * genkan_connection_set_tool:
 * @self: a Connection
 * @tool: (nullable): the name of the tool that has answered
 */
void
genkan_connection_set_tool (GenkanConnection *self,
                            const char       *tool)
{
  g_return_if_fail (GENKAN_IS_CONNECTION (self));

  set_text (self, &self->tool, tool, PROP_0);
}

/**
 * genkan_connection_get_minimum_severity:
 * @self: a Connection
 *
 * Returns: the least severity of which a Sync keeps Findings
 */
GenkanSeverity
genkan_connection_get_minimum_severity (GenkanConnection *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION (self), GENKAN_SEVERITY_INFO);

  return self->minimum_severity;
}

/**
 * genkan_connection_set_minimum_severity:
 * @self: a Connection
 * @severity: findings below it are not kept
 */
void
genkan_connection_set_minimum_severity (GenkanConnection *self,
                                        GenkanSeverity    severity)
{
  g_return_if_fail (GENKAN_IS_CONNECTION (self));
  g_return_if_fail (severity < GENKAN_N_SEVERITIES);

  self->minimum_severity = severity;
}
