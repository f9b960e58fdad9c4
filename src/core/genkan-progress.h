/* genkan-progress.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_PROGRESS (genkan_progress_get_type ())

G_DECLARE_FINAL_TYPE (GenkanProgress, genkan_progress, GENKAN, PROGRESS, GObject)

GenkanProgress *genkan_progress_new                (void);
guint           genkan_progress_get_requests_done  (GenkanProgress *self);
guint           genkan_progress_get_requests_known (GenkanProgress *self);
guint           genkan_progress_get_rows           (GenkanProgress *self);
guint           genkan_progress_get_deliveries     (GenkanProgress *self,
                                                    guint          *ret_done);
char           *genkan_progress_dup_waiting        (GenkanProgress *self,
                                                    gint64         *ret_until);
void            genkan_progress_report             (GenkanProgress *self,
                                                    guint           requests_done,
                                                    guint           requests_known,
                                                    guint           rows);
void            genkan_progress_deliver            (GenkanProgress *self,
                                                    guint           done,
                                                    guint           known);
void            genkan_progress_wait               (GenkanProgress *self,
                                                    const char     *waiting,
                                                    gint64          until);

G_END_DECLS
