/* genkan-operation-log.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-operation.h"
#include "genkan-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_OPERATION_LOG (genkan_operation_log_get_type ())

/**
 * GenkanOperationLog:
 *
 * The log of an Operation, to read and to copy; it grows while the Operation runs.
 */
G_DECLARE_FINAL_TYPE (GenkanOperationLog, genkan_operation_log, GENKAN, OPERATION_LOG, GtkWidget)

GtkWidget *genkan_operation_log_new (GenkanStore     *store,
                                     GenkanOperation *operation);

G_END_DECLS
