/* genkan-records-export.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records with their mapping, written one by one while the database is read, so that a million
 * take no memory. The columns are those that genkan-mapping-file.c knows, and some more: what is
 * exported can be changed in a spreadsheet and imported again.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-csv.h"
#include "genkan-records-export-private.h"
#include "genkan-store-connections.h"
#include "genkan-store-products.h"

#include <json-glib/json-glib.h>

/* Bytes that are written at once. */
#define PIECE (64 * 1024)

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

typedef struct
{
  GOutputStream       *stream;
  GenkanRecordsFormat  format;
  GHashTable          *labels;      /* (owned) (nullable) gint64 → of Connections */
  GHashTable          *types;       /* (owned) (nullable) gint64 → Product Type, of Products */
  GString             *piece;       /* (owned) not written yet */
  guint                n_records;
  gint                *progress;    /* (nullable) (atomic): as many are written */
  GCancellable        *cancellable; /* (nullable) */
  GError              *error;       /* (owned) (nullable) why it was stopped */
} GenkanRecordsWriter;

typedef struct
{
  const char *name;
  const char *text; /* (nullable) */
} GenkanRecordsField;

/* The columns; `genkan help export` says what they are. */
enum
{
  FIELD_CONNECTION,
  FIELD_ID,
  FIELD_NAME,
  FIELD_KIND,
  FIELD_PARENT,
  FIELD_STATE,
  FIELD_PRODUCT,
  FIELD_PRODUCT_TYPE,
  FIELD_URL,
  FIELD_FIRST_DISCOVERED,
  FIELD_LAST_DISCOVERED,
  FIELD_FINALIZED,
  N_FIELDS
};

static const char *const names[N_FIELDS] = {
  "connection", "id", "name", "kind", "parent", "state", "product", "product_type", "url",
  "first_discovered", "last_discovered", "finalized",
};

static void
genkan_records_writer_clear (GenkanRecordsWriter *self)
{
  g_clear_pointer (&self->labels, g_hash_table_unref);
  g_clear_pointer (&self->types, g_hash_table_unref);
  g_string_free (self->piece, TRUE);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanRecordsWriter, genkan_records_writer_clear)

static void
insert (GHashTable *table,
        gint64      id,
        const char *text)
{
  g_hash_table_insert (table, g_memdup2 (&id, sizeof id), g_strdup (text));
}

static gboolean
look_up_names (GenkanRecordsWriter  *self,
               GenkanStore          *store,
               GError              **error)
{
  g_autoptr (GPtrArray) connections = genkan_store_list_connections (store, error);
  g_autoptr (GPtrArray) products = NULL;

  if (connections != NULL)
    products = genkan_store_search_products (store, NULL, 0, error);
  if (products == NULL)
    return FALSE;

  self->labels = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->types = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < connections->len; i++)
    insert (self->labels, genkan_connection_get_id (connections->pdata[i]),
            genkan_connection_get_label (connections->pdata[i]));
  for (guint i = 0; i < products->len; i++)
    insert (self->types, genkan_product_get_id (products->pdata[i]),
            genkan_product_get_type_name (products->pdata[i]));

  return TRUE;
}

static gboolean
flush (GenkanRecordsWriter  *self,
       GError              **error)
{
  gboolean good = g_output_stream_write_all (self->stream, self->piece->str, self->piece->len, NULL,
                                             self->cancellable, error);

  g_string_truncate (self->piece, 0);
  if (self->progress != NULL)
    g_atomic_int_set (self->progress, self->n_records);

  return good;
}

static void
append_csv (GenkanRecordsWriter      *self,
            const GenkanRecordsField *fields)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < N_FIELDS; i++)
    genkan_csv_append_field (line, fields != NULL ? fields[i].text : names[i]);
  genkan_csv_end_line (line);
  g_string_append_len (self->piece, line->str, line->len);
}

static void
append_json (GenkanRecordsWriter      *self,
             const GenkanRecordsField *fields)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < N_FIELDS; i++)
    if (fields[i].text != NULL)
      json_object_set_string_member (object, fields[i].name, fields[i].text);
    else
      json_object_set_null_member (object, fields[i].name);

  json_node_take_object (node, object);
  text = json_to_string (node, FALSE);
  g_string_append_printf (self->piece, "%s%s", self->n_records > 0 ? ",\n" : "", text);
}

/* Returns: (transfer full) (nullable): ISO 8601, in UTC */
static char *
dup_time (gint64 time)
{
  g_autoptr (GDateTime) date = time != 0 ? g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC) : NULL;

  return date != NULL ? g_date_time_format_iso8601 (date) : NULL;
}

static void
append_record (GenkanRecordsWriter *self,
               GenkanRecord        *record)
{
  gint64 connection_id = genkan_record_get_connection_id (record);
  gint64 product_id = genkan_record_get_product_id (record);
  g_autofree char *first = dup_time (genkan_record_get_first_discovered (record));
  g_autofree char *last = dup_time (genkan_record_get_last_discovered (record));
  g_autofree char *finalized = dup_time (genkan_record_get_finalized (record));
  const char *texts[N_FIELDS] = {
    [FIELD_CONNECTION] = g_hash_table_lookup (self->labels, &connection_id),
    [FIELD_ID] = genkan_record_get_vendor_id (record),
    [FIELD_NAME] = genkan_record_get_name (record),
    [FIELD_KIND] = genkan_record_get_kind (record),
    [FIELD_PARENT] = genkan_record_get_parent (record),
    [FIELD_STATE] = genkan_record_state_to_nick (genkan_record_get_state (record)),
    [FIELD_PRODUCT] = genkan_record_get_product_name (record),
    [FIELD_PRODUCT_TYPE] = g_hash_table_lookup (self->types, &product_id),
    [FIELD_URL] = genkan_record_get_url (record),
    [FIELD_FIRST_DISCOVERED] = first,
    [FIELD_LAST_DISCOVERED] = last,
    [FIELD_FINALIZED] = finalized,
  };
  GenkanRecordsField fields[N_FIELDS];

  for (guint i = 0; i < N_FIELDS; i++)
    fields[i] = (GenkanRecordsField) { names[i], texts[i] };

  if (self->format == GENKAN_RECORDS_CSV)
    append_csv (self, fields);
  else
    append_json (self, fields);
}

static gboolean
export_record_cb (GenkanRecord *record,
                  gpointer      user_data)
{
  GenkanRecordsWriter *self = user_data;

  append_record (self, record);
  self->n_records++;

  return self->piece->len < PIECE || flush (self, &self->error);
}

static gboolean
write_records (GenkanRecordsWriter       *self,
               GenkanStore               *store,
               const GenkanRecordFilter  *filter,
               GError                   **error)
{
  if (!look_up_names (self, store, error))
    return FALSE;

  if (self->format == GENKAN_RECORDS_CSV)
    append_csv (self, NULL);
  else
    g_string_append (self->piece, "[\n");

  if (!genkan_store_foreach_match (store, filter, export_record_cb, self, error))
    return FALSE;
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  if (self->format == GENKAN_RECORDS_JSON)
    g_string_append (self->piece, self->n_records > 0 ? "\n]\n" : "]\n");

  return flush (self, error);
}

/**
 * genkan_records_export:
 * @store: a store
 * @filter: which Records
 * @format: how
 * @stream: where to; it is not closed
 * @ret_n_records: (out) (optional): how many were written
 *
 * Writes Records with their mapping: CSV by RFC 4180, whose first line names the columns, or a
 * JSON array with an object on each line. Blocking.
 *
 * Returns: whether all were written
 */
gboolean
genkan_records_export (GenkanStore               *store,
                       const GenkanRecordFilter  *filter,
                       GenkanRecordsFormat         format,
                       GOutputStream             *stream,
                       guint                     *ret_n_records,
                       GCancellable              *cancellable,
                       GError                   **error)
{
  g_auto (GenkanRecordsWriter) self = {
    .stream = stream, .format = format, .piece = g_string_new (NULL), .cancellable = cancellable,
  };

  if (!write_records (&self, store, filter, error))
    return FALSE;

  if (ret_n_records != NULL)
    *ret_n_records = self.n_records;

  return TRUE;
}

/* What was there before stays: closing with a cancelled cancellable throws the new file away. */
static void
throw_away (GOutputStream *stream)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
}

/**
 * _genkan_records_export_to_file:
 * @progress: (nullable) (atomic): is set to how many Records are written
 *
 * As genkan_records_export_to_file(), which says what the others are.
 */
gboolean
_genkan_records_export_to_file (GenkanStore               *store,
                                const GenkanRecordFilter  *filter,
                                GenkanRecordsFormat         format,
                                GFile                     *file,
                                gint                      *progress,
                                guint                     *ret_n_records,
                                GCancellable              *cancellable,
                                GError                   **error)
{
  g_autoptr (GFileOutputStream) stream = NULL;
  g_auto (GenkanRecordsWriter) self = {
    .format = format, .progress = progress, .cancellable = cancellable,
    .piece = g_string_new (format == GENKAN_RECORDS_CSV ? BYTE_ORDER_MARK : NULL),
  };

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  if (stream == NULL)
    return FALSE;

  self.stream = G_OUTPUT_STREAM (stream);
  if (!write_records (&self, store, filter, error))
    {
      throw_away (self.stream);
      return FALSE;
    }

  if (ret_n_records != NULL)
    *ret_n_records = self.n_records;

  return g_output_stream_close (self.stream, cancellable, error);
}

/**
 * genkan_records_export_to_file:
 * @file: a file; replaced only when all is written
 *
 * As genkan_records_export(), into a file. A CSV begins with a byte order mark, by which
 * spreadsheets know that it is UTF-8.
 *
 * Returns: whether all were written
 */
gboolean
genkan_records_export_to_file (GenkanStore               *store,
                               const GenkanRecordFilter  *filter,
                               GenkanRecordsFormat         format,
                               GFile                     *file,
                               guint                     *ret_n_records,
                               GCancellable              *cancellable,
                               GError                   **error)
{
  return _genkan_records_export_to_file (store, filter, format, file, NULL, ret_n_records,
                                         cancellable, error);
}
