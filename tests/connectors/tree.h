/* tree.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A JSON document that can be compared and changed. Numbers stay as they were written, so that
 * what is read and written again is the same text.
 */

#pragma once

#include "genkan-yaml.h"

G_BEGIN_DECLS

typedef enum
{
  TREE_SCALAR,
  TREE_ARRAY,
  TREE_OBJECT,
} TreeKind;

typedef struct _Tree Tree;

struct _Tree
{
  TreeKind   kind;
  char      *raw;      /* (owned) a scalar's, as JSON */
  GPtrArray *names;    /* (owned) an object's (element-type utf8) */
  GPtrArray *children; /* (owned) (element-type Tree) */
};

Tree     *tree_new_scalar    (const char           *raw);
Tree     *tree_new_text      (const char           *text);
Tree     *tree_new_from_yaml (const GenkanYamlNode *node);
Tree     *tree_new_from_json (const char           *text,
                              gsize                 length);
Tree     *tree_copy          (const Tree           *self);
void      tree_free          (Tree                 *self);
void      tree_write         (const Tree           *self,
                              GString              *json);
char     *tree_to_json       (const Tree           *self);
gboolean  tree_equal         (const Tree           *a,
                              const Tree           *b);
gboolean  tree_contains      (const Tree           *self,
                              const Tree           *part);
Tree     *tree_member        (const Tree           *self,
                              const char           *name);
Tree     *tree_find          (const Tree           *self,
                              char                **names);
void      tree_assign        (Tree                 *self,
                              Tree                 *value);
gint64    tree_get_integer   (const Tree           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tree, tree_free)

G_END_DECLS
