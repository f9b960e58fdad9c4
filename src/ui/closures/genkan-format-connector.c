/* genkan-format-connector.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a connector file says of itself, and what is wrong with it. Pure functions.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-format-connector.h"

#include <glib/gi18n.h>

/**
 * genkan_format_connector_name:
 * @connector: a Connector
 *
 * Returns: (transfer none): its name, or of a file that is too wrong to have one, the file's
 */
const char *
genkan_format_connector_name (GenkanConnector *connector)
{
  const char *name = genkan_connector_get_name (connector);

  return name != NULL && *name != '\0' ? name : genkan_connector_get_file_name (connector);
}

static const char *
format_imports (GenkanImports imports)
{
  switch (imports)
    {
    case GENKAN_IMPORTS_ASSETS:
      return _("Assets");

    case GENKAN_IMPORTS_FINDINGS:
    default:
      return _("Findings");
    }
}

/**
 * genkan_format_connector_brings:
 * @connector: a Connector
 *
 * Returns: (transfer full) (nullable): what a Record is and what comes with it: "Findings, one
 *   Record for each site"; %NULL for a file with mistakes
 */
char *
genkan_format_connector_brings (GenkanConnector *connector)
{
  const GenkanDefinition *definition;

  if (!genkan_connector_is_valid (connector))
    return NULL;

  definition = genkan_connector_get_definition (connector);
  if (definition->record_one == NULL)
    return g_strdup (format_imports (definition->imports));

  /* Translators: “Findings, one Record for each site”; the second word is the tool's own */
  return g_strdup_printf (_("%s, one Record for each %s"),
                          format_imports (definition->imports), definition->record_one);
}

/* "file:line:column: message" */
static char *
genkan_format_problem (const char          *file_name,
                       const GenkanProblem *problem)
{
  return g_strdup_printf ("%s:%u:%u: %s", file_name, problem->line, problem->column,
                          problem->message);
}

/**
 * genkan_format_connector_problem:
 * @connector: a Connector
 *
 * Returns: (transfer full) (nullable): how many mistakes its file has, and the first, without the
 *   file's folder; %NULL when there are none
 */
char *
genkan_format_connector_problem (GenkanConnector *connector)
{
  GPtrArray *problems = genkan_connector_get_problems (connector);
  g_autofree char *file_name = NULL;
  g_autofree char *first = NULL;

  if (genkan_connector_is_valid (connector) || problems == NULL || problems->len == 0)
    return NULL;

  file_name = g_path_get_basename (genkan_connector_get_file_name (connector));
  first = genkan_format_problem (file_name, problems->pdata[0]);
  if (problems->len == 1)
    return g_steal_pointer (&first);

  return g_strdup_printf (ngettext ("%u mistake: %s", "%u mistakes: %s", problems->len),
                          problems->len, first);
}

/**
 * genkan_format_connector_problems:
 * @connector: a Connector
 *
 * Returns: (transfer full): all mistakes of its file, a line each
 */
char *
genkan_format_connector_problems (GenkanConnector *connector)
{
  GPtrArray *problems = genkan_connector_get_problems (connector);
  GString *text = g_string_new (NULL);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      g_autofree char *line = NULL;

      line = genkan_format_problem (genkan_connector_get_file_name (connector), problems->pdata[i]);
      g_string_append_printf (text, "%s\n", line);
    }

  return g_string_free (text, FALSE);
}
