/* genkan-rules-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-rules-words.h"

#include "genkan-name-template.h"

#include <glib/gi18n.h>

/* The messages of core quote what was typed, between these. */
static char *
dup_quoted (const char *message,
            const char *open,
            const char *close)
{
  const char *start = strstr (message, open);
  const char *end = start != NULL ? strstr (start, close) : NULL;

  if (end == NULL)
    return g_strdup (message);

  start += strlen (open);

  return g_strndup (start, end - start);
}

/**
 * genkan_rules_describe_error:
 * @error: what genkan_rules_check(), genkan_name_template_check() or genkan_pattern_new() says
 *
 * Returns: (transfer full): what is wrong, in a person's words
 */
char *
genkan_rules_describe_error (const GError *error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, GENKAN_NAME_ERROR, GENKAN_NAME_ERROR_UNKNOWN))
    {
      text = dup_quoted (error->message, "{", "}");
      return g_strdup_printf (_("There is no {%s}; there are {name}, {parent}, {kind}, {label} and "
                                "{tool}"), text);
    }

  text = dup_quoted (error->message, "“", "”");
  if (g_error_matches (error, GENKAN_NAME_ERROR, GENKAN_NAME_ERROR_UNCLOSED))
    return g_strdup_printf (_("“%s” has a { without a }"), text);
  if (error->domain == G_REGEX_ERROR)
    return g_strdup_printf (_("The pattern “%s” cannot be understood; a pattern is a text with * "
                              "and ?, or a regular expression between slashes"), text);

  return g_strdup (error->message);
}
