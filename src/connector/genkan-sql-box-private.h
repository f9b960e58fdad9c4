/* genkan-sql-box-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-sql-box.h"

G_BEGIN_DECLS

struct _GenkanSqlBox
{
  sqlite3      *handle;      /* (owned) */
  gboolean      guarded;
  gboolean      for_auth;    /* its SELECTs see secrets and may sign with them */
  GPtrArray    *reads;       /* (nullable) borrowed: where the authorizer notes tables */
  char         *denied;      /* (owned) (nullable) what the authorizer refused */

  /* While a SELECT runs */
  GenkanItems  *items;       /* (nullable) borrowed */
  const char   *body;        /* (nullable) borrowed */
  gsize         body_length;
  gboolean      body_indexed;
  GArray       *body_nodes;  /* (owned) (element-type GenkanJsonNode) */
  GArray       *nodes;       /* (owned) (element-type GenkanJsonNode) of the last other text */
  GString      *indexed;     /* (owned) that text, if it is short and JSON; else empty */
  GCancellable *cancellable; /* (nullable) borrowed */
  GenkanCoverage *coverage;  /* (owned) (nullable) where the paths are noted */
  guint         statement;   /* for that: which one runs */
  gint64        time_limit;  /* microseconds for one SELECT */
  gint64        deadline;
  gint64        memory;      /* genkan_sql_memory_get_used() when the SELECT began */
  gboolean      late;
  gboolean      large;
};

G_END_DECLS
