/* genkan-finding-terms.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the store: which Findings are meant, as terms of a WHERE over `findings AS f` with
 * `records AS r`. A copy of the query, with its texts folded.
 */

#pragma once

#include "genkan-database.h"
#include "genkan-store-findings.h"

G_BEGIN_DECLS

typedef struct
{
  GenkanFindingQuery   which;         /* its texts are %NULL; those below stand for them */
  char                *unique_id;     /* (owned) (nullable) */
  char               **words;         /* (owned) (nullable) */
  char               **component;     /* (owned) (nullable) */
  char               **vulnerability; /* (owned) (nullable) */
} GenkanFindingTerms;

void genkan_finding_terms_init   (GenkanFindingTerms       *self,
                                  const GenkanFindingQuery *query);
void genkan_finding_terms_copy   (const GenkanFindingTerms *self,
                                  GenkanFindingTerms       *ret_copy);
void genkan_finding_terms_clear  (GenkanFindingTerms       *self);
void genkan_finding_terms_append (const GenkanFindingTerms *self,
                                  GString                  *sql);

/* The statement borrows the texts. */
void genkan_finding_terms_bind   (const GenkanFindingTerms *self,
                                  GenkanStatement          *statement);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanFindingTerms, genkan_finding_terms_clear)

G_END_DECLS
