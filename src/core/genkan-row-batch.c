/* genkan-row-batch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows on their way from a connector's SELECT to the store. A batch is made in one thread,
 * never changes afterwards, and is then read in any: it is one array of values and one block
 * of text, so a thousand rows cost a handful of allocations.
 *
 * A row can bear the fingerprint of what it was made from. The next time, what has a fingerprint
 * that is known is not made into a row at all: then the batch holds only the number under which it
 * is known.
 *
 * While a batch is built the block moves as it grows; a value therefore holds the offset of
 * its text until the end, when all offsets become pointers at once.
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-row-batch.h"

#define FIRST_VALUES 256
#define FIRST_TEXTS 4096

struct _GenkanRowBatch
{
  char       **columns;   /* (owned) */
  guint        n_columns;
  guint        n_rows;
  GenkanValue *values;    /* (owned) n_rows × n_columns, row by row */
  char        *texts;     /* (owned) what the values point into */
  gsize        texts_size;
  guint64     *fingerprints; /* (owned) (nullable) of each row */
  GArray      *known;        /* (owned) (nullable) (element-type gint64) */
};

struct _GenkanRowBatchBuilder
{
  char       **columns;    /* (owned) */
  guint        n_columns;
  GenkanValue *values;     /* (owned) (nullable) */
  gsize        n_values;
  gsize        values_room;
  char        *texts;      /* (owned) (nullable) */
  gsize        texts_size;
  gsize        texts_room;
  GArray      *fingerprints; /* (owned) (nullable) (element-type guint64) */
  GArray      *known;        /* (owned) (nullable) (element-type gint64) */
};

G_DEFINE_BOXED_TYPE (GenkanRowBatch, genkan_row_batch, genkan_row_batch_ref, genkan_row_batch_unref)

static void
genkan_row_batch_clear (gpointer data)
{
  GenkanRowBatch *self = data;

  g_strfreev (self->columns);
  g_free (self->values);
  g_free (self->texts);
  g_free (self->fingerprints);
  g_clear_pointer (&self->known, g_array_unref);
}

GenkanRowBatch *
genkan_row_batch_ref (GenkanRowBatch *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
genkan_row_batch_unref (GenkanRowBatch *self)
{
  g_atomic_rc_box_release_full (self, genkan_row_batch_clear);
}

guint
genkan_row_batch_get_n_rows (GenkanRowBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

guint
genkan_row_batch_get_n_columns (GenkanRowBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_columns;
}

/**
 * genkan_row_batch_get_size:
 * @self: a batch
 *
 * Returns: about how many bytes of memory the batch holds, for budgets
 */
gsize
genkan_row_batch_get_size (GenkanRowBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->texts_size + sizeof (GenkanValue) * self->n_rows * self->n_columns;
}

/**
 * genkan_row_batch_get_column_name:
 * @self: rows
 * @column: the number of a column, from 0
 *
 * Returns: its name
 */
const char *
genkan_row_batch_get_column_name (GenkanRowBatch *self,
                                  guint           column)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (column < self->n_columns, NULL);

  return self->columns[column];
}

/**
 * genkan_row_batch_find_column:
 * @self: a batch
 * @name: a column's name
 *
 * Returns: the column's place, or -1
 */
int
genkan_row_batch_find_column (GenkanRowBatch *self,
                              const char     *name)
{
  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (name != NULL, -1);

  for (guint i = 0; i < self->n_columns; i++)
    if (g_str_equal (self->columns[i], name))
      return i;

  return -1;
}

/**
 * genkan_row_batch_get:
 * @self: a batch
 * @row: the row's place
 * @column: the column's place
 *
 * Returns: (transfer none): the value, alive as long as the batch
 */
const GenkanValue *
genkan_row_batch_get (GenkanRowBatch *self,
                      guint           row,
                      guint           column)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (row < self->n_rows, NULL);
  g_return_val_if_fail (column < self->n_columns, NULL);

  return &self->values[(gsize) row * self->n_columns + column];
}

/**
 * genkan_row_batch_get_fingerprint:
 * @self: a batch
 * @row: the row's place
 *
 * Returns: the fingerprint of what the row was made from, or 0: it may be made from more than that
 */
guint64
genkan_row_batch_get_fingerprint (GenkanRowBatch *self,
                                  guint           row)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (row < self->n_rows, 0);

  return self->fingerprints != NULL ? self->fingerprints[row] : 0;
}

/**
 * genkan_row_batch_get_known:
 * @self: a batch
 * @ret_n_known: (out): how many
 *
 * Returns: (transfer none) (nullable) (array length=ret_n_known): the numbers of what came besides
 *   the rows and is known just so
 */
const gint64 *
genkan_row_batch_get_known (GenkanRowBatch *self,
                            guint          *ret_n_known)
{
  g_return_val_if_fail (self != NULL, NULL);

  *ret_n_known = self->known != NULL ? self->known->len : 0;

  return self->known != NULL ? (const gint64 *) (gpointer) self->known->data : NULL;
}

/**
 * genkan_row_batch_builder_new:
 * @columns: (array length=n_columns): the names of the columns
 * @n_columns: how many, at least one
 *
 * Returns: (transfer full): a builder without rows
 */
GenkanRowBatchBuilder *
genkan_row_batch_builder_new (const char * const *columns,
                              guint               n_columns)
{
  GenkanRowBatchBuilder *self;

  g_return_val_if_fail (n_columns > 0, NULL);

  self = g_new0 (GenkanRowBatchBuilder, 1);
  self->columns = g_new0 (char *, n_columns + 1);
  self->n_columns = n_columns;
  for (guint i = 0; i < n_columns; i++)
    self->columns[i] = g_strdup (columns[i]);

  return self;
}

static gboolean
value_has_text (const GenkanValue *value)
{
  return value->type == GENKAN_VALUE_TEXT || value->type == GENKAN_VALUE_BLOB;
}

static void
make_room_for_values (GenkanRowBatchBuilder *self)
{
  self->values_room = MAX (FIRST_VALUES, self->values_room * 2);
  self->values = g_renew (GenkanValue, self->values, self->values_room);
}

/* Returns where the text begins. */
static gsize
append_text (GenkanRowBatchBuilder *self,
             const char            *text,
             gsize                  length)
{
  gsize start = self->texts_size;

  self->texts_size += length + 1;
  if (self->texts_size > self->texts_room)
    {
      self->texts_room = MAX (FIRST_TEXTS, self->texts_size * 2);
      self->texts = g_realloc (self->texts, self->texts_room);
    }
  memcpy (self->texts + start, text, length);
  self->texts[start + length] = '\0';

  return start;
}

/**
 * genkan_row_batch_builder_add:
 * @self: a builder
 * @value: the next value, row by row; its text is copied
 */
void
genkan_row_batch_builder_add (GenkanRowBatchBuilder *self,
                              const GenkanValue     *value)
{
  GenkanValue *copy;

  g_return_if_fail (self != NULL);
  g_return_if_fail (value != NULL);

  if (self->n_values == self->values_room)
    make_room_for_values (self);

  copy = &self->values[self->n_values++];
  *copy = *value;
  if (value_has_text (value))
    copy->text = GSIZE_TO_POINTER (append_text (self, value->text, value->length));
}

/**
 * genkan_row_batch_builder_set_fingerprint:
 * @self: a builder that has just got the last value of a row
 * @fingerprint: of what that row was made from
 */
void
genkan_row_batch_builder_set_fingerprint (GenkanRowBatchBuilder *self,
                                          guint64                fingerprint)
{
  guint n_rows = genkan_row_batch_builder_get_n_rows (self);

  g_return_if_fail (n_rows > 0);

  if (self->fingerprints == NULL)
    self->fingerprints = g_array_new (FALSE, TRUE, sizeof (guint64));
  g_array_set_size (self->fingerprints, n_rows);
  g_array_index (self->fingerprints, guint64, n_rows - 1) = fingerprint;
}

/**
 * genkan_row_batch_builder_set_known:
 * @self: a builder
 * @known: (transfer full) (nullable) (element-type gint64): what came besides the rows
 */
void
genkan_row_batch_builder_set_known (GenkanRowBatchBuilder *self,
                                    GArray                *known)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->known, g_array_unref);
  self->known = known;
}

/* Rows behind the last one that has a fingerprint have none. */
static guint64 *
end_fingerprints (GenkanRowBatchBuilder *self)
{
  GArray *fingerprints = g_steal_pointer (&self->fingerprints);

  if (fingerprints == NULL)
    return NULL;
  g_array_set_size (fingerprints, genkan_row_batch_builder_get_n_rows (self));

  return (guint64 *) (gpointer) g_array_free (fingerprints, FALSE);
}

/**
 * genkan_row_batch_builder_drop_row:
 * @self: a builder that has just got the last value of a row
 *
 * Takes that row back.
 */
void
genkan_row_batch_builder_drop_row (GenkanRowBatchBuilder *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->n_values >= self->n_columns);
  g_return_if_fail (self->n_values % self->n_columns == 0);

  self->n_values -= self->n_columns;
  if (self->fingerprints != NULL
      && self->fingerprints->len > genkan_row_batch_builder_get_n_rows (self))
    g_array_set_size (self->fingerprints, genkan_row_batch_builder_get_n_rows (self));
}

/**
 * genkan_row_batch_builder_get_n_rows:
 * @self: rows that are being added
 *
 * Returns: how many rows are whole
 */
guint
genkan_row_batch_builder_get_n_rows (GenkanRowBatchBuilder *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_values / self->n_columns;
}

/**
 * genkan_row_batch_builder_get_size:
 * @self: rows that are being added
 *
 * Returns: how many bytes of memory they take up, about
 */
gsize
genkan_row_batch_builder_get_size (GenkanRowBatchBuilder *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->texts_size + sizeof (GenkanValue) * self->n_values;
}

/**
 * genkan_row_batch_builder_end:
 * @self: (transfer full): a builder in which every row is whole
 *
 * Returns: (transfer full): the rows, unchangeable from here on
 */
GenkanRowBatch *
genkan_row_batch_builder_end (GenkanRowBatchBuilder *self)
{
  GenkanRowBatch *batch;

  g_return_val_if_fail (self->n_values % self->n_columns == 0, NULL);

  batch = g_atomic_rc_box_new0 (GenkanRowBatch);
  batch->n_columns = self->n_columns;
  batch->n_rows = self->n_values / self->n_columns;
  batch->columns = g_steal_pointer (&self->columns);
  batch->fingerprints = end_fingerprints (self);
  batch->known = g_steal_pointer (&self->known);
  batch->texts_size = self->texts_size;
  batch->texts = g_realloc (g_steal_pointer (&self->texts), self->texts_size);
  batch->values = g_renew (GenkanValue, g_steal_pointer (&self->values), self->n_values);

  for (gsize i = 0; i < self->n_values; i++)
    if (value_has_text (&batch->values[i]))
      batch->values[i].text = batch->texts + GPOINTER_TO_SIZE (batch->values[i].text);

  genkan_row_batch_builder_free (self);

  return batch;
}

void
genkan_row_batch_builder_free (GenkanRowBatchBuilder *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->columns);
  g_free (self->values);
  g_free (self->texts);
  g_clear_pointer (&self->fingerprints, g_array_unref);
  g_clear_pointer (&self->known, g_array_unref);
  g_free (self);
}
