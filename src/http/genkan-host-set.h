/* genkan-host-set.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_HOST_SET (genkan_host_set_get_type ())

/* The hosts that may be asked, and thereby given credentials. Reference counted; once it has
 * been given to anybody else it is only read. */
typedef struct _GenkanHostSet GenkanHostSet;

GType          genkan_host_set_get_type        (void) G_GNUC_CONST;
GenkanHostSet *genkan_host_set_new             (void);
GenkanHostSet *genkan_host_set_ref             (GenkanHostSet  *self);
void           genkan_host_set_unref           (GenkanHostSet  *self);
void           genkan_host_set_set_allow_plain (GenkanHostSet  *self,
                                                gboolean        allow);
gboolean       genkan_host_set_add             (GenkanHostSet  *self,
                                                const char     *host,
                                                GError        **error);
gboolean       genkan_host_set_check           (GenkanHostSet  *self,
                                                GUri           *uri,
                                                GError        **error);
gboolean       genkan_host_is_loopback         (const char     *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanHostSet, genkan_host_set_unref)

G_END_DECLS
