/* genkan-problems.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Collecting the mistakes of a file, and guessing what was meant.
 */

#pragma once

#include "genkan-connector.h"

G_BEGIN_DECLS

/* Enough to work on; a file with more has one cause. */
#define GENKAN_MAX_PROBLEMS 100

GPtrArray  *genkan_problems_new     (void);
void        genkan_problems_add     (GPtrArray           *self,
                                     guint                line,
                                     guint                column,
                                     const char          *format,
                                     ...) G_GNUC_PRINTF (4, 5);
void        genkan_problems_sort    (GPtrArray           *self);

const char *genkan_suggest          (const char          *word,
                                     GPtrArray           *candidates);
char       *genkan_did_you_mean     (const char          *word,
                                     GPtrArray           *candidates);

G_END_DECLS
