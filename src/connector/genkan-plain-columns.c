/* genkan-plain-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Most columns of most SELECTs are `j ->> 'name' AS column`. The way into SQLite and back costs
 * three times as much as looking the value up, so in a SELECT of the plainest shape,
 *
 *   SELECT column, column, … FROM item
 *
 * these columns are taken out, and SQLite is asked only for the others. The shape means a row for
 * each item, in their order: there is nothing behind `item`, no DISTINCT, and no window function,
 * which could sort. That leaves aggregates, which are not looked for here: who runs the rest sees
 * that it does not have as many rows as there are items.
 *
 * Whatever is not understood is left to SQLite as a whole.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include <string.h>

#include "genkan-plain-columns.h"

typedef enum
{
  TOKEN_END,
  TOKEN_WORD,   /* also a number or a variable */
  TOKEN_TEXT,   /* '…' */
  TOKEN_NAME,   /* "…", `…`, […] */
  TOKEN_SIGN,
  TOKEN_ERROR,
} TokenType;

typedef struct
{
  TokenType   type;
  const char *start;
  const char *end;
} Token;

/* As many as `j ->> 'name' AS column` has, and one more to tell that there are more. */
#define MAX_TOKENS 6

/* --- tokens --- */

static const char *
skip_nothing (const char *at)
{
  for (;;)
    {
      at += strspn (at, " \t\n\r\f");
      if (g_str_has_prefix (at, "--"))
        at += strcspn (at, "\n");
      else if (g_str_has_prefix (at, "/*"))
        {
          const char *end = strstr (at + 2, "*/");

          at = end != NULL ? end + 2 : at + strlen (at);
        }
      else
        return at;
    }
}

/* Past the quote that ends what begins at @at; NULL if there is none. A quote twice is no end. */
static const char *
skip_quoted (const char *at,
             char        quote)
{
  for (at++; *at != '\0'; at++)
    {
      if (*at != quote)
        continue;
      if (quote == ']' || at[1] != quote)
        return at + 1;
      at++;
    }

  return NULL;
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '$' || (guchar) c >= 0x80;
}

static void
read_quoted (Token *token)
{
  char open = *token->start;

  token->type = open == '\'' ? TOKEN_TEXT : TOKEN_NAME;
  token->end = skip_quoted (token->start, open == '[' ? ']' : open);
  if (token->end == NULL)
    {
      token->type = TOKEN_ERROR;
      token->end = token->start + strlen (token->start);
    }
}

static Token
read_token (const char *at)
{
  Token token = { .start = skip_nothing (at) };

  token.end = token.start;
  if (*token.start == '\0')
    token.type = TOKEN_END;
  else if (strchr ("'\"`[", *token.start) != NULL)
    read_quoted (&token);
  else if (is_word (*token.start))
    {
      token.type = TOKEN_WORD;
      while (is_word (*token.end))
        token.end++;
    }
  else
    {
      token.type = TOKEN_SIGN;
      token.end += g_str_has_prefix (token.start, "->>") ? 3
                   : g_str_has_prefix (token.start, "->") ? 2 : 1;
    }

  return token;
}

static gboolean
is (const Token *token,
    TokenType    type,
    const char  *text)
{
  gsize length = token->end - token->start;

  return token->type == type && strlen (text) == length
         && g_ascii_strncasecmp (token->start, text, length) == 0;
}

/* --- columns --- */

static char *
unquote (const Token *token)
{
  GString *text = g_string_new_len (token->start + 1, token->end - token->start - 2);

  g_string_replace (text, "''", "'", 0);

  return g_string_free (text, FALSE);
}

/* Nothing, `AS name`, or `name`. */
static gboolean
is_alias (const Token *tokens,
          guint        n_tokens)
{
  const Token *last = &tokens[n_tokens - 1];

  if (n_tokens == 0)
    return TRUE;
  if (n_tokens > 2 || (n_tokens == 2 && !is (&tokens[0], TOKEN_WORD, "as")))
    return FALSE;

  return (last->type == TOKEN_WORD || last->type == TOKEN_NAME)
         && !is (last, TOKEN_WORD, "as") && !is (last, TOKEN_WORD, "isnull")
         && !is (last, TOKEN_WORD, "notnull");
}

/* @n_tokens may be greater than MAX_TOKENS; only as many are there. */
static void
add_column (GenkanPlainColumns *self,
            GString            *rest,
            const Token        *tokens,
            guint               n_tokens,
            const Token        *last)
{
  GenkanPlainColumn column = { 0 };
  gboolean arrow = n_tokens >= 3 && n_tokens < MAX_TOKENS && is (&tokens[0], TOKEN_WORD, "j")
                   && (is (&tokens[1], TOKEN_SIGN, "->>") || is (&tokens[1], TOKEN_SIGN, "->"))
                   && tokens[2].type == TOKEN_TEXT && is_alias (tokens + 3, n_tokens - 3);

  if (arrow)
    {
      column.source = unquote (&tokens[2]);
      column.raw = is (&tokens[1], TOKEN_SIGN, "->");
      column.path = genkan_json_path_new (column.source, strlen (column.source));
    }
  if (column.path == NULL)
    {
      g_string_append (rest, rest->len > 0 ? ", " : "SELECT ");
      g_string_append_len (rest, tokens[0].start, last->end - tokens[0].start);
    }
  g_array_append_val (self->columns, column);
}

/* Reads one column from @at on. Returns what ended it, which is a comma or FROM, or an error. */
static Token
read_column (GenkanPlainColumns *self,
             GString            *rest,
             const char         *at)
{
  Token tokens[MAX_TOKENS];
  Token last = { TOKEN_ERROR, at, at };
  guint n_tokens = 0;
  int depth = 0;

  for (;;)
    {
      Token token = read_token (at);
      gboolean ends = depth == 0 && (is (&token, TOKEN_SIGN, ",") || is (&token, TOKEN_WORD, "from"));

      if (token.type == TOKEN_END || is (&token, TOKEN_WORD, "over") || (ends && n_tokens == 0))
        token.type = TOKEN_ERROR;
      if (token.type != TOKEN_ERROR && ends)
        add_column (self, rest, tokens, n_tokens, &last);
      if (token.type == TOKEN_ERROR || ends)
        return token;

      depth += is (&token, TOKEN_SIGN, "(") - is (&token, TOKEN_SIGN, ")");
      if (n_tokens < MAX_TOKENS)
        tokens[n_tokens] = token;
      n_tokens++;
      last = token;
      at = token.end;
    }
}

static void
clear_column (gpointer data)
{
  GenkanPlainColumn *column = data;

  g_clear_pointer (&column->path, genkan_json_path_free);
  g_free (column->source);
}

void
genkan_plain_columns_free (GenkanPlainColumns *self)
{
  g_array_unref (self->columns);
  g_free (self->rest);
  g_free (self);
}

static gboolean
has_plain (GenkanPlainColumns *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_array_index (self->columns, GenkanPlainColumn, i).path != NULL)
      return TRUE;

  return FALSE;
}

/**
 * genkan_plain_columns_new:
 * @sql: a SELECT that compiles
 *
 * Returns: (transfer full) (nullable): what needs no SQLite in it, or %NULL: nothing that could be
 *   understood
 */
GenkanPlainColumns *
genkan_plain_columns_new (const char *sql)
{
  g_autoptr (GenkanPlainColumns) self = g_new0 (GenkanPlainColumns, 1);
  g_autoptr (GString) rest = g_string_new (NULL);
  Token token = read_token (sql);

  self->columns = g_array_new (FALSE, FALSE, sizeof (GenkanPlainColumn));
  g_array_set_clear_func (self->columns, clear_column);
  if (!is (&token, TOKEN_WORD, "select"))
    return NULL;

  sql = read_token (token.end).start;
  token = read_token (sql);
  if (is (&token, TOKEN_WORD, "distinct") || is (&token, TOKEN_WORD, "all"))
    return NULL;

  do
    {
      token = read_column (self, rest, sql);
      sql = token.end;
    }
  while (is (&token, TOKEN_SIGN, ","));

  if (token.type == TOKEN_ERROR || !has_plain (self))
    return NULL;
  token = read_token (token.end);
  if (!is (&token, TOKEN_WORD, "item") || read_token (token.end).type != TOKEN_END)
    return NULL;

  if (rest->len > 0)
    self->rest = g_strconcat (rest->str, " FROM item", NULL);

  return g_steal_pointer (&self);
}
