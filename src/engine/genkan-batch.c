/* genkan-batch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-batch.h"

#include "genkan-json.h"

struct _GenkanBatch
{
  GPtrArray *names;  /* (owned) (element-type utf8) */
  GPtrArray *arrays; /* (owned) (element-type GString) JSON, still open at the end */
  guint      n_rows;
};

static void
free_array (gpointer data)
{
  g_string_free (data, TRUE);
}

GenkanBatch *
genkan_batch_new (void)
{
  GenkanBatch *self = g_new0 (GenkanBatch, 1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->arrays = g_ptr_array_new_with_free_func (free_array);

  return self;
}

void
genkan_batch_free (GenkanBatch *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->arrays);
  g_free (self);
}

static GString *
get_array (GenkanBatch *self,
           const char  *name)
{
  for (guint i = 0; i < self->names->len; i++)
    if (g_str_equal (g_ptr_array_index (self->names, i), name))
      return g_ptr_array_index (self->arrays, i);

  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->arrays, g_string_new (NULL));

  return g_ptr_array_index (self->arrays, self->arrays->len - 1);
}

static void
append_json (GString           *json,
             const GenkanValue *value)
{
  g_autofree char *text = genkan_value_dup_text (value);

  g_string_append_c (json, json->len == 0 ? '[' : ',');
  if (text == NULL)
    g_string_append (json, "null");
  else if (value->type == GENKAN_VALUE_TEXT && !value->json)
    genkan_json_write_text (json, text, -1);
  else
    g_string_append (json, text);
}

/* Returns how many rows there are now. */
guint
genkan_batch_add (GenkanBatch    *self,
                  GenkanRowBatch *rows,
                  guint           row)
{
  for (guint i = 0; i < genkan_row_batch_get_n_columns (rows); i++)
    append_json (get_array (self, genkan_row_batch_get_column_name (rows, i)),
                 genkan_row_batch_get (rows, row, i));

  return ++self->n_rows;
}

guint
genkan_batch_get_n_rows (GenkanBatch *self)
{
  return self->n_rows;
}

/* The arrays as variables, after which the batch is empty again. */
GenkanVariables *
genkan_batch_take_variables (GenkanBatch     *self,
                             GenkanVariables *parent)
{
  GenkanVariables *variables = genkan_variables_new (parent);

  for (guint i = 0; i < self->names->len; i++)
    {
      GString *json = g_ptr_array_index (self->arrays, i);
      GenkanValue value;

      g_string_append_c (json, ']');
      value = genkan_value_json (json->str, json->len);
      genkan_variables_set (variables, g_ptr_array_index (self->names, i), &value);
    }

  g_ptr_array_set_size (self->names, 0);
  g_ptr_array_set_size (self->arrays, 0);
  self->n_rows = 0;

  return variables;
}
