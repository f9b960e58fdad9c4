/* genkan-store.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GENKAN_STORE_ERROR (genkan_store_error_quark ())

/**
 * GenkanStoreError:
 * @GENKAN_STORE_ERROR_FAILED: SQLite says why
 * @GENKAN_STORE_ERROR_NOT_A_DATABASE: the file is something else, or damaged
 * @GENKAN_STORE_ERROR_FOREIGN: a database, but of another program
 * @GENKAN_STORE_ERROR_NEWER: written by a newer Genkan; not touched
 * @GENKAN_STORE_ERROR_READ_ONLY: the file or its folder cannot be written
 * @GENKAN_STORE_ERROR_LOCKED: another program keeps it locked
 * @GENKAN_STORE_ERROR_FULL: no room on the disk
 * @GENKAN_STORE_ERROR_EXISTS: the name is taken
 * @GENKAN_STORE_ERROR_NOT_FOUND: no such row (any more)
 * @GENKAN_STORE_ERROR_BUSY: an Operation of this Connection runs already, here or elsewhere
 * @GENKAN_STORE_ERROR_INVALID: rows that cannot be stored (a Record without id or name)
 */
typedef enum
{
  GENKAN_STORE_ERROR_FAILED,
  GENKAN_STORE_ERROR_NOT_A_DATABASE,
  GENKAN_STORE_ERROR_FOREIGN,
  GENKAN_STORE_ERROR_NEWER,
  GENKAN_STORE_ERROR_READ_ONLY,
  GENKAN_STORE_ERROR_LOCKED,
  GENKAN_STORE_ERROR_FULL,
  GENKAN_STORE_ERROR_EXISTS,
  GENKAN_STORE_ERROR_NOT_FOUND,
  GENKAN_STORE_ERROR_BUSY,
  GENKAN_STORE_ERROR_INVALID,
} GenkanStoreError;

GQuark genkan_store_error_quark (void);

typedef enum
{
  GENKAN_STORE_TABLE_CONNECTIONS = 1 << 0,
  GENKAN_STORE_TABLE_RECORDS     = 1 << 1,
  GENKAN_STORE_TABLE_PRODUCTS    = 1 << 2,
  GENKAN_STORE_TABLE_OPERATIONS  = 1 << 3,
  GENKAN_STORE_TABLE_FINDINGS    = 1 << 4,
  GENKAN_STORE_TABLE_SERVER      = 1 << 5,
} GenkanStoreTables;

#define GENKAN_TYPE_STORE (genkan_store_get_type ())

/**
 * GenkanStore:
 *
 * The local database. One thread owns the connection that writes; whoever reads has one of its
 * own, so that a long write never holds up a read. `…_async` functions write in that thread;
 * the others read at once, in microseconds, and may be called from any thread.
 *
 * The signal `changed (GenkanStoreTables tables, gint64 connection_id)` is emitted in the main
 * context of the thread that opened the store, after a write of this process or another was
 * committed; a connection id of 0 means any. Changes that come together are told once.
 */
G_DECLARE_FINAL_TYPE (GenkanStore, genkan_store, GENKAN, STORE, GObject)

GenkanStore *genkan_store_open     (const char   *path,
                                    GError      **error);
void         genkan_store_close    (GenkanStore  *self);
const char  *genkan_store_get_path (GenkanStore  *self);

G_END_DECLS
