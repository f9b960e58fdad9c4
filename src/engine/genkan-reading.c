/* genkan-reading.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two things happen side by side: pieces come in from the network (in the engine's thread), and
 * earlier ones are decoded, cut and mapped (in the worker). Between them is a short queue; when
 * it is full, or the outlet has no room, nothing more is asked for and TCP slows the tool down.
 *
 * However it ends, it ends only when the worker has let go of the mapper; and since the mapper
 * works on the scope's sandbox, it is also freed there.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-fingerprint.h"
#include "genkan-reading.h"

#define QUEUE_BYTES (256 * 1024)
/* More than is shown: what is cut off after redaction must have been redacted whole. */
#define EXCERPT_BYTES 8192

struct _GenkanReading
{
  GObject parent_instance;

  GenkanHttpAnswer *answer;      /* (owned) */
  GenkanInvocation *invocation;  /* (owned) */
  GenkanSandbox    *sandbox;     /* (owned) */
  GenkanWorker     *worker;      /* (owned) */
  GenkanOutlet     *outlet;      /* (owned) */
  GenkanMapper     *mapper;      /* (owned) (nullable) the worker's */
  GenkanRecall     *recall;      /* (owned) (nullable) */
  GTask            *task;        /* (owned) (nullable) while it runs */
  struct _Job      *job;         /* (nullable) at the worker, which owns it */

  GPtrArray        *queue;       /* (owned) (element-type GBytes) received, not mapped */
  gsize             queue_bytes;
  gboolean          receiving;
  gboolean          mapping;
  gboolean          received_all;
  gboolean          mapped_all;
  GError           *error;       /* (owned) (nullable) the first one */

  GenkanVerdict     verdict;
  GenkanRowBatch   *next;        /* (owned) (nullable) */
  guint             n_items;
  GString          *excerpt;     /* (owned) */
  GByteArray       *kept;        /* (owned) (nullable) all of it, for a trace */
  gsize             keep;        /* at most so much */
  GenkanFingerprint fingerprint; /* of what came */
};

G_DEFINE_FINAL_TYPE (GenkanReading, genkan_reading, G_TYPE_OBJECT)

enum
{
  SIGNAL_RECEIVED,
  SIGNAL_MAPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What goes to the worker and comes back. */
typedef struct _Job
{
  GenkanMapper   *mapper;  /* (owned) (nullable) let go in the worker */
  GPtrArray      *pieces;  /* (owned) (element-type GBytes) */
  gboolean        is_last;
  GPtrArray      *mapped;  /* (owned) (nullable) (element-type GenkanMapped) */
  GenkanRowBatch *next;    /* (owned) (nullable) */
  GenkanVerdict   verdict;
  guint           n_items;
} Job;

static void genkan_reading_proceed (GenkanReading *self);

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->mapper);
  g_ptr_array_unref (job->pieces);
  g_clear_pointer (&job->mapped, g_ptr_array_unref);
  g_clear_pointer (&job->next, genkan_row_batch_unref);
  genkan_verdict_clear (&job->verdict);
  g_free (job);
}

static void
end_job (Job *job)
{
  const GenkanVerdict *verdict = genkan_mapper_get_verdict (job->mapper);

  job->verdict.kind = verdict->kind;
  job->verdict.message = g_strdup (verdict->message);
  job->verdict.after = verdict->after;
  job->next = genkan_mapper_take_next (job->mapper);
  job->n_items = genkan_mapper_get_n_items (job->mapper);
}

static gboolean
feed_job (Job     *job,
          GError **error)
{
  for (guint i = 0; i < job->pieces->len; i++)
    {
      gsize length;
      const guint8 *bytes = g_bytes_get_data (g_ptr_array_index (job->pieces, i), &length);

      if (!genkan_mapper_feed (job->mapper, bytes, length, error))
        return FALSE;
    }

  if (job->is_last)
    {
      if (!genkan_mapper_end (job->mapper, error))
        return FALSE;
      end_job (job);
    }

  job->mapped = genkan_mapper_take_mapped (job->mapper);

  return TRUE;
}

/* In the worker. */
static gboolean
do_job (gpointer   data,
        GError   **error)
{
  Job *job = data;
  gboolean done = feed_job (job, error);

  g_clear_object (&job->mapper);

  return done;
}

/* In the worker: lets go of the mapper after all that was to be done with it. */
static gboolean
do_nothing (gpointer   data,
            GError   **error)
{
  g_clear_object ((GenkanMapper **) data);

  return TRUE;
}

static void
genkan_reading_drop_mapper (GenkanReading *self)
{
  GenkanMapper **mapper;

  if (self->mapper == NULL)
    return;

  mapper = g_new (GenkanMapper *, 1);
  *mapper = g_steal_pointer (&self->mapper);
  genkan_worker_run_async (self->worker, do_nothing, mapper, g_free, NULL, NULL);
}

static void
genkan_reading_end (GenkanReading *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_signal_handlers_disconnect_by_data (self->outlet, self);
  genkan_reading_drop_mapper (self);

  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
take_results (GenkanReading *self,
              Job           *job)
{
  if (job->mapped != NULL && job->mapped->len > 0)
    g_signal_emit (self, signals[SIGNAL_MAPPED], 0, job->mapped);

  if (!job->is_last)
    return;

  self->mapped_all = TRUE;
  self->verdict = job->verdict;
  job->verdict.message = NULL;
  self->next = g_steal_pointer (&job->next);
  self->n_items = job->n_items;
}

static void
genkan_reading_mapped_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  g_autoptr (GenkanReading) self = user_data;
  Job *job = g_steal_pointer (&self->job);
  g_autoptr (GError) error = NULL;

  self->mapping = FALSE;
  if (genkan_worker_run_finish (GENKAN_WORKER (source), result, &error))
    take_results (self, job);
  else if (self->error == NULL)
    self->error = g_steal_pointer (&error);

  genkan_reading_proceed (self);
}

static void
genkan_reading_received_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data)
{
  g_autoptr (GenkanReading) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) piece = NULL;
  gsize length;
  const guint8 *bytes;

  self->receiving = FALSE;
  piece = genkan_http_answer_read_finish (GENKAN_HTTP_ANSWER (source), result, &error);
  bytes = piece != NULL ? g_bytes_get_data (piece, &length) : NULL;

  if (piece == NULL)
    {
      if (self->error == NULL)
        self->error = g_steal_pointer (&error);
    }
  else if (length == 0)
    {
      self->received_all = TRUE;
    }
  else
    {
      if (self->excerpt->len < EXCERPT_BYTES)
        g_string_append_len (self->excerpt, (const char *) bytes,
                             MIN (length, EXCERPT_BYTES - self->excerpt->len));
      if (self->kept != NULL && self->kept->len < self->keep)
        g_byte_array_append (self->kept, bytes, MIN (length, self->keep - self->kept->len));
      genkan_fingerprint_update (&self->fingerprint, bytes, length);
      self->queue_bytes += length;
      g_ptr_array_add (self->queue, g_steal_pointer (&piece));
      g_signal_emit (self, signals[SIGNAL_RECEIVED], 0, (guint64) length);
    }

  genkan_reading_proceed (self);
}

static void
genkan_reading_map (GenkanReading *self)
{
  Job *job = g_new0 (Job, 1);

  job->mapper = g_object_ref (self->mapper);
  job->pieces = g_steal_pointer (&self->queue);
  job->is_last = self->received_all;
  self->queue = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->queue_bytes = 0;
  self->mapping = TRUE;
  self->job = job;
  genkan_worker_run_async (self->worker, do_job, job, job_free, genkan_reading_mapped_cb,
                           g_object_ref (self));
}

static void
genkan_reading_receive (GenkanReading *self)
{
  self->receiving = TRUE;
  genkan_http_answer_read_async (self->answer, g_task_get_cancellable (self->task),
                                 genkan_reading_received_cb, g_object_ref (self));
}

/* Does whatever can be done now; called when anything has changed. */
static void
genkan_reading_proceed (GenkanReading *self)
{
  if (self->task == NULL)
    return;

  if (self->error != NULL || self->mapped_all)
    {
      if (!self->receiving && !self->mapping)
        genkan_reading_end (self);
      return;
    }

  if (!self->mapping && (self->queue->len > 0 || self->received_all))
    genkan_reading_map (self);

  if (!self->receiving && !self->received_all && self->queue_bytes < QUEUE_BYTES
      && genkan_outlet_has_room (self->outlet))
    genkan_reading_receive (self);
}

static void
genkan_reading_dispose (GObject *object)
{
  GenkanReading *self = GENKAN_READING (object);

  genkan_reading_drop_mapper (self);

  G_OBJECT_CLASS (genkan_reading_parent_class)->dispose (object);
}

static void
genkan_reading_finalize (GObject *object)
{
  GenkanReading *self = GENKAN_READING (object);

  g_clear_object (&self->answer);
  g_clear_pointer (&self->invocation, genkan_invocation_unref);
  g_clear_object (&self->sandbox);
  g_clear_object (&self->worker);
  g_clear_object (&self->outlet);
  g_clear_pointer (&self->recall, genkan_recall_unref);
  g_ptr_array_unref (self->queue);
  g_clear_error (&self->error);
  genkan_verdict_clear (&self->verdict);
  g_clear_pointer (&self->next, genkan_row_batch_unref);
  g_string_free (self->excerpt, TRUE);
  g_clear_pointer (&self->kept, g_byte_array_unref);

  G_OBJECT_CLASS (genkan_reading_parent_class)->finalize (object);
}

static void
genkan_reading_class_init (GenkanReadingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = genkan_reading_dispose;
  object_class->finalize = genkan_reading_finalize;

  signals[SIGNAL_RECEIVED] = g_signal_new ("received", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_UINT64);
  signals[SIGNAL_MAPPED] = g_signal_new ("mapped", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
genkan_reading_init (GenkanReading *self)
{
  self->queue = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->excerpt = g_string_new (NULL);
  genkan_fingerprint_init (&self->fingerprint, 0);
}

GenkanReading *
genkan_reading_new (GenkanHttpAnswer *answer,
                    GenkanInvocation *invocation,
                    GenkanSandbox    *sandbox,
                    GenkanWorker     *worker,
                    GenkanOutlet     *outlet)
{
  GenkanReading *self = g_object_new (GENKAN_TYPE_READING, NULL);

  self->answer = g_object_ref (answer);
  self->invocation = genkan_invocation_ref (invocation);
  self->sandbox = g_object_ref (sandbox);
  self->worker = g_object_ref (worker);
  self->outlet = g_object_ref (outlet);

  return self;
}

void
genkan_reading_run_async (GenkanReading       *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (GENKAN_IS_READING (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, genkan_reading_run_async);
  self->mapper = genkan_mapper_new (self->sandbox, self->invocation->step,
                                    self->invocation->variables,
                                    genkan_http_answer_get_status (self->answer),
                                    genkan_http_answer_get_headers (self->answer), cancellable);
  if (self->recall != NULL)
    genkan_mapper_set_recall (self->mapper, self->recall);
  g_signal_connect_object (self->outlet, "changed", G_CALLBACK (genkan_reading_proceed), self,
                           G_CONNECT_SWAPPED);
  genkan_reading_proceed (self);
}

/**
 * genkan_reading_run_finish:
 * @self: a reading
 * @result: what the callback got
 * @error: return location for a #GenkanHttpError or #GenkanConnectorError
 *
 * Returns: whether the answer was read to its end; then there is a verdict
 */
gboolean
genkan_reading_run_finish (GenkanReading  *self,
                           GAsyncResult   *result,
                           GError        **error)
{
  g_return_val_if_fail (GENKAN_IS_READING (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const GenkanVerdict *
genkan_reading_get_verdict (GenkanReading *self)
{
  g_return_val_if_fail (GENKAN_IS_READING (self), NULL);

  return &self->verdict;
}

GenkanRowBatch *
genkan_reading_take_next (GenkanReading *self)
{
  g_return_val_if_fail (GENKAN_IS_READING (self), NULL);

  return g_steal_pointer (&self->next);
}

guint
genkan_reading_get_n_items (GenkanReading *self)
{
  g_return_val_if_fail (GENKAN_IS_READING (self), 0);

  return self->n_items;
}

/* The beginning of the answer, as it came. */
const GString *
genkan_reading_get_excerpt (GenkanReading *self)
{
  g_return_val_if_fail (GENKAN_IS_READING (self), NULL);

  return self->excerpt;
}

/* @recall is what is known of the items; before it runs. */
void
genkan_reading_set_recall (GenkanReading *self,
                           GenkanRecall  *recall)
{
  g_return_if_fail (GENKAN_IS_READING (self));
  g_return_if_fail (self->task == NULL);

  g_clear_pointer (&self->recall, genkan_recall_unref);
  self->recall = recall != NULL ? genkan_recall_ref (recall) : NULL;
}

void
genkan_reading_keep (GenkanReading *self,
                     gsize          limit)
{
  g_return_if_fail (GENKAN_IS_READING (self));
  g_return_if_fail (self->task == NULL);

  self->kept = g_byte_array_new ();
  self->keep = limit;
}

/* Returns: (transfer none) (nullable): what was received so far, if it is kept */
GByteArray *
genkan_reading_get_kept (GenkanReading *self)
{
  g_return_val_if_fail (GENKAN_IS_READING (self), NULL);

  return self->kept;
}

/* Of what was received so far. */
char *
genkan_reading_dup_checksum (GenkanReading *self)
{
  g_return_val_if_fail (GENKAN_IS_READING (self), NULL);

  return genkan_fingerprint_dup (&self->fingerprint);
}
