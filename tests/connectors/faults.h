/* faults.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "player.h"

G_BEGIN_DECLS

/* What must be true of a run under a fault, beyond what is true of all. */
typedef enum
{
  /* It passes: the run ends as it does without it. */
  PROMISE_SAME,
  /* The rows of a scope are the same, or it is not complete. */
  PROMISE_SAFE,
  /* The same, but values may be missing from rows: the answer lies, and cannot be caught at it. */
  PROMISE_WHOLE,
} Promise;

typedef struct
{
  const char *name;
  Promise     promise;
  const char *words;  /* (nullable) in the reason of what is then not complete */
  gboolean    once;   /* only the first time that it is asked for */
  gboolean    unsafe; /* whether it was heard is not known: a POST may not be repeated */

  /* What it makes of an answer; %NULL where it cannot be applied, or would change nothing. */
  Answer   *(*change) (const Scenario         *scenario,
                       const GenkanDefinition *definition,
                       guint                   exchange);
  /* (nullable) Bad manners in sending it. */
  void      (*send)   (GenkanLoopbackExchange *http,
                       const Answer           *answer);
} Fault;

extern const Fault faults[];
extern const guint n_faults;

Answer   *answer_new        (guint                 status,
                             const char           *content_type,
                             const char           *body);
Answer   *answer_copy       (const Answer         *self);
void      answer_free       (Answer               *self);
Tree     *answer_get_json   (const Answer         *self);
void      answer_set_json   (Answer               *self,
                             const Tree           *json);

/* fault-pages.c: what changes the items of an answer */
const GenkanStep *find_step (const GenkanDefinition *definition,
                             const Tree             *json);
Tree     *find_items        (const GenkanDefinition *definition,
                             const Tree             *json);
gint64    find_total        (const GenkanDefinition *definition,
                             const Answer           *answer);
Answer   *change_duplicates (const Scenario         *scenario,
                             const GenkanDefinition *definition,
                             guint                   exchange);
Answer   *change_empty      (const Scenario         *scenario,
                             const GenkanDefinition *definition,
                             guint                   exchange);
Answer   *change_short      (const Scenario         *scenario,
                             const GenkanDefinition *definition,
                             guint                   exchange);
Answer   *change_repeated   (const Scenario         *scenario,
                             const GenkanDefinition *definition,
                             guint                   exchange);
Answer   *change_more       (const Scenario         *scenario,
                             const GenkanDefinition *definition,
                             guint                   exchange);
Answer   *change_fewer      (const Scenario         *scenario,
                             const GenkanDefinition *definition,
                             guint                   exchange);

/* fault-check.c */
void      fault_check       (const Fault            *fault,
                             const GenkanDefinition *definition,
                             const Scenario         *scenario,
                             const Play             *plain,
                             const Play             *play,
                             guint                   exchange,
                             const Answer           *answer,
                             GString                *complaints);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

G_END_DECLS
