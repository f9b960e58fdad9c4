/* fuzz-yaml.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A connector file: the YAML reader and the whole static check.
 */

#include "config.h"

#include "fuzz.h"

#include "genkan-connector.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GenkanConnector) connector = genkan_connector_new_from_bytes (bytes, "fuzz.yaml");
  GPtrArray *problems = genkan_connector_get_problems (connector);

  g_assert_true (genkan_connector_is_valid (connector) == (problems->len == 0));
  for (guint i = 0; i < problems->len; i++)
    {
      const GenkanProblem *problem = problems->pdata[i];

      g_assert_cmpuint (problem->line, >, 0);
      g_assert_cmpuint (problem->column, >, 0);
      g_assert_true (g_utf8_validate (problem->message, -1, NULL));
    }

  return 0;
}
