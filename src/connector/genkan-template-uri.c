/* genkan-template-uri.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * RFC 6570, all four levels. Percent-encoding is right by construction, and what is undefined
 * disappears together with its name.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-template-private.h"

#include "genkan-connector.h"
#include "genkan-json.h"

/* RFC 6570, appendix A. */
typedef struct
{
  char        operator;
  const char *first;
  const char *separator;
  gboolean    named;
  const char *if_empty;
  gboolean    reserved;
} Operator;

static const Operator operators[] = {
  { '\0', "", ",", FALSE, "", FALSE },
  { '+', "", ",", FALSE, "", TRUE },
  { '#', "#", ",", FALSE, "", TRUE },
  { '.', ".", ".", FALSE, "", FALSE },
  { '/', "/", "/", FALSE, "", FALSE },
  { ';', ";", ";", TRUE, "", FALSE },
  { '?', "?", "&", TRUE, "=", FALSE },
  { '&', "&", "&", TRUE, "=", FALSE },
};

static const Operator *
find_operator (char operator)
{
  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    if (operators[i].operator == operator)
      return &operators[i];

  return NULL;
}

static void
name_clear (gpointer data)
{
  g_free (((GenkanTemplateName *) data)->name);
}

static gboolean
is_triplet (const char *at)
{
  return at[0] == '%' && g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]);
}

static gsize
varname_length (const char *at)
{
  gsize length = 0;

  for (;;)
    if (g_ascii_isalnum (at[length]) || at[length] == '_')
      length++;
    else if (at[length] == '.' && length > 0)
      length++;
    else if (is_triplet (at + length))
      length += 3;
    else
      return length;
}

/* `name`, `name*` or `name:12`. Returns what follows, or NULL. */
static const char *
parse_varspec (const char *at,
               const char *source,
               GArray     *names)
{
  gsize length = varname_length (at);
  GenkanTemplateName name = { NULL, 0, FALSE, at - source };

  if (length == 0 || at[length - 1] == '.')
    return NULL;

  name.name = g_strndup (at, length);
  g_array_append_val (names, name);
  at += length;

  if (*at == '*')
    {
      g_array_index (names, GenkanTemplateName, names->len - 1).explode = TRUE;
      return at + 1;
    }

  if (*at == ':')
    {
      char *end;
      guint64 prefix = g_ascii_isdigit (at[1]) ? g_ascii_strtoull (at + 1, &end, 10) : 0;

      if (prefix == 0 || prefix > 9999)
        return NULL;
      g_array_index (names, GenkanTemplateName, names->len - 1).prefix = prefix;
      return end;
    }

  return at;
}

/* From behind the brace. Returns what follows the closing one, or NULL. */
static const char *
parse_expression (GenkanTemplate *self,
                  const char     *at,
                  const char     *source)
{
  GenkanTemplatePart part = { NULL };

  if (*at != '\0' && find_operator (*at) != NULL)
    part.operator = *at++;
  part.names = g_array_new (FALSE, FALSE, sizeof (GenkanTemplateName));
  g_array_set_clear_func (part.names, name_clear);
  g_array_append_val (self->parts, part);

  do
    at = parse_varspec (at, source, part.names);
  while (at != NULL && *at == ',' && at++);

  return at != NULL && *at == '}' ? at + 1 : NULL;
}

/* A literal of the template goes into the URI as it is, except what no URI may hold. */
static gsize
append_literal (GString    *literal,
                const char *at)
{
  if (is_triplet (at))
    {
      g_string_append_len (literal, at, 3);
      return 3;
    }

  if (g_ascii_isalnum (*at) || strchr ("-._~:/?#[]@!$&'()*+,;=", *at) != NULL)
    g_string_append_c (literal, *at);
  else
    g_string_append_printf (literal, "%%%02X", (guchar) *at);

  return 1;
}

static void
add_literal (GenkanTemplate *self,
             GString        *literal)
{
  GenkanTemplatePart part = { NULL };

  if (literal->len == 0)
    return;

  part.literal = g_strndup (literal->str, literal->len);
  g_array_append_val (self->parts, part);
  g_string_truncate (literal, 0);
}

gboolean
genkan_template_parse_uri_parts (GenkanTemplate  *self,
                                 const char      *source,
                                 gsize           *ret_offset,
                                 GError         **error)
{
  g_autoptr (GString) literal = g_string_new (NULL);
  const char *at = source;

  while (*at != '\0')
    {
      const char *start = at;

      if (*at == '{')
        {
          add_literal (self, literal);
          at = parse_expression (self, at + 1, source);
        }
      else if (*at == '}' || *at == ' ')
        at = NULL;
      else
        at += append_literal (literal, at);

      if (at == NULL)
        {
          *ret_offset = start - source;
          g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_INVALID,
                       "this is not a URI template (RFC 6570) from “%.20s” on", start);
          return FALSE;
        }
    }
  add_literal (self, literal);

  return TRUE;
}

static void
append_encoded (GString    *uri,
                const char *text,
                gboolean    reserved)
{
  while (*text != '\0')
    if (reserved && is_triplet (text))
      {
        g_string_append_len (uri, text, 3);
        text += 3;
      }
    else
      {
        if (g_ascii_isalnum (*text) || strchr ("-._~", *text) != NULL ||
            (reserved && strchr (":/?#[]@!$&'()*+,;=", *text) != NULL))
          g_string_append_c (uri, *text);
        else
          g_string_append_printf (uri, "%%%02X", (guchar) *text);
        text++;
      }
}

static void
append_name (GString        *uri,
             const Operator *operator,
             const char     *name,
             gboolean        empty)
{
  append_encoded (uri, name, TRUE);
  g_string_append (uri, empty ? operator->if_empty : "=");
}

static void
expand_single (GString                  *uri,
               const Operator           *operator,
               const GenkanTemplateName *name,
               const char               *text)
{
  g_autofree char *prefix = NULL;

  if (operator->named)
    append_name (uri, operator, name->name, *text == '\0');

  if (name->prefix > 0 && g_utf8_strlen (text, -1) > (glong) name->prefix)
    text = prefix = g_utf8_substring (text, 0, name->prefix);

  append_encoded (uri, text, operator->reserved);
}

static void
expand_child (GString                  *uri,
              const Operator           *operator,
              const GenkanTemplateName *name,
              GenkanJsonRef             child,
              gboolean                  object)
{
  g_autofree char *text = genkan_json_dup_text (child);
  g_autoptr (GString) key = g_string_new (NULL);

  if (object)
    {
      genkan_json_append_key (child, key);
      append_encoded (uri, key->str, operator->reserved);
      if (name->explode && operator->named)
        g_string_append (uri, *text == '\0' ? operator->if_empty : "=");
      else
        g_string_append_c (uri, name->explode ? '=' : ',');
    }
  else if (name->explode && operator->named)
    append_name (uri, operator, name->name, *text == '\0');

  append_encoded (uri, text, operator->reserved);
}

/* A list or an associative array; nulls in it are undefined. Returns whether anything is left. */
static gboolean
expand_container (GString                  *uri,
                  const Operator           *operator,
                  const GenkanTemplateName *name,
                  GenkanJsonRef             root)
{
  gboolean object = genkan_json_get_type (root) == GENKAN_JSON_OBJECT;
  gboolean first = TRUE;
  GenkanJsonRef child;

  if (!genkan_json_first_child (root, &child))
    return FALSE;

  do
    {
      if (genkan_json_get_type (child) == GENKAN_JSON_NULL)
        continue;
      if (first && operator->named && !name->explode)
        append_name (uri, operator, name->name, FALSE);
      if (!first)
        g_string_append (uri, name->explode ? operator->separator : ",");
      expand_child (uri, operator, name, child, object);
      first = FALSE;
    }
  while (genkan_json_next_child (root, &child));

  return !first;
}

static gboolean
expand_name (GString                  *uri,
             const Operator           *operator,
             const GenkanTemplateName *name,
             const GenkanValue        *value)
{
  g_autoptr (GArray) nodes = NULL;
  g_autofree char *text = NULL;
  guint root;

  if (genkan_value_is_null (value))
    return FALSE;

  if (value->json && value->length > 0 && strchr ("[{", value->text[0]) != NULL)
    {
      nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
      if (genkan_json_index (nodes, value->text, value->length, &root))
        return expand_container (uri, operator, name, genkan_json_ref (nodes, value->text, root));
    }

  text = genkan_value_dup_text (value);
  expand_single (uri, operator, name, text);

  return TRUE;
}

static void
expand_expression (const GenkanTemplatePart *part,
                   GenkanVariables          *variables,
                   GString                  *uri)
{
  const Operator *operator = find_operator (part->operator);
  gboolean first = TRUE;

  for (guint i = 0; i < part->names->len; i++)
    {
      const GenkanTemplateName *name = &g_array_index (part->names, GenkanTemplateName, i);
      gsize before = uri->len;

      g_string_append (uri, first ? operator->first : operator->separator);
      if (expand_name (uri, operator, name, genkan_variables_lookup (variables, name->name)))
        first = FALSE;
      else
        g_string_truncate (uri, before);
    }
}

void
genkan_template_expand_uri (GenkanTemplate  *self,
                            GenkanVariables *variables,
                            GString         *uri)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const GenkanTemplatePart *part = &g_array_index (self->parts, GenkanTemplatePart, i);

      if (part->literal != NULL)
        g_string_append (uri, part->literal);
      else
        expand_expression (part, variables, uri);
    }
}
