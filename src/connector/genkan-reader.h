/* genkan-reader.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the tree of a YAML file to a definition. A reader goes on after a mistake, so that a
 * person sees all of them at once; what it could not read stays empty.
 */

#pragma once

#include "genkan-definition-private.h"
#include "genkan-template-private.h"
#include "genkan-yaml.h"

G_BEGIN_DECLS

typedef struct
{
  GenkanYamlDocument   *document;
  GPtrArray            *problems;    /* (element-type GenkanProblem) */
  GenkanDefinition     *definition;
  GHashTable           *origins;     /* what was read → const GenkanYamlNode * */
  const GenkanYamlNode *file_cases;  /* (nullable) */
} GenkanReader;

typedef void (*GenkanKeyFunc) (GenkanReader         *self,
                               const GenkanYamlNode *value,
                               gpointer              target);

typedef struct
{
  const char    *key;
  GenkanKeyFunc  read;      /* (nullable) looked at elsewhere */
  gboolean       required;
} GenkanKey;

/* Called for a key that is not in the table; returns FALSE if it is unknown. */
typedef gboolean (*GenkanOtherKeyFunc) (GenkanReader         *self,
                                        const GenkanYamlNode *key,
                                        const GenkanYamlNode *value,
                                        gpointer              target);

void            genkan_reader_read_file       (GenkanReader         *self);

/* genkan-reader.c: for the others */
void            genkan_reader_problem         (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               const char           *format,
                                               ...) G_GNUC_PRINTF (3, 4);
void            genkan_reader_problem_at      (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               gsize                 offset,
                                               const char           *format,
                                               ...) G_GNUC_PRINTF (4, 5);
void            genkan_reader_read_mapping    (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               const char           *what,
                                               const GenkanKey      *keys,
                                               gsize                 n_keys,
                                               GenkanOtherKeyFunc    other,
                                               gpointer              target);
gboolean        genkan_reader_expect          (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               GenkanYamlKind        kind,
                                               const char           *what);
char           *genkan_reader_read_text       (GenkanReader         *self,
                                               const GenkanYamlNode *node);
char          **genkan_reader_read_texts      (GenkanReader         *self,
                                               const GenkanYamlNode *node);
gboolean        genkan_reader_read_boolean    (GenkanReader         *self,
                                               const GenkanYamlNode *node);
guint           genkan_reader_read_number     (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               guint                 least,
                                               guint                 most);
gint64          genkan_reader_read_duration   (GenkanReader         *self,
                                               const GenkanYamlNode *node);
gboolean        genkan_reader_check_name      (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               const char           *what);
char           *genkan_reader_read_sql        (GenkanReader         *self,
                                               const GenkanYamlNode *node);
GenkanTemplate *genkan_reader_read_template   (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               GenkanTemplateKind    kind);
GenkanTemplate *genkan_reader_read_value      (GenkanReader         *self,
                                               const GenkanYamlNode *node);
void            genkan_reader_read_templates  (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               const char           *what,
                                               GPtrArray            *into);
void            genkan_reader_read_fields     (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               const char           *what,
                                               GPtrArray            *into);
void            genkan_reader_note_origin     (GenkanReader         *self,
                                               gconstpointer         thing,
                                               const GenkanYamlNode *node);

/* genkan-reader-auth.c */
void            genkan_reader_read_auth       (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               gpointer              target);

/* genkan-reader-aws.c */
void            genkan_reader_read_aws_sigv4  (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               gpointer              target);

/* genkan-reader-oauth2.c */
void            genkan_reader_read_oauth2     (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               gpointer              target);

/* genkan-reader-connect.c */
void            genkan_reader_read_connect    (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               gpointer              target);

/* genkan-reader-cases.c */
void            genkan_reader_read_case       (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               GenkanStep           *step);

/* genkan-reader-decode.c */
void            genkan_reader_read_decode     (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               GenkanStep           *step);
void            genkan_reader_check_decode    (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               GenkanStep           *step);

/* genkan-reader-steps.c */
GenkanStep     *genkan_reader_read_login      (GenkanReader         *self,
                                               const GenkanYamlNode *node);
GenkanStep     *genkan_reader_read_logout     (GenkanReader         *self,
                                               const GenkanYamlNode *node);
GenkanOutput   *genkan_reader_read_output     (GenkanReader         *self,
                                               const char           *name,
                                               const GenkanYamlNode *node);
void            genkan_reader_read_steps      (GenkanReader         *self,
                                               const GenkanYamlNode *node,
                                               gpointer              target);

G_END_DECLS
