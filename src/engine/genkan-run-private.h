/* genkan-run-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-run.h"

G_BEGIN_DECLS

/* A mapped Record, of which a Sync makes a scope. */
typedef struct
{
  char *id;    /* (owned) in the tool */
  char *name;  /* (owned) */
  char *extra; /* (owned) (nullable) a JSON object */
} GenkanRunRecord;

void genkan_run_result_add_scope (GenkanRunResult      *self,
                                  const GenkanScopeEnd *end);

/* Filled by the front end's thread before the run; read by the engine's from then on. */
struct _GenkanRun
{
  GObject parent_instance;

  GenkanConnector *connector;   /* (owned) */
  GenkanPurpose    purpose;
  GenkanSink      *sink;        /* (owned) */
  GHashTable      *settings;    /* (owned) (element-type utf8 utf8) */
  GPtrArray       *records;     /* (owned) (element-type GenkanRunRecord) */
  GHashTable      *record_ids;  /* (owned) (element-type utf8) of records, borrowed from them */
  GenkanVariables *remembered;  /* (owned) connection-wide */
  GHashTable      *of_records;  /* (owned) (element-type utf8 GenkanVariables) what is remembered
                                 * of single Records, by their ids */
  guint32          seed;        /* of the order of the Records */
  GenkanProgress  *progress;    /* (owned) (nullable) */
  GenkanRunLimits  limits;
  char            *ca_file;     /* (owned) (nullable) */
  char            *client_certificate; /* (owned) (nullable) a PEM file */
  GenkanKeepFunc   keep_func;   /* (nullable) */
  gpointer         keep_data;
  GDestroyNotify   keep_destroy; /* (nullable) */
  gboolean         allow_plain;
  GDateTime       *now;         /* (owned) (nullable) instead of the clock's */
  GUri            *detour;      /* (owned) (nullable) where requests are sent instead */
  gboolean         hurry;
  GenkanCoverage  *coverage;    /* (owned) (nullable) */
  GenkanTrace     *trace;       /* (owned) (nullable) */
  guint            preview_pages; /* of each chain, 0 = all */
  guint            preview_rows;  /* that start a step, 0 = all */
};

G_END_DECLS
