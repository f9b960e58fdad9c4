/* genkan-database.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the store: one connection to the SQLite file, and its statements.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How much of the file the writer holds in memory while nothing large is under way. */
#define GENKAN_DATABASE_CACHE "PRAGMA main.cache_size = -16384; PRAGMA temp.cache_size = -4096"

typedef struct _GenkanDatabase  GenkanDatabase;
typedef struct _GenkanStatement GenkanStatement;

typedef enum
{
  GENKAN_DATABASE_READ,
  GENKAN_DATABASE_WRITE,
  GENKAN_DATABASE_IMMUTABLE, /* looks at a file without leaving a trace beside it */
} GenkanDatabaseMode;

typedef enum
{
  GENKAN_STEP_ERROR,
  GENKAN_STEP_DONE,
  GENKAN_STEP_ROW,
} GenkanStep;

/* Returns: (transfer full): what a row says */
typedef gpointer (*GenkanReadRow) (GenkanStatement *row);

GenkanDatabase  *genkan_database_open              (const char          *path,
                                                    GenkanDatabaseMode   mode,
                                                    GError             **error);
void             genkan_database_close             (GenkanDatabase      *self);
const char      *genkan_database_get_path          (GenkanDatabase      *self);
void             genkan_database_set_timeout       (GenkanDatabase      *self,
                                                    guint                milliseconds);
void             genkan_database_set_cancellable   (GenkanDatabase      *self,
                                                    GCancellable        *cancellable);
gboolean         genkan_database_execute           (GenkanDatabase      *self,
                                                    const char          *sql,
                                                    GError             **error);
gboolean         genkan_database_get_pragma        (GenkanDatabase      *self,
                                                    const char          *sql,
                                                    gint64              *ret_value,
                                                    GError             **error);
void             genkan_database_rollback          (GenkanDatabase      *self);
void             genkan_database_shrink            (GenkanDatabase      *self);
void             genkan_database_checkpoint        (GenkanDatabase      *self);
gint64           genkan_database_get_last_id       (GenkanDatabase      *self);
gint64           genkan_database_get_n_changes     (GenkanDatabase      *self);
gint64           genkan_database_get_n_all_changes (GenkanDatabase      *self);
GenkanStatement *genkan_database_prepare           (GenkanDatabase      *self,
                                                    const char          *sql,
                                                    GError             **error);
gboolean         genkan_database_run               (GenkanDatabase      *self,
                                                    const char          *sql,
                                                    gint64               first,
                                                    gint64               second,
                                                    GError             **error);

int              genkan_statement_get_n_parameters (GenkanStatement   *self);

/* Columns and parameters both count from 0. A bind that fails makes the next step fail. */
void             genkan_statement_bind_int64     (GenkanStatement     *self,
                                                  int                  parameter,
                                                  gint64               value);
void             genkan_statement_bind_id        (GenkanStatement     *self,
                                                  int                  parameter,
                                                  gint64               id);
void             genkan_statement_bind_text      (GenkanStatement     *self,
                                                  int                  parameter,
                                                  const char          *text);
void             genkan_statement_bind_text_len  (GenkanStatement     *self,
                                                  int                  parameter,
                                                  const char          *text,
                                                  gsize                length);
void             genkan_statement_bind_bytes     (GenkanStatement     *self,
                                                  int                  parameter,
                                                  gconstpointer        bytes,
                                                  gsize                length);
GenkanStep       genkan_statement_step           (GenkanStatement     *self,
                                                  GError             **error);
gboolean         genkan_statement_run            (GenkanStatement     *self,
                                                  GError             **error);
gint64           genkan_statement_get_int64      (GenkanStatement     *self,
                                                  int                  column);
const char      *genkan_statement_get_text       (GenkanStatement     *self,
                                                  int                  column);
gconstpointer    genkan_statement_get_bytes      (GenkanStatement     *self,
                                                  int                  column,
                                                  gsize               *ret_length);
GPtrArray       *genkan_statement_read_all       (GenkanStatement     *self,
                                                  GenkanReadRow        read,
                                                  GDestroyNotify       destroy,
                                                  GError             **error);
GArray          *genkan_statement_read_ids       (GenkanStatement     *self,
                                                  GError             **error);
void             genkan_statement_free           (GenkanStatement     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanDatabase, genkan_database_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanStatement, genkan_statement_free)

G_END_DECLS
