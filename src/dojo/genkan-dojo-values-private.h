/* genkan-dojo-values-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Of what a field of a finding is. */
typedef enum
{
  GENKAN_DOJO_VALUE_LINE,    /* a text of one line, cut at its limit */
  GENKAN_DOJO_VALUE_LONG,    /* a text of many lines */
  GENKAN_DOJO_VALUE_INTEGER,
  GENKAN_DOJO_VALUE_NUMBER,
  GENKAN_DOJO_VALUE_SHARE,   /* from 0 to 1 */
  GENKAN_DOJO_VALUE_BOOLEAN,
  GENKAN_DOJO_VALUE_DAY,     /* YYYY-MM-DD */
  GENKAN_DOJO_VALUE_MOMENT,  /* with the time of day */
  GENKAN_DOJO_VALUE_VECTOR,  /* CVSS */
} GenkanDojoValueKind;

char      *_genkan_dojo_value_dup_text        (JsonNode            *node);
char      *_genkan_dojo_value_clean_name      (const char          *text,
                                               guint                limit);
char      *_genkan_dojo_value_clean_text      (const char          *text,
                                               gboolean             lines,
                                               guint                limit);
JsonNode  *_genkan_dojo_value_clean           (JsonNode            *node,
                                               GenkanDojoValueKind  kind,
                                               guint                limit);
JsonArray *_genkan_dojo_value_clean_cwes      (JsonNode            *node);
JsonArray *_genkan_dojo_value_clean_ids       (JsonNode            *ids,
                                               JsonNode            *cve);
JsonArray *_genkan_dojo_value_clean_tags      (JsonNode            *node);
JsonArray *_genkan_dojo_value_clean_endpoints (JsonNode            *node);

G_END_DECLS
