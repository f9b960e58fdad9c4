/* genkan-yaml.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libyaml's events become a tree. An alias is a second reference to the node of its anchor, so
 * a bomb of aliases costs nothing to hold; since readers of the tree follow every reference,
 * each node carries the number of nodes that it unfolds to, and the document is refused when
 * that goes beyond the limit.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-yaml-private.h"

#include <yaml.h>

#define MAX_SIZE (1024 * 1024)
#define MAX_WEIGHT 20000
#define MAX_HEIGHT 40

typedef struct
{
  GenkanYamlDocument *document;
  GPtrArray          *problems;
  GHashTable         *anchors;  /* (element-type utf8 GenkanYamlNode) */
  yaml_parser_t       parser;
  gboolean            failed;
} Composer;

static void
node_free (gpointer data)
{
  GenkanYamlNode *node = data;

  g_free (node->text);
  g_clear_pointer (&node->keys, g_ptr_array_unref);
  g_clear_pointer (&node->values, g_ptr_array_unref);
  g_free (node);
}

static void
fail (Composer    *self,
      yaml_mark_t  mark,
      const char  *message)
{
  if (!self->failed)
    genkan_problems_add (self->problems, mark.line + 1, mark.column + 1, "%s", message);
  self->failed = TRUE;
}

static yaml_mark_t
mark_of_offset (GenkanYamlDocument *document,
                gsize               offset)
{
  yaml_mark_t mark = { 0 };

  while (mark.line + 1 < document->lines->len &&
         (char *) document->lines->pdata[mark.line + 1] <= document->text + offset)
    mark.line++;
  mark.column = document->text + offset - (char *) document->lines->pdata[mark.line];

  return mark;
}

static gboolean
next_event (Composer     *self,
            yaml_event_t *event)
{
  if (self->failed)
    return FALSE;
  if (yaml_parser_parse (&self->parser, event))
    return TRUE;

  /* About bytes that are no text, libyaml knows only the offset. */
  if (self->parser.error == YAML_READER_ERROR)
    self->parser.problem_mark = mark_of_offset (self->document, self->parser.problem_offset);
  fail (self, self->parser.problem_mark,
        self->parser.problem != NULL ? self->parser.problem : "this is not YAML");

  return FALSE;
}

static GenkanYamlNode *
node_new (Composer           *self,
          GenkanYamlKind      kind,
          const yaml_event_t *event)
{
  GenkanYamlNode *node = g_new0 (GenkanYamlNode, 1);

  node->kind = kind;
  node->line = event->start_mark.line + 1;
  node->column = event->start_mark.column + 1;
  node->weight = 1;
  node->height = 1;
  if (kind != GENKAN_YAML_SCALAR)
    node->values = g_ptr_array_new ();
  if (kind == GENKAN_YAML_MAPPING)
    node->keys = g_ptr_array_new ();
  g_ptr_array_add (self->document->nodes, node);

  return node;
}

static GenkanYamlNode *compose_node (Composer     *self,
                                     yaml_event_t *event,
                                     guint         depth);

/* Takes the weight of @child over into @parent, within the limits. */
static void
add_weight (Composer           *self,
            GenkanYamlNode     *parent,
            GenkanYamlNode     *child,
            const yaml_event_t *event)
{
  parent->weight += child->weight;
  parent->height = MAX (parent->height, child->height + 1);

  if (parent->weight > MAX_WEIGHT)
    fail (self, event->start_mark, "the aliases unfold to too much");
  else if (parent->height > MAX_HEIGHT)
    fail (self, event->start_mark, "this is nested too deeply");
}

static GenkanYamlNode *
compose_scalar (Composer           *self,
                const yaml_event_t *event)
{
  GenkanYamlNode *node = node_new (self, GENKAN_YAML_SCALAR, event);
  const char *text = (const char *) event->data.scalar.value;

  node->text = g_strndup (text, event->data.scalar.length);
  node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  if (strlen (node->text) != event->data.scalar.length)
    fail (self, event->start_mark, "a text must not hold a NUL character");

  return node;
}

static void
compose_elements (Composer       *self,
                  GenkanYamlNode *sequence,
                  guint           depth)
{
  yaml_event_t event;

  while (next_event (self, &event))
    {
      gboolean end = event.type == YAML_SEQUENCE_END_EVENT;
      GenkanYamlNode *element = end ? NULL : compose_node (self, &event, depth + 1);

      if (element != NULL)
        {
          g_ptr_array_add (sequence->values, element);
          add_weight (self, sequence, element, &event);
        }
      yaml_event_delete (&event);
      if (end || element == NULL)
        return;
    }
}

static gboolean
has_key (const GenkanYamlNode *mapping,
         const char           *key)
{
  return genkan_yaml_find (mapping, key) != NULL;
}

static void
merge_mapping (GenkanYamlNode       *into,
               const GenkanYamlNode *from)
{
  for (guint i = 0; i < from->keys->len; i++)
    {
      const GenkanYamlNode *key = from->keys->pdata[i];

      if (has_key (into, key->text))
        continue;
      g_ptr_array_add (into->keys, from->keys->pdata[i]);
      g_ptr_array_add (into->values, from->values->pdata[i]);
    }
}

/* `<<: *a` or `<<: [*a, *b]`: what is written in the mapping itself wins, then the first. */
static void
merge (Composer       *self,
       GenkanYamlNode *into,
       GenkanYamlNode *from)
{
  if (from->kind == GENKAN_YAML_MAPPING)
    {
      merge_mapping (into, from);
      return;
    }

  for (guint i = 0; from->kind == GENKAN_YAML_SEQUENCE && i < from->values->len; i++)
    {
      GenkanYamlNode *element = from->values->pdata[i];

      if (element->kind == GENKAN_YAML_MAPPING)
        merge_mapping (into, element);
      else
        genkan_problems_add (self->problems, element->line, element->column,
                             "'<<' merges mappings, this is %s", genkan_yaml_kind_name (element));
    }

  if (from->kind == GENKAN_YAML_SCALAR)
    genkan_problems_add (self->problems, from->line, from->column,
                         "'<<' merges mappings, this is %s", genkan_yaml_kind_name (from));
}

static void
add_member (Composer       *self,
            GenkanYamlNode *mapping,
            GenkanYamlNode *key,
            GenkanYamlNode *value,
            GPtrArray      *merges)
{
  if (key->kind != GENKAN_YAML_SCALAR)
    genkan_problems_add (self->problems, key->line, key->column,
                         "a key is a text, this is %s", genkan_yaml_kind_name (key));
  else if (key->plain && g_str_equal (key->text, "<<"))
    g_ptr_array_add (merges, value);
  else if (has_key (mapping, key->text))
    genkan_problems_add (self->problems, key->line, key->column,
                         "the key '%s' stands here twice", key->text);
  else
    {
      g_ptr_array_add (mapping->keys, key);
      g_ptr_array_add (mapping->values, value);
    }
}

/* The value that belongs to a key; NULL when the document is broken. */
static GenkanYamlNode *
compose_value (Composer       *self,
               GenkanYamlNode *mapping,
               guint           depth)
{
  GenkanYamlNode *value;
  yaml_event_t event;

  if (!next_event (self, &event))
    return NULL;

  value = compose_node (self, &event, depth + 1);
  if (value != NULL)
    add_weight (self, mapping, value, &event);
  yaml_event_delete (&event);

  return value;
}

static void
compose_members (Composer       *self,
                 GenkanYamlNode *mapping,
                 guint           depth)
{
  g_autoptr (GPtrArray) merges = g_ptr_array_new ();
  yaml_event_t event;

  while (next_event (self, &event))
    {
      gboolean end = event.type == YAML_MAPPING_END_EVENT;
      GenkanYamlNode *key = end ? NULL : compose_node (self, &event, depth + 1);
      GenkanYamlNode *value = NULL;

      yaml_event_delete (&event);
      if (key != NULL)
        value = compose_value (self, mapping, depth);
      if (value == NULL)
        break;
      add_member (self, mapping, key, value, merges);
    }

  for (guint i = 0; i < merges->len && !self->failed; i++)
    merge (self, mapping, merges->pdata[i]);
}

static GenkanYamlNode *
compose_alias (Composer           *self,
               const yaml_event_t *event)
{
  GenkanYamlNode *node;

  node = g_hash_table_lookup (self->anchors, event->data.alias.anchor);
  if (node == NULL)
    {
      g_autofree char *message = g_strdup_printf ("nothing before this has the anchor &%s",
                                                  (const char *) event->data.alias.anchor);
      fail (self, event->start_mark, message);
    }

  return node;
}

static GenkanYamlNode *
compose_node (Composer     *self,
              yaml_event_t *event,
              guint         depth)
{
  GenkanYamlNode *node;
  const yaml_char_t *anchor = NULL;

  if (depth > MAX_HEIGHT)
    {
      fail (self, event->start_mark, "this is nested too deeply");
      return NULL;
    }

  if (event->type == YAML_ALIAS_EVENT)
    return compose_alias (self, event);

  if (event->type == YAML_SCALAR_EVENT)
    {
      anchor = event->data.scalar.anchor;
      node = compose_scalar (self, event);
    }
  else if (event->type == YAML_SEQUENCE_START_EVENT)
    {
      anchor = event->data.sequence_start.anchor;
      node = node_new (self, GENKAN_YAML_SEQUENCE, event);
      compose_elements (self, node, depth);
    }
  else
    {
      anchor = event->data.mapping_start.anchor;
      node = node_new (self, GENKAN_YAML_MAPPING, event);
      compose_members (self, node, depth);
    }

  /* Known only now that it is whole: an alias inside its own anchor finds nothing. */
  if (anchor != NULL)
    g_hash_table_insert (self->anchors, g_strdup ((const char *) anchor), node);

  return self->failed ? NULL : node;
}

static void
compose_document (Composer *self)
{
  yaml_event_t event;
  gboolean end = FALSE;

  while (!end && next_event (self, &event))
    {
      end = event.type == YAML_STREAM_END_EVENT;
      if (event.type == YAML_DOCUMENT_START_EVENT && self->document->root != NULL)
        fail (self, event.start_mark, "a connector file holds one document");
      else if (event.type == YAML_SCALAR_EVENT || event.type == YAML_SEQUENCE_START_EVENT ||
               event.type == YAML_MAPPING_START_EVENT || event.type == YAML_ALIAS_EVENT)
        self->document->root = compose_node (self, &event, 1);
      yaml_event_delete (&event);
    }
}

static void
find_lines (GenkanYamlDocument *self)
{
  self->lines = g_ptr_array_new ();
  g_ptr_array_add (self->lines, self->text);
  for (char *at = self->text; (at = strchr (at, '\n')) != NULL; at++)
    g_ptr_array_add (self->lines, at + 1);
}

/**
 * genkan_yaml_parse:
 * @text: any bytes
 * @length: of @text
 * @problems: (element-type GenkanProblem): where mistakes are added
 *
 * Returns: (transfer full): the document; without a root if it is broken or empty
 */
GenkanYamlDocument *
genkan_yaml_parse (const char *text,
                   gsize       length,
                   GPtrArray  *problems)
{
  GenkanYamlDocument *document = g_new0 (GenkanYamlDocument, 1);
  Composer composer = { document, problems };

  document->text = g_strndup (text, length);
  document->nodes = g_ptr_array_new_with_free_func (node_free);
  find_lines (document);

  if (length > MAX_SIZE)
    {
      genkan_problems_add (problems, 1, 1, "the file is larger than a connector can be (1 MiB)");
      return document;
    }

  composer.anchors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!yaml_parser_initialize (&composer.parser))
    g_error ("libyaml cannot be initialized");
  yaml_parser_set_encoding (&composer.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string (&composer.parser, (const guchar *) text, length);
  compose_document (&composer);
  yaml_parser_delete (&composer.parser);
  g_hash_table_unref (composer.anchors);

  if (composer.failed)
    document->root = NULL;
  else if (document->root == NULL)
    genkan_problems_add (problems, 1, 1, "the file is empty");

  return document;
}

void
genkan_yaml_free (GenkanYamlDocument *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->lines);
  g_free (self->text);
  g_free (self);
}

const GenkanYamlNode *
genkan_yaml_get_root (GenkanYamlDocument *self)
{
  return self->root;
}

const GenkanYamlNode *
genkan_yaml_find (const GenkanYamlNode *mapping,
                  const char           *key)
{
  for (guint i = 0; i < mapping->keys->len; i++)
    if (g_str_equal (((GenkanYamlNode *) mapping->keys->pdata[i])->text, key))
      return mapping->values->pdata[i];

  return NULL;
}

/* "a text", "a list", "a mapping": for messages. */
const char *
genkan_yaml_kind_name (const GenkanYamlNode *node)
{
  switch (node->kind)
    {
    case GENKAN_YAML_SCALAR:
      return *node->text == '\0' ? "empty" : "a text";

    case GENKAN_YAML_SEQUENCE:
      return "a list";

    case GENKAN_YAML_MAPPING:
      return "a mapping";

    default:
      g_return_val_if_reached ("");
    }
}

