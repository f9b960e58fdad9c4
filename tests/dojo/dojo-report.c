/* dojo-report.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What imports refuse of a form and of its file, before there is a Test and after it.
 */

#include "config.h"

#include "dojo-import-private.h"

#include <string.h>

static const struct
{
  const char *name;
  guint       longest; /* characters; over-length is a 500, as nothing checks it but the database */
  guint       major;
  guint       minor;
} allowed[] = {
  { "title", 0 }, { "severity", 0 }, { "description", 0 }, { "date", 0 }, { "mitigated", 0 },
  { "publish_date", 0 }, { "planned_remediation_date", 0 }, { "kev_date", 0, 2, 51 },
  { "cwe", 0 }, { "cwes", 0, 3, 2 }, { "cve", 50 }, { "vulnerability_ids", 0 },
  { "cvssv3", 117 }, { "cvssv4", 255, 2, 51 }, { "cvssv3_score", 0 }, { "cvssv4_score", 0, 2, 51 },
  { "epss_score", 0, 2, 42 }, { "epss_percentile", 0, 2, 42 },
  { "known_exploited", 0, 2, 51 }, { "ransomware_used", 0, 2, 51 }, { "fix_available", 0, 2, 51 },
  { "fix_version", 100, 2, 56 }, { "mitigation", 0 }, { "impact", 0 }, { "steps_to_reproduce", 0 },
  { "severity_justification", 0 }, { "references", 0 }, { "active", 0 }, { "verified", 0 },
  { "false_p", 0 }, { "out_of_scope", 0 }, { "risk_accepted", 0 }, { "under_review", 0 },
  { "is_mitigated", 0 }, { "component_name", 500 }, { "component_version", 100 },
  { "file_path", 4000 }, { "line", 0 }, { "sast_source_object", 500 }, { "sast_sink_object", 500 },
  { "sast_source_file_path", 4000 }, { "sast_source_line", 0 }, { "static_finding", 0 },
  { "dynamic_finding", 0 }, { "unique_id_from_tool", 500 }, { "vuln_id_from_tool", 500 },
  { "service", 200 }, { "tags", 0 }, { "endpoints", 0 }, { "files", 0 },
  { "scanner_confidence", 0 }, { "nb_occurences", 0 }, { "thread_id", 0 },
  { "numerical_severity", 4 }, { "param", 0 }, { "payload", 0 },
  { "planned_remediation_version", 99 }, { "effort_for_fixing", 99 },
};

/* --- the form ------------------------------------------------------------------------------- */

static gboolean
refuses_form (DojoImport *self,
              DojoAnswer *ret_answer)
{
  const char *place = dojo_import_get (self, self->again ? "test" : "engagement");
  const char *name = dojo_import_get (self, "file_name");
  gint64 id = place != NULL ? g_ascii_strtoll (place, NULL, 10) : 0;

  if (!(self->self->is_staff || self->self->is_superuser || self->self->role != 0))
    *ret_answer = dojo_answer_detail (403, "You do not have permission to perform this action.");
  else if (dojo_stand_in_find (self->self, self->again ? DOJO_TESTS : DOJO_ENGAGEMENTS, id) == NULL)
    *ret_answer = dojo_answer_array ("%s \"%" G_GINT64_FORMAT "\" does not exist",
                                     self->again ? "Test" : "Engagement", id);
  else if (g_strcmp0 (dojo_import_get (self, "scan_type"), SCAN_TYPE) != 0)
    {
      g_autofree char *text = g_strdup_printf ("\"%s\" is not a valid choice.",
                                               dojo_import_get (self, "scan_type"));

      *ret_answer = dojo_answer_field ("scan_type", text);
    }
  else if (name == NULL)
    *ret_answer = dojo_answer_message (400, "['Uploading a Report File is required for "
                                            SCAN_TYPE "']");
  else if (!g_str_has_suffix (name, ".json"))
    *ret_answer = dojo_answer_field ("file", "File extension “dat” is not allowed. Allowed "
                                             "extensions are: xml, csv, nessus, json, jsonl, html, "
                                             "js, zip, xlsx, txt, sarif, fpr, md, log, fvdl.");
  else
    return FALSE;

  return TRUE;
}

/* --- the file ------------------------------------------------------------------------------- */

/* The two shapes of too much: of a proxy, and of the program. */
static gboolean
is_too_large (DojoImport *self,
              DojoAnswer *ret_answer)
{
  const char *file = dojo_import_get (self, "file");
  gsize size = file != NULL ? strlen (file) : 0;

  if (self->self->proxy_limit > 0 && size > self->self->proxy_limit)
    *ret_answer = dojo_answer_page (413, "413 Request Entity Too Large");
  else if (self->self->file_limit > 0 && size > self->self->file_limit)
    *ret_answer = dojo_answer_field ("non_field_errors", "Report file is too large. Maximum "
                                                         "supported size is 100 MB");
  else
    return FALSE;

  return TRUE;
}

static int
find_allowed (DojoStandIn *self,
              const char  *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (g_str_equal (allowed[i].name, name)
        && dojo_stand_in_since (self, allowed[i].major, allowed[i].minor))
      return (int) i;

  return -1;
}

static gboolean
is_day (const char *text)
{
  return text == NULL || g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\d$", text, 0, 0);
}

/* What the parser finds fault with, before there is a Test. */
static gboolean
refuses_finding (DojoImport *self,
                 JsonObject *finding,
                 DojoAnswer *ret_answer)
{
  g_autoptr (GList) names = json_object_get_members (finding);

  if (!json_object_has_member (finding, "title") || !json_object_has_member (finding, "severity")
      || !json_object_has_member (finding, "description"))
    {
      *ret_answer = dojo_answer_message (400, "[\"Required fields are missing: ['description']\"]");
      return TRUE;
    }
  for (GList *l = names; l != NULL; l = l->next)
    if (find_allowed (self->self, l->data) < 0)
      {
        g_autofree char *text = g_strdup_printf ("[\"Not allowed fields are present: ['%s']\"]",
                                                 (char *) l->data);

        *ret_answer = dojo_answer_message (400, text);
        return TRUE;
      }
  if (!is_day (dojo_get_string (finding, "publish_date"))
      || !is_day (dojo_get_string (finding, "kev_date"))
      || !is_day (dojo_get_string (finding, "planned_remediation_date")))
    {
      *ret_answer = dojo_answer_message (400, "['“x” value has an invalid date format.']");
      return TRUE;
    }

  return FALSE;
}

/* What the database finds fault with: the program falls over it. */
static gboolean
has_long_text (JsonObject *finding)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    {
      const char *text = dojo_get_string (finding, allowed[i].name);

      if (allowed[i].longest > 0 && text != NULL
          && g_utf8_strlen (text, -1) > allowed[i].longest)
        return TRUE;
    }

  return FALSE;
}

static gboolean
breaks_server (DojoImport *self,
               JsonObject *finding)
{
  JsonArray *ids = json_object_has_member (finding, "vulnerability_ids")
                     ? json_object_get_array_member (finding, "vulnerability_ids") : NULL;

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    if (g_utf8_strlen (json_array_get_string_element (ids, i), -1) > 50)
      return TRUE;

  return dojo_get_string (finding, "title") == NULL
         || dojo_get_string (finding, "description") == NULL
         || (ids != NULL && json_object_has_member (finding, "cve"))
         || has_long_text (finding);
}

static gboolean
refuses_file (DojoImport *self,
              DojoAnswer *ret_answer)
{
  self->file = dojo_parse (dojo_import_get (self, "file"));
  if (self->file == NULL || !json_object_has_member (self->file, "findings"))
    {
      *ret_answer = dojo_answer_message (500, "Internal server error, check logs for details");
      return TRUE;
    }

  for (guint i = 0; i < json_array_get_length (dojo_import_get_findings (self)); i++)
    {
      JsonObject *finding =
        json_array_get_object_element (dojo_import_get_findings (self), i);

      if (refuses_finding (self, finding, ret_answer))
        return TRUE;
    }

  return FALSE;
}

/* What shows only when there is a Test already, which then stays at 50 %. */
gboolean
dojo_report_fails_late (DojoImport *self,
                        DojoAnswer *ret_answer)
{
  for (guint i = 0; i < json_array_get_length (dojo_import_get_findings (self)); i++)
    {
      JsonObject *finding = json_array_get_object_element (dojo_import_get_findings (self), i);
      const char *severity = dojo_get_string (finding, "severity");

      if (severity == NULL || !g_strv_contains (dojo_severities, severity))
        {
          g_autofree char *text =
            g_strdup_printf ("['Finding severity \"%s\" is not supported. Any of the following are "
                             "supported: [\\'Info\\', \\'Low\\', \\'Medium\\', \\'High\\', "
                             "\\'Critical\\'].']", severity);

          *ret_answer = dojo_answer_message (400, text);
          return TRUE;
        }
      if (breaks_server (self, finding))
        {
          *ret_answer = dojo_answer_message (500, "Internal server error, check logs for details");
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
dojo_report_refuses (DojoImport *self,
                     DojoAnswer *ret_answer)
{
  return is_too_large (self, ret_answer) || refuses_form (self, ret_answer)
         || refuses_file (self, ret_answer);
}
