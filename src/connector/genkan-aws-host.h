/* genkan-aws-host.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean genkan_aws_host_parse (const char  *host,
                                char       **ret_service,
                                char       **ret_region);

G_END_DECLS
