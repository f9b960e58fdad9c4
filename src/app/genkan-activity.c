/* genkan-activity.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-activity-private.h"

struct _GenkanActivity
{
  GObject parent_instance;

  gint64               connection_id;
  GenkanOperationType  kind;
  gboolean             brings_findings;
  GenkanProgress      *progress;    /* (owned) */
  GCancellable        *cancellable; /* (owned) */
  gboolean             ended;
};

G_DEFINE_FINAL_TYPE (GenkanActivity, genkan_activity, G_TYPE_OBJECT)

enum
{
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
genkan_activity_finalize (GObject *object)
{
  GenkanActivity *self = GENKAN_ACTIVITY (object);

  g_clear_object (&self->progress);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (genkan_activity_parent_class)->finalize (object);
}

static void
genkan_activity_class_init (GenkanActivityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_activity_finalize;

  /**
   * GenkanActivity::ended:
   *
   * The Operation is closed in the store. Emitted once.
   */
  signals[SIGNAL_ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
genkan_activity_init (GenkanActivity *self)
{
  self->progress = genkan_progress_new ();
  self->cancellable = g_cancellable_new ();
}

GenkanActivity *
genkan_activity_new (gint64               connection_id,
                     GenkanOperationType  kind,
                     gboolean             brings_findings)
{
  GenkanActivity *self = g_object_new (GENKAN_TYPE_ACTIVITY, NULL);

  self->connection_id = connection_id;
  self->kind = kind;
  self->brings_findings = brings_findings;

  return self;
}

/* For whoever runs it. */
GCancellable *
genkan_activity_get_cancellable (GenkanActivity *self)
{
  g_return_val_if_fail (GENKAN_IS_ACTIVITY (self), NULL);

  return self->cancellable;
}

void
genkan_activity_end (GenkanActivity *self)
{
  g_return_if_fail (GENKAN_IS_ACTIVITY (self));

  if (self->ended)
    return;

  self->ended = TRUE;
  g_signal_emit (self, signals[SIGNAL_ENDED], 0);
}

/**
 * genkan_activity_get_connection_id:
 * @self: what is going on
 *
 * Returns: for which Connection
 */
gint64
genkan_activity_get_connection_id (GenkanActivity *self)
{
  g_return_val_if_fail (GENKAN_IS_ACTIVITY (self), 0);

  return self->connection_id;
}

/**
 * genkan_activity_get_kind:
 * @self: what is going on
 *
 * Returns: whether it is a Discover or a Sync
 */
GenkanOperationType
genkan_activity_get_kind (GenkanActivity *self)
{
  g_return_val_if_fail (GENKAN_IS_ACTIVITY (self), GENKAN_OPERATION_TYPE_DISCOVER);

  return self->kind;
}

/**
 * genkan_activity_brings_findings:
 * @self: an activity
 *
 * Returns: whether the rows that its progress counts are findings; else they are Records
 */
gboolean
genkan_activity_brings_findings (GenkanActivity *self)
{
  g_return_val_if_fail (GENKAN_IS_ACTIVITY (self), FALSE);

  return self->brings_findings;
}

/**
 * genkan_activity_get_progress:
 * @self: an activity
 *
 * Returns: (transfer none): how far it is
 */
GenkanProgress *
genkan_activity_get_progress (GenkanActivity *self)
{
  g_return_val_if_fail (GENKAN_IS_ACTIVITY (self), NULL);

  return self->progress;
}

/**
 * genkan_activity_is_cancelled:
 * @self: what is going on
 *
 * Returns: whether a person has had enough of it, and it is about to end
 */
gboolean
genkan_activity_is_cancelled (GenkanActivity *self)
{
  g_return_val_if_fail (GENKAN_IS_ACTIVITY (self), FALSE);

  return g_cancellable_is_cancelled (self->cancellable);
}

/**
 * genkan_activity_cancel:
 * @self: an activity
 *
 * Asks it to stop. It ends soon after, as Cancelled, and nothing has changed.
 */
void
genkan_activity_cancel (GenkanActivity *self)
{
  g_return_if_fail (GENKAN_IS_ACTIVITY (self));

  g_cancellable_cancel (self->cancellable);
}
