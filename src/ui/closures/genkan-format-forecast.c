/* genkan-format-forecast.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a Sync would do, in words.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-format-finding.h"
#include "genkan-format-sync.h"
#include "genkan-format.h"
#include "genkan-sync-preview.h"

#include <glib/gi18n.h>

/**
 * genkan_format_forecast:
 * @forecast: of a Record
 *
 * Returns: (transfer full): what would happen here, in the words of a Sync's result
 */
char *
genkan_format_forecast (GenkanRecordForecast *forecast)
{
  const GenkanRecordForecastFields *fields = genkan_record_forecast_get (forecast);
  const GenkanSyncResult result = {
    .outcome = fields->outcome,
    .n_found = fields->n_found,
    .n_new = fields->n_changes[GENKAN_FINDING_CHANGE_NEW],
    .n_changed = fields->n_changes[GENKAN_FINDING_CHANGE_CHANGED],
    .n_closed = fields->n_changes[GENKAN_FINDING_CHANGE_CLOSED],
    .n_reopened = fields->n_changes[GENKAN_FINDING_CHANGE_REOPENED],
    .n_below = fields->n_below,
    .message = (char *) fields->message,
  };

  return genkan_format_sync_result (&result);
}

/**
 * genkan_format_forecast_there:
 * @forecast: of a Record
 *
 * Returns: (transfer full) (nullable): what would happen in DefectDojo, if something would
 */
char *
genkan_format_forecast_there (GenkanRecordForecast *forecast)
{
  g_autofree char *there = NULL;

  if (genkan_record_forecast_get_n_there (forecast) == 0)
    return NULL;

  there = genkan_record_forecast_describe_there (forecast);

  /* Translators: "In DefectDojo: 3 created, 1 closed" */
  return g_strdup_printf (_("In DefectDojo: %s"), there);
}

/**
 * genkan_format_forecast_guard:
 * @forecast: of a Record
 *
 * Returns: (transfer full) (nullable): what the removal guard would ask about, if it would
 */
char *
genkan_format_forecast_guard (GenkanRecordForecast *forecast)
{
  const GenkanRecordForecastFields *fields = genkan_record_forecast_get (forecast);
  guint n_held = fields->n_changes[GENKAN_FINDING_CHANGE_HELD];

  if (n_held == 0)
    return NULL;

  return g_strdup_printf (_("You would be asked: %'u of %'u open findings would close. "
                            "Until then they stay open."), n_held, fields->n_open);
}

/* --- all together --- */

static char *
format_here (GenkanRecordForecast *sum,
             guint                 n_changing,
             guint                 n_bad,
             guint                 n_records)
{
  const guint *n_changes = genkan_record_forecast_get (sum)->n_changes;
  guint n_held = n_changes[GENKAN_FINDING_CHANGE_HELD];
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *changes = NULL;
  g_autofree char *records =
    /* Translators: so many of so many Records */
    g_strdup_printf (ngettext ("%'u of %'u Record would change", "%'u of %'u Records would change",
                               n_records), n_changing, n_records);

  genkan_format_add_changes (parts, n_changes[GENKAN_FINDING_CHANGE_NEW],
                             n_changes[GENKAN_FINDING_CHANGE_CHANGED],
                             n_changes[GENKAN_FINDING_CHANGE_CLOSED],
                             n_changes[GENKAN_FINDING_CHANGE_REOPENED]);
  genkan_format_add_part (parts, n_held,
            g_strdup_printf (ngettext ("%'u to be asked about", "%'u to be asked about", n_held),
                             n_held));
  genkan_format_add_part (parts, n_bad,
            g_strdup_printf (ngettext ("%'u not read in whole", "%'u not read in whole", n_bad),
                             n_bad));
  if (parts->len == 0)
    return g_steal_pointer (&records);

  g_ptr_array_add (parts, NULL);
  changes = g_strjoinv (", ", (char **) parts->pdata);

  return g_strdup_printf ("%s: %s", records, changes);
}

/**
 * genkan_format_forecasts:
 * @forecasts: a list of #GenkanRecordForecast
 *
 * Returns: (transfer full) (nullable): what would happen to all of them, here and in DefectDojo, if
 *   something would
 */
char *
genkan_format_forecasts (GListModel *forecasts)
{
  g_autoptr (GenkanRecordForecast) sum = genkan_record_forecast_sum_up (forecasts);
  guint n_records = g_list_model_get_n_items (forecasts);
  guint n_changing = 0, n_bad = 0;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  for (guint i = 0; i < n_records; i++)
    {
      g_autoptr (GenkanRecordForecast) forecast = g_list_model_get_item (forecasts, i);

      n_changing += genkan_record_forecast_get_n_here (forecast) > 0
                    || genkan_record_forecast_get_n_there (forecast) > 0;
      n_bad += genkan_record_forecast_get (forecast)->outcome != GENKAN_OUTCOME_COMPLETE;
    }

  if (n_changing == 0 && n_bad == 0)
    return NULL;

  here = format_here (sum, n_changing, n_bad, n_records);
  there = genkan_format_forecast_there (sum);

  return there != NULL ? g_strdup_printf ("%s. %s", here, there) : g_steal_pointer (&here);
}

/**
 * genkan_format_finding_change:
 * @change: what happens to a Finding
 *
 * Returns: (transfer full): "Changed · High, was Low · /search"
 */
char *
genkan_format_finding_change (GenkanFindingChange *change)
{
  const GenkanFindingChangeFields *fields = genkan_finding_change_get (change);
  const char *severity = genkan_format_severity (fields->severity);
  g_autofree char *was = NULL;
  g_autofree char *first = NULL;

  if (fields->earlier != fields->severity)
    /* Translators: a severity, and the one before: "High, was Low" */
    was = g_strdup_printf (_("%s, was %s"), severity, genkan_format_severity (fields->earlier));
  first = genkan_format_pair (genkan_finding_change_kind_describe (fields->kind),
                              was != NULL ? was : severity);

  return genkan_format_pair (first, fields->component);
}
