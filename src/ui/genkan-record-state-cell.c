/* genkan-record-state-cell.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The state of a Record, and a sign beside it when its last Sync went wrong or the removal guard
 * asks. Few Records have one: the sign is made when the first of them comes into the cell.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-record-state-cell.h"

#include "closures/genkan-closures.h"
#include "closures/genkan-format-sync.h"
#include "closures/genkan-format.h"
#include "genkan-row-factory.h"

#define STATE_CHARS 7

/* Opens what the Sync found. Keys have the menu of the row for it. */
static GtkWidget *
add_sign (GtkWidget *cell)
{
  GtkWidget *sign = g_object_new (GTK_TYPE_BUTTON,
                                  "icon-name", "dialog-warning-symbolic",
                                  "focusable", FALSE,
                                  "valign", GTK_ALIGN_CENTER,
                                  NULL);

  gtk_widget_add_css_class (sign, "flat");
  gtk_widget_add_css_class (sign, "sign");
  gtk_box_append (GTK_BOX (cell), sign);

  return sign;
}

static void
show_sign (GtkWidget              *sign,
           const GenkanRecordSync *sync,
           const char             *text)
{
  gint64 operation_id = sync->guard_id != 0 ? sync->guard_id : sync->operation_id;

  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (sign), g_variant_new_int64 (operation_id));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (sign), "records.show-sync");
  gtk_widget_set_tooltip_text (sign, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (sign), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/**
 * genkan_record_state_cell_new:
 *
 * Returns: (transfer floating): a cell for genkan_record_state_cell_show()
 */
GtkWidget *
genkan_record_state_cell_new (void)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (cell), genkan_marked_cell_new (STATE_CHARS));

  return cell;
}

void
genkan_record_state_cell_show (GtkWidget    *cell,
                               GenkanRecord *record)
{
  GenkanRecordState state = genkan_record_get_state (record);
  const GenkanRecordSync *sync = genkan_record_get_sync (record);
  GtkWidget *mark = gtk_widget_get_first_child (cell);
  GtkWidget *sign = gtk_widget_get_next_sibling (mark);
  g_autofree char *icon_name = genkan_closure_record_state_icon (NULL, state);
  g_auto (GStrv) classes = genkan_closure_record_state_classes (NULL, state);
  g_autofree char *problem = genkan_format_record_problem (sync);

  genkan_marked_cell_show (mark, icon_name, classes[1], genkan_format_record_state (state));
  if (problem != NULL && sign == NULL)
    sign = add_sign (cell);
  if (problem != NULL)
    show_sign (sign, sync, problem);
  if (sign != NULL)
    gtk_widget_set_visible (sign, problem != NULL);
}
