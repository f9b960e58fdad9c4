/* test-tool.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the engine's tests have in common: a tool on loopback whose manners a test decides, and
 * a run of a connector against it.
 */

#pragma once

#include "genkan-engine.h"
#include "genkan-loopback-server.h"
#include "test-sink.h"

G_BEGIN_DECLS

#define SECRET "t0ken/with+signs"

/* The head of every connector file here; steps follow, indented by two. */
#define HEAD                                                 \
  "format: 1\n"                                              \
  "id: test\n"                                               \
  "name: Test\n"                                             \
  "vendor: Genkan\n"                                         \
  "settings:\n"                                              \
  "  url:   { title: Server URL }\n"                         \
  "  token: { title: Token, secret: true }\n"

#define CONNECT                                              \
  "connect:\n"                                               \
  "  base: \"{+url}/api\"\n"                                 \
  "  auth: { bearer: \"{token}\" }\n"                        \
  "  limits: [ { concurrency: 4 } ]\n"                       \
  "steps:\n"

/* All pages in parallel, once the total is known. */
#define THINGS                                                                                  \
  "  things:\n"                                                                                 \
  "    get: /things{?p,ps}\n"                                                                   \
  "    with: { p: 1, ps: 2 }\n"                                                                 \
  "    items: $.things\n"                                                                       \
  "    next: SELECT value AS p FROM json_each(pages(:body ->> '$.total', :ps)) WHERE :p = 1\n"  \
  "    records: SELECT j ->> 'id' AS id, j ->> 'name' AS name FROM item\n"

typedef struct _TestTool TestTool;

/* Answers one request; called in the server's thread with the tool locked. */
typedef void (*TestHandler) (TestTool               *tool,
                             GenkanLoopbackExchange *exchange,
                             guint                   nth);

/* Adds to a run that is about to start what a test wants. */
typedef void (*TestPrepare) (TestTool  *tool,
                             GenkanRun *run);

struct _TestTool
{
  GenkanLoopbackServer *server;      /* (owned) */
  TestHandler           handler;
  GenkanEngine         *engine;      /* (owned) */
  TestSink             *sink;        /* (owned) */
  GenkanProgress       *progress;    /* (owned) */
  GenkanRunLimits       limits;
  TestPrepare           prepare;     /* (nullable) */
  GCancellable         *cancellable; /* (owned) */
  char                 *url;         /* (owned) as the person enters it */
  char                 *ca_file;     /* (owned) (nullable) */

  GMutex                mutex;       /* guards all below */
  GCond                 cond;
  GHashTable           *counts;      /* (owned) (element-type utf8 guint) requests by target */
  guint                 n_requests;
  GPtrArray            *held;        /* (owned) (element-type GenkanLoopbackExchange) */
  char                 *extra;       /* (owned) (nullable) for the handler */

  GenkanRunResult      *result;      /* (owned) (nullable) */
  GError               *error;       /* (owned) (nullable) */
};

void  test_tool_init            (TestTool               *self,
                                 TestHandler             handler,
                                 GTlsCertificate        *certificate);
void  test_tool_clear           (TestTool               *self);
void  test_tool_start           (TestTool               *self,
                                 const char             *yaml,
                                 GenkanPurpose           purpose);
void  test_tool_wait            (TestTool               *self);
void  test_tool_run             (TestTool               *self,
                                 const char             *yaml,
                                 GenkanPurpose           purpose);
void  test_tool_hold            (TestTool               *self,
                                 GenkanLoopbackExchange *exchange);
void  test_tool_wait_until_held (TestTool               *self,
                                 guint                   n);
guint test_tool_get_n_held      (TestTool               *self);
void  test_tool_release         (TestTool               *self);
void  test_tool_probe           (TestTool               *self);
guint test_tool_get_count       (TestTool               *self,
                                 const char             *target);
void  test_tool_assert_ids      (TestTool               *self,
                                 const char             *expected);
void  test_tool_assert_ends     (TestTool               *self,
                                 const char             *expected);
void  test_tool_assert_failed   (TestTool               *self,
                                 int                     code,
                                 const char             *words);

void  test_answer_json         (GenkanLoopbackExchange *exchange,
                                const char             *format,
                                ...) G_GNUC_PRINTF (2, 3);
void  test_answer_things       (GenkanLoopbackExchange *exchange,
                                guint                   total);

G_END_DECLS
