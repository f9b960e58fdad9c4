/* genkan-record-choice.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-product.h"
#include "genkan-suggestion.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_RECORD_CHOICE (genkan_record_choice_get_type ())

/* One line of the chooser: a Product that exists, or one to create. */
G_DECLARE_FINAL_TYPE (GenkanRecordChoice, genkan_record_choice, GENKAN, RECORD_CHOICE, GObject)

GenkanRecordChoice *genkan_record_choice_new_for_product    (GenkanProduct      *product);
GenkanRecordChoice *genkan_record_choice_new_for_suggestion (GenkanSuggestion   *suggestion);
GenkanRecordChoice *genkan_record_choice_new_to_create      (const char         *name);
gint64              genkan_record_choice_get_product_id     (GenkanRecordChoice *self);
const char         *genkan_record_choice_get_name           (GenkanRecordChoice *self);

G_END_DECLS
