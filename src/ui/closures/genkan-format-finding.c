/* genkan-format-finding.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-format-finding.h"

#include <glib/gi18n.h>
#include <string.h>

/* A severity is told by word, shape and colour. */
static const struct
{
  const char *word;
  const char *icon;
  const char *colour;
} severities[GENKAN_N_SEVERITIES] = {
  [GENKAN_SEVERITY_INFO] = { NC_("severity", "Info"), "genkan-information-symbolic", "dim-label" },
  [GENKAN_SEVERITY_LOW] = { NC_("severity", "Low"), "genkan-new-symbolic", "accent" },
  [GENKAN_SEVERITY_MEDIUM] = { NC_("severity", "Medium"), "genkan-partial-symbolic", "warning" },
  [GENKAN_SEVERITY_HIGH] = { NC_("severity", "High"), "genkan-health-bad-symbolic", "error" },
  [GENKAN_SEVERITY_CRITICAL] = { NC_("severity", "Critical"), "genkan-failed-symbolic", "error" },
};

static const char *const states[GENKAN_N_FINDING_STATES] = {
  [GENKAN_FINDING_OPEN] = NC_("state of a finding", "Open"),
  [GENKAN_FINDING_CLOSED] = NC_("state of a finding", "Closed"),
  [GENKAN_FINDING_FALSE_POSITIVE] = NC_("state of a finding", "False positive"),
  [GENKAN_FINDING_RISK_ACCEPTED] = NC_("state of a finding", "Risk accepted"),
  [GENKAN_FINDING_OUT_OF_SCOPE] = NC_("state of a finding", "Out of scope"),
  [GENKAN_FINDING_INACTIVE] = NC_("state of a finding", "Inactive"),
};

const char *
genkan_format_severity (GenkanSeverity severity)
{
  return severity < GENKAN_N_SEVERITIES ? g_dpgettext2 (NULL, "severity", severities[severity].word)
                                        : genkan_severity_to_nick (severity);
}

const char *
genkan_format_severity_icon (GenkanSeverity severity)
{
  return severity < GENKAN_N_SEVERITIES ? severities[severity].icon : "dialog-question-symbolic";
}

/* Returns: the style class of its colour */
const char *
genkan_format_severity_class (GenkanSeverity severity)
{
  return severity < GENKAN_N_SEVERITIES ? severities[severity].colour : "dim-label";
}

const char *
genkan_format_finding_state (GenkanFindingState state)
{
  return state < GENKAN_N_FINDING_STATES
           ? g_dpgettext2 (NULL, "state of a finding", states[state])
           : genkan_finding_state_to_nick (state);
}

/**
 * genkan_format_minimum:
 * @minimum: a #GenkanSeverity, or %GENKAN_MINIMUM_OF_CONNECTION
 *
 * Returns: (transfer full): which Findings are kept
 */
char *
genkan_format_minimum (int minimum)
{
  if (minimum < 0)
    return g_strdup (C_("minimum severity", "As the connection"));
  if (minimum == GENKAN_SEVERITY_INFO)
    return g_strdup (C_("minimum severity", "All"));
  if (minimum == GENKAN_SEVERITY_CRITICAL)
    return g_strdup (C_("minimum severity", "Critical only"));

  /* Translators: of Findings: those that are High or worse */
  return g_strdup_printf (C_("minimum severity", "%s and above"), genkan_format_severity (minimum));
}

/**
 * genkan_format_links:
 * @text: a text of a tool
 *
 * Returns: (transfer full): markup in which web addresses are links, and nothing else is markup
 */
char *
genkan_format_links (const char *text)
{
  GString *markup = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize gap = strcspn (text, " \t\r\n");
      g_autofree char *word = g_strndup (text, gap);
      g_autofree char *escaped = g_markup_escape_text (word, -1);
      gsize blanks = strspn (text + gap, " \t\r\n");

      if ((g_str_has_prefix (word, "https://") || g_str_has_prefix (word, "http://")) &&
          g_uri_is_valid (word, G_URI_FLAGS_NONE, NULL))
        g_string_append_printf (markup, "<a href=\"%s\">%s</a>", escaped, escaped);
      else
        g_string_append (markup, escaped);
      g_string_append_len (markup, text + gap, blanks);
      text += gap + blanks;
    }

  return g_string_free (markup, FALSE);
}
