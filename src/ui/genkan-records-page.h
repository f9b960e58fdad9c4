/* genkan-records-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-connection-model.h"
#include "genkan-store.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_RECORDS_PAGE (genkan_records_page_get_type ())

/**
 * GenkanRecordsPage:
 *
 * The Records of all Connections. Actions: `page.search`, `page.export`, `page.import`.
 */
G_DECLARE_FINAL_TYPE (GenkanRecordsPage, genkan_records_page, GENKAN, RECORDS_PAGE, GtkWidget)

GtkWidget *genkan_records_page_new (GenkanStore           *store,
                                    GenkanConnectionModel *connections);

G_END_DECLS
