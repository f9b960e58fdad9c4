/* app-wait.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A callback that keeps the result, and the wait for it. */
void          app_keep_result (GObject       *object,
                               GAsyncResult  *result,
                               gpointer       user_data);
GAsyncResult *app_wait        (GAsyncResult **result);

G_END_DECLS
