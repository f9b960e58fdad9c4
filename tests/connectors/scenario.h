/* scenario.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One file of exchanges, as read. See README.md for what it says.
 */

#pragma once

#include "genkan-run.h"
#include "tree.h"

G_BEGIN_DECLS

/* What is to be asked. */
typedef struct
{
  char       *method;    /* (owned) */
  char       *host;      /* (owned) with the port, if the address has one */
  char       *path;      /* (owned) normalized */
  char      **query;     /* (owned) sorted and normalized `name=value` */
  GHashTable *headers;   /* (owned) (element-type utf8 utf8) that must be there */
  Tree       *json;      /* (owned) (nullable) the whole body */
  Tree       *json_has;  /* (owned) (nullable) a part of it */
  char      **form;      /* (owned) (nullable) sorted `name=value` */
  char       *body;      /* (owned) (nullable) */
  char       *graphql;   /* (owned) (nullable) the name of the operation */
  Tree       *variables; /* (owned) (nullable) of the operation, all of them */
} Asked;

typedef struct
{
  guint       status;
  GHashTable *headers;   /* (owned) (element-type utf8 utf8) */
  GBytes     *body;      /* (owned) */
} Answer;

typedef struct
{
  guint   line;
  Asked   asked;
  Answer  answer;
  guint   times;         /* how often it must be asked; 0 = at least once */
} Exchange;

typedef struct
{
  char       *id;         /* (owned) */
  char       *name;       /* (owned) */
  char       *extra;      /* (owned) (nullable) JSON */
  GHashTable *remembered; /* (owned) (element-type utf8 Tree) of this Record */
} MappedRecord;

typedef struct
{
  char          *path;       /* (owned) */
  char          *name;       /* (owned) of the file, without `.yaml` */
  GenkanPurpose  purpose;
  gboolean       preview;    /* with the limits of a trial, and without faults */
  GDateTime     *now;        /* (owned) */
  GHashTable    *settings;   /* (owned) (element-type utf8 utf8) */
  GHashTable    *remembered; /* (owned) (element-type utf8 Tree) connection-wide */
  GPtrArray     *records;    /* (owned) (element-type MappedRecord) */
  GenkanOutcome  outcome;
  char          *reason;     /* (owned) (nullable) words of why it is not complete */
  GHashTable    *outcomes;   /* (owned) (element-type utf8 utf8) of scopes, by Record */
  GHashTable    *never;      /* (owned) (element-type utf8 utf8) column → why */
  GHashTable    *unmet;      /* (owned) (element-type utf8 utf8) path → why */
  GPtrArray     *exchanges;  /* (owned) (element-type Exchange) */
} Scenario;

Scenario   *scenario_new_from_file (const char  *path,
                                    GError     **error);
void        scenario_free          (Scenario    *self);

/* A request as it came. */
typedef struct
{
  const char *method;
  const char *host;
  const char *target;
  GBytes     *body;
  const char *(*get_header) (gpointer    request,
                             const char *name);
  gpointer    request;
} Came;

gboolean    asked_matches          (const Asked *self,
                                    const Came  *came);
char       *came_dup_words         (const Came  *came);
char       *normalize_path         (const char  *path);
char      **split_query            (const char  *query);

const char *outcome_to_word        (GenkanOutcome outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scenario, scenario_free)

G_END_DECLS
