/* genkan-store-delivery.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-enums.h"
#include "genkan-store.h"

G_BEGIN_DECLS

/**
 * GenkanDeliveryTarget:
 * @record_id: the Record
 * @vendor_id: the tool's id of it
 * @name: its name
 * @extra: (nullable): what the connector file keeps of it, as JSON
 * @product_id: the Product that it is mapped to
 * @product: the Product's name
 * @product_type: (nullable): the Product Type's name
 * @dojo_product: the server's number of the Product, or 0 if that is not known
 * @dojo_product_name: (nullable): the Product's name there, when we last looked
 * @dojo_product_type: the number of the Product's type there, when we last looked, or 0
 * @dojo_type: the server's number of the Product Type, or 0 if that is not known
 * @engagement_id: the Engagement of its Test, or 0
 * @test_id: its Test, or 0 if there is none yet
 * @kind: (nullable): of what kind the Test was said to be
 * @prefix: (nullable): what went before the ids of its Findings
 * @was_moved: its Test is in the Product that it was mapped to before
 * @is_complete: the Sync has read all of it, and closed all that is gone
 * @n_pending: Findings of which the server does not know what it should
 *
 * A Record whose Findings belong to DefectDojo. Texts are owned by the array that holds it.
 */
typedef struct
{
  gint64    record_id;
  char     *vendor_id;
  char     *name;
  char     *extra;
  gint64    product_id;
  char     *product;
  char     *product_type;
  gint64    dojo_product;
  char     *dojo_product_name;
  gint64    dojo_product_type;
  gint64    dojo_type;
  gint64    engagement_id;
  gint64    test_id;
  char     *kind;
  char     *prefix;
  gboolean  was_moved;
  gboolean  is_complete;
  guint     n_pending;
} GenkanDeliveryTarget;

/**
 * GenkanDeliveryItem:
 * @finding_id: the Finding
 * @state: open, or why not
 * @checksum: of its fields
 * @fields: a JSON object: the columns as Generic Findings Import has them
 * @identity: (nullable): by which the server knows it, if it was ever sent
 * @is_absent: the server has it not, though it has an identity
 * @sent: (nullable): the fields as they were sent last; %NULL if that is not known
 * @sent_state: the state that was sent last
 *
 * A Finding of such a Record. Texts are borrowed.
 */
typedef struct
{
  gint64              finding_id;
  GenkanFindingState  state;
  gint64              checksum;
  const char         *fields;
  const char         *identity;
  gboolean            is_absent;
  const char         *sent;
  GenkanFindingState  sent_state;
} GenkanDeliveryItem;

typedef gboolean (*GenkanDeliveryFunc) (const GenkanDeliveryItem *item, gpointer user_data);

GPtrArray *genkan_store_list_deliveries       (GenkanStore                  *self,
                                               gint64                        operation_id,
                                               GError                      **error);
gboolean   genkan_store_foreach_delivery      (GenkanStore                  *self,
                                               gint64                        record_id,
                                               GenkanDeliveryFunc            func,
                                               gpointer                      user_data,
                                               GError                      **error);

/**
 * GenkanDeliveryPin:
 * @finding_id: a Finding
 * @identity: by which the server is to know it
 */
typedef struct
{
  gint64      finding_id;
  const char *identity;
} GenkanDeliveryPin;

/* Before they are sent: from now on it is in doubt what the server has of them. */
void       genkan_store_pin_findings_async    (GenkanStore                  *self,
                                               const GenkanDeliveryPin      *pins,
                                               gsize                         n_pins,
                                               GCancellable                 *cancellable,
                                               GAsyncReadyCallback           callback,
                                               gpointer                      user_data);

/**
 * GenkanDeliveryTest:
 * @record_id: a Record
 * @product_id: the Product that it is mapped to
 * @engagement_id: the Engagement of its Test
 * @test_id: its Test; 0: it has none (any more)
 * @kind: of what kind the Test was said to be
 * @prefix: what goes before the ids of its Findings
 */
typedef struct
{
  gint64      record_id;
  gint64      product_id;
  gint64      engagement_id;
  gint64      test_id;
  const char *kind;
  const char *prefix;
} GenkanDeliveryTest;

/* A Record without a Test has had nothing sent. */
void       genkan_store_note_test_async       (GenkanStore                  *self,
                                               const GenkanDeliveryTest     *test,
                                               GCancellable                 *cancellable,
                                               GAsyncReadyCallback           callback,
                                               gpointer                      user_data);

/**
 * GenkanDeliveryProduct:
 * @product_id: a Product
 * @dojo_id: the server's number for it
 * @dojo_name: its name there
 * @dojo_type: the server's number for its Product Type
 * @type: the Product Type's name there
 */
typedef struct
{
  gint64      product_id;
  gint64      dojo_id;
  const char *dojo_name;
  gint64      dojo_type;
  const char *type;
} GenkanDeliveryProduct;

void       genkan_store_link_product_async    (GenkanStore                  *self,
                                               const GenkanDeliveryProduct  *product,
                                               GCancellable                 *cancellable,
                                               GAsyncReadyCallback           callback,
                                               gpointer                      user_data);

/**
 * GenkanDeliverySent:
 * @finding_id: a Finding
 * @checksum: of the fields that were sent
 * @state: the state that was sent
 */
typedef struct
{
  gint64             finding_id;
  gint64             checksum;
  GenkanFindingState state;
} GenkanDeliverySent;

/**
 * GenkanDeliveryNote:
 * @record_id: a Record
 * @outcome: what became of its delivery
 * @n_created: Findings that the server did not have
 * @n_updated: Findings that were brought up to date there
 * @n_mitigated: Findings that were closed there
 * @n_reactivated: Findings that were opened again there
 * @test_id: its Test, or 0
 * @message: (nullable): why it was not delivered; without secrets
 * @details: (nullable): as text to copy; without secrets
 * @sent: (nullable) (array length=n_sent): what the server knows now
 * @n_sent: how many
 * @product_is_gone: the Product is no longer there, not only the Test
 * @was_not_taken: it was refused for sure: what is in doubt of the Record was not taken
 */
typedef struct
{
  gint64                    record_id;
  GenkanDeliveryOutcome     outcome;
  guint                     n_created;
  guint                     n_updated;
  guint                     n_mitigated;
  guint                     n_reactivated;
  gint64                    test_id;
  const char               *message;
  const char               *details;
  const GenkanDeliverySent *sent;
  gsize                     n_sent;
  gboolean                  product_is_gone;
  gboolean                  was_not_taken;
} GenkanDeliveryNote;

/* Into the result of a Sync. A Record that is Stale becomes so. */
void       genkan_store_note_delivery_async   (GenkanStore                  *self,
                                               gint64                        operation_id,
                                               const GenkanDeliveryNote     *note,
                                               GCancellable                 *cancellable,
                                               GAsyncReadyCallback           callback,
                                               gpointer                      user_data);

/* For all that write. */
gboolean   genkan_store_delivery_finish       (GenkanStore                  *self,
                                               GAsyncResult                 *result,
                                               GError                      **error);

G_END_DECLS
