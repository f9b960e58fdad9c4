/* genkan-sync-preview.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person sees of a Sync before it changes anything. Records that are not wanted are taken
 * out of the store's Sync first.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-hold-private.h"
#include "genkan-store-forecast.h"
#include "genkan-sync-preview-private.h"
#include "genkan-workspace-course.h"

#include <glib/gi18n.h>

struct _GenkanSyncPreview
{
  GenkanHold      parent_instance;

  GListModel     *records;  /* (owned) (element-type GenkanRecordForecast) */
  GArray         *left_out; /* (owned) (element-type gint64) */
  GenkanSyncGoOn  go_on;
};

G_DEFINE_FINAL_TYPE (GenkanSyncPreview, genkan_sync_preview, GENKAN_TYPE_HOLD)

/* What waits for the store. */
typedef struct
{
  GTask          *task;  /* (owned) */
  GenkanSyncGoOn  go_on;
} GenkanLeaving;

static void
genkan_leaving_free (GenkanLeaving *leaving)
{
  g_object_unref (leaving->task);
  g_free (leaving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanLeaving, genkan_leaving_free)

static void
genkan_sync_preview_left_out_cb (GObject      *object,
                                 GAsyncResult *result,
                                 gpointer      user_data)
{
  g_autoptr (GenkanLeaving) leaving = user_data;
  g_autoptr (GError) error = NULL;

  if (genkan_store_leave_records_out_finish (GENKAN_STORE (object), result, &error))
    leaving->go_on (leaving->task);
  else
    /* Rather nothing than what a person did not want. */
    genkan_course_end_by_error (leaving->task, error);
}

static void
genkan_sync_preview_go_on (GenkanHold *hold,
                           GTask      *task)
{
  GenkanSyncPreview *self = GENKAN_SYNC_PREVIEW (hold);
  GenkanWorkspace *workspace = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);
  GenkanLeaving *leaving;

  if (self->left_out->len == 0)
    {
      self->go_on (task);
      return;
    }

  leaving = g_new0 (GenkanLeaving, 1);
  leaving->task = g_object_ref (task);
  leaving->go_on = self->go_on;
  genkan_store_leave_records_out_async (workspace->store, genkan_operation_get_id (data->operation),
                                        (const gint64 *) (gpointer) self->left_out->data,
                                        self->left_out->len, NULL,
                                        genkan_sync_preview_left_out_cb, leaving);
}

static void
genkan_sync_preview_finalize (GObject *object)
{
  GenkanSyncPreview *self = GENKAN_SYNC_PREVIEW (object);

  g_object_unref (self->records);
  g_array_unref (self->left_out);

  G_OBJECT_CLASS (genkan_sync_preview_parent_class)->finalize (object);
}

static void
genkan_sync_preview_class_init (GenkanSyncPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = genkan_sync_preview_finalize;
  GENKAN_HOLD_CLASS (klass)->go_on = genkan_sync_preview_go_on;
}

static void
genkan_sync_preview_init (GenkanSyncPreview *self)
{
  self->left_out = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/* Waits, in the calling thread, for an answer or the cancelling of the Operation. */
GenkanSyncPreview *
genkan_sync_preview_new (GTask          *task,
                         GListModel     *records,
                         GenkanSyncGoOn  go_on)
{
  GenkanSyncPreview *self = g_object_new (GENKAN_TYPE_SYNC_PREVIEW, NULL);

  self->records = g_object_ref (records);
  self->go_on = go_on;
  genkan_hold_wait (GENKAN_HOLD (self), task);

  return self;
}

/**
 * genkan_sync_preview_get_records:
 * @self: a preview
 *
 * Returns: (transfer none): a list of #GenkanRecordForecast by name: what would happen
 */
GListModel *
genkan_sync_preview_get_records (GenkanSyncPreview *self)
{
  g_return_val_if_fail (GENKAN_IS_SYNC_PREVIEW (self), NULL);

  return self->records;
}

/**
 * genkan_sync_preview_leave_out:
 * @self: a preview
 * @record_ids: (array length=n_records): Records that it lists
 * @n_records: how many
 *
 * Leaves Records out of what genkan_hold_apply() does. The next Sync brings again what this one
 * has brought for them.
 */
void
genkan_sync_preview_leave_out (GenkanSyncPreview *self,
                               const gint64      *record_ids,
                               gsize              n_records)
{
  g_return_if_fail (GENKAN_IS_SYNC_PREVIEW (self));

  g_array_append_vals (self->left_out, record_ids, n_records);
}

/**
 * genkan_finding_change_kind_describe:
 * @kind: a kind of change
 *
 * Returns: its word for a person, translated
 */
const char *
genkan_finding_change_kind_describe (GenkanFindingChangeKind kind)
{
  static const char *const words[GENKAN_N_FINDING_CHANGE_KINDS] = {
    [GENKAN_FINDING_CHANGE_NEW] = N_("New"),
    [GENKAN_FINDING_CHANGE_CHANGED] = N_("Changed"),
    [GENKAN_FINDING_CHANGE_CLOSED] = N_("Closed"),
    [GENKAN_FINDING_CHANGE_REOPENED] = N_("Reopened"),
    [GENKAN_FINDING_CHANGE_HELD] = N_("Held"),
  };

  g_return_val_if_fail (kind < GENKAN_N_FINDING_CHANGE_KINDS, NULL);

  return _(words[kind]);
}

/* Takes @text. */
static void
add_part (GPtrArray *parts,
          guint      n,
          char      *text)
{
  if (n > 0)
    g_ptr_array_add (parts, text);
  else
    g_free (text);
}

/**
 * genkan_record_forecast_describe_there:
 * @forecast: of a Record
 *
 * Returns: (transfer full): what would happen in DefectDojo: "3 created, 1 closed", or that nothing
 *   would; empty if there is no server
 */
char *
genkan_record_forecast_describe_there (GenkanRecordForecast *forecast)
{
  const GenkanRecordForecastFields *fields = genkan_record_forecast_get (forecast);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  add_part (parts, fields->n_create,
            g_strdup_printf (ngettext ("%'u created", "%'u created", fields->n_create),
                             fields->n_create));
  add_part (parts, fields->n_update,
            g_strdup_printf (ngettext ("%'u updated", "%'u updated", fields->n_update),
                             fields->n_update));
  add_part (parts, fields->n_close,
            g_strdup_printf (ngettext ("%'u closed", "%'u closed", fields->n_close),
                             fields->n_close));
  add_part (parts, fields->n_reopen,
            g_strdup_printf (ngettext ("%'u reopened", "%'u reopened", fields->n_reopen),
                             fields->n_reopen));

  if (parts->len == 0 && fields->delivers)
    g_ptr_array_add (parts, g_strdup (_("nothing to send")));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (", ", (char **) parts->pdata);
}

/**
 * genkan_record_forecast_describe_guard:
 * @forecast: of a Record
 *
 * Returns: (transfer full) (nullable): what the removal guard would ask about, if it would
 */
char *
genkan_record_forecast_describe_guard (GenkanRecordForecast *forecast)
{
  const GenkanRecordForecastFields *fields = genkan_record_forecast_get (forecast);
  guint n_held = fields->n_changes[GENKAN_FINDING_CHANGE_HELD];

  if (n_held == 0)
    return NULL;

  /* Translators: of so many open findings */
  return g_strdup_printf (_("would be asked: %'u of %'u would close"), n_held, fields->n_open);
}
