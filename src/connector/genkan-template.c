/* genkan-template.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A template is parsed once, when the connector is loaded, and then only expanded. Templates
 * have no filters and no conditions: what has to be computed is a column of a SELECT.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-template-private.h"

#include "genkan-connector.h"
#include "genkan-json.h"

static void
template_name_clear (gpointer data)
{
  g_free (((GenkanTemplateName *) data)->name);
}

static void
template_part_clear (gpointer data)
{
  GenkanTemplatePart *part = data;

  g_free (part->literal);
  g_clear_pointer (&part->names, g_array_unref);
}

GenkanTemplate *
genkan_template_new_kind (GenkanTemplateKind kind)
{
  GenkanTemplate *self = g_new0 (GenkanTemplate, 1);

  self->kind = kind;
  if (kind == GENKAN_TEMPLATE_TEXT || kind == GENKAN_TEMPLATE_URI)
    {
      self->parts = g_array_new (FALSE, TRUE, sizeof (GenkanTemplatePart));
      g_array_set_clear_func (self->parts, template_part_clear);
    }
  else if (kind != GENKAN_TEMPLATE_LITERAL)
    {
      self->keys = g_ptr_array_new_with_free_func (g_free);
      self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) genkan_template_free);
    }

  return self;
}

/**
 * genkan_template_new_literal:
 * @source: a plain YAML scalar
 *
 * Types it as JSON would: a number, true, false, null or nothing; anything else is a text.
 *
 * Returns: (transfer full): a template without names
 */
GenkanTemplate *
genkan_template_new_literal (const char *source)
{
  GenkanTemplate *self = genkan_template_new_kind (GENKAN_TEMPLATE_LITERAL);
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  guint root;
  GenkanJsonType type = GENKAN_JSON_TEXT;

  if (*source == '\0' || g_str_equal (source, "~"))
    type = GENKAN_JSON_NULL;
  else if (*source != '"' && genkan_json_index (nodes, source, strlen (source), &root))
    type = genkan_json_get_type (genkan_json_ref (nodes, source, root));

  self->json = g_strdup (type == GENKAN_JSON_NULL ? "null" : source);
  self->value = genkan_value_text (self->json);
  if (type == GENKAN_JSON_NULL)
    self->value = genkan_value_text (NULL);
  else if (type == GENKAN_JSON_TRUE || type == GENKAN_JSON_FALSE)
    self->value = genkan_value_integer (type == GENKAN_JSON_TRUE);
  else if (type == GENKAN_JSON_REAL)
    self->value = genkan_value_real (g_ascii_strtod (source, NULL));
  else if (type == GENKAN_JSON_INTEGER)
    {
      gint64 integer;

      if (g_ascii_string_to_signed (source, 10, G_MININT64, G_MAXINT64, &integer, NULL))
        self->value = genkan_value_integer (integer);
    }
  else
    {
      g_autoptr (GString) json = g_string_new (NULL);

      /* The value points into the source, the JSON needs its quotes: keep both in one block. */
      genkan_json_write_text (json, source, -1);
      g_string_append_c (json, '\0');
      g_string_append (json, source);
      g_free (self->json);
      self->json = g_memdup2 (json->str, json->len + 1);
      self->value = genkan_value_text (self->json + json->len - strlen (source));
    }

  return self;
}

void
genkan_template_add_child (GenkanTemplate *self,
                           const char     *key,
                           GenkanTemplate *child)
{
  g_ptr_array_add (self->keys, g_strdup (key));
  g_ptr_array_add (self->children, child);
}

static void
add_literal (GenkanTemplate *self,
             GString        *literal)
{
  GenkanTemplatePart part = { g_strndup (literal->str, literal->len) };

  if (literal->len == 0)
    {
      g_free (part.literal);
      return;
    }
  g_array_append_val (self->parts, part);
  g_string_truncate (literal, 0);
}

static void
add_name (GenkanTemplate *self,
          const char     *name,
          gsize           length,
          gsize           offset)
{
  GenkanTemplateName single = { g_strndup (name, length), 0, FALSE, offset };
  GenkanTemplatePart part = { NULL };

  part.names = g_array_new (FALSE, FALSE, sizeof (GenkanTemplateName));
  g_array_set_clear_func (part.names, template_name_clear);
  g_array_append_val (part.names, single);
  g_array_append_val (self->parts, part);
}

static gboolean
refuse (gsize       *ret_offset,
        gsize        offset,
        GError     **error,
        const char  *message)
{
  *ret_offset = offset;
  g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_INVALID, message);

  return FALSE;
}

/* `{name}`; @at is behind the brace. Returns the length of the name, or 0. */
static gsize
name_length (const char *at)
{
  gsize length = 0;

  while (g_ascii_isalnum (at[length]) || (at[length] != '\0' && strchr ("_.-", at[length])))
    length++;

  return at[length] == '}' ? length : 0;
}

static gboolean
parse_text_parts (GenkanTemplate  *self,
                  const char      *source,
                  gsize           *ret_offset,
                  GError         **error)
{
  g_autoptr (GString) literal = g_string_new (NULL);

  for (const char *at = source; *at != '\0'; at++)
    {
      gsize length;

      if ((*at == '{' || *at == '}') && at[1] == *at)
        at++;
      else if (*at == '}')
        return refuse (ret_offset, at - source, error,
                       "a '}' that closes nothing; write '}}' for a brace");
      else if (*at == '{')
        {
          length = name_length (at + 1);
          if (length == 0)
            return refuse (ret_offset, at - source, error,
                           "'{' begins a placeholder such as {name}; write '{{' for a brace");
          add_literal (self, literal);
          add_name (self, at + 1, length, at + 1 - source);
          at += length + 1;
          continue;
        }
      g_string_append_c (literal, *at);
    }
  add_literal (self, literal);

  return TRUE;
}

/**
 * genkan_template_parse:
 * @kind: text or URI
 * @source: the template
 * @ret_offset: (out): on failure, where in @source
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the template
 */
GenkanTemplate *
genkan_template_parse (GenkanTemplateKind   kind,
                       const char          *source,
                       gsize               *ret_offset,
                       GError             **error)
{
  g_autoptr (GenkanTemplate) self = genkan_template_new_kind (kind);

  if (kind == GENKAN_TEMPLATE_URI
      ? !genkan_template_parse_uri_parts (self, source, ret_offset, error)
      : !parse_text_parts (self, source, ret_offset, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * genkan_template_new_uri:
 * @source: a URI template, RFC 6570
 * @error: return location for a #GenkanConnectorError
 *
 * Returns: (transfer full) (nullable): the template
 */
GenkanTemplate *
genkan_template_new_uri (const char  *source,
                         GError     **error)
{
  gsize offset;

  g_return_val_if_fail (source != NULL, NULL);

  return genkan_template_parse (GENKAN_TEMPLATE_URI, source, &offset, error);
}

/**
 * genkan_template_new_text:
 * @source: a text with `{name}` in it
 * @error: return location for a #GenkanConnectorError
 *
 * Returns: (transfer full) (nullable): the template
 */
GenkanTemplate *
genkan_template_new_text (const char  *source,
                          GError     **error)
{
  gsize offset;

  g_return_val_if_fail (source != NULL, NULL);

  return genkan_template_parse (GENKAN_TEMPLATE_TEXT, source, &offset, error);
}

void
genkan_template_free (GenkanTemplate *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->parts, g_array_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self->json);
  g_free (self);
}

/* Puts a fixed text before a text template. */
void
genkan_template_prepend (GenkanTemplate *self,
                         const char     *literal)
{
  GenkanTemplatePart part = { g_strdup (literal) };

  g_array_prepend_val (self->parts, part);
}

void
genkan_template_foreach_name (GenkanTemplate         *self,
                              GenkanTemplateNameFunc  func,
                              gpointer                user_data)
{
  for (guint i = 0; self->parts != NULL && i < self->parts->len; i++)
    {
      const GenkanTemplatePart *part = &g_array_index (self->parts, GenkanTemplatePart, i);

      for (guint j = 0; part->names != NULL && j < part->names->len; j++)
        func (self, &g_array_index (part->names, GenkanTemplateName, j), user_data);
    }

  for (guint i = 0; self->children != NULL && i < self->children->len; i++)
    genkan_template_foreach_name (self->children->pdata[i], func, user_data);
}

static void
collect_name (GenkanTemplate           *template_,
              const GenkanTemplateName *name,
              gpointer                  user_data)
{
  GPtrArray *names = user_data;

  if (!g_ptr_array_find_with_equal_func (names, name->name, g_str_equal, NULL))
    g_ptr_array_add (names, g_strdup (name->name));
}

/**
 * genkan_template_dup_names:
 * @self: a template
 *
 * Returns: (transfer full): the names that it asks for, each once
 */
char **
genkan_template_dup_names (GenkanTemplate *self)
{
  GPtrArray *names = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, NULL);

  genkan_template_foreach_name (self, collect_name, names);
  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_free (names, FALSE);
}

static const GenkanValue *
lookup_part (const GenkanTemplatePart *part,
             GenkanVariables          *variables)
{
  const char *name = g_array_index (part->names, GenkanTemplateName, 0).name;

  return genkan_variables_lookup (variables, name);
}

static void
expand_text (GenkanTemplate  *self,
             GenkanVariables *variables,
             GString         *text)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const GenkanTemplatePart *part = &g_array_index (self->parts, GenkanTemplatePart, i);
      const GenkanValue *value;
      g_autofree char *inserted = NULL;

      if (part->literal != NULL)
        {
          g_string_append (text, part->literal);
          continue;
        }
      value = lookup_part (part, variables);
      inserted = value != NULL ? genkan_value_dup_text (value) : NULL;
      if (inserted != NULL)
        g_string_append (text, inserted);
    }
}

/* The variable behind a text that is exactly one placeholder. */
static gboolean
get_single (GenkanTemplate     *self,
            GenkanVariables    *variables,
            const GenkanValue **ret_value)
{
  const GenkanTemplatePart *part;

  if (self->kind != GENKAN_TEMPLATE_TEXT || self->parts->len != 1)
    return FALSE;

  part = &g_array_index (self->parts, GenkanTemplatePart, 0);
  if (part->literal != NULL)
    return FALSE;

  *ret_value = lookup_part (part, variables);

  return TRUE;
}

/**
 * genkan_template_expand:
 * @self: a URI or text template, or a literal
 * @variables: the values
 *
 * Returns: (transfer full): the text; a variable that is null or unknown leaves nothing
 */
char *
genkan_template_expand (GenkanTemplate  *self,
                        GenkanVariables *variables)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (variables != NULL, NULL);

  switch (self->kind)
    {
    case GENKAN_TEMPLATE_URI:
      genkan_template_expand_uri (self, variables, text);
      break;

    case GENKAN_TEMPLATE_TEXT:
      expand_text (self, variables, text);
      break;

    case GENKAN_TEMPLATE_LITERAL:
      if (!genkan_value_is_null (&self->value))
        {
          g_autofree char *literal = genkan_value_dup_text (&self->value);

          g_string_append (text, literal);
        }
      break;

    case GENKAN_TEMPLATE_ARRAY:
    case GENKAN_TEMPLATE_OBJECT:
    default:
      {
        g_autoptr (GBytes) json = genkan_template_expand_json (self, variables);

        g_string_append_len (text, g_bytes_get_data (json, NULL), g_bytes_get_size (json));
      }
    }

  return g_strndup (text->str, text->len);
}

/**
 * genkan_template_expand_value:
 * @self: a template
 * @variables: the values
 * @storage: where a text is written if it has to be put together; replaced
 * @ret_value: (out): the value: of a single placeholder with its type, an array or object as
 *   JSON, anything else a text; it borrows from @self, @variables or @storage
 *
 * Returns: %FALSE if the value is a null
 */
gboolean
genkan_template_expand_value (GenkanTemplate  *self,
                              GenkanVariables *variables,
                              GString         *storage,
                              GenkanValue     *ret_value)
{
  const GenkanValue *single = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (variables != NULL, FALSE);
  g_return_val_if_fail (storage != NULL, FALSE);

  g_string_truncate (storage, 0);

  if (self->kind == GENKAN_TEMPLATE_LITERAL)
    *ret_value = self->value;
  else if (get_single (self, variables, &single))
    *ret_value = single != NULL ? *single : genkan_value_text (NULL);
  else if (self->children != NULL)
    {
      g_autoptr (GBytes) json = genkan_template_expand_json (self, variables);

      g_string_append_len (storage, g_bytes_get_data (json, NULL), g_bytes_get_size (json));
      *ret_value = genkan_value_json (storage->str, storage->len);
    }
  else
    {
      g_autofree char *text = genkan_template_expand (self, variables);

      g_string_append (storage, text);
      *ret_value = genkan_value_text_len (storage->str, storage->len);
    }

  return !genkan_value_is_null (ret_value);
}
