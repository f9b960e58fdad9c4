/* genkan-key-steps.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-definition.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_KEY_STEPS (genkan_key_steps_get_type ())

/* "Where do I find this key?": the vendor's steps, what the key must be allowed, and links. */
G_DECLARE_FINAL_TYPE (GenkanKeySteps, genkan_key_steps, GENKAN, KEY_STEPS, AdwBin)

GtkWidget *genkan_key_steps_new (const GenkanDefinition *definition);

G_END_DECLS
