/* genkan-mapper.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-recall.h"
#include "genkan-sandbox.h"

G_BEGIN_DECLS

/* What became of an answer, by the step's cases and then by the rules that every connector
 * gets (RFC 9110 statuses, GraphQL `errors`). */
typedef enum
{
  GENKAN_VERDICT_GOOD,
  GENKAN_VERDICT_EMPTY,
  GENKAN_VERDICT_KEEP,
  GENKAN_VERDICT_PARTIAL,
  GENKAN_VERDICT_RETRY,
  GENKAN_VERDICT_RELOGIN,
  GENKAN_VERDICT_SKIP,
  GENKAN_VERDICT_FAIL,
} GenkanVerdictKind;

typedef struct
{
  GenkanVerdictKind  kind;
  char              *message; /* (owned) (nullable) the file's `say`, else the vendor's own words */
  gint64             after;   /* microseconds, or -1: as the engine thinks right */
} GenkanVerdict;

void genkan_verdict_clear (GenkanVerdict *self);

/* The rows that one SELECT made. */
typedef struct
{
  const GenkanOutput *output;
  GenkanRowBatch     *rows; /* (owned) */
} GenkanMapped;

#define GENKAN_TYPE_MAPPER (genkan_mapper_get_type ())

/* Reads one answer from its first byte to its last: decodes it, cuts the items out while it
 * arrives, runs the step's SELECTs over at most a thousand items at a time, and judges it.
 *
 *   feed* → end → get_verdict → take_mapped
 *
 * `take_mapped` may be called after every feed, to keep memory flat; what a case could still
 * discard is held back until the end. Used by one thread at a time, away from the main loop. */
G_DECLARE_FINAL_TYPE (GenkanMapper, genkan_mapper, GENKAN, MAPPER, GObject)

GenkanMapper        *genkan_mapper_new          (GenkanSandbox     *sandbox,
                                                 const GenkanStep  *step,
                                                 GenkanVariables   *variables,
                                                 guint              status,
                                                 GHashTable        *headers,
                                                 GCancellable      *cancellable);
void                 genkan_mapper_set_recall   (GenkanMapper      *self,
                                                 GenkanRecall      *recall);
gboolean             genkan_mapper_feed         (GenkanMapper      *self,
                                                 const guint8      *data,
                                                 gsize              length,
                                                 GError           **error);
gboolean             genkan_mapper_end          (GenkanMapper      *self,
                                                 GError           **error);
const GenkanVerdict *genkan_mapper_get_verdict  (GenkanMapper      *self);
GPtrArray           *genkan_mapper_take_mapped  (GenkanMapper      *self);
GenkanRowBatch      *genkan_mapper_take_next    (GenkanMapper      *self);
guint                genkan_mapper_get_n_items  (GenkanMapper      *self);
char                *genkan_mapper_dup_excerpt  (GenkanMapper      *self);

G_END_DECLS
