/* genkan-setting-field.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-definition.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_SETTING_FIELD (genkan_setting_field_get_type ())

/* One setting of a connector file as a row with its help below. Emits "changed", and "entered"
 * when Enter was pressed in it. */
G_DECLARE_FINAL_TYPE (GenkanSettingField, genkan_setting_field, GENKAN, SETTING_FIELD, AdwBin)

GtkWidget           *genkan_setting_field_new         (const GenkanSetting *setting,
                                                       const char          *value,
                                                       gboolean             kept);
const GenkanSetting *genkan_setting_field_get_setting (GenkanSettingField  *self);
char                *genkan_setting_field_dup_value   (GenkanSettingField  *self);
gboolean             genkan_setting_field_check       (GenkanSettingField  *self);

G_END_DECLS
