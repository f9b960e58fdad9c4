/* genkan-plan.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows flow from a step to those that stand `for:` its tables, and to those without a request
 * that read them. The latter must wait until no more rows can come, and since steps can feed
 * themselves (a tree of folders), "no more" means: nobody upstream, however far, is at work or
 * could be set to work. Upstream is worked out here, once; a file has a few dozen steps at most.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-plan.h"

struct _GenkanPlan
{
  GPtrArray *steps;    /* (owned) (element-type GenkanStep) */
  guint8    *upstream; /* (owned) n × n: [a × n + b] says that rows of b can come to a */
  GPtrArray *used;     /* (owned) (element-type GStrv) by place: variables of steps downstream */
};

G_DEFINE_BOXED_TYPE (GenkanPlan, genkan_plan, genkan_plan_ref, genkan_plan_unref)

static void
genkan_plan_clear (gpointer data)
{
  GenkanPlan *self = data;

  g_ptr_array_unref (self->steps);
  g_free (self->upstream);
  g_ptr_array_unref (self->used);
}

GenkanPlan *
genkan_plan_ref (GenkanPlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
genkan_plan_unref (GenkanPlan *self)
{
  g_atomic_rc_box_release_full (self, genkan_plan_clear);
}

static gboolean
reads_table (const GenkanStep *step,
             const char       *table)
{
  if (step->request != NULL)
    return FALSE;

  for (guint i = 0; i < step->outputs->len; i++)
    {
      const GenkanOutput *output = g_ptr_array_index (step->outputs, i);

      if (output->reads != NULL && g_strv_contains ((const char * const *) output->reads, table))
        return TRUE;
    }

  return FALSE;
}

/* Whether rows go from one step to the other without a third between. */
static gboolean
feeds (const GenkanStep *from,
       const GenkanStep *to)
{
  for (guint i = 0; i < from->outputs->len; i++)
    {
      const GenkanOutput *output = g_ptr_array_index (from->outputs, i);

      if (output->kind == GENKAN_OUTPUT_TABLE
          && (g_strcmp0 (to->for_table, output->name) == 0 || reads_table (to, output->name)))
        return TRUE;
    }

  return FALSE;
}

/* The transitive closure, by Warshall. */
static void
genkan_plan_close (GenkanPlan *self)
{
  guint n = self->steps->len;

  self->upstream = g_malloc0_n (n, n);
  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      self->upstream[a * n + b] = feeds (g_ptr_array_index (self->steps, b),
                                         g_ptr_array_index (self->steps, a));

  for (guint via = 0; via < n; via++)
    for (guint a = 0; a < n; a++)
      for (guint b = 0; b < n; b++)
        if (self->upstream[a * n + via] && self->upstream[via * n + b])
          self->upstream[a * n + b] = TRUE;
}

static char **
collect_variables (GenkanPlan *self,
                   guint       place)
{
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  guint n = self->steps->len;

  for (guint i = 0; i < n; i++)
    {
      const GenkanStep *step = g_ptr_array_index (self->steps, i);

      for (char **name = step->variables;
           self->upstream[i * n + place] && name != NULL && *name != NULL; name++)
        if (g_hash_table_add (used, *name))
          g_strv_builder_add (names, *name);
    }

  return g_strv_builder_end (names);
}

/* What follows from the steps. */
static void
genkan_plan_work_out (GenkanPlan *self)
{
  genkan_plan_close (self);

  self->used = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; i < self->steps->len; i++)
    g_ptr_array_add (self->used, collect_variables (self, i));
}

static gboolean
has_sync_sink (const GenkanStep *step)
{
  for (guint i = 0; i < step->outputs->len; i++)
    {
      const GenkanOutput *output = g_ptr_array_index (step->outputs, i);

      if (output->kind == GENKAN_OUTPUT_FINDINGS || output->kind == GENKAN_OUTPUT_REMEMBER)
        return TRUE;
    }

  return FALSE;
}

/* Why the step is in the plan for its own sake. */
static gboolean
is_wanted (const GenkanStep *step,
           GenkanPlanKind    kind)
{
  switch (kind)
    {
    case GENKAN_PLAN_DISCOVER:
      return step->for_discover;

    case GENKAN_PLAN_CONNECTION:
      return !step->per_record && has_sync_sink (step);

    case GENKAN_PLAN_RECORD:
      return step->per_record && step->for_sync;

    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
feeds_any (const GenkanStep *step,
           GHashTable       *wanted)
{
  GHashTableIter iter;
  gpointer other;

  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &other, NULL))
    if (feeds (step, other))
      return TRUE;

  return FALSE;
}

/* Those, and from them back to where their rows come from. What the Records' steps feed runs per
 * Record itself, so nothing of theirs gets into the connection's plan. */
static void
genkan_plan_add_wanted (GenkanPlan             *self,
                        const GenkanDefinition *definition,
                        GenkanPlanKind          kind)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);
  gboolean progress;

  do
    {
      progress = FALSE;
      for (guint i = 0; i < definition->steps->len; i++)
        {
          GenkanStep *step = g_ptr_array_index (definition->steps, i);

          if (!g_hash_table_contains (wanted, step)
              && (is_wanted (step, kind) || feeds_any (step, wanted)))
            progress = g_hash_table_add (wanted, step);
        }
    }
  while (progress);

  for (guint i = 0; i < definition->steps->len; i++)
    if (g_hash_table_contains (wanted, g_ptr_array_index (definition->steps, i)))
      g_ptr_array_add (self->steps, g_ptr_array_index (definition->steps, i));
}

/**
 * genkan_plan_new:
 * @definition: a connector
 * @kind: which of its steps
 *
 * Returns: (transfer full): those steps, perhaps none
 */
GenkanPlan *
genkan_plan_new (const GenkanDefinition *definition,
                 GenkanPlanKind          kind)
{
  GenkanPlan *self;

  g_return_val_if_fail (definition != NULL, NULL);

  self = g_atomic_rc_box_new0 (GenkanPlan);
  self->steps = g_ptr_array_new ();
  genkan_plan_add_wanted (self, definition, kind);
  genkan_plan_work_out (self);

  return self;
}

/**
 * genkan_plan_new_for_step:
 * @step: a step
 *
 * Returns: (transfer full): that step alone
 */
GenkanPlan *
genkan_plan_new_for_step (const GenkanStep *step)
{
  GenkanPlan *self;

  g_return_val_if_fail (step != NULL, NULL);

  self = g_atomic_rc_box_new0 (GenkanPlan);
  self->steps = g_ptr_array_new ();
  g_ptr_array_add (self->steps, (gpointer) step);
  genkan_plan_work_out (self);

  return self;
}

guint
genkan_plan_get_n_steps (GenkanPlan *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->steps->len;
}

const GenkanStep *
genkan_plan_get_step (GenkanPlan *self,
                      guint       place)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (place < self->steps->len, NULL);

  return g_ptr_array_index (self->steps, place);
}

/* Whether the step runs once in its scope, without a row: because it stands for no table, or for
 * the Record whose scope it is. */
gboolean
genkan_plan_is_root (GenkanPlan *self,
                     guint       place)
{
  const GenkanStep *step = genkan_plan_get_step (self, place);

  return step->for_table == NULL || g_str_equal (step->for_table, "record");
}

/* Whether rows of the table start the step. */
gboolean
genkan_plan_feeds (GenkanPlan *self,
                   const char *table,
                   guint       place)
{
  return g_strcmp0 (genkan_plan_get_step (self, place)->for_table, table) == 0;
}

/* Whether a SELECT of a step without a request reads the table. */
gboolean
genkan_plan_is_read (GenkanPlan *self,
                     const char *table)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (reads_table (g_ptr_array_index (self->steps, i), table))
      return TRUE;

  return FALSE;
}

/* The variables that steps use to which rows of this one can come, however far. */
const char * const *
genkan_plan_get_downstream_variables (GenkanPlan *self,
                                      guint       place)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (place < self->steps->len, NULL);

  return g_ptr_array_index (self->used, place);
}

/* Whether a table that the step at @place reads or stands for can still get rows because of the
 * step @other, however far away; a step does not wait for itself. */
gboolean
genkan_plan_waits_for (GenkanPlan *self,
                       guint       place,
                       guint       other)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (place < self->steps->len && other < self->steps->len, FALSE);

  return place != other && self->upstream[place * self->steps->len + other];
}
