/* golden.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows that a scenario is to bring, one JSON object a line, sorted.
 */

#pragma once

#include "replay-sink.h"
#include "scenario.h"

G_BEGIN_DECLS

char  *golden_dup_path   (const Scenario *scenario);
char **golden_load       (const Scenario *scenario);
void   golden_save       (const Scenario *scenario,
                          char          **lines);
char **golden_from_rows  (GPtrArray      *rows);
char  *golden_dup_diff   (char          **expected,
                          char          **lines);
char  *golden_dup_clash  (GPtrArray      *rows);

G_END_DECLS
