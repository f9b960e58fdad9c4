/* genkan-records-view-sync.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a Record to what its Sync found, and to the question that the removal guard asks there.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-records-view-private.h"

#include "genkan-store-operations.h"
#include "genkan-sync-results.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

static void
show_sync (GenkanRecordsView *self,
           gint64             operation_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanOperation) operation =
    genkan_store_get_operation (self->store, operation_id, &error);

  if (operation != NULL)
    genkan_sync_results_present (GTK_WIDGET (self), self->store, operation);
  else
    genkan_toast_error (GTK_WIDGET (self), error);
}

static void
genkan_records_view_show_sync (GtkWidget  *widget,
                               const char *name,
                               GVariant   *parameter)
{
  show_sync (GENKAN_RECORDS_VIEW (widget), g_variant_get_int64 (parameter));
}

/* Returns: (transfer full) (nullable): the selected Record, as the table has it */
static GenkanRecord *
dup_selected (GenkanRecordsView *self)
{
  g_autoptr (GArray) ids = _genkan_records_view_dup_selected (self);
  GenkanRecordList *list = genkan_record_pane_get_list (self->active);
  int position = ids->len == 1 ? genkan_record_list_find (list, g_array_index (ids, gint64, 0)) : -1;

  return position >= 0 ? g_list_model_get_item (G_LIST_MODEL (list), position) : NULL;
}

static void
genkan_records_view_show_last_sync (GtkWidget  *widget,
                                    const char *name,
                                    GVariant   *parameter)
{
  GenkanRecordsView *self = GENKAN_RECORDS_VIEW (widget);
  g_autoptr (GenkanRecord) record = dup_selected (self);
  const GenkanRecordSync *sync;

  if (record == NULL)
    return;

  sync = genkan_record_get_sync (record);
  if (sync->guard_id != 0)
    show_sync (self, sync->guard_id);
  else if (sync->operation_id != 0)
    show_sync (self, sync->operation_id);
  else
    genkan_toast (widget, _("It was not synced yet"));
}

void
_genkan_records_view_install_sync (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "records.show-sync", "x", genkan_records_view_show_sync);
  gtk_widget_class_install_action (klass, "records.show-last-sync", NULL,
                                   genkan_records_view_show_last_sync);
}
