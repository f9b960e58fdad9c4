/* bench-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-pages.h"
#include "bench-table.h"

#include <sqlite3.h>

struct _BenchTable
{
  char         *name;   /* (owned) */
  sqlite3      *db;     /* (owned) */
  sqlite3_stmt *insert; /* (owned) (nullable) until there are rows */
};

static void
check (BenchTable *self,
       int         code)
{
  if (code != SQLITE_OK && code != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (self->db));
}

/* The disk is not what is measured: nobody waits for it. */
BenchTable *
bench_table_new (const char *path,
                 const char *name)
{
  BenchTable *self = g_new0 (BenchTable, 1);

  self->name = g_strdup (name);
  check (self, sqlite3_open_v2 (path, &self->db,
                                SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                                NULL));
  check (self, sqlite3_exec (self->db, "PRAGMA synchronous = OFF; BEGIN", NULL, NULL, NULL));

  return self;
}

void
bench_table_free (BenchTable *self)
{
  check (self, sqlite3_finalize (self->insert));
  check (self, sqlite3_exec (self->db, "COMMIT", NULL, NULL, NULL));
  check (self, sqlite3_close (self->db));
  g_free (self->name);
  g_free (self);
}

static void
create (BenchTable     *self,
        GenkanRowBatch *rows)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) places = g_string_new (NULL);
  g_autofree char *table = NULL;
  g_autofree char *insert = NULL;

  for (guint i = 0; i < genkan_row_batch_get_n_columns (rows); i++)
    {
      g_string_append_printf (columns, "%s%s", i > 0 ? ", " : "",
                              genkan_row_batch_get_column_name (rows, i));
      g_string_append (places, i > 0 ? ", ?" : "?");
    }
  table = g_strdup_printf ("CREATE TABLE %s (%s)", self->name, columns->str);
  insert = g_strdup_printf ("INSERT INTO %s VALUES (%s)", self->name, places->str);
  check (self, sqlite3_exec (self->db, table, NULL, NULL, NULL));
  check (self, sqlite3_prepare_v2 (self->db, insert, -1, &self->insert, NULL));
}

static int
bind (sqlite3_stmt      *insert,
      int                place,
      const GenkanValue *value)
{
  switch (value->type)
    {
    case GENKAN_VALUE_INTEGER:
      return sqlite3_bind_int64 (insert, place, value->integer);

    case GENKAN_VALUE_REAL:
      return sqlite3_bind_double (insert, place, value->real);

    case GENKAN_VALUE_TEXT:
    case GENKAN_VALUE_BLOB:
      return sqlite3_bind_text (insert, place, value->text, value->length, SQLITE_STATIC);

    case GENKAN_VALUE_NULL:
    default:
      return sqlite3_bind_null (insert, place);
    }
}

/**
 * bench_table_insert:
 * @self: a table
 * @rows: rows, always with the same columns
 * @first_id: what the first column is to be instead, in the form of the issues' keys; -1: as it is
 */
void
bench_table_insert (BenchTable     *self,
                    GenkanRowBatch *rows,
                    int             first_id)
{
  char id[32];

  if (self->insert == NULL)
    create (self, rows);

  for (guint row = 0; row < genkan_row_batch_get_n_rows (rows); row++)
    {
      for (guint i = 0; i < genkan_row_batch_get_n_columns (rows); i++)
        check (self, bind (self->insert, i + 1, genkan_row_batch_get (rows, row, i)));
      if (first_id >= 0)
        {
          int length = g_snprintf (id, sizeof id, BENCH_KEY, first_id + row);

          check (self, sqlite3_bind_text (self->insert, 1, id, length, SQLITE_STATIC));
        }
      check (self, sqlite3_step (self->insert));
      check (self, sqlite3_reset (self->insert));
    }
}
