/* genkan-store-sync-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The end of a part of a Sync, in four files: genkan-store-sync-scope.c, genkan-store-sync-take.c
 * for what came, genkan-finding-writer.c for its rows, and genkan-store-recall.c for what need not
 * be mapped the next time.
 */

#pragma once

#include "genkan-staged.h"
#include "genkan-store-private.h"

G_BEGIN_DECLS

/* What all statements of a scope's end may use. */
enum
{
  PARAMETER_OPERATION,  /* ?1 */
  PARAMETER_WIDE,       /* ?2 */
  PARAMETER_NOW,        /* ?3 */
  PARAMETER_OUTCOME,    /* ?4 */
  PARAMETER_CONNECTION, /* ?5 */
  N_NUMBERS,
  PARAMETER_MESSAGE = N_NUMBERS, /* ?6 */
  PARAMETER_DETAILS,             /* ?7 */
  PARAMETER_REPEATED,            /* ?8 */
};

typedef struct
{
  const GenkanSyncScope *end;
  GenkanStaged          *staged;
  GArray                *records;            /* (owned) (element-type gint64) those of the scope */
  GArray                *brought;            /* (owned) (element-type gint64) Findings that came,
                                              * in ascending order */
  gint64                 numbers[N_NUMBERS];
} GenkanScope;

gboolean genkan_scope_run  (GenkanScope     *scope,
                            GenkanDatabase  *db,
                            const char      *sql,
                            GError         **error);
gboolean genkan_scope_take (GenkanScope     *scope,
                            GenkanDatabase  *db,
                            GError         **error);

/* genkan-store-recall.c */
gboolean genkan_recalled_update (GenkanDatabase      *db,
                                 GenkanStagedRecord  *came,
                                 GArray              *marks,
                                 GError             **error);

G_END_DECLS
