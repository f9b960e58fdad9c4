/* genkan-delivery-record.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Findings of one Record: read, planned, sent, and what was sent is noted.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-delivery-private.h"

#include "genkan-dojo-delivery.h"
#include "genkan-dojo-ensure.h"
#include "genkan-dojo-mark.h"
#include "genkan-store-operations.h"

typedef struct
{
  GStringChunk *texts;     /* (owned) */
  GArray       *items;     /* (owned) (element-type GenkanDojoItem) by number */
  GArray       *checksums; /* (owned) (element-type GenkanDeliverySent) the same */
} Contents;

static void
contents_clear (Contents *self)
{
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->checksums, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Contents, contents_clear)

static const char *
keep (Contents   *self,
      const char *text)
{
  return text != NULL ? g_string_chunk_insert (self->texts, text) : NULL;
}

static gboolean
add_item (const GenkanDeliveryItem *read,
          gpointer                  user_data)
{
  Contents *self = user_data;
  GenkanDojoItem item = {
    .key = self->items->len,
    .fields = keep (self, read->fields),
    .identity = keep (self, read->identity),
    .state = read->state,
    .sent_state = read->sent_state,
    .is_absent = read->is_absent,
  };
  GenkanDeliverySent sent = { read->finding_id, read->checksum, read->state };

  /* Nearly always the same. */
  item.sent = g_strcmp0 (read->sent, read->fields) == 0 ? item.fields : keep (self, read->sent);
  g_array_append_val (self->items, item);
  g_array_append_val (self->checksums, sent);

  return TRUE;
}

static gboolean
contents_read (Contents        *self,
               GenkanStore     *store,
               gint64           record_id,
               GError         **error)
{
  self->texts = g_string_chunk_new (1 << 16);
  self->items = g_array_new (FALSE, FALSE, sizeof (GenkanDojoItem));
  self->checksums = g_array_new (FALSE, FALSE, sizeof (GenkanDeliverySent));

  return genkan_store_foreach_delivery (store, record_id, add_item, self, error);
}

/* --- the ledger --- */

typedef struct
{
  GenkanDelivery             *delivery;
  const GenkanDeliveryTarget *target;
  Contents                   *contents;
  GenkanDeliveryTest          test;
} Ledger;

static void
write_pins (GenkanStore         *store,
            gpointer             data,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  GArray *pins = data;

  genkan_store_pin_findings_async (store, (const GenkanDeliveryPin *) pins->data, pins->len, NULL,
                                   callback, user_data);
}

static gboolean
pin (const GenkanDojoPlan  *plan,
     gpointer               user_data,
     GError               **error)
{
  Ledger *ledger = user_data;
  g_autoptr (GArray) pins = g_array_new (FALSE, FALSE, sizeof (GenkanDeliveryPin));

  for (guint i = 0; i < plan->items->len; i++)
    {
      GenkanDojoPlanned *planned = g_ptr_array_index (plan->items, i);
      GenkanDeliverySent *known = &g_array_index (ledger->contents->checksums, GenkanDeliverySent,
                                                  planned->key);
      GenkanDeliveryPin one = { known->finding_id, planned->identity };

      g_array_append_val (pins, one);
    }

  return genkan_delivery_write (ledger->delivery, write_pins, pins, error);
}

static void
write_test (GenkanStore         *store,
            gpointer             data,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  genkan_store_note_test_async (store, data, NULL, callback, user_data);
}

static gboolean
set_test (gint64    test_id,
          gpointer  user_data,
          GError  **error)
{
  Ledger *ledger = user_data;

  ledger->test.test_id = test_id;

  return genkan_delivery_write (ledger->delivery, write_test, &ledger->test, error);
}

/* --- what goes with them --- */

typedef struct
{
  char *version;
  char *branch;
  char *build;
  char *commit;
} Origin;

static void
origin_clear (Origin *self)
{
  g_free (self->version);
  g_free (self->branch);
  g_free (self->build);
  g_free (self->commit);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Origin, origin_clear)

static char *
dup_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);

  return json_to_string (node, FALSE);
}

/* What the connector file kept of the Record under these names. DefectDojo forgets what is not
 * sent again, so it goes with each delivery. */
static void
origin_read (Origin     *self,
             const char *extra)
{
  g_autoptr (JsonNode) root = extra != NULL ? json_from_string (extra, NULL) : NULL;
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;

  object = json_node_get_object (root);
  self->version = dup_text (object, "version");
  self->branch = dup_text (object, "branch");
  self->build = dup_text (object, "build");
  self->commit = dup_text (object, "commit");
}

/* So that a colleague's Genkan proposes the same mapping. Findings do not depend on it. */
static void
put_mark (GenkanDelivery             *self,
          const GenkanDeliveryTarget *target,
          gint64                      product,
          gint64                      test_id)
{
  g_autofree char *mark = genkan_delivery_make_mark (self, target);
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, test_id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanDojoObject) object = NULL;
  g_autoptr (GError) error = NULL;

  genkan_dojo_put_metadata_async (self->dojo, product, mark, value, self->cancellable,
                                  genkan_delivery_keep_cb, &result);
  object = genkan_dojo_ensure_finish (self->dojo, genkan_delivery_wait (&result), NULL, &error);
  if (object == NULL)
    {
      g_autofree char *text = g_strdup_printf ("The mapping of “%s” was not noted in DefectDojo: %s",
                                               target->name, error->message);

      genkan_store_log (self->store, self->operation_id, GENKAN_LOG_WARNING, text);
    }
}

/* --- a Record --- */

static gboolean
leave_test (GenkanDelivery              *self,
            const GenkanDeliveryTarget  *target,
            GError                     **error)
{
  GenkanDeliveryTest none = { .record_id = target->record_id };
  g_autofree char *text = g_strdup_printf (
    "“%s” is mapped to another Product now; what was delivered to the Test %" G_GINT64_FORMAT
    " stays there", target->name, target->test_id);

  genkan_store_log (self->store, self->operation_id, GENKAN_LOG_INFO, text);

  return genkan_delivery_write (self, write_test, &none, error);
}

static gboolean
send_plan (Ledger               *ledger,
           GenkanDojoPlan       *plan,
           GenkanDojoDelivered  *ret_delivered,
           GError              **error)
{
  static const GenkanDojoLedger functions = { pin, set_test };
  GenkanDelivery *self = ledger->delivery;
  const GenkanDeliveryTarget *target = ledger->target;
  g_autofree char *mark = genkan_delivery_make_mark (self, target);
  const char *tags[] = { mark, GENKAN_DOJO_TAG, NULL };
  g_auto (Origin) origin = { NULL, };
  g_autoptr (GAsyncResult) result = NULL;
  GenkanDojoScan scan = {
    .test_id = target->was_moved ? 0 : target->test_id,
    .engagement_id = ledger->test.engagement_id,
    .test_title = target->name,
    .tags = tags,
    .close_unknown = target->is_complete,
  };

  origin_read (&origin, target->extra);
  scan.version = origin.version;
  scan.branch_tag = origin.branch;
  scan.build_id = origin.build;
  scan.commit_hash = origin.commit;
  genkan_dojo_deliver_async (self->dojo, plan, &scan, &functions, ledger, self->cancellable,
                             genkan_delivery_keep_cb, &result);

  return genkan_dojo_deliver_finish (self->dojo, genkan_delivery_wait (&result), ret_delivered,
                                     error);
}

/* With these, the server has taken nothing of what was sent. */
static gboolean
is_sure (const GError *error)
{
  static const int codes[] = {
    GENKAN_DOJO_ERROR_ADDRESS, GENKAN_DOJO_ERROR_UNREACHABLE, GENKAN_DOJO_ERROR_TOKEN,
    GENKAN_DOJO_ERROR_EXPIRED, GENKAN_DOJO_ERROR_PERMISSION, GENKAN_DOJO_ERROR_REFUSED,
    GENKAN_DOJO_ERROR_TOO_LARGE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, GENKAN_DOJO_ERROR, codes[i]))
      return TRUE;

  return FALSE;
}

static void
collect_sent (GenkanDojoPlan *plan,
              Contents       *contents,
              GArray         *sent)
{
  for (guint i = 0; i < plan->items->len; i++)
    {
      GenkanDojoPlanned *planned = g_ptr_array_index (plan->items, i);

      g_array_append_vals (sent, &g_array_index (contents->checksums, GenkanDeliverySent,
                                                 planned->key), 1);
    }
}

/* What another installation has delivered, and the tool does not show. */
static void
tell_held (GenkanDelivery             *self,
           const GenkanDeliveryTarget *target,
           guint                       n_held)
{
  g_autofree char *text = NULL;

  if (n_held == 0)
    return;

  text = g_strdup_printf ("Of what another installation has delivered of “%s”, %u findings are not "
                          "in the tool any more. Those are many, and stay open in DefectDojo: close "
                          "them there if they are gone", target->name, n_held);
  genkan_store_log (self->store, self->operation_id, GENKAN_LOG_WARNING, text);
}

/* All of a Record that is new or different. */
static gboolean
send_findings (Ledger              *ledger,
               GenkanDeliveryNote  *note,
               GArray              *sent,
               GError             **error)
{
  GenkanDelivery *self = ledger->delivery;
  g_auto (Contents) contents = { NULL, };
  g_autoptr (GenkanDojoPlan) plan = NULL;
  GenkanDojoDelivered delivered = { { 0 } };
  g_autoptr (GError) reason = NULL;

  ledger->contents = &contents;
  if (!contents_read (&contents, self->store, ledger->target->record_id, error))
    return FALSE;

  plan = genkan_dojo_plan_new (ledger->test.kind, self->version, ledger->test.prefix,
                               (const GenkanDojoItem *) contents.items->data, contents.items->len,
                               error);
  if (plan == NULL)
    return FALSE;
  if (!send_plan (ledger, plan, &delivered, &reason))
    {
      note->was_not_taken = !plan->in_doubt && is_sure (reason);
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  tell_held (self, ledger->target, delivered.n_held);
  collect_sent (plan, &contents, sent);
  note->n_created = delivered.scan.n_created;
  note->n_updated = delivered.n_patched;
  note->n_mitigated = delivered.scan.n_closed;
  note->n_reactivated = delivered.scan.n_reactivated;

  return TRUE;
}

/**
 * genkan_delivery_send_record:
 * @self: a delivery
 * @target: a Record of which something is to be told
 * @note: (out caller-allocates): gets what was done
 * @sent: (element-type GenkanDeliverySent): gets what the server knows now
 *
 * Returns: whether all of it is there
 */
gboolean
genkan_delivery_send_record (GenkanDelivery              *self,
                             const GenkanDeliveryTarget  *target,
                             GenkanDeliveryNote          *note,
                             GArray                      *sent,
                             GError                     **error)
{
  g_autofree char *mark = genkan_delivery_make_mark (self, target);
  g_autofree char *kind = g_strdup_printf ("%s Connector", self->tool);
  gboolean has_test = target->test_id > 0 && !target->was_moved;
  Ledger ledger = { self, target };
  gint64 product = 0;

  if (target->was_moved && !leave_test (self, target, error))
    return FALSE;

  ledger.test.record_id = target->record_id;
  ledger.test.product_id = target->product_id;
  ledger.test.kind = has_test ? target->kind : kind;
  ledger.test.prefix = has_test ? target->prefix : mark;
  ledger.test.test_id = has_test ? target->test_id : 0;
  if (!genkan_delivery_find_place (self, target, &product,
                                   has_test ? NULL : &ledger.test.engagement_id, error) ||
      !send_findings (&ledger, note, sent, error))
    return FALSE;

  note->outcome = GENKAN_DELIVERY_DONE;
  note->test_id = ledger.test.test_id;
  if (!has_test && note->test_id > 0)
    put_mark (self, target, product, note->test_id);

  return TRUE;
}
