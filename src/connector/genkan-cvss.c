/* genkan-cvss.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Base scores of CVSS 2, 3.0 and 3.1 by the formulas of their specifications (FIRST). A vector
 * that lacks a base metric, or repeats one, has no score. CVSS 4.0 has tables instead of a
 * formula, and a file of its own.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-cvss-private.h"

#include <math.h>

typedef struct
{
  const char *metric;
  char        value;
  double      weight;
} Weight;

static const Weight weights_3[] = {
  { "AV", 'N', 0.85 }, { "AV", 'A', 0.62 }, { "AV", 'L', 0.55 }, { "AV", 'P', 0.2 },
  { "AC", 'L', 0.77 }, { "AC", 'H', 0.44 },
  { "PR", 'N', 0.85 }, { "PR", 'L', 0.62 }, { "PR", 'H', 0.27 },
  { "UI", 'N', 0.85 }, { "UI", 'R', 0.62 },
  { "S", 'U', 0 }, { "S", 'C', 1 },
  { "C", 'H', 0.56 }, { "C", 'L', 0.22 }, { "C", 'N', 0 },
  { "I", 'H', 0.56 }, { "I", 'L', 0.22 }, { "I", 'N', 0 },
  { "A", 'H', 0.56 }, { "A", 'L', 0.22 }, { "A", 'N', 0 },
  { NULL },
};

static const Weight weights_2[] = {
  { "AV", 'L', 0.395 }, { "AV", 'A', 0.646 }, { "AV", 'N', 1.0 },
  { "AC", 'H', 0.35 }, { "AC", 'M', 0.61 }, { "AC", 'L', 0.71 },
  { "Au", 'M', 0.45 }, { "Au", 'S', 0.56 }, { "Au", 'N', 0.704 },
  { "C", 'N', 0 }, { "C", 'P', 0.275 }, { "C", 'C', 0.66 },
  { "I", 'N', 0 }, { "I", 'P', 0.275 }, { "I", 'C', 0.66 },
  { "A", 'N', 0 }, { "A", 'P', 0.275 }, { "A", 'C', 0.66 },
  { NULL },
};

/*< private >
 * genkan_cvss_get_value:
 * @parts: a vector, taken apart at its slashes
 * @metric: "AV"
 *
 * Returns: the metric's value, or NUL if it is absent, twice, or longer than a letter
 */
char
genkan_cvss_get_value (char       **parts,
                       const char  *metric)
{
  gsize length = strlen (metric);
  const char *value = NULL;

  for (; *parts != NULL; parts++)
    if (strncmp (*parts, metric, length) == 0 && (*parts)[length] == ':')
      {
        if (value != NULL)
          return '\0';
        value = *parts + length + 1;
      }

  return value != NULL && strlen (value) == 1 ? *value : '\0';
}

/* FALSE if @metric has no value, or an unknown one. */
static gboolean
find_weight (char         **parts,
             const Weight  *weights,
             const char    *metric,
             double        *ret_weight)
{
  char value = genkan_cvss_get_value (parts, metric);

  if (value == '\0')
    return FALSE;

  for (; weights->metric != NULL; weights++)
    if (g_str_equal (weights->metric, metric) && weights->value == value)
      {
        *ret_weight = weights->weight;
        return TRUE;
      }

  return FALSE;
}

static gboolean
find_weights (char         **parts,
              const Weight  *weights,
              const char * const *metrics,
              double        *ret_weights)
{
  for (gsize i = 0; metrics[i] != NULL; i++)
    if (!find_weight (parts, weights, metrics[i], &ret_weights[i]))
      return FALSE;

  return TRUE;
}

/* CVSS 3.1, appendix A: up to one decimal, without the traps of floating point. */
static double
round_up (double score)
{
  gint64 scaled = llround (score * 100000);

  if (scaled % 10000 == 0)
    return scaled / 100000.0;

  return (scaled / 10000 + 1) / 10.0;
}

static gboolean
score_3 (char   **parts,
         double  *ret_score)
{
  static const char *const metrics[] = { "AV", "AC", "PR", "UI", "S", "C", "I", "A", NULL };
  double w[8];
  double iss, impact, exploitability;
  gboolean changed;

  if (!find_weights (parts, weights_3, metrics, w))
    return FALSE;

  changed = w[4] > 0;
  if (changed && w[2] == 0.62)
    w[2] = 0.68;
  else if (changed && w[2] == 0.27)
    w[2] = 0.5;

  iss = 1 - (1 - w[5]) * (1 - w[6]) * (1 - w[7]);
  impact = changed ? 7.52 * (iss - 0.029) - 3.25 * pow (iss - 0.02, 15) : 6.42 * iss;
  exploitability = 8.22 * w[0] * w[1] * w[2] * w[3];
  *ret_score = impact <= 0
               ? 0 : round_up (MIN ((changed ? 1.08 : 1) * (impact + exploitability), 10));

  return TRUE;
}

static gboolean
score_2 (char   **parts,
         double  *ret_score)
{
  static const char *const metrics[] = { "AV", "AC", "Au", "C", "I", "A", NULL };
  double w[6];
  double impact, exploitability;

  if (!find_weights (parts, weights_2, metrics, w))
    return FALSE;

  impact = 10.41 * (1 - (1 - w[3]) * (1 - w[4]) * (1 - w[5]));
  exploitability = 20 * w[0] * w[1] * w[2];
  *ret_score = impact == 0
               ? 0 : round ((0.6 * impact + 0.4 * exploitability - 1.5) * 1.176 * 10) / 10;

  return TRUE;
}

gboolean
genkan_cvss_is_2 (const char *vector)
{
  return strstr (vector, "Au:") != NULL;
}

/**
 * genkan_cvss_base_score:
 * @vector: "CVSS:4.0/AV:N/…", "CVSS:3.1/AV:N/…", or of version 2 "AV:N/AC:L/Au:N/…", with or
 *   without parentheses
 * @ret_score: (out): 0.0 to 10.0
 *
 * Returns: whether @vector has a base score
 */
gboolean
genkan_cvss_base_score (const char *vector,
                        double     *ret_score)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (vector));
  const char *bare = trimmed;
  g_auto (GStrv) parts = NULL;

  if (*bare == '(' && g_str_has_suffix (trimmed, ")"))
    {
      trimmed[strlen (trimmed) - 1] = '\0';
      bare++;
    }
  parts = g_strsplit (bare, "/", -1);

  if (g_str_has_prefix (bare, "CVSS:3.0/") || g_str_has_prefix (bare, "CVSS:3.1/"))
    return score_3 (parts, ret_score);

  if (g_str_has_prefix (bare, "CVSS:4.0/"))
    return genkan_cvss_score_4 (parts, ret_score);

  return genkan_cvss_is_2 (bare) && score_2 (parts, ret_score);
}

/**
 * genkan_cvss_severity:
 * @score: 0.0 to 10.0
 * @version_2: whether it is of CVSS 2, which knows no Critical
 *
 * Returns: (nullable): the word, or %NULL when @score is none
 */
const char *
genkan_cvss_severity (double   score,
                      gboolean version_2)
{
  if (!(score >= 0 && score <= 10))
    return NULL;

  if (score == 0)
    return "Info";
  if (score < 4)
    return "Low";
  if (score < 7)
    return "Medium";

  return score < 9 || version_2 ? "High" : "Critical";
}
