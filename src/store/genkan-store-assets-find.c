/* genkan-store-assets-find.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which Products are not what their Records have become: see genkan-store-assets.c.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-assets-private.h"

static gboolean
choose (GenkanKeep  *keep,
        GError     **error)
{
  static const char all[] =
    "INSERT INTO kept_records SELECT id FROM records "
    "WHERE connection_id = ?2 AND state = 1 AND last_discovered IS NULL";
  static const char one[] =
    "INSERT OR IGNORE INTO kept_records SELECT id FROM records "
    "WHERE id = ?1 AND connection_id = ?2 AND state = 1 AND last_discovered IS NULL";

  if (keep->ids == NULL)
    return genkan_keep_run (keep, all, error);

  for (guint i = 0; i < keep->ids->len; i++)
    if (!genkan_database_run (keep->db, one, g_array_index (keep->ids, gint64, i),
                              keep->connection_id, error))
      return FALSE;

  return TRUE;
}

/* The Products that were made for the Records, where a Record is no longer what it was, or was
 * not followed. */
static const char select_different[] =
  "SELECT r.id, p.id, r.vendor_id, r.name, r.parent, r.kind, "
  "m.record_name, m.record_parent, m.record_kind, p.name, m.name, t.name, m.type_name, "
  "m.name_waits, m.type_waits "
  "FROM kept_records AS k CROSS JOIN records AS r USING (id) "
  "JOIN made_products AS m ON m.product_id = r.product_id AND m.record_id = r.id "
  "JOIN products AS p ON p.id = r.product_id "
  "LEFT JOIN product_types AS t ON t.id = p.type_id "
  "WHERE r.name IS NOT m.record_name OR r.parent IS NOT m.record_parent "
  "OR r.kind IS NOT m.record_kind OR m.name_waits OR m.type_waits";

enum
{
  COLUMN_RECORD,
  COLUMN_PRODUCT,
  COLUMN_VENDOR_ID,
  COLUMN_FACTS,     /* name, parent, kind: as they are */
  COLUMN_OLD_FACTS = COLUMN_FACTS + 3,
  COLUMN_NAME = COLUMN_OLD_FACTS + 3,
  COLUMN_GIVEN_NAME,
  COLUMN_TYPE,
  COLUMN_GIVEN_TYPE,
  COLUMN_NAME_WAITS,
  COLUMN_TYPE_WAITS,
};

static GenkanNameFacts
read_facts (GenkanKeep      *keep,
            GenkanStatement *row,
            int              column)
{
  return (GenkanNameFacts) {
    .name = genkan_statement_get_text (row, column),
    .parent = genkan_statement_get_text (row, column + 1),
    .kind = genkan_statement_get_text (row, column + 2),
    .label = keep->label,
    .tool = keep->tool,
  };
}

/* What is to become of a name or a Type that the templates once made so, and now so. */
static int
judge (const char *old,
       const char *new,
       gboolean    waits,
       const char *current,
       const char *given,
       int         change,
       int         is_so,
       int         by_hand)
{
  if (!waits && g_strcmp0 (old, new) == 0)
    return 0;
  if (g_strcmp0 (current, new) == 0 || g_strcmp0 (given, new) == 0)
    return is_so;

  return g_strcmp0 (current, given) == 0 ? change : by_hand;
}

static char *
dup_type (GenkanKeep            *keep,
          const GenkanNameFacts *facts)
{
  g_autofree char *type =
    genkan_name_template_expand (genkan_rules_get_type_template (keep->rules), facts);

  return *type != '\0' ? g_steal_pointer (&type) : NULL;
}

static int
judge_name (GenkanKeep       *keep,
            GenkanStatement  *row,
            char            **ret_name)
{
  GenkanNameFacts facts = read_facts (keep, row, COLUMN_FACTS);
  GenkanNameFacts old_facts = read_facts (keep, row, COLUMN_OLD_FACTS);
  const char *vendor_id = genkan_statement_get_text (row, COLUMN_VENDOR_ID);
  g_autofree char *old = genkan_auto_map_dup_name (keep->rules, &old_facts, vendor_id);

  *ret_name = genkan_auto_map_dup_name (keep->rules, &facts, vendor_id);

  return judge (old, *ret_name, genkan_statement_get_int64 (row, COLUMN_NAME_WAITS) != 0,
                genkan_statement_get_text (row, COLUMN_NAME),
                genkan_statement_get_text (row, COLUMN_GIVEN_NAME),
                GENKAN_ASSET_RENAMED, GENKAN_KEEP_NAME_IS_SO, GENKAN_ASSET_NAMED_BY_HAND);
}

static int
judge_type (GenkanKeep       *keep,
            GenkanStatement  *row,
            char            **ret_type)
{
  GenkanNameFacts facts = read_facts (keep, row, COLUMN_FACTS);
  GenkanNameFacts old_facts = read_facts (keep, row, COLUMN_OLD_FACTS);
  g_autofree char *old = dup_type (keep, &old_facts);

  *ret_type = dup_type (keep, &facts);

  return judge (old, *ret_type, genkan_statement_get_int64 (row, COLUMN_TYPE_WAITS) != 0,
                genkan_statement_get_text (row, COLUMN_TYPE),
                genkan_statement_get_text (row, COLUMN_GIVEN_TYPE),
                GENKAN_ASSET_MOVED, GENKAN_KEEP_TYPE_IS_SO, GENKAN_ASSET_TYPED_BY_HAND);
}

static gboolean
note_different (GenkanKeep       *keep,
                GenkanStatement  *row,
                GenkanStatement  *insert,
                GError          **error)
{
  g_autofree char *name = NULL;
  g_autofree char *type = NULL;
  int name_change = judge_name (keep, row, &name);
  int type_change = judge_type (keep, row, &type);

  if (name_change == 0 && type_change == 0)
    return TRUE;

  genkan_statement_bind_int64 (insert, 0, genkan_statement_get_int64 (row, COLUMN_RECORD));
  genkan_statement_bind_int64 (insert, 1, genkan_statement_get_int64 (row, COLUMN_PRODUCT));
  genkan_statement_bind_int64 (insert, 2, name_change | type_change);
  genkan_statement_bind_text (insert, 3, genkan_statement_get_text (row, COLUMN_NAME));
  genkan_statement_bind_text (insert, 4, name);
  genkan_statement_bind_text (insert, 5, genkan_statement_get_text (row, COLUMN_TYPE));
  genkan_statement_bind_text (insert, 6, type);

  return genkan_statement_run (insert, error);
}

static gboolean
find_different (GenkanKeep  *keep,
                GError     **error)
{
  g_autoptr (GenkanStatement) rows = genkan_database_prepare (keep->db, select_different, error);
  g_autoptr (GenkanStatement) insert = NULL;
  GenkanStep step;

  if (rows != NULL)
    insert = genkan_database_prepare (
      keep->db, "INSERT INTO kept_products VALUES (?1, ?2, ?3, ?4, ?5, genkan_sort_key (?5), "
      "?6, ?7)", error);
  if (insert == NULL)
    return FALSE;

  while ((step = genkan_statement_step (rows, error)) == GENKAN_STEP_ROW)
    if (!note_different (keep, rows, insert, error))
      return FALSE;

  return step == GENKAN_STEP_DONE;
}

/* Fills `kept_records`, and `kept_products` with what is to be renamed or moved. */
gboolean
genkan_keep_find (GenkanKeep  *self,
                  GError     **error)
{
  return choose (self, error) && find_different (self, error);
}
