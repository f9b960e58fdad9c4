/* genkan-checker-constants.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Patterns and paths that stand in a SELECT as texts: whether they are any is known before it
 * runs. SQLite has found the SELECT in order, so cutting it into words is enough here, and
 * whatever is not plainly a single text is left alone.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-checker.h"

#include "genkan-functions.h"

typedef enum
{
  TOKEN_NAME,
  TOKEN_TEXT,
  TOKEN_NUMBER,
  TOKEN_SIGN,
} TokenKind;

typedef struct
{
  TokenKind kind;
  gsize     start;
  gsize     length;
} Token;

typedef enum
{
  CONSTANT_REGEX,
  CONSTANT_PATH,
  CONSTANT_SQLITE_PATH,
} ConstantKind;

/* One SELECT or expression. */
typedef struct
{
  GenkanChecker *checker;
  GenkanStep    *step;
  const char    *key;
  const char    *sql;
  GArray        *tokens; /* (owned) (element-type Token) */
} Constants;

/* --- cutting -------------------------------------------------------------------------------- */

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '$' || (c & 0x80) != 0;
}

/* How long what stands between two of @quote is; a doubled one does not end it. */
static gsize
quoted_length (const char *at,
               char        quote)
{
  gsize length = 1;

  while (at[length] != '\0')
    if (at[length] != quote)
      length++;
    else if (at[length + 1] == quote)
      length += 2;
    else
      return length + 1;

  return length;
}

/* White space and comments. */
static gsize
blank_length (const char *at)
{
  const char *end;

  if (g_str_has_prefix (at, "--"))
    return strcspn (at, "\n");

  if (g_str_has_prefix (at, "/*"))
    {
      end = strstr (at + 2, "*/");
      return end != NULL ? (gsize) (end + 2 - at) : strlen (at);
    }

  return strspn (at, " \t\r\n\f");
}

static gsize
name_length (const char *at)
{
  gsize length = 0;

  while (is_name_char (at[length]))
    length++;

  return length;
}

static gsize
sign_length (const char *at)
{
  static const char *const signs[] = { "->>", "->", "||", "<<", ">>", "<=", ">=", "<>", "==", "!=" };

  if (strchr ("\"`", *at) != NULL)
    return quoted_length (at, *at);
  if (*at == '[')
    return strcspn (at, "]") + 1;
  if (*at == ':')
    return 1 + name_length (at + 1);

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (at, signs[i]))
      return strlen (signs[i]);

  return 1;
}

static Token
read_token (const char *sql,
            gsize       start)
{
  const char *at = sql + start;

  if (*at == '\'')
    return (Token) { TOKEN_TEXT, start, quoted_length (at, '\'') };
  if (strchr ("xX", *at) != NULL && at[1] == '\'')
    return (Token) { TOKEN_SIGN, start, 1 + quoted_length (at + 1, '\'') };
  if (g_ascii_isdigit (*at))
    return (Token) { TOKEN_NUMBER, start, name_length (at) };
  if (is_name_char (*at))
    return (Token) { TOKEN_NAME, start, name_length (at) };

  return (Token) { TOKEN_SIGN, start, sign_length (at) };
}

static GArray *
cut (const char *sql)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  gsize length = strlen (sql);

  for (gsize at = 0; at < length;)
    {
      gsize blank = blank_length (sql + at);
      Token token;

      at += blank;
      if (blank > 0)
        continue;

      token = read_token (sql, at);
      g_array_append_val (tokens, token);
      at += token.length;
    }

  return tokens;
}

static const Token *
get_token (const Constants *self,
           guint            i)
{
  return i < self->tokens->len ? &g_array_index (self->tokens, Token, i) : NULL;
}

static gboolean
is_token (const Constants *self,
          guint            i,
          const char      *word)
{
  const Token *token = get_token (self, i);

  return token != NULL && token->length == strlen (word)
         && g_ascii_strncasecmp (self->sql + token->start, word, token->length) == 0;
}

static gboolean
is_text (const Constants *self,
         guint            i)
{
  const Token *token = get_token (self, i);

  return token != NULL && token->kind == TOKEN_TEXT;
}

/* What a text in quotes says. */
static char *
dup_text (const Constants *self,
          guint            i)
{
  const Token *token = get_token (self, i);
  GString *text = g_string_new_len (self->sql + token->start + 1, token->length - 2);

  g_string_replace (text, "''", "'", 0);

  return g_string_free (text, FALSE);
}

/* --- looking -------------------------------------------------------------------------------- */

static void
report (const Constants *self,
        guint            i,
        const char      *message)
{
  const GenkanYamlNode *node = genkan_checker_get_origin (self->checker, self->sql);

  genkan_reader_problem_at (self->checker->reader, node, get_token (self, i)->start,
                            "%s.%s: %s", self->step->name, self->key, message);
}

/* A number behind the pattern says which group is wanted. */
static void
check_group (const Constants *self,
             guint            i,
             GRegex          *regex)
{
  g_autofree char *message = NULL;
  const Token *token = get_token (self, i + 2);
  gint64 group;

  if (!is_token (self, i + 1, ",") || token == NULL || token->kind != TOKEN_NUMBER
      || !is_token (self, i + 3, ")"))
    return;

  group = g_ascii_strtoll (self->sql + token->start, NULL, 10);
  if (group <= g_regex_get_capture_count (regex))
    return;

  message = g_strdup_printf ("the pattern has no group %" G_GINT64_FORMAT
                             ": groups are what stands in parentheses", group);
  report (self, i + 2, message);
}

static void
check_regex (const Constants *self,
             guint            i)
{
  g_autofree char *pattern = dup_text (self, i);
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, &error);
  const char *reason;

  if (regex != NULL)
    {
      check_group (self, i, regex);
      return;
    }

  /* GLib repeats the pattern first. */
  reason = g_strrstr (error->message, ": ");
  message = g_strdup_printf ("“%s” is not a regular expression%s", pattern,
                             reason != NULL ? reason : "");
  report (self, i, message);
}

static void
check_path (const Constants *self,
            guint            i)
{
  g_autofree char *text = dup_text (self, i);
  g_autoptr (GenkanJsonPath) path = genkan_json_path_new (text, strlen (text));
  g_autofree char *message = NULL;

  if (path != NULL)
    return;

  message = g_strdup_printf ("“%s” is not a JSON path, which looks like $.a.\"b c\"[0]", text);
  report (self, i, message);
}

/* SQLite's own functions have paths of their own, which SQLite can judge itself. */
static void
check_sqlite_path (const Constants *self,
                   guint            i)
{
  g_autofree char *text = dup_text (self, i);
  g_autofree char *message = NULL;
  sqlite3_stmt *statement = genkan_sql_box_prepare_own (self->checker->database,
                                                        "SELECT json_type ('0', ?)", NULL);

  if (statement == NULL)
    return;

  sqlite3_bind_text (statement, 1, text, -1, SQLITE_STATIC);
  if (sqlite3_step (statement) == SQLITE_ERROR)
    {
      message = g_strdup_printf ("“%s” is not a JSON path, which looks like $.a.b[0]", text);
      report (self, i, message);
    }
  sqlite3_finalize (statement);
}

static void
check_constant (const Constants *self,
                guint            i,
                ConstantKind     kind)
{
  switch (kind)
    {
    case CONSTANT_REGEX:
      check_regex (self, i);
      break;

    case CONSTANT_PATH:
      check_path (self, i);
      break;

    case CONSTANT_SQLITE_PATH:
      check_sqlite_path (self, i);
      break;

    default:
      g_assert_not_reached ();
    }
}

static gboolean
takes_constant (const Constants *self,
                guint            i,
                ConstantKind    *ret_kind)
{
  static const struct { const char *name; ConstantKind kind; } functions[] = {
    { "rx", CONSTANT_REGEX },
    { "rx_all", CONSTANT_REGEX },
    { "need", CONSTANT_PATH },
    { "pluck", CONSTANT_PATH },
    { "json_each", CONSTANT_SQLITE_PATH },
    { "json_tree", CONSTANT_SQLITE_PATH },
    { "json_type", CONSTANT_SQLITE_PATH },
    { "json_extract", CONSTANT_SQLITE_PATH },
    { "json_array_length", CONSTANT_SQLITE_PATH },
  };

  for (gsize j = 0; j < G_N_ELEMENTS (functions); j++)
    if (is_token (self, i, functions[j].name) && is_token (self, i + 1, "("))
      {
        *ret_kind = functions[j].kind;
        return TRUE;
      }

  return FALSE;
}

/* Where the second argument of the call begins; @i is its opening parenthesis. */
static guint
find_second (const Constants *self,
             guint            i)
{
  guint depth = 0;

  for (; get_token (self, i) != NULL; i++)
    if (is_token (self, i, "("))
      depth++;
    else if (is_token (self, i, ")") && --depth == 0)
      break;
    else if (is_token (self, i, ",") && depth == 1)
      return i + 1;

  return self->tokens->len;
}

static gboolean
ends_argument (const Constants *self,
               guint            i)
{
  return is_token (self, i, ",") || is_token (self, i, ")");
}

/* Behind REGEXP a text may go on: 'a' || 'b'. */
static gboolean
ends_operand (const Constants *self,
              guint            i)
{
  const Token *token = get_token (self, i);

  return token == NULL || token->kind == TOKEN_NAME || ends_argument (self, i);
}

/* Looks at the texts of a SELECT or an expression that SQLite has found in order. */
void
genkan_checker_check_constants (GenkanChecker *self,
                                GenkanStep    *step,
                                const char    *key,
                                const char    *sql)
{
  g_autoptr (GArray) tokens = cut (sql);
  Constants constants = { self, step, key, sql, tokens };
  ConstantKind kind;

  for (guint i = 0; i < tokens->len; i++)
    {
      guint second;

      if ((is_token (&constants, i, "->") || is_token (&constants, i, "->>"))
          && is_text (&constants, i + 1))
        check_path (&constants, i + 1);
      else if (is_token (&constants, i, "REGEXP") && is_text (&constants, i + 1)
               && ends_operand (&constants, i + 2))
        check_regex (&constants, i + 1);
      else if (takes_constant (&constants, i, &kind))
        {
          second = find_second (&constants, i + 1);
          if (is_text (&constants, second) && ends_argument (&constants, second + 1))
            check_constant (&constants, second, kind);
        }
    }
}
