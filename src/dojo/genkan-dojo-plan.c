/* genkan-dojo-plan.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What DefectDojo has to be sent of a Record, from what is known here alone.
 *
 * A reimport that closes what is not in its file turns a status that it brings for an existing
 * Finding into “mitigated”. So statuses go first, in a file of their own that closes nothing. The
 * second file has all that is not closed here, with those that have a status: they are there
 * already as they should be, and if they were missing they would be closed.
 *
 * What is closed is what our store calls closed, not what an answer of a tool did not have.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-plan.h"

#include "genkan-dojo-file.h"
#include "genkan-dojo-finding.h"

typedef struct
{
  GenkanDojoPlan *plan;
  GenkanDojoFile *statuses; /* (owned) */
  GenkanDojoFile *all;      /* (owned) */
  const char     *prefix;
  guint           version;
} Planner;

G_DEFINE_BOXED_TYPE (GenkanDojoPlan, genkan_dojo_plan, genkan_dojo_plan_ref,
                     genkan_dojo_plan_unref)

static void
planned_free (gpointer data)
{
  GenkanDojoPlanned *planned = data;

  g_free (planned->unique_id);
  g_free (planned->identity);
  g_clear_pointer (&planned->wanted, json_object_unref);
  g_clear_pointer (&planned->sent, json_object_unref);
  g_free (planned);
}

static void
genkan_dojo_plan_clear (gpointer data)
{
  GenkanDojoPlan *self = data;

  g_clear_pointer (&self->statuses, g_bytes_unref);
  g_clear_pointer (&self->all, g_bytes_unref);
  g_ptr_array_unref (self->items);
}

GenkanDojoPlan *
genkan_dojo_plan_ref (GenkanDojoPlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
genkan_dojo_plan_unref (GenkanDojoPlan *self)
{
  g_atomic_rc_box_release_full (self, genkan_dojo_plan_clear);
}

/* A status that a tool or a person gave it; not that it is gone. */
static gboolean
is_status (GenkanFindingState state)
{
  return state == GENKAN_FINDING_FALSE_POSITIVE || state == GENKAN_FINDING_OUT_OF_SCOPE
         || state == GENKAN_FINDING_RISK_ACCEPTED;
}

/* What may have been sent is different until it is known that it is not. */
static gboolean
is_different (const GenkanDojoItem *item)
{
  if (item->sent == NULL)
    return item->state != GENKAN_FINDING_CLOSED || item->identity != NULL;

  return item->state != item->sent_state
         || (item->state != GENKAN_FINDING_CLOSED && !g_str_equal (item->sent, item->fields));
}

static void
count (GenkanDojoPlan       *plan,
       const GenkanDojoItem *item)
{
  if (item->state == GENKAN_FINDING_CLOSED)
    plan->n_closed++;
  else if (item->identity == NULL)
    plan->n_new++;
  else if (item->sent != NULL && item->sent_state == GENKAN_FINDING_CLOSED)
    plan->n_reopened++;
  else
    plan->n_changed++;
}

/* A closed one that says since when has that date only from the first file. */
static gboolean
needs_status (const GenkanDojoItem *item,
              JsonObject           *wanted)
{
  if (item->identity == NULL || (item->sent != NULL && item->state == item->sent_state))
    return FALSE;

  return is_status (item->state)
         || (item->state == GENKAN_FINDING_CLOSED
             && json_object_get_boolean_member_with_default (wanted, "is_mitigated", FALSE));
}

/* Takes the identity. */
static gboolean
plan_item (Planner               *planner,
           const GenkanDojoItem  *item,
           char                  *identity,
           GError               **error)
{
  GenkanDojoPlanned *planned = g_new0 (GenkanDojoPlanned, 1);

  g_ptr_array_add (planner->plan->items, planned);
  count (planner->plan, item);
  planned->key = item->key;
  planned->identity = identity;
  planned->state = item->state;
  planned->sent_state = item->sent_state;
  planned->is_new = item->identity == NULL;
  planned->wanted = genkan_dojo_finding_new (item->fields, planner->version, planner->prefix,
                                             error);
  if (planned->wanted == NULL)
    return FALSE;

  planned->unique_id =
    g_strdup (json_object_get_string_member (planned->wanted, "unique_id_from_tool"));
  if (item->sent != NULL)
    planned->sent = genkan_dojo_finding_new (item->sent, planner->version, planner->prefix, error);
  if (item->sent != NULL && planned->sent == NULL)
    return FALSE;

  return !needs_status (item, planned->wanted)
         || genkan_dojo_file_add (planner->statuses, item->fields, identity, NULL, error);
}

static gboolean
add_item (Planner               *planner,
          const GenkanDojoItem  *item,
          GError               **error)
{
  g_autofree char *identity = NULL;

  if (item->state == GENKAN_FINDING_CLOSED)
    {
      identity = g_strdup (item->identity);
      if (identity != NULL && !genkan_dojo_file_reserve (planner->all, identity, error))
        return FALSE;
    }
  else if (!genkan_dojo_file_add (planner->all, item->fields, item->identity, &identity, error))
    return FALSE;

  return !is_different (item)
         || plan_item (planner, item, g_steal_pointer (&identity), error);
}

/* Those with an identity first: the others make way for them. */
static gboolean
add_items (Planner               *planner,
           const GenkanDojoItem  *items,
           gsize                  n_items,
           GError               **error)
{
  for (guint pass = 0; pass < 2; pass++)
    for (gsize i = 0; i < n_items; i++)
      if ((items[i].identity != NULL) == (pass == 0) && !add_item (planner, &items[i], error))
        return FALSE;

  return TRUE;
}

/**
 * genkan_dojo_plan_new:
 * @type: what DefectDojo is to call the kind of Test
 * @version: the server's #GENKAN_DOJO_VERSION
 * @prefix: (nullable): what goes before the tool's ids
 * @items: (array length=n_items): all Findings of a Record, those that are closed among them
 * @n_items: how many
 * @error: return location for a #GenkanDojoError: a Finding that cannot be sent
 *
 * Returns: (transfer full) (nullable): what is to be sent
 */
GenkanDojoPlan *
genkan_dojo_plan_new (const char            *type,
                      guint                  version,
                      const char            *prefix,
                      const GenkanDojoItem  *items,
                      gsize                  n_items,
                      GError               **error)
{
  g_autoptr (GenkanDojoPlan) plan = g_atomic_rc_box_new0 (GenkanDojoPlan);
  g_autoptr (GenkanDojoFile) statuses = genkan_dojo_file_new (type, version, prefix);
  g_autoptr (GenkanDojoFile) all = genkan_dojo_file_new (type, version, prefix);
  Planner planner = { plan, statuses, all, prefix, version };

  plan->items = g_ptr_array_new_with_free_func (planned_free);
  if (!add_items (&planner, items, n_items, error))
    return NULL;

  if (genkan_dojo_file_get_n_findings (statuses) > 0)
    plan->statuses = genkan_dojo_file_end (statuses);
  if (plan->items->len > 0)
    plan->all = genkan_dojo_file_end (all);

  return g_steal_pointer (&plan);
}

/* --- against the server --------------------------------------------------------------------- */

static void
set_flag (JsonObject *diff,
          JsonObject *server,
          const char *name,
          gboolean    wanted)
{
  if (json_object_get_boolean_member_with_default (server, name, FALSE) != wanted)
    json_object_set_boolean_member (diff, name, wanted);
}

/* A status on the server stays, whatever a reimport says. It is taken back if it was the tool
 * that gave it, and is now the tool that takes it away. */
static void
diff_flag (GenkanDojoPlanned  *self,
           JsonObject         *diff,
           JsonObject         *server,
           const char         *name,
           GenkanFindingState  state)
{
  if (self->sent == NULL || (self->state == state) != (self->sent_state == state))
    set_flag (diff, server, name, self->state == state);
}

static void
diff_active (GenkanDojoPlanned *self,
             JsonObject        *diff,
             JsonObject        *server)
{
  gboolean active = self->state == GENKAN_FINDING_OPEN;

  /* A duplicate of another one cannot be active. */
  if ((self->sent != NULL && self->state == self->sent_state)
      || (self->state != GENKAN_FINDING_OPEN && self->state != GENKAN_FINDING_INACTIVE)
      || json_object_get_boolean_member_with_default (server, "duplicate", FALSE))
    return;

  set_flag (diff, server, "active", active);
  if (active && json_object_get_boolean_member_with_default (server, "is_mitigated", FALSE))
    {
      json_object_set_boolean_member (diff, "is_mitigated", FALSE);
      json_object_set_null_member (diff, "mitigated");
    }
}

/**
 * genkan_dojo_planned_diff:
 * @self: an item of a plan
 * @server: what DefectDojo has after all imports
 *
 * Returns: (transfer full) (nullable): what is left for a PATCH, or %NULL if nothing is
 */
JsonObject *
genkan_dojo_planned_diff (GenkanDojoPlanned *self,
                          JsonObject        *server)
{
  g_autoptr (JsonObject) diff = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (server != NULL, NULL);

  diff = genkan_dojo_finding_diff (self->wanted, self->sent, server);
  if (diff == NULL)
    diff = json_object_new ();
  diff_flag (self, diff, server, "false_p", GENKAN_FINDING_FALSE_POSITIVE);
  diff_flag (self, diff, server, "out_of_scope", GENKAN_FINDING_OUT_OF_SCOPE);
  diff_flag (self, diff, server, "risk_accepted", GENKAN_FINDING_RISK_ACCEPTED);
  diff_active (self, diff, server);

  return json_object_get_size (diff) > 0 ? g_steal_pointer (&diff) : NULL;
}
