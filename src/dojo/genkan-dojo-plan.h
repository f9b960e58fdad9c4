/* genkan-dojo-plan.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-file.h"

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
 * @is_absent: the server has it not, though it has an identity
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
  gboolean            is_absent;
} GenkanDojoItem;

/* The place of a Finding that is not in the file. */
#define GENKAN_DOJO_NOWHERE G_MAXUINT

/**
 * GenkanDojoPlanned:
 * @key: the caller's number for it
 * @unique_id: its id in DefectDojo's fields
 * @identity: with which it is sent
 * @wanted: (nullable): what DefectDojo should have, as JSON; %NULL: as it is in the file
 * @sent: (nullable): what it was told last, as JSON
 * @state: open, or why not
 * @sent_state: the same, of @sent
 * @is_new: it was never sent
 * @place: which Finding of the file it is, or %GENKAN_DOJO_NOWHERE
 *
 * A Finding that is new or different. Texts are owned by the plan.
 */
typedef struct
{
  gint64              key;
  char               *unique_id;
  char               *identity;
  char               *wanted;
  char               *sent;
  GenkanFindingState  state;
  GenkanFindingState  sent_state;
  gboolean            is_new;
  guint               place;
} GenkanDojoPlanned;

#define GENKAN_TYPE_DOJO_PLAN (genkan_dojo_plan_get_type ())

/**
 * GenkanDojoPlan:
 * @file: (nullable): all that are not closed, and those that are to be; %NULL if nothing has to
 *   be sent
 * @items: (element-type GenkanDojoPlanned): those that are new or different
 * @prefix: (nullable): what goes before the tool's ids
 * @in_doubt: something of it may have been sent already, and how that ended is not known
 * @n_new: how many will be created
 * @n_changed: how many are different
 * @n_closed: how many will be closed
 * @n_reopened: how many will be opened again
 *
 * What is to be sent of a Record, as a preview and as a file.
 */
typedef struct
{
  GenkanDojoFile *file;
  GPtrArray      *items;
  char           *prefix;
  gboolean        in_doubt;
  guint           n_new;
  guint           n_changed;
  guint           n_closed;
  guint           n_reopened;
} GenkanDojoPlan;

GType           genkan_dojo_plan_get_type (void) G_GNUC_CONST;
GenkanDojoPlan *genkan_dojo_plan_new      (const char            *type,
                                           guint                  version,
                                           const char            *prefix,
                                           const GenkanDojoItem  *items,
                                           gsize                  n_items,
                                           GError               **error);
JsonObject     *genkan_dojo_plan_diff     (GenkanDojoPlan        *self,
                                           GenkanDojoPlanned     *planned,
                                           JsonObject            *server,
                                           gboolean               is_created);
GenkanDojoPlan *genkan_dojo_plan_ref      (GenkanDojoPlan        *self);
void            genkan_dojo_plan_unref    (GenkanDojoPlan        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanDojoPlan, genkan_dojo_plan_unref)

G_END_DECLS
