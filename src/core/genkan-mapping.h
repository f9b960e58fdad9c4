/* genkan-mapping.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GenkanMappingOutcome:
 * @GENKAN_MAPPING_MAPPED: its Record is mapped as the line says
 * @GENKAN_MAPPING_UNCHANGED: its Record was mapped so already
 * @GENKAN_MAPPING_INVALID: no Record or no Product is named, or by a name that is too long
 * @GENKAN_MAPPING_UNKNOWN: there is no such Record
 * @GENKAN_MAPPING_AMBIGUOUS: there are several Records of that name
 * @GENKAN_MAPPING_DUPLICATE: an earlier line says the same
 * @GENKAN_MAPPING_CONFLICT: another line says something else about the same Record; neither
 *   counts
 *
 * What became of a line of a list of mappings.
 */
typedef enum
{
  GENKAN_MAPPING_MAPPED,
  GENKAN_MAPPING_UNCHANGED,
  GENKAN_MAPPING_INVALID,
  GENKAN_MAPPING_UNKNOWN,
  GENKAN_MAPPING_AMBIGUOUS,
  GENKAN_MAPPING_DUPLICATE,
  GENKAN_MAPPING_CONFLICT,
  GENKAN_N_MAPPING_OUTCOMES
} GenkanMappingOutcome;

#define GENKAN_TYPE_MAPPING (genkan_mapping_get_type ())

/* A line of a list of mappings: a Record, by the tool's id for it or its name, and where it
 * belongs. */
G_DECLARE_FINAL_TYPE (GenkanMapping, genkan_mapping, GENKAN, MAPPING, GObject)

GenkanMapping        *genkan_mapping_new             (guint                 line,
                                                      const char           *connection,
                                                      const char           *record,
                                                      const char           *product,
                                                      const char           *product_type);
guint                 genkan_mapping_get_line        (GenkanMapping        *self);
const char           *genkan_mapping_get_connection  (GenkanMapping        *self);
void                  genkan_mapping_set_connection  (GenkanMapping        *self,
                                                      const char           *connection);
const char           *genkan_mapping_get_record      (GenkanMapping        *self);
const char           *genkan_mapping_get_product     (GenkanMapping        *self);
const char           *genkan_mapping_get_type_name   (GenkanMapping        *self);
gint64                genkan_mapping_get_record_id   (GenkanMapping        *self);
void                  genkan_mapping_set_record_id   (GenkanMapping        *self,
                                                      gint64                record_id);
GenkanMappingOutcome  genkan_mapping_get_outcome     (GenkanMapping        *self);
void                  genkan_mapping_set_outcome     (GenkanMapping        *self,
                                                      GenkanMappingOutcome  outcome);

G_END_DECLS
