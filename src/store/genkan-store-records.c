/* genkan-store-records.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading Records. What changes them is in genkan-store-close.c (a Discover) and
 * genkan-store-decisions.c (a person).
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-record-query.h"
#include "genkan-store-private.h"
#include "genkan-store-records.h"

/* Reads a row of GENKAN_RECORD_SELECT, or of more columns after those; the texts are borrowed from it. */
void
genkan_record_fields_read (GenkanRecordFields *fields,
                           GenkanStatement    *statement)
{
  *fields = (GenkanRecordFields) {
    .id = genkan_statement_get_int64 (statement, 0),
    .connection_id = genkan_statement_get_int64 (statement, 1),
    .vendor_id = genkan_statement_get_text (statement, 2),
    .name = genkan_statement_get_text (statement, 3),
    .kind = genkan_statement_get_text (statement, 4),
    .url = genkan_statement_get_text (statement, 5),
    .parent = genkan_statement_get_text (statement, 6),
    .description = genkan_statement_get_text (statement, 7),
    .tags = genkan_statement_get_text (statement, 8),
    .extra = genkan_statement_get_text (statement, 9),
    .state = genkan_statement_get_int64 (statement, 10),
    .product_id = genkan_statement_get_int64 (statement, 11),
    .product_name = genkan_statement_get_text (statement, 12),
    .first_discovered = genkan_statement_get_int64 (statement, 13),
    .last_discovered = genkan_statement_get_int64 (statement, 14),
    .finalized = genkan_statement_get_int64 (statement, 15),
    .minimum_severity = genkan_statement_get_int64 (statement, 16),
    .connection_label = genkan_statement_get_text (statement, 17),
  };
}

/**
 * genkan_store_get_record:
 * @self: a store
 * @id: a Record
 *
 * Returns: (transfer full) (nullable): the Record, or %GENKAN_STORE_ERROR_NOT_FOUND
 */
GenkanRecord *
genkan_store_get_record (GenkanStore  *self,
                         gint64        id,
                         GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GenkanStatement) statement = NULL;
  GenkanRecordFields fields;

  if (reader.db == NULL)
    return NULL;

  statement = genkan_database_prepare (reader.db, GENKAN_RECORD_SELECT "WHERE r.id = ?1", error);
  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, id);

  switch (genkan_statement_step (statement, error))
    {
    case GENKAN_STEP_ROW:
      genkan_record_fields_read (&fields, statement);
      return genkan_record_new (&fields);

    case GENKAN_STEP_DONE:
      g_set_error_literal (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND,
                           "The Record was deleted meanwhile");
      return NULL;

    case GENKAN_STEP_ERROR:
    default:
      return NULL;
    }
}

/* The Records that the terms of SQL describe; the pattern is left to the caller. With
 * @one_by_one, the one whose id is given as the parameter after those of the query. */
static GenkanStatement *
prepare_match (GenkanDatabase           *db,
               const GenkanRecordQuery  *query,
               gboolean                  one_by_one,
               GError                  **error)
{
  g_autoptr (GString) sql = g_string_new (GENKAN_RECORD_SELECT "WHERE ");
  GenkanStatement *statement;

  genkan_record_query_append (query, sql);
  if (one_by_one)
    g_string_append_printf (sql, "AND r.id = ?%u",
                            genkan_record_query_get_n_parameters (query) + 1);
  else
    g_string_append (sql, "ORDER BY r.name_key, r.id");

  statement = genkan_database_prepare (db, sql->str, error);
  if (statement != NULL)
    genkan_record_query_bind (query, statement);

  return statement;
}

static void
take_filter (GenkanRecordQuery        *query,
             const GenkanRecordFilter *filter)
{
  query->connection_id = filter->connection_id;
  query->states = filter->states;
  query->vendor_ids = g_strdupv ((char **) filter->vendor_ids);
  if (filter->search != NULL)
    genkan_record_query_set_search (query, filter->search);
}

typedef struct
{
  GenkanPattern    *name;      /* (nullable) */
  GenkanRecordFunc  func;
  gpointer          user_data;
  gboolean          stopped;   /* by @func */
} GenkanPassing;

static gboolean
pass_through (GenkanStatement  *statement,
              GenkanPassing    *passing,
              GError          **error)
{
  GenkanStep step;

  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    {
      g_autoptr (GenkanRecord) record = NULL;
      GenkanRecordFields fields;

      genkan_record_fields_read (&fields, statement);
      if (passing->name != NULL && !genkan_pattern_matches (passing->name, fields.name))
        continue;

      record = genkan_record_new (&fields);
      passing->stopped = !passing->func (record, passing->user_data);
      if (passing->stopped)
        return TRUE;
    }

  return step == GENKAN_STEP_DONE;
}

/* In the order of the ids. Those that are gone are passed over. */
static gboolean
pass_through_ids (GenkanStatement  *statement,
                  guint             parameter,
                  GArray           *ids,
                  GenkanPassing    *passing,
                  GError          **error)
{
  for (guint i = 0; i < ids->len && !passing->stopped; i++)
    {
      genkan_statement_bind_int64 (statement, parameter, g_array_index (ids, gint64, i));
      if (!pass_through (statement, passing, error))
        return FALSE;
    }

  return TRUE;
}

/* One transaction, so that all Records are of the same moment. */
static gboolean
pass_through_query (GenkanDatabase           *db,
                    const GenkanRecordQuery  *query,
                    GArray                   *ids,
                    GenkanPassing            *passing,
                    GError                  **error)
{
  g_autoptr (GenkanStatement) statement = prepare_match (db, query, ids != NULL, error);
  gboolean good;

  if (statement == NULL || !genkan_database_execute (db, "BEGIN", error))
    return FALSE;

  good = ids != NULL ? pass_through_ids (statement, genkan_record_query_get_n_parameters (query),
                                         ids, passing, error)
                     : pass_through (statement, passing, error);
  g_clear_pointer (&statement, genkan_statement_free);
  genkan_database_rollback (db);

  return good;
}

/**
 * genkan_store_foreach_match:
 * @self: a store
 * @filter: which Records
 * @func: gets each Record, by name or in the order of the filter's ids; returns %FALSE to stop
 *
 * Passes through the Records that are meant, as they are at this moment, one at a time.
 *
 * Returns: %TRUE, also when @func stopped it or there is none; %FALSE with an error
 */
gboolean
genkan_store_foreach_match (GenkanStore               *self,
                            const GenkanRecordFilter  *filter,
                            GenkanRecordFunc           func,
                            gpointer                   user_data,
                            GError                   **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  GenkanPassing passing = { filter->name, func, user_data, FALSE };
  GenkanRecordQuery query = { 0 };
  gboolean good;

  if (reader.db == NULL)
    return FALSE;

  take_filter (&query, filter);
  good = pass_through_query (reader.db, &query, filter->ids, &passing, error);
  genkan_record_query_clear (&query);

  return good;
}

/**
 * genkan_store_foreach_record:
 * @self: a store
 * @connection_id: a Connection
 * @func: gets each Record, by name; returns %FALSE to stop
 *
 * Passes through all Records of a Connection, as genkan_store_foreach_match() does.
 *
 * Returns: %TRUE, also when @func stopped it; %FALSE with an error
 */
gboolean
genkan_store_foreach_record (GenkanStore       *self,
                             gint64             connection_id,
                             GenkanRecordFunc   func,
                             gpointer           user_data,
                             GError           **error)
{
  GenkanRecordFilter filter = { .connection_id = connection_id };

  g_return_val_if_fail (connection_id != 0, FALSE);

  return genkan_store_foreach_match (self, &filter, func, user_data, error);
}
