/* genkan-store-delivery-notes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a delivery writes down, in the order in which it must survive: identities before anything
 * is sent, the Test as soon as it is known, and what the server knows now at the end.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-delivery.h"
#include "genkan-store-private.h"

/* Takes the data. */
static void
write_note (GenkanStore         *self,
            gpointer             source_tag,
            GenkanWriteFunc      func,
            gpointer             data,
            GDestroyNotify       destroy,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, data, destroy);
  genkan_store_write (self, task, GENKAN_WRITE_MAIN, func, NULL);
}

/**
 * genkan_store_delivery_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether it is kept
 */
gboolean
genkan_store_delivery_finish (GenkanStore   *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- identities --- */

static void
pin_clear (gpointer data)
{
  g_free ((char *) ((GenkanDeliveryPin *) data)->identity);
}

static gboolean
pin_findings (GenkanStore     *self,
              GenkanDatabase  *db,
              gpointer         data,
              GError         **error)
{
  GArray *pins = data;
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "INSERT INTO deliveries (finding_id, in_doubt, identity) "
    "SELECT id, 1, ?2 FROM findings WHERE id = ?1 "
    "ON CONFLICT DO UPDATE SET identity = excluded.identity, in_doubt = 1", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < pins->len; i++)
    {
      GenkanDeliveryPin *pin = &g_array_index (pins, GenkanDeliveryPin, i);

      genkan_statement_bind_int64 (statement, 0, pin->finding_id);
      genkan_statement_bind_text (statement, 1, pin->identity);
      if (!genkan_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * genkan_store_pin_findings_async:
 * @self: a store
 * @pins: (array length=n_pins): which Findings; copied
 * @n_pins: how many
 *
 * Writes down with which identities Findings are going to be sent.
 */
void
genkan_store_pin_findings_async (GenkanStore             *self,
                                 const GenkanDeliveryPin *pins,
                                 gsize                    n_pins,
                                 GCancellable            *cancellable,
                                 GAsyncReadyCallback      callback,
                                 gpointer                 user_data)
{
  GArray *copies;

  g_return_if_fail (GENKAN_IS_STORE (self));

  copies = g_array_sized_new (FALSE, FALSE, sizeof (GenkanDeliveryPin), n_pins);
  g_array_set_clear_func (copies, pin_clear);
  for (gsize i = 0; i < n_pins; i++)
    {
      GenkanDeliveryPin pin = { pins[i].finding_id, g_strdup (pins[i].identity) };

      g_array_append_val (copies, pin);
    }

  write_note (self, genkan_store_pin_findings_async, pin_findings, copies,
              (GDestroyNotify) g_array_unref, cancellable, callback, user_data);
}

/* --- the Test --- */

static void
test_free (gpointer data)
{
  GenkanDeliveryTest *test = data;

  g_free ((char *) test->kind);
  g_free ((char *) test->prefix);
  g_free (test);
}

/* What is known of the Findings is known of the Test in which they were. */
static const char forget_sent[] =
  "UPDATE deliveries SET in_doubt = 0, sent_checksum = NULL, sent_state = NULL, sent = NULL "
  "WHERE finding_id IN (SELECT id FROM findings WHERE record_id = ?1)";

static gboolean
forget_test (GenkanDatabase  *db,
             gint64           record_id,
             GError         **error)
{
  return genkan_database_run (db, forget_sent, record_id, 0, error) &&
         genkan_database_run (db, "DELETE FROM record_tests WHERE record_id = ?1", record_id, 0,
                              error);
}

static gboolean
write_test (GenkanDatabase            *db,
            const GenkanDeliveryTest  *test,
            GError                   **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "INSERT OR REPLACE INTO record_tests VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, test->record_id);
  genkan_statement_bind_int64 (statement, 1, test->product_id);
  genkan_statement_bind_int64 (statement, 2, test->engagement_id);
  genkan_statement_bind_int64 (statement, 3, test->test_id);
  genkan_statement_bind_text (statement, 4, test->kind);
  genkan_statement_bind_text (statement, 5, test->prefix);

  return genkan_statement_run (statement, error);
}

static gboolean
note_test (GenkanStore     *self,
           GenkanDatabase  *db,
           gpointer         data,
           GError         **error)
{
  GenkanDeliveryTest *test = data;

  return test->test_id > 0 ? write_test (db, test, error)
                           : forget_test (db, test->record_id, error);
}

/**
 * genkan_store_note_test_async:
 * @self: a store
 * @test: the Test; copied
 *
 * Writes down which Test is a Record's.
 */
void
genkan_store_note_test_async (GenkanStore              *self,
                              const GenkanDeliveryTest *test,
                              GCancellable             *cancellable,
                              GAsyncReadyCallback       callback,
                              gpointer                  user_data)
{
  GenkanDeliveryTest *copy;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (test != NULL);

  copy = g_memdup2 (test, sizeof *test);
  copy->kind = g_strdup (test->kind);
  copy->prefix = g_strdup (test->prefix);
  write_note (self, genkan_store_note_test_async, note_test, copy, test_free, cancellable, callback,
              user_data);
}

/* --- the Product --- */

static void
product_free (gpointer data)
{
  GenkanDeliveryProduct *product = data;

  g_free ((char *) product->dojo_name);
  g_free ((char *) product->type);
  g_free (product);
}

/* Another one may have had the number: then it was deleted there, or made anew. */
static gboolean
link_type (GenkanDatabase               *db,
           const GenkanDeliveryProduct  *product,
           gint64                       *ret_type_id,
           GError                      **error)
{
  gint64 type_id = genkan_product_type_ensure (db, product->type, error);
  g_autoptr (GenkanStatement) statement = NULL;

  if (type_id < 0 ||
      !genkan_database_run (db, "UPDATE product_types SET dojo_id = NULL, dojo_name = NULL "
                            "WHERE dojo_id = ?1 AND id <> ?2", product->dojo_type, type_id, error))
    return FALSE;

  statement = genkan_database_prepare (
    db, "UPDATE product_types SET dojo_id = ?1, dojo_name = ?2 WHERE id = ?3", error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, product->dojo_type);
  genkan_statement_bind_text (statement, 1, product->type);
  genkan_statement_bind_int64 (statement, 2, type_id);

  *ret_type_id = type_id;

  return genkan_statement_run (statement, error);
}

/* One that was there before we came stays in its Product Type; and one that was moved there, and
 * not here, has moved. */
static gboolean
take_type (GenkanDatabase               *db,
           const GenkanDeliveryProduct  *product,
           gint64                        type_id,
           GError                      **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "UPDATE products SET type_id = ?2 "
    "WHERE id = ?1 AND (type_id IS NULL OR dojo_id IS NOT ?3 OR (dojo_type <> ?4 AND type_id = "
    "(SELECT t.id FROM product_types AS t WHERE t.dojo_id = products.dojo_type)))", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, product->product_id);
  genkan_statement_bind_int64 (statement, 1, type_id);
  genkan_statement_bind_int64 (statement, 2, product->dojo_id);
  genkan_statement_bind_int64 (statement, 3, product->dojo_type);

  return genkan_statement_run (statement, error);
}

/* One that was renamed there, and not here, is renamed here, unless another one has the name. */
static gboolean
take_name (GenkanDatabase               *db,
           const GenkanDeliveryProduct  *product,
           GError                      **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "UPDATE OR IGNORE products SET name = ?3, name_key = genkan_sort_key (?3), "
    "search = genkan_search_text (?3) WHERE id = ?1 AND dojo_id = ?2 AND dojo_name <> ?3 "
    "AND name = dojo_name COLLATE NOCASE", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, product->product_id);
  genkan_statement_bind_int64 (statement, 1, product->dojo_id);
  genkan_statement_bind_text (statement, 2, product->dojo_name);

  return genkan_statement_run (statement, error);
}

/* Of a name that cannot be had here nothing is noted: it would be taken back there. */
#define NOTE_LINK                                                                               \
  "UPDATE products SET dojo_name = iif (dojo_id IS NOT ?1 OR dojo_name IS NULL "                \
  "OR name = ?2 COLLATE NOCASE, ?2, dojo_name), dojo_id = ?1, dojo_type = ?3 WHERE id = ?4"

static gboolean
link_product (GenkanStore     *self,
              GenkanDatabase  *db,
              gpointer         data,
              GError         **error)
{
  GenkanDeliveryProduct *product = data;
  g_autoptr (GenkanStatement) statement = NULL;
  gint64 type_id;

  if (!link_type (db, product, &type_id, error) ||
      !take_type (db, product, type_id, error) ||
      !take_name (db, product, error) ||
      !genkan_database_run (db, "UPDATE products SET dojo_id = NULL, dojo_name = NULL, "
                            "dojo_type = NULL WHERE dojo_id = ?1 AND id <> ?2", product->dojo_id,
                            product->product_id, error))
    return FALSE;

  statement = genkan_database_prepare (db, NOTE_LINK, error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, product->dojo_id);
  genkan_statement_bind_text (statement, 1, product->dojo_name);
  genkan_statement_bind_int64 (statement, 2, product->dojo_type);
  genkan_statement_bind_int64 (statement, 3, product->product_id);
  genkan_store_touch (self, GENKAN_STORE_TABLE_PRODUCTS, 0);

  return genkan_statement_run (statement, error);
}

/**
 * genkan_store_link_product_async:
 * @self: a store
 * @product: the Product here and there; copied
 *
 * Writes down which Product of the server's is which of ours.
 */
void
genkan_store_link_product_async (GenkanStore                 *self,
                                 const GenkanDeliveryProduct *product,
                                 GCancellable                *cancellable,
                                 GAsyncReadyCallback          callback,
                                 gpointer                     user_data)
{
  GenkanDeliveryProduct *copy;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (product != NULL);

  copy = g_memdup2 (product, sizeof *product);
  copy->dojo_name = g_strdup (product->dojo_name);
  copy->type = g_strdup (product->type);
  write_note (self, genkan_store_link_product_async, link_product, copy, product_free, cancellable,
              callback, user_data);
}

/* --- the end --- */

typedef struct
{
  gint64              operation_id;
  GenkanDeliveryNote  note;    /* without what follows */
  char               *message; /* (owned) (nullable) */
  char               *details; /* (owned) (nullable) */
  GArray             *sent;    /* (owned) (element-type GenkanDeliverySent) */
} Note;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_free (note->message);
  g_free (note->details);
  g_array_unref (note->sent);
  g_free (note);
}

/* What was changed here while it was under way counts as not sent. */
static gboolean
write_sent (GenkanDatabase  *db,
            GArray          *sent,
            GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "UPDATE deliveries SET in_doubt = 0, sent_checksum = ?2, sent_state = ?3, sent = NULL "
    "WHERE finding_id = ?1 AND ?2 = (SELECT checksum FROM findings WHERE id = ?1)", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < sent->len; i++)
    {
      GenkanDeliverySent *one = &g_array_index (sent, GenkanDeliverySent, i);

      genkan_statement_bind_int64 (statement, 0, one->finding_id);
      genkan_statement_bind_int64 (statement, 1, one->checksum);
      genkan_statement_bind_int64 (statement, 2, one->state);
      if (!genkan_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/* Nothing of the Record was taken: what the server has is what it had. */
static gboolean
settle_doubt (GenkanDatabase  *db,
              gint64           record_id,
              GError         **error)
{
  return genkan_database_run (db, "UPDATE deliveries SET in_doubt = 0 WHERE in_doubt "
                              "AND finding_id IN (SELECT id FROM findings WHERE record_id = ?1)",
                              record_id, 0, error);
}

static gboolean
write_result (GenkanDatabase  *db,
              Note            *note,
              GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "UPDATE sync_results SET delivery = ?3, n_created = ?4, n_updated = ?5, "
    "n_mitigated = ?6, n_reactivated = ?7, test_id = ?8, delivery_message = ?9, "
    "delivery_details = ?10 WHERE operation_id = ?1 AND record_id = ?2", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, note->operation_id);
  genkan_statement_bind_int64 (statement, 1, note->note.record_id);
  genkan_statement_bind_int64 (statement, 2, note->note.outcome);
  genkan_statement_bind_int64 (statement, 3, note->note.n_created);
  genkan_statement_bind_int64 (statement, 4, note->note.n_updated);
  genkan_statement_bind_int64 (statement, 5, note->note.n_mitigated);
  genkan_statement_bind_int64 (statement, 6, note->note.n_reactivated);
  genkan_statement_bind_id (statement, 7, note->note.test_id);
  genkan_statement_bind_text (statement, 8, note->message);
  genkan_statement_bind_text (statement, 9, note->details);

  return genkan_statement_run (statement, error);
}

static gboolean
forget_product (GenkanDatabase  *db,
                gint64           record_id,
                GError         **error)
{
  return genkan_database_run (db, "UPDATE products SET dojo_id = NULL, dojo_name = NULL, "
                              "dojo_type = NULL WHERE id = (SELECT product_id FROM records "
                              "WHERE id = ?1)", record_id, 0, error);
}

/* Its mapping stays: whoever maps it again, to the same Product or another, has it made anew. */
gboolean
genkan_record_make_stale (GenkanDatabase  *db,
                          gint64           operation_id,
                          gint64           record_id,
                          gboolean         product_is_gone,
                          GError         **error)
{
  return genkan_database_execute (db, "DELETE FROM chosen", error) &&
         genkan_database_run (db, "INSERT INTO chosen SELECT id FROM records "
                              "WHERE id = ?1 AND state = 1", record_id, 0, error) &&
         genkan_events_add (db, GENKAN_EVENT_STALE, GENKAN_ACTOR_DOJO, 0, 0, operation_id,
                            NULL, error) &&
         genkan_events_add_mapped (db, error) &&
         genkan_connection_count_chosen (db, -1, error) &&
         genkan_database_execute (db, "UPDATE records SET state = 3 "
                                  "WHERE id IN (SELECT id FROM chosen)", error) &&
         genkan_connection_count_chosen (db, 1, error) &&
         forget_test (db, record_id, error) &&
         (!product_is_gone || forget_product (db, record_id, error));
}

static gboolean
note_delivery (GenkanStore     *self,
               GenkanDatabase  *db,
               gpointer         data,
               GError         **error)
{
  Note *note = data;

  if (!write_sent (db, note->sent, error) ||
      !write_result (db, note, error) ||
      (note->note.was_not_taken && !settle_doubt (db, note->note.record_id, error)) ||
      (note->note.outcome == GENKAN_DELIVERY_STALE &&
       !genkan_record_make_stale (db, note->operation_id, note->note.record_id,
                                  note->note.product_is_gone, error)))
    return FALSE;

  /* What came of the others is told when the Operation ends: lists would read without a pause. */
  if (note->note.outcome == GENKAN_DELIVERY_STALE)
    genkan_store_touch (self, GENKAN_STORE_TABLE_RECORDS | GENKAN_STORE_TABLE_CONNECTIONS, 0);

  return TRUE;
}

/**
 * genkan_store_note_delivery_async:
 * @self: a store
 * @operation_id: a Sync
 * @note: how the delivery of a Record ended; copied
 *
 * Writes down what the server knows now, and the result of the delivery.
 */
void
genkan_store_note_delivery_async (GenkanStore              *self,
                                  gint64                    operation_id,
                                  const GenkanDeliveryNote *note,
                                  GCancellable             *cancellable,
                                  GAsyncReadyCallback       callback,
                                  gpointer                  user_data)
{
  Note *copy;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (note != NULL);

  copy = g_new0 (Note, 1);
  copy->operation_id = operation_id;
  copy->note = *note;
  copy->message = genkan_store_clean_text (note->message, -1);
  copy->details = genkan_store_clean_text (note->details, -1);
  copy->sent = g_array_sized_new (FALSE, FALSE, sizeof (GenkanDeliverySent), note->n_sent);
  if (note->n_sent > 0)
    g_array_append_vals (copy->sent, note->sent, note->n_sent);

  write_note (self, genkan_store_note_delivery_async, note_delivery, copy, note_free, cancellable,
              callback, user_data);
}
