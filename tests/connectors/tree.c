/* tree.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "tree.h"

#include "genkan-json.h"

static void
tree_free_cb (gpointer data)
{
  tree_free (data);
}

static Tree *
tree_new (TreeKind kind)
{
  Tree *self = g_new0 (Tree, 1);

  self->kind = kind;
  if (kind == TREE_OBJECT)
    self->names = g_ptr_array_new_with_free_func (g_free);
  if (kind != TREE_SCALAR)
    self->children = g_ptr_array_new_with_free_func (tree_free_cb);

  return self;
}

static void
tree_clear (Tree *self)
{
  g_clear_pointer (&self->raw, g_free);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->children, g_ptr_array_unref);
}

void
tree_free (Tree *self)
{
  tree_clear (self);
  g_free (self);
}

Tree *
tree_new_scalar (const char *raw)
{
  Tree *self = tree_new (TREE_SCALAR);

  self->raw = g_strdup (raw);

  return self;
}

Tree *
tree_new_text (const char *text)
{
  Tree *self = tree_new (TREE_SCALAR);
  g_autoptr (GString) raw = g_string_new (NULL);

  genkan_json_write_text (raw, text, -1);
  self->raw = g_strdup (raw->str);

  return self;
}

/* As in a connector's `json`: what is not quoted may be a number, a boolean or null. */
static Tree *
tree_new_plain (const char *text)
{
  static const char *const words[] = { "true", "false", "null", NULL };

  if (*text == '\0' || g_str_equal (text, "~"))
    return tree_new_scalar ("null");

  if (g_strv_contains (words, text)
      || g_regex_match_simple ("^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?$", text, 0, 0))
    return tree_new_scalar (text);

  return tree_new_text (text);
}

Tree *
tree_new_from_yaml (const GenkanYamlNode *node)
{
  Tree *self;

  if (node->kind == GENKAN_YAML_SCALAR)
    return node->plain ? tree_new_plain (node->text) : tree_new_text (node->text);

  self = tree_new (node->kind == GENKAN_YAML_MAPPING ? TREE_OBJECT : TREE_ARRAY);
  for (guint i = 0; i < node->values->len; i++)
    {
      if (self->names != NULL)
        g_ptr_array_add (self->names,
                         g_strdup (((GenkanYamlNode *) node->keys->pdata[i])->text));
      g_ptr_array_add (self->children, tree_new_from_yaml (node->values->pdata[i]));
    }

  return self;
}

static Tree *
tree_new_from_ref (GenkanJsonRef ref)
{
  GenkanJsonType type = genkan_json_get_type (ref);
  GenkanJsonRef child;
  Tree *self;

  if (type == GENKAN_JSON_TEXT)
    {
      g_autofree char *text = genkan_json_dup_text (ref);

      return tree_new_text (text);
    }

  if (type != GENKAN_JSON_ARRAY && type != GENKAN_JSON_OBJECT)
    {
      gsize length;
      const char *raw = genkan_json_get_raw (ref, &length);
      g_autofree char *text = g_strndup (raw, length);

      return tree_new_scalar (text);
    }

  self = tree_new (type == GENKAN_JSON_ARRAY ? TREE_ARRAY : TREE_OBJECT);
  if (genkan_json_first_child (ref, &child))
    do
      {
        g_autoptr (GString) name = g_string_new (NULL);

        if (self->names != NULL)
          {
            genkan_json_append_key (child, name);
            g_ptr_array_add (self->names, g_strdup (name->str));
          }
        g_ptr_array_add (self->children, tree_new_from_ref (child));
      }
    while (genkan_json_next_child (ref, &child));

  return self;
}

/* %NULL when it is not JSON. */
Tree *
tree_new_from_json (const char *text,
                    gsize       length)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  guint root;

  if (!genkan_json_index (nodes, text, length, &root))
    return NULL;

  return tree_new_from_ref (genkan_json_ref (nodes, text, root));
}

Tree *
tree_copy (const Tree *self)
{
  Tree *copy = tree_new (self->kind);

  copy->raw = g_strdup (self->raw);
  for (guint i = 0; self->names != NULL && i < self->names->len; i++)
    g_ptr_array_add (copy->names, g_strdup (self->names->pdata[i]));
  for (guint i = 0; self->children != NULL && i < self->children->len; i++)
    g_ptr_array_add (copy->children, tree_copy (self->children->pdata[i]));

  return copy;
}

/* Makes @self be @value, which it takes. */
void
tree_assign (Tree *self,
             Tree *value)
{
  tree_clear (self);
  *self = *value;
  g_free (value);
}

void
tree_write (const Tree *self,
            GString    *json)
{
  if (self->kind == TREE_SCALAR)
    {
      g_string_append (json, self->raw);
      return;
    }

  g_string_append_c (json, self->kind == TREE_OBJECT ? '{' : '[');
  for (guint i = 0; i < self->children->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      if (self->names != NULL)
        {
          genkan_json_write_text (json, self->names->pdata[i], -1);
          g_string_append_c (json, ':');
        }
      tree_write (self->children->pdata[i], json);
    }
  g_string_append_c (json, self->kind == TREE_OBJECT ? '}' : ']');
}

char *
tree_to_json (const Tree *self)
{
  GString *json = g_string_new (NULL);

  tree_write (self, json);

  return g_string_free (json, FALSE);
}

static gboolean
scalars_equal (const char *a,
               const char *b)
{
  gboolean numbers = (g_ascii_isdigit (*a) || *a == '-') && (g_ascii_isdigit (*b) || *b == '-');

  return numbers ? g_ascii_strtod (a, NULL) == g_ascii_strtod (b, NULL) : g_str_equal (a, b);
}

Tree *
tree_member (const Tree *self,
             const char *name)
{
  for (guint i = 0; self->names != NULL && i < self->names->len; i++)
    if (g_str_equal (self->names->pdata[i], name))
      return self->children->pdata[i];

  return NULL;
}

/* By member names from the top. */
Tree *
tree_find (const Tree  *self,
           char       **names)
{
  const Tree *found = self;

  for (char **name = names; found != NULL && name != NULL && *name != NULL; name++)
    found = tree_member (found, *name);

  return (Tree *) found;
}

/* Whether @self has all that @part has: members may be more, elements may not. */
gboolean
tree_contains (const Tree *self,
               const Tree *part)
{
  if (self->kind != part->kind)
    return FALSE;

  if (self->kind == TREE_SCALAR)
    return scalars_equal (self->raw, part->raw);

  if (self->kind == TREE_ARRAY && self->children->len != part->children->len)
    return FALSE;

  for (guint i = 0; i < part->children->len; i++)
    {
      const Tree *child = self->kind == TREE_ARRAY ? self->children->pdata[i]
                                                   : tree_member (self, part->names->pdata[i]);

      if (child == NULL || !tree_contains (child, part->children->pdata[i]))
        return FALSE;
    }

  return TRUE;
}

gboolean
tree_equal (const Tree *a,
            const Tree *b)
{
  return tree_contains (a, b) && tree_contains (b, a);
}

/* -1 for what is not a whole number. */
gint64
tree_get_integer (const Tree *self)
{
  gint64 integer;

  if (self->kind != TREE_SCALAR
      || !g_ascii_string_to_signed (self->raw, 10, 0, G_MAXINT64, &integer, NULL))
    return -1;

  return integer;
}
