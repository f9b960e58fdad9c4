/* genkan-event.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-event.h"

struct _GenkanEvent
{
  GObject parent_instance;

  GenkanEventKind  kind;
  GenkanActor      actor;
  gint64           time;
  char            *detail; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (GenkanEvent, genkan_event, G_TYPE_OBJECT)

static void
genkan_event_finalize (GObject *object)
{
  GenkanEvent *self = GENKAN_EVENT (object);

  g_free (self->detail);

  G_OBJECT_CLASS (genkan_event_parent_class)->finalize (object);
}

static void
genkan_event_class_init (GenkanEventClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_event_finalize;
}

static void
genkan_event_init (GenkanEvent *self)
{
}

/**
 * genkan_event_new:
 * @kind: what happened
 * @actor: who did it
 * @time: microseconds since 1970 (UTC)
 * @detail: (nullable): see #GenkanEventKind
 *
 * Returns: (transfer full): an object that never changes
 */
GenkanEvent *
genkan_event_new (GenkanEventKind  kind,
                  GenkanActor      actor,
                  gint64           time,
                  const char      *detail)
{
  GenkanEvent *self = g_object_new (GENKAN_TYPE_EVENT, NULL);

  self->kind = kind;
  self->actor = actor;
  self->time = time;
  self->detail = g_strdup (detail);

  return self;
}

/**
 * genkan_event_get_kind:
 * @self: what happened to a Record
 *
 * Returns: what happened
 */
GenkanEventKind
genkan_event_get_kind (GenkanEvent *self)
{
  g_return_val_if_fail (GENKAN_IS_EVENT (self), GENKAN_EVENT_DISCOVERED);

  return self->kind;
}

/**
 * genkan_event_get_actor:
 * @self: what happened to a Record
 *
 * Returns: who did it
 */
GenkanActor
genkan_event_get_actor (GenkanEvent *self)
{
  g_return_val_if_fail (GENKAN_IS_EVENT (self), GENKAN_ACTOR_PERSON);

  return self->actor;
}

/**
 * genkan_event_get_time:
 * @self: what happened to a Record
 *
 * Returns: when, in microseconds since 1970 (UTC)
 */
gint64
genkan_event_get_time (GenkanEvent *self)
{
  g_return_val_if_fail (GENKAN_IS_EVENT (self), 0);

  return self->time;
}

/**
 * genkan_event_get_detail:
 * @self: what happened to a Record
 *
 * Returns: (nullable): what #GenkanEventKind says of the kind
 */
const char *
genkan_event_get_detail (GenkanEvent *self)
{
  g_return_val_if_fail (GENKAN_IS_EVENT (self), NULL);

  return self->detail;
}
