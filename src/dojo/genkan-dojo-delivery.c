/* genkan-dojo-delivery.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One Record into its Test, in an order that may end anywhere: the Test is looked for by its mark
 * before one is created; identities are stored before they are sent, so what was sent is known
 * again; imports have the whole truth and close nothing; and the caller notes what was sent only
 * at the end. A delivery that was cut off is begun anew, and what it did already is untouched.
 *
 * When the last delivery was cut off, the Test has to be still before the next begins.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-delivery-private.h"

#include "genkan-dojo-adopt-private.h"
#include "genkan-dojo-settle-private.h"

static void
delivery_free (gpointer data)
{
  GenkanDojoDelivery *delivery = data;

  genkan_dojo_plan_unref (delivery->plan);
  for (guint i = 0; i < G_N_ELEMENTS (delivery->texts); i++)
    g_free (delivery->texts[i]);
  g_strfreev (delivery->tags);
  g_array_unref (delivery->places);
  g_clear_error (&delivery->failure);
  g_free (delivery);
}

static const char *
keep (GenkanDojoDelivery *delivery,
      guint               place,
      const char         *text)
{
  return delivery->texts[place] = g_strdup (text);
}

static GenkanDojoDelivery *
delivery_new (GenkanDojoPlan         *plan,
              const GenkanDojoScan   *scan,
              const GenkanDojoLedger *ledger,
              gpointer                ledger_data)
{
  GenkanDojoDelivery *delivery = g_new0 (GenkanDojoDelivery, 1);

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
void
_genkan_dojo_delivery_fail (GTask  *task,
                            GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

void
_genkan_dojo_delivery_succeed (GTask *task)
{
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* --- the Test ------------------------------------------------------------------------------- */

/* Nothing was sent before that, and everything may have been after it. */
static void
pin_and_send (GTask *task)
{
  GenkanDojoDelivery *delivery = g_task_get_task_data (task);
  GError *error = NULL;

  if (delivery->ledger.pin (delivery->plan, delivery->ledger_data, &error))
    _genkan_dojo_delivery_send (task);
  else
    _genkan_dojo_delivery_fail (task, error);
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
    _genkan_dojo_delivery_fail (task, error);
}

/* A Test that is there and not in the ledger. */
static void
adopt (GTask *task)
{
  GenkanDojoDelivery *delivery = g_task_get_task_data (task);
  GError *error = NULL;

  delivery->delivered.was_adopted = TRUE;
  delivery->is_compared = TRUE;
  if (!delivery->ledger.set_test (delivery->scan.test_id, delivery->ledger_data, &error))
    _genkan_dojo_delivery_fail (task, error);
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
  GenkanDojoDelivery *delivery = g_task_get_task_data (task);
  gboolean was_known = delivery->scan.test_id > 0;
  GenkanDojoSettled settled;
  GError *error = NULL;

  if (!_genkan_dojo_settle_finish (GENKAN_DOJO (source), result, &settled, &error))
    {
      _genkan_dojo_delivery_fail (task, error);
      return;
    }

  delivery->delivered.scan.test_id = delivery->scan.test_id = settled.test_id;
  delivery->n_imports = settled.state.n_imports;
  delivery->last_finding = settled.state.last_finding;
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
  g_return_if_fail (scan->test_title != NULL);
  g_return_if_fail (scan->test_id > 0 || scan->engagement_id > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_dojo_deliver_async);
  g_task_set_task_data (task, delivery_new (plan, scan, ledger, ledger_data), delivery_free);

  if (plan->file == NULL)
    _genkan_dojo_delivery_succeed (task);
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

  *ret_delivered = ((GenkanDojoDelivery *) g_task_get_task_data (G_TASK (result)))->delivered;

  return TRUE;
}
