/* genkan-demo-graphql.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * As much of GraphQL as the demo's tool needs to behave like one: a query selects fields of a
 * tree of JSON, gets those and no others, and is told when it asks for a field that there is
 * not. No fragments, no mutations; arguments are read over, as nothing here takes any.
 *
 * The query is read while the tree is walked. For each element of a list the reader goes back
 * to where the selection began, so that no tree of the query has to be built.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-demo-graphql.h"

#define MAX_DEPTH 16

typedef struct
{
  const char *place;   /* what is still to be read */
  guint       depth;
  char       *problem; /* (owned) (nullable) the first one; reading ends with it */
} GenkanReader;

static JsonNode *select_fields (GenkanReader *reader,
                                JsonNode     *node);

G_GNUC_PRINTF (2, 3)
static void
set_problem (GenkanReader *reader,
             const char   *format,
             ...)
{
  va_list args;

  if (reader->problem != NULL)
    return;

  va_start (args, format);
  reader->problem = g_strdup_vprintf (format, args);
  va_end (args);
}

/* Commas are white space, # begins a comment. */
static void
skip_space (GenkanReader *reader)
{
  for (;;)
    {
      reader->place += strspn (reader->place, " \t\r\n,");
      if (*reader->place != '#')
        return;
      reader->place += strcspn (reader->place, "\n");
    }
}

static gboolean
read_mark (GenkanReader *reader,
           char          mark)
{
  skip_space (reader);
  if (*reader->place != mark)
    return FALSE;

  reader->place++;

  return TRUE;
}

static char *
read_name (GenkanReader *reader)
{
  const char *begin;

  skip_space (reader);
  begin = reader->place;
  while (g_ascii_isalnum (*reader->place) || *reader->place == '_')
    reader->place++;

  return reader->place > begin ? g_strndup (begin, reader->place - begin) : NULL;
}

/* From a quote to the one that closes it; stands still at anything else. */
static void
skip_string (GenkanReader *reader)
{
  if (*reader->place != '"')
    return;

  for (reader->place++; *reader->place != '\0' && *reader->place != '"'; reader->place++)
    if (reader->place[0] == '\\' && reader->place[1] != '\0')
      reader->place++;
}

/* From an opening bracket that was read to the one that closes it. */
static void
skip_brackets (GenkanReader *reader,
               char          open,
               char          close)
{
  for (guint depth = 1; depth > 0; reader->place++)
    {
      skip_string (reader);
      if (*reader->place == '\0')
        {
          set_problem (reader, "Invalid syntax: “%c” is missing", close);
          return;
        }
      if (*reader->place == open)
        depth++;
      else if (*reader->place == close)
        depth--;
    }
}

static JsonNode *
select_list (GenkanReader *reader,
             JsonNode     *node)
{
  JsonArray *list = json_node_get_array (node);
  g_autoptr (JsonArray) selected = json_array_new ();
  const char *begin = reader->place;
  JsonNode *result;

  for (guint i = 0; i < json_array_get_length (list) && reader->problem == NULL; i++)
    {
      JsonNode *element;

      reader->place = begin;
      element = select_fields (reader, json_array_get_element (list, i));
      if (element != NULL)
        json_array_add_element (selected, element);
    }

  if (json_array_get_length (list) == 0 && read_mark (reader, '{'))
    skip_brackets (reader, '{', '}');

  result = json_node_new (JSON_NODE_ARRAY);
  json_node_set_array (result, selected);

  return result;
}

/* A list without elements does not tell; then the query is taken at its word. */
static gboolean
has_fields (JsonNode *node,
            gboolean  selected)
{
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (list == NULL)
    return JSON_NODE_HOLDS_OBJECT (node);

  return json_array_get_length (list) == 0 ? selected : has_fields (json_array_get_element (list, 0), selected);
}

/* [alias ":"] name [arguments] [fields] */
static void
select_field (GenkanReader *reader,
              JsonObject   *from,
              JsonObject   *to)
{
  g_autofree char *alias = read_name (reader);
  g_autofree char *name = alias != NULL && read_mark (reader, ':') ? read_name (reader) : g_strdup (alias);
  JsonNode *member;
  JsonNode *value;
  gboolean selected;

  if (name == NULL)
    {
      set_problem (reader, "Invalid syntax: a field was expected before “%.10s”", reader->place);
      return;
    }

  member = json_object_get_member (from, name);
  if (member == NULL)
    {
      set_problem (reader, "Validation error (FieldUndefined): field “%s” is undefined", name);
      return;
    }

  if (read_mark (reader, '('))
    skip_brackets (reader, '(', ')');

  skip_space (reader);
  selected = *reader->place == '{';
  if (has_fields (member, selected) != selected)
    {
      set_problem (reader, selected ? "Validation error (SubselectionNotAllowed): field “%s” has no fields"
                                    : "Validation error (SubselectionRequired): field “%s” needs a selection",
                   name);
      return;
    }

  value = selected ? select_fields (reader, member) : json_node_copy (member);
  if (value != NULL)
    json_object_set_member (to, alias, value);
}

static JsonNode *
select_object (GenkanReader *reader,
               JsonNode     *node)
{
  g_autoptr (JsonObject) selected = json_object_new ();
  JsonNode *result;

  if (!read_mark (reader, '{'))
    set_problem (reader, "Invalid syntax: a selection was expected");

  while (reader->problem == NULL && !read_mark (reader, '}'))
    select_field (reader, json_node_get_object (node), selected);

  if (reader->problem != NULL)
    return NULL;

  result = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (result, selected);

  return result;
}

static JsonNode *
select_fields (GenkanReader *reader,
               JsonNode     *node)
{
  JsonNode *result;

  if (reader->depth >= MAX_DEPTH)
    {
      set_problem (reader, "The query is nested too deeply");
      return NULL;
    }

  reader->depth++;
  result = JSON_NODE_HOLDS_ARRAY (node) ? select_list (reader, node) : select_object (reader, node);
  reader->depth--;

  return result;
}

/* "query Name ($variables)" may stand before the selection, and nothing else. */
static void
read_head (GenkanReader *reader)
{
  g_autofree char *keyword = read_name (reader);
  g_autofree char *name = NULL;

  if (keyword == NULL)
    return;

  if (!g_str_equal (keyword, "query"))
    set_problem (reader, "Only queries are answered, not “%s”", keyword);

  name = read_name (reader);
  if (read_mark (reader, '('))
    skip_brackets (reader, '(', ')');
}

/**
 * genkan_demo_graphql_select:
 * @data: an object: what can be asked for
 * @query: a query's text
 * @ret_problem: (out) (transfer full): what is wrong with the query
 *
 * Returns: (transfer full) (nullable): what the query selects
 */
JsonNode *
genkan_demo_graphql_select (JsonNode    *data,
                            const char  *query,
                            char       **ret_problem)
{
  GenkanReader reader = { .place = query };
  g_autoptr (JsonNode) result = NULL;

  read_head (&reader);
  if (reader.problem == NULL)
    result = select_fields (&reader, data);

  if (reader.problem == NULL)
    return g_steal_pointer (&result);

  *ret_problem = reader.problem;

  return NULL;
}
