/* bench-connector.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-connector.h"

#define PIECE (64 * 1024)

/* Whatever goes wrong here is a mistake of the benchmark. */
static void
stop_for_error (const GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

/* Loads a connector file of this folder; @parallel requests at a time are allowed. */
GenkanConnector *
bench_connector_load (const char *name,
                      guint       parallel)
{
  g_autofree char *path = g_build_filename (BENCH_DIR, name, NULL);
  g_autofree char *number = g_strdup_printf ("%u", parallel);
  g_autofree char *text = NULL;
  g_autoptr (GString) yaml = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  GenkanConnector *connector;
  GPtrArray *problems;

  g_file_get_contents (path, &text, NULL, &error);
  stop_for_error (error);
  yaml = g_string_new (text);
  g_string_replace (yaml, "@PARALLEL@", number, 0);
  bytes = g_string_free_to_bytes (g_steal_pointer (&yaml));

  connector = genkan_connector_new_from_bytes (bytes, name);
  problems = genkan_connector_get_problems (connector);
  if (!genkan_connector_is_valid (connector))
    g_error ("%s: %s", name, ((GenkanProblem *) problems->pdata[0])->message);

  return connector;
}

/* The rows of one answer, cut and mapped in pieces as they would come from the network. */
GPtrArray *
bench_connector_map_page (GenkanConnector *connector,
                          const char      *step,
                          const GString   *body)
{
  const GenkanDefinition *definition = genkan_connector_get_definition (connector);
  g_autoptr (GenkanVariables) variables = genkan_variables_new (NULL);
  GenkanValue url = genkan_value_text ("http://127.0.0.1");
  GenkanValue page = genkan_value_integer (2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanSandbox) sandbox = genkan_sandbox_new (connector, &error);
  g_autoptr (GenkanMapper) mapper = NULL;

  stop_for_error (error);
  genkan_variables_set (variables, "url", &url);
  genkan_variables_set (variables, "p", &page);
  mapper = genkan_mapper_new (sandbox, genkan_definition_find_step (definition, step), variables,
                              200, NULL, NULL);

  for (gsize at = 0; at < body->len; at += PIECE)
    genkan_mapper_feed (mapper, (const guint8 *) body->str + at, MIN (PIECE, body->len - at),
                        &error);
  genkan_mapper_end (mapper, &error);
  stop_for_error (error);

  return genkan_mapper_take_mapped (mapper);
}
