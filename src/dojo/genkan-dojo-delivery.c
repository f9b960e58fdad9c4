/* genkan-dojo-delivery.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One Record into its Test, in an order that may end anywhere: identities are stored before they
 * are sent, so what was sent is known again; the Test is looked for by title and tag before one
 * is created; each import has the whole truth; and the caller notes what was sent only at the
 * end. A delivery that was cut off is begun anew, and what it did already is untouched.
 *
 * While an import is under way in the Test, as after a lost answer, nothing is sent.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-delivery.h"

#include "genkan-dojo-look.h"
#include "genkan-dojo-objects.h"

typedef struct
{
  GenkanDojoPlan      *plan;        /* (owned) */
  GenkanDojoScan       scan;        /* without its texts */
  char                *texts[5];    /* (owned) (nullable) */
  char               **tags;        /* (owned) (nullable) */
  GenkanDojoLedger     ledger;
  gpointer             ledger_data;
  gboolean             has_statuses; /* still to be sent */
  GHashTable          *by_id;       /* (owned) (element-type utf8 GenkanDojoPlanned) */
  GPtrArray           *findings;    /* (owned) (nullable) (element-type GenkanDojoObject) */
  guint                next;        /* of them */
  GenkanDojoDelivered  delivered;
} Delivery;

static void send_next (GTask *task);
static void patch_next (GTask *task);

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  genkan_dojo_plan_unref (delivery->plan);
  for (guint i = 0; i < G_N_ELEMENTS (delivery->texts); i++)
    g_free (delivery->texts[i]);
  g_strfreev (delivery->tags);
  g_hash_table_unref (delivery->by_id);
  g_clear_pointer (&delivery->findings, g_ptr_array_unref);
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
  delivery->scan.test_title = keep (delivery, 0, scan->test_title);
  delivery->scan.version = keep (delivery, 1, scan->version);
  delivery->scan.branch_tag = keep (delivery, 2, scan->branch_tag);
  delivery->scan.build_id = keep (delivery, 3, scan->build_id);
  delivery->scan.commit_hash = keep (delivery, 4, scan->commit_hash);
  delivery->tags = g_strdupv ((char **) scan->tags);
  delivery->scan.tags = (const char *const *) delivery->tags;
  delivery->ledger = *ledger;
  delivery->ledger_data = ledger_data;
  delivery->has_statuses = plan->statuses != NULL;
  delivery->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < plan->items->len; i++)
    {
      GenkanDojoPlanned *planned = g_ptr_array_index (plan->items, i);

      if (!planned->is_new)
        g_hash_table_insert (delivery->by_id, planned->unique_id, planned);
    }

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

/* --- what drifted --------------------------------------------------------------------------- */

static void
genkan_dojo_patched_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  GTask *task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GenkanDojoObject) object =
    genkan_dojo_object_finish (GENKAN_DOJO (source), result, &error);

  if (error != NULL)
    {
      fail (task, error);
      return;
    }

  delivery->delivered.n_patched++;
  patch_next (task);
}

/* What a PATCH has to say of a Finding; %NULL if nothing. */
static JsonObject *
make_patch (Delivery         *delivery,
            GenkanDojoObject *finding)
{
  const char *id = genkan_dojo_object_get_string (finding, "unique_id_from_tool");
  GenkanDojoPlanned *planned = id != NULL ? g_hash_table_lookup (delivery->by_id, id) : NULL;

  return planned != NULL ? genkan_dojo_planned_diff (planned, finding->fields) : NULL;
}

static void
patch_next (GTask *task)
{
  Delivery *delivery = g_task_get_task_data (task);

  while (delivery->next < delivery->findings->len)
    {
      GenkanDojoObject *finding = g_ptr_array_index (delivery->findings, delivery->next++);
      g_autoptr (JsonObject) patch = make_patch (delivery, finding);

      if (patch == NULL)
        continue;

      genkan_dojo_change_async (g_task_get_source_object (task), GENKAN_DOJO_FINDINGS, finding->id,
                                patch, g_task_get_cancellable (task), genkan_dojo_patched_cb,
                                task);
      return;
    }

  succeed (task);
}

static void
genkan_dojo_findings_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  GTask *task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  GError *error = NULL;

  delivery->findings = genkan_dojo_list_finish (GENKAN_DOJO (source), result, &error);
  if (delivery->findings == NULL)
    fail (task, error);
  else
    patch_next (task);
}

static void
list_findings (GTask *task)
{
  Delivery *delivery = g_task_get_task_data (task);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, delivery->scan.test_id);

  if (g_hash_table_size (delivery->by_id) == 0)
    succeed (task);
  else
    genkan_dojo_list_async (g_task_get_source_object (task), GENKAN_DOJO_FINDINGS,
                            (const char *const[]) { "test", id, NULL }, 0,
                            g_task_get_cancellable (task), genkan_dojo_findings_cb, task);
}

/* --- imports -------------------------------------------------------------------------------- */

static void
genkan_dojo_imported_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  GTask *task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  gboolean is_new = delivery->scan.test_id == 0;
  gboolean were_statuses = delivery->has_statuses && !is_new;
  GError *error = NULL;

  if (!genkan_dojo_send_scan_finish (GENKAN_DOJO (source), result, &delivery->delivered.scan,
                                     &error))
    {
      fail (task, error);
      return;
    }

  delivery->has_statuses = FALSE;
  delivery->scan.test_id = delivery->delivered.scan.test_id;
  if (is_new
      && !delivery->ledger.set_test (delivery->scan.test_id, delivery->ledger_data, &error))
    fail (task, error);
  else if (were_statuses)
    send_next (task);
  else
    list_findings (task);
}

/* The statuses, which close nothing, and then all. A new Test takes statuses as they are. */
static void
send_next (GTask *task)
{
  Delivery *delivery = g_task_get_task_data (task);
  gboolean statuses = delivery->has_statuses && delivery->scan.test_id > 0;

  delivery->scan.close_old = !statuses;
  delivery->scan.file = statuses ? delivery->plan->statuses : delivery->plan->all;
  genkan_dojo_send_scan_async (g_task_get_source_object (task), &delivery->scan,
                               g_task_get_cancellable (task), genkan_dojo_imported_cb, task);
}

/* --- the Test ------------------------------------------------------------------------------- */

static GError *
make_busy (gint64 test_id)
{
  return g_error_new (GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_BUSY,
                      "The Test %" G_GINT64_FORMAT " in DefectDojo has an import that is under "
                      "way or has failed; if that does not end, delete the Test there", test_id);
}

static void
genkan_dojo_looked_at_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  GTask *task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  GenkanDojoTestState state;
  GError *error = NULL;

  if (!genkan_dojo_look_finish (GENKAN_DOJO (source), result, &state, &error))
    fail (task, error);
  else if (state.percent_complete < 100)
    fail (task, make_busy (delivery->scan.test_id));
  else
    send_next (task);
}

static void
genkan_dojo_test_found_cb (GObject      *source,
                           GAsyncResult *result,
                           gpointer      user_data)
{
  GTask *task = user_data;
  Delivery *delivery = g_task_get_task_data (task);
  g_autoptr (GenkanDojoObject) test = NULL;
  GError *error = NULL;

  if (!genkan_dojo_find_test_finish (GENKAN_DOJO (source), result, &test, &error))
    fail (task, error);
  else if (test == NULL)
    send_next (task);
  else if (genkan_dojo_object_get_int (test, "percent_complete") < 100)
    fail (task, make_busy (test->id));
  else if (!delivery->ledger.set_test (test->id, delivery->ledger_data, &error))
    fail (task, error);
  else
    {
      delivery->scan.test_id = test->id;
      send_next (task);
    }
}

static void
find_test (GTask *task)
{
  Delivery *delivery = g_task_get_task_data (task);
  GenkanDojo *self = g_task_get_source_object (task);

  if (delivery->scan.test_id > 0)
    genkan_dojo_look_async (self, delivery->scan.test_id, g_task_get_cancellable (task),
                            genkan_dojo_looked_at_cb, task);
  else
    genkan_dojo_find_test_async (self, delivery->scan.engagement_id, delivery->scan.test_title,
                                 delivery->tags != NULL ? delivery->tags[0] : NULL,
                                 g_task_get_cancellable (task), genkan_dojo_test_found_cb, task);
}

/**
 * genkan_dojo_deliver_async:
 * @self: a client
 * @plan: what is to be sent
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
  GError *error = NULL;

  g_return_if_fail (GENKAN_IS_DOJO (self));
  g_return_if_fail (plan != NULL && scan != NULL && ledger != NULL);
  g_return_if_fail (scan->test_title != NULL && scan->engagement_id > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_dojo_deliver_async);
  g_task_set_task_data (task, delivery_new (plan, scan, ledger, ledger_data), delivery_free);

  if (plan->all == NULL)
    succeed (task);
  else if (!ledger->pin (plan, ledger_data, &error))
    fail (task, error);
  else
    find_test (task);
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
