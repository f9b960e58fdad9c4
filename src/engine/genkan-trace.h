/* genkan-trace.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "genkan-row-batch.h"

G_BEGIN_DECLS

typedef struct _GenkanRedactor GenkanRedactor;

/**
 * GenkanTraceExchange:
 * @step: the step's name
 * @is_login: it is about credentials: neither body is for eyes
 * @method: of the request
 * @url: where it went
 * @content_type: (nullable): of @body
 * @body: (nullable): what was sent with it
 * @attempt: from 1
 * @status: of the answer, or 0 if there is none
 * @headers: (nullable) (element-type utf8 utf8): of the answer, by their names in lower case
 * @answer: (nullable): the answer as it came, decompressed; up to the trace's limit
 * @is_whole: @answer is all of it
 * @error: (nullable): why it could not be read
 * @redactor: takes the run's secrets out of a text; knows all of them when the run is over
 *
 * One request and what became of it. Nothing in it is redacted.
 */
typedef struct
{
  const char     *step;
  gboolean        is_login;
  const char     *method;
  const char     *url;
  const char     *content_type;
  GBytes         *body;
  guint           attempt;
  guint           status;
  GHashTable     *headers;
  GBytes         *answer;
  gboolean        is_whole;
  const GError   *error;
  GenkanRedactor *redactor;
} GenkanTraceExchange;

/**
 * GenkanTraceRows:
 * @step: the step's name
 * @record_id: (nullable): the Record in whose scope it ran
 * @output: the name of the table or sink
 * @rows: what its SELECT has made
 */
typedef struct
{
  const char     *step;
  const char     *record_id;
  const char     *output;
  GenkanRowBatch *rows;
} GenkanTraceRows;

#define GENKAN_TYPE_TRACE (genkan_trace_get_type ())

/* Is told all that a run asks, gets and makes of it. Called in the engine's thread; must not
 * block, and what it gets it borrows. */
G_DECLARE_INTERFACE (GenkanTrace, genkan_trace, GENKAN, TRACE, GObject)

struct _GenkanTraceInterface
{
  GTypeInterface parent_iface;

  void (*exchange) (GenkanTrace               *self,
                    const GenkanTraceExchange *exchange);
  void (*rows)     (GenkanTrace               *self,
                    const GenkanTraceRows     *rows);
};

void genkan_trace_exchange (GenkanTrace               *self,
                            const GenkanTraceExchange *exchange);
void genkan_trace_rows     (GenkanTrace               *self,
                            const GenkanTraceRows     *rows);

G_END_DECLS
