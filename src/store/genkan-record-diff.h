/* genkan-record-diff.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the store: how to get from one list of ids to another.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* At `old_position` of the old list, `removed` ids give way to the `added` ones at
 * `new_position` of the new list. Edits stand in order and do not touch. */
typedef struct
{
  guint old_position;
  guint new_position;
  guint removed;
  guint added;
} GenkanRecordEdit;

GArray *genkan_record_diff (GArray     *old_ids,
                            GArray     *new_ids,
                            GHashTable *changed);

G_END_DECLS
