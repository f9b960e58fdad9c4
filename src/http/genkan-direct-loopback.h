/* genkan-direct-loopback.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_DIRECT_LOOPBACK (genkan_direct_loopback_get_type ())

/* The system's proxy resolver, but for this machine: what runs here is asked directly, whatever
 * the proxy settings have forgotten to exclude. */
G_DECLARE_FINAL_TYPE (GenkanDirectLoopback, genkan_direct_loopback, GENKAN, DIRECT_LOOPBACK, GObject)

GProxyResolver *genkan_direct_loopback_new (void);

G_END_DECLS
