/* genkan-outlet.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-sink.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_OUTLET (genkan_outlet_get_type ())

/* The way of the rows into the run's sink, and the budget that keeps memory flat: while more
 * bytes are on their way than the budget allows, there is no room, and nobody asks the tool for
 * more. Emits "changed" when a write has ended. */
G_DECLARE_FINAL_TYPE (GenkanOutlet, genkan_outlet, GENKAN, OUTLET, GObject)

GenkanOutlet *genkan_outlet_new       (GenkanSink     *sink,
                                       GCancellable   *cancellable);
void          genkan_outlet_write     (GenkanOutlet   *self,
                                       const char     *record_id,
                                       const char     *sink,
                                       GenkanRowBatch *rows,
                                       GDestroyNotify  written,
                                       gpointer        user_data);
gboolean      genkan_outlet_has_room  (GenkanOutlet   *self);
gboolean      genkan_outlet_is_idle   (GenkanOutlet   *self);
const GError *genkan_outlet_get_error (GenkanOutlet   *self);

G_END_DECLS
