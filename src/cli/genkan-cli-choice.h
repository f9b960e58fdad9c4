/* genkan-cli-choice.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store-records.h"
#include "genkan-workspace.h"

G_BEGIN_DECLS

/* Which Records a command is about: what was typed, and what it means. */
typedef struct
{
  char          *label;      /* (owned) (nullable) */
  char         **vendor_ids; /* (owned) (nullable) */
  char          *name;       /* (owned) (nullable) */
  char         **states;     /* (owned) (nullable) */
  char          *search;     /* (owned) (nullable) */

  GenkanPattern *pattern;    /* (owned) (nullable) */
  guint          state_bits;
} GenkanCliChoice;

#define GENKAN_CLI_CHOICE_ENTRIES(choice) \
  { "connection", 'c', 0, G_OPTION_ARG_STRING, &(choice).label, \
    N_("Only records of this connection"), N_("LABEL") }, \
  { "id", 'i', 0, G_OPTION_ARG_STRING_ARRAY, &(choice).vendor_ids, \
    N_("Only the record that has this id in its tool; may be repeated"), N_("ID") }, \
  { "name", 'n', 0, G_OPTION_ARG_STRING, &(choice).name, \
    N_("Only records with such a name: a text with * and ?, or a regular expression between slashes"), N_("PATTERN") }, \
  { "state", 's', 0, G_OPTION_ARG_STRING_ARRAY, &(choice).states, \
    N_("Only records in this state: new, good, ignored, stale or missing; may be repeated"), N_("STATE") }, \
  { "search", 0, 0, G_OPTION_ARG_STRING, &(choice).search, \
    N_("Only records with these words in name, parent, kind, id or product"), N_("TEXT") }

void              genkan_cli_choice_clear       (GenkanCliChoice    *self);
gboolean          genkan_cli_choice_read        (GenkanCliChoice    *self,
                                                 int                 argc,
                                                 char              **argv);
gboolean          genkan_cli_choice_is_empty    (GenkanCliChoice    *self);
gboolean          genkan_cli_choice_look_up     (GenkanCliChoice    *self,
                                                 GenkanWorkspace    *workspace,
                                                 GenkanRecordFilter *ret_filter);

/* Connections by their ids; a GHashTable of gint64 to labels. */
GHashTable       *genkan_cli_list_labels        (GenkanWorkspace    *workspace,
                                                 GError            **error);
const char       *genkan_cli_get_label          (GHashTable         *labels,
                                                 GenkanRecord       *record);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanCliChoice, genkan_cli_choice_clear)

G_END_DECLS
