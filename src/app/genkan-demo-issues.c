/* genkan-demo-issues.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The findings of the demo: a scan for each site but one, which nobody has scanned yet, as there
 * always is one. A scan has the number of its site.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-demo-issues.h"

#define SCANNED "2026-03-02T04:00:00Z"

typedef struct
{
  const char *index;
  const char *name;
  const char *severity;
  const char *confidence;
  const char *cwe;
  const char *description;
  const char *remediation;
} GenkanDemoIssueType;

static const GenkanDemoIssueType types[] = {
  { "1049088", "SQL injection", "high", "certain", "CWE-89",
    "What a visitor types becomes a part of a database query.",
    "Use parameterised queries for everything that comes from outside." },
  { "2097920", "Cross-site scripting (reflected)", "high", "firm", "CWE-79",
    "A part of the request comes back in the page as it was sent, and a browser runs it.",
    "Encode what is shown for the place where it is shown." },
  { "2098944", "Cross-site request forgery", "medium", "tentative", "CWE-352",
    "A form can be sent by another site in the name of somebody who is logged in.",
    "Give each form a token that others cannot know." },
  { "5243392", "TLS cookie without secure flag set", "medium", "certain", "CWE-614",
    "The cookie of the session is also sent over connections that anybody can read.",
    "Set the flag Secure on all cookies." },
  { "5244416", "Strict transport security not enforced", "low", "certain", "CWE-523",
    "A first visit over plain HTTP can be read and changed on its way.",
    "Send the header Strict-Transport-Security." },
  { "6291968", "Email addresses disclosed", "info", "certain", "CWE-200",
    "The page shows addresses that can be collected.",
    "Think about whether they have to be there." },
};

/* A site's issues: type and path. */
static const struct
{
  const char *site;
  guint       type;
  const char *path;
} issues[] = {
  { "11", 0, "/search" }, { "11", 1, "/search" }, { "11", 1, "/basket" }, { "11", 2, "/basket" },
  { "11", 3, "/" }, { "11", 4, "/" }, { "11", 5, "/contact" },
  { "12", 1, "/comments" }, { "12", 4, "/" }, { "12", 5, "/about" },
  { "14", 2, "/profile" }, { "14", 3, "/login" }, { "14", 4, "/" },
  { "15", 0, "/payments/refunds" }, { "15", 4, "/payments/" },
};

static const struct
{
  const char *site;
  const char *origin;
} origins[] = {
  { "11", "https://shop.example.com" },
  { "12", "https://blog.example.com" },
  { "14", "https://portal.example.com" },
  { "15", "https://api.example.com" },
};

static const char *
find_origin (const char *site_id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (origins); i++)
    if (g_strcmp0 (origins[i].site, site_id) == 0)
      return origins[i].origin;

  return NULL;
}

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_paragraph (JsonBuilder *builder,
               const char  *name,
               const char  *text)
{
  g_autofree char *html = g_strdup_printf ("<p>%s</p>", text);

  add_text (builder, name, html);
}

static void
add_type (JsonBuilder               *builder,
          const GenkanDemoIssueType *type)
{
  json_builder_set_member_name (builder, "issue_type");
  json_builder_begin_object (builder);
  add_text (builder, "type_index", type->index);
  add_text (builder, "name", type->name);
  add_paragraph (builder, "description_html", type->description);
  add_paragraph (builder, "remediation_html", type->remediation);
  add_paragraph (builder, "vulnerability_classifications_html", type->cwe);
  json_builder_set_member_name (builder, "references_html");
  json_builder_add_null_value (builder);
  json_builder_end_object (builder);
}

static void
add_issue (JsonBuilder *builder,
           gsize        number)
{
  const GenkanDemoIssueType *type = &types[issues[number].type];
  g_autofree char *serial = g_strdup_printf ("%" G_GSIZE_FORMAT, 4000000 + number);

  json_builder_begin_object (builder);
  add_text (builder, "serial_number", serial);
  add_text (builder, "severity", type->severity);
  add_text (builder, "confidence", type->confidence);
  add_text (builder, "origin", find_origin (issues[number].site));
  add_text (builder, "path", issues[number].path);
  add_type (builder, type);
  json_builder_end_object (builder);
}

void
genkan_demo_issues_add_scans (JsonBuilder *builder,
                              const char  *site_id)
{
  json_builder_set_member_name (builder, "scans");
  json_builder_begin_array (builder);
  if (find_origin (site_id) != NULL)
    {
      json_builder_begin_object (builder);
      add_text (builder, "id", site_id);
      add_text (builder, "end_time", SCANNED);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
genkan_demo_issues_add_scan (JsonBuilder *builder,
                             const char  *scan_id,
                             gint64       start,
                             gint64       count)
{
  gint64 place = 0;

  json_builder_set_member_name (builder, "scan");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "issues");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (issues); i++)
    {
      if (g_strcmp0 (issues[i].site, scan_id) != 0)
        continue;
      if (place >= start && place - start < count)
        add_issue (builder, i);
      place++;
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}
