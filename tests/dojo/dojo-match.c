/* dojo-match.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What imports make of the Findings of their file: which they create, which they know again and
 * by what, what they leave alone of those, open and close.
 */

#include "config.h"

#include "dojo-import-private.h"

static char *
make_hash (JsonObject *finding)
{
  const char *title = dojo_get_string (finding, "title");
  const char *path = dojo_get_string (finding, "file_path");
  g_autofree char *line = json_object_has_member (finding, "line")
                            ? g_strdup_printf ("%" G_GINT64_FORMAT, dojo_get_int (finding, "line"))
                            : g_strdup ("None");
  g_autofree char *text =
    g_strdup_printf ("%s%" G_GINT64_FORMAT "%s%s%s", title, dojo_get_int (finding, "cwe"), line,
                     path != NULL ? path : "None", dojo_get_string (finding, "description"));
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, g_strstrip (folded), -1);
}

/* Words begin with a capital on saving, but for small ones and those that have one already. */
static char *
make_title (const char *text)
{
  static const char *const small[] = { "a", "an", "and", "in", "of", "on", "the", "to", NULL };
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_islower (words[i][0]) && (i == 0 || !g_strv_contains (small, words[i])))
      words[i][0] = g_ascii_toupper (words[i][0]);

  return g_strjoinv (" ", words);
}

static void
act (DojoImport *self,
     const char *action,
     const char *counter,
     JsonObject *finding)
{
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "action", action);
  json_object_set_int_member (row, "finding", dojo_get_int (finding, "id"));
  json_array_add_object_element (self->actions, row);
  dojo_count (json_object_get_object_member (self->delta, counter), finding);
}

static void
keep (DojoImport *self,
      JsonObject *finding)
{
  gint64 id = dojo_get_int (finding, "id");

  g_hash_table_add (self->kept, g_memdup2 (&id, sizeof id));
}

static void
rename_lists (JsonObject *finding)
{
  JsonArray *ids = json_object_has_member (finding, "vulnerability_ids")
                     ? json_object_get_array_member (finding, "vulnerability_ids") : NULL;
  JsonArray *rows = json_array_new ();

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "vulnerability_id",
                                     json_array_get_string_element (ids, i));
      json_array_add_object_element (rows, row);
    }
  json_object_set_array_member (finding, "vulnerability_ids", rows);
}

/* All members that a client may read or change, before those of the file. */
static JsonObject *
make_finding (void)
{
  return dojo_parse (
    "{\"id\":0,\"test\":0,\"mitigated\":null,\"display_status\":\"Active\",\"created\":\"" NOW "\","
    "\"updated\":\"" NOW "\",\"title\":\"\",\"date\":\"2026-11-22\",\"cwe\":0,\"cwes\":[],"
    "\"epss_score\":null,\"epss_percentile\":null,\"known_exploited\":false,"
    "\"ransomware_used\":false,\"kev_date\":null,\"cvssv3\":null,\"cvssv3_score\":null,"
    "\"cvssv4\":null,\"cvssv4_score\":null,\"severity\":\"Info\",\"description\":\"\","
    "\"mitigation\":null,\"fix_available\":null,\"fix_version\":null,\"impact\":null,"
    "\"steps_to_reproduce\":null,\"severity_justification\":null,\"references\":null,"
    "\"active\":true,\"verified\":false,\"false_p\":false,\"duplicate\":false,"
    "\"out_of_scope\":false,\"risk_accepted\":false,\"under_review\":false,"
    "\"is_mitigated\":false,\"numerical_severity\":\"S4\",\"param\":null,\"payload\":null,"
    "\"hash_code\":\"\",\"line\":null,\"file_path\":null,\"component_name\":null,"
    "\"component_version\":null,\"static_finding\":false,\"dynamic_finding\":true,"
    "\"scanner_confidence\":null,\"unique_id_from_tool\":null,\"vuln_id_from_tool\":null,"
    "\"sast_source_object\":null,\"sast_sink_object\":null,\"sast_source_line\":null,"
    "\"sast_source_file_path\":null,\"nb_occurences\":null,\"publish_date\":null,"
    "\"service\":null,\"planned_remediation_date\":null,\"planned_remediation_version\":null,"
    "\"effort_for_fixing\":null,\"endpoints\":[],\"vulnerability_ids\":[],\"tags\":[],"
    "\"notes\":[],\"files\":[]}");
}

static void
create_finding (DojoImport *self,
                JsonObject *item)
{
  JsonObject *finding = make_finding ();
  g_autoptr (GList) names = json_object_get_members (item);
  g_autofree char *title = make_title (dojo_get_string (item, "title"));
  g_autofree char *hash = make_hash (item);

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (finding, l->data,
                            json_node_copy (json_object_get_member (item, l->data)));
  rename_lists (finding);
  json_object_set_string_member (finding, "title", title);
  json_object_set_string_member (finding, "hash_code", hash);
  json_object_set_int_member (finding, "test", self->test);
  json_object_set_string_member (finding, "numerical_severity",
                                 dojo_get_numerical (dojo_get_string (item, "severity")));
  dojo_finding_saved (NULL, finding);
  dojo_stand_in_add (self->self, DOJO_FINDINGS, finding);
  keep (self, finding);
  act (self, "N", "created", finding);
}

static gboolean
can_match (DojoImport *self,
           JsonObject *finding)
{
  return dojo_get_int (finding, "test") == self->test
         && dojo_get_int (finding, "id") <= self->last_known
         && dojo_get_string (finding, "hash_code") != NULL;
}

/* So that tens of thousands can be matched in one import. */
static void
index_findings (DojoImport *self)
{
  self->by_hash = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < self->self->tables[DOJO_FINDINGS]->len; i++)
    {
      JsonObject *finding = g_ptr_array_index (self->self->tables[DOJO_FINDINGS], i);
      const char *hash = dojo_get_string (finding, "hash_code");
      gint64 id = dojo_get_int (finding, "id");

      if (can_match (self, finding) && !g_hash_table_contains (self->by_hash, hash))
        g_hash_table_insert (self->by_hash, g_strdup (hash), g_memdup2 (&id, sizeof id));
    }
}

/* What was deleted or reworded since the import began is not found. */
static JsonObject *
find_match (DojoImport *self,
            JsonObject *item)
{
  g_autofree char *hash = make_hash (item);
  const gint64 *id;
  JsonObject *finding;

  if (!self->again)
    return NULL;
  if (self->by_hash == NULL)
    index_findings (self);

  id = g_hash_table_lookup (self->by_hash, hash);
  finding = id != NULL ? dojo_stand_in_find (self->self, DOJO_FINDINGS, *id) : NULL;

  return finding != NULL && g_strcmp0 (dojo_get_string (finding, "hash_code"), hash) == 0
           ? finding : NULL;
}

static void
mitigate (JsonObject *finding,
          const char *when)
{
  json_object_set_boolean_member (finding, "active", FALSE);
  json_object_set_boolean_member (finding, "is_mitigated", TRUE);
  json_object_set_string_member (finding, "mitigated", when != NULL ? when : NOW);
}

/* A duplicate stays inactive. */
static void
reactivate (JsonObject *finding)
{
  json_object_set_boolean_member (finding, "active", !dojo_get_boolean (finding, "duplicate"));
  json_object_set_boolean_member (finding, "is_mitigated", FALSE);
  json_object_set_null_member (finding, "mitigated");
}

static const char *const flags[] = { "false_p", "out_of_scope", "risk_accepted", NULL };

/* One that is active here and not in the file. With close_old_findings all statuses become plain
 * “mitigated”, with the date of today. Without, nobody counts them. */
static void
apply_status (DojoImport *self,
              JsonObject *finding,
              JsonObject *item)
{
  g_autoptr (JsonObject) before = dojo_copy (finding);

  if (dojo_import_is_on (self, "close_old_findings", TRUE))
    {
      mitigate (finding, NULL);
      act (self, "C", "closed", finding);
      return;
    }

  if (dojo_get_boolean (item, "is_mitigated"))
    {
      mitigate (finding, dojo_get_string (item, "mitigated"));
      return;
    }

  json_object_set_boolean_member (finding, "active", FALSE);
  for (guint i = 0; flags[i] != NULL; i++)
    json_object_set_boolean_member (finding, flags[i], dojo_get_boolean (item, flags[i]));
  dojo_finding_saved (before, finding);
}

static gboolean
has_status (JsonObject *finding)
{
  return dojo_get_boolean (finding, "false_p") || dojo_get_boolean (finding, "out_of_scope")
         || dojo_get_boolean (finding, "risk_accepted");
}

/* One with a status here: only the same status, or an accepted risk, counts as found again. */
static void
match_status (DojoImport *self,
              JsonObject *finding,
              JsonObject *item)
{
  gboolean same = TRUE;

  for (guint i = 0; flags[i] != NULL; i++)
    same = same && dojo_get_boolean (finding, flags[i]) == dojo_get_boolean (item, flags[i]);
  if (!same
      && (!dojo_get_boolean (finding, "risk_accepted") || dojo_get_boolean (finding, "active")))
    return;

  keep (self, finding);
  act (self, "U", "untouched", finding);
}

/* Severity, title, mitigation and the rest stay as they are. One that is mitigated is opened for
 * every item that is not, whatever status that has. */
static void
match_finding (DojoImport *self,
               JsonObject *finding,
               JsonObject *item)
{
  if (has_status (finding))
    {
      match_status (self, finding, item);
      return;
    }

  keep (self, finding);
  if (dojo_get_boolean (finding, "is_mitigated") && !dojo_get_boolean (item, "is_mitigated")
      && !dojo_import_is_on (self, "do_not_reactivate", FALSE))
    {
      reactivate (finding);
      act (self, "R", "reactivated", finding);
    }
  else if (!dojo_get_boolean (finding, "is_mitigated")
           && (dojo_get_boolean (item, "is_mitigated") || has_status (item)))
    apply_status (self, finding, item);
  else
    act (self, "U", "untouched", finding);
}

static guint
rank (const char *severity)
{
  guint i = 0;

  while (dojo_severities[i] != NULL && g_strcmp0 (severity, dojo_severities[i]) != 0)
    i++;

  return i;
}

gboolean
dojo_import_has_more (DojoImport *self)
{
  return self->n_taken < json_array_get_length (dojo_import_get_findings (self))
         && dojo_stand_in_find (self->self, DOJO_TESTS, self->test) != NULL;
}

/* The next Finding of the file; %FALSE if there is none. */
gboolean
dojo_import_step (DojoImport *self)
{
  const char *minimum = dojo_import_get (self, "minimum_severity");
  JsonObject *item;
  JsonObject *finding;

  if (!dojo_import_has_more (self))
    return FALSE;

  item = json_array_get_object_element (dojo_import_get_findings (self), self->n_taken++);
  finding = find_match (self, item);
  if (minimum != NULL && rank (dojo_get_string (item, "severity")) < rank (minimum))
    return TRUE;
  if (finding != NULL)
    match_finding (self, finding, item);
  else
    create_finding (self, item);

  return TRUE;
}

/* All that are not mitigated yet, of whatever status. Those that came with a service are only
 * closed by a reimport that names it. */
void
dojo_import_close_old (DojoImport *self)
{
  for (guint i = 0; i < self->self->tables[DOJO_FINDINGS]->len; i++)
    {
      JsonObject *finding = g_ptr_array_index (self->self->tables[DOJO_FINDINGS], i);
      gint64 id = dojo_get_int (finding, "id");

      if (dojo_get_int (finding, "test") != self->test
          || dojo_get_boolean (finding, "is_mitigated") || id > self->last_known
          || g_hash_table_contains (self->kept, &id)
          || g_strcmp0 (dojo_get_string (finding, "service"),
                        dojo_import_get (self, "service")) != 0)
        continue;
      mitigate (finding, NULL);
      act (self, "C", "closed", finding);
    }
}
