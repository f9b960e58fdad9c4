/* genkan-record-attributes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Record's `extra` and `tags` are JSON that a connector made from what a vendor answered.
 * Whatever it is, it is shown: what is not an object is one attribute without a name of its own,
 * and what is nested deeper than one level is shown as JSON.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-record-attributes.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

typedef struct
{
  GenkanAttributeFunc func;
  gpointer            user_data;
} Visit;

static char *
node_to_text (JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return json_node_dup_string (node);

    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (node) ? _("yes") : _("no"));

    default:
      return json_node_is_null (node) ? g_strdup ("") : json_to_string (node, FALSE);
    }
}

static JsonNode *
parse (const char *json)
{
  return json != NULL ? json_from_string (json, NULL) : NULL;
}

static void
visit_member (JsonObject *object,
              const char *name,
              JsonNode   *node,
              gpointer    user_data)
{
  Visit *visit = user_data;
  g_autofree char *value = node_to_text (node);

  if (*value != '\0')
    visit->func (name, value, visit->user_data);
}

/**
 * genkan_record_attributes_foreach:
 * @extra: (nullable): a JSON object, or whatever stands in its place
 * @func: gets each attribute that has a value
 * @user_data: for @func
 */
void
genkan_record_attributes_foreach (const char          *extra,
                                  GenkanAttributeFunc  func,
                                  gpointer             user_data)
{
  g_autoptr (JsonNode) root = parse (extra);
  Visit visit = { func, user_data };

  g_return_if_fail (func != NULL);

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    json_object_foreach_member (json_node_get_object (root), visit_member, &visit);
  else if (extra != NULL && *extra != '\0')
    func (_("Attributes"), extra, user_data);
}

/**
 * genkan_record_attributes_tags:
 * @tags: (nullable): a JSON array of texts, or whatever stands in its place
 *
 * Returns: (transfer full) (nullable): the tags with commas between, or %NULL for none
 */
char *
genkan_record_attributes_tags (const char *tags)
{
  g_autoptr (JsonNode) root = parse (tags);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;
  JsonArray *array;

  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return tags != NULL && *tags != '\0' ? g_strdup (tags) : NULL;

  array = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *text = node_to_text (json_array_get_element (array, i));

      g_strv_builder_add (builder, text);
    }
  texts = g_strv_builder_end (builder);

  return *texts != NULL ? g_strjoinv (", ", texts) : NULL;
}
