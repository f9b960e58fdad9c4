/* genkan-mapping-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file of mappings, as a spreadsheet, a script or Genkan's own export writes it: CSV, a JSON
 * object on each line, or a JSON array of objects. What it is shows its first character.
 *
 * The columns are known by their titles, in any order; a CSV without such titles has Record,
 * Product, Product Type and Connection, in this order. A line that names no Product says nothing,
 * so that an export in which half of the Products are filled in is a good file.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-csv.h"
#include "genkan-mapping-file.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#define MAX_SIZE (64 * 1024 * 1024)

typedef enum
{
  COLUMN_ID,
  COLUMN_NAME,
  COLUMN_PRODUCT,
  COLUMN_TYPE,
  COLUMN_CONNECTION,
  N_COLUMNS
} Column;

/* As they are compared: lower case, letters and digits only. */
static const struct
{
  const char *title;
  Column      column;
} titles[] = {
  { "id", COLUMN_ID },
  { "vendorid", COLUMN_ID },
  { "vendoridorname", COLUMN_ID },
  { "record", COLUMN_ID },
  { "recordid", COLUMN_ID },
  { "vepid", COLUMN_ID },
  { "name", COLUMN_NAME },
  { "recordname", COLUMN_NAME },
  { "vepname", COLUMN_NAME },
  { "product", COLUMN_PRODUCT },
  { "productname", COLUMN_PRODUCT },
  { "producttype", COLUMN_TYPE },
  { "type", COLUMN_TYPE },
  { "connection", COLUMN_CONNECTION },
  { "connectionlabel", COLUMN_CONNECTION },
  { "label", COLUMN_CONNECTION },
};

typedef struct
{
  GPtrArray *mappings;          /* (owned) (element-type GenkanMapping) */
  guint      n_without_product;
} GenkanMappingFile;

static Column
find_column (const char *title)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *p = title; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (plain, g_ascii_tolower (*p));

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (plain->str, titles[i].title))
      return titles[i].column;

  return N_COLUMNS;
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n")] == '\0';
}

/* @values: by Column, each nullable */
static void
add (GenkanMappingFile  *self,
     guint               line,
     const char * const *values)
{
  const char *record = is_blank (values[COLUMN_ID]) ? values[COLUMN_NAME] : values[COLUMN_ID];

  if (is_blank (values[COLUMN_PRODUCT]))
    self->n_without_product++;
  else
    g_ptr_array_add (self->mappings,
                     genkan_mapping_new (line, values[COLUMN_CONNECTION], record,
                                         values[COLUMN_PRODUCT], values[COLUMN_TYPE]));
}

/* --- CSV --- */

/* Which column each field is. Returns: whether the row is a header, and names what it takes */
static gboolean
read_header (const GenkanCsvRow *row,
             guint              *ret_fields)
{
  guint fields[N_COLUMNS];

  for (guint i = 0; i < N_COLUMNS; i++)
    fields[i] = G_MAXUINT;

  for (guint i = 0; row->fields[i] != NULL; i++)
    {
      Column column = find_column (row->fields[i]);

      if (column < N_COLUMNS && fields[column] == G_MAXUINT)
        fields[column] = i;
    }

  if (fields[COLUMN_PRODUCT] == G_MAXUINT ||
      (fields[COLUMN_ID] == G_MAXUINT && fields[COLUMN_NAME] == G_MAXUINT))
    return FALSE;

  memcpy (ret_fields, fields, sizeof fields);

  return TRUE;
}

static gboolean
parse_csv (GenkanMappingFile  *self,
           const char         *text,
           GError            **error)
{
  guint fields[N_COLUMNS] = {
    [COLUMN_ID] = 0, [COLUMN_NAME] = G_MAXUINT, [COLUMN_PRODUCT] = 1, [COLUMN_TYPE] = 2,
    [COLUMN_CONNECTION] = 3,
  };
  g_autoptr (GPtrArray) rows = genkan_csv_parse (text, error);
  guint first;

  if (rows == NULL)
    return FALSE;

  first = rows->len > 0 && read_header (g_ptr_array_index (rows, 0), fields) ? 1 : 0;
  for (guint i = first; i < rows->len; i++)
    {
      const GenkanCsvRow *row = g_ptr_array_index (rows, i);
      const char *values[N_COLUMNS] = { NULL };
      guint n_fields = g_strv_length (row->fields);

      for (guint j = 0; j < N_COLUMNS; j++)
        if (fields[j] < n_fields)
          values[j] = row->fields[fields[j]];
      add (self, row->line, values);
    }

  return TRUE;
}

/* --- JSON --- */

/* A number may be an id, too. Returns: (transfer full) (nullable) */
static char *
dup_value (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);

  return json_to_string (node, FALSE);
}

/* What is no object is a line that says nothing that can be understood. */
static void
add_node (GenkanMappingFile *self,
          guint              line,
          JsonNode          *node)
{
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  const char *values[N_COLUMNS] = { NULL };
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_ptr_array_add (self->mappings, genkan_mapping_new (line, NULL, NULL, NULL, NULL));
      return;
    }

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    {
      Column column = find_column (name);

      if (column == N_COLUMNS || values[column] != NULL)
        continue;
      g_ptr_array_add (owned, dup_value (value));
      values[column] = g_ptr_array_index (owned, owned->len - 1);
    }
  add (self, line, values);
}

static gboolean
parse_array (GenkanMappingFile  *self,
             const char         *text,
             GError            **error)
{
  g_autoptr (JsonNode) root = json_from_string (text, error);
  JsonArray *array;

  if (root == NULL)
    {
      g_prefix_error (error, "%s: ", _("This is no JSON that can be read"));
      return FALSE;
    }

  array = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (array); i++)
    add_node (self, i + 1, json_array_get_element (array, i));

  return TRUE;
}

static void
parse_lines (GenkanMappingFile *self,
             const char        *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonNode) node = NULL;

      if (is_blank (lines[i]))
        continue;
      node = json_from_string (lines[i], NULL);
      add_node (self, i + 1, node);
    }
}

/* --- the file --- */

/* Where the first byte stands that is no UTF-8. */
static guint
count_lines (const char *text,
             const char *end)
{
  guint line = 1;

  for (const char *p = text; p < end; p++)
    line += *p == '\n';

  return line;
}

/* As Excel saves “Unicode text”. */
static char *
convert_utf16 (const char  *data,
               gsize        length,
               GError     **error)
{
  const char *from = (guint8) data[0] == 0xFF ? "UTF-16LE" : "UTF-16BE";
  char *text = g_convert (data + 2, length - 2, "UTF-8", from, NULL, NULL, error);

  if (text == NULL)
    g_prefix_error (error, "%s: ", _("The file is damaged"));

  return text;
}

/* Returns: (transfer full) (nullable): valid UTF-8 without a byte order mark */
static char *
dup_text (GBytes  *bytes,
          GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *end;

  if (length >= 2 && (memcmp (data, "\xFF\xFE", 2) == 0 || memcmp (data, "\xFE\xFF", 2) == 0))
    return convert_utf16 (data, length, error);

  if (length >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0)
    {
      data += 3;
      length -= 3;
    }

  if (length == 0)
    return g_strdup ("");

  if (!g_utf8_validate_len (data, length, &end))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _("Line %u is not UTF-8; save the spreadsheet as “CSV UTF-8”"),
                   count_lines (data, end));
      return NULL;
    }

  return g_strndup (data, length);
}

/**
 * genkan_mapping_file_parse:
 * @bytes: the file
 * @ret_n_without_product: (out) (optional): how many lines name no Product, and say nothing
 * @error: return location for an error, with a translated message
 *
 * Reads CSV, JSON lines or a JSON array. A line that cannot be understood is
 * %GENKAN_MAPPING_INVALID; only what cannot be read at all is an error.
 *
 * Returns: (transfer full) (nullable) (element-type GenkanMapping): the lines, to be looked up
 *   with genkan_store_map_list_async()
 */
GPtrArray *
genkan_mapping_file_parse (GBytes  *bytes,
                           guint   *ret_n_without_product,
                           GError **error)
{
  g_autoptr (GPtrArray) mappings = g_ptr_array_new_with_free_func (g_object_unref);
  GenkanMappingFile file = { .mappings = mappings };
  g_autofree char *text = dup_text (bytes, error);
  const char *first;
  gboolean good = TRUE;

  if (text == NULL)
    return NULL;

  first = text + strspn (text, " \t\r\n");
  if (*first == '[')
    good = parse_array (&file, first, error);
  else if (*first == '{')
    parse_lines (&file, text);
  else
    good = parse_csv (&file, text, error);

  if (!good)
    return NULL;

  if (ret_n_without_product != NULL)
    *ret_n_without_product = file.n_without_product;

  return g_steal_pointer (&mappings);
}

/**
 * genkan_mapping_file_read:
 * @stream: where to read from, to its end
 * @ret_n_without_product: (out) (optional): how many lines name no Product
 *
 * Reads the stream as genkan_mapping_file_parse() does; at most 64 MiB, and blocking.
 *
 * Returns: (transfer full) (nullable) (element-type GenkanMapping): the lines
 */
GPtrArray *
genkan_mapping_file_read (GInputStream  *stream,
                          guint         *ret_n_without_product,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  guint8 piece[65536];
  gssize n_read;

  while ((n_read = g_input_stream_read (stream, piece, sizeof piece, cancellable, error)) > 0)
    {
      g_byte_array_append (data, piece, n_read);
      if (data->len <= MAX_SIZE)
        continue;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("The file is larger than 64 MiB; divide it"));
      return NULL;
    }
  if (n_read < 0)
    return NULL;

  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&data));

  return genkan_mapping_file_parse (bytes, ret_n_without_product, error);
}

/**
 * genkan_mapping_outcome_to_nick:
 *
 * Returns: (transfer none): one word for programs, never translated
 */
const char *
genkan_mapping_outcome_to_nick (GenkanMappingOutcome outcome)
{
  static const char *const nicks[GENKAN_N_MAPPING_OUTCOMES] = {
    [GENKAN_MAPPING_MAPPED] = "mapped",
    [GENKAN_MAPPING_UNCHANGED] = "unchanged",
    [GENKAN_MAPPING_INVALID] = "invalid",
    [GENKAN_MAPPING_UNKNOWN] = "unknown",
    [GENKAN_MAPPING_AMBIGUOUS] = "ambiguous",
    [GENKAN_MAPPING_DUPLICATE] = "duplicate",
    [GENKAN_MAPPING_CONFLICT] = "conflict",
  };

  g_return_val_if_fail (outcome < GENKAN_N_MAPPING_OUTCOMES, NULL);

  return nicks[outcome];
}

/**
 * genkan_mapping_outcome_describe:
 *
 * Returns: (transfer none): what became of the line, for people
 */
const char *
genkan_mapping_outcome_describe (GenkanMappingOutcome outcome)
{
  static const char *const words[GENKAN_N_MAPPING_OUTCOMES] = {
    [GENKAN_MAPPING_MAPPED] = N_("Mapped"),
    [GENKAN_MAPPING_UNCHANGED] = N_("Mapped so before"),
    [GENKAN_MAPPING_INVALID] = N_("Names no record or no product, or a name of more than 255 characters"),
    [GENKAN_MAPPING_UNKNOWN] = N_("There is no such record"),
    [GENKAN_MAPPING_AMBIGUOUS] = N_("Several records have this name: use the id, or name the connection"),
    [GENKAN_MAPPING_DUPLICATE] = N_("An earlier line says the same"),
    [GENKAN_MAPPING_CONFLICT] = N_("Another line says something else about this record: neither counts"),
  };

  g_return_val_if_fail (outcome < GENKAN_N_MAPPING_OUTCOMES, NULL);

  return _(words[outcome]);
}

/**
 * genkan_mapping_outcome_is_problem:
 * @outcome: what became of a line
 *
 * Returns: whether the line asked for something that cannot be so
 */
gboolean
genkan_mapping_outcome_is_problem (GenkanMappingOutcome outcome)
{
  return outcome != GENKAN_MAPPING_MAPPED && outcome != GENKAN_MAPPING_UNCHANGED &&
         outcome != GENKAN_MAPPING_DUPLICATE;
}
