/* genkan-plain-columns.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the connector library.
 */

#pragma once

#include "genkan-json.h"

G_BEGIN_DECLS

/**
 * GenkanPlainColumn:
 * @path: (owned) (nullable): where the value is, or %NULL: SQLite has to say it
 * @source: (owned) (nullable): the path as it was written
 * @raw: the value is wanted as JSON
 */
typedef struct
{
  GenkanJsonPath *path;
  char           *source;
  gboolean        raw;
} GenkanPlainColumn;

/* A SELECT over items that has columns which need no SQLite. */
typedef struct
{
  GArray *columns; /* (owned) (element-type GenkanPlainColumn) in their order */
  char   *rest;    /* (owned) (nullable): the SELECT of the other columns, if there are others */
} GenkanPlainColumns;

GenkanPlainColumns *genkan_plain_columns_new  (const char         *sql);
void                genkan_plain_columns_free (GenkanPlainColumns *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanPlainColumns, genkan_plain_columns_free)

G_END_DECLS
