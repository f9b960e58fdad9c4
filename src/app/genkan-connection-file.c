/* genkan-connection-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Connection as a file, for another machine or a colleague: JSON with its settings and rules.
 * Secrets are not in it, only their names. Only what the connector file calls a setting, and no
 * secret, is written; so is what is the person's network's, whose files the other machine has to
 * have. What is read is checked as if it had been typed.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-connection-file.h"
#include "genkan-rules-words.h"
#include "genkan-workspace.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#define VERSION 1

static const char *const network_settings[] = {
  GENKAN_NETWORK_ALLOW_PLAIN_HTTP, GENKAN_NETWORK_CA_FILE, GENKAN_NETWORK_CLIENT_CERTIFICATE, NULL
};

/* The words of the file for what the database holds as numbers. */
static const char *const collisions[] = {
  [GENKAN_COLLISION_NUMBER] = "number",
  [GENKAN_COLLISION_SHARE] = "share",
  NULL
};

static const char *const fields[] = {
  [GENKAN_FILTER_NAME] = "name",
  [GENKAN_FILTER_PARENT] = "parent",
  [GENKAN_FILTER_KIND] = "kind",
  [GENKAN_FILTER_TAG] = "tag",
  NULL
};

/* --- writing --- */

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_flag (JsonBuilder *builder,
          const char  *name,
          gboolean     flag)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, flag);
}

static void
add_settings (JsonBuilder            *builder,
              GenkanConnection       *connection,
              const GenkanDefinition *definition)
{
  json_builder_set_member_name (builder, "settings");
  json_builder_begin_object (builder);
  for (guint i = 0; i < definition->settings->len; i++)
    {
      const GenkanSetting *setting = g_ptr_array_index (definition->settings, i);
      const char *value = genkan_connection_get_setting (connection, setting->name);

      if (!setting->secret && value != NULL)
        add_text (builder, setting->name, value);
    }
  for (gsize i = 0; network_settings[i] != NULL; i++)
    {
      const char *value = genkan_connection_get_setting (connection, network_settings[i]);

      if (value != NULL)
        add_text (builder, network_settings[i], value);
    }
  json_builder_end_object (builder);
}

static void
add_secret_names (JsonBuilder            *builder,
                  const GenkanDefinition *definition)
{
  json_builder_set_member_name (builder, "secrets");
  json_builder_begin_array (builder);
  for (guint i = 0; i < definition->settings->len; i++)
    {
      const GenkanSetting *setting = g_ptr_array_index (definition->settings, i);

      if (setting->secret)
        json_builder_add_string_value (builder, setting->name);
    }
  json_builder_end_array (builder);
}

static void
add_rules (JsonBuilder *builder,
           GenkanRules *rules)
{
  json_builder_set_member_name (builder, "rules");
  json_builder_begin_object (builder);
  add_flag (builder, "auto_map", genkan_rules_get_auto_map (rules));
  add_text (builder, "product", genkan_rules_get_product_template (rules));
  add_text (builder, "product_type", genkan_rules_get_type_template (rules));
  add_text (builder, "collision", collisions[genkan_rules_get_collision (rules)]);
  json_builder_set_member_name (builder, "filters");
  json_builder_begin_array (builder);
  for (guint i = 0; i < genkan_rules_get_n_filters (rules); i++)
    {
      gboolean exclude;
      GenkanFilterField field;
      const char *pattern = genkan_rules_get_filter (rules, i, &exclude, &field);

      json_builder_begin_object (builder);
      add_flag (builder, "exclude", exclude);
      add_text (builder, "field", fields[field]);
      add_text (builder, "pattern", pattern);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/**
 * genkan_connection_file_write:
 * @connection: a Connection
 * @definition: its connector's
 *
 * Returns: (transfer full): the file's text; no secret is in it
 */
char *
genkan_connection_file_write (GenkanConnection       *connection,
                              const GenkanDefinition *definition)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (GENKAN_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (definition != NULL, NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "genkan_connection");
  json_builder_add_int_value (builder, VERSION);
  add_text (builder, "connector", genkan_connection_get_connector_id (connection));
  add_text (builder, "label", genkan_connection_get_label (connection));
  add_settings (builder, connection, definition);
  add_secret_names (builder, definition);
  add_rules (builder, genkan_connection_get_rules (connection));
  add_text (builder, "minimum_severity",
            genkan_severity_to_nick (genkan_connection_get_minimum_severity (connection)));
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);

  return g_strconcat (text, "\n", NULL);
}

/* --- reading --- */

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError     **error,
        const char  *format,
        ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, message);

  return FALSE;
}

/* Whatever may stand there. Returns: (transfer none) (nullable): a text, or nothing */
static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

static gboolean
get_flag (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (node);
}

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* Returns: the place of the word, or -1 */
static int
find_word (const char * const *words,
           const char         *word)
{
  for (int i = 0; word != NULL && words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      return i;

  return -1;
}

static gboolean
read_settings (JsonObject              *object,
               const GenkanDefinition  *definition,
               GenkanConnection        *connection,
               GError                 **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object == NULL)
    return TRUE;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const GenkanSetting *setting = genkan_definition_find_setting (definition, name);

      if (setting == NULL && !g_strv_contains (network_settings, name))
        return refuse (error, _("%s has no setting “%s”"), definition->name, name);
      if (setting != NULL && setting->secret)
        return refuse (error, _("“%s” is secret and must not stand in a file; take it out, and give it when it is asked for"), name);
      if (json_node_get_value_type (node) != G_TYPE_STRING)
        return refuse (error, _("The setting “%s” is no text"), name);
      genkan_connection_set_setting (connection, name, json_node_get_string (node));
    }

  return TRUE;
}

static gboolean
read_filter (JsonNode     *node,
             GenkanRules  *rules,
             GError      **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *pattern = object != NULL ? get_text (object, "pattern") : NULL;
  int field = object != NULL ? find_word (fields, get_text (object, "field")) : -1;

  if (pattern == NULL || field < 0)
    return refuse (error, _("A line of the filter has no pattern, or looks at something unknown"));

  genkan_rules_add_filter (rules, get_flag (object, "exclude"), field, pattern);

  return TRUE;
}

static gboolean
read_filters (JsonObject   *object,
              GenkanRules  *rules,
              GError      **error)
{
  JsonNode *node = json_object_get_member (object, "filters");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!read_filter (json_array_get_element (array, i), rules, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_rules (JsonObject        *object,
            GenkanConnection  *connection,
            GError           **error)
{
  g_autoptr (GenkanRules) rules = genkan_rules_new ();
  g_autoptr (GError) problem = NULL;
  int collision;

  if (object == NULL)
    return TRUE;

  genkan_rules_set_auto_map (rules, get_flag (object, "auto_map"));
  if (get_text (object, "product") != NULL)
    genkan_rules_set_product_template (rules, get_text (object, "product"));
  if (get_text (object, "product_type") != NULL)
    genkan_rules_set_type_template (rules, get_text (object, "product_type"));
  collision = find_word (collisions, get_text (object, "collision"));
  if (collision >= 0)
    genkan_rules_set_collision (rules, collision);

  if (!read_filters (object, rules, error))
    return FALSE;
  if (!genkan_rules_check (rules, &problem))
    {
      g_autofree char *words = genkan_rules_describe_error (problem);

      return refuse (error, "%s", words);
    }

  genkan_connection_set_rules (connection, rules);

  return TRUE;
}

/* Files of earlier versions do not name any: all are kept. */
static gboolean
read_minimum (JsonObject        *object,
              GenkanConnection  *connection,
              GError           **error)
{
  GenkanSeverity severity;

  if (!json_object_has_member (object, "minimum_severity"))
    return TRUE;
  if (!genkan_severity_from_text (get_text (object, "minimum_severity"), &severity))
    return refuse (error, _("The minimum severity is critical, high, medium, low or info; the file says something else"));

  genkan_connection_set_minimum_severity (connection, severity);

  return TRUE;
}

static const GenkanDefinition *
find_definition (GenkanConnectorSet  *connectors,
                 const char          *id,
                 GError             **error)
{
  GenkanConnector *connector = id != NULL ? genkan_connector_set_lookup (connectors, id) : NULL;

  if (connector != NULL && genkan_connector_is_valid (connector))
    return genkan_connector_get_definition (connector);

  refuse (error, _("There is no connector “%s” here; put its file into the folder of connectors first"),
          id != NULL ? id : "");

  return NULL;
}

static GenkanConnection *
read_object (JsonObject          *object,
             GenkanConnectorSet  *connectors,
             GError             **error)
{
  const char *id = get_text (object, "connector");
  const char *label = get_text (object, "label");
  const GenkanDefinition *definition = find_definition (connectors, id, error);
  g_autoptr (GenkanConnection) connection = NULL;

  if (definition == NULL)
    return NULL;

  connection = genkan_connection_new (id, label != NULL ? label : "");
  if (!read_settings (get_object (object, "settings"), definition, connection, error) ||
      !read_rules (get_object (object, "rules"), connection, error) ||
      !read_minimum (object, connection, error))
    return NULL;

  return g_steal_pointer (&connection);
}

/**
 * genkan_connection_file_read:
 * @connectors: those that are known here
 * @text: the file's text
 * @error: return location for an error, with a translated message
 *
 * Returns: (transfer full) (nullable): a new Connection, not stored and without secrets
 */
GenkanConnection *
genkan_connection_file_read (GenkanConnectorSet  *connectors,
                             const char          *text,
                             GError             **error)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;
  JsonNode *version;

  g_return_val_if_fail (GENKAN_IS_CONNECTOR_SET (connectors), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  root = g_utf8_validate (text, -1, NULL) ? json_from_string (text, NULL) : NULL;
  object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  version = object != NULL ? json_object_get_member (object, "genkan_connection") : NULL;

  if (version == NULL || json_node_get_value_type (version) != G_TYPE_INT64)
    {
      refuse (error, _("This is no connection that Genkan exported"));
      return NULL;
    }
  if (json_node_get_int (version) > VERSION)
    {
      refuse (error, _("The file was written by a newer Genkan; update this one"));
      return NULL;
    }

  return read_object (object, connectors, error);
}
