/* genkan-store-findings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading Findings.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-finding-terms.h"
#include "genkan-store-findings.h"
#include "genkan-store-private.h"

void
genkan_finding_fields_read (GenkanFindingFields *fields,
                            GenkanStatement     *row)
{
  fields->id = genkan_statement_get_int64 (row, 0);
  fields->record_id = genkan_statement_get_int64 (row, 1);
  fields->connection_id = genkan_statement_get_int64 (row, 2);
  fields->unique_id = genkan_statement_get_text (row, 3);
  fields->title = genkan_statement_get_text (row, 4);
  fields->component = genkan_statement_get_text (row, 5);
  fields->vulnerability = genkan_statement_get_text (row, 6);
  fields->fields = genkan_statement_get_text (row, 7);
  fields->record_name = genkan_statement_get_text (row, 8);
  fields->product_id = genkan_statement_get_int64 (row, 9);
  fields->product_name = genkan_statement_get_text (row, 10);
  fields->state = genkan_statement_get_int64 (row, 11);
  fields->severity = genkan_statement_get_int64 (row, 12);
  fields->first_seen = genkan_statement_get_int64 (row, 13);
  fields->changed = genkan_statement_get_int64 (row, 14);
  fields->closed = genkan_statement_get_int64 (row, 15);
}

/**
 * genkan_store_get_finding:
 * @self: a store
 * @id: a Finding
 *
 * Returns: (transfer full) (nullable): the Finding, or %GENKAN_STORE_ERROR_NOT_FOUND
 */
GenkanFinding *
genkan_store_get_finding (GenkanStore  *self,
                          gint64        id,
                          GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GenkanStatement) statement = NULL;
  GenkanFindingFields fields;
  GenkanStep step;

  if (reader.db == NULL)
    return NULL;

  statement = genkan_database_prepare (reader.db, GENKAN_FINDING_SELECT "WHERE f.id = ?1", error);
  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, id);
  step = genkan_statement_step (statement, error);
  if (step == GENKAN_STEP_DONE)
    g_set_error_literal (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND,
                         "There is no such Finding any more");
  if (step != GENKAN_STEP_ROW)
    return NULL;

  genkan_finding_fields_read (&fields, statement);

  return genkan_finding_new (&fields);
}

static GenkanStatement *
prepare_all (GenkanDatabase            *db,
             const GenkanFindingTerms  *terms,
             GError                   **error)
{
  g_autoptr (GString) sql = g_string_new (GENKAN_FINDING_SELECT "WHERE ");
  GenkanStatement *statement;

  genkan_finding_terms_append (terms, sql);
  g_string_append (sql, "ORDER BY f.severity DESC, f.title_key, f.id");
  statement = genkan_database_prepare (db, sql->str, error);
  if (statement != NULL)
    genkan_finding_terms_bind (terms, statement);

  return statement;
}

/**
 * genkan_store_foreach_finding:
 * @self: a store
 * @query: which Findings
 * @func: called with each; returns whether to go on
 *
 * Reads Findings one by one, the worst first; memory does not grow with their number.
 *
 * Returns: whether all could be read
 */
gboolean
genkan_store_foreach_finding (GenkanStore               *self,
                              const GenkanFindingQuery  *query,
                              GenkanFindingFunc          func,
                              gpointer                   user_data,
                              GError                   **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_auto (GenkanFindingTerms) terms = { 0 };
  g_autoptr (GenkanStatement) statement = NULL;
  GenkanStep step;

  if (reader.db == NULL)
    return FALSE;

  genkan_finding_terms_init (&terms, query);
  statement = prepare_all (reader.db, &terms, error);
  if (statement == NULL)
    return FALSE;

  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    {
      g_autoptr (GenkanFinding) finding = NULL;
      GenkanFindingFields fields;

      genkan_finding_fields_read (&fields, statement);
      finding = genkan_finding_new (&fields);
      if (!func (finding, user_data))
        return TRUE;
    }

  return step == GENKAN_STEP_DONE;
}

/* Before a Connection is removed: the Findings of its Records, deleted ones too, go with them. */
gboolean
genkan_findings_forget (GenkanDatabase  *db,
                        gint64           connection_id,
                        GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "DELETE FROM findings WHERE record_id IN "
    "(SELECT id FROM records WHERE connection_id = ?1 "
    " UNION SELECT record_id FROM deleted_records WHERE connection_id = ?1)", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, connection_id);

  return genkan_statement_run (statement, error);
}
