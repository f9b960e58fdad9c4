/* genkan-rules-fields.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-connection.h"
#include "genkan-connector.h"
#include "genkan-store.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_RULES_FIELDS (genkan_rules_fields_get_type ())

/* What shall happen by itself after a Discover: auto-map, and the filter. */
G_DECLARE_FINAL_TYPE (GenkanRulesFields, genkan_rules_fields, GENKAN, RULES_FIELDS, AdwBin)

GtkWidget *genkan_rules_fields_new       (GenkanStore       *store,
                                          GenkanConnection  *connection,
                                          GenkanConnector   *connector);
void       genkan_rules_fields_set_label (GenkanRulesFields *self,
                                          const char        *label);
gboolean   genkan_rules_fields_check     (GenkanRulesFields *self);
void       genkan_rules_fields_apply     (GenkanRulesFields *self,
                                          GenkanConnection  *connection);

G_END_DECLS
