/* genkan-limiter.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Who may go now: so many a second, and so many at once. A plain calculation on a clock that
 * the caller reads; all times are monotonic microseconds. */
typedef struct
{
  double rate;        /* tokens a second, 0 = no limit */
  guint  burst;       /* tokens that can be saved up, at least 1 */
  guint  concurrency; /* at once, 0 = no limit */
  double tokens;
  gint64 counted;     /* when the tokens were last counted */
  guint  busy;        /* how many are out */
} GenkanBucket;

void   genkan_bucket_init     (GenkanBucket *self,
                               double        rate,
                               guint         burst,
                               guint         concurrency,
                               gint64        now);
gint64 genkan_bucket_ready_at (GenkanBucket *self,
                               gint64        now);
void   genkan_bucket_take     (GenkanBucket *self,
                               gint64        now);
void   genkan_bucket_give     (GenkanBucket *self);

#define GENKAN_BUCKET_LATER G_MAXINT64

#define GENKAN_TYPE_LIMITER (genkan_limiter_get_type ())

/* Lets requests go as a set of buckets allows, first come first served. Belongs to the thread
 * that made it. */
G_DECLARE_FINAL_TYPE (GenkanLimiter, genkan_limiter, GENKAN, LIMITER, GObject)

GenkanLimiter *genkan_limiter_new            (void);
GenkanBucket  *genkan_limiter_get_bucket     (GenkanLimiter        *self,
                                              const char           *key,
                                              double                rate,
                                              guint                 burst,
                                              guint                 concurrency);
void           genkan_limiter_acquire_async  (GenkanLimiter        *self,
                                              GPtrArray            *buckets,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean       genkan_limiter_acquire_finish (GenkanLimiter        *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void           genkan_limiter_release        (GenkanLimiter        *self,
                                              GPtrArray            *buckets);
void           genkan_limiter_pause          (GenkanLimiter        *self,
                                              gint64                until);
guint          genkan_limiter_get_n_waiting  (GenkanLimiter        *self,
                                              gint64               *ret_until);

G_END_DECLS
