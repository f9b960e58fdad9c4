/* genkan-finding-terms.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-finding-terms.h"

#include "genkan-fold.h"

/* The parameters; those of single words come last, in the order in which they are appended. */
enum
{
  PARAMETER_CONNECTION,
  PARAMETER_RECORD,
  PARAMETER_PRODUCT,
  PARAMETER_STATES,
  PARAMETER_SEVERITIES,
  PARAMETER_SEEN_SINCE,
  PARAMETER_UNIQUE_ID,
  PARAMETER_WORDS
};

/* Must hold for each word, which stands for %1$u. The first of a Finding's ids has a column;
 * few have another. */
#define SEARCH_TERM                                                                      \
  "AND (instr (f.search, ?%1$u) > 0 OR instr (r.search, ?%1$u) > 0 "                     \
  "OR r.product_id IN (SELECT id FROM products WHERE instr (search, ?%1$u) > 0)) "
#define COMPONENT_TERM                                                                   \
  "AND instr (genkan_search_text (f.component), ?%1$u) > 0 "
#define VULNERABILITY_TERM                                                               \
  "AND f.vulnerability IS NOT NULL "                                                     \
  "AND (instr (genkan_search_text (f.vulnerability), ?%1$u) > 0 OR instr "               \
  "(genkan_search_text (json_extract (f.fields, '$.vulnerability_ids')), ?%1$u) > 0) "

static guint
append_words (GString     *sql,
              const char  *term,
              char       **words,
              guint        parameter)
{
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (term, "%1$u", -1);
      g_autofree char *number = g_strdup_printf ("%u", ++parameter);
      g_autofree char *filled = g_strjoinv (number, parts);

      g_string_append (sql, filled);
    }

  return parameter;
}

/* Only what is asked for stands there: a term that is always true would cost an index. */
void
genkan_finding_terms_append (const GenkanFindingTerms *self,
                             GString                  *sql)
{
  const GenkanFindingQuery *which = &self->which;
  guint parameter = PARAMETER_WORDS;

  g_string_append (sql, which->connection_id != 0 ? "r.connection_id = ?1 " : "?1 = 0 ");
  if (which->record_id != 0)
    g_string_append (sql, "AND f.record_id = ?2 ");
  if (which->product_id != 0)
    g_string_append (sql, "AND r.product_id = ?3 ");
  if (which->states != 0)
    g_string_append (sql, "AND (?4 >> f.state) & 1 ");
  if (which->severities != 0)
    g_string_append (sql, "AND (?5 >> f.severity) & 1 ");
  if (which->seen_since != 0)
    g_string_append (sql, "AND f.first_seen >= ?6 ");
  if (self->unique_id != NULL)
    g_string_append (sql, "AND f.unique_id = ?7 ");

  parameter = append_words (sql, SEARCH_TERM, self->words, parameter);
  parameter = append_words (sql, COMPONENT_TERM, self->component, parameter);
  append_words (sql, VULNERABILITY_TERM, self->vulnerability, parameter);
}

static guint
bind_words (GenkanStatement  *statement,
            char            **words,
            guint             parameter)
{
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    genkan_statement_bind_text (statement, parameter++, words[i]);

  return parameter;
}

void
genkan_finding_terms_bind (const GenkanFindingTerms *self,
                           GenkanStatement          *statement)
{
  const GenkanFindingQuery *which = &self->which;
  const gint64 numbers[] = {
    [PARAMETER_RECORD] = which->record_id,
    [PARAMETER_PRODUCT] = which->product_id,
    [PARAMETER_STATES] = which->states,
    [PARAMETER_SEVERITIES] = which->severities,
    [PARAMETER_SEEN_SINCE] = which->seen_since,
  };
  guint parameter = PARAMETER_WORDS;

  genkan_statement_bind_int64 (statement, PARAMETER_CONNECTION, which->connection_id);
  for (guint i = PARAMETER_RECORD; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i] != 0)
      genkan_statement_bind_int64 (statement, i, numbers[i]);
  if (self->unique_id != NULL)
    genkan_statement_bind_text (statement, PARAMETER_UNIQUE_ID, self->unique_id);

  parameter = bind_words (statement, self->words, parameter);
  parameter = bind_words (statement, self->component, parameter);
  bind_words (statement, self->vulnerability, parameter);
}

void
genkan_finding_terms_init (GenkanFindingTerms       *self,
                           const GenkanFindingQuery *query)
{
  *self = (GenkanFindingTerms) {
    .which = *query,
    .unique_id = g_strdup (query->unique_id),
    .words = genkan_fold_words (query->search),
    .component = genkan_fold_words (query->component),
    .vulnerability = genkan_fold_words (query->vulnerability),
  };
  self->which.unique_id = NULL;
  self->which.search = NULL;
  self->which.component = NULL;
  self->which.vulnerability = NULL;
}

void
genkan_finding_terms_copy (const GenkanFindingTerms *self,
                           GenkanFindingTerms       *ret_copy)
{
  *ret_copy = (GenkanFindingTerms) {
    .which = self->which,
    .unique_id = g_strdup (self->unique_id),
    .words = g_strdupv (self->words),
    .component = g_strdupv (self->component),
    .vulnerability = g_strdupv (self->vulnerability),
  };
}

void
genkan_finding_terms_clear (GenkanFindingTerms *self)
{
  g_clear_pointer (&self->unique_id, g_free);
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->component, g_strfreev);
  g_clear_pointer (&self->vulnerability, g_strfreev);
}
