/* cli-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program itself, with a profile of its own and a tool that it can discover, and what came of
 * running it.
 */

#pragma once

#include "genkan-demo-tool.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The path of the program. */
extern const char *program;

typedef struct
{
  char           *folder; /* (owned) the profile */
  GenkanDemoTool *tool;   /* (owned) */
  const char     *input;  /* (nullable) for the next run */
  char           *out;    /* (owned) of the last run */
  char           *err;    /* (owned) of the last run */
  int             status; /* of the last run */
} Fixture;

void                 set_up         (Fixture             *fixture,
                                     gconstpointer        data);
void                 tear_down      (Fixture             *fixture,
                                     gconstpointer        data);
GSubprocessLauncher *new_launcher   (Fixture             *fixture);
GSubprocess         *start          (GSubprocessLauncher *launcher,
                                     const char          *line);
void                 finish         (Fixture             *fixture,
                                     GSubprocess         *process);
void                 run            (Fixture             *fixture,
                                     const char          *format,
                                     ...) G_GNUC_PRINTF (2, 3);
void                 assert_run     (Fixture             *fixture,
                                     int                  status,
                                     const char          *out,
                                     const char          *err);
JsonNode            *parse_output   (Fixture             *fixture);

/* The connection “Burp”, to the tool; it has five sites. */
void                 add_connection (Fixture             *fixture);

G_END_DECLS
