/* genkan-finding-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the rows of a connector's `findings` to what is stored of a Finding: the few columns by
 * which people sort and search, and all of it as one JSON object. The order of its members is
 * that of the SELECT, so equal rows make equal texts, and a checksum tells whether anything has
 * changed.
 *
 * What a vendor says is not believed: a severity that is none becomes Info and is counted, line
 * breaks in a title become blanks, and what is not UTF-8 is made so.
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include <string.h>

#include "genkan-finding-json.h"
#include "genkan-finding-rows.h"
#include "genkan-moment.h"
#include "genkan-plain.h"

typedef enum
{
  COLUMN_UNIQUE_ID,
  COLUMN_RECORD,
  COLUMN_TITLE,
  COLUMN_SEVERITY,
  COLUMN_DATE,
  COLUMN_VULNERABILITIES,
  COLUMN_COMPONENT_NAME,
  COLUMN_COMPONENT_VERSION,
  COLUMN_FILE_PATH,
  COLUMN_ENDPOINTS,
  COLUMN_ACTIVE,
  COLUMN_FALSE_P,
  COLUMN_OUT_OF_SCOPE,
  COLUMN_RISK_ACCEPTED,
  COLUMN_IS_MITIGATED,
  N_COLUMNS
} GenkanFindingColumn;

static const char *const column_names[N_COLUMNS] = {
  "unique_id_from_tool", "record_id", "title", "severity", "date", "vulnerability_ids",
  "component_name", "component_version", "file_path", "endpoints", "active", "false_p",
  "out_of_scope", "risk_accepted", "is_mitigated",
};

struct _GenkanFindingRows
{
  GArray       *rows;      /* (owned) (element-type GenkanFindingRow) */
  GStringChunk *texts;     /* (owned) */
  gsize         size;      /* in bytes, about */
  guint         n_unknown; /* severities that are none */
  GenkanRowBatch *batch;   /* (owned) (nullable) that has the known ones */
};

/* A column as a member of the object. */
typedef struct
{
  char     *name;   /* (owned) with a comma before it, and in quotes */
  gsize     length; /* of the name */
  gboolean  list;
} GenkanFindingMember;

/* What the columns of a batch are. */
typedef struct
{
  GenkanFindingRows *self;
  GenkanRowBatch    *batch;
  int                places[N_COLUMNS];
  GArray            *members; /* (owned) (element-type GenkanFindingMember) of each column */
  GString           *json;    /* (owned) used again for each row */
} GenkanFindingReader;

G_DEFINE_BOXED_TYPE (GenkanFindingRows, genkan_finding_rows, genkan_finding_rows_ref,
                     genkan_finding_rows_unref)

static void
genkan_finding_rows_clear (gpointer data)
{
  GenkanFindingRows *self = data;

  g_array_unref (self->rows);
  g_string_chunk_free (self->texts);
  g_clear_pointer (&self->batch, genkan_row_batch_unref);
}

GenkanFindingRows *
genkan_finding_rows_ref (GenkanFindingRows *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
genkan_finding_rows_unref (GenkanFindingRows *self)
{
  g_atomic_rc_box_release_full (self, genkan_finding_rows_clear);
}

guint
genkan_finding_rows_get_n_rows (GenkanFindingRows *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows->len;
}

const GenkanFindingRow *
genkan_finding_rows_get (GenkanFindingRows *self,
                         guint              row)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (row < self->rows->len, NULL);

  return &g_array_index (self->rows, GenkanFindingRow, row);
}

/**
 * genkan_finding_rows_get_known:
 * @self: rows
 * @ret_n_known: (out): how many
 *
 * Returns: (transfer none) (nullable) (array length=ret_n_known): the numbers of Findings that came
 *   besides the rows, just as they are known
 */
const gint64 *
genkan_finding_rows_get_known (GenkanFindingRows *self,
                               guint             *ret_n_known)
{
  g_return_val_if_fail (self != NULL, NULL);

  *ret_n_known = 0;

  return self->batch != NULL ? genkan_row_batch_get_known (self->batch, ret_n_known) : NULL;
}

/**
 * genkan_finding_rows_get_n_unknown:
 * @self: rows
 *
 * Returns: how many rows had a severity that is none
 */
guint
genkan_finding_rows_get_n_unknown (GenkanFindingRows *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_unknown;
}

/**
 * genkan_finding_rows_get_size:
 * @self: rows
 *
 * Returns: how many bytes of memory they take up, about
 */
gsize
genkan_finding_rows_get_size (GenkanFindingRows *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->size;
}

static void
clear_member (gpointer data)
{
  g_free (((GenkanFindingMember *) data)->name);
}

static GArray *
make_members (GenkanRowBatch *batch)
{
  GArray *members = g_array_new (FALSE, FALSE, sizeof (GenkanFindingMember));

  g_array_set_clear_func (members, clear_member);
  for (guint i = 0; i < genkan_row_batch_get_n_columns (batch); i++)
    {
      const char *column = genkan_row_batch_get_column_name (batch, i);
      GenkanFindingMember member = {
        .name = g_strdup_printf (",\"%s\":", column),
        .list = genkan_json_is_list (column),
      };

      member.length = strlen (member.name);
      g_array_append_val (members, member);
    }

  return members;
}

static void
write_fields (GenkanFindingReader *reader,
              guint                row)
{
  GString *json = reader->json;

  g_string_truncate (json, 0);
  for (guint i = 0; i < reader->members->len; i++)
    {
      const GenkanFindingMember *member = &g_array_index (reader->members, GenkanFindingMember, i);
      const GenkanValue *value = genkan_row_batch_get (reader->batch, row, i);

      if ((int) i == reader->places[COLUMN_RECORD] || genkan_value_is_null (value))
        continue;

      genkan_json_append_run (json, member->name, member->length);
      genkan_json_append_value (json, value, member->list);
    }

  /* The unique id is never missing, so there is a first comma. */
  json->str[0] = '{';
  g_string_append_c (json, '}');
}

/* 64 bits of FNV-1a, eight bytes at a time: against accidents, not against enemies, who could
 * only hide a change of their own Finding. */
static gint64
checksum (const char *text,
          gsize       length)
{
  guint64 sum = G_GUINT64_CONSTANT (0xcbf29ce484222325) ^ length;

  for (; length >= 8; length -= 8, text += 8)
    {
      guint64 word;

      memcpy (&word, text, 8);
      sum = (sum ^ word) * G_GUINT64_CONSTANT (0x100000001b3);
      sum ^= sum >> 29;
    }
  for (; length > 0; length--, text++)
    sum = (sum ^ (guchar) *text) * G_GUINT64_CONSTANT (0x100000001b3);

  return (gint64) (sum ^ (sum >> 32));
}

/* --- columns -------------------------------------------------------------------------------- */

static const GenkanValue *
get (GenkanFindingReader *reader,
     guint                row,
     GenkanFindingColumn  column)
{
  int place = reader->places[column];
  const GenkanValue *value = place >= 0 ? genkan_row_batch_get (reader->batch, row, place) : NULL;

  return genkan_value_is_null (value) ? NULL : value;
}

static const char *
keep_text (GenkanFindingReader *reader,
           guint                row,
           GenkanFindingColumn  column)
{
  const GenkanValue *value = get (reader, row, column);
  g_autofree char *made = NULL;

  if (value == NULL)
    return NULL;
  if (value->type == GENKAN_VALUE_TEXT && genkan_is_valid (value->text, value->length))
    return g_string_chunk_insert_len (reader->self->texts, value->text, value->length);

  made = value->type == GENKAN_VALUE_TEXT || value->type == GENKAN_VALUE_BLOB
           ? g_utf8_make_valid (value->text, value->length) : genkan_value_dup_text (value);

  return g_string_chunk_insert (reader->self->texts, made);
}

static gboolean
is_true (GenkanFindingReader *reader,
         guint                row,
         GenkanFindingColumn  column)
{
  const GenkanValue *value = get (reader, row, column);

  return value != NULL && value->type == GENKAN_VALUE_INTEGER && value->integer != 0;
}

static gboolean
is_false (GenkanFindingReader *reader,
          guint                row,
          GenkanFindingColumn  column)
{
  const GenkanValue *value = get (reader, row, column);

  return value != NULL && value->type == GENKAN_VALUE_INTEGER && value->integer == 0;
}

static GenkanFindingState
read_state (GenkanFindingReader *reader,
            guint                row)
{
  if (is_true (reader, row, COLUMN_FALSE_P))
    return GENKAN_FINDING_FALSE_POSITIVE;
  if (is_true (reader, row, COLUMN_OUT_OF_SCOPE))
    return GENKAN_FINDING_OUT_OF_SCOPE;
  if (is_true (reader, row, COLUMN_RISK_ACCEPTED))
    return GENKAN_FINDING_RISK_ACCEPTED;
  if (is_true (reader, row, COLUMN_IS_MITIGATED))
    return GENKAN_FINDING_CLOSED;

  return is_false (reader, row, COLUMN_ACTIVE) ? GENKAN_FINDING_INACTIVE : GENKAN_FINDING_OPEN;
}

/* The column as text, for a moment. */
static const char *
peek_text (GenkanFindingReader  *reader,
           guint                 row,
           GenkanFindingColumn   column,
           char                **ret_made)
{
  const GenkanValue *value = get (reader, row, column);

  if (value == NULL)
    return NULL;
  if (value->type == GENKAN_VALUE_TEXT)
    return value->text;

  *ret_made = genkan_value_dup_text (value);

  return *ret_made;
}

static GenkanSeverity
read_severity (GenkanFindingReader *reader,
               guint                row)
{
  g_autofree char *made = NULL;
  GenkanSeverity severity = GENKAN_SEVERITY_INFO;

  if (!genkan_severity_from_text (peek_text (reader, row, COLUMN_SEVERITY, &made), &severity))
    reader->self->n_unknown++;

  return severity;
}

/* What is worth a warning is made anew each time, so that the warning comes each time. */
static guint64
read_fingerprint (GenkanFindingReader *reader,
                  guint                row,
                  guint                n_unknown_before)
{
  return reader->self->n_unknown == n_unknown_before
           ? genkan_row_batch_get_fingerprint (reader->batch, row) : 0;
}

static gint64
read_found (GenkanFindingReader *reader,
            guint                row)
{
  g_autofree char *made = NULL;
  const char *text = peek_text (reader, row, COLUMN_DATE, &made);

  return text != NULL ? genkan_moment_from_text (text) : 0;
}

/* The first text of a JSON array of texts, or the text itself. */
static const char *
keep_first (GenkanFindingReader *reader,
            guint                row,
            GenkanFindingColumn  column)
{
  const char *text = keep_text (reader, row, column);
  const char *open;
  const char *close;

  if (text == NULL || *text != '[')
    return text;

  open = strchr (text, '"');
  close = open != NULL ? strchr (open + 1, '"') : NULL;

  return close != NULL && close > open + 1
           ? g_string_chunk_insert_len (reader->self->texts, open + 1, close - open - 1) : NULL;
}

static const char *
keep_component (GenkanFindingReader *reader,
                guint                row)
{
  const char *name = keep_text (reader, row, COLUMN_COMPONENT_NAME);
  const char *version = keep_text (reader, row, COLUMN_COMPONENT_VERSION);
  const char *path;
  g_autofree char *both = NULL;

  if (name != NULL && version != NULL)
    {
      both = g_strconcat (name, " ", version, NULL);
      return g_string_chunk_insert (reader->self->texts, both);
    }
  if (name != NULL)
    return name;

  path = keep_text (reader, row, COLUMN_FILE_PATH);

  return path != NULL ? path : keep_first (reader, row, COLUMN_ENDPOINTS);
}

static gboolean
is_one_line (const char *text)
{
  gsize length = strlen (text);

  for (const char *p = genkan_skip_plain (text, text + length); *p != '\0'; p++)
    if ((guchar) *p < 0x20)
      return FALSE;

  return length > 0 && text[0] != ' ' && text[length - 1] != ' ';
}

/* One line, and never nothing. */
static const char *
keep_title (GenkanFindingReader *reader,
            guint                row,
            const char          *unique_id)
{
  const char *kept = keep_text (reader, row, COLUMN_TITLE);
  g_autofree char *title = NULL;

  if (kept != NULL && is_one_line (kept))
    return kept;

  title = g_strdup (kept != NULL ? kept : "");

  for (char *p = title; *p != '\0'; p++)
    if ((guchar) *p < 0x20)
      *p = ' ';
  g_strstrip (title);

  return *title != '\0' ? g_string_chunk_insert (reader->self->texts, title) : unique_id;
}

static gboolean
read_row (GenkanFindingReader  *reader,
          guint                 row,
          GError              **error)
{
  GenkanFindingRow finding = { .unique_id = keep_text (reader, row, COLUMN_UNIQUE_ID) };
  guint n_unknown = reader->self->n_unknown;

  if (finding.unique_id == NULL || *finding.unique_id == '\0')
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "Row %u of the sink “findings” has no unique_id_from_tool; the connector must "
                   "give each Finding the tool's own stable id", row + 1);
      return FALSE;
    }

  finding.record = keep_text (reader, row, COLUMN_RECORD);
  finding.title = keep_title (reader, row, finding.unique_id);
  finding.component = keep_component (reader, row);
  finding.vulnerability = keep_first (reader, row, COLUMN_VULNERABILITIES);
  finding.found = read_found (reader, row);
  finding.severity = read_severity (reader, row);
  finding.fingerprint = read_fingerprint (reader, row, n_unknown);
  finding.state = read_state (reader, row);
  write_fields (reader, row);
  finding.checksum = checksum (reader->json->str, reader->json->len);
  finding.fields =
    g_string_chunk_insert_len (reader->self->texts, reader->json->str, reader->json->len);
  g_array_append_val (reader->self->rows, finding);
  reader->self->size += sizeof finding + reader->json->len + 200;

  return TRUE;
}

/**
 * genkan_finding_rows_new:
 * @rows: rows of the sink `findings`
 * @error: return location for %G_IO_ERROR_INVALID_DATA: a row has no id
 *
 * Returns: (transfer full) (nullable): the rows, ready to be stored
 */
GenkanFindingRows *
genkan_finding_rows_new (GenkanRowBatch  *rows,
                         GError         **error)
{
  g_autoptr (GenkanFindingRows) self = NULL;
  g_autoptr (GString) json = g_string_sized_new (4096);
  g_autoptr (GArray) members = NULL;
  GenkanFindingReader reader = { .batch = rows, .json = json };
  guint n_known;

  g_return_val_if_fail (rows != NULL, NULL);

  self = g_atomic_rc_box_new0 (GenkanFindingRows);
  self->texts = g_string_chunk_new (64 * 1024);
  self->rows = g_array_sized_new (FALSE, FALSE, sizeof (GenkanFindingRow),
                                  genkan_row_batch_get_n_rows (rows));
  if (genkan_row_batch_get_known (rows, &n_known) != NULL)
    self->batch = genkan_row_batch_ref (rows);
  reader.self = self;
  reader.members = members = make_members (rows);
  for (guint i = 0; i < N_COLUMNS; i++)
    reader.places[i] = genkan_row_batch_find_column (rows, column_names[i]);

  for (guint row = 0; row < genkan_row_batch_get_n_rows (rows); row++)
    if (!read_row (&reader, row, error))
      return NULL;

  return g_steal_pointer (&self);
}
