/* genkan-dojo-delivery.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One Record into its Test, in an order that may end anywhere: the Test is looked for by its mark
 * before one is created; identities are stored before they are sent, so what was sent is known
 * again; imports have the whole truth and close nothing; and the caller notes what was sent only
 * at the end. A delivery that was cut off is begun anew, and what it did already is untouched.
 *
 * It is one import as long as the server takes it, else several. How much it takes is found out
 * by halving, and remembered by the client.
 *
 * An import whose answer is lost is looked for before anything else is sent; and when the last
 * delivery was cut off, the Test has to be still before the next begins.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-delivery.h"

#include "genkan-dojo-adopt-private.h"
#include "genkan-dojo-json-private.h"
#include "genkan-dojo-private.h"
#include "genkan-dojo-reconcile-private.h"
#include "genkan-dojo-settle-private.h"

/* The first takes a status away, the second opens what is closed, the third accepts the risk. */
#define MAX_ROUNDS 3

typedef struct
{
  GenkanDojoPlan      *plan;        /* (owned) */
  GenkanDojoScan       scan;        /* without its texts */
  char                *texts[5];    /* (owned) (nullable) */
  char               **tags;        /* (owned) (nullable) */
  GenkanDojoLedger     ledger;
  gpointer             ledger_data;
  GArray              *places;      /* (owned) (element-type guint) to be sent */
  guint                n_sent;      /* of them */
  guint                n_sending;
  gint64               last_import; /* before this one */
  guint                n_rounds;    /* of imports */
  gboolean             is_compared; /* whether what is there has to be */
  GError              *failure;     /* (owned) (nullable) of an import whose answer was lost */
  GenkanDojoDelivered  delivered;
} Delivery;

static void send_part (GTask *task);
static void end_imports (GTask *task);

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  genkan_dojo_plan_unref (delivery->plan);
  for (guint i = 0; i < G_N_ELEMENTS (delivery->texts); i++)
    g_free (delivery->texts[i]);
  g_strfreev (delivery->tags);
  g_clear_pointer (&delivery->scan.file, g_bytes_unref);
  g_array_unref (delivery->places);
  g_clear_error (&delivery->failure);
  g_free (delivery);
}

static const char *
keep (Delivery   *delivery,
      guint       place,
      const char *text)
{
  return delivery->texts[place] = g_strdup (text);
}

static Delivery *
delivery_new (GenkanDojoPlan         *plan,
              const GenkanDojoScan   *scan,
              const GenkanDojoLedger *ledger,
              gpointer                ledger_data)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->plan = genkan_dojo_plan_ref (plan);
  delivery->scan = *scan;
  delivery->scan.scan_type = NULL;
  delivery->scan.file = NULL;
  delivery->scan.test_title = keep (delivery, 0, scan->test_title);
  delivery->scan.version = keep (delivery, 1, scan->version);
  delivery->scan.branch_tag = keep (delivery, 2, scan->branch_tag);
  delivery->scan.build_id = keep (delivery, 3, scan->build_id);
  delivery->scan.commit_hash = keep (delivery, 4, scan->commit_hash);
  delivery->tags = g_strdupv ((char **) scan->tags);
  delivery->scan.tags = (const char *const *) delivery->tags;
  delivery->ledger = *ledger;
  delivery->ledger_data = ledger_data;
  delivery->places = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < plan->items->len; i++)
    delivery->is_compared |=
      ((GenkanDojoPlanned *) g_ptr_array_index (plan->items, i))->wanted != NULL;

  return delivery;
}

/* Takes the error. */
static void
fail (GTask  *task,
      GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
succeed (GTask *task)
{
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* --- what imports leave ----------------------------------------------------------------------- */

static void
genkan_dojo_reconciled_cb (GObject      *source,
                           GAsyncResult *result,
                           gpointer      user_data)
{
  GTask *task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  GenkanDojoReconciled done;
  g_autoptr (GArray) again = NULL;
  GError *error = NULL;

  if (!_genkan_dojo_reconcile_finish (GENKAN_DOJO (source), result, &done, &error))
    {
      fail (task, error);
      return;
    }

  again = done.again;
  delivery->delivered.n_patched += done.n_patched;
  delivery->delivered.scan.n_closed = MAX (delivery->delivered.scan.n_closed, done.n_closed);
  if (again->len == 0)
    {
      succeed (task);
      return;
    }

  g_array_set_size (delivery->places, 0);
  g_array_append_vals (delivery->places, again->data, again->len);
  delivery->n_sent = 0;
  send_part (task);
}

static void
end_imports (GTask *task)
{
  Delivery *delivery = g_task_get_task_data (task);
  GenkanDojoReconcile what = {
    .plan = delivery->plan,
    .test_id = delivery->scan.test_id,
    .n_total = delivery->delivered.scan.n_total,
    .close_unknown = delivery->scan.close_unknown && delivery->delivered.was_adopted,
    .is_last = ++delivery->n_rounds >= MAX_ROUNDS,
  };

  if (delivery->is_compared && delivery->scan.test_id > 0)
    _genkan_dojo_reconcile_async (g_task_get_source_object (task), &what,
                                  g_task_get_cancellable (task), genkan_dojo_reconciled_cb, task);
  else
    succeed (task);
}

/* --- imports -------------------------------------------------------------------------------- */

static void
add_counts (GenkanDojoScanResult       *all,
            const GenkanDojoScanResult *part)
{
  all->test_id = part->test_id;
  all->engagement_id = part->engagement_id;
  all->product_id = part->product_id;
  all->has_counts = part->has_counts;
  all->n_created += part->n_created;
  all->n_closed += part->n_closed;
  all->n_reactivated += part->n_reactivated;
  all->n_untouched += part->n_untouched;
  all->n_total = part->n_total;
}

static void
genkan_dojo_looked_between_cb (GObject      *source,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  GTask *task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  GenkanDojoTestState state;
  GError *error = NULL;

  if (!genkan_dojo_look_finish (GENKAN_DOJO (source), result, &state, &error))
    {
      fail (task, error);
      return;
    }

  delivery->last_import = state.last_import;
  send_part (task);
}

/* A part is in the Test. */
static void
go_on (GTask  *task,
       gint64  test_id)
{
  Delivery *delivery = g_task_get_task_data (task);
  gboolean is_new = delivery->scan.test_id == 0;
  GError *error = NULL;

  delivery->delivered.n_imports++;
  delivery->n_sent += delivery->n_sending;
  delivery->scan.test_id = test_id;
  delivery->delivered.scan.test_id = test_id;
  if (is_new && !delivery->ledger.set_test (test_id, delivery->ledger_data, &error))
    fail (task, error);
  else if (delivery->n_sent < delivery->places->len)
    genkan_dojo_look_async (g_task_get_source_object (task), test_id,
                            g_task_get_cancellable (task), genkan_dojo_looked_between_cb, task);
  else
    end_imports (task);
}

static void
genkan_dojo_lost_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GTask *task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  GenkanDojoSettled settled;
  GError *error = NULL;

  if (!_genkan_dojo_settle_finish (GENKAN_DOJO (source), result, &settled, &error))
    {
      fail (task, error);
      return;
    }
  if (!settled.is_through)
    {
      g_prefix_error (&delivery->failure,
                      "An import has not ended well, and the next Sync tries it again: ");
      fail (task, g_steal_pointer (&delivery->failure));
      return;
    }

  g_clear_error (&delivery->failure);
  delivery->delivered.scan.has_counts = FALSE;
  go_on (task, settled.test_id);
}

static GError *
make_too_large (Delivery     *delivery,
                const GError *error)
{
  guint place = g_array_index (delivery->places, guint, delivery->n_sent);
  g_autoptr (JsonObject) finding = genkan_dojo_file_get_finding (delivery->plan->file, place);
  g_autofree char *size = g_format_size (g_bytes_get_size (delivery->scan.file));

  return g_error_new (GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_TOO_LARGE,
                      "The Finding “%s” (%s) has %s by itself, which is more than can be sent: %s",
                      _genkan_dojo_json_get_string (finding, "title"),
                      _genkan_dojo_json_get_string (finding, "unique_id_from_tool"), size,
                      error->message);
}

/* Takes the error. */
static void
take_failure (GTask  *task,
              GError *error)
{
  Delivery *delivery = g_task_get_task_data (task);
  GenkanDojo *self = g_task_get_source_object (task);
  gboolean is_too_large =
    g_error_matches (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_TOO_LARGE);

  if (is_too_large && delivery->n_sending > 1)
    {
      self->file_limit = g_bytes_get_size (delivery->scan.file) / 2;
      g_error_free (error);
      send_part (task);
    }
  else if (is_too_large)
    {
      fail (task, make_too_large (delivery, error));
      g_error_free (error);
    }
  else if (g_error_matches (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_UNCERTAIN))
    {
      delivery->failure = error;
      _genkan_dojo_settle_async (self, &delivery->scan, TRUE, delivery->last_import,
                                 g_task_get_cancellable (task), genkan_dojo_lost_cb, task);
    }
  else
    {
      fail (task, error);
    }
}

static void
genkan_dojo_imported_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  GTask *task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  GenkanDojoScanResult part;
  GError *error = NULL;

  if (!genkan_dojo_send_scan_finish (GENKAN_DOJO (source), result, &part, &error))
    {
      take_failure (task, error);
      return;
    }

  add_counts (&delivery->delivered.scan, &part);
  /* Something that is new to us was there. */
  delivery->is_compared |= delivery->scan.test_id > 0 && part.n_reactivated + part.n_untouched > 0
                           && delivery->delivered.scan.n_created < delivery->plan->n_new;
  go_on (task, part.test_id);
}

/* As much as goes at once. What tags a Test has is for people, once there is one. */
static void
send_part (GTask *task)
{
  Delivery *delivery = g_task_get_task_data (task);
  GenkanDojo *self = g_task_get_source_object (task);
  const guint *places = &g_array_index (delivery->places, guint, delivery->n_sent);
  g_autoptr (GBytes) part =
    genkan_dojo_file_dup_part (delivery->plan->file, places,
                               delivery->places->len - delivery->n_sent, self->file_limit,
                               &delivery->n_sending);
  GenkanDojoScan scan = delivery->scan;

  scan.close_old = FALSE;
  scan.file = part;
  if (scan.test_id > 0)
    scan.tags = NULL;
  g_clear_pointer (&delivery->scan.file, g_bytes_unref);
  delivery->scan.file = g_bytes_ref (part);
  genkan_dojo_send_scan_async (self, &scan, g_task_get_cancellable (task),
                               genkan_dojo_imported_cb, task);
}

/* --- the Test ------------------------------------------------------------------------------- */

/* Nothing was sent before that, and everything may have been after it. */
static void
pin_and_send (GTask *task)
{
  Delivery *delivery = g_task_get_task_data (task);
  GError *error = NULL;

  for (guint i = 0; i < genkan_dojo_file_get_n_findings (delivery->plan->file); i++)
    g_array_append_val (delivery->places, i);

  if (!delivery->ledger.pin (delivery->plan, delivery->ledger_data, &error))
    fail (task, error);
  else if (delivery->places->len > 0)
    send_part (task);
  else
    end_imports (task);
}

static void
genkan_dojo_adopted_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (_genkan_dojo_adopt_finish (GENKAN_DOJO (source), result, &error))
    pin_and_send (task);
  else
    fail (task, error);
}

/* A Test that is there and not in the ledger. */
static void
adopt (GTask *task)
{
  Delivery *delivery = g_task_get_task_data (task);
  GError *error = NULL;

  delivery->delivered.was_adopted = TRUE;
  delivery->is_compared = TRUE;
  if (!delivery->ledger.set_test (delivery->scan.test_id, delivery->ledger_data, &error))
    fail (task, error);
  else if (genkan_dojo_file_get_n_findings (delivery->plan->file) == 0)
    pin_and_send (task);
  else
    _genkan_dojo_adopt_async (g_task_get_source_object (task), delivery->plan,
                              delivery->scan.test_id, g_task_get_cancellable (task),
                              genkan_dojo_adopted_cb, task);
}

static void
genkan_dojo_settled_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  GTask *task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  gboolean was_known = delivery->scan.test_id > 0;
  GenkanDojoSettled settled;
  GError *error = NULL;

  if (!_genkan_dojo_settle_finish (GENKAN_DOJO (source), result, &settled, &error))
    {
      fail (task, error);
      return;
    }

  delivery->delivered.scan.test_id = delivery->scan.test_id = settled.test_id;
  delivery->last_import = settled.state.last_import;
  if (settled.test_id > 0 && !was_known)
    adopt (task);
  else
    pin_and_send (task);
}

/**
 * genkan_dojo_deliver_async:
 * @self: a client
 * @plan: what is to be sent; learns by what a Test knows Findings that were not in the ledger
 * @scan: where, and what goes with it; of the tags the first is by which the Test is found again
 * @ledger: where to write down what must not be lost
 * @ledger_data: for @ledger
 * @cancellable: (nullable): to stop
 * @callback: called when all is there
 * @user_data: for @callback
 *
 * Delivers a Record. Nothing is asked if the plan has nothing to send. Only one delivery of a
 * Record may be under way.
 */
void
genkan_dojo_deliver_async (GenkanDojo             *self,
                           GenkanDojoPlan         *plan,
                           const GenkanDojoScan   *scan,
                           const GenkanDojoLedger *ledger,
                           gpointer                ledger_data,
                           GCancellable           *cancellable,
                           GAsyncReadyCallback     callback,
                           gpointer                user_data)
{
  GTask *task;

  g_return_if_fail (GENKAN_IS_DOJO (self));
  g_return_if_fail (plan != NULL && scan != NULL && ledger != NULL);
  g_return_if_fail (scan->test_title != NULL && scan->engagement_id > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_dojo_deliver_async);
  g_task_set_task_data (task, delivery_new (plan, scan, ledger, ledger_data), delivery_free);

  if (plan->file == NULL)
    succeed (task);
  else
    _genkan_dojo_settle_async (self, scan, plan->in_doubt, GENKAN_DOJO_NO_IMPORT, cancellable,
                               genkan_dojo_settled_cb, task);
}

/**
 * genkan_dojo_deliver_finish:
 * @self: a client
 * @result: what the callback got
 * @ret_delivered: (out): what was done
 * @error: return location for a #GenkanDojoError: what was planned is to be planned again
 *
 * Returns: whether all is in DefectDojo; then the plan's items are to be noted as sent
 */
gboolean
genkan_dojo_deliver_finish (GenkanDojo           *self,
                            GAsyncResult         *result,
                            GenkanDojoDelivered  *ret_delivered,
                            GError              **error)
{
  g_return_val_if_fail (GENKAN_IS_DOJO (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (ret_delivered != NULL, FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *ret_delivered = ((Delivery *) g_task_get_task_data (G_TASK (result)))->delivered;

  return TRUE;
}
