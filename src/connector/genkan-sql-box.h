/* genkan-sql-box.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An in-memory database behind bars: SELECT only, listed functions only, no file, no extension,
 * bounded in size and time. The static check prepares SELECTs in it, the sandbox runs them.
 */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "genkan-coverage.h"
#include "genkan-items.h"

G_BEGIN_DECLS

/* The longest value that a SELECT can have, in bytes. */
#define GENKAN_SQL_MAX_LENGTH (32 * 1024 * 1024)

typedef struct _GenkanSqlBox GenkanSqlBox;

/* What preparing a SELECT has shown. */
typedef struct
{
  GPtrArray *reads;      /* (owned) (element-type utf8) tables, `item` among them */
  GPtrArray *variables;  /* (owned) (element-type utf8) without the colon */
  GPtrArray *columns;    /* (owned) (element-type utf8) */
} GenkanStatementFacts;

GenkanSqlBox *genkan_sql_box_new            (GError               **error);
GenkanSqlBox *genkan_sql_box_new_for_auth   (GError               **error);
void          genkan_sql_box_free           (GenkanSqlBox          *self);
sqlite3      *genkan_sql_box_get_handle     (GenkanSqlBox          *self);
void          genkan_sql_box_set_time_limit (GenkanSqlBox          *self,
                                             gint64                 time_limit);
gboolean      genkan_sql_box_create_table   (GenkanSqlBox          *self,
                                             const char            *table,
                                             char                 **columns,
                                             GError               **error);
sqlite3_stmt *genkan_sql_box_compile        (GenkanSqlBox          *self,
                                             const char            *sql,
                                             GenkanStatementFacts  *ret_facts,
                                             int                   *ret_offset,
                                             GError               **error);
sqlite3_stmt *genkan_sql_box_prepare_own    (GenkanSqlBox          *self,
                                             const char            *sql,
                                             GError               **error);
void          genkan_sql_box_begin          (GenkanSqlBox          *self,
                                             GenkanItems           *items,
                                             const char            *body,
                                             gsize                  body_length,
                                             GCancellable          *cancellable);
void          genkan_sql_box_set_coverage   (GenkanSqlBox          *self,
                                             GenkanCoverage        *coverage);
void          genkan_sql_box_set_statement  (GenkanSqlBox          *self,
                                             guint                  statement);
gboolean      genkan_sql_box_has_coverage   (GenkanSqlBox          *self);
void          genkan_sql_box_note_path      (GenkanSqlBox          *self,
                                             const char            *path,
                                             gboolean               met);
void          genkan_sql_box_end            (GenkanSqlBox          *self);
void          genkan_sql_box_set_error      (GenkanSqlBox          *self,
                                             GError               **error);
void          genkan_statement_facts_clear  (GenkanStatementFacts  *facts);

/* For the functions of SQL. */
GenkanItems *genkan_sql_box_get_items          (GenkanSqlBox  *self);
gboolean     genkan_sql_box_index_json         (GenkanSqlBox  *self,
                                                const char    *text,
                                                gsize          length,
                                                GenkanJsonRef *ret_root);
gboolean     genkan_sql_box_holds              (GenkanSqlBox  *self,
                                                const char    *text);
GPtrArray   *genkan_sql_box_get_function_names (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanSqlBox, genkan_sql_box_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanStatementFacts, genkan_statement_facts_clear)

G_END_DECLS
