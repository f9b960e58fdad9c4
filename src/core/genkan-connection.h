/* genkan-connection.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-enums.h"
#include "genkan-rules.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_CONNECTION (genkan_connection_get_type ())

G_DECLARE_FINAL_TYPE (GenkanConnection, genkan_connection, GENKAN, CONNECTION, GObject)

GenkanConnection *genkan_connection_new                  (const char       *connector_id,
                                                          const char       *label);
GenkanConnection *genkan_connection_copy                 (GenkanConnection *self);
gint64            genkan_connection_get_id               (GenkanConnection *self);
void              genkan_connection_set_id               (GenkanConnection *self,
                                                          gint64            id);
const char       *genkan_connection_get_connector_id     (GenkanConnection *self);
const char       *genkan_connection_get_label            (GenkanConnection *self);
void              genkan_connection_set_label            (GenkanConnection *self,
                                                          const char       *label);
const char       *genkan_connection_get_secret_id        (GenkanConnection *self);
void              genkan_connection_set_secret_id        (GenkanConnection *self,
                                                          const char       *secret_id);
const char       *genkan_connection_get_setting          (GenkanConnection *self,
                                                          const char       *name);
void              genkan_connection_set_setting          (GenkanConnection *self,
                                                          const char       *name,
                                                          const char       *value);
char             *genkan_connection_dup_host             (GenkanConnection *self);
GHashTable       *genkan_connection_get_settings         (GenkanConnection *self);
const char       *genkan_connection_get_visible          (GenkanConnection *self);
void              genkan_connection_set_visible          (GenkanConnection *self,
                                                          const char       *visible);
GenkanRules      *genkan_connection_get_rules            (GenkanConnection *self);
void              genkan_connection_set_rules            (GenkanConnection *self,
                                                          GenkanRules      *rules);
const char       *genkan_connection_get_tool             (GenkanConnection *self);
void              genkan_connection_set_tool             (GenkanConnection *self,
                                                          const char       *tool);
GenkanSeverity    genkan_connection_get_minimum_severity (GenkanConnection *self);
void              genkan_connection_set_minimum_severity (GenkanConnection *self,
                                                          GenkanSeverity    severity);
guint             genkan_connection_get_n_unmapped       (GenkanConnection *self);
guint             genkan_connection_get_n_mapped         (GenkanConnection *self);
void              genkan_connection_set_counts           (GenkanConnection *self,
                                                          guint             n_unmapped,
                                                          guint             n_mapped);

G_END_DECLS
