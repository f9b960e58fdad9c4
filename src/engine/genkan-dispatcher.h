/* genkan-dispatcher.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-run-context.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_DISPATCHER (genkan_dispatcher_get_type ())

/* The scopes of a run: which there are, in what order they run, how many side by side, and what
 * becomes of the run when one of them fails. */
G_DECLARE_FINAL_TYPE (GenkanDispatcher, genkan_dispatcher, GENKAN, DISPATCHER, GObject)

GenkanDispatcher *genkan_dispatcher_new        (GenkanRunContext    *context,
                                                GenkanRunResult     *result);
void              genkan_dispatcher_run_async  (GenkanDispatcher    *self,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
gboolean          genkan_dispatcher_run_finish (GenkanDispatcher    *self,
                                                GAsyncResult        *result,
                                                GError             **error);

G_END_DECLS
