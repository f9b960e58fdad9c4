/* genkan-outlet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-outlet.h"

/* Enough to keep a writer busy while the next answer comes in. */
#define BUDGET (8 * 1024 * 1024)

struct _GenkanOutlet
{
  GObject parent_instance;

  GenkanSink   *sink;        /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gsize         n_bytes;     /* on their way */
  guint         n_writes;    /* on their way */
  GError       *error;       /* (owned) (nullable) the first one */
};

G_DEFINE_FINAL_TYPE (GenkanOutlet, genkan_outlet, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  GenkanOutlet   *self; /* (owned) */
  gsize           size;
  GDestroyNotify  written; /* (nullable) */
  gpointer        user_data;
} Write;

static void
genkan_outlet_written_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  Write *write = user_data;
  g_autoptr (GenkanOutlet) self = write->self;
  g_autoptr (GError) error = NULL;

  self->n_bytes -= write->size;
  self->n_writes--;
  if (!genkan_sink_write_finish (GENKAN_SINK (source), result, &error) && self->error == NULL)
    self->error = g_steal_pointer (&error);

  if (write->written != NULL)
    write->written (write->user_data);
  g_free (write);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
genkan_outlet_finalize (GObject *object)
{
  GenkanOutlet *self = GENKAN_OUTLET (object);

  g_clear_object (&self->sink);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (genkan_outlet_parent_class)->finalize (object);
}

static void
genkan_outlet_class_init (GenkanOutletClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_outlet_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
genkan_outlet_init (GenkanOutlet *self)
{
}

GenkanOutlet *
genkan_outlet_new (GenkanSink   *sink,
                   GCancellable *cancellable)
{
  GenkanOutlet *self = g_object_new (GENKAN_TYPE_OUTLET, NULL);

  self->sink = g_object_ref (sink);
  self->cancellable = g_object_ref (cancellable);

  return self;
}

/**
 * genkan_outlet_write:
 * @self: an outlet
 * @record_id: (nullable): whose rows they are
 * @sink: the connector's sink
 * @rows: the rows
 * @written: (nullable): called once, when they are safe or will never be
 * @user_data: for @written
 *
 * Sends rows on their way; how it went shows later.
 */
void
genkan_outlet_write (GenkanOutlet   *self,
                     const char     *record_id,
                     const char     *sink,
                     GenkanRowBatch *rows,
                     GDestroyNotify  written,
                     gpointer        user_data)
{
  Write *write;

  g_return_if_fail (GENKAN_IS_OUTLET (self));

  write = g_new0 (Write, 1);
  write->self = g_object_ref (self);
  write->size = genkan_row_batch_get_size (rows);
  write->written = written;
  write->user_data = user_data;
  self->n_bytes += write->size;
  self->n_writes++;
  genkan_sink_write_async (self->sink, record_id, sink, rows, self->cancellable,
                           genkan_outlet_written_cb, write);
}

gboolean
genkan_outlet_has_room (GenkanOutlet *self)
{
  g_return_val_if_fail (GENKAN_IS_OUTLET (self), FALSE);

  return self->n_bytes < BUDGET;
}

gboolean
genkan_outlet_is_idle (GenkanOutlet *self)
{
  g_return_val_if_fail (GENKAN_IS_OUTLET (self), FALSE);

  return self->n_writes == 0;
}

/* The error of the first write that failed, or NULL. */
const GError *
genkan_outlet_get_error (GenkanOutlet *self)
{
  g_return_val_if_fail (GENKAN_IS_OUTLET (self), NULL);

  return self->error;
}
