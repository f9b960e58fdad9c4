/* genkan-dojo-object.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Of what a list is. */
typedef enum
{
  GENKAN_DOJO_PRODUCT_TYPES,
  GENKAN_DOJO_PRODUCTS,
  GENKAN_DOJO_ENGAGEMENTS,
  GENKAN_DOJO_TESTS,
  GENKAN_DOJO_TEST_TYPES,
  GENKAN_DOJO_TEST_IMPORTS,
  GENKAN_DOJO_FINDINGS,
  GENKAN_DOJO_METADATA,
} GenkanDojoKind;

#define GENKAN_TYPE_DOJO_OBJECT (genkan_dojo_object_get_type ())

/**
 * GenkanDojoObject:
 * @id: its number
 * @name: its name or title; empty if it has none
 * @parent_id: a Product's type, an Engagement's Product, a Test's Engagement, a Finding's or an
 *   import's Test, a metadatum's Product; or 0
 * @fields: all that the server said of it
 *
 * An object as the server has it. Never changes.
 */
typedef struct
{
  gint64      id;
  const char *name;
  gint64      parent_id;
  JsonObject *fields;
} GenkanDojoObject;

GType             genkan_dojo_object_get_type    (void) G_GNUC_CONST;
GenkanDojoObject *genkan_dojo_object_new         (GenkanDojoKind    kind,
                                                  JsonObject       *fields);
GenkanDojoObject *genkan_dojo_object_ref         (GenkanDojoObject *self);
void              genkan_dojo_object_unref       (GenkanDojoObject *self);
gint64            genkan_dojo_object_get_int     (GenkanDojoObject *self,
                                                  const char       *name);
const char       *genkan_dojo_object_get_string  (GenkanDojoObject *self,
                                                  const char       *name);
gboolean          genkan_dojo_object_get_boolean (GenkanDojoObject *self,
                                                  const char       *name);
gboolean          genkan_dojo_object_has_tag     (GenkanDojoObject *self,
                                                  const char       *tag);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanDojoObject, genkan_dojo_object_unref)

G_END_DECLS
