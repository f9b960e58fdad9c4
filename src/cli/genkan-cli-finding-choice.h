/* genkan-cli-finding-choice.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store-findings.h"
#include "genkan-workspace.h"

G_BEGIN_DECLS

/* Which Findings a command is about: what was typed, and what it means. */
typedef struct
{
  char  *label;      /* (owned) (nullable) */
  char  *record;     /* (owned) (nullable) */
  char  *product;    /* (owned) (nullable) */
  char **severities; /* (owned) (nullable) */
  char **states;     /* (owned) (nullable) */
  char  *search;     /* (owned) (nullable) */
  char  *component;  /* (owned) (nullable) */
  char  *cve;        /* (owned) (nullable) */
  int    days;       /* or 0 */
} GenkanCliFindingChoice;

#define GENKAN_CLI_FINDING_ENTRIES(choice) \
  { "connection", 'c', 0, G_OPTION_ARG_STRING, &(choice).label, \
    N_("Only findings of this connection"), N_("LABEL") }, \
  { "record", 0, 0, G_OPTION_ARG_STRING, &(choice).record, \
    N_("Only findings of this record: its id in its tool, or its name"), N_("NAME|ID") }, \
  { "product", 0, 0, G_OPTION_ARG_STRING, &(choice).product, \
    N_("Only findings of this product"), N_("NAME") }, \
  { "severity", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(choice).severities, \
    N_("Only findings of this severity: critical, high, medium, low or info; may be repeated"), N_("SEVERITY") }, \
  { "state", 's', 0, G_OPTION_ARG_STRING_ARRAY, &(choice).states, \
    N_("Only findings in this state: open, closed, false-positive, risk-accepted, out-of-scope or inactive; may be repeated"), N_("STATE") }, \
  { "search", 0, 0, G_OPTION_ARG_STRING, &(choice).search, \
    N_("Only findings with these words in title, component, vulnerability, record or product"), N_("TEXT") }, \
  { "component", 0, 0, G_OPTION_ARG_STRING, &(choice).component, \
    N_("Only findings with these words in the component"), N_("TEXT") }, \
  { "cve", 0, 0, G_OPTION_ARG_STRING, &(choice).cve, \
    N_("Only findings with this among the ids of their vulnerabilities, such as CVE-2021-44228"), N_("ID") }, \
  { "seen-within", 0, 0, G_OPTION_ARG_INT, &(choice).days, \
    N_("Only findings first seen within so many days"), N_("DAYS") }

void       genkan_cli_finding_choice_clear   (GenkanCliFindingChoice *self);
gboolean   genkan_cli_finding_choice_read    (GenkanCliFindingChoice *self,
                                              GenkanFindingQuery     *ret_query);
gboolean   genkan_cli_finding_choice_look_up (GenkanCliFindingChoice *self,
                                              GenkanWorkspace        *workspace,
                                              GenkanFindingQuery     *query);
gint64     genkan_cli_find_record            (GenkanWorkspace        *workspace,
                                              gint64                  connection_id,
                                              const char             *word);

GArray    *genkan_cli_find_records           (GenkanWorkspace        *workspace,
                                              GenkanConnection       *connection,
                                              char                  **words);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanCliFindingChoice, genkan_cli_finding_choice_clear)

G_END_DECLS
