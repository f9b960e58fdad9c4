/* genkan-finding-terms.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the store: which Findings are meant, as terms of a WHERE over `findings AS f` with
 * `records AS r`.
 */

#pragma once

#include "genkan-database.h"
#include "genkan-store-findings.h"

G_BEGIN_DECLS

/* @words: (nullable) folded; they stand for the query's own search */
void genkan_finding_terms_append (const GenkanFindingQuery  *query,
                                  char                     **words,
                                  GString                   *sql);
void genkan_finding_terms_bind   (const GenkanFindingQuery  *query,
                                  char                     **words,
                                  GenkanStatement           *statement);

G_END_DECLS
