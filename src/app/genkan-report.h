/* genkan-report.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_REPORT (genkan_report_get_type ())

/* What to tell a person about something that ended, well or not: one sentence, what to try, and
 * details to copy (what was asked, what came). Translated, redacted, never changes. */
G_DECLARE_FINAL_TYPE (GenkanReport, genkan_report, GENKAN, REPORT, GObject)

GenkanReport *genkan_report_new           (gboolean      good,
                                           const char   *summary,
                                           const char   *advice,
                                           const char   *details);
GenkanReport *genkan_report_new_for_error (const GError *error,
                                           const char   *details);
void          genkan_report_join          (GenkanReport *self,
                                           GenkanReport *other);
gboolean      genkan_report_is_good       (GenkanReport *self);
const char   *genkan_report_get_summary   (GenkanReport *self);
const char   *genkan_report_get_advice    (GenkanReport *self);
const char   *genkan_report_get_details   (GenkanReport *self);
char         *genkan_report_dup_words    (GenkanReport *self);

G_END_DECLS
