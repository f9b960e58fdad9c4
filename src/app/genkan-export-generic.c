/* genkan-export-generic.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * DefectDojo's Generic Findings Import, as 2.51 and later read it. A key that it does not know, a
 * text that is too long for its database, or a finding without a description makes it refuse the
 * whole file: what is not in the table below is left out, and what is too long is cut.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-export-private.h"

#define DAY_LENGTH 10
#define ID_LENGTH 50

typedef enum
{
  KIND_TEXT,
  KIND_NUMBER,
  KIND_BOOLEAN,
  KIND_DAY,
  KIND_LIST,
} GenkanGenericKind;

static const struct
{
  const char        *name;
  GenkanGenericKind  kind;
  guint              length; /* in characters; 0: any */
} keys[] = {
  { "unique_id_from_tool", KIND_TEXT, 500 }, { "vuln_id_from_tool", KIND_TEXT, 500 },
  { "description", KIND_TEXT, 0 }, { "mitigation", KIND_TEXT, 0 }, { "impact", KIND_TEXT, 0 },
  { "steps_to_reproduce", KIND_TEXT, 0 }, { "severity_justification", KIND_TEXT, 0 },
  { "references", KIND_TEXT, 0 }, { "date", KIND_TEXT, 0 }, { "mitigated", KIND_TEXT, 0 },
  { "publish_date", KIND_DAY, 0 }, { "planned_remediation_date", KIND_DAY, 0 },
  { "kev_date", KIND_DAY, 0 }, { "cwe", KIND_NUMBER, 0 },
  { "vulnerability_ids", KIND_LIST, ID_LENGTH }, { "endpoints", KIND_LIST, 0 },
  { "tags", KIND_LIST, 0 },
  { "cvssv3", KIND_TEXT, 0 }, { "cvssv3_score", KIND_NUMBER, 0 }, { "cvssv4", KIND_TEXT, 0 },
  { "cvssv4_score", KIND_NUMBER, 0 }, { "epss_score", KIND_NUMBER, 0 },
  { "epss_percentile", KIND_NUMBER, 0 }, { "known_exploited", KIND_BOOLEAN, 0 },
  { "ransomware_used", KIND_BOOLEAN, 0 }, { "fix_available", KIND_BOOLEAN, 0 },
  { "verified", KIND_BOOLEAN, 0 }, { "under_review", KIND_BOOLEAN, 0 },
  { "component_name", KIND_TEXT, 500 }, { "component_version", KIND_TEXT, 100 },
  { "file_path", KIND_TEXT, 4000 }, { "line", KIND_NUMBER, 0 },
  { "sast_source_object", KIND_TEXT, 500 }, { "sast_sink_object", KIND_TEXT, 500 },
  { "sast_source_file_path", KIND_TEXT, 4000 }, { "sast_source_line", KIND_NUMBER, 0 },
  { "static_finding", KIND_BOOLEAN, 0 }, { "dynamic_finding", KIND_BOOLEAN, 0 },
  { "scanner_confidence", KIND_NUMBER, 0 }, { "nb_occurences", KIND_NUMBER, 0 },
  { "param", KIND_TEXT, 0 }, { "payload", KIND_TEXT, 0 },
  { "planned_remediation_version", KIND_TEXT, 99 }, { "effort_for_fixing", KIND_TEXT, 99 },
};

#define TITLE_LENGTH 511

static void
add_text (JsonObject *object,
          const char *name,
          const char *text,
          guint       length)
{
  g_autofree char *cut = length > 0 && g_utf8_strlen (text, -1) > length
                           ? g_utf8_substring (text, 0, length) : NULL;

  json_object_set_string_member (object, name, cut != NULL ? cut : text);
}

/* Ids that are too long would make the server fail. */
static void
add_list (JsonObject *object,
          const char *name,
          JsonArray  *list,
          guint       length)
{
  JsonArray *kept = json_array_new ();

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (text != NULL && (length == 0 || g_utf8_strlen (text, -1) <= length))
        json_array_add_string_element (kept, text);
    }

  json_object_set_array_member (object, name, kept);
}

static void
add_number (JsonObject *object,
            const char *name,
            JsonNode   *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE)
    json_object_set_member (object, name, json_node_copy (node));
}

static void
add_key (JsonObject *object,
         JsonObject *columns,
         gsize       key)
{
  const char *name = keys[key].name;
  JsonNode *node = json_object_get_member (columns, name);
  JsonArray *list = genkan_export_get_list (columns, name);
  g_autofree char *text = genkan_export_dup_text (columns, name);

  if (list != NULL && keys[key].kind == KIND_LIST)
    add_list (object, name, list, keys[key].length);
  else if (text == NULL || json_node_is_null (node))
    return;
  else if (keys[key].kind == KIND_TEXT)
    add_text (object, name, text, keys[key].length);
  else if (keys[key].kind == KIND_DAY)
    add_text (object, name, text, DAY_LENGTH);
  else if (keys[key].kind == KIND_NUMBER)
    add_number (object, name, node);
  else if (keys[key].kind == KIND_BOOLEAN)
    json_object_set_boolean_member (object, name, json_node_get_int (node) != 0);
}

/* As Genkan knows it, which is more than the tool said: what it brings no longer is closed. */
static void
add_state (JsonObject         *object,
           GenkanFindingState  state)
{
  json_object_set_boolean_member (object, "active", state == GENKAN_FINDING_OPEN);
  json_object_set_boolean_member (object, "is_mitigated", state == GENKAN_FINDING_CLOSED);
  json_object_set_boolean_member (object, "false_p", state == GENKAN_FINDING_FALSE_POSITIVE);
  json_object_set_boolean_member (object, "out_of_scope", state == GENKAN_FINDING_OUT_OF_SCOPE);
  json_object_set_boolean_member (object, "risk_accepted", state == GENKAN_FINDING_RISK_ACCEPTED);
}

static void
append_finding (GString                   *text,
                const GenkanFindingFields *finding,
                JsonObject                *columns)
{
  g_autoptr (JsonObject) object = json_object_new ();

  add_text (object, "title", finding->title, TITLE_LENGTH);
  json_object_set_string_member (object, "severity", genkan_severity_to_dojo (finding->severity));
  json_object_set_string_member (object, "description", "");
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    add_key (object, columns, i);
  add_state (object, finding->state);

  genkan_export_append (text, object);
}

const GenkanExporter genkan_export_generic = {
  .head = "{\"type\":\"Genkan\",\"findings\":[\n",
  .between = ",\n",
  .tail = "\n]}\n",
  .append = append_finding,
};
