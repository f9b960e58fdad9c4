/* fuzz-template.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Templates of URIs and texts, in all kinds of values. A line of the input is the value of a
 * variable, the last one is the template.
 */

#include "config.h"

#include "fuzz.h"

#include "genkan-json.h"
#include "genkan-template.h"

#include <string.h>

/* As SELECTs make them: what is marked as JSON is JSON. */
static GenkanValue
make_value (const char *text)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  guint root;

  return genkan_json_index (nodes, text, strlen (text), &root)
         ? genkan_value_json (text, strlen (text)) : genkan_value_text (text);
}

static GenkanVariables *
make_variables (char  **lines,
                guint   n)
{
  static const char *const names[] = { "a", "b", "c", "d" };
  GenkanVariables *variables = genkan_variables_new (NULL);
  GenkanValue number = genkan_value_integer (1024);

  genkan_variables_set (variables, "n", &number);
  for (guint i = 0; i < MIN (n, G_N_ELEMENTS (names)); i++)
    {
      GenkanValue value = make_value (lines[i]);

      genkan_variables_set (variables, names[i], &value);
    }

  return variables;
}

static void
expand (GenkanTemplate  *template_,
        GenkanVariables *variables,
        gboolean         uri)
{
  g_autofree char *text = genkan_template_expand (template_, variables);
  g_auto (GStrv) names = genkan_template_dup_names (template_);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_nonnull (names);
  if (!uri)
    {
      g_bytes_unref (genkan_template_expand_json (template_, variables));
      g_bytes_unref (genkan_template_expand_form (template_, variables));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = NULL;
  g_autoptr (GenkanVariables) variables = NULL;
  g_autoptr (GenkanTemplate) uri = NULL;
  g_autoptr (GenkanTemplate) plain = NULL;
  guint n;

  /* The reader of YAML lets nothing else through. */
  if (!g_utf8_validate (text, -1, NULL))
    return 0;

  lines = g_strsplit (text, "\n", 6);
  n = g_strv_length (lines);
  if (n == 0)
    return 0;

  variables = make_variables (lines, n - 1);
  uri = genkan_template_new_uri (lines[n - 1], NULL);
  plain = genkan_template_new_text (lines[n - 1], NULL);
  if (uri != NULL)
    expand (uri, variables, TRUE);
  if (plain != NULL)
    expand (plain, variables, FALSE);

  return 0;
}
