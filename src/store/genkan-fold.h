/* genkan-fold.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the store: texts made comparable.
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

char  *genkan_fold            (const char *text);
char  *genkan_fold_sort_key   (const char *text);
char **genkan_fold_words      (const char *search);
void   genkan_fold_append     (GString    *folded,
                               const char *text);
void   genkan_fold_append_key (GString    *key,
                               const char *folded);
int    genkan_fold_register   (sqlite3    *db);

G_END_DECLS
