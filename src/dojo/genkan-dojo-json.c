/* genkan-dojo-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * json-glib as this library needs it: what is not there, or is of another type than expected, is
 * a default and no critical warning; servers of five years add, rename and drop members. And what
 * is nested so deeply that json-glib's recursion would run out of stack is not JSON to us.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-json-private.h"

#define MAX_DEPTH 100

static gboolean
is_shallow (const char *text,
            gsize       length)
{
  gboolean quoted = FALSE;
  guint depth = 0;

  for (const char *p = text; p < text + length; p++)
    {
      if (quoted && *p == '\\')
        p++;
      else if (*p == '"')
        quoted = !quoted;
      else if (!quoted && (*p == '[' || *p == '{') && ++depth > MAX_DEPTH)
        return FALSE;
      else if (!quoted && (*p == ']' || *p == '}') && depth > 0)
        depth--;
    }

  return TRUE;
}

JsonNode *
_genkan_dojo_json_parse (const char *text,
                         gsize       length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (length > G_MAXSSIZE || !is_shallow (text, length)
      || !json_parser_load_from_data (parser, text, length, NULL))
    return NULL;

  return json_parser_steal_root (parser);
}

/* The member, if it is a value of that type. */
static JsonNode *
get_value (JsonObject *object,
           const char *name,
           GType       type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type
           ? node : NULL;
}

gint64
_genkan_dojo_json_get_int (JsonObject *object,
                           const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : 0;
}

gboolean
_genkan_dojo_json_get_boolean (JsonObject *object,
                               const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_BOOLEAN);

  return node != NULL && json_node_get_boolean (node);
}

const char *
_genkan_dojo_json_get_string (JsonObject *object,
                              const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

JsonObject *
_genkan_dojo_json_get_object (JsonObject *object,
                              const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
_genkan_dojo_json_get_array (JsonObject *object,
                             const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

GBytes *
_genkan_dojo_json_to_bytes (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  char *text = json_to_string (node, FALSE);

  return g_bytes_new_take (text, strlen (text));
}
