/* genkan-dojo-identity.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By what DefectDojo knows a Finding again: the texts of which it makes a hash. Or its number
 * there, when those texts are not known to us.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-finding.h"

#include "genkan-dojo-error.h"
#include "genkan-dojo-json-private.h"

static const char *const identity_fields[] = {
  "title", "cwe", "line", "file_path", "description", NULL
};

/**
 * genkan_dojo_finding_dup_identity:
 * @finding: a finding
 *
 * Returns: (transfer full): by what DefectDojo knows it, as JSON to keep and to pin
 */
char *
genkan_dojo_finding_dup_identity (JsonObject *finding)
{
  g_autoptr (JsonObject) identity = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();

  g_return_val_if_fail (finding != NULL, NULL);

  for (guint i = 0; identity_fields[i] != NULL; i++)
    if (json_object_has_member (finding, identity_fields[i]))
      json_object_set_member (identity, identity_fields[i],
                              json_node_copy (json_object_get_member (finding,
                                                                      identity_fields[i])));
  json_node_init_object (node, identity);

  return json_to_string (node, FALSE);
}

/**
 * genkan_dojo_finding_dup_hash:
 * @finding: a finding, or what is left of it as an identity
 *
 * As DefectDojo makes it: the texts one after the other, with Python's word for what is not there
 * and no difference between upper and lower case. A server can be told to make it otherwise.
 *
 * Returns: (transfer full): the hash by which DefectDojo knows it again
 */
char *
genkan_dojo_finding_dup_hash (JsonObject *finding)
{
  g_autofree char *line = NULL;
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (finding != NULL, NULL);

  line = json_object_has_member (finding, "line")
           ? g_strdup_printf ("%" G_GINT64_FORMAT, json_object_get_int_member (finding, "line"))
           : g_strdup ("None");
  text = g_strdup_printf ("%s%" G_GINT64_FORMAT "%s%s%s",
                          json_object_get_string_member (finding, "title"),
                          json_object_get_int_member_with_default (finding, "cwe", 0), line,
                          json_object_get_string_member_with_default (finding, "file_path", "None"),
                          json_object_get_string_member (finding, "description"));
  folded = g_utf8_casefold (text, -1);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, g_strstrip (folded), -1);
}

/**
 * genkan_dojo_finding_make_bound:
 * @id: a Finding's number in DefectDojo
 * @hash: (nullable): by what it is known again there
 * @finding: what it is today
 *
 * Returns: (transfer full): an identity for a Finding that no import of ours can find
 */
char *
genkan_dojo_finding_make_bound (gint64      id,
                                const char *hash,
                                JsonObject *finding)
{
  g_autofree char *own = genkan_dojo_finding_dup_identity (finding);
  g_autoptr (JsonNode) node = json_from_string (own, NULL);
  JsonObject *identity = json_node_get_object (node);

  json_object_set_int_member (identity, "finding", id);
  if (hash != NULL)
    json_object_set_string_member (identity, "hash", hash);

  return json_to_string (node, FALSE);
}

/**
 * genkan_dojo_finding_get_bound:
 * @identity: an identity
 * @ret_hash: (out) (nullable) (transfer full) (optional): by what it is known again there
 *
 * Returns: the number in DefectDojo of a Finding that no import of ours can find, or 0
 */
gint64
genkan_dojo_finding_get_bound (const char  *identity,
                               char       **ret_hash)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  g_return_val_if_fail (identity != NULL, 0);

  /* Nearly none is; the quotes of a text in it would be escaped. */
  if (strstr (identity, "\"finding\":") == NULL)
    return 0;

  node = _genkan_dojo_json_parse (identity, strlen (identity));
  object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  if (ret_hash != NULL)
    *ret_hash = g_strdup (_genkan_dojo_json_get_string (object, "hash"));

  return _genkan_dojo_json_get_int (object, "finding");
}

/**
 * genkan_dojo_finding_pin:
 * @finding: a finding
 * @identity: what genkan_dojo_finding_dup_identity() gave when it was first sent
 * @error: return location for %GENKAN_DOJO_ERROR_REFUSED: no identity
 *
 * Makes a finding one that DefectDojo knows already.
 *
 * Returns: whether it is that
 */
gboolean
genkan_dojo_finding_pin (JsonObject  *finding,
                         const char  *identity,
                         GError     **error)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *pinned;

  g_return_val_if_fail (finding != NULL, FALSE);
  g_return_val_if_fail (identity != NULL, FALSE);

  node = _genkan_dojo_json_parse (identity, strlen (identity));
  pinned = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  if (_genkan_dojo_json_get_string (pinned, "title") == NULL
      || _genkan_dojo_json_get_string (pinned, "description") == NULL)
    {
      g_set_error_literal (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_REFUSED,
                           "What is stored of a Finding's identity in DefectDojo is damaged");
      return FALSE;
    }

  for (guint i = 0; identity_fields[i] != NULL; i++)
    {
      JsonNode *value = json_object_get_member (pinned, identity_fields[i]);

      if (value != NULL)
        json_object_set_member (finding, identity_fields[i], json_node_copy (value));
      else
        json_object_remove_member (finding, identity_fields[i]);
    }

  return TRUE;
}
