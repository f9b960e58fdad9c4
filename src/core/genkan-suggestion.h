/* genkan-suggestion.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GenkanSuggestionReason:
 * @GENKAN_SUGGESTION_EARLIER: the Record was mapped to it before
 * @GENKAN_SUGGESTION_MARK: DefectDojo says that it is mapped to it
 * @GENKAN_SUGGESTION_SOURCE: a Record of another Connection that is about the same repository or
 *   image is mapped to it
 * @GENKAN_SUGGESTION_RECORD: a Record of another Connection with a like name is mapped to it
 * @GENKAN_SUGGESTION_NAME: its own name is like that of the Record
 *
 * Why a Product is suggested for a Record; the surest first.
 */
typedef enum
{
  GENKAN_SUGGESTION_EARLIER,
  GENKAN_SUGGESTION_MARK,
  GENKAN_SUGGESTION_SOURCE,
  GENKAN_SUGGESTION_RECORD,
  GENKAN_SUGGESTION_NAME,
} GenkanSuggestionReason;

#define GENKAN_TYPE_SUGGESTION (genkan_suggestion_get_type ())

/* A Product that a Record may belong to, and why. */
G_DECLARE_FINAL_TYPE (GenkanSuggestion, genkan_suggestion, GENKAN, SUGGESTION, GObject)

GenkanSuggestion       *genkan_suggestion_new              (gint64                  product_id,
                                                            const char             *product_name,
                                                            GenkanSuggestionReason  reason,
                                                            const char             *label,
                                                            const char             *record_name,
                                                            double                  likeness);
gint64                  genkan_suggestion_get_product_id   (GenkanSuggestion       *self);
const char             *genkan_suggestion_get_product_name (GenkanSuggestion       *self);
GenkanSuggestionReason  genkan_suggestion_get_reason       (GenkanSuggestion       *self);
const char             *genkan_suggestion_get_label        (GenkanSuggestion       *self);
const char             *genkan_suggestion_get_record_name  (GenkanSuggestion       *self);
double                  genkan_suggestion_get_likeness     (GenkanSuggestion       *self);

G_END_DECLS
