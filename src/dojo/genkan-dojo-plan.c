/* genkan-dojo-plan.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What DefectDojo has to be sent of a Record, from what is known here alone.
 *
 * A reimport that closes what is not in its file turns a status that it brings for an existing
 * Finding into “mitigated”, and closes what a person put there. So none of ours closes anything:
 * what our store calls closed goes into the file as closed, once; and what that leaves open is
 * closed by its id.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-plan.h"

#include "genkan-dojo-finding.h"
#include "genkan-dojo-json-private.h"

typedef struct
{
  GenkanDojoPlan *plan;
  GenkanDojoFile *file;
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
  g_free (planned->wanted);
  g_free (planned->sent);
  g_free (planned);
}

static void
genkan_dojo_plan_clear (gpointer data)
{
  GenkanDojoPlan *self = data;

  g_clear_pointer (&self->file, genkan_dojo_file_unref);
  g_free (self->prefix);
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

/* What may have been sent is different until it is known that it is not. */
static gboolean
is_different (const GenkanDojoItem *item)
{
  if (item->sent == NULL)
    return item->state != GENKAN_FINDING_CLOSED || item->identity != NULL;

  return item->state != item->sent_state
         || (item->state != GENKAN_FINDING_CLOSED && !g_str_equal (item->sent, item->fields));
}

/* Whether the server will have to create it. */
static gboolean
is_new (const GenkanDojoItem *item)
{
  return item->identity == NULL || item->is_absent;
}

static void
count (GenkanDojoPlan       *plan,
       const GenkanDojoItem *item)
{
  if (item->state == GENKAN_FINDING_CLOSED)
    plan->n_closed++;
  else if (is_new (item))
    plan->n_new++;
  else if (item->sent != NULL && item->sent_state == GENKAN_FINDING_CLOSED)
    plan->n_reopened++;
  else
    plan->n_changed++;
}

/* The Finding of some fields, as JSON. */
static char *
dup_finding (Planner     *planner,
             const char  *fields,
             char       **ret_unique_id,
             GError     **error)
{
  g_autoptr (JsonObject) finding =
    genkan_dojo_finding_new (fields, planner->version, planner->plan->prefix, error);
  g_autoptr (JsonNode) node = json_node_alloc ();

  if (finding == NULL)
    return NULL;

  json_node_init_object (node, finding);
  if (ret_unique_id != NULL)
    *ret_unique_id = g_strdup (json_object_get_string_member (finding, "unique_id_from_tool"));

  return json_to_string (node, FALSE);
}

/* What is wanted of it, and what was sent. Of what never had an identity, the file has it. */
static gboolean
plan_texts (Planner               *planner,
            const GenkanDojoItem  *item,
            GenkanDojoPlanned     *planned,
            GError               **error)
{
  if (item->identity == NULL)
    {
      planned->unique_id = g_strdup (genkan_dojo_file_get_last_id (planner->file));
    }
  else
    {
      planned->wanted = dup_finding (planner, item->fields, &planned->unique_id, error);
      if (planned->wanted == NULL)
        return FALSE;
    }

  if (item->sent != NULL)
    planned->sent = dup_finding (planner, item->sent, NULL, error);

  return item->sent == NULL || planned->sent != NULL;
}

/* Takes the identity. */
static gboolean
plan_item (Planner               *planner,
           const GenkanDojoItem  *item,
           char                  *identity,
           guint                  place,
           GError               **error)
{
  GenkanDojoPlanned *planned = g_new0 (GenkanDojoPlanned, 1);

  g_ptr_array_add (planner->plan->items, planned);
  count (planner->plan, item);
  planned->key = item->key;
  planned->identity = identity;
  planned->state = item->state;
  planned->sent_state = item->sent_state;
  planned->is_new = is_new (item);
  planned->place = place;
  planner->plan->in_doubt |= item->sent == NULL && !is_new (item);

  return plan_texts (planner, item, planned, error);
}

static guint
get_last_place (Planner *planner)
{
  return genkan_dojo_file_get_n_findings (planner->file) - 1;
}

/* What was closed long ago is not sent, nor what may never have come to be; and its identity is
 * not used again. */
static gboolean
add_closed (Planner               *planner,
            const GenkanDojoItem  *item,
            GError               **error)
{
  if (item->identity == NULL)
    return TRUE;

  if (is_different (item) && item->sent != NULL)
    return genkan_dojo_file_add_closed (planner->file, item->fields, item->identity, error)
           && plan_item (planner, item, g_strdup (item->identity), get_last_place (planner), error);

  return genkan_dojo_file_reserve (planner->file, item->identity, error)
         && (!is_different (item)
             || plan_item (planner, item, g_strdup (item->identity), GENKAN_DOJO_NOWHERE, error));
}

static gboolean
add_item (Planner               *planner,
          const GenkanDojoItem  *item,
          GError               **error)
{
  g_autofree char *identity = NULL;
  g_autofree char *hash = NULL;

  if (item->identity != NULL && genkan_dojo_finding_get_bound (item->identity, &hash) > 0)
    {
      genkan_dojo_file_claim (planner->file, hash);
      return !is_different (item)
             || plan_item (planner, item, g_strdup (item->identity), GENKAN_DOJO_NOWHERE, error);
    }
  if (item->state == GENKAN_FINDING_CLOSED)
    return add_closed (planner, item, error);
  if (!genkan_dojo_file_add (planner->file, item->fields, item->identity, &identity, error))
    return FALSE;

  return !is_different (item)
         || plan_item (planner, item, g_steal_pointer (&identity), get_last_place (planner),
                       error);
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
  g_autoptr (GenkanDojoFile) file = genkan_dojo_file_new (type, version, prefix);
  Planner planner = { plan, file, version };

  plan->items = g_ptr_array_new_with_free_func (planned_free);
  plan->prefix = g_strdup (prefix);
  if (!add_items (&planner, items, n_items, error))
    return NULL;

  if (plan->items->len > 0)
    {
      g_bytes_unref (genkan_dojo_file_end (file));
      plan->file = g_steal_pointer (&file);
    }

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
 * that gave it, and is now the tool that takes it away. What was there before we knew of it may
 * have its status from a person. */
static void
diff_flag (GenkanDojoPlanned  *self,
           JsonObject         *diff,
           JsonObject         *server,
           const char         *name,
           GenkanFindingState  state)
{
  gboolean wanted = self->state == state;

  if ((self->sent != NULL && wanted == (self->sent_state == state)) || (self->is_new && !wanted))
    return;

  /* Accepting a risk by PATCH is off in most Products, and refused; an import may do it. What no
   * import can find is at least not open. */
  if (!wanted || state != GENKAN_FINDING_RISK_ACCEPTED)
    set_flag (diff, server, name, wanted);
  else if (self->place != GENKAN_DOJO_NOWHERE)
    return;

  if (wanted)
    {
      set_flag (diff, server, "active", FALSE);
      set_flag (diff, server, "verified", FALSE);
    }
}

/* Whether it has a status there that is not taken back. */
static gboolean
keeps_status (JsonObject *diff,
              JsonObject *server)
{
  static const char *const flags[] = { "false_p", "out_of_scope", "risk_accepted" };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (json_object_get_boolean_member_with_default (server, flags[i], FALSE)
        && !json_object_has_member (diff, flags[i]))
      return TRUE;

  return FALSE;
}

/* Nothing that is a duplicate of another one, or has a status, can be active. */
static void
diff_active (GenkanDojoPlanned *self,
             JsonObject        *diff,
             JsonObject        *server)
{
  gboolean active = self->state == GENKAN_FINDING_OPEN;

  if ((self->sent != NULL && self->state == self->sent_state)
      || (self->state != GENKAN_FINDING_OPEN && self->state != GENKAN_FINDING_INACTIVE)
      || json_object_get_boolean_member_with_default (server, "duplicate", FALSE)
      || (active && keeps_status (diff, server)))
    return;

  set_flag (diff, server, "active", active);
  if (active && json_object_get_boolean_member_with_default (server, "is_mitigated", FALSE))
    {
      json_object_set_boolean_member (diff, "is_mitigated", FALSE);
      json_object_set_null_member (diff, "mitigated");
    }
}

static JsonObject *
parse_object (const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? _genkan_dojo_json_parse (text, strlen (text)) : NULL;

  return node != NULL ? json_node_dup_object (node) : NULL;
}

/**
 * genkan_dojo_plan_diff:
 * @self: a plan that has a file
 * @planned: an item of it
 * @server: what DefectDojo has after all imports
 * @is_created: whether one of them made it. Then it is as it was pinned when it was sent first, and
 *   what was told since counts for nothing: it was of one that was deleted, or never came to be
 *
 * Returns: (transfer full) (nullable): what is left for a PATCH, or %NULL if nothing is
 */
JsonObject *
genkan_dojo_plan_diff (GenkanDojoPlan    *self,
                       GenkanDojoPlanned *planned,
                       JsonObject        *server,
                       gboolean           is_created)
{
  g_autoptr (JsonObject) wanted = NULL;
  g_autoptr (JsonObject) sent = NULL;
  g_autoptr (JsonObject) diff = NULL;

  g_return_val_if_fail (self != NULL && self->file != NULL, NULL);
  g_return_val_if_fail (planned != NULL, NULL);
  g_return_val_if_fail (server != NULL, NULL);

  wanted = planned->wanted != NULL ? parse_object (planned->wanted)
                                   : genkan_dojo_file_get_finding (self->file, planned->place);
  sent = is_created ? NULL : parse_object (planned->sent);
  diff = genkan_dojo_finding_diff (wanted, sent, server);
  if (diff == NULL)
    diff = json_object_new ();
  diff_flag (planned, diff, server, "false_p", GENKAN_FINDING_FALSE_POSITIVE);
  diff_flag (planned, diff, server, "out_of_scope", GENKAN_FINDING_OUT_OF_SCOPE);
  diff_flag (planned, diff, server, "risk_accepted", GENKAN_FINDING_RISK_ACCEPTED);
  diff_active (planned, diff, server);

  return json_object_get_size (diff) > 0 ? g_steal_pointer (&diff) : NULL;
}
