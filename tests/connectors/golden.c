/* golden.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "golden.h"

#include <glib/gstdio.h>

char *
golden_dup_path (const Scenario *scenario)
{
  g_autofree char *stem = g_strndup (scenario->path, strlen (scenario->path) - strlen (".yaml"));

  return g_strconcat (stem, ".rows", NULL);
}

/* An absent file is one without lines. */
char **
golden_load (const Scenario *scenario)
{
  g_autofree char *path = golden_dup_path (scenario);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    text = g_strdup ("");
  g_strchomp (text);

  return g_strsplit (text, "\n", -1);
}

/* A scenario that brings nothing needs no file. */
void
golden_save (const Scenario  *scenario,
             char           **lines)
{
  g_autofree char *path = golden_dup_path (scenario);
  g_autofree char *joined = g_strjoinv ("\n", lines);
  g_autofree char *text = g_strconcat (joined, "\n", NULL);
  g_autoptr (GError) error = NULL;

  if (*lines == NULL)
    {
      g_remove (path);
      return;
    }

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

/* Sorted, each once: what came twice is stored once. */
char **
golden_from_rows (GPtrArray *rows)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (sorted, ((ReplayRow *) rows->pdata[i])->line);
  g_ptr_array_sort (sorted, compare_lines);

  for (guint i = 0; i < sorted->len; i++)
    if (i == 0 || !g_str_equal (sorted->pdata[i], sorted->pdata[i - 1]))
      g_ptr_array_add (lines, g_strdup (sorted->pdata[i]));
  g_ptr_array_add (lines, NULL);

  return (char **) g_ptr_array_steal (lines, NULL);
}

/* %NULL when they are the same; both are sorted. */
char *
golden_dup_diff (char **expected,
                 char **lines)
{
  g_autoptr (GString) diff = g_string_new (NULL);

  while (*expected != NULL || *lines != NULL)
    {
      int order = *expected == NULL ? 1 : *lines == NULL ? -1 : strcmp (*expected, *lines);

      if (order < 0 && **expected != '\0')
        g_string_append_printf (diff, "\n- %s", *expected);
      if (order > 0)
        g_string_append_printf (diff, "\n+ %s", *lines);
      expected += order <= 0 && *expected != NULL;
      lines += order >= 0 && *lines != NULL;
    }

  return diff->len > 0 ? g_string_free (g_steal_pointer (&diff), FALSE) : NULL;
}

/* Two rows that are the same thing and say different things of it: which one is stored would
 * depend on which comes last. %NULL when there are none. */
char *
golden_dup_clash (GPtrArray *rows)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++)
    {
      const ReplayRow *row = rows->pdata[i];
      const char *earlier = g_hash_table_lookup (seen, row->key);

      if (earlier != NULL && !g_str_equal (earlier, row->line)
          && !g_str_has_prefix (row->key, "remember"))
        return g_strdup_printf ("%s is there twice and not the same:\n  %s\n  %s", row->key,
                                earlier, row->line);
      g_hash_table_insert (seen, row->key, row->line);
    }

  return NULL;
}
