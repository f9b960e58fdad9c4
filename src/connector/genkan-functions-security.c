/* genkan-functions-security.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-cvss.h"
#include "genkan-functions.h"

static const struct { const char *word; const char *severity; } severities[] = {
  { "critical", "Critical" }, { "crit", "Critical" }, { "very high", "Critical" },
  { "blocker", "Critical" }, { "urgent", "Critical" }, { "severe", "Critical" },
  { "emergency", "Critical" },
  { "high", "High" }, { "important", "High" }, { "error", "High" },
  { "medium", "Medium" }, { "med", "Medium" }, { "moderate", "Medium" }, { "major", "Medium" },
  { "warning", "Medium" }, { "warn", "Medium" },
  { "low", "Low" }, { "minor", "Low" }, { "note", "Low" },
  { "info", "Info" }, { "informational", "Info" }, { "information", "Info" },
  { "informative", "Info" }, { "none", "Info" }, { "negligible", "Info" },
  { "very low", "Info" },
};

#define MAX_KNOWN 12

/* What a map has said about labels, as long as a SELECT runs. */
typedef struct
{
  guint n;
  struct
  {
    char        label[32];
    const char *severity; /* (nullable) */
  } known[MAX_KNOWN];
} GenkanLabels;

/* In lower case, with spaces for other separators; FALSE when it is longer than any such word. */
static gboolean
normalize_label (const char *label,
                 char       *word,
                 gsize       size)
{
  gsize length;

  while (g_ascii_isspace (*label))
    label++;
  length = strlen (label);
  while (length > 0 && g_ascii_isspace (label[length - 1]))
    length--;
  if (length >= size)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    word[i] = label[i] == '_' || label[i] == '-' ? ' ' : g_ascii_tolower (label[i]);
  word[length] = '\0';

  return TRUE;
}

static const char *
find_severity (const char *label)
{
  char word[32];

  if (!normalize_label (label, word, sizeof word))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (severities); i++)
    if (*severities[i].word == *word && g_str_equal (severities[i].word, word))
      return severities[i].severity;

  return NULL;
}

/* By a map {"P1": "High"}, whatever the case of the label; else by the label itself. */
static const char *
find_mapped_severity (GenkanJsonRef  map,
                      const char    *label)
{
  g_autoptr (GString) text = g_string_sized_new (32);
  GenkanJsonRef child;

  if (!genkan_json_first_child (map, &child))
    return find_severity (label);

  do
    {
      g_string_truncate (text, 0);
      genkan_json_append_key (child, text);
      if (g_ascii_strcasecmp (text->str, label) != 0)
        continue;

      g_string_truncate (text, 0);
      genkan_json_append_text (child, text);
      return find_severity (text->str);
    }
  while (genkan_json_next_child (map, &child));

  return find_severity (label);
}

/* A tool has a handful of words for it, and comes with the same ones for every finding. */
static const char *
find_known_severity (sqlite3_context  *context,
                     sqlite3_value   **argv,
                     const char       *label)
{
  GenkanLabels *labels = sqlite3_get_auxdata (context, 1);
  const char *severity;
  GenkanJsonRef map;

  for (guint i = 0; labels != NULL && i < labels->n; i++)
    if (g_str_equal (labels->known[i].label, label))
      return labels->known[i].severity;

  if (!genkan_function_get_json (context, argv[1], &map))
    return find_severity (label);

  severity = find_mapped_severity (map, label);
  if (labels == NULL)
    {
      labels = g_new0 (GenkanLabels, 1);
      sqlite3_set_auxdata (context, 1, labels, g_free);
      /* If the map is not a constant, SQLite frees this when the call is over. */
      labels = sqlite3_get_auxdata (context, 1);
    }
  if (labels != NULL && labels->n < MAX_KNOWN && strlen (label) < sizeof labels->known[0].label)
    {
      g_strlcpy (labels->known[labels->n].label, label, sizeof labels->known[0].label);
      labels->known[labels->n++].severity = severity;
    }

  return severity;
}

/* severity (label [, map]): Critical, High, Medium, Low or Info; NULL for an unknown word, so
 * that coalesce () can go on. */
static void
call_severity (sqlite3_context  *context,
               int               argc,
               sqlite3_value   **argv)
{
  const char *label = genkan_function_get_text (argv[0]);
  const char *severity;

  if (label == NULL)
    return;

  severity = argc > 1 ? find_known_severity (context, argv, label) : find_severity (label);
  if (severity != NULL)
    sqlite3_result_text (context, severity, -1, SQLITE_STATIC);
}

/* cvss_score (vector): the base score. */
static void
call_cvss_score (sqlite3_context  *context,
                 int               argc,
                 sqlite3_value   **argv)
{
  const char *vector = genkan_function_get_text (argv[0]);
  double score;

  if (vector != NULL && genkan_cvss_base_score (vector, &score))
    sqlite3_result_double (context, score);
}

/* cvss_severity (score or vector). */
static void
call_cvss_severity (sqlite3_context  *context,
                    int               argc,
                    sqlite3_value   **argv)
{
  const char *text = genkan_function_get_text (argv[0]);
  const char *severity;
  char *end = NULL;
  double score;

  if (text == NULL)
    return;

  if (!genkan_cvss_base_score (text, &score))
    {
      score = g_ascii_strtod (text, &end);
      if (end == text || *end != '\0')
        return;
    }

  severity = genkan_cvss_severity (score, genkan_cvss_is_2 (text));
  if (severity != NULL)
    sqlite3_result_text (context, severity, -1, SQLITE_STATIC);
}

static GRegex *
get_cve_regex (void)
{
  static GRegex *regex;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new ("\\bCVE-\\d{4}-\\d{4,19}\\b",
                                            G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));

  return regex;
}

/* cve (x): an array of the CVE ids in a text, or anywhere in JSON; NULL when there is none. */
static void
call_cve (sqlite3_context  *context,
          int               argc,
          sqlite3_value   **argv)
{
  const char *text = genkan_function_get_text (argv[0]);
  g_autoptr (GMatchInfo) info = NULL;
  g_autoptr (GHashTable) known = NULL;
  GString *json;

  if (text == NULL || !g_regex_match (get_cve_regex (), text, 0, &info))
    return;

  known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  json = g_string_new ("[");
  do
    {
      g_autofree char *found = g_match_info_fetch (info, 0);
      char *upper = g_ascii_strup (found, -1);

      if (!g_hash_table_contains (known, upper))
        g_string_append_printf (json, "%s\"%s\"", json->len > 1 ? "," : "", upper);
      g_hash_table_add (known, upper);
    }
  while (g_match_info_next (info, NULL));
  g_string_append_c (json, ']');
  genkan_function_return_json (context, json);
}

static GRegex *
get_cwe_regex (void)
{
  static GRegex *regex;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new ("CWE[-:_ ]?0*([1-9]\\d{0,4})\\b",
                                            G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));

  return regex;
}

static void
add_cwe (GArray *numbers,
         gint64  number)
{
  if (number <= 0 || number > 99999)
    return;

  for (guint i = 0; i < numbers->len; i++)
    if (g_array_index (numbers, gint64, i) == number)
      return;

  g_array_append_val (numbers, number);
}

static void
add_cwes_of_text (GArray     *numbers,
                  const char *text)
{
  g_autoptr (GMatchInfo) info = NULL;
  gint64 number;

  if (g_ascii_string_to_signed (text, 10, 1, 99999, &number, NULL))
    {
      add_cwe (numbers, number);
      return;
    }

  for (g_regex_match (get_cwe_regex (), text, 0, &info); g_match_info_matches (info);
       g_match_info_next (info, NULL))
    {
      g_autofree char *digits = g_match_info_fetch (info, 1);

      add_cwe (numbers, g_ascii_strtoll (digits, NULL, 10));
    }
}

static void
add_cwes_of_array (GArray        *numbers,
                   GenkanJsonRef  array)
{
  GenkanJsonRef child;

  if (!genkan_json_first_child (array, &child))
    return;

  do
    {
      g_autofree char *text = genkan_json_dup_text (child);

      add_cwes_of_text (numbers, text);
    }
  while (genkan_json_next_child (array, &child));
}

/* cwe (x): an array of numbers from 89, "CWE-089", "cwe:89", arrays and longer texts; NULL when
 * there is none. */
static void
call_cwe (sqlite3_context  *context,
          int               argc,
          sqlite3_value   **argv)
{
  const char *text = genkan_function_get_text (argv[0]);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  GenkanJsonRef root;
  GString *json;

  if (text == NULL)
    return;

  if (genkan_function_get_json (context, argv[0], &root) &&
      genkan_json_get_type (root) == GENKAN_JSON_ARRAY)
    add_cwes_of_array (numbers, root);
  else
    add_cwes_of_text (numbers, text);

  if (numbers->len == 0)
    return;

  json = g_string_new ("[");
  for (guint i = 0; i < numbers->len; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            g_array_index (numbers, gint64, i));
  g_string_append_c (json, ']');
  genkan_function_return_json (context, json);
}

/* sha256_hex (…): of the parts joined by U+001F; a NULL counts as empty, all of them as NULL. */
static void
call_sha256_hex (sqlite3_context  *context,
                 int               argc,
                 sqlite3_value   **argv)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gboolean any = FALSE;

  for (int i = 0; i < argc; i++)
    {
      const void *data;

      if (i > 0)
        g_checksum_update (checksum, (const guchar *) "\x1f", 1);
      if (sqlite3_value_type (argv[i]) == SQLITE_NULL)
        continue;
      any = TRUE;
      data = sqlite3_value_blob (argv[i]);
      if (data != NULL)
        g_checksum_update (checksum, data, sqlite3_value_bytes (argv[i]));
    }

  if (any)
    genkan_function_return_text (context, g_strdup (g_checksum_get_string (checksum)));
}

const GenkanFunction genkan_functions_security[] = {
  { "severity", 1, call_severity },
  { "severity", 2, call_severity },
  { "cvss_score", 1, call_cvss_score },
  { "cvss_severity", 1, call_cvss_severity },
  { "cve", 1, call_cve },
  { "cwe", 1, call_cwe },
  { "sha256_hex", -1, call_sha256_hex },
  { NULL },
};
