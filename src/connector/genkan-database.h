/* genkan-database.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An in-memory database behind bars: SELECT only, listed functions only, no file, no extension,
 * bounded in size and time. The static check prepares SELECTs in it, the sandbox runs them.
 */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "genkan-items.h"

G_BEGIN_DECLS

typedef struct _GenkanDatabase GenkanDatabase;

/* What preparing a SELECT has shown. */
typedef struct
{
  GPtrArray *reads;      /* (owned) (element-type utf8) tables, `item` among them */
  GPtrArray *variables;  /* (owned) (element-type utf8) without the colon */
  GPtrArray *columns;    /* (owned) (element-type utf8) */
} GenkanStatementFacts;

GenkanDatabase *genkan_database_new          (GError               **error);
GenkanDatabase *genkan_database_new_for_auth (GError               **error);
void            genkan_database_free         (GenkanDatabase        *self);
sqlite3        *genkan_database_get_handle   (GenkanDatabase        *self);
void            genkan_database_set_time_limit (GenkanDatabase      *self,
                                              gint64                 time_limit);
gboolean        genkan_database_create_table (GenkanDatabase        *self,
                                              const char            *table,
                                              char                 **columns,
                                              GError               **error);
sqlite3_stmt   *genkan_database_compile      (GenkanDatabase        *self,
                                              const char            *sql,
                                              GenkanStatementFacts  *ret_facts,
                                              int                   *ret_offset,
                                              GError               **error);
sqlite3_stmt   *genkan_database_prepare_own  (GenkanDatabase        *self,
                                              const char            *sql,
                                              GError               **error);
void            genkan_database_begin        (GenkanDatabase        *self,
                                              GenkanItems           *items,
                                              const char            *body,
                                              gsize                  body_length,
                                              GCancellable          *cancellable);
void            genkan_database_end          (GenkanDatabase        *self);
void            genkan_database_set_error    (GenkanDatabase        *self,
                                              GError               **error);
void            genkan_statement_facts_clear (GenkanStatementFacts  *facts);

/* For the functions of SQL. */
GenkanItems    *genkan_database_get_items    (GenkanDatabase        *self);
gboolean        genkan_database_index_json   (GenkanDatabase        *self,
                                              const char            *text,
                                              gsize                  length,
                                              GenkanJsonRef         *ret_root);
GPtrArray      *genkan_database_get_function_names (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanDatabase, genkan_database_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanStatementFacts, genkan_statement_facts_clear)

G_END_DECLS
