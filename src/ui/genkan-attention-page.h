/* genkan-attention-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-attention-model.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_ATTENTION_PAGE (genkan_attention_page_get_type ())

/**
 * GenkanAttentionPage:
 *
 * What waits for a person over all Connections; each with the one button that leads to its end.
 */
G_DECLARE_FINAL_TYPE (GenkanAttentionPage, genkan_attention_page,
                      GENKAN, ATTENTION_PAGE, GtkWidget)

GtkWidget *genkan_attention_page_new (GenkanAttentionModel *model);

G_END_DECLS
