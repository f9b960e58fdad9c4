/* genkan-aside.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GenkanAside:
 * @context: the thread's main context
 * @cancellable: for what is asked in it; cancelled in this thread, as libsoup wants it
 *
 * A thread of GTask's pool that asks one thing after the other and waits for each.
 */
typedef struct
{
  GMainContext *context;
  GCancellable *cancellable;

  /*< private >*/
  GCancellable *outer;
  gulong        outer_id;
  GSource      *wake;
  GAsyncResult *result;
} GenkanAside;

void          genkan_aside_begin   (GenkanAside  *self,
                                    GCancellable *cancellable);
void          genkan_aside_end     (GenkanAside  *self);
void          genkan_aside_keep_cb (GObject      *object,
                                    GAsyncResult *result,
                                    gpointer      user_data);
GAsyncResult *genkan_aside_wait    (GenkanAside  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanAside, genkan_aside_end)

G_END_DECLS
