/* genkan-server-check.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-report.h"
#include "genkan-server.h"

G_BEGIN_DECLS

typedef enum
{
  GENKAN_SERVER_MAY_NOT,
  GENKAN_SERVER_MAY_SOMETIMES, /* as the members of a Product or Product Type, or a setting, say */
  GENKAN_SERVER_MAY,
} GenkanServerMay;

#define GENKAN_TYPE_SERVER_CHECK (genkan_server_check_get_type ())

/**
 * GenkanServerCheck:
 * @report: how it went. A good one that carries advice is a warning: not all will work
 * @user: (nullable): in whose name DefectDojo was asked; %NULL if the report is not good
 * @version: (nullable): its version, if it says it
 * @n_products: how many Products the user sees
 * @token_expiry: when the key ends, in microseconds since 1970 (UTC), or 0
 * @create_types: whether the user may create Product Types
 * @create_products: whether the user may create Products
 * @import: whether the user may import Findings
 *
 * What came of a test of the DefectDojo server. Owned.
 */
typedef struct
{
  GenkanReport    *report;
  char            *user;
  char            *version;
  gint64           n_products;
  gint64           token_expiry;
  GenkanServerMay  create_types;
  GenkanServerMay  create_products;
  GenkanServerMay  import;
} GenkanServerCheck;

GType              genkan_server_check_get_type    (void) G_GNUC_CONST;
GenkanServerCheck *genkan_server_check_copy        (const GenkanServerCheck *self);
void               genkan_server_check_free        (GenkanServerCheck       *self);
char              *genkan_server_dup_expiry_words  (gint64                   token_expiry,
                                                    gint64                   now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanServerCheck, genkan_server_check_free)

G_END_DECLS
