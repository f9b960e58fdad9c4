/* genkan-asset-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a Sync of a tool without findings did about Products, in words for window and terminal.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-asset-words.h"

#include <glib/gi18n.h>

/* With its name, a unit's link changes as well: that is not worth a word. */
static GenkanAssetChanges
get_changes (const GenkanAssetResult *result)
{
  int named = GENKAN_ASSET_RENAMED | GENKAN_ASSET_NAME_REFUSED;

  return (result->changes & named) != 0 ? result->changes & ~GENKAN_ASSET_DESCRIBED
                                        : result->changes;
}

static void
add_mapped (GPtrArray               *parts,
            const GenkanAssetResult *result)
{
  const char *product = result->product_name != NULL ? result->product_name : "";

  if ((result->changes & GENKAN_ASSET_MAPPED) != 0)
    g_ptr_array_add (parts, g_strdup_printf (_("Mapped to the Product “%s”"), product));
  else if ((result->changes & GENKAN_ASSET_MADE) != 0 && result->type_name != NULL)
    /* Translators: the Product, and its Product Type */
    g_ptr_array_add (parts, g_strdup_printf (_("Product “%s” made in “%s”"), product,
                                             result->type_name));
  else if ((result->changes & GENKAN_ASSET_MADE) != 0)
    g_ptr_array_add (parts, g_strdup_printf (_("Product “%s” made"), product));
}

static void
add_name (GPtrArray               *parts,
          const GenkanAssetResult *result)
{
  const char *before = result->name_before;
  const char *after = result->name_after;

  if ((result->changes & GENKAN_ASSET_RENAMED) != 0)
    g_ptr_array_add (parts, g_strdup_printf (_("Product renamed from “%s” to “%s”"), before, after));
  if ((result->changes & GENKAN_ASSET_NAME_TAKEN) != 0)
    g_ptr_array_add (parts, g_strdup_printf (_("Not renamed to “%s”: another Product has this name"),
                                             after));
  if ((result->changes & GENKAN_ASSET_NAMED_BY_HAND) != 0)
    g_ptr_array_add (parts, g_strdup_printf (_("Not renamed to “%s”: a person named the Product “%s”"),
                                             after, before));
  if ((result->changes & GENKAN_ASSET_NAME_SHARED) != 0)
    g_ptr_array_add (parts, g_strdup_printf (_("Not renamed to “%s”: others are mapped to the "
                                               "Product too"), after));
}

static char *
describe_move (const char *before,
               const char *after)
{
  if (before == NULL)
    return g_strdup_printf (_("Product moved to the Product Type “%s”"), after);
  if (after == NULL)
    return g_strdup_printf (_("Product taken out of the Product Type “%s”"), before);

  return g_strdup_printf (_("Product moved from the Product Type “%s” to “%s”"), before, after);
}

static void
add_type (GPtrArray               *parts,
          const GenkanAssetResult *result)
{
  if ((result->changes & GENKAN_ASSET_MOVED) != 0)
    g_ptr_array_add (parts, describe_move (result->type_before, result->type_after));
  if ((result->changes & GENKAN_ASSET_TYPED_BY_HAND) != 0)
    g_ptr_array_add (parts, g_strdup (_("Not moved: a person chose the Product Type")));
  if ((result->changes & GENKAN_ASSET_TYPE_SHARED) != 0)
    g_ptr_array_add (parts, g_strdup (_("Not moved: others are mapped to the Product too")));
  if ((get_changes (result) & GENKAN_ASSET_DESCRIBED) != 0)
    g_ptr_array_add (parts, g_strdup (_("Description, tags or link brought up to date")));
}

static void
add_delivery (GPtrArray               *parts,
              const GenkanAssetResult *result)
{
  const char *message = result->delivery_message != NULL ? result->delivery_message : "";

  if (result->delivery == GENKAN_DELIVERY_DONE)
    g_ptr_array_add (parts, g_strdup (_("DefectDojo knows")));
  else if (result->delivery == GENKAN_DELIVERY_STALE)
    g_ptr_array_add (parts, g_strdup (_("Its Product is gone in DefectDojo")));
  else if (result->delivery == GENKAN_DELIVERY_REFUSED)
    g_ptr_array_add (parts, g_strdup_printf (_("Not in DefectDojo: %s"), message));
}

/**
 * genkan_asset_words_describe:
 * @result: what a Sync did about a Record's Product
 *
 * Returns: (transfer full): in sentences without a stop at the end
 */
char *
genkan_asset_words_describe (const GenkanAssetResult *result)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (result != NULL, NULL);

  add_mapped (parts, result);
  add_name (parts, result);
  add_type (parts, result);
  add_delivery (parts, result);
  if (parts->len == 0)
    g_ptr_array_add (parts, g_strdup (_("Unchanged")));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (". ", (char **) parts->pdata);
}

static void
add_count (GString    *text,
           GPtrArray  *results,
           int         changes,
           const char *words)
{
  guint n = 0;

  for (guint i = 0; i < results->len; i++)
    n += (get_changes (g_ptr_array_index (results, i)) & changes) != 0;

  if (n > 0)
    g_string_append_printf (text, "%s%'u %s", text->len > 0 ? ", " : "", n, words);
}

/**
 * genkan_asset_words_sum_up:
 * @results: (element-type GenkanAssetResult): what a Sync did
 *
 * Returns: (transfer full): "12 Products: 1 made, 2 renamed"
 */
char *
genkan_asset_words_sum_up (GPtrArray *results)
{
  g_autoptr (GString) changes = g_string_new (NULL);
  g_autofree char *all = NULL;

  g_return_val_if_fail (results != NULL, NULL);

  if (results->len == 0)
    return g_strdup (_("No Record is mapped to a Product yet"));

  /* Translators: each of these follows a number of Products: "2 renamed" */
  add_count (changes, results, GENKAN_ASSET_MADE, _("made"));
  add_count (changes, results, GENKAN_ASSET_MAPPED, _("mapped"));
  add_count (changes, results, GENKAN_ASSET_RENAMED, _("renamed"));
  add_count (changes, results, GENKAN_ASSET_MOVED, _("moved"));
  add_count (changes, results, GENKAN_ASSET_DESCRIBED, _("described anew"));
  add_count (changes, results, GENKAN_ASSET_NAME_REFUSED | GENKAN_ASSET_TYPE_REFUSED,
             _("not as in the tool"));

  all = g_strdup_printf (ngettext ("%'u Product", "%'u Products", results->len), results->len);

  return changes->len > 0 ? g_strdup_printf ("%s: %s", all, changes->str)
                          : g_strdup_printf (_("%s, nothing changed"), all);
}
