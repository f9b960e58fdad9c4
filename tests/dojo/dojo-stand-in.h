/* dojo-stand-in.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

#define DOJO_TOKEN "0123456789abcdef0123456789abcdef01234567"

typedef enum
{
  DOJO_PRODUCT_TYPES,
  DOJO_PRODUCTS,
  DOJO_ENGAGEMENTS,
  DOJO_TESTS,
  DOJO_TEST_TYPES,
  DOJO_TEST_IMPORTS,
  DOJO_FINDINGS,
  DOJO_METADATA,
  DOJO_N_TABLES,
} DojoTable;

typedef enum
{
  DOJO_TOKEN_GOOD,
  DOJO_TOKEN_EXPIRED,
  DOJO_TOKEN_INACTIVE,
} DojoTokenState;

/* What goes wrong with a request. */
typedef enum
{
  DOJO_FAULT_INSTEAD, /* answered so, and nothing done */
  DOJO_FAULT_AFTER,   /* done, and then answered so */
  DOJO_FAULT_CUT,     /* done, and then the connection is cut */
  DOJO_FAULT_EARLY,   /* answered so by a proxy that has waited enough, and done afterwards */
} DojoFaultKind;

typedef struct
{
  char          *start;  /* (owned) of “METHOD path” */
  guint          status;
  char          *body;   /* (owned) */
  char          *type;   /* (owned) of the body */
  DojoFaultKind  kind;
  guint          times;
} DojoFault;

/* A DefectDojo in the test process, as its API shows it: transcripts of 2.58.0 and 3.2.0 say
 * how. Stands under /dojo, so that a client that forgets the path is found out. */
typedef struct
{
  SoupServer     *server;  /* (owned) */
  char           *url;     /* (owned) */
  char           *version; /* (owned) as in “3.2.0” */
  guint           major;
  guint           minor;
  GPtrArray      *tables[DOJO_N_TABLES]; /* (owned) (element-type JsonObject) */
  gint64          last_ids[DOJO_N_TABLES];
  GPtrArray      *log;     /* (owned) (element-type utf8) “METHOD path?query” of each request */
  GPtrArray      *faults;  /* (owned) (element-type DojoFault) */
  DojoTokenState  token_state;
  char           *token_expiry; /* (owned) (nullable) */
  gboolean        is_staff;
  gboolean        is_superuser;
  int             role;    /* of 2.x; 0 is none */
  guint           work_time; /* milliseconds that an import takes */
  guint           step_time; /* milliseconds that it takes for each Finding besides */
  guint           breaks_after; /* Findings after which imports break down; 0: they do not */
  gsize           file_limit;   /* bytes that the program takes; 0: all */
  gsize           proxy_limit;  /* bytes that the proxy takes; 0: all */
  guint           n_working;    /* imports that are under way */
  guint           n_saves;
  guint           n_imports_listed; /* with all that they touched: a real server takes minutes */
  const char     *algorithm; /* by which Findings are known again */
  gsize           schema_sent; /* bytes of the description that were taken by a client */
} DojoStandIn;

DojoStandIn *dojo_stand_in_new     (const char      *version);
void         dojo_stand_in_free    (DojoStandIn     *self);
void         dojo_stand_in_fault   (DojoStandIn     *self,
                                    const char      *start,
                                    guint            times,
                                    DojoFaultKind    kind,
                                    guint            status,
                                    const char      *type,
                                    const char      *body);
guint        dojo_stand_in_count   (DojoStandIn     *self,
                                    const char      *start);
gboolean     dojo_stand_in_since   (DojoStandIn     *self,
                                    guint            major,
                                    guint            minor);
JsonObject  *dojo_stand_in_find    (DojoStandIn     *self,
                                    DojoTable        table,
                                    gint64           id);
JsonObject  *dojo_stand_in_add     (DojoStandIn     *self,
                                    DojoTable        table,
                                    JsonObject      *fields);
void         dojo_stand_in_touch   (DojoStandIn     *self,
                                    JsonObject      *object);
void         dojo_stand_in_remove  (DojoStandIn     *self,
                                    DojoTable        table,
                                    gint64           id);
JsonObject  *dojo_stand_in_finding (DojoStandIn     *self,
                                    gint64           test,
                                    const char      *unique_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DojoStandIn, dojo_stand_in_free)

G_END_DECLS
