/* genkan-store-filter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * At the end of a Discover, the units that the filter leaves out go from what was staged: they
 * become neither New nor Missing. A Record of such a unit stays as it is, except one about which
 * nobody has decided yet: it goes, as if the filter had always been there.
 *
 * What was left out is kept by name, so that a person who changes the filter sees at once what
 * the change would do.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"

static gboolean
leave_out (GenkanStatement  *insert,
           gint64            operation_id,
           const char       *vendor_id,
           GError          **error)
{
  genkan_statement_bind_int64 (insert, 0, operation_id);
  genkan_statement_bind_text (insert, 1, vendor_id);

  return genkan_statement_run (insert, error);
}

/* Reads `staged_records` and writes `left_out`: two tables, so the walk is not disturbed. */
static gboolean
sift (GenkanDatabase  *db,
      gint64           operation_id,
      GenkanRules     *rules,
      GError         **error)
{
  g_autoptr (GenkanStatement) rows = genkan_database_prepare (
    db, "SELECT vendor_id, name, parent, kind, tags FROM staged_records NOT INDEXED "
    "WHERE operation_id = ?1", error);
  g_autoptr (GenkanStatement) insert = genkan_database_prepare (
    db, "INSERT OR IGNORE INTO left_out VALUES (?1, ?2, 0)", error);
  GenkanStep step;

  if (rows == NULL || insert == NULL)
    return FALSE;

  genkan_statement_bind_int64 (rows, 0, operation_id);
  while ((step = genkan_statement_step (rows, error)) == GENKAN_STEP_ROW)
    {
      GenkanFilterFacts facts = {
        .name = genkan_statement_get_text (rows, 1),
        .parent = genkan_statement_get_text (rows, 2),
        .kind = genkan_statement_get_text (rows, 3),
        .tags = genkan_statement_get_text (rows, 4),
      };

      if (!genkan_rules_lets_through (rules, &facts)
          && !leave_out (insert, operation_id, genkan_statement_get_text (rows, 0), error))
        return FALSE;
    }

  return step == GENKAN_STEP_DONE;
}

#define BY_FILTER                                                                         \
  "EXISTS (SELECT 1 FROM left_out AS l WHERE l.operation_id = ?1 AND l.kind = 0 "         \
  "        AND l.vendor_id = s.vendor_id)"

static const char forget_left_out[] =
  "DELETE FROM left_out WHERE operation_id = ?1 AND kind = 0";

static const char keep_names[] =
  "INSERT OR REPLACE INTO left_out_units "
  "SELECT ?2, s.vendor_id, s.name, s.parent, s.kind, s.tags FROM staged_records AS s "
  "WHERE s.operation_id = ?1 AND " BY_FILTER;

/* A unit that the filter lets through again is no longer left out. */
static const char forget_names[] =
  "DELETE FROM left_out_units WHERE connection_id = ?2 AND EXISTS "
  "(SELECT 1 FROM staged_records AS s WHERE s.operation_id = ?1 "
  " AND s.vendor_id = left_out_units.vendor_id AND NOT " BY_FILTER ")";

static const char forget_all_names[] =
  "DELETE FROM left_out_units WHERE connection_id = ?2 AND ?1 IS NOT NULL";

static const char count[] =
  "UPDATE operations SET n_left_out = "
  "(SELECT count(*) FROM left_out WHERE operation_id = ?1 AND kind = 0) WHERE id = ?1";

static const char remove_undecided[] =
  "DELETE FROM records WHERE connection_id = ?2 AND state IN (0, 4) AND product_id IS NULL "
  "AND earlier_product_id IS NULL AND decision_id IS NULL AND vendor_id IN "
  "(SELECT vendor_id FROM left_out WHERE operation_id = ?1 AND kind = 0)";

/* What the filter and the person leave out; 2 leaves out only the mapping. */
static const char unstage[] =
  "DELETE FROM staged_records WHERE operation_id = ?1 AND vendor_id IN "
  "(SELECT vendor_id FROM left_out WHERE operation_id = ?1 AND kind IN (0, 1))";

/* Takes from what an Operation has staged what shall stay as it is. */
gboolean
genkan_filter_apply (GenkanDatabase  *db,
                     gint64           operation_id,
                     gint64           connection_id,
                     GenkanRules     *rules,
                     gboolean         complete,
                     GError         **error)
{
  return genkan_database_run (db, forget_left_out, operation_id, 0, error) &&
         (genkan_rules_get_n_filters (rules) == 0 || sift (db, operation_id, rules, error)) &&
         genkan_database_run (db, complete ? forget_all_names : forget_names, operation_id,
                              connection_id, error) &&
         genkan_database_run (db, keep_names, operation_id, connection_id, error) &&
         genkan_database_run (db, count, operation_id, connection_id, error) &&
         genkan_database_run (db, remove_undecided, operation_id, connection_id, error) &&
         genkan_database_run (db, unstage, operation_id, connection_id, error);
}
