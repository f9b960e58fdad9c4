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
#include "genkan-result-item.h"

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
append (GListStore *items,
        Part        part,
        const char *title,
        const char *text)
{
  g_autoptr (GenkanResultItem) item = genkan_result_item_new (title, text, part == PART_REFUSED);

  g_list_store_append (items, item);
}

static guint
append_part (GListStore *items,
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
      append (items, part, result->record_name != NULL ? result->record_name : _("Deleted Record"),
              words);
    }

  return n;
}

/**
 * genkan_asset_rows_append:
 * @items: (element-type GenkanResultItem): gets the rows
 * @results: (element-type GenkanAssetResult): what a Sync did
 */
void
genkan_asset_rows_append (GListStore *items,
                          GPtrArray  *results)
{
  g_autofree char *rest = NULL;
  guint n_rest;

  g_return_if_fail (G_IS_LIST_STORE (items));
  g_return_if_fail (results != NULL);

  append_part (items, results, PART_REFUSED);
  append_part (items, results, PART_CHANGED);
  n_rest = append_part (items, results, PART_UNCHANGED);
  if (n_rest == 0)
    return;

  rest = g_strdup_printf (ngettext ("%'u Product as it was", "%'u Products as they were", n_rest),
                          n_rest);
  append (items, PART_UNCHANGED, rest, NULL);
}
