/* genkan-database-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shared by genkan-database.c and genkan-statement.c only.
 */

#pragma once

#include <sqlite3.h>

#include "genkan-database.h"

G_BEGIN_DECLS

struct _GenkanDatabase
{
  sqlite3      *db;          /* (owned) */
  char         *path;        /* (owned) */
  GHashTable   *statements;  /* (owned) (element-type utf8 GenkanStatement) those that rest */
  GCancellable *cancellable; /* (owned) (nullable) stops what runs */
  guint         timeout;     /* in milliseconds: how long a statement waits for a lock */
};

struct _GenkanStatement
{
  GenkanDatabase *database;
  sqlite3_stmt   *stmt;      /* (owned) */
  int             bind_code; /* of the first bind that failed, or SQLITE_OK */
};

gboolean genkan_database_fail       (GenkanDatabase   *self,
                                     int               code,
                                     const char       *sql,
                                     GError          **error);
void     genkan_statement_finalize  (gpointer          statement);

G_END_DECLS
