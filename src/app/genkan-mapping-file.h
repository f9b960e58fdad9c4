/* genkan-mapping-file.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-mapping.h"

G_BEGIN_DECLS

GPtrArray *genkan_mapping_file_parse         (GBytes                *bytes,
                                              guint                 *ret_n_without_product,
                                              GError               **error);
GPtrArray *genkan_mapping_file_read          (GInputStream          *stream,
                                              guint                 *ret_n_without_product,
                                              GCancellable          *cancellable,
                                              GError               **error);
void       genkan_mapping_file_read_async    (GFile                 *file,
                                              const char            *connection,
                                              GCancellable          *cancellable,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
GPtrArray *genkan_mapping_file_read_finish   (GFile                 *file,
                                              GAsyncResult          *result,
                                              guint                 *ret_n_without_product,
                                              GError               **error);
const char *genkan_mapping_outcome_to_nick   (GenkanMappingOutcome   outcome);
const char *genkan_mapping_outcome_describe  (GenkanMappingOutcome   outcome);
gboolean   genkan_mapping_outcome_is_problem (GenkanMappingOutcome   outcome);

G_END_DECLS
