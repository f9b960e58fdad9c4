/* genkan-record-forecast.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-record-forecast.h"

struct _GenkanRecordForecast
{
  GObject parent_instance;

  GenkanRecordForecastFields  fields;  /* the texts are owned */
  GListStore                 *changes; /* (owned) (element-type GenkanFindingChange) */
};

G_DEFINE_FINAL_TYPE (GenkanRecordForecast, genkan_record_forecast, G_TYPE_OBJECT)

static void
genkan_record_forecast_finalize (GObject *object)
{
  GenkanRecordForecast *self = GENKAN_RECORD_FORECAST (object);

  g_free ((char *) self->fields.vendor_id);
  g_free ((char *) self->fields.name);
  g_free ((char *) self->fields.product_name);
  g_free ((char *) self->fields.message);
  g_object_unref (self->changes);

  G_OBJECT_CLASS (genkan_record_forecast_parent_class)->finalize (object);
}

static void
genkan_record_forecast_class_init (GenkanRecordForecastClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = genkan_record_forecast_finalize;
}

static void
genkan_record_forecast_init (GenkanRecordForecast *self)
{
  self->changes = g_list_store_new (GENKAN_TYPE_FINDING_CHANGE);
}

/**
 * genkan_record_forecast_new:
 * @fields: what it holds; copied
 *
 * Returns: (transfer full): a forecast that lists no changes yet
 */
GenkanRecordForecast *
genkan_record_forecast_new (const GenkanRecordForecastFields *fields)
{
  GenkanRecordForecast *self = g_object_new (GENKAN_TYPE_RECORD_FORECAST, NULL);

  self->fields = *fields;
  self->fields.vendor_id = g_strdup (fields->vendor_id);
  self->fields.name = g_strdup (fields->name);
  self->fields.product_name = g_strdup (fields->product_name);
  self->fields.message = g_strdup (fields->message);

  return self;
}

/**
 * genkan_record_forecast_get:
 * @self: what a Sync would do
 *
 * Returns: all that it holds; of the object, and never changing
 */
const GenkanRecordForecastFields *
genkan_record_forecast_get (GenkanRecordForecast *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_FORECAST (self), NULL);

  return &self->fields;
}

/**
 * genkan_record_forecast_add_change:
 * @self: what a Sync would do
 * @change: a finding that would change
 *
 * For who makes it; after that it does not change.
 */
void
genkan_record_forecast_add_change (GenkanRecordForecast *self,
                                   GenkanFindingChange  *change)
{
  g_return_if_fail (GENKAN_IS_RECORD_FORECAST (self));

  g_list_store_append (self->changes, change);
}

/**
 * genkan_record_forecast_get_changes:
 * @self: a forecast
 *
 * Returns: (transfer none): a list of #GenkanFindingChange by kind and severity; the first ones
 *   of each kind when there are more than were asked for
 */
GListModel *
genkan_record_forecast_get_changes (GenkanRecordForecast *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_FORECAST (self), NULL);

  return G_LIST_MODEL (self->changes);
}

static void
add (GenkanRecordForecastFields       *sum,
     const GenkanRecordForecastFields *fields)
{
  sum->delivers = sum->delivers || fields->delivers;
  sum->n_found += fields->n_found;
  sum->n_below += fields->n_below;
  sum->n_open += fields->n_open;
  for (guint kind = 0; kind < GENKAN_N_FINDING_CHANGE_KINDS; kind++)
    sum->n_changes[kind] += fields->n_changes[kind];
  sum->n_create += fields->n_create;
  sum->n_update += fields->n_update;
  sum->n_close += fields->n_close;
  sum->n_reopen += fields->n_reopen;
}

/**
 * genkan_record_forecast_sum_up:
 * @forecasts: a list of #GenkanRecordForecast
 *
 * Returns: (transfer full): the counts of all of them together, of no Record
 */
GenkanRecordForecast *
genkan_record_forecast_sum_up (GListModel *forecasts)
{
  GenkanRecordForecastFields sum = { 0 };

  g_return_val_if_fail (G_IS_LIST_MODEL (forecasts), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (forecasts); i++)
    {
      g_autoptr (GenkanRecordForecast) forecast = g_list_model_get_item (forecasts, i);

      add (&sum, &forecast->fields);
    }

  return genkan_record_forecast_new (&sum);
}

/**
 * genkan_record_forecast_get_n_here:
 * @self: a forecast
 *
 * Returns: to how many Findings something would happen here, those included that the removal
 *   guard would hold
 */
guint
genkan_record_forecast_get_n_here (GenkanRecordForecast *self)
{
  guint n_here = 0;

  g_return_val_if_fail (GENKAN_IS_RECORD_FORECAST (self), 0);

  for (guint kind = 0; kind < GENKAN_N_FINDING_CHANGE_KINDS; kind++)
    n_here += self->fields.n_changes[kind];

  return n_here;
}

/**
 * genkan_record_forecast_get_n_there:
 * @self: a forecast
 *
 * Returns: to how many Findings something would happen on the server
 */
guint
genkan_record_forecast_get_n_there (GenkanRecordForecast *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_FORECAST (self), 0);

  return self->fields.n_create + self->fields.n_update + self->fields.n_close
         + self->fields.n_reopen;
}
