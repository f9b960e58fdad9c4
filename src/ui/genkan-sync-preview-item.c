/* genkan-sync-preview-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-sync-preview-item.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

struct _GenkanSyncPreviewItem
{
  GObject               parent_instance;

  GenkanRecordForecast *forecast; /* (owned) */
  gboolean              included;
};

G_DEFINE_FINAL_TYPE (GenkanSyncPreviewItem, genkan_sync_preview_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_INCLUDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
genkan_sync_preview_item_get_property (GObject    *object,
                                       guint       prop_id,
                                       GValue     *value,
                                       GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_INCLUDED:
      g_value_set_boolean (value, GENKAN_SYNC_PREVIEW_ITEM (object)->included);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_sync_preview_item_set_property (GObject      *object,
                                       guint         prop_id,
                                       const GValue *value,
                                       GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_INCLUDED:
      genkan_sync_preview_item_set_included (GENKAN_SYNC_PREVIEW_ITEM (object),
                                             g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_sync_preview_item_finalize (GObject *object)
{
  g_object_unref (GENKAN_SYNC_PREVIEW_ITEM (object)->forecast);

  G_OBJECT_CLASS (genkan_sync_preview_item_parent_class)->finalize (object);
}

static void
genkan_sync_preview_item_class_init (GenkanSyncPreviewItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_sync_preview_item_finalize;
  object_class->get_property = genkan_sync_preview_item_get_property;
  object_class->set_property = genkan_sync_preview_item_set_property;

  properties[PROP_INCLUDED] =
    g_param_spec_boolean ("included", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
genkan_sync_preview_item_init (GenkanSyncPreviewItem *self)
{
  self->included = TRUE;
}

GenkanSyncPreviewItem *
genkan_sync_preview_item_new (GenkanRecordForecast *forecast)
{
  GenkanSyncPreviewItem *self = g_object_new (GENKAN_TYPE_SYNC_PREVIEW_ITEM, NULL);

  self->forecast = g_object_ref (forecast);

  return self;
}

GenkanRecordForecast *
genkan_sync_preview_item_get_forecast (GenkanSyncPreviewItem *self)
{
  g_return_val_if_fail (GENKAN_IS_SYNC_PREVIEW_ITEM (self), NULL);

  return self->forecast;
}

gboolean
genkan_sync_preview_item_get_included (GenkanSyncPreviewItem *self)
{
  g_return_val_if_fail (GENKAN_IS_SYNC_PREVIEW_ITEM (self), FALSE);

  return self->included;
}

void
genkan_sync_preview_item_set_included (GenkanSyncPreviewItem *self,
                                       gboolean               included)
{
  g_return_if_fail (GENKAN_IS_SYNC_PREVIEW_ITEM (self));

  if (self->included == included)
    return;

  self->included = included;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INCLUDED]);
}

/* A line of text behind the Findings that are listed. */
static GListModel *
make_rest (guint n_more)
{
  g_autofree char *text = g_strdup_printf (ngettext ("and %'u more", "and %'u more", n_more), n_more);
  const char *lines[] = { text, NULL };

  return G_LIST_MODEL (gtk_string_list_new (lines));
}

/**
 * genkan_sync_preview_item_dup_rows:
 * @self: a Record
 *
 * Returns: (transfer full) (nullable): what is to be seen below it: a list of #GenkanFindingChange,
 *   with a #GtkStringObject behind them if there are more; %NULL if nothing happens
 */
GListModel *
genkan_sync_preview_item_dup_rows (GenkanSyncPreviewItem *self)
{
  GListModel *changes = genkan_record_forecast_get_changes (self->forecast);
  guint n_listed = g_list_model_get_n_items (changes);
  guint n_here = genkan_record_forecast_get_n_here (self->forecast);
  g_autoptr (GListModel) rest = NULL;
  GListStore *lists;

  if (n_here == 0)
    return NULL;
  if (n_listed >= n_here)
    return g_object_ref (changes);

  lists = g_list_store_new (G_TYPE_LIST_MODEL);
  g_list_store_append (lists, changes);
  rest = make_rest (n_here - n_listed);
  g_list_store_append (lists, rest);

  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (lists)));
}

/* What a person has to look at comes first. */
static int
get_rank (GenkanSyncPreviewItem *self)
{
  const GenkanRecordForecastFields *fields = genkan_record_forecast_get (self->forecast);

  if (fields->n_changes[GENKAN_FINDING_CHANGE_HELD] > 0)
    return 0;
  if (fields->outcome != GENKAN_OUTCOME_COMPLETE)
    return 1;

  return genkan_record_forecast_get_n_here (self->forecast) > 0
         || genkan_record_forecast_get_n_there (self->forecast) > 0 ? 2 : 3;
}

/* A GCompareDataFunc: what has to be decided, what failed, what changes, and the rest; within each
 * they stay in their order. */
int
genkan_sync_preview_item_compare (gconstpointer a,
                                  gconstpointer b,
                                  gpointer      user_data)
{
  return get_rank ((GenkanSyncPreviewItem *) a) - get_rank ((GenkanSyncPreviewItem *) b);
}
