/* genkan-discover-preview.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person does not want is told to the store, one wish after the other, before the Discover
 * ends.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-discover-preview-private.h"
#include "genkan-hold-private.h"
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
  GenkanHold     parent_instance;

  GTask         *task;     /* (owned) (nullable): while the store is told what is not wanted */
  GenkanPreview *changes;  /* (owned) */
  GPtrArray     *unwanted; /* (owned) (element-type GenkanUnwanted) */
  guint          n_told;   /* of them, to the store */
  gboolean       complete;
};

G_DEFINE_FINAL_TYPE (GenkanDiscoverPreview, genkan_discover_preview, GENKAN_TYPE_HOLD)

static void tell_unwanted (GenkanDiscoverPreview *self);

static void
genkan_unwanted_free (gpointer data)
{
  GenkanUnwanted *unwanted = data;

  g_strfreev (unwanted->vendor_ids);
  g_free (unwanted);
}

static void
genkan_discover_preview_go_on (GenkanHold *hold,
                               GTask      *task)
{
  GenkanDiscoverPreview *self = GENKAN_DISCOVER_PREVIEW (hold);

  g_set_object (&self->task, task);
  tell_unwanted (self);
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

  object_class->finalize = genkan_discover_preview_finalize;
  GENKAN_HOLD_CLASS (klass)->go_on = genkan_discover_preview_go_on;
}

static void
genkan_discover_preview_init (GenkanDiscoverPreview *self)
{
  self->unwanted = g_ptr_array_new_with_free_func (genkan_unwanted_free);
}

/* Waits, in the calling thread, for an answer or the cancelling of the Operation. */
GenkanDiscoverPreview *
genkan_discover_preview_new (GTask         *task,
                             GenkanPreview *changes)
{
  GenkanDiscoverPreview *self = g_object_new (GENKAN_TYPE_DISCOVER_PREVIEW, NULL);
  GenkanCourse *data = g_task_get_task_data (task);

  self->changes = genkan_preview_ref (changes);
  self->complete = data->result->outcome == GENKAN_OUTCOME_COMPLETE;
  genkan_hold_wait (GENKAN_HOLD (self), task);

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
 * Leaves changes out of what genkan_hold_apply() does. Only a mapping goes alone:
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

static void
genkan_discover_preview_left_out_cb (GObject      *object,
                                     GAsyncResult *result,
                                     gpointer      user_data)
{
  g_autoptr (GenkanDiscoverPreview) self = user_data;
  g_autoptr (GError) error = NULL;

  if (genkan_store_leave_out_finish (GENKAN_STORE (object), result, &error))
    {
      tell_unwanted (self);
      return;
    }

  /* Rather nothing than what a person did not want. */
  genkan_course_end_by_error (self->task, error);
  g_clear_object (&self->task);
}

static void
tell_unwanted (GenkanDiscoverPreview *self)
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
 * genkan_change_kind_describe:
 * @kind: a kind of change
 *
 * Returns: its word for a person, translated
 */
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
