/* genkan-dojo-finding.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Finding as Generic Findings Import takes it. A field that a server does not know is a status
 * 400 for the whole file, so fields are sent by the server's version.
 *
 * DefectDojo knows a finding again by its title, CWE, line, file and description. Those are
 * pinned: sent for ever as they were first, whatever the tool says today; and what it says today
 * goes there by a PATCH (genkan-dojo-drift.c), which does not change by what it is known.
 *
 * `service` is never sent: a reimport that does not name it would never close such a finding.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-finding.h"

#include "genkan-dojo-account.h"
#include "genkan-dojo-error.h"
#include "genkan-dojo-json-private.h"
#include "genkan-dojo-values-private.h"

#include "genkan-enums.h"

#define MAX_TITLE 500
#define MAX_UNIQUE_ID 500

typedef struct
{
  const char          *name;
  GenkanDojoValueKind  kind;
  guint                limit; /* characters */
  guint                since; /* version; 0: ever */
} Field;

/* Title, severity, description, lists and the unique id are made by themselves. */
static const Field fields_table[] = {
  { "vuln_id_from_tool", GENKAN_DOJO_VALUE_LINE, 500 },
  { "mitigation", GENKAN_DOJO_VALUE_LONG },
  { "impact", GENKAN_DOJO_VALUE_LONG },
  { "steps_to_reproduce", GENKAN_DOJO_VALUE_LONG },
  { "severity_justification", GENKAN_DOJO_VALUE_LONG },
  { "references", GENKAN_DOJO_VALUE_LONG },
  { "date", GENKAN_DOJO_VALUE_DAY },
  { "mitigated", GENKAN_DOJO_VALUE_MOMENT },
  { "publish_date", GENKAN_DOJO_VALUE_DAY },
  { "planned_remediation_date", GENKAN_DOJO_VALUE_DAY },
  { "kev_date", GENKAN_DOJO_VALUE_DAY, 0, GENKAN_DOJO_VERSION (2, 51) },
  { "cvssv3", GENKAN_DOJO_VALUE_VECTOR },
  { "cvssv3_score", GENKAN_DOJO_VALUE_NUMBER },
  { "cvssv4", GENKAN_DOJO_VALUE_VECTOR, 0, GENKAN_DOJO_VERSION (2, 51) },
  { "cvssv4_score", GENKAN_DOJO_VALUE_NUMBER, 0, GENKAN_DOJO_VERSION (2, 51) },
  { "epss_score", GENKAN_DOJO_VALUE_SHARE, 0, GENKAN_DOJO_VERSION (2, 42) },
  { "epss_percentile", GENKAN_DOJO_VALUE_SHARE, 0, GENKAN_DOJO_VERSION (2, 42) },
  { "known_exploited", GENKAN_DOJO_VALUE_BOOLEAN, 0, GENKAN_DOJO_VERSION (2, 51) },
  { "ransomware_used", GENKAN_DOJO_VALUE_BOOLEAN, 0, GENKAN_DOJO_VERSION (2, 51) },
  { "fix_available", GENKAN_DOJO_VALUE_BOOLEAN, 0, GENKAN_DOJO_VERSION (2, 51) },
  { "fix_version", GENKAN_DOJO_VALUE_LINE, 100, GENKAN_DOJO_VERSION (2, 56) },
  { "active", GENKAN_DOJO_VALUE_BOOLEAN },
  { "verified", GENKAN_DOJO_VALUE_BOOLEAN },
  { "false_p", GENKAN_DOJO_VALUE_BOOLEAN },
  { "out_of_scope", GENKAN_DOJO_VALUE_BOOLEAN },
  { "risk_accepted", GENKAN_DOJO_VALUE_BOOLEAN },
  { "under_review", GENKAN_DOJO_VALUE_BOOLEAN },
  { "is_mitigated", GENKAN_DOJO_VALUE_BOOLEAN },
  { "component_name", GENKAN_DOJO_VALUE_LINE, 500 },
  { "component_version", GENKAN_DOJO_VALUE_LINE, 100 },
  { "file_path", GENKAN_DOJO_VALUE_LINE, 4000 },
  { "line", GENKAN_DOJO_VALUE_INTEGER },
  { "sast_source_object", GENKAN_DOJO_VALUE_LINE, 500 },
  { "sast_sink_object", GENKAN_DOJO_VALUE_LINE, 500 },
  { "sast_source_file_path", GENKAN_DOJO_VALUE_LINE, 4000 },
  { "sast_source_line", GENKAN_DOJO_VALUE_INTEGER },
  { "static_finding", GENKAN_DOJO_VALUE_BOOLEAN },
  { "dynamic_finding", GENKAN_DOJO_VALUE_BOOLEAN },
  { "scanner_confidence", GENKAN_DOJO_VALUE_INTEGER },
  { "nb_occurences", GENKAN_DOJO_VALUE_INTEGER },
  { "param", GENKAN_DOJO_VALUE_LONG },
  { "payload", GENKAN_DOJO_VALUE_LONG },
  { "planned_remediation_version", GENKAN_DOJO_VALUE_LINE, 99 },
  { "effort_for_fixing", GENKAN_DOJO_VALUE_LINE, 99 },
};

/* --- required ------------------------------------------------------------------------------- */

static char *
dup_member (JsonObject *fields,
            const char *name)
{
  return _genkan_dojo_value_dup_text (json_object_get_member (fields, name));
}

/* A longer one is cut, and kept apart from others with the same start by a checksum. */
static char *
make_unique_id (const char *id,
                const char *prefix)
{
  g_autofree char *whole = prefix != NULL ? g_strconcat (prefix, ":", id, NULL) : g_strdup (id);
  g_autofree char *clean = _genkan_dojo_value_clean_text (whole, FALSE, 0);
  g_autofree char *sum = NULL;

  if (g_utf8_strlen (clean, -1) <= MAX_UNIQUE_ID)
    return g_steal_pointer (&clean);

  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);
  *g_utf8_offset_to_pointer (clean, MAX_UNIQUE_ID - 65) = '\0';

  return g_strconcat (clean, ":", sum, NULL);
}

static void
set_severity (JsonObject *finding,
              JsonObject *fields)
{
  g_autofree char *text = dup_member (fields, "severity");
  GenkanSeverity severity = GENKAN_SEVERITY_INFO;

  genkan_severity_from_text (text, &severity);
  json_object_set_string_member (finding, "severity", genkan_severity_to_dojo (severity));
}

static void
set_required (JsonObject *finding,
              JsonObject *fields,
              const char *unique_id)
{
  g_autofree char *title = dup_member (fields, "title");
  g_autofree char *clean_title = _genkan_dojo_value_clean_text (title != NULL ? title : "", FALSE,
                                                                MAX_TITLE);
  g_autoptr (JsonNode) description =
    _genkan_dojo_value_clean (json_object_get_member (fields, "description"),
                              GENKAN_DOJO_VALUE_LONG, 0);

  json_object_set_string_member (finding, "unique_id_from_tool", unique_id);
  json_object_set_string_member (finding, "title", *clean_title != '\0' ? clean_title : unique_id);
  json_object_set_string_member (finding, "description",
                                 description != NULL ? json_node_get_string (description) : "");
  set_severity (finding, fields);
}

/* --- lists ---------------------------------------------------------------------------------- */

/* Takes the list; an empty one is not sent. */
static void
set_list (JsonObject *finding,
          const char *name,
          JsonArray  *list)
{
  if (json_array_get_length (list) > 0)
    json_object_set_array_member (finding, name, list);
  else
    json_array_unref (list);
}

/* All of them where the server takes several, and the first by itself: it is part of what the
 * finding is known by, and has to stay so when the server is updated. */
static void
set_cwes (JsonObject *finding,
          JsonObject *fields,
          guint       version)
{
  g_autoptr (JsonArray) cwes =
    _genkan_dojo_value_clean_cwes (json_object_get_member (fields, "cwes"));
  g_autoptr (JsonArray) cwe =
    _genkan_dojo_value_clean_cwes (json_object_get_member (fields, "cwe"));

  if (json_array_get_length (cwe) > 0)
    json_object_set_int_member (finding, "cwe", json_array_get_int_element (cwe, 0));
  else if (json_array_get_length (cwes) > 0)
    json_object_set_int_member (finding, "cwe", json_array_get_int_element (cwes, 0));
  if (version >= GENKAN_DOJO_VERSION (3, 2) && json_array_get_length (cwes) > 1)
    json_object_set_array_member (finding, "cwes", json_array_ref (cwes));
}

static void
set_lists (JsonObject *finding,
           JsonObject *fields,
           guint       version)
{
  set_cwes (finding, fields, version);
  set_list (finding, "vulnerability_ids",
            _genkan_dojo_value_clean_ids (json_object_get_member (fields, "vulnerability_ids"),
                                          json_object_get_member (fields, "cve")));
  set_list (finding, "tags",
            _genkan_dojo_value_clean_tags (json_object_get_member (fields, "tags")));
  set_list (finding, "endpoints",
            _genkan_dojo_value_clean_endpoints (json_object_get_member (fields, "endpoints")));
}

/* --- the rest ------------------------------------------------------------------------------- */

/* The page at the vendor has no field. */
static void
add_url (JsonObject *finding,
         JsonObject *fields)
{
  g_autoptr (JsonNode) url = _genkan_dojo_value_clean (json_object_get_member (fields, "url"),
                                                       GENKAN_DOJO_VALUE_LINE, 2000);
  const char *page = url != NULL ? json_node_get_string (url) : NULL;
  const char *references = _genkan_dojo_json_get_string (finding, "references");
  g_autofree char *both = NULL;

  if (page == NULL || (references != NULL && strstr (references, page) != NULL))
    return;

  both = references != NULL ? g_strconcat (page, "\n", references, NULL) : g_strdup (page);
  json_object_set_string_member (finding, "references", both);
}

/* DefectDojo refuses what contradicts itself: what is closed is not active, what is false is not
 * verified, and what is open was not mitigated. */
static void
settle_state (JsonObject *finding)
{
  gboolean is_mitigated = _genkan_dojo_json_get_boolean (finding, "is_mitigated");
  gboolean false_p = _genkan_dojo_json_get_boolean (finding, "false_p");

  if (is_mitigated || false_p || _genkan_dojo_json_get_boolean (finding, "out_of_scope")
      || _genkan_dojo_json_get_boolean (finding, "risk_accepted"))
    json_object_set_boolean_member (finding, "active", FALSE);
  if (false_p)
    json_object_set_boolean_member (finding, "verified", FALSE);
  if (!is_mitigated)
    json_object_remove_member (finding, "mitigated");
}

static void
set_fields (JsonObject *finding,
            JsonObject *fields,
            guint       version)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields_table); i++)
    {
      const Field *field = &fields_table[i];
      JsonNode *value = NULL;

      if (version >= field->since)
        value = _genkan_dojo_value_clean (json_object_get_member (fields, field->name),
                                          field->kind, field->limit);
      if (value != NULL)
        json_object_set_member (finding, field->name, value);
    }
}

/**
 * genkan_dojo_finding_new:
 * @fields: a Finding's fields, as the store has them
 * @version: the server's #GENKAN_DOJO_VERSION
 * @prefix: (nullable): what goes before the tool's id, so that it is unique in a Product
 * @error: return location for %GENKAN_DOJO_ERROR_REFUSED: no JSON, or no id
 *
 * Returns: (transfer full) (nullable): what DefectDojo takes
 */
JsonObject *
genkan_dojo_finding_new (const char  *text,
                         guint        version,
                         const char  *prefix,
                         GError     **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *id = NULL;
  g_autofree char *unique_id = NULL;
  JsonObject *fields;
  JsonObject *finding;

  g_return_val_if_fail (text != NULL, NULL);

  node = _genkan_dojo_json_parse (text, strlen (text));
  fields = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  id = fields != NULL ? dup_member (fields, "unique_id_from_tool") : NULL;
  if (id == NULL || *id == '\0')
    {
      g_set_error_literal (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_REFUSED,
                           "A stored Finding is no JSON object with a unique_id_from_tool, and "
                           "cannot be delivered; the next Sync stores it anew");
      return NULL;
    }

  unique_id = make_unique_id (id, prefix);
  finding = json_object_new ();
  set_required (finding, fields, unique_id);
  set_fields (finding, fields, version);
  set_lists (finding, fields, version);
  add_url (finding, fields);
  settle_state (finding);

  return finding;
}
