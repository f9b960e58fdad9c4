/* genkan-trial.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GenkanTrialExchange:
 * @step: the step's name in the connector file
 * @method: of the request
 * @url: where it went
 * @sent: (nullable): the beginning of its body
 * @attempt: from 1
 * @status: of the answer, 0 if there is none
 * @size: of the answer in bytes
 * @shape: what it is like: "object with paging, issues (100)"
 * @excerpt: (nullable): its beginning; %NULL for a login
 * @error: (nullable): why it could not be read
 *
 * One request and its answer. All redacted.
 */
typedef struct
{
  char  *step;
  char  *method;
  char  *url;
  char  *sent;
  guint  attempt;
  guint  status;
  gsize  size;
  char  *shape;
  char  *excerpt;
  char  *error;
} GenkanTrialExchange;

/**
 * GenkanTrialTable:
 * @step: the step's name
 * @output: the name of the table or sink
 * @columns: in the SELECT's order
 * @rows: (element-type GPtrArray): the first ones; their cells are texts, or %NULL
 * @n_rows: how many there were
 *
 * What one SELECT has made. Redacted.
 */
typedef struct
{
  char      *step;
  char      *output;
  char     **columns;
  GPtrArray *rows;
  guint      n_rows;
} GenkanTrialTable;

#define GENKAN_TYPE_TRIAL (genkan_trial_get_type ())

/* What a connector file does with a real tool: the first pages of everything, with nothing stored
 * or closed. Of the main thread once it is there. */
G_DECLARE_FINAL_TYPE (GenkanTrial, genkan_trial, GENKAN, TRIAL, GObject)

GPtrArray  *genkan_trial_get_exchanges  (GenkanTrial *self);
GPtrArray  *genkan_trial_get_tables     (GenkanTrial *self);
GPtrArray  *genkan_trial_get_unmet      (GenkanTrial *self);
GPtrArray  *genkan_trial_get_warnings   (GenkanTrial *self);
gboolean    genkan_trial_is_good        (GenkanTrial *self);
gboolean    genkan_trial_has_more       (GenkanTrial *self);
const char *genkan_trial_get_outcome    (GenkanTrial *self);
const char *genkan_trial_get_reason     (GenkanTrial *self);
guint       genkan_trial_get_n_rows     (GenkanTrial *self);

G_END_DECLS
