/* genkan-graphql.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * As much of GraphQL as it takes to bind variables by name: the lexical grammar, and the list
 * of variables behind the operation's name. What the fields mean is the server's business.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-graphql.h"

#include "genkan-connector.h"

typedef struct
{
  const char *text;
  const char *at;     /* behind the current token */
  const char *token;  /* where it begins; its length is at - token */
} Lexer;

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

static const char *
skip_string (const char *at)
{
  if (g_str_has_prefix (at, "\"\"\""))
    {
      const char *end = strstr (at + 3, "\"\"\"");

      return end != NULL ? end + 3 : at + strlen (at);
    }

  for (at++; *at != '\0' && *at != '"' && *at != '\n'; at++)
    if (*at == '\\' && at[1] != '\0')
      at++;

  return *at == '"' ? at + 1 : at;
}

/* Moves to the next token; FALSE at the end. */
static gboolean
next_token (Lexer *self)
{
  for (;;)
    {
      while (g_ascii_isspace (*self->at) || *self->at == ',')
        self->at++;
      if (*self->at != '#')
        break;
      self->at += strcspn (self->at, "\n");
    }

  self->token = self->at;
  if (*self->at == '\0')
    return FALSE;

  if (*self->at == '"')
    self->at = skip_string (self->at);
  else if (is_name_char (*self->at))
    while (is_name_char (*self->at))
      self->at++;
  else
    self->at++;

  return TRUE;
}

static gboolean
token_is (const Lexer *self,
          const char  *text)
{
  gsize length = self->at - self->token;

  return strlen (text) == length && strncmp (self->token, text, length) == 0;
}

/* Moves behind the keyword of the operation; FALSE when there is none, as in `{ sites { id } }`. */
static gboolean
find_operation (Lexer *self)
{
  int depth = 0;

  while (next_token (self))
    if (*self->token == '{')
      depth++;
    else if (*self->token == '}')
      depth--;
    else if (depth == 0 && (token_is (self, "query") || token_is (self, "mutation")))
      return TRUE;

  return FALSE;
}

static void
refuse (Lexer       *self,
        gsize       *ret_offset,
        GError     **error,
        const char  *message)
{
  *ret_offset = self->token - self->text;
  g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_INVALID, message);
}

static gboolean
check_brackets (const char  *text,
                gsize       *ret_offset,
                GError     **error)
{
  Lexer lexer = { text, text };
  g_autoptr (GString) open = g_string_new (NULL);

  while (next_token (&lexer))
    {
      char c = *lexer.token;

      if (strchr ("{([", c) != NULL)
        g_string_append_c (open, c == '{' ? '}' : c == '(' ? ')' : ']');
      else if (strchr ("})]", c) != NULL)
        {
          if (open->len == 0 || open->str[open->len - 1] != c)
            {
              refuse (&lexer, ret_offset, error, "a bracket of the GraphQL text closes nothing");
              return FALSE;
            }
          g_string_truncate (open, open->len - 1);
        }
    }

  if (open->len > 0)
    refuse (&lexer, ret_offset, error, "a bracket of the GraphQL text is not closed");

  return open->len == 0;
}

/* Every `$name` below must be in the list. */
static gboolean
check_uses (Lexer       *self,
            char       **declared,
            gsize       *ret_offset,
            GError     **error)
{
  while (next_token (self))
    {
      g_autofree char *name = NULL;
      g_autofree char *message = NULL;

      if (*self->token != '$' || !next_token (self))
        continue;
      name = g_strndup (self->token, self->at - self->token);
      if (g_strv_contains ((const char * const *) declared, name))
        continue;
      message = g_strdup_printf ("the operation does not declare $%s", name);
      refuse (self, ret_offset, error, message);
      return FALSE;
    }

  return TRUE;
}

/**
 * genkan_graphql_dup_variables:
 * @text: a GraphQL operation
 * @ret_offset: (out): on failure, where in @text
 * @error: return location for a #GenkanConnectorError
 *
 * Returns: (transfer full) (nullable): the names of the variables that it declares
 */
char **
genkan_graphql_dup_variables (const char  *text,
                              gsize       *ret_offset,
                              GError     **error)
{
  Lexer lexer = { text, text };
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) declared = NULL;

  if (!check_brackets (text, ret_offset, error))
    return NULL;

  if (find_operation (&lexer))
    {
      gboolean more = next_token (&lexer);

      if (more && is_name_char (*lexer.token))
        more = next_token (&lexer);
      if (more && *lexer.token == '(')
        while (next_token (&lexer) && *lexer.token != ')')
          if (*lexer.token == '$' && next_token (&lexer))
            {
              g_autofree char *name = g_strndup (lexer.token, lexer.at - lexer.token);

              g_strv_builder_add (names, name);
            }
    }
  else
    lexer.at = text;

  declared = g_strv_builder_end (names);

  return check_uses (&lexer, declared, ret_offset, error) ? g_steal_pointer (&declared) : NULL;
}

/**
 * genkan_graphql_dup_name:
 * @text: a GraphQL operation
 *
 * Returns: (transfer full) (nullable): its name, which some servers demand beside the text
 */
char *
genkan_graphql_dup_name (const char *text)
{
  Lexer lexer = { text, text };

  if (!find_operation (&lexer) || !next_token (&lexer) || !is_name_char (*lexer.token))
    return NULL;

  return g_strndup (lexer.token, lexer.at - lexer.token);
}

/* Whether it changes nothing, so that it may be sent twice. */
gboolean
genkan_graphql_only_reads (const char *text)
{
  Lexer lexer = { text, text };

  return !find_operation (&lexer) || token_is (&lexer, "query");
}
