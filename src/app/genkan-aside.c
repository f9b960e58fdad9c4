/* genkan-aside.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The client of DefectDojo is asynchronous and belongs to one thread, and its answers can be
 * large. So it lives in a thread of its own, where one question after the other is easiest to
 * read when each is waited for.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-aside.h"

static gboolean
genkan_aside_cancelled_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

/* In the thread of the Cancel. */
static void
genkan_aside_wake_cb (GCancellable *cancellable,
                      gpointer      user_data)
{
  g_source_set_ready_time (user_data, 0);
}

/**
 * genkan_aside_begin:
 * @self: uninitialized
 * @cancellable: (nullable): cancelled in whichever thread
 *
 * Gives this thread a main context, until genkan_aside_end().
 */
void
genkan_aside_begin (GenkanAside  *self,
                    GCancellable *cancellable)
{
  *self = (GenkanAside) { .context = g_main_context_new (), .cancellable = g_cancellable_new () };
  g_main_context_push_thread_default (self->context);
  if (cancellable == NULL)
    return;

  /* Not by a g_cancellable_source_new(): GLib 2.74 leaks it when one thread lets go of it while
   * another one cancels. */
  self->wake = g_timeout_source_new (0);
  g_source_set_ready_time (self->wake, -1);
  g_source_set_callback (self->wake, genkan_aside_cancelled_cb,
                         g_object_ref (self->cancellable), g_object_unref);
  g_source_attach (self->wake, self->context);
  self->outer = g_object_ref (cancellable);
  self->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (genkan_aside_wake_cb),
                                          g_source_ref (self->wake),
                                          (GDestroyNotify) g_source_unref);
}

/**
 * genkan_aside_end:
 * @self: after the last wait; whatever lived in its context is gone
 *
 * Takes the context away again.
 */
void
genkan_aside_end (GenkanAside *self)
{
  if (self->outer != NULL)
    {
      g_cancellable_disconnect (self->outer, self->outer_id);
      g_source_destroy (self->wake);
      g_clear_pointer (&self->wake, g_source_unref);
      g_clear_object (&self->outer);
    }

  /* Connections that close have something left to do. */
  while (g_main_context_iteration (self->context, FALSE))
    continue;

  g_main_context_pop_thread_default (self->context);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->result);
}

/* For what is asked, with the #GenkanAside as its data. */
void
genkan_aside_keep_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  GenkanAside *self = user_data;

  g_assert (self->result == NULL);

  self->result = g_object_ref (result);
}

/**
 * genkan_aside_wait:
 * @self: of this thread
 *
 * Waits for the answer to what was asked with genkan_aside_keep_cb().
 *
 * Returns: (transfer full): the answer
 */
GAsyncResult *
genkan_aside_wait (GenkanAside *self)
{
  while (self->result == NULL)
    g_main_context_iteration (self->context, TRUE);

  return g_steal_pointer (&self->result);
}
