/* dojo-import-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dojo-tables.h"

G_BEGIN_DECLS

#define SCAN_TYPE "Generic Findings Import"
#define NOW "2026-11-22T08:22:34.764590Z"

/* From the least to the worst, and %NULL. */
extern const char *const dojo_severities[];

struct _DojoImport
{
  DojoStandIn *self;
  GHashTable  *fields;    /* (owned) (element-type utf8 utf8) */
  GPtrArray   *tags;      /* (owned) (element-type utf8) */
  JsonObject  *file;      /* (owned) */
  gboolean     again;     /* a reimport */
  gint64       test;
  gint64       last_known; /* a Finding with a greater id cannot be matched */
  JsonObject  *before;    /* (owned) statistics */
  JsonObject  *delta;     /* (owned) */
  GHashTable  *by_hash;   /* (owned) (nullable) (element-type utf8 gint64) the first of each */
  GHashTable  *kept;      /* (element-type gint64) Findings that the file has */
  guint        n_taken;   /* of the file's Findings */
  JsonArray   *actions;   /* (owned) */
};

const char *dojo_import_get          (DojoImport *self,
                                      const char *name);
gboolean    dojo_import_is_on        (DojoImport *self,
                                      const char *name,
                                      gboolean    otherwise);
JsonArray  *dojo_import_get_findings (DojoImport *self);
void        dojo_import_close_old    (DojoImport *self);
void        dojo_count               (JsonObject *counts,
                                      JsonObject *finding);

gboolean    dojo_report_refuses      (DojoImport *self,
                                      DojoAnswer *ret_answer);
gboolean    dojo_report_fails_late   (DojoImport *self,
                                      DojoAnswer *ret_answer);

G_END_DECLS
