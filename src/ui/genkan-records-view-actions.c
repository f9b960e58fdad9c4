/* genkan-records-view-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done with the selected Records.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-records-view-private.h"

#include "genkan-compat.h"
#include "genkan-findings-view.h"
#include "genkan-record-dialog.h"
#include "genkan-record-map-dialog.h"
#include "genkan-records-decide.h"
#include "genkan-records-export-dialog.h"
#include "genkan-store-connections.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

/* More than these are not looked at to find out whether an action has anything to do. */
#define LOOK_AT_MOST 200

GArray *
_genkan_records_view_dup_selected (GenkanRecordsView *self)
{
  return genkan_record_selection_dup_ids (genkan_record_pane_get_selection (self->active));
}

static GenkanRecord *
genkan_records_view_dup_single (GenkanRecordsView *self)
{
  g_autoptr (GArray) ids = _genkan_records_view_dup_selected (self);
  g_autoptr (GError) error = NULL;
  GenkanRecord *record;

  if (ids->len != 1)
    return NULL;

  record = genkan_store_get_record (self->store, g_array_index (ids, gint64, 0), &error);
  if (record == NULL)
    genkan_toast_error (GTK_WIDGET (self), error);

  return record;
}

static void
genkan_records_view_decide (GenkanRecordsView    *self,
                            const GenkanDecision *decision)
{
  g_autoptr (GArray) ids = _genkan_records_view_dup_selected (self);
  g_autoptr (GenkanRecord) single = genkan_records_view_dup_single (self);

  genkan_records_decide (self->store, GTK_WIDGET (self), ids,
                         single != NULL ? genkan_record_get_title (single) : NULL, decision);
}

static void
genkan_records_view_ignore (GtkWidget  *widget,
                            const char *name,
                            GVariant   *parameter)
{
  genkan_records_view_decide (GENKAN_RECORDS_VIEW (widget),
                              &(GenkanDecision) { .kind = GENKAN_DECISION_IGNORE });
}

static void
genkan_records_view_restore (GtkWidget  *widget,
                             const char *name,
                             GVariant   *parameter)
{
  genkan_records_view_decide (GENKAN_RECORDS_VIEW (widget),
                              &(GenkanDecision) { .kind = GENKAN_DECISION_RESTORE });
}

static void
genkan_records_view_delete (GtkWidget  *widget,
                            const char *name,
                            GVariant   *parameter)
{
  genkan_records_view_decide (GENKAN_RECORDS_VIEW (widget),
                              &(GenkanDecision) { .kind = GENKAN_DECISION_DELETE });
}

static void
genkan_records_view_map_each (GtkWidget  *widget,
                              const char *name,
                              GVariant   *parameter)
{
  genkan_records_view_decide (GENKAN_RECORDS_VIEW (widget),
                              &(GenkanDecision) { .kind = GENKAN_DECISION_MAP_EACH });
}

static void
genkan_records_view_map_decided_cb (GenkanRecordsView     *self,
                                    GArray                *ids,
                                    const GenkanDecision  *decision,
                                    GenkanRecordMapDialog *dialog)
{
  genkan_records_decide (self->store, GTK_WIDGET (self), ids, NULL, decision);
  genkan_dialog_close (GTK_WIDGET (dialog));
}

static void
genkan_records_view_map (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  GenkanRecordsView *self = GENKAN_RECORDS_VIEW (widget);
  g_autoptr (GArray) ids = _genkan_records_view_dup_selected (self);
  GtkWidget *dialog;

  if (ids->len == 1)
    {
      _genkan_records_view_edit (self, g_array_index (ids, gint64, 0));
      return;
    }

  dialog = genkan_record_map_dialog_new (self->store, ids);
  g_signal_connect_object (dialog, "decided",
                           G_CALLBACK (genkan_records_view_map_decided_cb),
                           self, G_CONNECT_SWAPPED);
  genkan_dialog_present (dialog, _("Map Records"), 420, 480, widget);
}

/* The next Record below that waits for a Product: Ignored ones do not. */
static gint64
genkan_records_view_find_next (GenkanRecordsView *self,
                               gint64             id)
{
  GenkanRecordList *list = genkan_record_pane_get_list (self->unmapped);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (list));
  int position = genkan_record_list_find (list, id);

  for (guint i = 1; i < n_items; i++)
    {
      guint next = (position + i) % n_items;
      g_autoptr (GenkanRecord) record = g_list_model_get_item (G_LIST_MODEL (list), next);

      if (record != NULL &&
          genkan_record_get_state (record) != GENKAN_RECORD_STATE_IGNORED &&
          genkan_record_get_id (record) != id)
        return genkan_record_get_id (record);
    }

  return 0;
}

static void
genkan_records_view_dialog_decided_cb (GenkanRecordsView    *self,
                                       GenkanRecord         *record,
                                       const GenkanDecision *decision,
                                       gboolean              go_on,
                                       GenkanRecordDialog   *dialog)
{
  gint64 id = genkan_record_get_id (record);
  gint64 next = go_on ? genkan_records_view_find_next (self, id) : 0;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, id);
  genkan_records_decide (self->store, GTK_WIDGET (self), ids, genkan_record_get_title (record),
                         decision);

  if (next == 0 || !genkan_record_dialog_show (dialog, next))
    genkan_dialog_close (GTK_WIDGET (dialog));
}

void
_genkan_records_view_edit (GenkanRecordsView *self,
                           gint64             id)
{
  GtkWidget *dialog = genkan_record_dialog_new (self->store);

  if (!genkan_record_dialog_show (GENKAN_RECORD_DIALOG (dialog), id))
    {
      g_object_ref_sink (dialog);
      g_object_unref (dialog);
      genkan_toast (GTK_WIDGET (self), _("The Record was deleted meanwhile"));
      return;
    }

  g_signal_connect_object (dialog, "decided",
                           G_CALLBACK (genkan_records_view_dialog_decided_cb),
                           self, G_CONNECT_SWAPPED);
  genkan_dialog_present (dialog, _("Edit Record"), 480, 620, GTK_WIDGET (self));
}

static void
genkan_records_view_edit (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  GenkanRecordsView *self = GENKAN_RECORDS_VIEW (widget);
  g_autoptr (GenkanRecord) record = genkan_records_view_dup_single (self);

  if (record != NULL)
    _genkan_records_view_edit (self, genkan_record_get_id (record));
}

static void
genkan_records_view_open_vendor (GtkWidget  *widget,
                                 const char *name,
                                 GVariant   *parameter)
{
  g_autoptr (GenkanRecord) record = genkan_records_view_dup_single (GENKAN_RECORDS_VIEW (widget));

  if (record != NULL && genkan_record_get_url (record) != NULL)
    genkan_toaster_launch (widget, genkan_record_get_url (record));
}

static void
genkan_records_view_findings (GtkWidget  *widget,
                              const char *name,
                              GVariant   *parameter)
{
  GenkanRecordsView *self = GENKAN_RECORDS_VIEW (widget);
  g_autoptr (GenkanRecord) record = genkan_records_view_dup_single (self);

  if (record != NULL)
    genkan_findings_view_present (widget, self->store,
                                  &(GenkanFindingQuery) { .record_id = genkan_record_get_id (record) },
                                  genkan_record_get_title (record));
}

static void
genkan_records_view_copy_name (GtkWidget  *widget,
                               const char *name,
                               GVariant   *parameter)
{
  g_autoptr (GenkanRecord) record = genkan_records_view_dup_single (GENKAN_RECORDS_VIEW (widget));

  if (record != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), genkan_record_get_name (record));
}

static void
genkan_records_view_export (GtkWidget  *widget,
                            const char *name,
                            GVariant   *parameter)
{
  GenkanRecordsView *self = GENKAN_RECORDS_VIEW (widget);
  g_autoptr (GArray) selected = _genkan_records_view_dup_selected (self);
  g_autoptr (GenkanConnection) connection = NULL;
  GenkanExportOffer offer = {
    .connection_id = self->connection_id,
    .n_all = genkan_records_view_get_n_records (self),
    .n_shown = genkan_records_view_get_n_shown (self),
    .search = gtk_editable_get_text (GTK_EDITABLE (self->search)),
    .states = self->states,
    .selected = selected,
  };

  connection = genkan_store_get_connection (self->store, self->connection_id, NULL);
  offer.name = connection != NULL ? genkan_connection_get_label (connection) : _("Records");
  genkan_records_export_present (widget, self->store, &offer);
}

static void
genkan_records_view_unselect (GtkWidget  *widget,
                              const char *name,
                              GVariant   *parameter)
{
  GenkanRecordsView *self = GENKAN_RECORDS_VIEW (widget);

  gtk_selection_model_unselect_all (
    GTK_SELECTION_MODEL (genkan_record_pane_get_selection (self->active)));
}

/* Of the table in which something is selected, or was clicked last. */
static void
genkan_records_view_select_all (GtkWidget  *widget,
                                const char *name,
                                GVariant   *parameter)
{
  GenkanRecordsView *self = GENKAN_RECORDS_VIEW (widget);

  gtk_selection_model_select_all (
    GTK_SELECTION_MODEL (genkan_record_pane_get_selection (self->active)));
}

static void
genkan_records_view_search (GtkWidget  *widget,
                            const char *name,
                            GVariant   *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (GENKAN_RECORDS_VIEW (widget)->search));
}

static void
genkan_records_view_menu (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  GenkanRecordsView *self = GENKAN_RECORDS_VIEW (widget);
  GenkanRecordPane *pane = genkan_record_pane_has_focus (self->mapped) ? self->mapped
                                                                      : self->unmapped;
  double x, y;

  if (genkan_record_pane_popup_point (pane, &x, &y))
    g_signal_emit_by_name (pane, "menu-requested", x, y);
}

/* Whether any of the selected Records is Ignored; taken for granted when they are many. */
static gboolean
genkan_records_view_has_ignored (GenkanRecordsView *self)
{
  GListModel *list = G_LIST_MODEL (genkan_record_pane_get_list (self->active));
  GtkSelectionModel *model = GTK_SELECTION_MODEL (genkan_record_pane_get_selection (self->active));
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (model);
  guint n_selected = gtk_bitset_get_size (selected);

  if (self->active == self->mapped)
    return FALSE;

  if (n_selected > LOOK_AT_MOST)
    return TRUE;

  for (guint i = 0; i < n_selected; i++)
    {
      g_autoptr (GenkanRecord) record =
        g_list_model_get_item (list, gtk_bitset_get_nth (selected, i));

      if (record != NULL && genkan_record_get_state (record) == GENKAN_RECORD_STATE_IGNORED)
        return TRUE;
    }

  return FALSE;
}

void
_genkan_records_view_update_actions (GenkanRecordsView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GenkanRecordSelection *selection = genkan_record_pane_get_selection (self->active);
  guint n_selected = genkan_record_selection_get_n_selected (selection);

  gtk_widget_action_set_enabled (widget, "records.edit", n_selected == 1);
  gtk_widget_action_set_enabled (widget, "records.open-vendor", n_selected == 1);
  gtk_widget_action_set_enabled (widget, "records.copy-name", n_selected == 1);
  gtk_widget_action_set_enabled (widget, "records.findings", n_selected == 1);
  gtk_widget_action_set_enabled (widget, "records.show-last-sync",
                                 n_selected == 1 && self->active == self->mapped);
  gtk_widget_action_set_enabled (widget, "records.map", n_selected > 0);
  gtk_widget_action_set_enabled (widget, "records.map-each", n_selected > 0);
  gtk_widget_action_set_enabled (widget, "records.ignore", n_selected > 0);
  gtk_widget_action_set_enabled (widget, "records.delete", n_selected > 0);
  gtk_widget_action_set_enabled (widget, "records.unselect", n_selected > 0);
  gtk_widget_action_set_enabled (widget, "records.restore",
                                 n_selected > 0 && genkan_records_view_has_ignored (self));
}

void
_genkan_records_view_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "records.edit", NULL, genkan_records_view_edit);
  gtk_widget_class_install_action (klass, "records.map", NULL, genkan_records_view_map);
  gtk_widget_class_install_action (klass, "records.map-each", NULL, genkan_records_view_map_each);
  gtk_widget_class_install_action (klass, "records.ignore", NULL, genkan_records_view_ignore);
  gtk_widget_class_install_action (klass, "records.restore", NULL, genkan_records_view_restore);
  gtk_widget_class_install_action (klass, "records.delete", NULL, genkan_records_view_delete);
  gtk_widget_class_install_action (klass, "records.open-vendor", NULL,
                                   genkan_records_view_open_vendor);
  gtk_widget_class_install_action (klass, "records.copy-name", NULL,
                                   genkan_records_view_copy_name);
  gtk_widget_class_install_action (klass, "records.export", NULL, genkan_records_view_export);
  gtk_widget_class_install_action (klass, "records.findings", NULL, genkan_records_view_findings);
  gtk_widget_class_install_action (klass, "records.unselect", NULL, genkan_records_view_unselect);
  gtk_widget_class_install_action (klass, "records.select-all", NULL,
                                   genkan_records_view_select_all);
  gtk_widget_class_install_action (klass, "records.search", NULL, genkan_records_view_search);
  _genkan_records_view_install_sync (klass);
  gtk_widget_class_install_action (klass, "records.menu", NULL, genkan_records_view_menu);
}
