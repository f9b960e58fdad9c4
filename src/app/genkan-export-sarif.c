/* genkan-export-sarif.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SARIF 2.1.0: one run, a result for each Finding. Results name their rules by id only, since a
 * list of rules would have to be known before the first result is written.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-export-private.h"

static const char *const levels[GENKAN_N_SEVERITIES] = {
  [GENKAN_SEVERITY_INFO] = "note",
  [GENKAN_SEVERITY_LOW] = "note",
  [GENKAN_SEVERITY_MEDIUM] = "warning",
  [GENKAN_SEVERITY_HIGH] = "error",
  [GENKAN_SEVERITY_CRITICAL] = "error",
};

static JsonObject *
add_object (JsonObject *object,
            const char *name)
{
  JsonObject *child = json_object_new ();

  json_object_set_object_member (object, name, child);

  return child;
}

/* An array of one object, which is returned. */
static JsonObject *
add_single (JsonObject *object,
            const char *name)
{
  JsonArray *array = json_array_new ();
  JsonObject *child = json_object_new ();

  json_array_add_object_element (array, child);
  json_object_set_array_member (object, name, array);

  return child;
}

static void
add_message (JsonObject                *result,
             const GenkanFindingFields *finding,
             JsonObject                *columns)
{
  const char *description = genkan_export_get_text (columns, "description");
  g_autofree char *text = g_strjoin ("\n\n", finding->title, description, NULL);

  json_object_set_string_member (add_object (result, "message"), "text", text);
}

/* The first endpoint, where there is no file. */
static char *
dup_uri (JsonObject *columns)
{
  const char *path = genkan_export_get_text (columns, "file_path");
  JsonArray *endpoints = genkan_export_get_list (columns, "endpoints");
  JsonNode *first = endpoints != NULL && json_array_get_length (endpoints) > 0
                      ? json_array_get_element (endpoints, 0) : NULL;

  if (path != NULL && *path != '\0')
    return g_uri_escape_string (path, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE);
  if (first == NULL || !JSON_NODE_HOLDS_VALUE (first) || json_node_get_string (first) == NULL)
    return NULL;

  return g_uri_escape_string (json_node_get_string (first),
                              G_URI_RESERVED_CHARS_GENERIC_DELIMITERS
                              G_URI_RESERVED_CHARS_SUBCOMPONENT_DELIMITERS "%", FALSE);
}

static void
add_location (JsonObject                *result,
              const GenkanFindingFields *finding,
              JsonObject                *columns)
{
  g_autofree char *uri = dup_uri (columns);
  gint64 line = json_object_get_int_member_with_default (columns, "line", 0);
  JsonObject *location;
  JsonObject *place;

  if (uri == NULL && finding->component == NULL)
    return;

  location = add_single (result, "locations");
  if (finding->component != NULL)
    json_object_set_string_member (add_single (location, "logicalLocations"), "fullyQualifiedName",
                                   finding->component);
  if (uri == NULL)
    return;

  place = add_object (location, "physicalLocation");
  json_object_set_string_member (add_object (place, "artifactLocation"), "uri", uri);
  if (line > 0)
    json_object_set_int_member (add_object (place, "region"), "startLine", line);
}

static void
add_properties (JsonObject                *result,
                const GenkanFindingFields *finding,
                JsonObject                *columns)
{
  JsonObject *properties = add_object (result, "properties");
  g_autofree char *score = genkan_export_dup_text (columns, "cvssv3_score");

  json_object_set_string_member (properties, "severity", genkan_severity_to_dojo (finding->severity));
  json_object_set_string_member (properties, "state", genkan_finding_state_to_nick (finding->state));
  if (score != NULL)
    json_object_set_string_member (properties, "security-severity", score);
  if (finding->vulnerability != NULL)
    json_object_set_string_member (properties, "vulnerability", finding->vulnerability);
  if (finding->record_name != NULL)
    json_object_set_string_member (properties, "record", finding->record_name);
  if (finding->product_name != NULL)
    json_object_set_string_member (properties, "product", finding->product_name);
}

/* What is not open for a reason is suppressed; what is mended is gone. */
static void
add_state (JsonObject         *result,
           GenkanFindingState  state)
{
  JsonObject *suppression;

  if (state == GENKAN_FINDING_OPEN)
    return;

  if (state == GENKAN_FINDING_CLOSED)
    {
      json_object_set_string_member (result, "baselineState", "absent");
      return;
    }

  suppression = add_single (result, "suppressions");
  json_object_set_string_member (suppression, "kind", "external");
  json_object_set_string_member (suppression, "justification", genkan_finding_state_to_nick (state));
}

static const char *
find_rule (const GenkanFindingFields *finding,
           JsonObject                *columns)
{
  const char *rule = genkan_export_get_text (columns, "vuln_id_from_tool");

  if (rule != NULL && *rule != '\0')
    return rule;

  return finding->vulnerability != NULL ? finding->vulnerability : finding->title;
}

static void
append_finding (GString                   *text,
                const GenkanFindingFields *finding,
                JsonObject                *columns)
{
  g_autoptr (JsonObject) result = json_object_new ();
  const char *url = genkan_export_get_text (columns, "url");

  json_object_set_string_member (result, "ruleId", find_rule (finding, columns));
  json_object_set_string_member (result, "level",
                                 finding->severity < GENKAN_N_SEVERITIES
                                   ? levels[finding->severity] : "none");
  add_message (result, finding, columns);
  add_location (result, finding, columns);
  json_object_set_string_member (add_object (result, "partialFingerprints"), "genkan/v1",
                                 finding->unique_id);
  if (url != NULL && g_uri_is_valid (url, G_URI_FLAGS_NONE, NULL))
    json_object_set_string_member (result, "hostedViewerUri", url);
  add_state (result, finding->state);
  add_properties (result, finding, columns);

  genkan_export_append (text, result);
}

const GenkanExporter genkan_export_sarif = {
  .head = "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
          "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"Genkan\",\"version\":\"" PACKAGE_VERSION
          "\"}},\"results\":[\n",
  .between = ",\n",
  .tail = "\n]}]}\n",
  .append = append_finding,
};
