/* dojo-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * PATCH, what it refuses, what saving a Finding does by itself, and closing one.
 */

#include "config.h"

#include "dojo-tables.h"

/* %NULL if there is no such severity. */
const char *
dojo_get_numerical (const char *severity)
{
  static const char *const severities[] = { "Critical", "High", "Medium", "Low", "Info", NULL };
  static const char *const numbers[] = { "S0", "S1", "S2", "S3", "S4" };

  for (guint i = 0; severities[i] != NULL; i++)
    if (g_strcmp0 (severity, severities[i]) == 0)
      return numbers[i];

  return NULL;
}

static void
set_if_null (JsonObject *finding,
             const char *name)
{
  if (json_object_get_null_member (finding, name))
    json_object_set_string_member (finding, name, "2026-11-22T08:22:34.764590Z");
}

static gboolean
differ (JsonObject *before,
        JsonObject *finding,
        const char *name)
{
  return before == NULL || dojo_get_boolean (before, name) != dojo_get_boolean (finding, name);
}

/* What saving does by itself: one that becomes active loses what speaks against it, and one that
 * is false or out of scope is mitigated. */
void
dojo_finding_saved (JsonObject *before,
                    JsonObject *finding)
{
  if (dojo_get_boolean (finding, "is_mitigated"))
    set_if_null (finding, "mitigated");
  if (differ (before, finding, "active") && dojo_get_boolean (finding, "active"))
    {
      json_object_set_boolean_member (finding, "false_p", FALSE);
      json_object_set_boolean_member (finding, "out_of_scope", FALSE);
      json_object_set_boolean_member (finding, "is_mitigated", FALSE);
      json_object_set_null_member (finding, "mitigated");
    }
  if ((differ (before, finding, "false_p") || differ (before, finding, "out_of_scope"))
      && (dojo_get_boolean (finding, "false_p") || dojo_get_boolean (finding, "out_of_scope")))
    {
      set_if_null (finding, "mitigated");
      json_object_set_boolean_member (finding, "is_mitigated", TRUE);
      json_object_set_boolean_member (finding, "active", FALSE);
      json_object_set_boolean_member (finding, "verified", FALSE);
    }
}

static gboolean
will_be (JsonObject *finding,
         JsonObject *body,
         const char *name)
{
  return dojo_get_boolean (json_object_has_member (body, name) ? body : finding, name);
}

static const char *
find_contradiction (JsonObject *finding,
                    JsonObject *body)
{
  if ((will_be (finding, body, "active") || will_be (finding, body, "verified"))
      && will_be (finding, body, "duplicate"))
    return "Duplicate findings cannot be verified or active";
  if (will_be (finding, body, "false_p") && will_be (finding, body, "verified"))
    return "False positive findings cannot be verified.";
  if (will_be (finding, body, "risk_accepted") && !dojo_get_boolean (finding, "risk_accepted"))
    return "Simple risk acceptance is disabled for this product, use the UI to accept this "
           "finding.";
  if (will_be (finding, body, "active") && will_be (finding, body, "risk_accepted"))
    return "Active findings cannot be risk accepted.";

  return NULL;
}

static gboolean
refuses_change (DojoTable   table,
                JsonObject *object,
                JsonObject *body,
                DojoAnswer *ret_answer)
{
  const char *contradiction =
    table == DOJO_FINDINGS ? find_contradiction (object, body) : NULL;

  if (table == DOJO_METADATA && !json_object_has_member (body, "product"))
    *ret_answer = dojo_answer_field ("non_field_errors",
                                     "Metadata may not have no targets, they need either a "
                                     "product, an endpoint or a finding");
  else if (table == DOJO_FINDINGS && json_object_has_member (body, "severity")
           && dojo_get_numerical (dojo_get_string (body, "severity")) == NULL)
    *ret_answer = dojo_answer_field ("severity", "\"x\" is not a valid choice.");
  else if (table == DOJO_FINDINGS && dojo_get_string (body, "mitigated") != NULL)
    *ret_answer = dojo_answer_field ("mitigated", "Editing mitigated timestamp is disabled "
                                                  "(EDITABLE_MITIGATED_DATA=false)");
  else if (contradiction != NULL)
    *ret_answer = dojo_answer_field ("non_field_errors", contradiction);
  else
    return FALSE;

  return TRUE;
}

/* Unknown members are ignored; the hash of a Finding stays what it was. %FALSE and an answer if
 * it is refused. */
gboolean
dojo_change (DojoTable   table,
             JsonObject *object,
             JsonObject *body,
             DojoAnswer *ret_answer)
{
  g_autoptr (JsonObject) before = dojo_copy (object);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (refuses_change (table, object, body, ret_answer))
    return FALSE;

  json_object_iter_init (&iter, body);
  while (json_object_iter_next (&iter, &name, &value))
    if (json_object_has_member (object, name) && !g_str_equal (name, "hash_code")
        && !g_str_equal (name, "id"))
      json_object_set_member (object, name, json_node_copy (value));
  if (table == DOJO_FINDINGS)
    {
      json_object_set_string_member (object, "numerical_severity",
                                     dojo_get_numerical (dojo_get_string (object, "severity")));
      dojo_finding_saved (before, object);
    }

  return TRUE;
}

/* What is not said of the other flags is taken away; the date is that of today. */
DojoAnswer
dojo_close_finding (JsonObject *finding,
                    JsonObject *body)
{
  static const char *const given[] = { "false_p", "out_of_scope", "duplicate" };

  json_object_set_boolean_member (finding, "active", FALSE);
  json_object_set_boolean_member (finding, "is_mitigated", TRUE);
  json_object_set_string_member (finding, "mitigated", "2026-11-22T08:24:00.000000Z");
  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    json_object_set_boolean_member (finding, given[i], dojo_get_boolean (body, given[i]));

  return dojo_answer_object (200, dojo_copy (body));
}
