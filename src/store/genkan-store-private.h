/* genkan-store-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the store: how its parts work together.
 *
 *   genkan-store-schema    opens the file: what is it, may it be written, migrations
 *   genkan-store-writer    the thread that owns the writing connection, and its queue
 *   genkan-store-readers   a small pool of reading connections, for any thread
 *   genkan-store-notices   what tells the "changed" signal, also for other processes
 *   genkan-store-locks     one advisory lock per Connection, among all processes
 *   genkan-store-…         the tables
 */

#pragma once

#include "genkan-database.h"
#include "genkan-change.h"
#include "genkan-event.h"
#include "genkan-finding.h"
#include "genkan-name-template.h"
#include "genkan-operation.h"
#include "genkan-record.h"
#include "genkan-rules.h"
#include "genkan-staged.h"
#include "genkan-store-records.h"
#include "genkan-store-sync.h"
#include "genkan-store.h"

G_BEGIN_DECLS

/* --- schema --- */

typedef struct
{
  int         version;
  const char *name; /* in the resource folder of migrations */
  const char *sql;  /* (nullable): instead of the resource, for tests */
} GenkanMigration;

GenkanDatabase *genkan_schema_open          (const char             *path,
                                             GError                **error);
GenkanDatabase *genkan_schema_open_with     (const char             *path,
                                             const GenkanMigration  *migrations,
                                             gsize                   n_migrations,
                                             GError                **error);

/* --- writer --- */

typedef struct _GenkanWriter GenkanWriter;

/* Runs in the writer's thread and in a transaction, which is committed when it returns TRUE. */
typedef gboolean (*GenkanWriteFunc) (GenkanStore     *self,
                                     GenkanDatabase  *db,
                                     gpointer         data,
                                     GError         **error);
/* Runs in the writer's thread after the transaction. */
typedef void     (*GenkanWroteFunc) (GenkanStore     *self,
                                     GenkanDatabase  *db,
                                     gpointer         data,
                                     gboolean         committed);

typedef enum
{
  GENKAN_WRITE_MAIN,      /* takes the lock of the file at once */
  GENKAN_WRITE_TEMPORARY, /* only the writer's own temporary tables */
} GenkanWriteKind;

GenkanWriter   *genkan_writer_new           (GenkanDatabase         *db);
void            genkan_writer_stop          (GenkanWriter           *self);
void            genkan_store_write          (GenkanStore            *self,
                                             GTask                  *task,
                                             GenkanWriteKind         kind,
                                             GenkanWriteFunc         func,
                                             GenkanWroteFunc         wrote);
void            genkan_store_write_detached (GenkanStore            *self,
                                             GenkanWriteKind         kind,
                                             GenkanWriteFunc         func,
                                             gpointer                data,
                                             GDestroyNotify          destroy);
void            genkan_store_touch          (GenkanStore            *self,
                                             GenkanStoreTables       tables,
                                             gint64                  connection_id);

/* --- readers --- */

typedef struct _GenkanReaders GenkanReaders;

GenkanReaders  *genkan_readers_new          (const char             *path);
void            genkan_readers_close        (GenkanReaders          *self);
void            genkan_readers_free         (GenkanReaders          *self);

/* A reader borrowed for a scope: g_auto (GenkanReader) reader = genkan_reader_init (…). */
typedef struct
{
  GenkanStore    *store;
  GenkanDatabase *db; /* (nullable): %NULL when none could be opened */
} GenkanReader;

GenkanReader    genkan_reader_init          (GenkanStore            *store,
                                             GError                **error);
GenkanStatement *genkan_reader_prepare      (GenkanReader           *self,
                                             const char             *sql,
                                             GError                **error);
void            genkan_reader_clear         (GenkanReader           *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanReader, genkan_reader_clear)

/* --- notices --- */

typedef struct _GenkanNotices GenkanNotices;

GenkanNotices  *genkan_notices_new          (GenkanStore            *store,
                                             GenkanDatabase         *db,
                                             GError                **error);
void            genkan_notices_stop         (GenkanNotices          *self);
void            genkan_notices_push         (GenkanNotices          *self,
                                             GenkanStoreTables       tables,
                                             gint64                  connection_id);
gboolean        genkan_notices_save         (GenkanNotices          *self,
                                             GenkanDatabase         *db,
                                             GenkanStoreTables       tables,
                                             GError                **error);
void            genkan_store_emit_changed   (GenkanStore            *self,
                                             GenkanStoreTables       tables,
                                             gint64                  connection_id);

/* --- locks --- */

typedef struct _GenkanLocks GenkanLocks;

GenkanLocks    *genkan_locks_new            (const char             *database_path,
                                             GError                **error);
void            genkan_locks_free           (GenkanLocks            *self);
gboolean        genkan_locks_take           (GenkanLocks            *self,
                                             gint64                  connection_id,
                                             gboolean               *ret_taken,
                                             GError                **error);
void            genkan_locks_release        (GenkanLocks            *self,
                                             gint64                  connection_id);
gboolean        genkan_locks_is_free        (GenkanLocks            *self,
                                             gint64                  connection_id);

/* --- tables --- */

/* The kinds of `decisions` besides GenkanDecisionKind. The numbers are stored. */
#define GENKAN_DECISION_PRODUCTS 100

/* An Operation that runs here for a Connection. Writer's thread only. */
typedef struct
{
  gint64              id;
  gint64              connection_id;
  GenkanOperationType kind;
  gboolean            left_out;      /* of a Sync: some of its Records */
  GenkanStaged       *staged;        /* (owned) (nullable) of a Sync: what has come */
} GenkanRunning;

void             genkan_running_free         (GenkanRunning          *running);

#define GENKAN_RECORD_COLUMNS                                                            \
  "r.id, r.connection_id, r.vendor_id, r.name, r.kind, r.url, r.parent, r.description, " \
  "r.tags, r.extra, r.state, r.product_id, p.name, r.first_discovered, "                 \
  "coalesce (r.last_discovered, c.last_discovered), r.finalized, "                       \
  "coalesce (r.minimum_severity, -1), c.label "
#define GENKAN_RECORD_N_COLUMNS 18
#define GENKAN_RECORD_TABLES                                           \
  "FROM records AS r JOIN connections AS c ON c.id = r.connection_id " \
  "LEFT JOIN products AS p ON p.id = r.product_id "
#define GENKAN_RECORD_SELECT "SELECT " GENKAN_RECORD_COLUMNS GENKAN_RECORD_TABLES

#define GENKAN_FINDING_SELECT                                                                    \
  "SELECT f.id, f.record_id, r.connection_id, f.unique_id, f.title, f.component, "              \
  "f.vulnerability, f.fields, r.name, r.product_id, p.name, f.state, f.severity, "              \
  "f.first_seen, f.changed, f.closed FROM findings AS f "                                       \
  "LEFT JOIN records AS r ON r.id = f.record_id LEFT JOIN products AS p ON p.id = r.product_id "

void             genkan_finding_fields_read  (GenkanFindingFields    *fields,
                                              GenkanStatement        *statement);
gboolean         genkan_findings_forget      (GenkanDatabase         *db,
                                              gint64                  connection_id,
                                              GError                **error);
gboolean         genkan_sync_scope_apply     (GenkanDatabase         *db,
                                              const GenkanRunning    *running,
                                              const GenkanSyncScope  *end,
                                              GError                **error);
gboolean         genkan_record_make_stale    (GenkanDatabase         *db,
                                              gint64                  operation_id,
                                              gint64                  record_id,
                                              gboolean                product_is_gone,
                                              GError                **error);
gboolean         genkan_sync_finish          (GenkanDatabase         *db,
                                              gint64                  operation_id,
                                              GError                **error);
gboolean         genkan_deliver_finish       (GenkanDatabase         *db,
                                              gint64                  operation_id,
                                              GError                **error);

/* How many Findings of the Record `r` the server does not know as they are. What was closed before
 * the server had it is nobody's business, nor what else changed in what is closed: as
 * genkan_dojo_plan_new() judges. */
#define GENKAN_PENDING                                                                       \
  "(SELECT count(*) FROM findings AS f LEFT JOIN deliveries AS d ON d.finding_id = f.id "    \
  " WHERE f.record_id = r.id AND (coalesce (d.in_doubt, 0) OR "                              \
  "  iif (d.sent_checksum IS NULL, f.state <> 1, d.sent_state <> f.state "                   \
  "       OR (f.state <> 1 AND d.sent_checksum <> f.checksum))))"

void             genkan_record_fields_read   (GenkanRecordFields     *fields,
                                              GenkanStatement        *statement);
gboolean         genkan_operations_recover   (GenkanDatabase         *db,
                                              GenkanLocks            *locks,
                                              GError                **error);
gboolean         genkan_operations_interrupt (GenkanDatabase         *db,
                                              gint64                  connection_id,
                                              GError                **error);
gboolean         genkan_store_fail_busy      (GenkanDatabase         *db,
                                              gint64                  connection_id,
                                              GError                **error);
gboolean         genkan_staging_drop         (GenkanDatabase         *db,
                                              gint64                  operation_id,
                                              GError                **error);
/* What is done once the Records are as the tool says, before those that are New are mapped. */
typedef gboolean (*GenkanAppliedFunc) (GenkanDatabase  *db,
                                       gpointer         data,
                                       GError         **error);

gboolean       genkan_discover_apply          (GenkanDatabase         *db,
                                               gint64                  operation_id,
                                               gint64                  connection_id,
                                               gboolean                complete,
                                               GenkanAppliedFunc       applied,
                                               gpointer                data,
                                               gint64                 *ret_time,
                                               GError                **error);
gint64         genkan_product_ensure          (GenkanDatabase         *db,
                                               const char             *name,
                                               const char             *type_name,
                                               gboolean               *ret_created,
                                               gboolean               *ret_type_created,
                                               GError                **error);
char          *genkan_product_clean_name      (const char             *name);
gboolean       genkan_product_check_name      (GTask                  *task,
                                               const char             *name);
gint64         genkan_product_type_ensure     (GenkanDatabase         *db,
                                               const char             *name,
                                               GError                **error);
gboolean       genkan_product_types_tidy      (GenkanDatabase         *db,
                                               GError                **error);
gint64         genkan_products_restore        (GenkanDatabase         *db,
                                               gint64                  decision_id,
                                               GError                **error);
gboolean       genkan_product_exists          (GenkanDatabase         *db,
                                               gint64                  id,
                                               GError                **error);
gboolean       genkan_connection_count        (GenkanDatabase         *db,
                                               gint64                  connection_id,
                                               GError                **error);
gboolean       genkan_connection_count_chosen (GenkanDatabase         *db,
                                               int                     sign,
                                               GError                **error);
GenkanRules   *genkan_rules_load              (GenkanDatabase         *db,
                                               gint64                  connection_id,
                                               GError                **error);
gboolean       genkan_rules_save              (GenkanDatabase         *db,
                                               gint64                  connection_id,
                                               GenkanRules            *rules,
                                               GError                **error);
gboolean       genkan_filter_apply            (GenkanDatabase         *db,
                                               gint64                  operation_id,
                                               gint64                  connection_id,
                                               GenkanRules            *rules,
                                               gboolean                complete,
                                               GError                **error);
gboolean       genkan_auto_map_apply          (GenkanDatabase         *db,
                                               gint64                  operation_id,
                                               gint64                  connection_id,
                                               GenkanRules            *rules,
                                               GError                **error);
gboolean       genkan_auto_map_load_names     (GenkanDatabase         *db,
                                               gint64                  connection_id,
                                               char                  **ret_label,
                                               char                  **ret_tool,
                                               GError                **error);
char          *genkan_auto_map_dup_name       (GenkanRules            *rules,
                                               const GenkanNameFacts  *facts,
                                               const char             *vendor_id);
gboolean       genkan_events_add              (GenkanDatabase         *db,
                                               GenkanEventKind         kind,
                                               GenkanActor             actor,
                                               gint64                  connection_id,
                                               gint64                  decision_id,
                                               gint64                  operation_id,
                                               const char             *detail,
                                               GError                **error);
gboolean       genkan_events_add_chosen       (GenkanDatabase         *db,
                                               GError                **error);
gboolean       genkan_events_add_mapped       (GenkanDatabase         *db,
                                               GError                **error);
gboolean       genkan_events_add_changes      (GenkanDatabase         *db,
                                               gint64                  operation_id,
                                               gint64                  connection_id,
                                               GError                **error);
gboolean       genkan_events_forget           (GenkanDatabase         *db,
                                               gint64                  connection_id,
                                               GError                **error);
GenkanUndo    *genkan_undo_new                (GenkanStore            *store,
                                               gint64                  decision_id,
                                               guint                   n_records);
gboolean       genkan_undo_keep_chosen        (GenkanDatabase         *db,
                                               gint64                  decision_id,
                                               GError                **error);
gboolean       genkan_undo_keep_product       (GenkanDatabase         *db,
                                               gint64                  decision_id,
                                               gint64                  product_id,
                                               gboolean                type_created,
                                               GError                **error);
gint64         genkan_store_map_wanted        (GenkanStore            *self,
                                               GenkanDatabase         *db,
                                               const gint64           *record_ids,
                                               gsize                   n_records,
                                               GError                **error);
gboolean       genkan_store_map_each          (GenkanDatabase         *db,
                                               gint64                  decision_id,
                                               GError                **error);
GenkanRunning *genkan_store_find_running      (GenkanStore            *self,
                                               gint64                  operation_id,
                                               GError                **error);
GArray        *genkan_store_dup_ids           (const gint64           *record_ids,
                                               gsize                   n_records);
char          *genkan_store_clean_text        (const char             *text,
                                               gssize                  length);
gint64         genkan_store_now               (void);

struct _GenkanStore
{
  GObject parent_instance;

  char          *path;     /* (owned) */
  GenkanWriter  *writer;   /* (owned) (nullable) NULL once closed */
  GenkanReaders *readers;  /* (owned) */
  GenkanNotices *notices;  /* (owned) (nullable) */
  GMutex         mutex;    /* guards writer and notices against close */

  /* The writer's thread only: */
  GenkanLocks       *locks;              /* (owned) */
  GHashTable        *running;            /* (owned) (element-type gint64 GenkanRunning) */
  GenkanStoreTables  touched;            /* by the transaction that runs */
  gint64             touched_connection; /* 0: more than one */
};

G_END_DECLS
