/* genkan-dojo-drift.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reimport leaves alone and a PATCH brings up to date: severity, title, description,
 * mitigation, scores, references and the like.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-finding.h"

#include "genkan-dojo-json-private.h"
#include "genkan-dojo-values-private.h"

/* Statuses have rules of their own, lists are brought up to date by a reimport, tags are compared
 * by themselves, and what is left is said once. */
static const char *const fixed[] = {
  "unique_id_from_tool", "active", "verified", "false_p", "out_of_scope", "risk_accepted",
  "under_review", "is_mitigated", "mitigated", "date", "cwes", "vulnerability_ids", "endpoints",
  "tags", "static_finding", "dynamic_finding", "scanner_confidence", "nb_occurences", "param",
  "payload", "effort_for_fixing", NULL
};

/* A PATCH takes blanks off the ends of a text, and saving capitalises the words of a title. */
static gboolean
texts_are_equal (const char *name,
                 const char *one,
                 const char *other)
{
  g_autofree char *clean_one = g_strstrip (g_strdup (one));
  g_autofree char *clean_other = g_strstrip (g_strdup (other));

  if (g_str_equal (name, "title"))
    {
      g_autofree char *folded_one = g_utf8_casefold (clean_one, -1);
      g_autofree char *folded_other = g_utf8_casefold (clean_other, -1);

      return g_str_equal (folded_one, folded_other);
    }

  return g_str_equal (clean_one, clean_other);
}

static gboolean
are_equal (const char *name,
           JsonNode   *one,
           JsonNode   *other)
{
  g_autofree char *one_text = _genkan_dojo_value_dup_text (one);
  g_autofree char *other_text = _genkan_dojo_value_dup_text (other);
  double one_number, other_number;
  char *end;

  if (one == NULL || other == NULL || JSON_NODE_HOLDS_NULL (other))
    return FALSE;
  if (json_node_get_value_type (one) == G_TYPE_STRING)
    return other_text != NULL && texts_are_equal (name, one_text, other_text);
  if (json_node_get_value_type (one) == G_TYPE_BOOLEAN)
    return json_node_get_value_type (other) == G_TYPE_BOOLEAN
           && json_node_get_boolean (one) == json_node_get_boolean (other);
  if (one_text == NULL || other_text == NULL)
    return FALSE;

  one_number = g_ascii_strtod (one_text, NULL);
  other_number = g_ascii_strtod (other_text, &end);

  return end != other_text && ABS (one_number - other_number) < 1e-6;
}

static void
compare (JsonObject *diff,
         const char *name,
         JsonObject *wanted,
         JsonObject *sent,
         JsonObject *server)
{
  JsonNode *value = json_object_get_member (wanted, name);

  if (value == NULL || !json_object_has_member (server, name)
      || (sent != NULL && are_equal (name, value, json_object_get_member (sent, name)))
      || are_equal (name, value, json_object_get_member (server, name)))
    return;

  json_object_set_member (diff, name, json_node_copy (value));
}

static gboolean
contains (JsonArray  *list,
          const char *text)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      g_autofree char *element = _genkan_dojo_value_dup_text (json_array_get_element (list, i));

      if (g_strcmp0 (element, text) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Tags that people gave in DefectDojo stay; only what the tool added is added. */
static void
compare_tags (JsonObject *diff,
              JsonObject *wanted,
              JsonObject *sent,
              JsonObject *server)
{
  JsonArray *tags = _genkan_dojo_json_get_array (wanted, "tags");
  JsonArray *sent_tags = _genkan_dojo_json_get_array (sent, "tags");
  JsonArray *server_tags = _genkan_dojo_json_get_array (server, "tags");
  g_autoptr (JsonArray) both = json_array_new ();
  gboolean differ = FALSE;

  if (tags == NULL || server_tags == NULL)
    return;

  for (guint i = 0; i < json_array_get_length (server_tags); i++)
    json_array_add_element (both, json_node_copy (json_array_get_element (server_tags, i)));
  for (guint i = 0; i < json_array_get_length (tags); i++)
    {
      const char *tag = json_array_get_string_element (tags, i);

      if (contains (server_tags, tag) || contains (sent_tags, tag))
        continue;
      json_array_add_string_element (both, tag);
      differ = TRUE;
    }
  if (differ)
    json_object_set_array_member (diff, "tags", g_steal_pointer (&both));
}

/**
 * genkan_dojo_finding_diff:
 * @wanted: what the tool says, not pinned
 * @sent: (nullable): what it said when it was last brought up to date
 * @server: what DefectDojo has
 *
 * What has to be changed in DefectDojo to be as the tool says, because a reimport leaves it alone.
 * With @sent, what a person changed there stays until the tool changes its mind about it. What
 * the tool does not say any more stays too.
 *
 * Returns: (transfer full) (nullable): what to send with genkan_dojo_change_async(), or %NULL if
 *   nothing is different
 */
JsonObject *
genkan_dojo_finding_diff (JsonObject *wanted,
                          JsonObject *sent,
                          JsonObject *server)
{
  g_autoptr (JsonObject) diff = json_object_new ();
  JsonObjectIter iter;
  const char *name;

  g_return_val_if_fail (wanted != NULL, NULL);
  g_return_val_if_fail (server != NULL, NULL);

  json_object_iter_init_ordered (&iter, wanted);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    if (!g_strv_contains (fixed, name))
      compare (diff, name, wanted, sent, server);
  compare_tags (diff, wanted, sent, server);

  return json_object_get_size (diff) > 0 ? g_steal_pointer (&diff) : NULL;
}
