/* genkan-attention.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "genkan-connection-item.h"
#include "genkan-store-waiting.h"

G_BEGIN_DECLS

/**
 * GenkanUrgency:
 * @GENKAN_URGENCY_FAILED: an Operation failed
 * @GENKAN_URGENCY_CUT_SHORT: an Operation did not see everything
 * @GENKAN_URGENCY_KEY: the key for DefectDojo expires
 * @GENKAN_URGENCY_GUARD: the removal guard asks
 * @GENKAN_URGENCY_STALE: Records whose place in DefectDojo is gone
 * @GENKAN_URGENCY_MISSING: Records that are gone from their tool
 * @GENKAN_URGENCY_UNMAPPED: Records without a Product
 *
 * Why a person should look, the worst first.
 */
typedef enum
{
  GENKAN_URGENCY_FAILED,
  GENKAN_URGENCY_CUT_SHORT,
  GENKAN_URGENCY_KEY,
  GENKAN_URGENCY_GUARD,
  GENKAN_URGENCY_STALE,
  GENKAN_URGENCY_MISSING,
  GENKAN_URGENCY_UNMAPPED,
  GENKAN_N_URGENCIES
} GenkanUrgency;

#define GENKAN_TYPE_ATTENTION (genkan_attention_get_type ())

/* One thing that waits for a person, and the action that leads to where it is settled. */
G_DECLARE_FINAL_TYPE (GenkanAttention, genkan_attention, GENKAN, ATTENTION, GObject)

GenkanAttention *genkan_attention_new_for_key  (const char           *text);
GenkanUrgency    genkan_attention_get_urgency  (GenkanAttention      *self);
const char      *genkan_attention_get_title    (GenkanAttention      *self);
const char      *genkan_attention_get_text     (GenkanAttention      *self);
const char      *genkan_attention_get_action   (GenkanAttention      *self);
GVariant        *genkan_attention_get_target   (GenkanAttention      *self);
gboolean         genkan_attention_equal        (GenkanAttention      *self,
                                                GenkanAttention      *other);
int              genkan_attention_compare      (GenkanAttention      *self,
                                                GenkanAttention      *other);

void             genkan_attention_add_connection (GPtrArray            *attentions,
                                                  GenkanConnectionItem *item,
                                                  const GenkanWaiting  *waiting);

G_END_DECLS
