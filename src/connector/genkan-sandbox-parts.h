/* genkan-sandbox-parts.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shared by the parts of the sandbox: genkan-sandbox.c runs SELECTs, genkan-sandbox-values.c gives
 * them their values, genkan-sandbox-tables.c keeps the connector's tables.
 */

#pragma once

#include "genkan-sandbox-private.h"

#include "genkan-plain-columns.h"
#include "genkan-sql-box.h"

G_BEGIN_DECLS

struct _GenkanSandbox
{
  GObject parent_instance;

  GenkanConnector  *connector;    /* (owned) */
  GenkanSqlBox     *database;     /* (owned) */
  sqlite3_stmt    **statements;   /* (owned) by index of outputs and cases */
  GenkanPlainColumns **plains;    /* (owned) by index of outputs; NULL: looked at, nothing plain */
  sqlite3_stmt    **rests;        /* (owned) of the columns that are not */
  gboolean         *looked_at;    /* (owned) by index of outputs: whether that was tried */
  guint             n_statements;
  GHashTable       *inserts;      /* (owned) (element-type utf8 sqlite3_stmt) by text */
  GHashTable       *filled;       /* (owned) (element-type utf8) tables that have got rows */
  GMutex            mutex;        /* guards the one below */
  GPtrArray        *spare_items;  /* (owned) (element-type GenkanItems) with room in them */
};

/* genkan-sandbox.c */
sqlite3_stmt *_genkan_sandbox_get_statement (GenkanSandbox      *self,
                                             guint               index,
                                             const char         *sql,
                                             GError            **error);
void          _genkan_sandbox_begin         (GenkanSandbox      *self,
                                             guint               statement,
                                             const GenkanAnswer *answer,
                                             GCancellable       *cancellable);
void          _genkan_sandbox_end           (GenkanSandbox      *self,
                                             sqlite3_stmt       *statement);

/* genkan-sandbox-values.c */
int           _genkan_sandbox_bind_value    (sqlite3_stmt       *statement,
                                             int                 place,
                                             const GenkanValue  *value);
void          _genkan_sandbox_bind_all      (sqlite3_stmt       *statement,
                                             GenkanVariables    *variables,
                                             const GenkanAnswer *answer);

/* genkan-sandbox-tables.c */
gboolean      _genkan_sandbox_create_tables (GenkanSandbox          *self,
                                             const GenkanDefinition *definition,
                                             GError                **error);

G_END_DECLS
