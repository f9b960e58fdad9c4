/* genkan-checker-scope.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which names a step has: those of the file, of its row, of the step that made the row, and its
 * own.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-checker.h"

static const char *const globals[] = { "now", "now_s", NULL };
static const char *const of_record[] = { "record_id", "record_name", "record_extra", NULL };

/* Names that stay the same for a whole run. */
gboolean
genkan_checker_is_global (const char *name)
{
  return g_strv_contains (globals, name);
}

GHashTable *
genkan_name_set_new (void)
{
  return g_hash_table_new (g_str_hash, g_str_equal);
}

static void
add_all (GHashTable         *set,
         const char * const *names)
{
  for (; names != NULL && *names != NULL; names++)
    g_hash_table_add (set, (char *) *names);
}

static void
add_named (GHashTable *set,
           GPtrArray  *templates)
{
  for (guint i = 0; i < templates->len; i++)
    g_hash_table_add (set, ((GenkanNamedTemplate *) templates->pdata[i])->name);
}

static void
add_globals (GenkanChecker *self,
             GHashTable    *set)
{
  add_all (set, globals);
  add_named (set, self->definition->remember);
  for (guint i = 0; i < self->definition->settings->len; i++)
    g_hash_table_add (set, ((GenkanSetting *) self->definition->settings->pdata[i])->name);
}

void
genkan_name_set_add (GHashTable *into,
                     GHashTable *from)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (into, name);
}

static void
remove_others (GHashTable *set,
               GHashTable *allowed)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (allowed, name))
      g_hash_table_iter_remove (&iter);
}

/* What every producer of the table hands on: NULL while none of them is known. */
static GHashTable *
dup_inherited (GenkanChecker *self,
               const char    *table,
               GHashTable    *provided)
{
  GPtrArray *producers = genkan_checker_get_producers (self, table);
  GHashTable *common = NULL;

  for (guint i = 0; producers != NULL && i < producers->len; i++)
    {
      GenkanStep *maker = g_hash_table_lookup (self->makers, producers->pdata[i]);
      GHashTable *names = g_hash_table_lookup (provided, maker);

      if (names == NULL)
        continue;
      if (common == NULL)
        {
          common = genkan_name_set_new ();
          genkan_name_set_add (common, names);
        }
      else
        remove_others (common, names);
    }

  return common;
}

/* What there is when a row starts the step: before `with` and `next`. NULL if not known yet. */
GHashTable *
genkan_checker_dup_row_names (GenkanChecker *self,
                              GenkanStep    *step,
                              GHashTable    *provided)
{
  GHashTable *names = NULL;
  GPtrArray *producers;

  if (step->for_table != NULL && !g_str_equal (step->for_table, "record"))
    {
      producers = genkan_checker_get_producers (self, step->for_table);
      names = dup_inherited (self, step->for_table, provided);
      if (names == NULL && producers != NULL)
        return NULL;
      if (names == NULL)
        names = genkan_name_set_new ();
      if (producers != NULL)
        add_all (names,
                 (const char * const *) ((GenkanOutput *) producers->pdata[0])->columns);
    }
  else
    names = genkan_name_set_new ();

  add_globals (self, names);
  if (g_hash_table_contains (self->scoped, step))
    add_all (names, of_record);

  return names;
}

static void
add_own_names (GenkanStep *step,
               GHashTable *names)
{
  add_named (names, step->with);
  if (step->next != NULL)
    add_all (names, (const char * const *) step->next->columns);
}

/* step → names, to a fixpoint: from above, since a name must come on every way. */
GHashTable *
genkan_checker_find_provided (GenkanChecker *self)
{
  GHashTable *provided = g_hash_table_new_full (NULL, NULL, NULL,
                                                (GDestroyNotify) g_hash_table_unref);
  guint rounds = self->definition->steps->len + 2;
  gboolean progress = TRUE;

  while (progress && rounds-- > 0)
    {
      progress = FALSE;
      for (guint i = 0; i < self->definition->steps->len; i++)
        {
          GenkanStep *step = self->definition->steps->pdata[i];
          GHashTable *before = g_hash_table_lookup (provided, step);
          GHashTable *names = genkan_checker_dup_row_names (self, step, provided);

          if (names == NULL)
            continue;
          add_own_names (step, names);
          progress |= before == NULL || g_hash_table_size (before) != g_hash_table_size (names);
          g_hash_table_insert (provided, step, names);
        }
    }

  return provided;
}
