/* genkan-dojo-plan.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "genkan-enums.h"

G_BEGIN_DECLS

/**
 * GenkanDojoItem:
 * @key: the caller's number for it
 * @fields: the Finding's fields, as the store has them
 * @identity: (nullable): with which identity it was first sent
 * @sent: (nullable): its fields when it was last delivered; %NULL with an identity: it may have
 *   been sent, and how that ended is not known
 * @state: open, or why not
 * @sent_state: the state when it was last delivered
 *
 * A Finding of a Record, and what DefectDojo knows of it. Texts are borrowed.
 */
typedef struct
{
  gint64              key;
  const char         *fields;
  const char         *identity;
  const char         *sent;
  GenkanFindingState  state;
  GenkanFindingState  sent_state;
} GenkanDojoItem;

/**
 * GenkanDojoPlanned:
 * @key: the caller's number for it
 * @unique_id: its id in DefectDojo's fields
 * @identity: with which it is sent
 * @wanted: what DefectDojo should have
 * @sent: (nullable): what it was told last
 * @state: open, or why not
 * @sent_state: the same, of @sent
 * @is_new: it was never sent
 *
 * A Finding that is new or different. Texts are owned by the plan.
 */
typedef struct
{
  gint64              key;
  char               *unique_id;
  char               *identity;
  JsonObject         *wanted;
  JsonObject         *sent;
  GenkanFindingState  state;
  GenkanFindingState  sent_state;
  gboolean            is_new;
} GenkanDojoPlanned;

#define GENKAN_TYPE_DOJO_PLAN (genkan_dojo_plan_get_type ())

/**
 * GenkanDojoPlan:
 * @statuses: (nullable): a file of those whose status is another; to be imported first, and to
 *   close nothing
 * @all: (nullable): a file of all that are not closed; %NULL if nothing has to be sent
 * @items: (element-type GenkanDojoPlanned): those that are new or different
 * @n_new: how many will be created
 * @n_changed: how many are different
 * @n_closed: how many will be closed
 * @n_reopened: how many will be opened again
 *
 * What is to be sent of a Record, as a preview and as files.
 */
typedef struct
{
  GBytes    *statuses;
  GBytes    *all;
  GPtrArray *items;
  guint      n_new;
  guint      n_changed;
  guint      n_closed;
  guint      n_reopened;
} GenkanDojoPlan;

GType           genkan_dojo_plan_get_type (void) G_GNUC_CONST;
JsonObject     *genkan_dojo_planned_diff  (GenkanDojoPlanned     *self,
                                           JsonObject            *server);
GenkanDojoPlan *genkan_dojo_plan_new      (const char            *type,
                                           guint                  version,
                                           const char            *prefix,
                                           const GenkanDojoItem  *items,
                                           gsize                  n_items,
                                           GError               **error);
GenkanDojoPlan *genkan_dojo_plan_ref      (GenkanDojoPlan        *self);
void            genkan_dojo_plan_unref    (GenkanDojoPlan        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanDojoPlan, genkan_dojo_plan_unref)

G_END_DECLS
