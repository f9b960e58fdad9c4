/* genkan-functions.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What SELECTs may call besides SQLite's own functions. All are deterministic, give NULL for a
 * NULL, and never raise, except where they say so.
 */

#pragma once

#include "genkan-sql-box.h"

G_BEGIN_DECLS

/* Marks the message of an error that is the answer's fault, not the SELECT's. */
#define GENKAN_NEED_PREFIX "need: "

typedef struct
{
  const char *name;
  int         n_args; /* -1: any number */
  void      (*call) (sqlite3_context  *context,
                     int               argc,
                     sqlite3_value   **argv);
} GenkanFunction;

int      genkan_functions_register          (GenkanSqlBox *database);
void     genkan_functions_add_names         (GPtrArray    *names);
int      genkan_functions_register_for_auth (GenkanSqlBox *database);
gboolean genkan_functions_are_for_auth      (const char   *name);

/* A table each, ended by an entry without name. */
extern const GenkanFunction genkan_functions_json[];
extern const GenkanFunction genkan_functions_text[];
extern const GenkanFunction genkan_functions_time[];
extern const GenkanFunction genkan_functions_web[];
extern const GenkanFunction genkan_functions_security[];
extern const GenkanFunction genkan_functions_package[];
extern const GenkanFunction genkan_functions_auth[]; /* in `login` and `sign` only */

/* For the functions themselves. */
GenkanSqlBox   *genkan_function_get_database (sqlite3_context  *context);
const char     *genkan_function_get_text     (sqlite3_value    *value);
gboolean        genkan_function_get_json     (sqlite3_context  *context,
                                              sqlite3_value    *value,
                                              GenkanJsonRef    *ret_root);
void            genkan_function_return_text  (sqlite3_context  *context,
                                              char             *text);
void            genkan_function_return_json  (sqlite3_context  *context,
                                              GString          *json);
GRegex         *genkan_function_get_regex    (sqlite3_context  *context,
                                              int               arg,
                                              const char       *pattern);

G_END_DECLS
