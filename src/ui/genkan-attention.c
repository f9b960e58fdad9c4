/* genkan-attention.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-attention.h"

#include "closures/genkan-format.h"
#include "genkan-format-connection.h"

#include <glib/gi18n.h>

struct _GenkanAttention
{
  GObject        parent_instance;

  GenkanUrgency  urgency;
  char          *title;   /* (owned) */
  char          *text;    /* (owned) */
  const char    *action;
  GVariant      *target;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (GenkanAttention, genkan_attention, G_TYPE_OBJECT)

static void
genkan_attention_finalize (GObject *object)
{
  GenkanAttention *self = GENKAN_ATTENTION (object);

  g_free (self->title);
  g_free (self->text);
  g_clear_pointer (&self->target, g_variant_unref);

  G_OBJECT_CLASS (genkan_attention_parent_class)->finalize (object);
}

static void
genkan_attention_class_init (GenkanAttentionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = genkan_attention_finalize;
}

static void
genkan_attention_init (GenkanAttention *self)
{
}

static GenkanAttention *
make (GenkanUrgency  urgency,
      const char    *title,
      char          *text,
      const char    *action,
      GVariant      *target)
{
  GenkanAttention *self = g_object_new (GENKAN_TYPE_ATTENTION, NULL);

  self->urgency = urgency;
  self->title = g_strdup (title);
  self->text = text;
  self->action = action;
  self->target = target != NULL ? g_variant_ref_sink (target) : NULL;

  return self;
}

/**
 * genkan_attention_new_for_key:
 * @text: when the key for DefectDojo expires, or that it did
 *
 * Returns: (transfer full): what leads to another key
 */
GenkanAttention *
genkan_attention_new_for_key (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return make (GENKAN_URGENCY_KEY, _("DefectDojo"), g_strdup (text), "win.preferences", NULL);
}

/* --- of a Connection --- */

static void
add (GPtrArray            *attentions,
     GenkanUrgency         urgency,
     GenkanConnectionItem *item,
     char                 *text,
     const char           *action,
     gint64                target)
{
  GenkanConnection *connection = genkan_connection_item_get_connection (item);

  g_ptr_array_add (attentions, make (urgency, genkan_connection_get_label (connection), text,
                                     action, g_variant_new_int64 (target)));
}

/* "Discover failed: The key is not accepted" */
static char *
describe_operation (GenkanOperation *operation)
{
  const char *message = genkan_operation_get_message (operation);
  g_autofree char *state = genkan_format_operation_state (operation);

  if (message == NULL)
    return g_steal_pointer (&state);

  /* Translators: how an operation ended, and why: “Discover failed: The key is not accepted” */
  return g_strdup_printf (_("%s: %s"), state, message);
}

static void
add_health (GPtrArray            *attentions,
            GenkanConnectionItem *item)
{
  GenkanHealth health = genkan_connection_item_get_health (item);
  GenkanOperation *operation = genkan_connection_item_get_operation (item);

  if (health == GENKAN_HEALTH_BAD || health == GENKAN_HEALTH_PARTIAL)
    add (attentions,
         health == GENKAN_HEALTH_BAD ? GENKAN_URGENCY_FAILED : GENKAN_URGENCY_CUT_SHORT,
         item, describe_operation (operation), "win.try-again",
         genkan_connection_item_get_id (item));
}

static void
add_records (GPtrArray            *attentions,
             GenkanConnectionItem *item,
             const GenkanWaiting  *waiting)
{
  guint n_stale = waiting->n_stale;
  guint n_missing = waiting->n_missing;
  guint n_unmapped =
    genkan_connection_get_n_unmapped (genkan_connection_item_get_connection (item));
  gint64 id = genkan_connection_item_get_id (item);

  if (n_stale > 0)
    add (attentions, GENKAN_URGENCY_STALE, item,
         g_strdup_printf (ngettext ("%'u Record is Stale: its Product, or its Test in "
                                    "DefectDojo, is gone",
                                    "%'u Records are Stale: their Products, or their Tests in "
                                    "DefectDojo, are gone", n_stale), n_stale),
         "win.show-connection", id);
  if (n_missing > 0)
    add (attentions, GENKAN_URGENCY_MISSING, item,
         g_strdup_printf (ngettext ("%'u Record is Missing: the tool shows it no longer",
                                    "%'u Records are Missing: the tool shows them no longer",
                                    n_missing), n_missing),
         "win.show-connection", id);
  if (n_unmapped > 0)
    add (attentions, GENKAN_URGENCY_UNMAPPED, item,
         g_strdup_printf (ngettext ("%'u Record has no Product", "%'u Records have no Product",
                                    n_unmapped), n_unmapped),
         "win.show-connection", id);
}

static void
add_guard (GPtrArray            *attentions,
           GenkanConnectionItem *item,
           gint64                guard_id)
{
  guint n_held = genkan_connection_item_get_n_held (item);

  if (n_held > 0 && guard_id > 0)
    add (attentions, GENKAN_URGENCY_GUARD, item,
         g_strdup_printf (ngettext ("%'u finding waits for you to say whether it is closed",
                                    "%'u findings wait for you to say whether they are closed",
                                    n_held), n_held),
         "win.show-sync", guard_id);
}

/**
 * genkan_attention_add_connection:
 * @attentions: (element-type GenkanAttention): where to add what waits
 * @item: a Connection
 * @waiting: what of its Records waits
 */
void
genkan_attention_add_connection (GPtrArray            *attentions,
                                 GenkanConnectionItem *item,
                                 const GenkanWaiting  *waiting)
{
  g_return_if_fail (GENKAN_IS_CONNECTION_ITEM (item));
  g_return_if_fail (waiting != NULL);

  add_health (attentions, item);
  add_guard (attentions, item, waiting->guard_id);
  add_records (attentions, item, waiting);
}

GenkanUrgency
genkan_attention_get_urgency (GenkanAttention *self)
{
  g_return_val_if_fail (GENKAN_IS_ATTENTION (self), GENKAN_URGENCY_FAILED);

  return self->urgency;
}

/* Of whom it is said: a Connection, or DefectDojo. */
const char *
genkan_attention_get_title (GenkanAttention *self)
{
  g_return_val_if_fail (GENKAN_IS_ATTENTION (self), NULL);

  return self->title;
}

const char *
genkan_attention_get_text (GenkanAttention *self)
{
  g_return_val_if_fail (GENKAN_IS_ATTENTION (self), NULL);

  return self->text;
}

/* An action of the window. */
const char *
genkan_attention_get_action (GenkanAttention *self)
{
  g_return_val_if_fail (GENKAN_IS_ATTENTION (self), NULL);

  return self->action;
}

/**
 * genkan_attention_get_target:
 * @self: something that waits
 *
 * Returns: (transfer none) (nullable): the parameter of the action
 */
GVariant *
genkan_attention_get_target (GenkanAttention *self)
{
  g_return_val_if_fail (GENKAN_IS_ATTENTION (self), NULL);

  return self->target;
}

/**
 * genkan_attention_equal:
 * @self: something that waits
 * @other: the same or something else
 *
 * Returns: whether both look and do the same
 */
gboolean
genkan_attention_equal (GenkanAttention *self,
                        GenkanAttention *other)
{
  g_return_val_if_fail (GENKAN_IS_ATTENTION (self), FALSE);
  g_return_val_if_fail (GENKAN_IS_ATTENTION (other), FALSE);

  return self->urgency == other->urgency && g_str_equal (self->title, other->title) &&
         g_str_equal (self->text, other->text) &&
         (self->target == other->target ||
          (self->target != NULL && other->target != NULL &&
           g_variant_equal (self->target, other->target)));
}

/* The worst first, and among those in the order of Connections, which a stable sort keeps. */
int
genkan_attention_compare (GenkanAttention *self,
                          GenkanAttention *other)
{
  return (int) self->urgency - (int) other->urgency;
}
