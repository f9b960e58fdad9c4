/* genkan-minimum-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is chosen is decided at once, and can be taken back like any decision; so the row follows
 * the store. The first choice is the Connection's minimum, the second the severity Low: what is
 * Info and above for a Record is what the Connection keeps anyway.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-minimum-row.h"

#include "closures/genkan-format-finding.h"
#include "genkan-records-decide.h"
#include "genkan-store-records.h"

struct _GenkanMinimumRow
{
  AdwComboRow   parent_instance;

  GenkanStore  *store;  /* (owned) (nullable) until a Record is shown */
  GenkanRecord *record; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (GenkanMinimumRow, genkan_minimum_row, ADW_TYPE_COMBO_ROW)

static int
get_chosen (GenkanMinimumRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  return selected == 0 || selected >= GENKAN_N_SEVERITIES ? GENKAN_MINIMUM_OF_CONNECTION
                                                          : (int) selected;
}

static void
genkan_minimum_row_selected_cb (GenkanMinimumRow *self)
{
  GenkanDecision decision = { .kind = GENKAN_DECISION_MINIMUM,
                              .minimum_severity = get_chosen (self) };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id;

  if (self->record == NULL)
    return;

  id = genkan_record_get_id (self->record);
  g_array_append_val (ids, id);
  genkan_records_decide (self->store, GTK_WIDGET (self), ids, genkan_record_get_title (self->record),
                         &decision);
}

/* Shows what is, without deciding it. */
static void
genkan_minimum_row_refresh (GenkanMinimumRow *self)
{
  g_autoptr (GenkanRecord) record = NULL;
  int minimum;

  record = genkan_store_get_record (self->store, genkan_record_get_id (self->record), NULL);
  if (record == NULL)
    return;

  g_set_object (&self->record, record);
  minimum = genkan_record_get_minimum_severity (record);
  g_signal_handlers_block_by_func (self, genkan_minimum_row_selected_cb, NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), MAX (minimum, 0));
  g_signal_handlers_unblock_by_func (self, genkan_minimum_row_selected_cb, NULL);
}

static void
genkan_minimum_row_store_changed_cb (GenkanMinimumRow  *self,
                                     GenkanStoreTables  tables)
{
  if ((tables & GENKAN_STORE_TABLE_RECORDS) != 0)
    genkan_minimum_row_refresh (self);
}

static void
genkan_minimum_row_dispose (GObject *object)
{
  GenkanMinimumRow *self = GENKAN_MINIMUM_ROW (object);

  g_clear_object (&self->record);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (genkan_minimum_row_parent_class)->dispose (object);
}

static void
genkan_minimum_row_class_init (GenkanMinimumRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = genkan_minimum_row_dispose;
}

static void
genkan_minimum_row_init (GenkanMinimumRow *self)
{
  g_autoptr (GtkStringList) minimums = gtk_string_list_new (NULL);

  gtk_string_list_take (minimums, genkan_format_minimum (GENKAN_MINIMUM_OF_CONNECTION));
  for (int i = GENKAN_SEVERITY_LOW; i < GENKAN_N_SEVERITIES; i++)
    gtk_string_list_take (minimums, genkan_format_minimum (i));
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (minimums));
  g_signal_connect (self, "notify::selected", G_CALLBACK (genkan_minimum_row_selected_cb), NULL);
}

/**
 * genkan_minimum_row_show:
 * @self: a row
 * @store: where the Record is; the same each time
 * @record_id: a Record
 *
 * Shows the minimum severity of a Record, in place of the one before. A Record that is gone is
 * not shown.
 */
void
genkan_minimum_row_show (GenkanMinimumRow *self,
                         GenkanStore      *store,
                         gint64            record_id)
{
  g_autoptr (GenkanRecord) record = NULL;

  g_return_if_fail (GENKAN_IS_MINIMUM_ROW (self));
  g_return_if_fail (GENKAN_IS_STORE (store));

  if (self->store == NULL)
    {
      self->store = g_object_ref (store);
      g_signal_connect_object (store, "changed", G_CALLBACK (genkan_minimum_row_store_changed_cb),
                               self, G_CONNECT_SWAPPED);
    }

  record = genkan_store_get_record (store, record_id, NULL);
  if (record != NULL && g_set_object (&self->record, record))
    genkan_minimum_row_refresh (self);
}
