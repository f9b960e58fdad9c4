/* genkan-dojo-object.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-object.h"

#include "genkan-dojo-json-private.h"

G_DEFINE_BOXED_TYPE (GenkanDojoObject, genkan_dojo_object, genkan_dojo_object_ref,
                     genkan_dojo_object_unref)

static const struct
{
  const char *name;
  const char *parent;
} members[] = {
  [GENKAN_DOJO_PRODUCT_TYPES] = { "name", "" },
  [GENKAN_DOJO_PRODUCTS] = { "name", "prod_type" },
  [GENKAN_DOJO_ENGAGEMENTS] = { "name", "product" },
  [GENKAN_DOJO_TESTS] = { "title", "engagement" },
  [GENKAN_DOJO_TEST_TYPES] = { "name", "" },
  [GENKAN_DOJO_TEST_IMPORTS] = { "type", "test" },
  [GENKAN_DOJO_FINDINGS] = { "title", "test" },
  [GENKAN_DOJO_METADATA] = { "name", "product" },
};

/**
 * genkan_dojo_object_new:
 * @kind: what it is
 * @fields: what the server said
 *
 * Returns: (transfer full) (nullable): an object, or %NULL if there is no id in @fields
 */
GenkanDojoObject *
genkan_dojo_object_new (GenkanDojoKind  kind,
                        JsonObject     *fields)
{
  GenkanDojoObject *self;
  const char *name;

  g_return_val_if_fail (fields != NULL, NULL);

  if (_genkan_dojo_json_get_int (fields, "id") <= 0)
    return NULL;

  self = g_atomic_rc_box_new0 (GenkanDojoObject);
  name = _genkan_dojo_json_get_string (fields, members[kind].name);
  self->id = _genkan_dojo_json_get_int (fields, "id");
  self->name = name != NULL ? name : "";
  self->parent_id = _genkan_dojo_json_get_int (fields, members[kind].parent);
  self->fields = json_object_ref (fields);

  return self;
}

GenkanDojoObject *
genkan_dojo_object_ref (GenkanDojoObject *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
genkan_dojo_object_clear (gpointer data)
{
  GenkanDojoObject *self = data;

  json_object_unref (self->fields);
}

void
genkan_dojo_object_unref (GenkanDojoObject *self)
{
  g_atomic_rc_box_release_full (self, genkan_dojo_object_clear);
}

/* 0 if there is none of that name. */
gint64
genkan_dojo_object_get_int (GenkanDojoObject *self,
                            const char       *name)
{
  g_return_val_if_fail (self != NULL, 0);

  return _genkan_dojo_json_get_int (self->fields, name);
}

/* %NULL if there is none of that name. */
const char *
genkan_dojo_object_get_string (GenkanDojoObject *self,
                               const char       *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return _genkan_dojo_json_get_string (self->fields, name);
}

/* %FALSE if there is none of that name. */
gboolean
genkan_dojo_object_get_boolean (GenkanDojoObject *self,
                                const char       *name)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return _genkan_dojo_json_get_boolean (self->fields, name);
}

gboolean
genkan_dojo_object_has_tag (GenkanDojoObject *self,
                            const char       *tag)
{
  JsonArray *tags;

  g_return_val_if_fail (self != NULL, FALSE);

  tags = _genkan_dojo_json_get_array (self->fields, "tags");
  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      JsonNode *node = json_array_get_element (tags, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING
          && g_strcmp0 (json_node_get_string (node), tag) == 0)
        return TRUE;
    }

  return FALSE;
}
