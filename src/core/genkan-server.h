/* genkan-server.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The Engagement of a Product in which all Tests stand, if nothing else is wanted. */
#define GENKAN_SERVER_ENGAGEMENT "Global Connectors"

#define GENKAN_TYPE_SERVER (genkan_server_get_type ())

/**
 * GenkanServer:
 * @url: (nullable): its address, as a person typed it; %NULL if there is no server
 * @ca_file: (nullable): a PEM file with the certificates to trust, instead of the system's
 * @allow_plain: whether http:// is allowed to other machines than this one
 * @engagement: (nullable): the template of the Engagement's name, with `{product}` and `{tool}`;
 *   %NULL for #GENKAN_SERVER_ENGAGEMENT
 * @secret_id: (nullable): the name under which the Secret Service holds its token
 * @user: (nullable): in whose name it was last asked
 * @version: (nullable): its version, as it said last
 * @token_expiry: when its token ends, in microseconds since 1970 (UTC), or 0
 * @checked: when it was last asked for all that, in microseconds since 1970 (UTC), or 0
 * @version_read: the same, of its version alone
 * @n_products: how many Products it had when they were last listed
 * @listed: when that was, in microseconds since 1970 (UTC), or 0
 *
 * The DefectDojo server, without its token. Texts are owned.
 */
typedef struct
{
  char     *url;
  char     *ca_file;
  gboolean  allow_plain;
  char     *engagement;
  char     *secret_id;
  char     *user;
  char     *version;
  gint64    token_expiry;
  gint64    checked;
  gint64    version_read;
  gint64    n_products;
  gint64    listed;
} GenkanServer;

GType         genkan_server_get_type (void) G_GNUC_CONST;
GenkanServer *genkan_server_new      (void);
GenkanServer *genkan_server_copy     (const GenkanServer *self);
void          genkan_server_free     (GenkanServer       *self);
gboolean      genkan_server_is_set   (const GenkanServer *self);
gboolean      genkan_server_is_same  (const GenkanServer *self,
                                      const GenkanServer *other);
const char   *genkan_server_get_fresh_version (const GenkanServer *self,
                                      gint64              now);
char         *genkan_server_dup_page (const GenkanServer *self,
                                      const char         *kind,
                                      gint64              id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanServer, genkan_server_free)

G_END_DECLS
