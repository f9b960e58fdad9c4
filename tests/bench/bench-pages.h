/* bench-pages.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BENCH_PAGE_SIZE 500
#define BENCH_KEY "AYx7-%09u" /* of an issue, by its number from 0 */

/* Pages of issues that look like SonarQube's, a kilobyte each. They are rendered once; what is
 * different on every page, the issues' keys, is written over. */
typedef struct _BenchPages BenchPages;

BenchPages *bench_pages_new    (void);
void        bench_pages_free   (BenchPages *self);
void        bench_pages_append (BenchPages *self,
                                guint       page,
                                guint       total,
                                guint       record,
                                GString    *body);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchPages, bench_pages_free)

G_END_DECLS
