/* genkan-attention-model.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connection-model.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_ATTENTION_MODEL (genkan_attention_model_get_type ())

/**
 * GenkanAttentionModel:
 *
 * A list model of #GenkanAttention: what waits for a person over all Connections, the worst first.
 */
G_DECLARE_FINAL_TYPE (GenkanAttentionModel, genkan_attention_model,
                      GENKAN, ATTENTION_MODEL, GObject)

GenkanAttentionModel *genkan_attention_model_new (GenkanStore           *store,
                                                  GenkanConnectionModel *connections);

G_END_DECLS
