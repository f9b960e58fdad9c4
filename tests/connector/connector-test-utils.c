/* connector-test-utils.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "connector-test-utils.h"

GenkanConnector *
load_connector (const char *yaml)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (yaml, strlen (yaml));

  return genkan_connector_new_from_bytes (bytes, "test.yaml");
}

/* A connector that must have no mistakes. */
GenkanConnector *
load_valid (const char *yaml)
{
  g_autoptr (GenkanConnector) connector = load_connector (yaml);
  GPtrArray *problems = genkan_connector_get_problems (connector);

  for (guint i = 0; i < problems->len; i++)
    {
      const GenkanProblem *problem = problems->pdata[i];

      g_test_message ("test.yaml:%u:%u: %s", problem->line, problem->column, problem->message);
    }
  g_assert_true (genkan_connector_is_valid (connector));

  return g_steal_pointer (&connector);
}

/* The steps of a connector, from column 3 on, under a head that is in order. */
GenkanConnector *
load_steps (const char *steps)
{
  g_autofree char *yaml = NULL;

  yaml = g_strconcat ("format: 1\nid: test\nname: Test\nvendor: Nobody\n"
                      "settings:\n"
                      "  url: { title: URL }\n"
                      "  token: { title: Token, secret: true }\n"
                      "connect: { base: \"{+url}\", auth: { bearer: \"{token}\" } }\n"
                      "steps:\n",
                      steps, NULL);

  return load_valid (yaml);
}

void
set_text (GenkanVariables *variables,
          const char      *name,
          const char      *text)
{
  GenkanValue value = genkan_value_text (text);

  genkan_variables_set (variables, name, &value);
}

void
set_integer (GenkanVariables *variables,
             const char      *name,
             gint64           integer)
{
  GenkanValue value = genkan_value_integer (integer);

  genkan_variables_set (variables, name, &value);
}

void
set_json (GenkanVariables *variables,
          const char      *name,
          const char      *json)
{
  GenkanValue value = genkan_value_json (json, strlen (json));

  genkan_variables_set (variables, name, &value);
}
