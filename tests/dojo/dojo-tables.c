/* dojo-tables.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The objects of the stand-in: lists with filters, one by one, creation with the checks that a
 * client meets, and deletion.
 */

#include "config.h"

#include "dojo-tables.h"

/* --- tables --------------------------------------------------------------------------------- */

typedef enum
{
  FILTER_NONE,
  FILTER_ID,    /* one number */
  FILTER_IDS,   /* numbers, with commas */
  FILTER_EXACT,
  FILTER_FOLDED,
  FILTER_CONTAINS,
  FILTER_TAGS,
} FilterKind;

typedef struct
{
  const char *name;
  const char *member;
  FilterKind  kind;
} Filter;

static const struct
{
  const char *path;
  const char *noun;
  Filter      filters[9];
} tables[DOJO_N_TABLES] = {
  [DOJO_PRODUCT_TYPES] = { "product_types/", "Product_Type",
                           { { "name", "name", FILTER_EXACT }, { "id", "id", FILTER_ID } } },
  [DOJO_PRODUCTS] = { "products/", "Product",
                      { { "name", "name", FILTER_CONTAINS },
                        { "name_exact", "name", FILTER_FOLDED },
                        { "id", "id", FILTER_IDS },
                        { "prod_type", "prod_type", FILTER_IDS },
                        { "tags", "tags", FILTER_TAGS } } },
  [DOJO_ENGAGEMENTS] = { "engagements/", "Engagement",
                         { { "product", "product", FILTER_ID },
                           { "name", "name", FILTER_EXACT },
                           { "tags", "tags", FILTER_TAGS } } },
  [DOJO_TESTS] = { "tests/", "Test",
                   { { "engagement", "engagement", FILTER_ID },
                     { "title", "title", FILTER_EXACT },
                     { "scan_type", "scan_type", FILTER_EXACT },
                     { "id", "id", FILTER_ID },
                     { "tags", "tags", FILTER_TAGS } } },
  [DOJO_TEST_TYPES] = { "test_types/", "Test_Type", { { "name", "name", FILTER_EXACT } } },
  [DOJO_TEST_IMPORTS] = { "test_imports/", "Test_Import", { { "test", "test", FILTER_ID } } },
  [DOJO_FINDINGS] = { "findings/", "Finding",
                      { { "test", "test", FILTER_ID },
                        { "unique_id_from_tool", "unique_id_from_tool", FILTER_CONTAINS },
                        { "severity", "severity", FILTER_EXACT },
                        { "tags", "tags", FILTER_TAGS } } },
  [DOJO_METADATA] = { "metadata/", "DojoMeta",
                      { { "product", "product", FILTER_ID },
                        { "name", "name", FILTER_EXACT },
                        { "value", "value", FILTER_EXACT } } },
};

static gboolean
has_tag (JsonObject *object,
         const char *tag)
{
  JsonArray *tags = json_object_has_member (object, "tags")
                      ? json_object_get_array_member (object, "tags") : NULL;

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    if (g_str_equal (json_array_get_string_element (tags, i), tag))
      return TRUE;

  return FALSE;
}

static gboolean
is_among (gint64      id,
          const char *list)
{
  g_auto (GStrv) ids = g_strsplit (list, ",", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    if (g_ascii_strtoll (ids[i], NULL, 10) == id)
      return TRUE;

  return FALSE;
}

static gboolean
passes (JsonObject   *object,
        const Filter *filter,
        const char   *wanted)
{
  const char *text = dojo_get_string (object, filter->member);
  g_autofree char *folded = NULL;
  g_autofree char *wanted_folded = NULL;

  if (filter->kind == FILTER_FOLDED || filter->kind == FILTER_CONTAINS)
    {
      folded = g_utf8_casefold (text != NULL ? text : "", -1);
      wanted_folded = g_utf8_casefold (wanted, -1);
    }

  switch (filter->kind)
    {
    case FILTER_ID:
      return dojo_get_int (object, filter->member) == g_ascii_strtoll (wanted, NULL, 10);
    case FILTER_IDS:
      return is_among (dojo_get_int (object, filter->member), wanted);
    case FILTER_EXACT:
      return g_strcmp0 (text, wanted) == 0;
    case FILTER_FOLDED:
      return g_str_equal (folded, wanted_folded);
    case FILTER_CONTAINS:
      return strstr (folded, wanted_folded) != NULL;
    case FILTER_TAGS:
      return has_tag (object, wanted);
    case FILTER_NONE:
    default:
      return TRUE;
    }
}

static gboolean
passes_all (JsonObject *object,
            DojoTable   table,
            GHashTable *query)
{
  for (const Filter *filter = tables[table].filters; filter->name != NULL; filter++)
    {
      const char *wanted = query != NULL ? g_hash_table_lookup (query, filter->name) : NULL;

      if (wanted != NULL && !passes (object, filter, wanted))
        return FALSE;
    }

  return TRUE;
}

/* Each table is in the order of its ids. */
JsonObject *
dojo_stand_in_find (DojoStandIn *self,
                    DojoTable    table,
                    gint64       id)
{
  guint low = 0, high = self->tables[table]->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      JsonObject *object = g_ptr_array_index (self->tables[table], middle);
      gint64 found = dojo_get_int (object, "id");

      if (found == id)
        return object;
      if (found < id)
        low = middle + 1;
      else
        high = middle;
    }

  return NULL;
}

/* Takes the fields; gives them an id. */
JsonObject *
dojo_stand_in_add (DojoStandIn *self,
                   DojoTable    table,
                   JsonObject  *fields)
{
  json_object_set_int_member (fields, "id", ++self->last_ids[table]);
  g_ptr_array_add (self->tables[table], fields);

  return fields;
}

/* It was saved. */
void
dojo_stand_in_touch (DojoStandIn *self,
                     JsonObject  *object)
{
  g_autofree char *when = g_strdup_printf ("2026-11-22T08:23:10.%06uZ", ++self->n_saves);

  json_object_set_string_member (object, "updated", when);
}

void
dojo_stand_in_remove (DojoStandIn *self,
                      DojoTable    table,
                      gint64       id)
{
  static const struct
  {
    DojoTable   table;
    const char *member;
  } children[DOJO_N_TABLES] = {
    [DOJO_PRODUCT_TYPES] = { DOJO_PRODUCTS, "prod_type" },
    [DOJO_PRODUCTS] = { DOJO_ENGAGEMENTS, "product" },
    [DOJO_ENGAGEMENTS] = { DOJO_TESTS, "engagement" },
    [DOJO_TESTS] = { DOJO_FINDINGS, "test" },
  };
  JsonObject *object = dojo_stand_in_find (self, table, id);

  for (guint i = self->tables[children[table].table]->len; children[table].member != NULL && i > 0;
       i--)
    {
      JsonObject *child = g_ptr_array_index (self->tables[children[table].table], i - 1);

      if (dojo_get_int (child, children[table].member) == id)
        dojo_stand_in_remove (self, children[table].table, dojo_get_int (child, "id"));
    }

  g_ptr_array_remove (self->tables[table], object);
}

JsonObject *
dojo_stand_in_finding (DojoStandIn *self,
                       gint64       test,
                       const char  *unique_id)
{
  for (guint i = 0; i < self->tables[DOJO_FINDINGS]->len; i++)
    {
      JsonObject *finding = g_ptr_array_index (self->tables[DOJO_FINDINGS], i);

      if (dojo_get_int (finding, "test") == test
          && g_strcmp0 (dojo_get_string (finding, "unique_id_from_tool"), unique_id) == 0)
        return finding;
    }

  return NULL;
}

/* --- as it is shown ------------------------------------------------------------------------- */

static void
show_product (DojoStandIn *self,
              JsonObject  *shown)
{
  JsonArray *meta = json_array_new ();
  gint64 id = dojo_get_int (shown, "id");

  for (guint i = 0; i < self->tables[DOJO_METADATA]->len; i++)
    {
      JsonObject *row = g_ptr_array_index (self->tables[DOJO_METADATA], i);
      JsonObject *pair;

      if (dojo_get_int (row, "product") != id)
        continue;
      pair = json_object_new ();
      json_object_set_string_member (pair, "name", dojo_get_string (row, "name"));
      json_object_set_string_member (pair, "value", dojo_get_string (row, "value"));
      json_array_add_object_element (meta, pair);
    }
  json_object_set_array_member (shown, "product_meta", meta);
}

/* Members that one version has and another has not. */
static void
show_version (DojoStandIn *self,
              DojoTable    table,
              JsonObject  *shown)
{
  gboolean three = self->major >= 3;

  if (table == DOJO_PRODUCT_TYPES || table == DOJO_PRODUCTS)
    {
      if (three)
        json_object_set_array_member (shown, "authorized_users", json_array_new ());
      else
        {
          json_object_set_array_member (shown, "members", json_array_new ());
          json_object_set_array_member (shown, "authorization_groups", json_array_new ());
        }
    }
  if (table == DOJO_TESTS && dojo_stand_in_since (self, 3, 2))
    {
      json_object_set_string_member (shown, "deduplication_algorithm", self->algorithm);
      json_object_set_null_member (shown, "hash_code_fields");
    }
  if (table == DOJO_FINDINGS && !dojo_stand_in_since (self, 3, 2))
    json_object_remove_member (shown, "cwes");
}

static JsonObject *
show (DojoStandIn *self,
      DojoTable    table,
      JsonObject  *object)
{
  JsonObject *shown = dojo_copy (object);

  if (table == DOJO_PRODUCTS)
    show_product (self, shown);
  show_version (self, table, shown);

  return shown;
}

static guint
read_number (GHashTable *query,
             const char *name,
             guint       otherwise)
{
  const char *text = g_hash_table_lookup (query, name);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : otherwise;
}

/* Engagements and Tests cannot be asked for in the order of their ids. */
static gboolean
takes_order (DojoTable   table,
             const char *order)
{
  static const char *const by_id[] = { "id", "-id", "created", "-created", NULL };
  static const char *const by_time[] = { "created", "-created", "updated", "-updated", "name",
                                         "title", NULL };

  return order == NULL || g_strv_contains (table == DOJO_ENGAGEMENTS || table == DOJO_TESTS
                                             ? by_time : by_id, order);
}

static DojoAnswer
refuse_order (const char *order)
{
  g_autofree char *text =
    g_strdup_printf ("Select a valid choice. %s is not one of the available choices.", order);

  return dojo_answer_field ("o", text);
}

/* The address of the next page is of a name that only this server knows, as behind a proxy. */
static DojoAnswer
list (DojoStandIn *self,
      DojoTable    table,
      GHashTable  *query)
{
  JsonObject *page;
  JsonArray *rows;
  guint limit = read_number (query, "limit", 25);
  guint offset = read_number (query, "offset", 0);
  const char *order = g_hash_table_lookup (query, "o");
  gboolean backwards = order != NULL && *order == '-';
  guint n_all = self->tables[table]->len;
  guint count = 0;

  if (!takes_order (table, order))
    return refuse_order (order);

  page = json_object_new ();
  rows = json_array_new ();

  for (guint i = 0; i < n_all; i++)
    {
      JsonObject *object = g_ptr_array_index (self->tables[table], backwards ? n_all - 1 - i : i);

      if (!(self->is_staff || self->is_superuser || self->role != 0)
          || !passes_all (object, table, query))
        continue;
      if (count >= offset && count < offset + limit)
        {
          json_array_add_object_element (rows, show (self, table, object));
          self->n_imports_listed += table == DOJO_TEST_IMPORTS;
        }
      count++;
    }

  json_object_set_int_member (page, "count", count);
  if (offset + limit < count)
    json_object_set_string_member (page, "next", "http://inner.invalid/api/v2/?offset=1");
  else
    json_object_set_null_member (page, "next");
  json_object_set_null_member (page, "previous");
  json_object_set_array_member (page, "results", rows);
  if (table != DOJO_ENGAGEMENTS)
    json_object_set_object_member (page, "prefetch", json_object_new ());

  return dojo_answer_object (200, page);
}

/* --- creation ------------------------------------------------------------------------------- */

static gboolean
exists (DojoStandIn *self,
        DojoTable    table,
        JsonObject  *body,
        const char  *other)
{
  for (guint i = 0; i < self->tables[table]->len; i++)
    {
      JsonObject *object = g_ptr_array_index (self->tables[table], i);

      if (g_strcmp0 (dojo_get_string (object, "name"), dojo_get_string (body, "name")) == 0
          && (other == NULL || dojo_get_int (object, other) == dojo_get_int (body, other)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
refuses (DojoStandIn *self,
         DojoTable    table,
         JsonObject  *body,
         DojoAnswer  *ret_answer)
{
  const char *name = dojo_get_string (body, "name");

  if (table == DOJO_PRODUCTS && !json_object_has_member (body, "prod_type"))
    *ret_answer = dojo_answer_detail (400, "Unable to check for permissions: Attribute "
                                           "'prod_type' is required");
  else if (table == DOJO_PRODUCTS
           && dojo_stand_in_find (self, DOJO_PRODUCT_TYPES,
                                  dojo_get_int (body, "prod_type")) == NULL)
    *ret_answer = dojo_answer_detail (404, "No Product_Type matches the given query.");
  else if (name == NULL || *name == '\0')
    *ret_answer = dojo_answer_field ("name", "This field is required.");
  else if (g_utf8_strlen (name, -1) > (table == DOJO_ENGAGEMENTS ? 300 : 255))
    *ret_answer = dojo_answer_field ("name", "Ensure this field has no more than 255 characters.");
  else if (table == DOJO_PRODUCT_TYPES && exists (self, table, body, NULL))
    *ret_answer = dojo_answer_field ("name", "product_ type with this name already exists.");
  else if (table == DOJO_PRODUCTS && exists (self, table, body, NULL))
    *ret_answer = dojo_answer_field ("name", "product with this name already exists.");
  else if (table == DOJO_PRODUCTS && dojo_get_string (body, "description") == NULL)
    *ret_answer = dojo_answer_field ("description", "This field is required.");
  else if (table == DOJO_METADATA && exists (self, table, body, "product"))
    *ret_answer = dojo_answer_field ("non_field_errors",
                                     "The fields product, name must make a unique set.");
  else
    return FALSE;

  return TRUE;
}

static DojoAnswer
create (DojoStandIn *self,
        DojoTable    table,
        JsonObject  *body)
{
  DojoAnswer answer;

  if (table == DOJO_TEST_TYPES && !self->is_superuser)
    return dojo_answer_detail (403, "You do not have permission to perform this action.");
  if (refuses (self, table, body, &answer))
    return answer;

  return dojo_answer_object (201, show (self, table,
                                        dojo_stand_in_add (self, table, dojo_copy (body))));
}

/* --- one ------------------------------------------------------------------------------------ */

/* Whether it is to have a name that another one has. */
static gboolean
takes_name (DojoStandIn *self,
            DojoTable    table,
            JsonObject  *object,
            JsonObject  *body)
{
  return (table == DOJO_PRODUCTS || table == DOJO_PRODUCT_TYPES)
         && json_object_has_member (body, "name")
         && g_strcmp0 (dojo_get_string (object, "name"), dojo_get_string (body, "name")) != 0
         && exists (self, table, body, NULL);
}

static DojoAnswer
change (DojoStandIn *self,
        DojoTable    table,
        JsonObject  *object,
        JsonObject  *body)
{
  DojoAnswer refusal;

  if (takes_name (self, table, object, body))
    return dojo_answer_field ("name", table == DOJO_PRODUCTS
                                        ? "product with this name already exists."
                                        : "product_ type with this name already exists.");

  return dojo_change (table, object, body, &refusal)
           ? dojo_answer_object (200, show (self, table, object)) : refusal;
}

static DojoAnswer
answer_one (DojoStandIn *self,
            const char  *method,
            DojoTable    table,
            JsonObject  *object,
            JsonObject  *body)
{
  if (g_str_equal (method, "GET"))
    return dojo_answer_object (200, show (self, table, object));
  if (g_str_equal (method, "DELETE"))
    {
      dojo_stand_in_remove (self, table, dojo_get_int (object, "id"));
      return (DojoAnswer) { .status = 204 };
    }
  if (body != NULL && (g_str_equal (method, "PATCH") || g_str_equal (method, "PUT")))
    return change (self, table, object, body);

  return dojo_answer_detail (405, "Method not allowed.");
}

/* --- routes --------------------------------------------------------------------------------- */

/* Whether the path, below /api/v2/, is of a table. */
gboolean
dojo_tables_answer (DojoStandIn *self,
                    const char  *method,
                    const char  *path,
                    GHashTable  *query,
                    JsonObject  *body,
                    DojoAnswer  *ret_answer)
{
  gboolean may = self->is_staff || self->is_superuser || self->role != 0;
  const char *rest = NULL;
  JsonObject *object;
  DojoTable table;
  char *end = NULL;
  gint64 id;

  for (table = 0; table < DOJO_N_TABLES; table++)
    if (g_str_has_prefix (path, tables[table].path))
      break;
  if (table == DOJO_N_TABLES)
    return FALSE;

  rest = path + strlen (tables[table].path);
  if (*rest == '\0')
    {
      if (g_str_equal (method, "GET"))
        *ret_answer = list (self, table, query);
      else if (!may)
        *ret_answer = dojo_answer_detail (403, "You do not have permission to perform this "
                                               "action.");
      else
        *ret_answer = create (self, table, body);
      return TRUE;
    }

  id = g_ascii_strtoll (rest, &end, 10);
  object = may ? dojo_stand_in_find (self, table, id) : NULL;
  if (object == NULL)
    {
      g_autofree char *detail = g_strdup_printf ("No %s matches the given query.",
                                                 tables[table].noun);

      *ret_answer = dojo_answer_detail (404, detail);
    }
  else if (table == DOJO_FINDINGS && g_str_equal (end, "/close/"))
    *ret_answer = dojo_close_finding (object, body);
  else
    *ret_answer = answer_one (self, method, table, object, body);

  return TRUE;
}
