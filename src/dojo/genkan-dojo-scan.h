/* genkan-dojo-scan.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo.h"

G_BEGIN_DECLS

/**
 * GenkanDojoScan:
 * @test_id: the Test to reimport into, or 0 to import into a new one
 * @engagement_id: of a new Test
 * @test_title: of a new Test
 * @scan_type: (nullable): how DefectDojo is to read the file; %NULL: Generic Findings Import
 * @close_old: whether what is in the Test and not in the file is closed; a new Test never closes
 * @keep_closed: whether what was closed in DefectDojo stays so
 * @version: (nullable): as all that follows, erased on the Test if it is not sent again
 * @branch_tag: (nullable):
 * @build_id: (nullable):
 * @commit_hash: (nullable):
 * @tags: (nullable): tags of the Test, which replace those that it has
 * @file: the findings, as JSON
 * @close_unknown: only for a delivery: whether Findings are closed that are in a Test that was
 *   found again, have the plan's prefix and are not in the plan; only when all that the tool has
 *   is in the plan, and unless they are more than 20 and than those that are
 *
 * What is to be imported.
 */
typedef struct
{
  gint64             test_id;
  gint64             engagement_id;
  const char        *test_title;
  const char        *scan_type;
  gboolean           close_old;
  gboolean           keep_closed;
  const char        *version;
  const char        *branch_tag;
  const char        *build_id;
  const char        *commit_hash;
  const char *const *tags;
  GBytes            *file;
  gboolean           close_unknown;
} GenkanDojoScan;

/**
 * GenkanDojoScanResult:
 * @test_id: the Test
 * @engagement_id: its Engagement
 * @product_id: its Product
 * @has_counts: whether the server counted what it did; a new Test counts all as created
 * @n_created: Findings that were not there
 * @n_closed: Findings that were closed
 * @n_reactivated: Findings that were opened again
 * @n_untouched: Findings that were there
 * @n_total: Findings of the Test now, in whatever state
 *
 * What DefectDojo did with an import.
 */
typedef struct
{
  gint64   test_id;
  gint64   engagement_id;
  gint64   product_id;
  gboolean has_counts;
  guint    n_created;
  guint    n_closed;
  guint    n_reactivated;
  guint    n_untouched;
  guint    n_total;
} GenkanDojoScanResult;

void     genkan_dojo_send_scan_async   (GenkanDojo            *self,
                                        const GenkanDojoScan  *scan,
                                        GCancellable          *cancellable,
                                        GAsyncReadyCallback    callback,
                                        gpointer               user_data);
gboolean genkan_dojo_send_scan_finish  (GenkanDojo            *self,
                                        GAsyncResult          *result,
                                        GenkanDojoScanResult  *ret_result,
                                        GError               **error);
char    *genkan_dojo_make_tag          (const char            *text);

G_END_DECLS
