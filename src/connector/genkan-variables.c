/* genkan-variables.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-variables.h"

typedef struct
{
  GenkanValue  value;
  char        *text;  /* (owned) (nullable) what the value points into */
} Variable;

struct _GenkanVariables
{
  GenkanVariables *parent;  /* (owned) (nullable) */
  GHashTable      *table;   /* (owned) (element-type utf8 Variable) */
  int              shared;  /* atomic: somebody else holds it, so it does not change any more */
};

G_DEFINE_BOXED_TYPE (GenkanVariables, genkan_variables,
                     genkan_variables_ref, genkan_variables_unref)

static void
variable_free (gpointer data)
{
  Variable *variable = data;

  g_free (variable->text);
  g_free (variable);
}

static void
genkan_variables_clear (gpointer data)
{
  GenkanVariables *self = data;

  g_clear_pointer (&self->parent, genkan_variables_unref);
  g_hash_table_unref (self->table);
}

/**
 * genkan_variables_new:
 * @parent: (nullable): the variables that are seen through
 *
 * Returns: (transfer full): an empty set
 */
GenkanVariables *
genkan_variables_new (GenkanVariables *parent)
{
  GenkanVariables *self = g_atomic_rc_box_new0 (GenkanVariables);

  self->table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, variable_free);
  if (parent != NULL)
    self->parent = genkan_variables_ref (parent);

  return self;
}

/**
 * genkan_variables_ref:
 * @self: a set
 *
 * From here on @self does not change any more, in whatever thread it is read.
 *
 * Returns: (transfer full): @self
 */
GenkanVariables *
genkan_variables_ref (GenkanVariables *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_set (&self->shared, TRUE);

  return g_atomic_rc_box_acquire (self);
}

void
genkan_variables_unref (GenkanVariables *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, genkan_variables_clear);
}

/**
 * genkan_variables_set:
 * @self: a set that nobody else holds yet
 * @name: a name
 * @value: its value; a text is copied. A null hides the parent's variable.
 */
void
genkan_variables_set (GenkanVariables   *self,
                      const char        *name,
                      const GenkanValue *value)
{
  Variable *variable;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);
  g_return_if_fail (!g_atomic_int_get (&self->shared));

  variable = g_new0 (Variable, 1);
  variable->value = *value;
  if (value->type == GENKAN_VALUE_TEXT || value->type == GENKAN_VALUE_BLOB)
    {
      variable->text = g_malloc (value->length + 1);
      memcpy (variable->text, value->text, value->length);
      variable->text[value->length] = '\0';
      variable->value.text = variable->text;
    }
  g_hash_table_insert (self->table, g_strdup (name), variable);
}

/**
 * genkan_variables_lookup:
 * @self: a set
 * @name: a name
 *
 * Returns: (transfer none) (nullable): the value, or %NULL when nobody has set it
 */
const GenkanValue *
genkan_variables_lookup (GenkanVariables *self,
                         const char      *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (; self != NULL; self = self->parent)
    {
      Variable *variable = g_hash_table_lookup (self->table, name);

      if (variable != NULL)
        return &variable->value;
    }

  return NULL;
}
