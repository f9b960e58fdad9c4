/* fuzz-functions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The functions of SELECTs, JSON paths and CVSS vectors among them. The input's lines are the
 * arguments. What a function gives is NULL, a number or UTF-8.
 */

#include "config.h"

#include "fuzz.h"

#include "genkan-sql-box.h"

static const char *const calls[] = {
  "?1 ->> ?2", "?1 -> ?2", "need(?1, ?2)", "pluck(?1, ?2)", "jjoin(?1, ?2)", "split(?1, ?2)",
  "text(?1)", "iso(?1)", "iso(?1, 'dmy')", "iso(?1, 'mdy')", "severity(?1)", "severity(?1, ?2)",
  "cvss_score(?1)", "cvss_severity(?1)", "cve(?1)", "cwe(?1)", "sha256_hex(?1, ?2)",
  "purl(?1, ?2, ?3, ?1)", "semver_cmp(?1, ?2)", "rx(?1, ?2)", "rx(?1, ?2, 1)", "rx_all(?1, ?2)",
  "?1 REGEXP ?2", "pages(?1, ?2)", "offsets(?1, ?2)", "uri(?1)", "url_join(?1, ?2)",
  "url_host(?1)", "url_param(?1, ?2)", "link(?1, ?2)",
};

static sqlite3_stmt *
compile (GenkanSqlBox *box,
         const char   *call)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s", call);
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement = genkan_sql_box_prepare_own (box, sql, &error);

  g_assert_no_error (error);

  return statement;
}

/* Parameters without a line are NULL. */
static void
bind (sqlite3_stmt  *statement,
      char         **lines)
{
  for (int i = 1; i <= sqlite3_bind_parameter_count (statement) && lines[i - 1] != NULL; i++)
    sqlite3_bind_text (statement, i, lines[i - 1], -1, SQLITE_STATIC);
}

static void
check_row (sqlite3_stmt *statement)
{
  const char *text = (const char *) sqlite3_column_text (statement, 0);

  if (text != NULL)
    g_assert_true (g_utf8_validate (text, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static GenkanSqlBox *box;
  static sqlite3_stmt *statements[G_N_ELEMENTS (calls)];
  g_autofree char *source = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = NULL;

  if (!g_utf8_validate (source, -1, NULL))
    return 0;

  lines = g_strsplit (source, "\n", 3);
  if (box == NULL)
    box = genkan_sql_box_new (NULL);
  genkan_sql_box_begin (box, NULL, NULL, 0, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      if (statements[i] == NULL)
        statements[i] = compile (box, calls[i]);
      bind (statements[i], lines);
      if (sqlite3_step (statements[i]) == SQLITE_ROW)
        check_row (statements[i]);
      sqlite3_reset (statements[i]);
      sqlite3_clear_bindings (statements[i]);
    }
  genkan_sql_box_end (box);

  return 0;
}
