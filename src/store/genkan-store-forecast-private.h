/* genkan-store-forecast-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-database.h"
#include "genkan-store-forecast.h"

G_BEGIN_DECLS

/* How things stood before the scopes were ended, to tell by it what they did. */
typedef struct
{
  gint64      operation_id;
  gint64      time;         /* what was changed since then was changed by them */
  gint64      last_finding; /* Findings with a greater number are new */
  gint64      delivers;     /* not 0: there is a server */
  GHashTable *n_open;       /* (owned) (nullable) (element-type gint64 guint) by Record */
} GenkanForecastStart;

gboolean    genkan_forecast_start_read  (GenkanForecastStart        *start,
                                         GenkanDatabase             *db,
                                         gint64                      operation_id,
                                         GError                    **error);
void        genkan_forecast_start_clear (GenkanForecastStart        *start);
GListStore *genkan_forecast_read        (GenkanDatabase             *db,
                                         const GenkanForecastStart  *start,
                                         guint                       limit,
                                         GError                    **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanForecastStart, genkan_forecast_start_clear)

G_END_DECLS
