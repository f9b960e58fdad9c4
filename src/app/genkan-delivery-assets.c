/* genkan-delivery-assets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Products and Product Types of a tool without findings on their way to DefectDojo, in the
 * delivery's thread: made where there are none, renamed, moved and described by their numbers.
 * Nothing is ever deleted there, and what somebody has changed there since we last looked is left
 * alone. Of a Product that is what DefectDojo was told last, nothing is asked.
 *
 * Two Products cannot have one name there, not even while they exchange theirs: the one that is in
 * the way is set aside under a name of its own until its turn comes.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-delivery-assets-private.h"

#include "genkan-dojo-ensure.h"
#include "genkan-dojo-objects.h"
#include "genkan-report.h"

static void
write_note (GenkanStore         *store,
            gpointer             data,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  GenkanAssetWrite *write = data;

  genkan_store_note_asset_async (store, write->operation_id, write->note, NULL, callback, user_data);
}

static gboolean
note (GenkanDelivery         *self,
      const GenkanAssetNote  *what,
      GError                **error)
{
  GenkanAssetWrite write = { self->operation_id, what };

  return genkan_delivery_write (self, write_note, &write, error);
}

static gboolean
refuse (GenkanDelivery           *self,
        const GenkanAssetTarget  *target,
        const GError             *reason,
        GError                  **error)
{
  g_autoptr (GenkanReport) report = genkan_report_new_for_error (reason, NULL);
  GenkanAssetNote what = {
    .record_id = target->record_id,
    .product_id = target->product_id,
    .outcome = GENKAN_DELIVERY_REFUSED,
    .message = genkan_report_get_summary (report),
  };

  genkan_delivery_count_refused (self, reason);

  return note (self, &what, error);
}

/* --- asking --- */

static GenkanDojoObject *
get_product (GenkanDelivery  *self,
             gint64           id,
             GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_dojo_get_async (self->dojo, GENKAN_DOJO_PRODUCTS, id, self->cancellable,
                         genkan_delivery_keep_cb, &result);

  return genkan_dojo_object_finish (self->dojo, genkan_delivery_wait (&result), error);
}

static GenkanDojoObject *
change_product (GenkanDelivery  *self,
                gint64           id,
                JsonObject      *fields,
                GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_dojo_change_async (self->dojo, GENKAN_DOJO_PRODUCTS, id, fields, self->cancellable,
                            genkan_delivery_keep_cb, &result);

  return genkan_dojo_object_finish (self->dojo, genkan_delivery_wait (&result), error);
}

/* One of that name, that somebody else made, stays what it is. */
static GenkanDojoObject *
find_product (GenkanDelivery           *self,
              const GenkanAssetTarget  *target,
              gint64                    type,
              GError                  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_dojo_ensure_product_async (self->dojo, target->name, target->description, type,
                                    self->cancellable, genkan_delivery_keep_cb, &result);

  return genkan_dojo_ensure_finish (self->dojo, genkan_delivery_wait (&result), NULL, error);
}

static GenkanDojoObject *
create_product (GenkanDelivery           *self,
                const GenkanAssetTarget  *target,
                gint64                    type,
                GError                  **error)
{
  g_autoptr (JsonObject) fields = genkan_asset_make_fields (target);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) reason = NULL;
  GenkanDojoObject *product;

  json_object_set_string_member (fields, "name", target->name);
  json_object_set_int_member (fields, "prod_type", type);
  genkan_dojo_create_async (self->dojo, GENKAN_DOJO_PRODUCTS, fields, self->cancellable,
                            genkan_delivery_keep_cb, &result);
  product = genkan_dojo_object_finish (self->dojo, genkan_delivery_wait (&result), &reason);
  if (product != NULL)
    return product;

  if (g_error_matches (reason, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_EXISTS)
      || g_error_matches (reason, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_UNCERTAIN))
    return find_product (self, target, type, error);

  g_propagate_error (error, g_steal_pointer (&reason));

  return NULL;
}

/* --- names that are in the way --- */

/* Of which of the Products to come it is the name there, and will not be for long. */
static GenkanAssetTarget *
find_holder (GPtrArray               *targets,
             guint                    from,
             const GenkanAssetTarget *target)
{
  g_autofree char *wanted = g_utf8_casefold (target->name, -1);

  for (guint i = from; i < targets->len; i++)
    {
      GenkanAssetTarget *other = g_ptr_array_index (targets, i);
      g_autofree char *name = g_utf8_casefold (
        other->dojo_name != NULL ? other->dojo_name : "", -1);

      if (other != target && g_str_equal (name, wanted)
          && g_strcmp0 (other->name, other->dojo_name) != 0)
        return other;
    }

  return NULL;
}

static gboolean
set_aside (GenkanDelivery     *self,
           GenkanAssetTarget  *holder,
           GError            **error)
{
  g_autofree char *start = g_utf8_substring (holder->name, 0,
                                             MIN (g_utf8_strlen (holder->name, -1), 200));
  g_autofree char *name = g_strdup_printf ("%s (Genkan %" G_GINT64_FORMAT ")", start,
                                           holder->dojo_product);
  g_autoptr (JsonObject) fields = json_object_new ();
  g_autoptr (GenkanDojoObject) changed = NULL;
  GenkanAssetNote what = {
    .product_id = holder->product_id,
    .outcome = GENKAN_DELIVERY_NONE,
    .dojo_product = holder->dojo_product,
    .dojo_name = name,
    .dojo_product_type = holder->dojo_product_type,
  };

  json_object_set_string_member (fields, "name", name);
  changed = change_product (self, holder->dojo_product, fields, error);
  if (changed == NULL || !note (self, &what, error))
    return FALSE;

  g_free (holder->dojo_name);
  holder->dojo_name = g_steal_pointer (&name);

  return TRUE;
}

/* --- a Product --- */

static GenkanDojoObject *
update_product (GenkanDelivery     *self,
                GPtrArray          *targets,
                guint               place,
                gint64              type,
                gboolean           *ret_changed,
                GError            **error)
{
  GenkanAssetTarget *target = g_ptr_array_index (targets, place);
  g_autoptr (GenkanDojoObject) there = get_product (self, target->dojo_product, error);
  g_autoptr (JsonObject) fields = there != NULL
                                    ? genkan_asset_find_changes (target, there, type) : NULL;
  g_autoptr (GError) reason = NULL;
  GenkanAssetTarget *holder;
  GenkanDojoObject *changed;

  if (fields == NULL)
    return NULL;
  if (json_object_get_size (fields) == 0)
    return g_steal_pointer (&there);

  *ret_changed = TRUE;
  changed = change_product (self, target->dojo_product, fields, &reason);
  if (changed != NULL)
    return changed;

  holder = g_error_matches (reason, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_EXISTS)
             ? find_holder (targets, place + 1, target) : NULL;
  if (holder == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }

  return set_aside (self, holder, error)
           ? change_product (self, target->dojo_product, fields, error) : NULL;
}

static gboolean
deliver (GenkanDelivery  *self,
         GPtrArray       *targets,
         guint            place,
         GError         **error)
{
  GenkanAssetTarget *target = g_ptr_array_index (targets, place);
  gboolean changed = target->dojo_product == 0;
  g_autofree char *sent = genkan_asset_dup_wanted (target);
  g_autoptr (GenkanDojoObject) product = NULL;
  gint64 type = genkan_delivery_find_asset_type (self, target, error);
  GenkanAssetNote what = {
    .record_id = target->record_id, .product_id = target->product_id, .sent = sent,
  };

  if (type == 0)
    return FALSE;

  product = target->dojo_product == 0
              ? create_product (self, target, type, error)
              : update_product (self, targets, place, type, &changed, error);
  if (product == NULL)
    return FALSE;

  what.outcome = changed ? GENKAN_DELIVERY_DONE : GENKAN_DELIVERY_UNCHANGED;
  what.dojo_product = product->id;
  what.dojo_name = product->name;
  what.dojo_product_type = product->parent_id;
  self->summary.n_delivered += changed;

  return note (self, &what, error);
}

static gboolean
deliver_one (GenkanDelivery  *self,
             GPtrArray       *targets,
             guint            place,
             GError         **error)
{
  GenkanAssetTarget *target = g_ptr_array_index (targets, place);
  GenkanAssetNote unchanged = {
    .record_id = target->record_id, .product_id = target->product_id,
    .outcome = GENKAN_DELIVERY_UNCHANGED,
  };
  g_autoptr (GError) reason = NULL;

  if (self->fatal != NULL)
    return refuse (self, target, self->fatal, error);
  if (!genkan_asset_is_pending (target))
    return note (self, &unchanged, error);
  if (deliver (self, targets, place, &reason))
    return TRUE;

  if (reason->domain == GENKAN_DOJO_ERROR)
    return refuse (self, target, reason, error);

  g_propagate_error (error, g_steal_pointer (&reason));

  return FALSE;
}

/* --- all of them --- */

/* What was deleted there is not made again: its Records become Stale. */
static gboolean
drop_missing (GenkanDelivery  *self,
              GPtrArray       *targets,
              GError         **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) missing = NULL;

  for (guint i = 0; i < targets->len; i++)
    {
      GenkanAssetTarget *target = g_ptr_array_index (targets, i);

      if (target->dojo_product > 0)
        g_hash_table_add (ids, &target->dojo_product);
    }

  missing = genkan_delivery_find_missing (self, GENKAN_DOJO_PRODUCTS, ids, &self->fatal);
  for (guint i = targets->len; missing != NULL && missing->len > 0 && i > 0; i--)
    {
      GenkanAssetTarget *target = g_ptr_array_index (targets, i - 1);
      GenkanAssetNote stale = {
        .record_id = target->record_id, .product_id = target->product_id,
        .outcome = GENKAN_DELIVERY_STALE,
      };

      if (target->dojo_product == 0 || !genkan_delivery_contains (missing, target->dojo_product))
        continue;
      if (!note (self, &stale, error))
        return FALSE;
      self->summary.n_stale++;
      g_ptr_array_remove_index (targets, i - 1);
    }

  return TRUE;
}

static gboolean
deliver_all (GenkanDelivery  *self,
             GPtrArray       *targets,
             GError         **error)
{
  for (guint i = 0; i < targets->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !deliver_one (self, targets, i, error))
        return FALSE;
      if (self->progress != NULL)
        genkan_progress_deliver (self->progress, i + 1, targets->len);
    }

  return TRUE;
}

/* What the server says to all is told to each. */
gboolean
genkan_delivery_run_assets (GenkanDelivery  *self,
                            GError         **error)
{
  g_autoptr (GPtrArray) targets =
    genkan_store_list_asset_deliveries (self->store, self->operation_id, error);

  if (targets == NULL)
    return FALSE;

  self->summary.n_records = targets->len;
  if (targets->len == 0)
    return TRUE;

  if (genkan_delivery_open (self, &self->fatal) && !drop_missing (self, targets, error))
    return FALSE;
  if (self->fatal != NULL && self->fatal->domain != GENKAN_DOJO_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&self->fatal));
      return FALSE;
    }

  return deliver_all (self, targets, error);
}
