/* genkan-operation-line.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store-operations.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_OPERATION_LINE (genkan_operation_line_get_type ())

/* A line of an Operation's log, for a list. */
G_DECLARE_FINAL_TYPE (GenkanOperationLine, genkan_operation_line, GENKAN, OPERATION_LINE, GObject)

GenkanOperationLine *genkan_operation_line_new      (const GenkanLogLine *line);
char                *genkan_operation_line_dup_text (GenkanOperationLine *self);

G_END_DECLS
