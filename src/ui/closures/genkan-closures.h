/* genkan-closures.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-enums.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

char  *genkan_closure_text                     (gpointer               object,
                                                const char            *text);
char  *genkan_closure_count                    (gpointer               object,
                                                guint                  count);
char  *genkan_closure_record_subtitle          (gpointer               object,
                                                const char            *product,
                                                const char            *parent,
                                                const char            *kind);
char  *genkan_closure_record_state_icon        (gpointer               object,
                                                GenkanRecordState      state);
char **genkan_closure_record_state_classes     (gpointer               object,
                                                GenkanRecordState      state);
char  *genkan_closure_operation_type_word      (gpointer               object,
                                                GenkanOperationType    type);
char  *genkan_closure_operation_status_word    (gpointer               object,
                                                GenkanOperationStatus  status);
char  *genkan_closure_operation_status_icon    (gpointer               object,
                                                GenkanOperationStatus  status);
char **genkan_closure_operation_status_classes (gpointer               object,
                                                GenkanOperationStatus  status);
char  *genkan_closure_operation_trigger_word   (gpointer               object,
                                                GenkanOperationTrigger trigger);
char  *genkan_closure_log_severity_word        (gpointer               object,
                                                int                    severity);
char  *genkan_closure_log_severity_icon        (gpointer               object,
                                                int                    severity);
char **genkan_closure_log_severity_classes     (gpointer               object,
                                                int                    severity);

void   genkan_closures_bind                    (GtkWidgetClass        *klass);

G_END_DECLS
