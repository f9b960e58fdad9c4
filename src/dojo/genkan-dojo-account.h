/* genkan-dojo-account.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* DefectDojo's version as a number that can be compared; 0 is unknown, and older than all. */
#define GENKAN_DOJO_VERSION(major, minor) (((guint) (major) << 16) | (guint) (minor))

/* A token that lasts for fewer days than these is worth a word. */
#define GENKAN_DOJO_EXPIRY_DAYS 14

typedef enum
{
  GENKAN_DOJO_MAY_NOT,
  GENKAN_DOJO_MAY_SOMETIMES, /* as the Product's or Product Type's members, or a setting, say */
  GENKAN_DOJO_MAY,
} GenkanDojoPermission;

#define GENKAN_TYPE_DOJO_ACCOUNT (genkan_dojo_account_get_type ())

/**
 * GenkanDojoAccount:
 * @user: the name by which the user logs in
 * @version_text: (nullable): the server's version, if it says it
 * @version: the same as #GENKAN_DOJO_VERSION
 * @token_expiry: when the token ends, in microseconds since 1970 (UTC), or 0 if it does not
 * @n_products: how many Products the user sees
 * @is_superuser: may do everything
 * @is_staff: has the staff status, which in 3.x makes one see everything
 * @sees_all: what this user does not see is not there
 * @create_types: whether the user may create Product Types
 * @create_products: whether the user may create Products
 * @import: whether the user may import Findings
 *
 * In whose name we ask, and what that user may do.
 */
typedef struct
{
  char                 *user;
  char                 *version_text;
  guint                 version;
  gint64                token_expiry;
  gint64                n_products;
  gboolean              is_superuser;
  gboolean              is_staff;
  gboolean              sees_all;
  GenkanDojoPermission  create_types;
  GenkanDojoPermission  create_products;
  GenkanDojoPermission  import;
} GenkanDojoAccount;

GType              genkan_dojo_account_get_type      (void) G_GNUC_CONST;
GenkanDojoAccount *genkan_dojo_account_new           (JsonObject              *profile);
GenkanDojoAccount *genkan_dojo_account_copy          (const GenkanDojoAccount *self);
void               genkan_dojo_account_free          (GenkanDojoAccount       *self);
gboolean           genkan_dojo_account_expires_soon  (const GenkanDojoAccount *self,
                                                      gint64                   now,
                                                      guint                   *ret_days);
guint              genkan_dojo_version_parse         (const char              *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanDojoAccount, genkan_dojo_account_free)

G_END_DECLS
