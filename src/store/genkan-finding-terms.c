/* genkan-finding-terms.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-finding-terms.h"

/* The parameters; the words come last. */
enum
{
  PARAMETER_CONNECTION,
  PARAMETER_RECORD,
  PARAMETER_PRODUCT,
  PARAMETER_STATES,
  PARAMETER_SEVERITIES,
  PARAMETER_WORDS
};

/* Only what is asked for stands there: a term that is always true would cost an index. */
void
genkan_finding_terms_append (const GenkanFindingQuery  *query,
                             char                     **words,
                             GString                   *sql)
{
  g_string_append (sql, query->connection_id != 0 ? "r.connection_id = ?1 " : "?1 = 0 ");
  if (query->record_id != 0)
    g_string_append (sql, "AND f.record_id = ?2 ");
  if (query->product_id != 0)
    g_string_append (sql, "AND r.product_id = ?3 ");
  if (query->states != 0)
    g_string_append (sql, "AND (?4 >> f.state) & 1 ");
  if (query->severities != 0)
    g_string_append (sql, "AND (?5 >> f.severity) & 1 ");

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    g_string_append_printf (sql, "AND (instr (f.search, ?%1$u) > 0 OR instr (r.search, ?%1$u) > 0 "
                            "OR r.product_id IN "
                            "(SELECT id FROM products WHERE instr (search, ?%1$u) > 0)) ",
                            PARAMETER_WORDS + i + 1);
}

void
genkan_finding_terms_bind (const GenkanFindingQuery  *query,
                           char                     **words,
                           GenkanStatement           *statement)
{
  genkan_statement_bind_int64 (statement, PARAMETER_CONNECTION, query->connection_id);
  if (query->record_id != 0)
    genkan_statement_bind_int64 (statement, PARAMETER_RECORD, query->record_id);
  if (query->product_id != 0)
    genkan_statement_bind_int64 (statement, PARAMETER_PRODUCT, query->product_id);
  if (query->states != 0)
    genkan_statement_bind_int64 (statement, PARAMETER_STATES, query->states);
  if (query->severities != 0)
    genkan_statement_bind_int64 (statement, PARAMETER_SEVERITIES, query->severities);
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    genkan_statement_bind_text (statement, PARAMETER_WORDS + i, words[i]);
}
