/* genkan-report-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-report.h"

G_BEGIN_DECLS

/* One translated sentence for the error, and what to try (nullable). */
char *genkan_error_dup_summary (const GError *error);
char *genkan_error_dup_advice  (const GError *error);

G_END_DECLS
