/* genkan-store-map-each.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each chosen Record to the Product that `wanted` says or, where that says nothing, to the one of
 * the Record's own name. Those that do not exist are made; without a wanted one, what holds the
 * Record in its tool is the Product Type. Records of one name share a Product.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-name-template.h"
#include "genkan-store-private.h"

typedef struct
{
  GenkanDatabase  *db;
  GenkanStatement *update;      /* (owned) */
  gint64           decision_id;
  gint64           now;
  char            *name;        /* (owned) (nullable): the last one, */
  gint64           product_id;  /* and its Product */
} GenkanMapEach;

static void
genkan_map_each_clear (GenkanMapEach *each)
{
  g_clear_pointer (&each->update, genkan_statement_free);
  g_clear_pointer (&each->name, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanMapEach, genkan_map_each_clear)

/* The rows come by name, so a name that was the last one's needs no look. */
static gboolean
find_product (GenkanMapEach  *each,
              const char     *name,
              const char     *parent,
              GError        **error)
{
  gboolean created = FALSE;
  gboolean type_created = FALSE;

  if (g_strcmp0 (name, each->name) == 0)
    return TRUE;

  g_free (each->name);
  each->name = g_strdup (name);
  each->product_id = genkan_product_ensure (each->db, name, parent, &created, &type_created, error);
  if (each->product_id <= 0)
    return FALSE;

  return !created || genkan_undo_keep_product (each->db, each->decision_id, each->product_id,
                                               type_created, error);
}

static gboolean
map_record (GenkanMapEach    *each,
            GenkanStatement  *row,
            GError          **error)
{
  GenkanNameFacts facts = { .name = genkan_statement_get_text (row, 1) };
  g_autofree char *name = genkan_name_template_expand ("{name}", &facts);
  const char *vendor_id = genkan_statement_get_text (row, 3);

  if (!find_product (each, *name != '\0' ? name : vendor_id, genkan_statement_get_text (row, 2),
                     error))
    return FALSE;

  genkan_statement_bind_int64 (each->update, 0, each->product_id);
  genkan_statement_bind_int64 (each->update, 1, each->now);
  genkan_statement_bind_int64 (each->update, 2, each->decision_id);
  genkan_statement_bind_int64 (each->update, 3, genkan_statement_get_int64 (row, 0));

  return genkan_statement_run (each->update, error);
}

/* No index has this order, so the rows are all read and sorted before the first comes out: the
 * updates cannot disturb them. */
static const char select_chosen[] =
  "SELECT r.id, coalesce (w.product, nullif (trim (r.name), ''), r.vendor_id), "
  "iif (w.record_id IS NULL, r.parent, w.type), r.vendor_id "
  "FROM chosen CROSS JOIN records AS r USING (id) LEFT JOIN wanted AS w ON w.record_id = r.id "
  "ORDER BY 2";

static const char update_record[] =
  "UPDATE records SET state = 1, product_id = ?1, earlier_product_id = NULL, finalized = ?2, "
  "decision_id = ?3 WHERE id = ?4";

gboolean
genkan_store_map_each (GenkanDatabase  *db,
                       gint64           decision_id,
                       GError         **error)
{
  g_auto (GenkanMapEach) each = {
    .db = db, .decision_id = decision_id, .now = genkan_store_now (),
  };
  g_autoptr (GenkanStatement) rows = genkan_database_prepare (db, select_chosen, error);
  GenkanStep step;

  each.update = rows != NULL ? genkan_database_prepare (db, update_record, error) : NULL;
  if (each.update == NULL)
    return FALSE;

  while ((step = genkan_statement_step (rows, error)) == GENKAN_STEP_ROW)
    if (!map_record (&each, rows, error))
      return FALSE;

  return step == GENKAN_STEP_DONE;
}
