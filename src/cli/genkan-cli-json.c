/* genkan-cli-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-json.h"
#include "genkan-cli-rules.h"

void
genkan_cli_json_add_text (JsonBuilder *builder,
                          const char  *name,
                          const char  *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

void
genkan_cli_json_add_number (JsonBuilder *builder,
                            const char  *name,
                            gint64       number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

void
genkan_cli_json_add_time (JsonBuilder *builder,
                          const char  *name,
                          gint64       time)
{
  g_autoptr (GDateTime) date = time != 0 ? g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC) : NULL;
  g_autofree char *text = date != NULL ? g_date_time_format_iso8601 (date) : NULL;

  genkan_cli_json_add_text (builder, name, text);
}

/* What is JSON in the database is JSON here, not a text that holds it. */
void
genkan_cli_json_add_json (JsonBuilder *builder,
                          const char  *name,
                          const char  *text)
{
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  json_builder_set_member_name (builder, name);
  if (node != NULL)
    json_builder_add_value (builder, g_steal_pointer (&node));
  else
    json_builder_add_null_value (builder);
}

static void
add_settings (JsonBuilder      *builder,
              GenkanConnection *connection)
{
  g_autoptr (GList) names = g_hash_table_get_keys (genkan_connection_get_settings (connection));

  names = g_list_sort (g_steal_pointer (&names), (GCompareFunc) g_strcmp0);
  json_builder_set_member_name (builder, "settings");
  json_builder_begin_object (builder);
  for (GList *l = names; l != NULL; l = l->next)
    genkan_cli_json_add_text (builder, l->data, genkan_connection_get_setting (connection, l->data));
  json_builder_end_object (builder);
}

void
genkan_cli_json_add_connection (JsonBuilder      *builder,
                                GenkanConnection *connection)
{
  json_builder_begin_object (builder);
  genkan_cli_json_add_number (builder, "id", genkan_connection_get_id (connection));
  genkan_cli_json_add_text (builder, "label", genkan_connection_get_label (connection));
  genkan_cli_json_add_text (builder, "connector", genkan_connection_get_connector_id (connection));
  genkan_cli_json_add_text (builder, "visible", genkan_connection_get_visible (connection));
  genkan_cli_json_add_number (builder, "unmapped", genkan_connection_get_n_unmapped (connection));
  genkan_cli_json_add_number (builder, "mapped", genkan_connection_get_n_mapped (connection));
  add_settings (builder, connection);
  genkan_cli_json_add_text (builder, "minimum_severity",
                            genkan_severity_to_nick (genkan_connection_get_minimum_severity (connection)));
  genkan_cli_json_add_rules (builder, genkan_connection_get_rules (connection));
  json_builder_end_object (builder);
}

/* null: the Connection's counts. */
static const char *
get_minimum (GenkanRecord *record)
{
  int minimum = genkan_record_get_minimum_severity (record);

  return minimum != GENKAN_MINIMUM_OF_CONNECTION ? genkan_severity_to_nick (minimum) : NULL;
}

void
genkan_cli_json_add_record (JsonBuilder  *builder,
                            GenkanRecord *record,
                            const char   *label)
{
  json_builder_begin_object (builder);
  genkan_cli_json_add_number (builder, "id", genkan_record_get_id (record));
  genkan_cli_json_add_text (builder, "connection", label);
  genkan_cli_json_add_text (builder, "vendor_id", genkan_record_get_vendor_id (record));
  genkan_cli_json_add_text (builder, "name", genkan_record_get_name (record));
  genkan_cli_json_add_text (builder, "kind", genkan_record_get_kind (record));
  genkan_cli_json_add_text (builder, "parent", genkan_record_get_parent (record));
  genkan_cli_json_add_text (builder, "url", genkan_record_get_url (record));
  genkan_cli_json_add_text (builder, "description", genkan_record_get_description (record));
  genkan_cli_json_add_json (builder, "tags", genkan_record_get_tags (record));
  genkan_cli_json_add_json (builder, "extra", genkan_record_get_extra (record));
  genkan_cli_json_add_text (builder, "state", genkan_record_state_to_nick (genkan_record_get_state (record)));
  genkan_cli_json_add_text (builder, "product", genkan_record_get_product_name (record));
  genkan_cli_json_add_text (builder, "minimum_severity", get_minimum (record));
  genkan_cli_json_add_time (builder, "first_discovered", genkan_record_get_first_discovered (record));
  genkan_cli_json_add_time (builder, "last_discovered", genkan_record_get_last_discovered (record));
  genkan_cli_json_add_time (builder, "finalized", genkan_record_get_finalized (record));
  json_builder_end_object (builder);
}

void
genkan_cli_json_add_operation (JsonBuilder     *builder,
                               GenkanOperation *operation)
{
  json_builder_begin_object (builder);
  genkan_cli_json_add_number (builder, "id", genkan_operation_get_id (operation));
  genkan_cli_json_add_text (builder, "type", genkan_operation_type_to_nick (genkan_operation_get_kind (operation)));
  genkan_cli_json_add_text (builder, "status", genkan_operation_status_to_nick (genkan_operation_get_status (operation)));
  genkan_cli_json_add_text (builder, "trigger", genkan_operation_trigger_to_nick (genkan_operation_get_trigger (operation)));
  genkan_cli_json_add_time (builder, "started", genkan_operation_get_started (operation));
  genkan_cli_json_add_time (builder, "ended", genkan_operation_get_ended (operation));
  genkan_cli_json_add_number (builder, "seen", genkan_operation_get_n_seen (operation));
  genkan_cli_json_add_number (builder, "new", genkan_operation_get_n_new (operation));
  genkan_cli_json_add_number (builder, "changed", genkan_operation_get_n_changed (operation));
  genkan_cli_json_add_number (builder, "missing", genkan_operation_get_n_missing (operation));
  genkan_cli_json_add_number (builder, "returned", genkan_operation_get_n_returned (operation));
  if (genkan_operation_get_kind (operation) != GENKAN_OPERATION_TYPE_DISCOVER)
    {
      genkan_cli_json_add_number (builder, "closed", genkan_operation_get_n_missing (operation));
      genkan_cli_json_add_number (builder, "reopened", genkan_operation_get_n_returned (operation));
    }
  genkan_cli_json_add_number (builder, "mapped", genkan_operation_get_n_mapped (operation));
  genkan_cli_json_add_number (builder, "left_out", genkan_operation_get_n_left_out (operation));
  genkan_cli_json_add_text (builder, "message", genkan_operation_get_message (operation));
  json_builder_end_object (builder);
}

void
genkan_cli_json_add_finding (JsonBuilder               *builder,
                             const GenkanFindingFields *finding)
{
  json_builder_begin_object (builder);
  genkan_cli_json_add_number (builder, "id", finding->id);
  genkan_cli_json_add_text (builder, "unique_id", finding->unique_id);
  genkan_cli_json_add_text (builder, "record", finding->record_name);
  genkan_cli_json_add_text (builder, "product", finding->product_name);
  genkan_cli_json_add_text (builder, "severity", genkan_severity_to_nick (finding->severity));
  genkan_cli_json_add_text (builder, "state", genkan_finding_state_to_nick (finding->state));
  genkan_cli_json_add_text (builder, "title", finding->title);
  genkan_cli_json_add_text (builder, "component", finding->component);
  genkan_cli_json_add_text (builder, "vulnerability", finding->vulnerability);
  genkan_cli_json_add_time (builder, "first_seen", finding->first_seen);
  genkan_cli_json_add_time (builder, "changed", finding->changed);
  genkan_cli_json_add_time (builder, "closed", finding->closed);
  genkan_cli_json_add_json (builder, "fields", finding->fields);
  json_builder_end_object (builder);
}

static const char *
outcome_to_nick (GenkanOutcome outcome)
{
  static const char *const nicks[GENKAN_N_OUTCOMES] = {
    [GENKAN_OUTCOME_COMPLETE] = "complete",
    [GENKAN_OUTCOME_PARTIAL] = "partial",
    [GENKAN_OUTCOME_FAILED] = "failed",
    [GENKAN_OUTCOME_SKIPPED] = "skipped",
  };

  if (outcome == GENKAN_OUTCOME_NONE)
    return "not-asked";

  return outcome >= 0 && outcome < GENKAN_N_OUTCOMES ? nicks[outcome] : "unknown";
}

static void
add_delivery (JsonBuilder            *builder,
              const GenkanSyncResult *result,
              const GenkanServer     *server)
{
  g_autofree char *page =
    server != NULL ? genkan_server_dup_page (server, "test", result->test_id) : NULL;

  json_builder_set_member_name (builder, "delivery");
  if (result->delivery == GENKAN_DELIVERY_NONE)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  genkan_cli_json_add_text (builder, "outcome", genkan_delivery_outcome_to_nick (result->delivery));
  genkan_cli_json_add_number (builder, "created", result->n_created);
  genkan_cli_json_add_number (builder, "updated", result->n_updated);
  genkan_cli_json_add_number (builder, "closed", result->n_mitigated);
  genkan_cli_json_add_number (builder, "reopened", result->n_reactivated);
  genkan_cli_json_add_number (builder, "test_id", result->test_id);
  genkan_cli_json_add_text (builder, "test_url", page);
  genkan_cli_json_add_text (builder, "message", result->delivery_message);
  json_builder_end_object (builder);
}

static void
add_sync_result (JsonBuilder            *builder,
                 const GenkanSyncResult *result,
                 const GenkanServer     *server)
{
  json_builder_begin_object (builder);
  genkan_cli_json_add_number (builder, "record_id", result->record_id);
  genkan_cli_json_add_text (builder, "record", result->record_name);
  genkan_cli_json_add_text (builder, "outcome", outcome_to_nick (result->outcome));
  genkan_cli_json_add_number (builder, "found", result->n_found);
  genkan_cli_json_add_number (builder, "new", result->n_new);
  genkan_cli_json_add_number (builder, "changed", result->n_changed);
  genkan_cli_json_add_number (builder, "closed", result->n_closed);
  genkan_cli_json_add_number (builder, "reopened", result->n_reopened);
  genkan_cli_json_add_number (builder, "below_minimum", result->n_below);
  genkan_cli_json_add_number (builder, "held", result->n_held);
  genkan_cli_json_add_text (builder, "message", result->message);
  add_delivery (builder, result, server);
  json_builder_end_object (builder);
}

/* An Operation that has a result for each of its Records. */
void
genkan_cli_json_print_sync (GenkanOperation    *operation,
                            GPtrArray          *results,
                            const GenkanServer *server)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "operation");
  genkan_cli_json_add_operation (builder, operation);
  json_builder_set_member_name (builder, "records");
  json_builder_begin_array (builder);
  for (guint i = 0; i < results->len; i++)
    add_sync_result (builder, g_ptr_array_index (results, i), server);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  genkan_cli_json_print (builder);
}

static void
add_finding_change (JsonBuilder         *builder,
                    GenkanFindingChange *change)
{
  const GenkanFindingChangeFields *fields = genkan_finding_change_get (change);

  json_builder_begin_object (builder);
  genkan_cli_json_add_text (builder, "change", genkan_finding_change_kind_to_nick (fields->kind));
  genkan_cli_json_add_text (builder, "id", fields->unique_id);
  genkan_cli_json_add_text (builder, "title", fields->title);
  genkan_cli_json_add_text (builder, "component", fields->component);
  genkan_cli_json_add_text (builder, "severity", genkan_severity_to_nick (fields->severity));
  genkan_cli_json_add_text (builder, "severity_before", genkan_severity_to_nick (fields->earlier));
  json_builder_end_object (builder);
}

static void
add_there (JsonBuilder                      *builder,
           const GenkanRecordForecastFields *fields)
{
  json_builder_set_member_name (builder, "server");
  if (!fields->delivers)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  genkan_cli_json_add_number (builder, "created", fields->n_create);
  genkan_cli_json_add_number (builder, "updated", fields->n_update);
  genkan_cli_json_add_number (builder, "closed", fields->n_close);
  genkan_cli_json_add_number (builder, "reopened", fields->n_reopen);
  json_builder_end_object (builder);
}

void
genkan_cli_json_add_record_forecast (JsonBuilder          *builder,
                                     GenkanRecordForecast *forecast)
{
  const GenkanRecordForecastFields *fields = genkan_record_forecast_get (forecast);
  GListModel *changes = genkan_record_forecast_get_changes (forecast);

  json_builder_begin_object (builder);
  genkan_cli_json_add_number (builder, "record_id", fields->record_id);
  genkan_cli_json_add_text (builder, "record", fields->name);
  genkan_cli_json_add_text (builder, "product", fields->product_name);
  genkan_cli_json_add_text (builder, "outcome", outcome_to_nick (fields->outcome));
  genkan_cli_json_add_text (builder, "message", fields->message);
  genkan_cli_json_add_number (builder, "found", fields->n_found);
  genkan_cli_json_add_number (builder, "below_minimum", fields->n_below);
  genkan_cli_json_add_number (builder, "open", fields->n_open);
  for (guint kind = 0; kind < GENKAN_N_FINDING_CHANGE_KINDS; kind++)
    genkan_cli_json_add_number (builder, genkan_finding_change_kind_to_nick (kind),
                                fields->n_changes[kind]);
  add_there (builder, fields);

  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (changes); i++)
    {
      g_autoptr (GenkanFindingChange) change = g_list_model_get_item (changes, i);

      add_finding_change (builder, change);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

const char *
genkan_cli_log_severity_to_nick (GenkanLogSeverity severity)
{
  switch (severity)
    {
    case GENKAN_LOG_INFO:
      return "info";

    case GENKAN_LOG_WARNING:
      return "warning";

    case GENKAN_LOG_ERROR:
      return "error";

    default:
      return "unknown";
    }
}

void
genkan_cli_json_add_log_line (JsonBuilder         *builder,
                              const GenkanLogLine *line)
{
  json_builder_begin_object (builder);
  genkan_cli_json_add_time (builder, "time", line->time);
  genkan_cli_json_add_text (builder, "severity", genkan_cli_log_severity_to_nick (line->severity));
  genkan_cli_json_add_text (builder, "text", line->text);
  json_builder_end_object (builder);
}

/* Prints what was built, with indents, as people read it too. */
void
genkan_cli_json_print (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  g_print ("%s\n", text);
}
