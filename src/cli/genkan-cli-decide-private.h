/* genkan-cli-decide-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A decision about the Records that are chosen, shared by the files that carry it out and tell
 * of it.
 */

#pragma once

#include "genkan-cli-choice.h"

G_BEGIN_DECLS

typedef struct
{
  GenkanCliChoice choice;
  GenkanDecision  decision;
  char           *product;   /* (owned) (nullable) */
  char           *type;      /* (owned) (nullable) */
  char           *minimum;   /* (owned) (nullable) */
  gboolean        each;
  gboolean        all;
  gboolean        json;
  gboolean        dry_run;

  GPtrArray      *records;   /* (owned) (nullable) that the decision is for */
  GHashTable     *labels;    /* (owned) (nullable) of Connections, by id */
  guint           n_matched; /* also those that it is not for */
} GenkanCliDecide;

gboolean _genkan_cli_decide_is_for (const GenkanDecision *decision,
                                    GenkanRecord         *record);
void     _genkan_cli_decide_print  (GenkanCliDecide      *decide,
                                    guint                 n_changed);

G_END_DECLS
