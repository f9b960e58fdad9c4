/* genkan-delivery-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the delivery: what its parts share. All of it belongs to the delivery's thread.
 *
 *   genkan-delivery          the thread, and the order of things
 *   genkan-delivery-stale    what is gone in DefectDojo
 *   genkan-delivery-account  who we are there
 *   genkan-delivery-place    where a Record belongs: Product Type, Product, Engagement
 *   genkan-delivery-record   the Findings of one Record
 *   genkan-delivery-assets   Products that are kept in step, instead of all that
 */

#pragma once

#include "genkan-delivery.h"
#include "genkan-dojo.h"
#include "genkan-dojo-object.h"
#include "genkan-store-delivery.h"

G_BEGIN_DECLS

typedef struct
{
  GenkanStore           *store;       /* (owned) */
  GenkanServerAccess    *access;      /* (owned) */
  GenkanRetryPolicy      retry;
  gboolean               has_retry;
  guint                  settle_time;
  char                  *tool;        /* (owned) */
  char                  *connector;   /* (owned) */
  char                  *host;        /* (owned) (nullable) */
  char                  *label;       /* (owned) */
  gint64                 operation_id;
  GenkanProgress        *progress;    /* (owned) (nullable) */
  GCancellable          *cancellable; /* (owned) (nullable) */

  GenkanDojo            *dojo;        /* (owned) (nullable) once the thread runs */
  guint                  version;     /* the server's #GENKAN_DOJO_VERSION */
  gboolean               has_answered; /* it is DefectDojo that answers there */
  GHashTable            *places;      /* (owned) of our Product to where it is there */
  GHashTable            *types;       /* (owned) (nullable) of names to Product Types there */
  gboolean               assets;      /* Products instead of Findings */
  GError                *fatal;       /* (owned) (nullable) why nothing more will be taken */
  GError                *reason;      /* (owned) (nullable) of the first that was refused */
  GenkanDeliverySummary  summary;
} GenkanDelivery;

/* Every Product needs a Product Type there; this one comes with each new DefectDojo. */
#define GENKAN_DELIVERY_DEFAULT_TYPE "Research and Development"

/* Asking and waiting: runs this thread's context until the answer is there. */
void          genkan_delivery_keep_cb      (GObject                    *object,
                                            GAsyncResult               *result,
                                            gpointer                    user_data);
GAsyncResult *genkan_delivery_wait         (GAsyncResult              **result);

/* Writing in the store from within an answer of the server's: its own context, so that no other
 * answer comes in between. */
typedef void (*GenkanDeliveryWriteFunc)    (GenkanStore                *store,
                                            gpointer                    data,
                                            GAsyncReadyCallback         callback,
                                            gpointer                    user_data);
gboolean      genkan_delivery_write        (GenkanDelivery             *self,
                                            GenkanDeliveryWriteFunc     func,
                                            gpointer                    data,
                                            GError                    **error);
gboolean      genkan_delivery_note         (GenkanDelivery             *self,
                                            const GenkanDeliveryNote   *note,
                                            GError                    **error);

/* Returns: the Engagement, or 0 with an error; *ret_product is the server's Product. */
gboolean      genkan_delivery_find_place   (GenkanDelivery             *self,
                                            const GenkanDeliveryTarget *target,
                                            gint64                     *ret_product,
                                            gint64                     *ret_engagement,
                                            GError                    **error);
GenkanDojoObject *genkan_delivery_ensure_type (GenkanDelivery          *self,
                                            const char                 *name,
                                            GError                    **error);
gboolean      genkan_delivery_is_renamed   (const GenkanDeliveryTarget *target);
gboolean      genkan_delivery_send_record  (GenkanDelivery             *self,
                                            const GenkanDeliveryTarget *target,
                                            GenkanDeliveryNote         *note,
                                            GArray                     *sent,
                                            GError                    **error);
char         *genkan_delivery_make_mark    (GenkanDelivery             *self,
                                            const GenkanDeliveryTarget *target);

gboolean      genkan_delivery_open         (GenkanDelivery             *self,
                                            GError                    **error);
gboolean      genkan_delivery_find_stale   (GenkanDelivery             *self,
                                            GPtrArray                  *targets,
                                            GError                    **error);
gboolean      genkan_delivery_check_account (GenkanDelivery            *self,
                                            GError                    **error);
void          genkan_delivery_note_expired (GenkanDelivery             *self);
void          genkan_delivery_doubt_version (GenkanDelivery            *self,
                                             const GError               *reason);
GArray       *genkan_delivery_find_missing (GenkanDelivery             *self,
                                            GenkanDojoKind              kind,
                                            GHashTable                 *ids,
                                            GError                    **error);
gboolean      genkan_delivery_contains     (GArray                     *ids,
                                            gint64                      id);
void          genkan_delivery_count_refused (GenkanDelivery            *self,
                                             const GError               *reason);
gboolean      genkan_delivery_run_assets   (GenkanDelivery             *self,
                                            GError                    **error);

G_END_DECLS
