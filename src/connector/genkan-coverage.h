/* genkan-coverage.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_COVERAGE (genkan_coverage_get_type ())

/* Which JSON paths of a connector's SELECTs have met something: a mistyped name is only a NULL,
 * and shows here. Reference counted; any thread may use it. */
typedef struct _GenkanCoverage GenkanCoverage;

GType           genkan_coverage_get_type (void) G_GNUC_CONST;
GenkanCoverage *genkan_coverage_new       (void);
GenkanCoverage *genkan_coverage_ref       (GenkanCoverage *self);
void            genkan_coverage_unref     (GenkanCoverage *self);
void            genkan_coverage_note      (GenkanCoverage *self,
                                           guint           statement,
                                           const char     *path,
                                           gboolean        met);
GPtrArray      *genkan_coverage_dup_paths (GenkanCoverage *self,
                                           guint           statement);
gboolean        genkan_coverage_has_met   (GenkanCoverage *self,
                                           guint           statement,
                                           const char     *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanCoverage, genkan_coverage_unref)

G_END_DECLS
