/* genkan-store-auto-map.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * At the end of a Discover, the Records that are New get a Product, found in this order:
 *
 *   1. where the same unit was mapped before (it was ignored and restored, or deleted)
 *   2. where DefectDojo says that it is mapped, here once or by a colleague's Genkan
 *   3. where a Record of another Connection is mapped that comes from the same repository or
 *      container image
 *   4. the Product of the name that the template makes
 *   5. a new one of that name
 *
 * Two Records of one Connection never come to one Product by the accident of a name: where the
 * name's Product already has another Record of this Connection, the second one gets a Product of
 * its own, with a number, unless the person has chosen that they share it. A numbered name is
 * always a new Product: "shop 2" of one tool need not be "shop 2" of another.
 *
 * What a person mapped is not New, so it is never touched.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include <string.h>

#include "genkan-name-template.h"
#include "genkan-store-private.h"

typedef struct
{
  GenkanDatabase *db;
  gint64          operation_id;
  gint64          connection_id;
  GenkanRules    *rules;
  char           *label;   /* (owned) */
  char           *tool;    /* (owned) */
  GHashTable     *numbers; /* (owned) (element-type utf8 guint) the last number of a name */
} GenkanAutoMap;

static void
genkan_auto_map_clear (GenkanAutoMap *self)
{
  g_free (self->label);
  g_free (self->tool);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanAutoMap, genkan_auto_map_clear)

/* A Record to be mapped. Texts are borrowed from the row. */
typedef struct
{
  gint64          id;
  gint64          earlier_product_id;
  const char     *vendor_id;
  const char     *source; /* (nullable) */
  GenkanNameFacts facts;
} GenkanUnmapped;

/* What {label} and {tool} stand for. */
gboolean
genkan_auto_map_load_names (GenkanDatabase  *db,
                            gint64           connection_id,
                            char           **ret_label,
                            char           **ret_tool,
                            GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "SELECT label, coalesce (tool, connector_id) FROM connections WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, connection_id);
  if (genkan_statement_step (statement, error) != GENKAN_STEP_ROW)
    return FALSE;

  *ret_label = g_strdup (genkan_statement_get_text (statement, 0));
  *ret_tool = g_strdup (genkan_statement_get_text (statement, 1));

  return TRUE;
}

/* The name that a Record's Product is to have: what the template makes, or else the tool's id. */
char *
genkan_auto_map_dup_name (GenkanRules           *rules,
                          const GenkanNameFacts *facts,
                          const char            *vendor_id)
{
  g_autofree char *name =
    genkan_name_template_expand (genkan_rules_get_product_template (rules), facts);

  return *name != '\0' ? g_steal_pointer (&name) : g_strdup (vendor_id);
}

/* The New Records that this run saw, and that the person has not taken out of the preview. */
static gboolean
choose (GenkanAutoMap  *self,
        GError        **error)
{
  g_autoptr (GenkanStatement) statement = NULL;

  if (!genkan_database_execute (self->db, "DELETE FROM chosen", error))
    return FALSE;

  statement = genkan_database_prepare (
    self->db,
    "INSERT INTO chosen SELECT r.id FROM records AS r WHERE r.connection_id = ?2 AND r.state = 0 "
    "AND EXISTS (SELECT 1 FROM staged_records AS s "
    "            WHERE s.operation_id = ?1 AND s.vendor_id = r.vendor_id) "
    "AND NOT EXISTS (SELECT 1 FROM left_out AS l "
    "                WHERE l.operation_id = ?1 AND l.vendor_id = r.vendor_id AND l.kind = 2)",
    error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, self->operation_id);
  genkan_statement_bind_int64 (statement, 1, self->connection_id);

  return genkan_statement_run (statement, error);
}

/* The number that a query gives, or 0; -1 is an error. */
static gint64
step_number (GenkanStatement  *statement,
             GError          **error)
{
  switch (genkan_statement_step (statement, error))
    {
    case GENKAN_STEP_ROW:
      return genkan_statement_get_int64 (statement, 0);

    case GENKAN_STEP_DONE:
      return 0;

    case GENKAN_STEP_ERROR:
    default:
      return -1;
    }
}

/* Asks about a text, within or outside this Connection (?2). */
static gint64
ask (GenkanAutoMap  *self,
     const char     *sql,
     const char     *text,
     GError        **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (self->db, sql, error);

  if (statement == NULL)
    return -1;

  genkan_statement_bind_text (statement, 0, text);
  if (genkan_statement_get_n_parameters (statement) > 1)
    genkan_statement_bind_int64 (statement, 1, self->connection_id);

  return step_number (statement, error);
}

static gint64
find_earlier (GenkanAutoMap         *self,
              const GenkanUnmapped  *record,
              GError               **error)
{
  if (record->earlier_product_id != 0)
    return record->earlier_product_id;

  return ask (self, "SELECT product_id FROM deleted_records WHERE vendor_id = ?1 "
              "AND connection_id = ?2 AND product_id IS NOT NULL", record->vendor_id, error);
}

static gint64
find_by_mark (GenkanAutoMap         *self,
              const GenkanUnmapped  *record,
              GError               **error)
{
  return ask (self, "SELECT m.product_id FROM connections AS c "
              "LEFT JOIN connection_settings AS s ON s.connection_id = c.id AND s.name = 'url' "
              "JOIN dojo_marks AS m ON m.mark = genkan_record_mark (c.connector_id, s.value, ?1) "
              "WHERE c.id = ?2", record->vendor_id, error);
}

static gint64
find_by_source (GenkanAutoMap         *self,
                const GenkanUnmapped  *record,
                GError               **error)
{
  if (record->source == NULL)
    return 0;

  return ask (self, "SELECT product_id FROM records WHERE source = ?1 AND state = 1 "
              "AND connection_id <> ?2 AND product_id IS NOT NULL "
              "GROUP BY product_id ORDER BY count(*) DESC, product_id LIMIT 1",
              record->source, error);
}

/* The exact name first, then one that differs in case and accents only. */
static gint64
find_by_name (GenkanAutoMap  *self,
              const char     *name,
              GError        **error)
{
  return ask (self, "SELECT id FROM products WHERE name_key = genkan_sort_key (?1) "
              "ORDER BY name <> ?1, id LIMIT 1", name, error);
}

/* 1 when another Record of this Connection has the Product already. */
static gint64
is_taken (GenkanAutoMap  *self,
          gint64          product_id,
          GError        **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    self->db, "SELECT 1 FROM records WHERE product_id = ?1 AND connection_id = ?2 LIMIT 1", error);

  if (statement == NULL)
    return -1;

  genkan_statement_bind_int64 (statement, 0, product_id);
  genkan_statement_bind_int64 (statement, 1, self->connection_id);

  return step_number (statement, error);
}

static gint64
make_product (GenkanAutoMap         *self,
              const GenkanUnmapped  *record,
              const char            *name,
              gboolean              *ret_made,
              GError               **error)
{
  g_autofree char *type = genkan_name_template_expand (
    genkan_rules_get_type_template (self->rules), &record->facts);
  gboolean type_made = FALSE;

  return genkan_product_ensure (self->db, name, type, ret_made, &type_made, error);
}

/* The name with the next number that no Product has, within what DefectDojo takes. */
static char *
dup_numbered (GenkanAutoMap  *self,
              const char     *name,
              GError        **error)
{
  guint number = MAX (1, GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, name)));
  gint64 found;

  do
    {
      g_autofree char *suffix = g_strdup_printf (" %u", ++number);
      g_autofree char *start =
        g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1),
                                        GENKAN_NAME_MAX - (glong) strlen (suffix)));
      g_autofree char *numbered = g_strconcat (start, suffix, NULL);

      found = find_by_name (self, numbered, error);
      if (found == 0)
        {
          g_hash_table_insert (self->numbers, g_strdup (name), GUINT_TO_POINTER (number));
          return g_steal_pointer (&numbered);
        }
    }
  while (found > 0);

  return NULL;
}

static gint64
make_numbered (GenkanAutoMap         *self,
               const GenkanUnmapped  *record,
               const char            *name,
               gboolean              *ret_made,
               GError               **error)
{
  g_autofree char *numbered = dup_numbered (self, name, error);

  return numbered != NULL ? make_product (self, record, numbered, ret_made, error) : -1;
}

static gint64
find_or_make_by_name (GenkanAutoMap         *self,
                      const GenkanUnmapped  *record,
                      gboolean              *ret_made,
                      GError               **error)
{
  g_autofree char *name = genkan_auto_map_dup_name (self->rules, &record->facts,
                                                    record->vendor_id);
  gint64 product_id = find_by_name (self, name, error);
  gint64 taken;

  if (product_id == 0)
    return make_product (self, record, name, ret_made, error);
  if (product_id < 0 || genkan_rules_get_collision (self->rules) == GENKAN_COLLISION_SHARE)
    return product_id;

  taken = is_taken (self, product_id, error);
  if (taken < 0)
    return -1;

  return taken == 0 ? product_id : make_numbered (self, record, name, ret_made, error);
}

static gint64
find_product (GenkanAutoMap         *self,
              const GenkanUnmapped  *record,
              gboolean              *ret_made,
              GError               **error)
{
  gint64 product_id = find_earlier (self, record, error);

  if (product_id == 0)
    product_id = find_by_mark (self, record, error);
  if (product_id == 0)
    product_id = find_by_source (self, record, error);
  if (product_id == 0)
    product_id = find_or_make_by_name (self, record, ret_made, error);

  return product_id;
}

static gboolean
note_change (GenkanAutoMap  *self,
             gint64          record_id,
             gint64          product_id,
             gboolean        made,
             GError        **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    self->db, "INSERT INTO changes SELECT ?1, ?2, name, ?4 FROM products WHERE id = ?3", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, GENKAN_CHANGE_MAPPED);
  genkan_statement_bind_int64 (statement, 1, record_id);
  genkan_statement_bind_int64 (statement, 2, product_id);
  genkan_statement_bind_int64 (statement, 3, made);

  return genkan_statement_run (statement, error);
}

/* A Product that was made takes over what the Record says of itself, and is known to be its own. */
static gboolean
note_made (GenkanAutoMap  *self,
           gint64          record_id,
           gint64          product_id,
           GError        **error)
{
  return genkan_database_run (
           self->db, "INSERT INTO made_products (product_id, record_id, name, type_name, "
           "record_name, record_parent, record_kind) "
           "SELECT p.id, r.id, p.name, t.name, r.name, r.parent, r.kind FROM records AS r, products AS p "
           "LEFT JOIN product_types AS t ON t.id = p.type_id WHERE r.id = ?1 AND p.id = ?2",
           record_id, product_id, error) &&
         genkan_database_run (
           self->db, "UPDATE products SET (description, tags, url) = "
           "(SELECT description, tags, url FROM records WHERE id = ?1) WHERE id = ?2",
           record_id, product_id, error);
}

static gboolean
map_record (GenkanAutoMap    *self,
            GenkanStatement  *row,
            GError          **error)
{
  GenkanUnmapped record = {
    .id = genkan_statement_get_int64 (row, 0),
    .earlier_product_id = genkan_statement_get_int64 (row, 1),
    .vendor_id = genkan_statement_get_text (row, 2),
    .source = genkan_statement_get_text (row, 3),
    .facts = {
      .name = genkan_statement_get_text (row, 4),
      .parent = genkan_statement_get_text (row, 5),
      .kind = genkan_statement_get_text (row, 6),
      .label = self->label,
      .tool = self->tool,
    },
  };
  gboolean made = FALSE;
  gint64 product_id = find_product (self, &record, &made, error);
  g_autoptr (GenkanStatement) update = NULL;

  if (product_id <= 0)
    return FALSE;

  update = genkan_database_prepare (
    self->db, "UPDATE records SET state = 1, product_id = ?1, earlier_product_id = NULL "
    "WHERE id = ?2", error);
  if (update == NULL)
    return FALSE;

  genkan_statement_bind_int64 (update, 0, product_id);
  genkan_statement_bind_int64 (update, 1, record.id);

  return genkan_statement_run (update, error) &&
         (!made || note_made (self, record.id, product_id, error)) &&
         note_change (self, record.id, product_id, made, error);
}

/* The walk goes along `chosen` and reads each Record just before it is written. */
static gboolean
map_chosen (GenkanAutoMap  *self,
            GError        **error)
{
  g_autoptr (GenkanStatement) rows = genkan_database_prepare (
    self->db, "SELECT r.id, r.earlier_product_id, r.vendor_id, r.source, r.name, r.parent, r.kind "
    "FROM chosen CROSS JOIN records AS r USING (id) ORDER BY chosen.id", error);
  GenkanStep step;

  if (rows == NULL)
    return FALSE;

  while ((step = genkan_statement_step (rows, error)) == GENKAN_STEP_ROW)
    if (!map_record (self, rows, error))
      return FALSE;

  return step == GENKAN_STEP_DONE;
}

static gboolean
count_mapped (GenkanAutoMap  *self,
              GError        **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    self->db, "UPDATE operations SET n_mapped = (SELECT count(*) FROM chosen) WHERE id = ?1",
    error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, self->operation_id);

  return genkan_statement_run (statement, error);
}

/* Maps the New Records that an Operation has seen, if the rules say so. In its transaction. */
gboolean
genkan_auto_map_apply (GenkanDatabase  *db,
                       gint64           operation_id,
                       gint64           connection_id,
                       GenkanRules     *rules,
                       GError         **error)
{
  g_auto (GenkanAutoMap) self = {
    .db = db, .operation_id = operation_id, .connection_id = connection_id, .rules = rules,
    .numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };

  if (!genkan_rules_get_auto_map (rules))
    return TRUE;

  return genkan_auto_map_load_names (db, connection_id, &self.label, &self.tool, error)
         && choose (&self, error) && map_chosen (&self, error) && count_mapped (&self, error);
}
