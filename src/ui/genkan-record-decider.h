/* genkan-record-decider.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store-records.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_RECORD_DECIDER (genkan_record_decider_get_type ())

/**
 * GenkanRecordDecider:
 *
 * Carries out what a person decides about the Records of a store: says with a toast what was
 * done, and remembers how each decision is taken back, from the toast or one after the other.
 * A store has one, so that the history outlives the page on which something was decided.
 */
G_DECLARE_FINAL_TYPE (GenkanRecordDecider, genkan_record_decider, GENKAN, RECORD_DECIDER, GObject)

GenkanRecordDecider *genkan_record_decider_get    (GenkanStore           *store);
void                 genkan_record_decider_decide (GenkanRecordDecider   *self,
                                                   GtkWidget             *from,
                                                   GArray                *ids,
                                                   const char            *name,
                                                   const GenkanDecision  *decision);
void                 genkan_record_decider_undo   (GenkanRecordDecider   *self,
                                                   GtkWidget             *from);

G_END_DECLS
