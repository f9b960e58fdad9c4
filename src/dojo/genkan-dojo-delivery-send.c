/* genkan-dojo-delivery-send.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The imports of a delivery. It is one as long as the server takes it, else several; how much it
 * takes, in bytes and in time, is found out by halving, and remembered by the client. One whose
 * answer is lost is looked for before anything else is sent.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-delivery-private.h"

#include "genkan-dojo-error-private.h"
#include "genkan-dojo-json-private.h"
#include "genkan-dojo-private.h"
#include "genkan-dojo-reconcile-private.h"
#include "genkan-dojo-settle-private.h"

/* A part that does not end well is halved down to this, which no server takes long for. */
#define SMALL_PART (1024 * 1024)

/* The first takes a status away, the second opens what is closed, the third accepts the risk. */
#define MAX_ROUNDS 3

static void send_part (GTask *task);

/* --- what imports leave --------------------------------------------------------------------- */

static void
genkan_dojo_looked_between_cb (GObject      *source,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  GTask *task = user_data;
  GenkanDojoDelivery *delivery = g_task_get_task_data (task);
  GenkanDojoTestState state;
  GError *error = NULL;

  if (!genkan_dojo_look_finish (GENKAN_DOJO (source), result, &state, &error))
    {
      _genkan_dojo_delivery_fail (task, error);
      return;
    }

  delivery->n_imports = state.n_imports;
  send_part (task);
}

/* What is known of the Test has to be of before the next import. */
static void
look_and_send (GTask *task)
{
  GenkanDojoDelivery *delivery = g_task_get_task_data (task);

  genkan_dojo_look_async (g_task_get_source_object (task), delivery->scan.test_id,
                          g_task_get_cancellable (task), genkan_dojo_looked_between_cb, task);
}

static void
genkan_dojo_reconciled_cb (GObject      *source,
                           GAsyncResult *result,
                           gpointer      user_data)
{
  GTask *task = user_data;
  GenkanDojoDelivery *delivery = g_task_get_task_data (task);
  GenkanDojoReconciled done;
  g_autoptr (GArray) again = NULL;
  GError *error = NULL;

  if (!_genkan_dojo_reconcile_finish (GENKAN_DOJO (source), result, &done, &error))
    {
      _genkan_dojo_delivery_fail (task, error);
      return;
    }

  again = done.again;
  delivery->delivered.n_patched += done.n_patched;
  delivery->delivered.scan.n_closed = MAX (delivery->delivered.scan.n_closed, done.n_closed);
  delivery->delivered.n_held = done.n_held;
  if (again->len == 0)
    {
      _genkan_dojo_delivery_succeed (task);
      return;
    }

  g_array_set_size (delivery->places, 0);
  g_array_append_vals (delivery->places, again->data, again->len);
  delivery->n_sent = 0;
  look_and_send (task);
}

static void
end_imports (GTask *task)
{
  GenkanDojoDelivery *delivery = g_task_get_task_data (task);
  GenkanDojoReconcile what = {
    .plan = delivery->plan,
    .test_id = delivery->scan.test_id,
    .n_total = delivery->delivered.scan.n_total,
    .last_before = delivery->last_finding,
    .close_unknown = delivery->scan.close_unknown && delivery->delivered.was_adopted,
    .is_last = ++delivery->n_rounds >= MAX_ROUNDS,
  };

  if (delivery->is_compared && delivery->scan.test_id > 0)
    _genkan_dojo_reconcile_async (g_task_get_source_object (task), &what,
                                  g_task_get_cancellable (task), genkan_dojo_reconciled_cb, task);
  else
    _genkan_dojo_delivery_succeed (task);
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

/* A part is in the Test. */
static void
go_on (GTask  *task,
       gint64  test_id)
{
  GenkanDojoDelivery *delivery = g_task_get_task_data (task);
  gboolean is_new = delivery->scan.test_id == 0;
  GError *error = NULL;

  delivery->delivered.n_imports++;
  delivery->n_sent += delivery->n_sending;
  delivery->scan.test_id = test_id;
  delivery->delivered.scan.test_id = test_id;
  if (is_new && !delivery->ledger.set_test (test_id, delivery->ledger_data, &error))
    _genkan_dojo_delivery_fail (task, error);
  else if (delivery->n_sent < delivery->places->len)
    look_and_send (task);
  else
    end_imports (task);
}

/* Half of it at a time. */
static void
send_half (GTask *task)
{
  GenkanDojoDelivery *delivery = g_task_get_task_data (task);
  GenkanDojo *self = g_task_get_source_object (task);

  self->file_limit = delivery->n_bytes / 2;
  send_part (task);
}

/* Nothing is under way any more, and it is not all there: the server, or a proxy, gives up on
 * what takes too long, or cuts the connection on what is too large. What is there is found again
 * by the next import. */
static void
take_loss (GTask                   *task,
           const GenkanDojoSettled *settled)
{
  GenkanDojoDelivery *delivery = g_task_get_task_data (task);
  GError *error = NULL;

  if (delivery->n_sending < 2 || delivery->n_bytes <= SMALL_PART)
    {
      g_prefix_error (&delivery->failure,
                      "An import has not ended well, and the next Sync tries it again: ");
      _genkan_dojo_delivery_fail (task, g_steal_pointer (&delivery->failure));
      return;
    }

  g_clear_error (&delivery->failure);
  delivery->n_imports = settled->state.n_imports;
  delivery->is_compared = TRUE;
  if (settled->test_id > 0 && delivery->scan.test_id == 0
      && !delivery->ledger.set_test (settled->test_id, delivery->ledger_data, &error))
    {
      _genkan_dojo_delivery_fail (task, error);
      return;
    }

  delivery->scan.test_id = settled->test_id;
  send_half (task);
}

static void
genkan_dojo_lost_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GTask *task = user_data;
  GenkanDojoDelivery *delivery = g_task_get_task_data (task);
  GenkanDojoSettled settled;
  GError *error = NULL;

  if (!_genkan_dojo_settle_finish (GENKAN_DOJO (source), result, &settled, &error))
    {
      _genkan_dojo_delivery_fail (task, error);
      return;
    }
  if (!settled.is_through)
    {
      take_loss (task, &settled);
      return;
    }

  g_clear_error (&delivery->failure);
  delivery->delivered.scan.has_counts = FALSE;
  go_on (task, settled.test_id);
}

static GError *
make_too_large (GenkanDojoDelivery *delivery,
                const GError       *reason)
{
  guint place = g_array_index (delivery->places, guint, delivery->n_sent);
  g_autoptr (JsonObject) finding = genkan_dojo_file_get_finding (delivery->plan->file, place);
  const char *said = genkan_dojo_error_get_said (reason);
  g_autofree char *size = g_format_size (delivery->n_bytes);
  char *which = g_strdup_printf ("the Finding “%s” (%s) has %s by itself; %s",
                                 _genkan_dojo_json_get_string (finding, "title"),
                                 _genkan_dojo_json_get_string (finding, "unique_id_from_tool"),
                                 size, said != NULL ? said : reason->message);
  GError *error = g_error_new (GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_TOO_LARGE,
                               "More than can be sent: %s: %s", which, reason->message);

  _genkan_dojo_error_take_said (error, which);

  return error;
}

/* An import names nothing that could be there already: two got into each other's way in the
 * server's database, and how far this one came is not known. */
static gboolean
is_uncertain (const GError *error)
{
  return g_error_matches (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_UNCERTAIN)
         || g_error_matches (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_EXISTS);
}

/* Takes the error. */
static void
take_failure (GTask  *task,
              GError *error)
{
  GenkanDojoDelivery *delivery = g_task_get_task_data (task);
  GenkanDojo *self = g_task_get_source_object (task);
  gboolean is_too_large =
    g_error_matches (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_TOO_LARGE);

  if (is_too_large && delivery->n_sending > 1)
    {
      g_error_free (error);
      send_half (task);
    }
  else if (is_too_large)
    {
      _genkan_dojo_delivery_fail (task, make_too_large (delivery, error));
      g_error_free (error);
    }
  else if (is_uncertain (error))
    {
      error->code = GENKAN_DOJO_ERROR_UNCERTAIN;
      delivery->failure = error;
      _genkan_dojo_settle_async (self, &delivery->scan, TRUE, delivery->n_imports,
                                 g_task_get_cancellable (task), genkan_dojo_lost_cb, task);
    }
  else
    {
      _genkan_dojo_delivery_fail (task, error);
    }
}

static void
genkan_dojo_imported_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  GTask *task = user_data;
  GenkanDojoDelivery *delivery = g_task_get_task_data (task);
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
  GenkanDojoDelivery *delivery = g_task_get_task_data (task);
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
  delivery->n_bytes = g_bytes_get_size (part);
  genkan_dojo_send_scan_async (self, &scan, g_task_get_cancellable (task),
                               genkan_dojo_imported_cb, task);
}

/* All that is in the plan; ends the task. */
void
_genkan_dojo_delivery_send (GTask *task)
{
  GenkanDojoDelivery *delivery = g_task_get_task_data (task);

  for (guint i = 0; i < genkan_dojo_file_get_n_findings (delivery->plan->file); i++)
    g_array_append_val (delivery->places, i);

  if (delivery->places->len > 0)
    send_part (task);
  else
    end_imports (task);
}
