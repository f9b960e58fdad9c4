/* genkan-name-template.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names made by auto-map: "{parent} / {name}". What is absent leaves nothing behind, neither a
 * separator at an end nor two blanks in a row, and no name is longer than DefectDojo takes.
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include <string.h>

#include "genkan-name-template.h"

G_DEFINE_QUARK (genkan-name-error-quark, genkan_name_error)

#define SEPARATORS "/:|–—·-,"

typedef struct
{
  const char *name;
  gsize       offset; /* in GenkanNameFacts */
} GenkanPlaceholder;

static const GenkanPlaceholder placeholders[] = {
  { "name", G_STRUCT_OFFSET (GenkanNameFacts, name) },
  { "parent", G_STRUCT_OFFSET (GenkanNameFacts, parent) },
  { "kind", G_STRUCT_OFFSET (GenkanNameFacts, kind) },
  { "label", G_STRUCT_OFFSET (GenkanNameFacts, label) },
  { "tool", G_STRUCT_OFFSET (GenkanNameFacts, tool) },
};

static const GenkanPlaceholder *
find_placeholder (const char *text,
                  gsize       length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (placeholders); i++)
    if (strlen (placeholders[i].name) == length && memcmp (placeholders[i].name, text, length) == 0)
      return &placeholders[i];

  return NULL;
}

static gboolean
check_brace (const char  *open,
             const char **ret_end,
             GError     **error)
{
  const char *close = strchr (open, '}');

  if (close == NULL)
    {
      g_set_error (error, GENKAN_NAME_ERROR, GENKAN_NAME_ERROR_UNCLOSED,
                   "“%s” has a { without a }", open);
      return FALSE;
    }

  if (find_placeholder (open + 1, close - open - 1) == NULL)
    {
      g_set_error (error, GENKAN_NAME_ERROR, GENKAN_NAME_ERROR_UNKNOWN,
                   "There is no {%.*s}; there are {name}, {parent}, {kind}, {label} and {tool}",
                   (int) (close - open - 1), open + 1);
      return FALSE;
    }

  *ret_end = close + 1;

  return TRUE;
}

/**
 * genkan_name_template_check:
 * @template: what was typed
 * @error: return location for %G_IO_ERROR_INVALID_DATA, with a sentence for people
 *
 * Returns: whether all placeholders exist
 */
gboolean
genkan_name_template_check (const char  *template,
                            GError     **error)
{
  const char *open;

  g_return_val_if_fail (template != NULL, FALSE);

  for (open = strchr (template, '{'); open != NULL; open = strchr (template, '{'))
    if (!check_brace (open, &template, error))
      return FALSE;

  return TRUE;
}

static void
append_fact (GString                 *text,
             const GenkanPlaceholder *placeholder,
             const GenkanNameFacts   *facts)
{
  const char *fact = G_STRUCT_MEMBER (const char *, facts, placeholder->offset);

  if (fact != NULL)
    g_string_append (text, fact);
}

static char *
substitute (const char            *template,
            const GenkanNameFacts *facts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (*template != '\0')
    {
      const char *close = *template == '{' ? strchr (template, '}') : NULL;
      const GenkanPlaceholder *placeholder =
        close != NULL ? find_placeholder (template + 1, close - template - 1) : NULL;

      if (placeholder != NULL)
        {
          append_fact (text, placeholder, facts);
          template = close + 1;
        }
      else
        g_string_append_c (text, *template++);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* One blank where there were several, and none but letters' companions at the ends. Control
 * characters and line breaks are blanks too: a name is one line. */
static GString *
join_blanks (const char *text)
{
  GString *joined = g_string_new (NULL);
  gboolean blank = FALSE;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          blank = joined->len > 0;
          continue;
        }

      if (blank)
        g_string_append_c (joined, ' ');
      blank = FALSE;
      g_string_append_unichar (joined, c);
    }

  return joined;
}

static gboolean
is_separator (const char *at)
{
  return *at == ' ' || g_utf8_strchr (SEPARATORS, -1, g_utf8_get_char (at)) != NULL;
}

/* Only a separator that stands apart is one: "-legacy" keeps its hyphen, "- legacy" does not. */
static const char *
skip_separators (const char *text)
{
  while (*text != '\0' && is_separator (text)
         && (*text == ' ' || *g_utf8_next_char (text) == ' ' || *g_utf8_next_char (text) == '\0'))
    text = g_utf8_next_char (text);

  return text;
}

static void
drop_separators_at_end (GString *text)
{
  while (text->len > 0)
    {
      const char *last = g_utf8_find_prev_char (text->str, text->str + text->len);
      const char *before = g_utf8_find_prev_char (text->str, last);

      if (!is_separator (last) || (*last != ' ' && before != NULL && *before != ' '))
        return;

      g_string_truncate (text, last - text->str);
    }
}

/**
 * genkan_name_template_expand:
 * @template: a template; what is not a placeholder stands for itself
 * @facts: what the placeholders stand for; valid UTF-8
 *
 * Returns: (transfer full): one line of at most %GENKAN_NAME_MAX characters; empty when nothing
 *   of it is known
 */
char *
genkan_name_template_expand (const char            *template,
                             const GenkanNameFacts *facts)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) joined = NULL;
  const char *start;

  g_return_val_if_fail (template != NULL, NULL);
  g_return_val_if_fail (facts != NULL, NULL);

  text = substitute (template, facts);
  joined = join_blanks (text);
  drop_separators_at_end (joined);
  start = skip_separators (joined->str);

  return g_utf8_substring (start, 0, MIN (g_utf8_strlen (start, -1), GENKAN_NAME_MAX));
}
