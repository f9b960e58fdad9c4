/* genkan-delivery-asset-fields.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said of a Product that is kept in step. A field is sent again when it is another one
 * than was sent last, and only if DefectDojo still has what was sent: else somebody has changed it
 * there, and it is theirs.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-delivery-assets-private.h"

#include "genkan-dojo-scan.h"

/* In characters: what DefectDojo takes. */
#define MAX_DESCRIPTION 4000

/* The link stands at the end; a Product needs a description. */
static char *
make_description (const GenkanAssetTarget *target)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *clean = NULL;

  if (target->description != NULL)
    g_string_append (text, target->description);
  if (target->url != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", target->url);
  clean = g_strdup (g_strstrip (text->str));
  if (*clean == '\0')
    return g_strdup (target->name);

  return g_utf8_substring (clean, 0, MIN (g_utf8_strlen (clean, -1), MAX_DESCRIPTION));
}

static JsonArray *
make_tags (const GenkanAssetTarget *target)
{
  g_autoptr (JsonNode) node = target->tags != NULL ? json_from_string (target->tags, NULL) : NULL;
  JsonArray *given = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonArray *tags = json_array_new ();

  for (guint i = 0; given != NULL && i < json_array_get_length (given); i++)
    {
      JsonNode *element = json_array_get_element (given, i);
      g_autofree char *tag = json_node_get_value_type (element) == G_TYPE_STRING
                               ? genkan_dojo_make_tag (json_node_get_string (element)) : NULL;

      if (tag != NULL && *tag != '\0')
        json_array_add_string_element (tags, tag);
    }

  return tags;
}

/* Returns: (transfer full): its description and its tags */
JsonObject *
genkan_asset_make_fields (const GenkanAssetTarget *target)
{
  JsonObject *fields = json_object_new ();
  g_autofree char *description = make_description (target);

  json_object_set_string_member (fields, "description", description);
  json_object_set_array_member (fields, "tags", make_tags (target));

  return fields;
}

/* Returns: (transfer full): all that DefectDojo is to know, as text */
char *
genkan_asset_dup_wanted (const GenkanAssetTarget *target)
{
  JsonObject *fields = genkan_asset_make_fields (target);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (fields, "name", target->name);
  if (target->type != NULL)
    json_object_set_string_member (fields, "type", target->type);
  json_node_take_object (node, fields);

  return json_to_string (node, FALSE);
}

gboolean
genkan_asset_is_pending (const GenkanAssetTarget *target)
{
  g_autofree char *wanted = genkan_asset_dup_wanted (target);

  return target->dojo_product == 0 || g_strcmp0 (wanted, target->sent) != 0;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

/* Tags in DefectDojo have no order, and mostly no capitals. */
static char *
sort_tags (JsonArray *tags)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      JsonNode *element = json_array_get_element (tags, i);

      if (json_node_get_value_type (element) == G_TYPE_STRING)
        g_ptr_array_add (texts, g_utf8_casefold (json_node_get_string (element), -1));
    }
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);

  return g_strjoinv (",", (char **) texts->pdata);
}

static char *
dup_field (JsonObject *object,
           const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return sort_tags (json_node_get_array (node));

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? g_strstrip (g_strdup (json_node_get_string (node))) : g_strdup ("");
}

/* Adds a field that is to be sent again. */
static void
add_change (JsonObject *changes,
            JsonObject *wanted,
            JsonObject *sent,
            JsonObject *there,
            const char *name)
{
  g_autofree char *new = dup_field (wanted, name);
  g_autofree char *old = dup_field (sent, name);
  g_autofree char *now = dup_field (there, name);

  if (!g_str_equal (new, old) && g_str_equal (old, now))
    json_object_set_member (changes, name, json_node_copy (json_object_get_member (wanted, name)));
}

/* Returns: (transfer full): what is to be changed there; empty if nothing is */
JsonObject *
genkan_asset_find_changes (const GenkanAssetTarget *target,
                           GenkanDojoObject        *there,
                           gint64                   type)
{
  JsonObject *changes = json_object_new ();
  g_autoptr (JsonObject) wanted = genkan_asset_make_fields (target);
  g_autoptr (JsonNode) node = target->sent != NULL ? json_from_string (target->sent, NULL) : NULL;
  JsonObject *sent = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                                   : NULL;

  if (!g_str_equal (target->name, there->name)
      && g_strcmp0 (target->dojo_name, there->name) == 0)
    json_object_set_string_member (changes, "name", target->name);
  if (type != there->parent_id && target->type != NULL
      && target->dojo_product_type == there->parent_id)
    json_object_set_int_member (changes, "prod_type", type);
  if (sent != NULL)
    {
      add_change (changes, wanted, sent, there->fields, "description");
      add_change (changes, wanted, sent, there->fields, "tags");
    }

  return changes;
}
