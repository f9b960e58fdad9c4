/* genkan-finding-change.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "genkan-enums.h"

G_BEGIN_DECLS

/**
 * GenkanFindingChangeKind:
 * @GENKAN_FINDING_CHANGE_NEW: it was not known
 * @GENKAN_FINDING_CHANGE_CHANGED: something about it is different
 * @GENKAN_FINDING_CHANGE_CLOSED: the tool says so, or no longer brings it
 * @GENKAN_FINDING_CHANGE_REOPENED: it was closed
 * @GENKAN_FINDING_CHANGE_HELD: it would be closed, but for the removal guard, which asks first
 *
 * What a Sync does to a Finding.
 */
typedef enum
{
  GENKAN_FINDING_CHANGE_NEW,
  GENKAN_FINDING_CHANGE_CHANGED,
  GENKAN_FINDING_CHANGE_CLOSED,
  GENKAN_FINDING_CHANGE_REOPENED,
  GENKAN_FINDING_CHANGE_HELD,
  GENKAN_N_FINDING_CHANGE_KINDS
} GenkanFindingChangeKind;

/**
 * GenkanFindingChangeFields:
 * @kind: what happens to it
 * @unique_id: the tool's id for it
 * @title: one line
 * @component: (nullable): where it is
 * @severity: its severity then
 * @earlier: its severity until now; as @severity if that does not change
 *
 * What a #GenkanFindingChange is made from. Texts are borrowed; the object copies them.
 */
typedef struct
{
  GenkanFindingChangeKind  kind;
  const char              *unique_id;
  const char              *title;
  const char              *component;
  GenkanSeverity           severity;
  GenkanSeverity           earlier;
} GenkanFindingChangeFields;

#define GENKAN_TYPE_FINDING_CHANGE (genkan_finding_change_get_type ())

/* One line of the preview of a Sync. */
G_DECLARE_FINAL_TYPE (GenkanFindingChange, genkan_finding_change, GENKAN, FINDING_CHANGE, GObject)

GenkanFindingChange             *genkan_finding_change_new (const GenkanFindingChangeFields *fields);
const GenkanFindingChangeFields *genkan_finding_change_get (GenkanFindingChange             *self);

const char *genkan_finding_change_kind_to_nick (GenkanFindingChangeKind kind);

G_END_DECLS
