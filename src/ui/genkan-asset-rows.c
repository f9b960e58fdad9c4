/* genkan-asset-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a Sync of a tool without findings did about Products: what could not be done stands first,
 * then what was done. The rest, which is nearly all in most Syncs, is counted in one row.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-asset-rows.h"

#include "genkan-asset-words.h"
#include "genkan-plain-row.h"

#include <glib/gi18n.h>

typedef enum
{
  PART_REFUSED,
  PART_CHANGED,
  PART_UNCHANGED,
} Part;

static Part
get_part (const GenkanAssetResult *result)
{
  if ((result->changes & (GENKAN_ASSET_NAME_REFUSED | GENKAN_ASSET_TYPE_REFUSED)) != 0
      || result->delivery == GENKAN_DELIVERY_REFUSED || result->delivery == GENKAN_DELIVERY_STALE)
    return PART_REFUSED;

  return result->changes != 0 || result->delivery == GENKAN_DELIVERY_DONE ? PART_CHANGED
                                                                          : PART_UNCHANGED;
}

static void
append (GtkListBox *list,
        Part        part,
        const char *title,
        const char *subtitle)
{
  GtkWidget *row = genkan_plain_row_new (title, subtitle);

  if (part == PART_REFUSED)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_add_css_class (icon, "warning");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    }
  gtk_list_box_append (list, row);
}

static guint
append_part (GtkListBox *list,
             GPtrArray  *results,
             Part        part)
{
  guint n = 0;

  for (guint i = 0; i < results->len; i++)
    {
      const GenkanAssetResult *result = g_ptr_array_index (results, i);
      g_autofree char *words = NULL;

      if (get_part (result) != part)
        continue;

      n++;
      if (part == PART_UNCHANGED)
        continue;

      words = genkan_asset_words_describe (result);
      append (list, part, result->record_name != NULL ? result->record_name : _("Deleted Record"),
              words);
    }

  return n;
}

/**
 * genkan_asset_rows_append:
 * @list: gets the rows
 * @results: (element-type GenkanAssetResult): what a Sync did
 */
void
genkan_asset_rows_append (GtkListBox *list,
                          GPtrArray  *results)
{
  g_autofree char *rest = NULL;
  guint n_rest;

  g_return_if_fail (GTK_IS_LIST_BOX (list));
  g_return_if_fail (results != NULL);

  append_part (list, results, PART_REFUSED);
  append_part (list, results, PART_CHANGED);
  n_rest = append_part (list, results, PART_UNCHANGED);
  if (n_rest == 0)
    return;

  rest = g_strdup_printf (ngettext ("%'u Product as it was", "%'u Products as they were", n_rest),
                          n_rest);
  append (list, PART_UNCHANGED, rest, NULL);
}
