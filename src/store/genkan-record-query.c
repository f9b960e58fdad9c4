/* genkan-record-query.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The SQL of a list of Records. Only ids are read: the usual order, by name, comes ready from
 * an index that covers the whole query; the other orders sort keys. What is empty stands last.
 *
 * The words searched for are all looked up in `search`, which holds all that can be searched in,
 * folded; a wildcard is a character like any other.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-fold.h"
#include "genkan-record-query.h"
#include "genkan-store-private.h"

/* The parameters of the terms; the words come last, and behind them the ids of the tool. */
enum
{
  PARAMETER_CONNECTION,
  PARAMETER_STATES,
  PARAMETER_PRODUCT,
  PARAMETER_WORDS
};

static const char *const table_terms[] = {
  [GENKAN_RECORD_TABLE_ALL] = "",
  [GENKAN_RECORD_TABLE_UNMAPPED] =
    "AND (r.state IN (0, 2) OR r.state = 4 AND r.product_id IS NULL) ",
  [GENKAN_RECORD_TABLE_MAPPED] =
    "AND (r.state IN (1, 3) OR r.state = 4 AND r.product_id IS NOT NULL) ",
};

static const char *const sort_keys[] = {
  [GENKAN_RECORD_COLUMN_NAME] = NULL,
  [GENKAN_RECORD_COLUMN_KIND] = "genkan_sort_key (r.kind)",
  [GENKAN_RECORD_COLUMN_PARENT] = "genkan_sort_key (r.parent)",
  [GENKAN_RECORD_COLUMN_STATE] = "r.state",
  [GENKAN_RECORD_COLUMN_PRODUCT] = "(SELECT p.name_key FROM products AS p WHERE p.id = r.product_id)",
  [GENKAN_RECORD_COLUMN_FIRST_DISCOVERED] = "r.first_discovered",
  [GENKAN_RECORD_COLUMN_LAST_DISCOVERED] =
    "coalesce (r.last_discovered, "
    "(SELECT c.last_discovered FROM connections AS c WHERE c.id = r.connection_id))",
  [GENKAN_RECORD_COLUMN_FINALIZED] = "r.finalized",
  [GENKAN_RECORD_COLUMN_CONNECTION] =
    "(SELECT genkan_sort_key (c.label) FROM connections AS c WHERE c.id = r.connection_id)",
  [GENKAN_RECORD_COLUMN_FINDINGS] =
    "(SELECT nullif (count(*), 0) FROM findings AS f WHERE f.record_id = r.id AND f.state = 0)",
  [GENKAN_RECORD_COLUMN_LAST_SYNCED] =
    "(SELECT max (s.operation_id) FROM sync_results AS s WHERE s.record_id = r.id "
    "AND s.outcome >= 0)",
};

void
genkan_record_query_copy (const GenkanRecordQuery *self,
                          GenkanRecordQuery       *ret_copy)
{
  *ret_copy = *self;
  ret_copy->words = g_strdupv (self->words);
  ret_copy->vendor_ids = g_strdupv (self->vendor_ids);
}

void
genkan_record_query_clear (GenkanRecordQuery *self)
{
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->vendor_ids, g_strfreev);
}

static gboolean
words_equal (char **a,
             char **b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return g_strv_equal ((const char * const *) a, (const char * const *) b);
}

/* Returns: whether it is another search than before */
gboolean
genkan_record_query_set_search (GenkanRecordQuery *self,
                                const char        *search)
{
  g_auto (GStrv) words = genkan_fold_words (search);

  if (words_equal (self->words, words))
    return FALSE;

  g_strfreev (self->words);
  self->words = g_steal_pointer (&words);

  return TRUE;
}

static void
append_table (const GenkanRecordQuery *self,
              GString                 *sql)
{
  g_string_append (sql, self->connection_id != 0 ? "r.connection_id = ?1 " : "?1 = 0 ");
  g_string_append (sql, table_terms[self->table]);
}

static void
append_order (const GenkanRecordQuery *self,
              GString                 *sql)
{
  const char *direction = self->descending ? "DESC" : "ASC";
  const char *key = sort_keys[self->sort];

  g_string_append (sql, "ORDER BY ");
  if (key != NULL)
    g_string_append_printf (sql, "%s %s NULLS LAST, r.name_key, r.id", key, direction);
  else
    g_string_append_printf (sql, "r.name_key %s, r.id %s", direction, direction);
}

static void
append_words (GString *sql,
              guint    n_words)
{
  for (guint i = 0; i < n_words; i++)
    {
      guint number = PARAMETER_WORDS + i + 1;

      g_string_append_printf (sql, "AND (instr (r.search, ?%u) > 0 OR r.product_id IN "
                              "(SELECT id FROM products WHERE instr (search, ?%u) > 0)) ",
                              number, number);
    }
}

static void
append_vendor_ids (GString *sql,
                   guint    first,
                   guint    n_ids)
{
  g_string_append (sql, "AND r.vendor_id IN (");
  for (guint i = 0; i < n_ids; i++)
    g_string_append_printf (sql, "%s?%u", i > 0 ? ", " : "", first + i);
  g_string_append (sql, ") ");
}

static guint
count_words (const GenkanRecordQuery *self)
{
  return self->words != NULL ? g_strv_length (self->words) : 0;
}

void
genkan_record_query_append (const GenkanRecordQuery *self,
                            GString                 *sql)
{
  append_table (self, sql);
  if (self->states != 0)
    g_string_append (sql, "AND (?2 >> r.state) & 1 ");
  if (self->product_id != 0)
    g_string_append (sql, "AND r.product_id = ?3 ");
  append_words (sql, count_words (self));
  if (self->vendor_ids != NULL)
    append_vendor_ids (sql, PARAMETER_WORDS + count_words (self) + 1,
                       g_strv_length (self->vendor_ids));
}

/* Returns: the number of the last parameter that the terms can have; more may follow */
guint
genkan_record_query_get_n_parameters (const GenkanRecordQuery *self)
{
  guint n_ids = self->vendor_ids != NULL ? g_strv_length (self->vendor_ids) : 0;

  return PARAMETER_WORDS + count_words (self) + n_ids;
}

void
genkan_record_query_bind (const GenkanRecordQuery *self,
                          GenkanStatement         *statement)
{
  guint n_words = count_words (self);

  genkan_statement_bind_int64 (statement, PARAMETER_CONNECTION, self->connection_id);
  if (self->states != 0)
    genkan_statement_bind_int64 (statement, PARAMETER_STATES, self->states);
  if (self->product_id != 0)
    genkan_statement_bind_int64 (statement, PARAMETER_PRODUCT, self->product_id);
  for (guint i = 0; i < n_words; i++)
    genkan_statement_bind_text (statement, PARAMETER_WORDS + i, self->words[i]);
  for (guint i = 0; self->vendor_ids != NULL && self->vendor_ids[i] != NULL; i++)
    genkan_statement_bind_text (statement, PARAMETER_WORDS + n_words + i, self->vendor_ids[i]);
}

static GenkanStatement *
prepare_ids (const GenkanRecordQuery  *self,
             GenkanDatabase           *db,
             guint                     limit,
             GError                  **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT r.id FROM records AS r ");
  GenkanStatement *statement;

  /* A search reads the Records themselves: the order of the table is then the fast one. */
  if (self->words != NULL && self->product_id == 0)
    g_string_append (sql, self->connection_id != 0 ? "INDEXED BY records_by_state " : "NOT INDEXED ");
  g_string_append (sql, "WHERE ");
  genkan_record_query_append (self, sql);
  append_order (self, sql);
  if (limit > 0)
    g_string_append_printf (sql, " LIMIT %u", limit);

  statement = genkan_database_prepare (db, sql->str, error);
  if (statement != NULL)
    genkan_record_query_bind (self, statement);

  return statement;
}

/* Returns: (transfer full) (element-type gint64) (nullable): the ids, in order; at most @limit,
 * unless that is 0 */
GArray *
genkan_record_query_run (const GenkanRecordQuery  *self,
                         GenkanDatabase           *db,
                         guint                     limit,
                         GError                  **error)
{
  g_autoptr (GenkanStatement) statement = prepare_ids (self, db, limit, error);

  return statement != NULL ? genkan_statement_read_ids (statement, error) : NULL;
}

/* How many there are without search and states, or -1. */
gint64
genkan_record_query_count (const GenkanRecordQuery  *self,
                           GenkanDatabase           *db,
                           GError                  **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT count(*) FROM records AS r WHERE ");
  g_autoptr (GenkanStatement) statement = NULL;

  append_table (self, sql);
  statement = genkan_database_prepare (db, sql->str, error);
  if (statement == NULL)
    return -1;

  genkan_statement_bind_int64 (statement, 0, self->connection_id);
  if (genkan_statement_step (statement, error) != GENKAN_STEP_ROW)
    return -1;

  return genkan_statement_get_int64 (statement, 0);
}
