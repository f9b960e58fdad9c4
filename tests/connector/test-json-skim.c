/* test-json-skim.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-json-skim.h"
#include "genkan-json.h"

#define DOCUMENTS 3000
#define LONGEST_TEXT 40

static void append_random (GString *json,
                           int      depth);

static void
append_random_text (GString *json)
{
  static const char *const parts[] = { "a", " ", "{", "}", "[", "]", ",", "é", "\\\"", "\\\\", "\\u007d" };
  int n_parts = g_test_rand_int_range (0, LONGEST_TEXT);

  g_string_append_c (json, '"');
  for (int i = 0; i < n_parts; i++)
    g_string_append (json, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
  g_string_append_c (json, '"');
}

static void
append_random_container (GString *json,
                         gboolean object,
                         int      depth)
{
  int n_values = g_test_rand_int_range (0, 5);

  g_string_append_c (json, object ? '{' : '[');
  for (int i = 0; i < n_values; i++)
    {
      g_string_append (json, i > 0 ? ", " : "");
      if (object)
        {
          append_random_text (json);
          g_string_append_c (json, ':');
        }
      append_random (json, depth - 1);
    }
  g_string_append_c (json, object ? '}' : ']');
}

static void
append_random (GString *json,
               int      depth)
{
  switch (g_test_rand_int_range (0, depth > 0 ? 4 : 2))
    {
    case 0:
      append_random_text (json);
      break;

    case 1:
      g_string_append_printf (json, "%d", g_test_rand_int ());
      break;

    default:
      append_random_container (json, g_test_rand_bit (), depth);
    }
}

/* What follows does not matter, and what is not whole has no end. */
static void
test_json_skim_random (void)
{
  for (guint i = 0; i < DOCUMENTS; i++)
    {
      g_autoptr (GString) json = g_string_new (NULL);
      g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
      gboolean spaced;
      gsize length;
      guint root;

      append_random_container (json, g_test_rand_bit (), 4);
      length = json->len;
      g_string_append (json, ", \"]}\\\"");
      g_assert_cmpuint (genkan_json_index_first (nodes, json->str, json->len, GENKAN_JSON_MAX_DEPTH,
                                                 &root, &spaced), ==, length);
      g_assert_cmpuint (genkan_json_skim (json->str, json->len), ==, length);
      g_assert_cmpuint (genkan_json_skim (json->str, length), ==, length);
      g_assert_cmpuint (genkan_json_skim (json->str, length - 1), ==, 0);
      g_assert_cmpuint (genkan_json_skim (json->str, g_test_rand_int_range (1, length)), ==, 0);
    }
}

static void
test_json_skim_no_json (void)
{
  g_assert_cmpuint (genkan_json_skim ("[", 1), ==, 0);
  g_assert_cmpuint (genkan_json_skim ("[\"]", 3), ==, 0);
  g_assert_cmpuint (genkan_json_skim ("{nothing}, and no more of it", 28), ==, 9);
  g_assert_cmpuint (genkan_json_skim ("[\0\xff\"\\\"]\"] behind that more", 27), ==, 9);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-skim/random", test_json_skim_random);
  g_test_add_func ("/json-skim/no-json", test_json_skim_no_json);

  return g_test_run ();
}
