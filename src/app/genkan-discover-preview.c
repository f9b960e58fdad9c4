/* genkan-discover-preview.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It holds the task that carries the Operation between the run and its end, and gives it back to
 * the course with an answer. Whatever happens to the person who was asked (the dialog is closed,
 * the workspace too, somebody presses Cancel elsewhere), there is an answer: the Operation is
 * never left open.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-activity-private.h"
#include "genkan-discover-preview-private.h"
#include "genkan-workspace-course.h"

#include <glib/gi18n.h>

/* What a person does not want. */
typedef struct
{
  GenkanChangeKind   kind;
  char             **vendor_ids; /* (owned) (nullable): or all of the kind */
} GenkanUnwanted;

struct _GenkanDiscoverPreview
{
  GObject        parent_instance;

  GTask         *task;      /* (owned) (nullable): of the Operation, until it goes on */
  GenkanPreview *changes;   /* (owned) */
  GPtrArray     *unwanted;  /* (owned) (element-type GenkanUnwanted) */
  guint          n_told;    /* of them, to the store */
  GSource       *cancelled; /* (owned) (nullable): while it waits */
  gboolean       complete;
};

G_DEFINE_FINAL_TYPE (GenkanDiscoverPreview, genkan_discover_preview, G_TYPE_OBJECT)

enum
{
  SIGNAL_SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
genkan_unwanted_free (gpointer data)
{
  GenkanUnwanted *unwanted = data;

  g_strfreev (unwanted->vendor_ids);
  g_free (unwanted);
}

/* Returns: whether it was still waiting */
static gboolean
stop_waiting (GenkanDiscoverPreview *self)
{
  if (self->cancelled == NULL)
    return FALSE;

  g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);

  return TRUE;
}

static void
cancel (GenkanDiscoverPreview *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                  "the preview was not applied");

  genkan_course_end_by_error (task, error);
}

static void
genkan_discover_preview_dispose (GObject *object)
{
  GenkanDiscoverPreview *self = GENKAN_DISCOVER_PREVIEW (object);

  if (stop_waiting (self))
    cancel (self);

  G_OBJECT_CLASS (genkan_discover_preview_parent_class)->dispose (object);
}

static void
genkan_discover_preview_finalize (GObject *object)
{
  GenkanDiscoverPreview *self = GENKAN_DISCOVER_PREVIEW (object);

  g_clear_object (&self->task);
  genkan_preview_unref (self->changes);
  g_ptr_array_unref (self->unwanted);

  G_OBJECT_CLASS (genkan_discover_preview_parent_class)->finalize (object);
}

static void
genkan_discover_preview_class_init (GenkanDiscoverPreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = genkan_discover_preview_dispose;
  object_class->finalize = genkan_discover_preview_finalize;

  /**
   * GenkanDiscoverPreview::settled:
   *
   * It goes on, or was cancelled; there is nothing to decide any more.
   */
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
genkan_discover_preview_init (GenkanDiscoverPreview *self)
{
  self->unwanted = g_ptr_array_new_with_free_func (genkan_unwanted_free);
}

static gboolean
genkan_discover_preview_cancelled_cb (GCancellable *cancellable,
                                      gpointer      user_data)
{
  genkan_discover_preview_cancel (user_data);

  return G_SOURCE_REMOVE;
}

/* Waits, in the calling thread, for an answer or the cancelling of the Operation. */
GenkanDiscoverPreview *
genkan_discover_preview_new (GTask         *task,
                             GenkanPreview *changes)
{
  GenkanDiscoverPreview *self = g_object_new (GENKAN_TYPE_DISCOVER_PREVIEW, NULL);
  GenkanCourse *data = g_task_get_task_data (task);

  self->task = g_object_ref (task);
  self->changes = genkan_preview_ref (changes);
  self->complete = data->result->outcome == GENKAN_OUTCOME_COMPLETE;

  self->cancelled = g_cancellable_source_new (genkan_activity_get_cancellable (data->activity));
  g_source_set_callback (self->cancelled, G_SOURCE_FUNC (genkan_discover_preview_cancelled_cb),
                         self, NULL);
  g_source_attach (self->cancelled, g_task_get_context (task));

  return self;
}

/**
 * genkan_discover_preview_get_changes:
 * @self: a preview
 *
 * Returns: (transfer none): what would happen
 */
GenkanPreview *
genkan_discover_preview_get_changes (GenkanDiscoverPreview *self)
{
  g_return_val_if_fail (GENKAN_IS_DISCOVER_PREVIEW (self), NULL);

  return self->changes;
}

/**
 * genkan_discover_preview_is_complete:
 * @self: a preview
 *
 * Returns: whether the tool told everything; if not, nothing becomes Missing
 */
gboolean
genkan_discover_preview_is_complete (GenkanDiscoverPreview *self)
{
  g_return_val_if_fail (GENKAN_IS_DISCOVER_PREVIEW (self), FALSE);

  return self->complete;
}

/**
 * genkan_discover_preview_leave_out:
 * @self: a preview
 * @kind: what shall not happen
 * @vendor_ids: (nullable): to which units; %NULL for all, also those that are not listed
 *
 * Leaves changes out of what genkan_discover_preview_apply() does. Only a mapping goes alone:
 * with any other change, all that would happen to the unit is left out.
 */
void
genkan_discover_preview_leave_out (GenkanDiscoverPreview *self,
                                   GenkanChangeKind       kind,
                                   const char * const    *vendor_ids)
{
  GenkanUnwanted *unwanted;

  g_return_if_fail (GENKAN_IS_DISCOVER_PREVIEW (self));
  g_return_if_fail (kind < GENKAN_N_CHANGE_KINDS);

  unwanted = g_new0 (GenkanUnwanted, 1);
  unwanted->kind = kind;
  unwanted->vendor_ids = g_strdupv ((char **) vendor_ids);
  g_ptr_array_add (self->unwanted, unwanted);
}

static void genkan_discover_preview_go_on (GenkanDiscoverPreview *self);

static void
genkan_discover_preview_left_out_cb (GObject      *object,
                                     GAsyncResult *result,
                                     gpointer      user_data)
{
  g_autoptr (GenkanDiscoverPreview) self = user_data;
  g_autoptr (GError) error = NULL;

  if (genkan_store_leave_out_finish (GENKAN_STORE (object), result, &error))
    {
      genkan_discover_preview_go_on (self);
      return;
    }

  /* Rather nothing than what a person did not want. */
  genkan_course_end_by_error (self->task, error);
  g_clear_object (&self->task);
}

static void
genkan_discover_preview_go_on (GenkanDiscoverPreview *self)
{
  GenkanWorkspace *workspace = g_task_get_source_object (self->task);
  GenkanCourse *data = g_task_get_task_data (self->task);
  const GenkanUnwanted *unwanted;

  if (self->n_told == self->unwanted->len)
    {
      genkan_course_end_by_result (self->task);
      g_clear_object (&self->task);
      return;
    }

  unwanted = g_ptr_array_index (self->unwanted, self->n_told++);
  genkan_store_leave_out_async (workspace->store, genkan_operation_get_id (data->operation),
                                unwanted->kind, (const char * const *) unwanted->vendor_ids, NULL,
                                genkan_discover_preview_left_out_cb, g_object_ref (self));
}

/**
 * genkan_discover_preview_apply:
 * @self: a preview
 *
 * Lets the Discover end, without what was left out. Does nothing if it no longer waits.
 */
void
genkan_discover_preview_apply (GenkanDiscoverPreview *self)
{
  g_autoptr (GenkanDiscoverPreview) keep = NULL;

  g_return_if_fail (GENKAN_IS_DISCOVER_PREVIEW (self));

  if (!stop_waiting (self))
    return;

  keep = g_object_ref (self);
  genkan_discover_preview_go_on (self);
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
}

/**
 * genkan_discover_preview_cancel:
 * @self: a preview
 *
 * Ends the Operation as Cancelled; nothing is changed. Does nothing if it no longer waits.
 */
void
genkan_discover_preview_cancel (GenkanDiscoverPreview *self)
{
  g_autoptr (GenkanDiscoverPreview) keep = NULL;

  g_return_if_fail (GENKAN_IS_DISCOVER_PREVIEW (self));

  if (!stop_waiting (self))
    return;

  keep = g_object_ref (self);
  cancel (self);
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
}

const char *
genkan_change_kind_describe (GenkanChangeKind kind)
{
  static const char *const words[GENKAN_N_CHANGE_KINDS] = {
    [GENKAN_CHANGE_NEW] = N_("New"),
    [GENKAN_CHANGE_RENAMED] = N_("Renamed"),
    [GENKAN_CHANGE_MOVED] = N_("Moved"),
    [GENKAN_CHANGE_MISSING] = N_("Missing"),
    [GENKAN_CHANGE_RETURNED] = N_("Returned"),
    [GENKAN_CHANGE_MAPPED] = N_("Auto-mapped"),
  };

  g_return_val_if_fail (kind < GENKAN_N_CHANGE_KINDS, NULL);

  return _(words[kind]);
}
