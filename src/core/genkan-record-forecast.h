/* genkan-record-forecast.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "genkan-enums.h"
#include "genkan-finding-change.h"

G_BEGIN_DECLS

/**
 * GenkanRecordForecastFields:
 * @record_id: the Record
 * @vendor_id: the tool's id for it
 * @name: its name
 * @product_name: (nullable): the Product that it is mapped to
 * @outcome: how reading its Findings went
 * @message: (nullable): why that is not complete
 * @n_found: the Findings that the tool brought
 * @n_below: those below the minimum severity, which are not kept
 * @n_open: its Findings that are open until now
 * @n_changes: to how many Findings something happens here, by #GenkanFindingChangeKind
 * @delivers: whether there is a server; if not, what follows is 0
 * @n_create: Findings that the server does not have yet
 * @n_update: Findings that are different there
 * @n_close: Findings that would be closed there
 * @n_reopen: Findings that would be opened again there
 *
 * What a #GenkanRecordForecast is made from. Texts are borrowed; the object copies them.
 */
typedef struct
{
  gint64         record_id;
  const char    *vendor_id;
  const char    *name;
  const char    *product_name;
  GenkanOutcome  outcome;
  const char    *message;
  guint          n_found;
  guint          n_below;
  guint          n_open;
  guint          n_changes[GENKAN_N_FINDING_CHANGE_KINDS];
  gboolean       delivers;
  guint          n_create;
  guint          n_update;
  guint          n_close;
  guint          n_reopen;
} GenkanRecordForecastFields;

#define GENKAN_TYPE_RECORD_FORECAST (genkan_record_forecast_get_type ())

/* What a Sync would do to a Record's Findings. */
G_DECLARE_FINAL_TYPE (GenkanRecordForecast, genkan_record_forecast, GENKAN, RECORD_FORECAST, GObject)

GenkanRecordForecast             *genkan_record_forecast_new
                                    (const GenkanRecordForecastFields *fields);
const GenkanRecordForecastFields *genkan_record_forecast_get
                                    (GenkanRecordForecast             *self);
void                              genkan_record_forecast_add_change
                                    (GenkanRecordForecast             *self,
                                     GenkanFindingChange              *change);
GListModel                       *genkan_record_forecast_get_changes
                                    (GenkanRecordForecast             *self);
GenkanRecordForecast             *genkan_record_forecast_sum_up
                                    (GListModel                       *forecasts);
guint                             genkan_record_forecast_get_n_here
                                    (GenkanRecordForecast             *self);
guint                             genkan_record_forecast_get_n_there
                                    (GenkanRecordForecast             *self);

G_END_DECLS
