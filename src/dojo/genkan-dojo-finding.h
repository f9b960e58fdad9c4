/* genkan-dojo-finding.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *genkan_dojo_finding_new          (const char  *fields,
                                              guint        version,
                                              const char  *prefix,
                                              GError     **error);
char       *genkan_dojo_finding_dup_identity (JsonObject  *finding);
char       *genkan_dojo_finding_dup_hash     (JsonObject  *finding);
char       *genkan_dojo_finding_make_bound   (gint64       id,
                                              const char  *hash,
                                              JsonObject  *finding);
gint64      genkan_dojo_finding_get_bound    (const char  *identity,
                                              char       **ret_hash);
gboolean    genkan_dojo_finding_pin          (JsonObject  *finding,
                                              const char  *identity,
                                              GError     **error);
JsonObject *genkan_dojo_finding_diff         (JsonObject  *wanted,
                                              JsonObject  *sent,
                                              JsonObject  *server);

G_END_DECLS
