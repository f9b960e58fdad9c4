/* replay-sink.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-run.h"

G_BEGIN_DECLS

/* A row that the sink has got, as it stands in a golden file. */
typedef struct
{
  char     *scope; /* (owned) of the Record, or "" */
  char     *key;   /* (owned) what makes it the same thing: sink, scope and id */
  char     *line;  /* (owned) */
} ReplayRow;

/* How a scope ended. */
typedef struct
{
  char          *scope;   /* (owned) of the Record, or "" */
  GenkanOutcome  outcome;
  char          *reason;  /* (owned) (nullable) */
} ReplayEnd;

#define REPLAY_TYPE_SINK (replay_sink_get_type ())

/* Keeps all that a run tells. To be read when the run has ended. */
G_DECLARE_FINAL_TYPE (ReplaySink, replay_sink, REPLAY, SINK, GObject)

ReplaySink *replay_sink_new         (void);
void        replay_sink_end         (ReplaySink    *self,
                                     const GenkanRunResult *result);
GPtrArray  *replay_sink_get_rows    (ReplaySink    *self);
GPtrArray  *replay_sink_get_ends    (ReplaySink    *self);
const char *replay_sink_get_words   (ReplaySink    *self);
GHashTable *replay_sink_get_columns (ReplaySink    *self);

G_END_DECLS
