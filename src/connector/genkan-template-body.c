/* genkan-template-body.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bodies: a YAML value becomes JSON or form fields. A text that is exactly one placeholder
 * keeps the type of its value; a member, an element or a field whose value is null is left out,
 * so that a first page has no cursor without a condition being written anywhere.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-template-private.h"

#include "genkan-definition.h"
#include "genkan-graphql.h"
#include "genkan-json.h"

static gboolean write_json (GenkanTemplate  *self,
                            GenkanVariables *variables,
                            GString         *json);

/* JSON of a value. A real that JSON cannot hold is a null. */
static gboolean
write_value (const GenkanValue *value,
             GString           *json)
{
  g_autofree char *number = NULL;

  switch (value->type)
    {
    case GENKAN_VALUE_NULL:
      return FALSE;

    case GENKAN_VALUE_INTEGER:
    case GENKAN_VALUE_REAL:
      number = genkan_value_dup_text (value);
      if (strpbrk (number, "in") != NULL)
        return FALSE;
      g_string_append (json, number);
      return TRUE;

    case GENKAN_VALUE_TEXT:
    case GENKAN_VALUE_BLOB:
      if (value->json)
        g_string_append_len (json, value->text, value->length);
      else
        genkan_json_write_text (json, value->text, value->length);
      return TRUE;

    default:
      g_return_val_if_reached (FALSE);
    }
}

static void
write_children (GenkanTemplate  *self,
                GenkanVariables *variables,
                GString         *json)
{
  gboolean object = self->kind == GENKAN_TEMPLATE_OBJECT;
  gboolean first = TRUE;

  g_string_append_c (json, object ? '{' : '[');
  for (guint i = 0; i < self->children->len; i++)
    {
      gsize before = json->len;

      if (!first)
        g_string_append_c (json, ',');
      if (object)
        {
          genkan_json_write_text (json, self->keys->pdata[i], -1);
          g_string_append_c (json, ':');
        }
      if (write_json (self->children->pdata[i], variables, json))
        first = FALSE;
      else
        g_string_truncate (json, before);
    }
  g_string_append_c (json, object ? '}' : ']');
}

/* Returns FALSE, and writes nothing, for a null that a placeholder brought. */
static gboolean
write_json (GenkanTemplate  *self,
            GenkanVariables *variables,
            GString         *json)
{
  g_autoptr (GString) storage = NULL;
  GenkanValue value;

  if (self->kind == GENKAN_TEMPLATE_LITERAL)
    {
      g_string_append (json, self->json);
      return TRUE;
    }

  if (self->children != NULL)
    {
      write_children (self, variables, json);
      return TRUE;
    }

  storage = g_string_new (NULL);
  genkan_template_expand_value (self, variables, storage, &value);

  return write_value (&value, json);
}

/**
 * genkan_template_expand_json:
 * @self: a body template
 * @variables: the values
 *
 * Returns: (transfer full): JSON
 */
GBytes *
genkan_template_expand_json (GenkanTemplate  *self,
                             GenkanVariables *variables)
{
  GString *json = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (variables != NULL, NULL);

  if (!write_json (self, variables, json))
    g_string_append (json, "null");

  return g_string_free_to_bytes (json);
}

static void
append_form_text (GString    *form,
                  const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isalnum (*text) || strchr ("-._*", *text) != NULL)
      g_string_append_c (form, *text);
    else if (*text == ' ')
      g_string_append_c (form, '+');
    else
      g_string_append_printf (form, "%%%02X", (guchar) *text);
}

static void
append_field (GString    *form,
              const char *name,
              const char *value)
{
  if (form->len > 0)
    g_string_append_c (form, '&');
  append_form_text (form, name);
  g_string_append_c (form, '=');
  append_form_text (form, value);
}

static void
append_list_field (GString           *form,
                   const char        *name,
                   const GenkanValue *value)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  GenkanJsonRef root, child;
  guint place;

  if (!genkan_json_index (nodes, value->text, value->length, &place))
    return;

  root = genkan_json_ref (nodes, value->text, place);
  if (genkan_json_get_type (root) != GENKAN_JSON_ARRAY || !genkan_json_first_child (root, &child))
    return;

  do
    {
      g_autofree char *text = genkan_json_dup_text (child);

      append_field (form, name, text);
    }
  while (genkan_json_next_child (root, &child));
}

/**
 * genkan_template_expand_form:
 * @self: a body template whose value is a mapping of texts
 * @variables: the values
 *
 * Returns: (transfer full): `application/x-www-form-urlencoded`; a list repeats its field
 */
GBytes *
genkan_template_expand_form (GenkanTemplate  *self,
                             GenkanVariables *variables)
{
  GString *form = g_string_new (NULL);
  g_autoptr (GString) storage = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (variables != NULL, NULL);

  for (guint i = 0; self->children != NULL && i < self->children->len; i++)
    {
      g_autofree char *text = NULL;
      GenkanValue value;

      if (!genkan_template_expand_value (self->children->pdata[i], variables, storage, &value))
        continue;

      text = genkan_value_dup_text (&value);
      if (value.json && *text == '[')
        append_list_field (form, self->keys->pdata[i], &value);
      else
        append_field (form, self->keys->pdata[i], text);
    }

  return g_string_free_to_bytes (form);
}

static GBytes *
expand_graphql (const GenkanRequestDefinition *self,
                GenkanVariables               *variables)
{
  GString *json = g_string_new ("{\"query\":");
  g_autofree char *name = genkan_graphql_dup_name (self->graphql);
  gboolean first = TRUE;

  genkan_json_write_text (json, self->graphql, -1);
  if (name != NULL)
    {
      g_string_append (json, ",\"operationName\":");
      genkan_json_write_text (json, name, -1);
    }

  g_string_append (json, ",\"variables\":{");
  for (char **variable = self->graphql_variables; variable != NULL && *variable != NULL; variable++)
    {
      const GenkanValue *value = genkan_variables_lookup (variables, *variable);
      gsize before = json->len;

      if (value == NULL)
        continue;
      if (!first)
        g_string_append_c (json, ',');
      genkan_json_write_text (json, *variable, -1);
      g_string_append_c (json, ':');
      if (write_value (value, json))
        first = FALSE;
      else
        g_string_truncate (json, before);
    }
  g_string_append (json, "}}");

  return g_string_free_to_bytes (json);
}

/**
 * genkan_request_definition_dup_body:
 * @self: a request
 * @variables: the values
 * @ret_content_type: (out): its media type
 *
 * Returns: (transfer full) (nullable): the body, or %NULL when the request has none
 */
GBytes *
genkan_request_definition_dup_body (const GenkanRequestDefinition  *self,
                                    GenkanVariables                *variables,
                                    const char                    **ret_content_type)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (variables != NULL, NULL);

  *ret_content_type = "application/json";

  switch (self->body_kind)
    {
    case GENKAN_BODY_NONE:
      *ret_content_type = NULL;
      return NULL;

    case GENKAN_BODY_JSON:
      return genkan_template_expand_json (self->body, variables);

    case GENKAN_BODY_FORM:
      *ret_content_type = "application/x-www-form-urlencoded";
      return genkan_template_expand_form (self->body, variables);

    case GENKAN_BODY_GRAPHQL:
      return expand_graphql (self, variables);

    default:
      g_return_val_if_reached (NULL);
    }
}
