/* genkan-cvss-4.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Base scores of CVSS 4.0 (FIRST's specification, section 8). A vector falls into a class of
 * each of five "equivalence sets"; experts gave a score to each combination of classes, a
 * MacroVector. From that score goes the mean of what the vector's distances to the most severe
 * vectors of its classes are worth, each in proportion to the step to the next lower class.
 *
 * The base score takes the other metrics at their worst: exploit maturity is always the highest
 * class of EQ5, which costs nothing but counts in the mean; requirements are high, so that EQ6
 * follows from EQ3; nothing is about safety, so that EQ4 has two classes. The three classes of
 * EQ3 and two of EQ6 that lie below some other are only there for their scores.
 *
 * All is reckoned in integers: tenths, times a common multiple of all depths.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-cvss-private.h"

/* Of the depths below. */
#define MULTIPLE 280

enum { AV, PR, UI, AC, AT, VC, VI, VA, SC, SI, SA, N_METRICS };

/* The values of a metric from the most severe one down: a place is a level. */
static const struct { const char *metric; const char *values; } metrics[N_METRICS] = {
  { "AV", "NALP" }, { "PR", "NLH" }, { "UI", "NPA" }, { "AC", "LH" }, { "AT", "NP" },
  { "VC", "HLN" }, { "VI", "HLN" }, { "VA", "HLN" }, { "SC", "HLN" }, { "SI", "HLN" },
  { "SA", "HLN" },
};

/* The joint classes of EQ3 and EQ6. */
enum { CLASS_00, CLASS_01, CLASS_10, CLASS_11, CLASS_21, N_CLASSES };

/* Scores of the MacroVectors with EQ5 0, in tenths: EQ1, EQ2, EQ3 and EQ6, EQ4 1 and 2. */
static const guint8 scores[3][2][N_CLASSES][2] = {
  { { { 100, 93 }, { 96, 90 }, { 93, 88 }, { 92, 80 }, { 79, 69 } },
    { { 95, 92 }, { 91, 81 }, { 92, 84 }, { 82, 70 }, { 71, 63 } } },
  { { { 94, 87 }, { 89, 75 }, { 86, 72 }, { 76, 57 }, { 65, 53 } },
    { { 90, 77 }, { 77, 66 }, { 74, 61 }, { 59, 52 }, { 58, 23 } } },
  { { { 86, 70 }, { 74, 54 }, { 72, 53 }, { 57, 36 }, { 47, 24 } },
    { { 73, 54 }, { 55, 43 }, { 61, 46 }, { 51, 18 }, { 24, 10 } } },
};

/* The levels of up to three metrics of a most severe vector. */
typedef struct { guint8 levels[3]; } Peak;

/* A class: its most severe vectors, first ones first, and how many levels deep it is. */
typedef struct
{
  guint8 depth;
  guint8 n_peaks;
  Peak   peaks[3];
} Class;

static const Class classes_1[] = {
  { 1, 1, { { { 0, 0, 0 } } } },
  { 4, 3, { { { 1, 0, 0 } }, { { 0, 1, 0 } }, { { 0, 0, 1 } } } },
  { 5, 2, { { { 3, 0, 0 } }, { { 1, 1, 1 } } } },
};
static const Class classes_2[] = {
  { 1, 1, { { { 0, 0 } } } },
  { 2, 2, { { { 1, 0 } }, { { 0, 1 } } } },
};
static const Class classes_3_6[] = {
  [CLASS_00] = { 7, 1, { { { 0, 0, 0 } } } },
  [CLASS_10] = { 8, 2, { { { 1, 0, 0 } }, { { 0, 1, 0 } } } },
  [CLASS_21] = { 10, 1, { { { 1, 1, 1 } } } },
};
static const Class classes_4[] = {
  { 5, 1, { { { 0, 0, 0 } } } },
  { 4, 1, { { { 1, 1, 1 } } } },
};

/* How many levels @levels lies below the first peak that is nowhere less severe. */
static guint
get_distance (const Class  *class,
              const guint8 *levels,
              guint         n_levels)
{
  for (guint i = 0; i < class->n_peaks; i++)
    {
      int distance = 0;
      gboolean below = TRUE;

      for (guint n = 0; n < n_levels; n++)
        {
          below &= levels[n] >= class->peaks[i].levels[n];
          distance += levels[n] - class->peaks[i].levels[n];
        }
      if (below)
        return distance;
    }

  g_assert_not_reached ();
}

static guint
get_class_1 (const guint8 *levels)
{
  if (levels[AV] == 0 && levels[PR] == 0 && levels[UI] == 0)
    return 0;

  return levels[AV] < 3 && (levels[AV] == 0 || levels[PR] == 0 || levels[UI] == 0) ? 1 : 2;
}

static guint
get_class_3_6 (const guint8 *levels)
{
  if (levels[VC] == 0 && levels[VI] == 0)
    return CLASS_00;

  return levels[VC] == 0 || levels[VI] == 0 || levels[VA] == 0 ? CLASS_10 : CLASS_21;
}

static gboolean
has_no_impact (const guint8 *levels)
{
  for (guint i = VC; i < N_METRICS; i++)
    if (levels[i] != 2)
      return FALSE;

  return TRUE;
}

/* In tenths. */
static guint
get_score (const guint8 *levels)
{
  guint eq1 = get_class_1 (levels);
  guint eq2 = levels[AC] != 0 || levels[AT] != 0;
  guint eq36 = get_class_3_6 (levels);
  guint eq4 = levels[SC] != 0 && levels[SI] != 0 && levels[SA] != 0;
  const guint score = scores[eq1][eq2][eq36][eq4];
  const struct { const Class *class; const guint8 *levels; guint n_levels; guint lower; } sets[] = {
    { &classes_1[eq1], &levels[AV], 3, eq1 < 2 ? scores[eq1 + 1][eq2][eq36][eq4] : score },
    { &classes_2[eq2], &levels[AC], 2, eq2 < 1 ? scores[eq1][eq2 + 1][eq36][eq4] : score },
    /* There are two ways down from 00, and the nearer one counts. */
    { &classes_3_6[eq36], &levels[VC], 3,
      eq36 == CLASS_00 ? MAX (scores[eq1][eq2][CLASS_01][eq4], scores[eq1][eq2][CLASS_10][eq4])
      : eq36 == CLASS_10 ? scores[eq1][eq2][CLASS_11][eq4] : score },
    { &classes_4[eq4], &levels[SC], 3, eq4 < 1 ? scores[eq1][eq2][eq36][eq4 + 1] : score },
  };
  /* Sets that have a lower class; EQ5 always has. */
  guint n_lower = (eq1 < 2) + (eq2 < 1) + (eq36 != CLASS_21) + (eq4 < 1) + 1;
  guint unit = MULTIPLE * n_lower;
  guint loss = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    loss += (score - sets[i].lower) * MULTIPLE / sets[i].class->depth *
            get_distance (sets[i].class, sets[i].levels, sets[i].n_levels);

  /* Halves go up. */
  return (2 * score * unit - 2 * loss + unit) / (2 * unit);
}

/*< private >
 * genkan_cvss_score_4:
 * @parts: a vector, taken apart at its slashes
 * @ret_score: (out): 0.0 to 10.0
 *
 * Returns: whether all base metrics are there
 */
gboolean
genkan_cvss_score_4 (char   **parts,
                     double  *ret_score)
{
  guint8 levels[N_METRICS];

  for (guint i = 0; i < N_METRICS; i++)
    {
      char value = genkan_cvss_get_value (parts, metrics[i].metric);
      const char *found = value != '\0' ? strchr (metrics[i].values, value) : NULL;

      if (found == NULL)
        return FALSE;
      levels[i] = found - metrics[i].values;
    }

  *ret_score = has_no_impact (levels) ? 0 : get_score (levels) / 10.0;

  return TRUE;
}
