/* genkan-template-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-template.h"

G_BEGIN_DECLS

typedef enum
{
  GENKAN_TEMPLATE_TEXT,
  GENKAN_TEMPLATE_URI,
  GENKAN_TEMPLATE_LITERAL,
  GENKAN_TEMPLATE_ARRAY,
  GENKAN_TEMPLATE_OBJECT,
} GenkanTemplateKind;

typedef struct
{
  char     *name;     /* (owned) */
  guint     prefix;   /* `{name:3}`, or 0 */
  gboolean  explode;  /* `{name*}` */
  gsize     offset;   /* of the name in the source */
} GenkanTemplateName;

typedef struct
{
  char   *literal;    /* (owned) (nullable) else it is an expression */
  char    operator;   /* of RFC 6570, or '\0' */
  GArray *names;      /* (owned) (nullable) (element-type GenkanTemplateName) */
} GenkanTemplatePart;

struct _GenkanTemplate
{
  GenkanTemplateKind  kind;
  GArray             *parts;     /* (owned) (nullable) (element-type GenkanTemplatePart) */
  char               *json;      /* (owned) (nullable) a literal as JSON */
  GenkanValue         value;     /* a literal as value; points into json or text */
  GPtrArray          *keys;      /* (owned) (nullable) (element-type utf8) an object's */
  GPtrArray          *children;  /* (owned) (nullable) (element-type GenkanTemplate) */
};

GenkanTemplate *genkan_template_new_kind     (GenkanTemplateKind   kind);
GenkanTemplate *genkan_template_new_literal  (const char          *source);
GenkanTemplate *genkan_template_parse        (GenkanTemplateKind   kind,
                                              const char          *source,
                                              gsize               *ret_offset,
                                              GError             **error);
void            genkan_template_add_child    (GenkanTemplate      *self,
                                              const char          *key,
                                              GenkanTemplate      *child);
void            genkan_template_prepend      (GenkanTemplate      *self,
                                              const char          *literal);

typedef void (*GenkanTemplateNameFunc)       (GenkanTemplate           *template_,
                                              const GenkanTemplateName *name,
                                              gpointer                  user_data);

void            genkan_template_foreach_name (GenkanTemplate         *self,
                                              GenkanTemplateNameFunc  func,
                                              gpointer                user_data);

/* genkan-template-uri.c */
gboolean        genkan_template_parse_uri_parts (GenkanTemplate   *self,
                                                 const char       *source,
                                                 gsize            *ret_offset,
                                                 GError          **error);
void            genkan_template_expand_uri      (GenkanTemplate   *self,
                                                 GenkanVariables  *variables,
                                                 GString          *uri);

G_END_DECLS
