/* genkan-sync-result-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a Sync found for a Record, what became of it on the way to DefectDojo, and what a person
 * can do about it. The buttons' actions are those of genkan-sync-results.c.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-sync-result-row.h"

#include "closures/genkan-format-sync.h"

#include <glib/gi18n.h>

static GtkWidget *
make_button (const char *label,
             const char *of,
             const char *action,
             gint64      target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  g_autofree char *name = g_strdup_printf (C_("action and record", "%s: %s"), of,
                                           gtk_button_get_label (GTK_BUTTON (button)));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_int64 (target));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  name, -1);

  return button;
}

static void
add_buttons (AdwActionRow           *row,
             const GenkanSyncResult *result,
             const char             *name,
             gboolean                has_server)
{
  if (result->n_held > 0)
    {
      adw_action_row_add_suffix (row, make_button (_("_Keep Them"), name, "results.keep-held",
                                                   result->record_id));
      adw_action_row_add_suffix (row, make_button (_("_Close Them"), name, "results.close-held",
                                                   result->record_id));
    }
  if (result->details != NULL || result->delivery_details != NULL)
    adw_action_row_add_suffix (row, make_button (_("_Details"), name, "results.details",
                                                 result->record_id));
  if (has_server && result->test_id > 0)
    adw_action_row_add_suffix (row, make_button (_("_Open Test"), name, "results.open-test",
                                                 result->test_id));
}

static char *
make_text (const GenkanSyncResult *result)
{
  g_autofree char *found = genkan_format_sync_result (result);
  g_autofree char *delivery = genkan_format_delivery (result);
  GString *text = g_string_new (found);

  if (result->n_held > 0)
    g_string_append_printf (text, ngettext ("\n%'u finding that the tool shows no longer is still open.",
                                            "\n%'u findings that the tool shows no longer are still open.",
                                            result->n_held), result->n_held);
  if (delivery != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", delivery);

  return g_string_free (text, FALSE);
}

/**
 * genkan_sync_result_row_new:
 * @result: what a Sync found for a Record
 * @has_server: whether a Test can be opened in DefectDojo
 *
 * Returns: (transfer floating): a row for a list box
 */
GtkWidget *
genkan_sync_result_row_new (const GenkanSyncResult *result,
                            gboolean                has_server)
{
  GtkWidget *row = adw_action_row_new ();
  const char *name = result->record_name != NULL ? result->record_name : _("Deleted Record");
  g_autofree char *text = make_text (result);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  add_buttons (ADW_ACTION_ROW (row), result, name, has_server);

  return row;
}
