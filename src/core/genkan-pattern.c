/* genkan-pattern.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both kinds of pattern end as a GRegex. The number of steps that one match may take is limited:
 * an expression such as /(a+)+b/ would otherwise keep a core busy for years.
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-pattern.h"

#define LIMIT "(*LIMIT_MATCH=1000000)"
#define FLAGS (G_REGEX_CASELESS | G_REGEX_DOTALL | G_REGEX_OPTIMIZE)

struct _GenkanPattern
{
  GRegex *regex; /* (owned) */
};

/* The text between the slashes, or NULL when there are none. */
static char *
dup_between_slashes (const char *text)
{
  gsize length = strlen (text);

  if (length < 3 || text[0] != '/' || text[length - 1] != '/')
    return NULL;

  return g_strndup (text + 1, length - 2);
}

/* `*` is any text and `?` one character; everything else is itself. */
static char *
glob_to_regex (const char *text)
{
  g_autoptr (GString) regex = g_string_new ("^");

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gsize length = g_utf8_next_char (p) - p;
      g_autofree char *literal = NULL;

      if (*p == '*')
        g_string_append (regex, ".*");
      else if (*p == '?')
        g_string_append_c (regex, '.');
      else
        {
          literal = g_regex_escape_string (p, length);
          g_string_append (regex, literal);
        }
    }

  g_string_append_c (regex, '$');

  return g_string_free (g_steal_pointer (&regex), FALSE);
}

/**
 * genkan_pattern_new:
 * @text: what was typed: a text in which `*` stands for any text and `?` for one character, or
 *   a regular expression between slashes, which may match anywhere. Case does not matter
 * @error: return location for a %G_REGEX_ERROR
 *
 * Returns: (transfer full) (nullable): the pattern, or %NULL if it cannot be understood
 */
GenkanPattern *
genkan_pattern_new (const char  *text,
                    GError     **error)
{
  g_autofree char *expression = NULL;
  g_autofree char *limited = NULL;
  g_autoptr (GError) reason = NULL;
  GenkanPattern *self;
  GRegex *regex;

  g_return_val_if_fail (text != NULL, NULL);

  expression = dup_between_slashes (text);
  if (expression == NULL)
    expression = glob_to_regex (text);

  limited = g_strconcat (LIMIT, expression, NULL);
  regex = g_regex_new (limited, FLAGS, 0, &reason);
  if (regex == NULL)
    {
      /* GLib counts the limit, too; the place is of no use then. */
      g_set_error (error, reason->domain, reason->code,
                   "The pattern “%s” cannot be understood; a pattern is a text with * and ?, or a "
                   "regular expression between slashes", text);
      return NULL;
    }

  self = g_new0 (GenkanPattern, 1);
  self->regex = regex;

  return self;
}

/**
 * genkan_pattern_matches:
 * @self: a pattern
 * @text: (nullable): valid UTF-8; %NULL is matched by nothing
 *
 * Returns: whether the pattern matches; one that would take too long does not
 */
gboolean
genkan_pattern_matches (GenkanPattern *self,
                        const char    *text)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return text != NULL && g_regex_match (self->regex, text, 0, NULL);
}

void
genkan_pattern_free (GenkanPattern *self)
{
  if (self == NULL)
    return;

  g_regex_unref (self->regex);
  g_free (self);
}
