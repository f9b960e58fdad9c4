/* genkan-yaml.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A YAML document as a tree in which every node knows where it stands. Scalars are texts:
 * what `no` or `1.10` means is for the reader of a key to say, not for YAML. Merge keys are
 * resolved; the size of what aliases unfold to is bounded.
 */

#pragma once

#include <glib.h>

#include "genkan-problems.h"

G_BEGIN_DECLS

typedef enum
{
  GENKAN_YAML_SCALAR,
  GENKAN_YAML_SEQUENCE,
  GENKAN_YAML_MAPPING,
} GenkanYamlKind;

typedef struct _GenkanYamlNode     GenkanYamlNode;
typedef struct _GenkanYamlDocument GenkanYamlDocument;

struct _GenkanYamlNode
{
  GenkanYamlKind  kind;
  guint           line;    /* from 1 */
  guint           column;  /* from 1, in characters */
  gboolean        plain;   /* a scalar without quotes, on one line or many */
  char           *text;    /* (owned) a scalar's; never NULL for one */
  GPtrArray      *keys;    /* (owned) a mapping's (element-type GenkanYamlNode), scalars */
  GPtrArray      *values;  /* (owned) a mapping's or sequence's (element-type GenkanYamlNode) */
  guint           weight;  /* nodes that it unfolds to */
  guint           height;
};

GenkanYamlDocument   *genkan_yaml_parse      (const char               *text,
                                              gsize                     length,
                                              GPtrArray                *problems);
void                  genkan_yaml_free       (GenkanYamlDocument       *self);
const GenkanYamlNode *genkan_yaml_get_root   (GenkanYamlDocument       *self);
void                  genkan_yaml_get_place  (GenkanYamlDocument       *self,
                                              const GenkanYamlNode     *node,
                                              gsize                     offset,
                                              guint                    *ret_line,
                                              guint                    *ret_column);
const GenkanYamlNode *genkan_yaml_find       (const GenkanYamlNode     *mapping,
                                              const char               *key);
const char           *genkan_yaml_kind_name  (const GenkanYamlNode     *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanYamlDocument, genkan_yaml_free)

G_END_DECLS
