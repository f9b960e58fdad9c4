/* genkan-definition.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a connector file says, after the static check: plain structs that are read and never
 * written. The engine walks them; nothing in them knows about a run.
 */

#pragma once

#include <gio/gio.h>

#include "genkan-template.h"

G_BEGIN_DECLS

typedef enum
{
  GENKAN_IMPORTS_FINDINGS,
  GENKAN_IMPORTS_ASSETS,
} GenkanImports;

typedef enum
{
  GENKAN_METHOD_NONE, /* a step without a request */
  GENKAN_METHOD_GET,
  GENKAN_METHOD_POST,
  GENKAN_METHOD_PUT,
  GENKAN_METHOD_DELETE,
} GenkanMethod;

typedef enum
{
  GENKAN_BODY_NONE,
  GENKAN_BODY_JSON,
  GENKAN_BODY_FORM,
  GENKAN_BODY_GRAPHQL,
} GenkanBodyKind;

/* What an answer is written in. */
typedef enum
{
  GENKAN_FORMAT_SNIFFED, /* its first bytes say it */
  GENKAN_FORMAT_JSON,
  GENKAN_FORMAT_NDJSON,
  GENKAN_FORMAT_CSV,
  GENKAN_FORMAT_TEXT,
  GENKAN_FORMAT_XML,
} GenkanFormat;

typedef enum
{
  GENKAN_ARCHIVE_NONE,
  GENKAN_ARCHIVE_ZIP,
  GENKAN_ARCHIVE_TAR,
} GenkanArchiveKind;

typedef enum
{
  GENKAN_ACTION_RETRY,
  GENKAN_ACTION_RELOGIN,
  GENKAN_ACTION_ACCEPT,
  GENKAN_ACTION_EMPTY,
  GENKAN_ACTION_KEEP,
  GENKAN_ACTION_PARTIAL,
  GENKAN_ACTION_SKIP,
  GENKAN_ACTION_FAIL,
} GenkanAction;

typedef enum
{
  GENKAN_OUTPUT_TABLE,
  GENKAN_OUTPUT_RECORDS,
  GENKAN_OUTPUT_FINDINGS,
  GENKAN_OUTPUT_REMEMBER,
  GENKAN_OUTPUT_NEXT,
  GENKAN_OUTPUT_TOTAL,   /* how many items the tool announces */
  GENKAN_OUTPUT_HEADERS, /* of `sign`: the columns are headers of the request */
} GenkanOutputKind;

typedef struct
{
  char     *name;
  char     *title;
  char     *help;          /* (nullable) */
  char     *initial;       /* (nullable) the file's `default` */
  char     *pattern;       /* (nullable) GRegex */
  char    **choices;       /* (nullable) */
  gboolean  secret;
  gboolean  optional;
} GenkanSetting;

/* name → template; used for headers, `with`, form fields. */
typedef struct
{
  char           *name;
  GenkanTemplate *value;
} GenkanNamedTemplate;

typedef struct
{
  double     rate;         /* requests a second, 0 = no limit */
  guint      burst;
  guint      concurrency;  /* 0 = no limit of its own */
  char      *per;          /* (nullable) a variable whose value makes a bucket of its own */
  GPtrArray *steps;        /* (nullable) (element-type utf8) */
} GenkanLimit;

typedef struct
{
  guint         index;     /* for the sandbox: which prepared statement */
  char         *when;      /* SQL condition */
  GenkanAction  action;
  char         *say;       /* (nullable) SQL expression */
  char         *after;     /* (nullable) SQL expression, seconds */
  gboolean      needs_body;/* `when` reads :body or :items */
} GenkanCase;

typedef struct
{
  guint              index;    /* for the sandbox: which prepared statement */
  char              *name;     /* of the table or sink, or "next" or "total" */
  GenkanOutputKind   kind;
  char              *sql;
  char             **columns;  /* in the SELECT's order */
  guint              n_columns;
  gboolean           reads_item;
  gboolean           needs_body; /* reads :body or :items, so it runs at the answer's end */
  char             **reads;    /* (nullable) other tables it reads (a step without a request) */
  const char *const *required; /* (nullable) columns that must not be NULL */
} GenkanOutput;

typedef struct
{
  GenkanMethod    method;
  GenkanTemplate *url;           /* a URI template: absolute, or joined to the base */
  GPtrArray      *headers;       /* (element-type GenkanNamedTemplate) */
  GenkanBodyKind  body_kind;
  GenkanTemplate *body;          /* (nullable) a body template for json and form */
  char           *graphql;       /* (nullable) the operation's text */
  char          **graphql_variables; /* (nullable) the names that it declares */
  gboolean        idempotent;    /* may be sent again after a failure */
} GenkanRequestDefinition;

typedef struct _GenkanStep GenkanStep;

struct _GenkanStep
{
  char                    *name;
  char                    *for_table;      /* (nullable) "record", or a table */
  guint                    batch;          /* 0 = one row at a time */
  GenkanRequestDefinition *request;        /* (nullable) */
  GPtrArray               *with;           /* (element-type GenkanNamedTemplate) */
  GenkanFormat             format;         /* of good answers: `decode` */
  GenkanArchiveKind        archive;        /* around it */
  char                    *members;        /* (nullable) which of the archive's, a glob */
  char                   **items;          /* (nullable) member names from the top; empty = `$` */
  gboolean                 items_optional; /* `$.path?` */
  GPtrArray               *cases;          /* (element-type GenkanCase) its own, then the file's */
  GenkanOutput            *prepare;        /* (nullable) of a login: variables for its request */
  GPtrArray               *outputs;        /* (element-type GenkanOutput) without `next` */
  GenkanOutput            *next;           /* (nullable) */
  GenkanStep              *cleanup;        /* (nullable) asked once if a chain is broken off */
  gint64                   deadline;       /* microseconds for the whole chain, 0 = the engine's */
  gboolean                 for_discover;   /* leads to `records` */
  gboolean                 for_sync;       /* leads to `findings` or `remember` */
  gboolean                 per_record;     /* its rows come from `for: record` (rule 7) */
  char                   **variables;      /* names whose values identify an invocation (rule 4) */
  gboolean                 shared;         /* may bring several Records the same rows (rule 4) */
  char                   **remembered;     /* those of `remember` that what it brings depends on */
};

/* AWS Signature Version 4. */
typedef struct
{
  GenkanTemplate *key;
  GenkanTemplate *secret;
  GenkanTemplate *token;   /* (nullable) of temporary credentials */
  GenkanTemplate *service; /* (nullable) the host says it; so with the region */
  GenkanTemplate *region;  /* (nullable) */
} GenkanAwsAuth;

/* Credentials in headers and query, perhaps after a login that gets them. */
typedef struct _GenkanAuth GenkanAuth;

struct _GenkanAuth
{
  GPtrArray      *headers;        /* (element-type GenkanNamedTemplate) */
  GPtrArray      *query;          /* (element-type GenkanNamedTemplate) */
  GenkanTemplate *basic_user;     /* (nullable) with basic_password: RFC 7617 */
  GenkanTemplate *basic_password; /* (nullable) */
  GenkanStep     *login;          /* (nullable) its one output makes the session's variables */
  GenkanAuth     *login_auth;     /* (nullable) what the login itself is sent with */
  GenkanStep     *logout;         /* (nullable) without an output */
  char           *kept;           /* (nullable) the secret setting that the session's column
                                   * refresh_token, if there is one, replaces for good */
  GenkanStep     *sign;           /* (nullable) without a request; its output makes headers */
  GenkanAwsAuth  *aws;            /* (nullable) */
  GenkanCase     *when;           /* (nullable) of an alternative: whether it is the one */
  GenkanAuth     *otherwise;      /* (nullable) the next alternative */
};

typedef struct
{
  guint           format;
  char           *id;
  char           *name;
  char           *vendor;
  GenkanImports   imports;
  char           *record_one;      /* "site" */
  char           *record_many;     /* "sites" */
  char           *record_means;    /* (nullable) what one Record stands for, a sentence */
  char          **key_steps;       /* how to get a key, a sentence each */
  char          **key_permissions; /* what the key must be allowed */
  char           *key_link;        /* (nullable) */
  char           *documentation;   /* (nullable) a link */
  GPtrArray      *settings;        /* (element-type GenkanSetting) in the form's order */
  GenkanTemplate *base;            /* a URI template */
  GPtrArray      *hosts;           /* (element-type GenkanTemplate) further hosts */
  GenkanAuth     *auth;            /* (nullable) */
  GPtrArray      *headers;         /* (element-type GenkanNamedTemplate) */
  GPtrArray      *limits;          /* (element-type GenkanLimit) */
  GPtrArray      *remember;        /* (element-type GenkanNamedTemplate) */
  GPtrArray      *steps;           /* (element-type GenkanStep) in the file's order */
  guint           n_statements;    /* outputs and cases are numbered below this */
} GenkanDefinition;

/* The body of a request, from the template or the GraphQL operation and its variables. */
GBytes *genkan_request_definition_dup_body (const GenkanRequestDefinition  *self,
                                            GenkanVariables                *variables,
                                            const char                    **ret_content_type);

const GenkanStep    *genkan_definition_find_step    (const GenkanDefinition *self,
                                                     const char             *name);
const GenkanSetting *genkan_definition_find_setting (const GenkanDefinition *self,
                                                     const char             *name);

G_END_DECLS
