/* genkan-finding-event.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-finding-event.h"

/**
 * genkan_finding_event_kind_to_nick:
 * @kind: what happened to a finding
 *
 * Returns: its word for programs, never translated
 */
const char *
genkan_finding_event_kind_to_nick (GenkanFindingEventKind kind)
{
  static const char *const nicks[] = {
    [GENKAN_FINDING_EVENT_NEW] = "new",
    [GENKAN_FINDING_EVENT_CHANGED] = "changed",
    [GENKAN_FINDING_EVENT_CLOSED] = "closed",
    [GENKAN_FINDING_EVENT_REOPENED] = "reopened",
  };

  return kind < G_N_ELEMENTS (nicks) ? nicks[kind] : "unknown";
}
