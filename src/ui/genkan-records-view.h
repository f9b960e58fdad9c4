/* genkan-records-view.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_RECORDS_VIEW (genkan_records_view_get_type ())

/**
 * GenkanRecordsView:
 *
 * The Records of one Connection, or of all: two tables with one search and one filter, and all that can be
 * done with what is selected, as actions: `records.edit`, `.map`, `.map-each`, `.ignore`,
 * `.restore`, `.delete`, `.open-vendor`, `.copy-name`, `.export`,
 * `.show-sync`, `.show-last-sync`, `.unselect`, `.search`, `.menu`.
 *
 * Signals: `count-changed` when the number of Records is another, or known for the first time.
 */
G_DECLARE_FINAL_TYPE (GenkanRecordsView, genkan_records_view, GENKAN, RECORDS_VIEW, GtkWidget)

void       genkan_records_view_open          (GenkanRecordsView *self,
                                              GenkanStore       *store,
                                              gint64             connection_id);
gboolean   genkan_records_view_get_loading   (GenkanRecordsView *self);
guint      genkan_records_view_get_n_records (GenkanRecordsView *self);
guint      genkan_records_view_get_n_shown   (GenkanRecordsView *self);
GArray    *genkan_records_view_dup_selected  (GenkanRecordsView *self);

G_END_DECLS
