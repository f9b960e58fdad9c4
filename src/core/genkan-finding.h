/* genkan-finding.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "genkan-enums.h"

G_BEGIN_DECLS

/* What happened to a Finding. The numbers are stored in the database and never change. */
typedef enum
{
  GENKAN_FINDING_EVENT_NEW = 0,
  GENKAN_FINDING_EVENT_CHANGED = 1, /* the detail is the earlier severity's number, if it was that */
  GENKAN_FINDING_EVENT_CLOSED = 2,
  GENKAN_FINDING_EVENT_REOPENED = 3,
} GenkanFindingEventKind;

/**
 * GenkanFindingFields:
 * @id: the row in the store
 * @record_id: the Record that it belongs to
 * @connection_id: the Connection that brought it
 * @unique_id: the tool's id for it
 * @title: one line
 * @component: (nullable): where it is: a component with its version, a file, or an endpoint
 * @vulnerability: (nullable): the first of its ids, a CVE where there is one
 * @fields: a JSON object: the columns as Generic Findings Import has them
 * @record_name: (nullable): that Record's name
 * @product_id: the Product that the Record is mapped to, or 0
 * @product_name: (nullable): its name
 * @state: open, or why not
 * @severity: its severity
 * @first_seen: microseconds since 1970 (UTC)
 * @changed: microseconds since 1970 (UTC)
 * @closed: microseconds since 1970 (UTC), or 0
 *
 * What a #GenkanFinding is made from. Texts are borrowed; the object copies them.
 */
typedef struct
{
  gint64              id;
  gint64              record_id;
  gint64              connection_id;
  const char         *unique_id;
  const char         *title;
  const char         *component;
  const char         *vulnerability;
  const char         *fields;
  const char         *record_name;
  gint64              product_id;
  const char         *product_name;
  GenkanFindingState  state;
  GenkanSeverity      severity;
  gint64              first_seen;
  gint64              changed;
  gint64              closed;
} GenkanFindingFields;

#define GENKAN_TYPE_FINDING (genkan_finding_get_type ())

/* What a tool found in what a Record stands for, as the store read it. */
G_DECLARE_FINAL_TYPE (GenkanFinding, genkan_finding, GENKAN, FINDING, GObject)

GenkanFinding             *genkan_finding_new        (const GenkanFindingFields *fields);
const GenkanFindingFields *genkan_finding_get        (GenkanFinding             *self);

G_END_DECLS
