/* genkan-finding-event.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-finding.h"

G_BEGIN_DECLS

/**
 * GenkanFindingEvent:
 * @kind: what happened
 * @time: microseconds since 1970 (UTC)
 * @operation_id: the Sync that brought it, or 0: a person did it
 * @severity: of the Finding from then on
 * @earlier: its severity before, the same if that did not change
 *
 * A line of a Finding's history.
 */
typedef struct
{
  GenkanFindingEventKind kind;
  gint64                 time;
  gint64                 operation_id;
  GenkanSeverity         severity;
  GenkanSeverity         earlier;
} GenkanFindingEvent;

/* The word of `--json`: lower case, never translated. */
const char *genkan_finding_event_kind_to_nick (GenkanFindingEventKind kind);

G_END_DECLS
