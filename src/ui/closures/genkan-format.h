/* genkan-format.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-operation.h"
#include "genkan-record.h"

G_BEGIN_DECLS

char       *genkan_format_ago               (gint64                  when,
                                             gint64                  now);
gint64      genkan_format_ago_lasts         (gint64                  when,
                                             gint64                  now);
char       *genkan_format_exact             (gint64                  when);
char       *genkan_format_clock             (gint64                  when);
char       *genkan_format_duration          (gint64                  duration);
char       *genkan_format_count             (guint                   count);
char       *genkan_format_name              (const char             *name);
char       *genkan_format_pair              (const char             *first,
                                             const char             *second);

const char *genkan_format_record_state      (GenkanRecordState       state);
const char *genkan_format_operation_type    (GenkanOperationType     type);
const char *genkan_format_operation_status  (GenkanOperationStatus   status);
const char *genkan_format_operation_trigger (GenkanOperationTrigger  trigger);
const char *genkan_format_log_severity      (GenkanLogSeverity       severity);
void        genkan_format_add_part          (GPtrArray              *parts,
                                             guint                   count,
                                             char                   *text);
char       *genkan_format_outcome           (GenkanOperation        *operation);
char       *genkan_format_progress          (GenkanOperationType     type,
                                             guint                   requests_done,
                                             guint                   requests_known,
                                             guint                   rows,
                                             const char             *unit);
char       *genkan_format_delivering        (guint                   done,
                                             guint                   known);
char       *genkan_format_waiting           (const char             *waiting,
                                             gint64                  left);

G_END_DECLS
