/* genkan-checker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-checker.h"

const GenkanYamlNode *
genkan_checker_get_origin (GenkanChecker *self,
                           gconstpointer  thing)
{
  const GenkanYamlNode *node = g_hash_table_lookup (self->reader->origins, thing);

  return node != NULL ? node : genkan_yaml_get_root (self->reader->document);
}

/* The variables of an output's or case's SQL; NULL when it could not be prepared. */
GPtrArray *
genkan_checker_get_sql_names (GenkanChecker *self,
                              gconstpointer  thing)
{
  return g_hash_table_lookup (self->sql_names, thing);
}

GPtrArray *
genkan_checker_get_producers (GenkanChecker *self,
                              const char    *table)
{
  return g_hash_table_lookup (self->producers, table);
}

/* Variables that the answer to a request provides. */
gboolean
genkan_checker_sees_answer (const char *name)
{
  static const char *const names[] = { "status", "headers", "body", "items", NULL };

  return g_strv_contains (names, name);
}

/* Whether a column got its name by AS; SQLite calls it by its expression otherwise. */
gboolean
genkan_checker_is_name (const char *column)
{
  return strspn (column, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
         strlen (column);
}

static void
collect_outputs (GenkanChecker *self)
{
  for (guint i = 0; i < self->definition->steps->len; i++)
    {
      GenkanStep *step = self->definition->steps->pdata[i];

      for (guint j = 0; j < step->outputs->len; j++)
        {
          GenkanOutput *output = step->outputs->pdata[j];
          GPtrArray *producers = g_hash_table_lookup (self->producers, output->name);

          g_hash_table_insert (self->makers, output, step);
          if (producers == NULL)
            {
              producers = g_ptr_array_new ();
              g_hash_table_insert (self->producers, output->name, producers);
            }
          g_ptr_array_add (producers, output);
        }
    }
}

/**
 * genkan_check:
 * @reader: a reader that has read a file
 *
 * Adds what is wrong to the reader's problems, and to the definition what only a whole file
 * shows: columns, what a SELECT reads, what leads where.
 */
void
genkan_check (GenkanReader *reader)
{
  g_autoptr (GError) error = NULL;
  GenkanChecker self = { reader, reader->definition };

  self.database = genkan_sql_box_new (&error);
  if (self.database == NULL)
    {
      genkan_problems_add (reader->problems, 1, 1, "%s", error->message);
      return;
    }

  self.sql_names = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self.producers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                          (GDestroyNotify) g_ptr_array_unref);
  self.makers = g_hash_table_new (NULL, NULL);
  self.scoped = g_hash_table_new (NULL, NULL);

  collect_outputs (&self);
  genkan_checker_check_sql (&self);
  genkan_checker_check_flow (&self);
  genkan_checker_check_names (&self);

  g_hash_table_unref (self.sql_names);
  g_hash_table_unref (self.producers);
  g_hash_table_unref (self.makers);
  g_hash_table_unref (self.scoped);
  genkan_sql_box_free (self.database);
}
