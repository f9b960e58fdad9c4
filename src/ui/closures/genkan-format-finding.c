/* genkan-format-finding.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-format-finding.h"

#include <glib/gi18n.h>

/* A severity is told by word, shape and colour. */
static const struct
{
  const char *word;
  const char *icon;
  const char *colour;
} severities[GENKAN_N_SEVERITIES] = {
  [GENKAN_SEVERITY_INFO] = { NC_("severity", "Info"), "genkan-information-symbolic", "dim-label" },
  [GENKAN_SEVERITY_LOW] = { NC_("severity", "Low"), "genkan-severity-low-symbolic", "accent" },
  [GENKAN_SEVERITY_MEDIUM] = { NC_("severity", "Medium"), "genkan-severity-medium-symbolic", "warning" },
  [GENKAN_SEVERITY_HIGH] = { NC_("severity", "High"), "genkan-severity-high-symbolic", "error" },
  [GENKAN_SEVERITY_CRITICAL] = { NC_("severity", "Critical"), "genkan-severity-critical-symbolic", "error" },
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
