/* genkan-cli-json.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "genkan-connection.h"
#include "genkan-finding.h"
#include "genkan-operation.h"
#include "genkan-record.h"
#include "genkan-record-forecast.h"
#include "genkan-store-operations.h"
#include "genkan-server.h"
#include "genkan-store-sync.h"

G_BEGIN_DECLS

/* For programs: names and words as in the database, never translated; times as ISO 8601 in UTC;
 * what is not known is null. */
void genkan_cli_json_add_text       (JsonBuilder         *builder,
                                     const char          *name,
                                     const char          *text);
void genkan_cli_json_add_number     (JsonBuilder         *builder,
                                     const char          *name,
                                     gint64               number);
void genkan_cli_json_add_time       (JsonBuilder         *builder,
                                     const char          *name,
                                     gint64               time);
void genkan_cli_json_add_json       (JsonBuilder         *builder,
                                     const char          *name,
                                     const char          *text);
void genkan_cli_json_add_connection (JsonBuilder         *builder,
                                     GenkanConnection    *connection);
void genkan_cli_json_add_record     (JsonBuilder         *builder,
                                     GenkanRecord        *record,
                                     const char          *label);
void genkan_cli_json_add_operation  (JsonBuilder         *builder,
                                     GenkanOperation     *operation);
void genkan_cli_json_add_finding    (JsonBuilder         *builder,
                                     const GenkanFindingFields *finding);
void genkan_cli_json_print_sync      (GenkanOperation    *operation,
                                      GPtrArray          *results,
                                      const GenkanServer *server);
void genkan_cli_json_add_record_forecast (JsonBuilder    *builder,
                                     GenkanRecordForecast *forecast);
void genkan_cli_json_add_log_line   (JsonBuilder         *builder,
                                     const GenkanLogLine *line);
void genkan_cli_json_print          (JsonBuilder         *builder);

const char *genkan_cli_log_severity_to_nick (GenkanLogSeverity severity);

G_END_DECLS
