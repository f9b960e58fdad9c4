/* genkan-checker.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The static check: a connector that loads can still be wrong about the vendor, but not about
 * itself. Three passes over the definition that the reader has made: the SELECTs are prepared
 * in a sandbox with the tables of the file, the flow of rows between steps is followed, and every
 * name is looked for where it should come from.
 */

#pragma once

#include "genkan-sql-box.h"
#include "genkan-reader.h"

G_BEGIN_DECLS

typedef struct
{
  GenkanReader     *reader;
  GenkanDefinition *definition;
  GenkanSqlBox     *database;   /* (owned) */
  GHashTable       *sql_names;  /* (owned) output or case → GPtrArray of the names after `:` */
  GHashTable       *producers;  /* (owned) table → GPtrArray of GenkanOutput */
  GHashTable       *makers;     /* (owned) output → its GenkanStep */
  GHashTable       *scoped;     /* (owned) steps that run per Record */
  gboolean          in_auth;    /* the SELECTs of `auth` are looked at, which have no tables */
} GenkanChecker;

void                   genkan_check               (GenkanReader         *reader);

/* For the passes */
void                  genkan_checker_check_sql     (GenkanChecker *self);
void                  genkan_checker_check_flow    (GenkanChecker *self);
void                  genkan_checker_check_names   (GenkanChecker *self);
const GenkanYamlNode *genkan_checker_get_origin    (GenkanChecker *self,
                                                    gconstpointer  thing);
GPtrArray            *genkan_checker_get_sql_names (GenkanChecker *self,
                                                    gconstpointer  thing);
GPtrArray            *genkan_checker_get_producers (GenkanChecker *self,
                                                    const char    *table);
gboolean              genkan_checker_sees_answer   (const char    *name);
gboolean              genkan_checker_is_name       (const char    *column);

/* genkan-checker-names.c: looks at each name of a template or a SELECT */
typedef struct
{
  GenkanChecker *checker;
  const char    *where;          /* "projects.get", for messages */
  GHashTable    *names;          /* what is provided */
  gboolean       allow_secrets;
  GHashTable    *used;           /* (nullable) where the names are noted */
} GenkanNameCheck;

void                   genkan_name_check_template   (GenkanNameCheck      *check,
                                                     GenkanTemplate       *template_);
void                   genkan_name_check_templates  (GenkanNameCheck      *check,
                                                     GPtrArray            *templates);
void                   genkan_name_check_request    (GenkanNameCheck      *check,
                                                     GenkanStep           *step);
void                   genkan_name_check_case       (GenkanNameCheck      *check,
                                                     GenkanStep           *step,
                                                     GenkanCase           *condition);
void                   genkan_name_check_output     (GenkanNameCheck      *check,
                                                     GenkanStep           *step,
                                                     GenkanOutput         *output);

/* genkan-checker-alternatives.c */
void                   genkan_checker_check_alternatives (GenkanChecker   *self);

/* genkan-checker-constants.c */
void                   genkan_checker_check_constants (GenkanChecker      *self,
                                                       GenkanStep           *step,
                                                       const char           *key,
                                                       const char           *sql);

/* genkan-checker-auth.c */
void                   genkan_checker_check_auth    (GenkanChecker        *self);

/* genkan-checker-scope.c */
GHashTable            *genkan_name_set_new          (void);
void                   genkan_name_set_add          (GHashTable           *into,
                                                     GHashTable           *from);
gboolean               genkan_checker_is_global     (const char           *name);
GHashTable            *genkan_checker_dup_row_names (GenkanChecker        *self,
                                                     GenkanStep           *step,
                                                     GHashTable           *provided);
GHashTable            *genkan_checker_find_provided (GenkanChecker        *self);

G_END_DECLS
