/* dojo-vendor.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a tool says of a Record, the ledger of an installation of Genkan that delivers it, and
 * whether DefectDojo then has what the tool says.
 */

#include "config.h"

#include "dojo-vendor.h"

#include "dojo-tables.h"

#include "genkan-dojo-account.h"
#include "genkan-dojo-mark.h"

#define PREFIX "tool:1"

static const char *const severities[] = { "Low", "High", "Critical" };

DojoVendor *
dojo_vendor_new (DojoStandIn *stand_in,
                 guint        n)
{
  DojoVendor *self = g_new0 (DojoVendor, 1);

  self->stand_in = stand_in;
  self->dojo = dojo_client_new (stand_in);
  self->engagement = dojo_make_engagement (self->dojo);
  self->title = "Tool: shop";
  self->n = n;
  self->known = g_new0 (DojoKnown, n);

  return self;
}

static void
forget_known (DojoKnown *known)
{
  g_clear_pointer (&known->identity, g_free);
  g_clear_pointer (&known->sent, g_free);
}

/* As another installation, which has the same Record and nothing delivered. What is closed it
 * never saw. */
void
dojo_vendor_forget (DojoVendor *self)
{
  self->test = 0;
  for (guint i = 0; i < self->n; i++)
    {
      DojoKnown *known = &self->known[i];

      forget_known (known);
      known->retired = known->known && known->state == GENKAN_FINDING_CLOSED;
      known->known = known->known && !known->retired;
    }
}

void
dojo_vendor_free (DojoVendor *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      forget_known (&self->known[i]);
      g_free (self->known[i].fields);
    }
  g_free (self->known);
  g_object_unref (self->dojo);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/* As the store would have it. Half of the Findings have the same words as others. */
void
dojo_vendor_say (DojoVendor         *self,
                 guint               i,
                 GenkanFindingState  state,
                 guint               severity,
                 guint               wording)
{
  DojoKnown *known = &self->known[i];
  g_autofree char *padding = g_strnfill (self->padding, 'x');

  known->known = TRUE;
  known->state = state;
  known->severity = severity;
  known->wording = wording;
  g_free (known->fields);
  known->fields = g_strdup_printf (
    "{\"unique_id_from_tool\":\"id-%u\",\"title\":\"Finding %u\",\"severity\":\"%s\","
    "\"description\":\"Wording %u.%s\",\"active\":%d,\"false_p\":%d,\"risk_accepted\":%d,"
    "\"is_mitigated\":%d,\"mitigated\":\"2026-01-02T03:04:05Z\"}",
    i, self->is_distinct ? i : i / 2, severities[severity], wording, padding,
    state == GENKAN_FINDING_OPEN,
    state == GENKAN_FINDING_FALSE_POSITIVE, state == GENKAN_FINDING_RISK_ACCEPTED,
    state == GENKAN_FINDING_CLOSED);
}

void
dojo_vendor_say_all (DojoVendor *self,
                     guint       severity)
{
  for (guint i = 0; i < self->n; i++)
    dojo_vendor_say (self, i, GENKAN_FINDING_OPEN, severity, i);
}

void
dojo_vendor_say_random (DojoVendor *self,
                        guint       one_in)
{
  static const GenkanFindingState states[] = {
    GENKAN_FINDING_OPEN, GENKAN_FINDING_OPEN, GENKAN_FINDING_OPEN, GENKAN_FINDING_CLOSED,
    GENKAN_FINDING_CLOSED, GENKAN_FINDING_FALSE_POSITIVE, GENKAN_FINDING_RISK_ACCEPTED,
  };

  for (guint i = 0; i < self->n; i++)
    if (!self->known[i].retired && g_test_rand_int_range (0, (gint32) one_in) == 0)
      dojo_vendor_say (self, i, states[g_test_rand_int_range (0, G_N_ELEMENTS (states))],
                       (guint) g_test_rand_int_range (0, 3),
                       (guint) g_test_rand_int_range (0, 4));
}

/* --- deliveries ----------------------------------------------------------------------------- */

static gboolean
vendor_pin_cb (const GenkanDojoPlan  *plan,
               gpointer               user_data,
               GError               **error)
{
  DojoVendor *self = user_data;

  for (guint i = 0; i < plan->items->len; i++)
    {
      GenkanDojoPlanned *planned = g_ptr_array_index (plan->items, i);
      DojoKnown *known = &self->known[planned->key];

      g_free (known->identity);
      known->identity = g_strdup (planned->identity);
      g_clear_pointer (&known->sent, g_free);
    }

  return TRUE;
}

static gboolean
vendor_set_test_cb (gint64    test,
                    gpointer  user_data,
                    GError  **error)
{
  DojoVendor *self = user_data;

  self->test = test;

  return TRUE;
}

static GenkanDojoPlan *
make_plan (DojoVendor  *self,
           GError     **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (GenkanDojoItem));
  guint version = GENKAN_DOJO_VERSION (self->stand_in->major, self->stand_in->minor);

  for (guint i = 0; i < self->n; i++)
    {
      DojoKnown *known = &self->known[i];
      GenkanDojoItem item = { i, known->fields, known->identity, known->sent, known->state,
                              known->sent_state };

      if (known->known)
        g_array_append_val (items, item);
    }

  return genkan_dojo_plan_new ("Tool Connector", version, PREFIX,
                               (const GenkanDojoItem *) items->data, items->len, error);
}

gboolean
dojo_vendor_deliver (DojoVendor           *self,
                     GenkanDojoDelivered  *ret_delivered,
                     GError              **error)
{
  static const GenkanDojoLedger ledger = { vendor_pin_cb, vendor_set_test_cb };
  static const char *const tags[] = { DOJO_MARK, GENKAN_DOJO_TAG, NULL };
  GenkanDojoScan scan = { .test_id = self->test, .engagement_id = self->engagement,
                          .test_title = self->title, .tags = tags,
                          .close_unknown = self->close_unknown };
  g_autoptr (GenkanDojoPlan) plan = make_plan (self, error);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_nonnull (plan);
  genkan_dojo_deliver_async (self->dojo, plan, &scan, &ledger, self, self->cancellable,
                             dojo_keep_cb, &result);
  if (!genkan_dojo_deliver_finish (self->dojo, dojo_wait (&result), ret_delivered, error))
    return FALSE;

  for (guint i = 0; i < plan->items->len; i++)
    {
      DojoKnown *known = &self->known[((GenkanDojoPlanned *) plan->items->pdata[i])->key];

      g_free (known->sent);
      known->sent = g_strdup (known->fields);
      known->sent_state = known->state;
    }

  return TRUE;
}

void
dojo_vendor_deliver_well (DojoVendor *self)
{
  g_autoptr (GError) error = NULL;
  GenkanDojoDelivered delivered;

  dojo_vendor_deliver (self, &delivered, &error);
  g_assert_no_error (error);
}

/* --- what came of it ------------------------------------------------------------------------ */

/* The only one there is. What another installation closed may be there besides. */
JsonObject *
dojo_vendor_find (DojoVendor *self,
                  guint       i)
{
  g_autofree char *id = g_strdup_printf (PREFIX ":id-%u", i);
  JsonObject *found = NULL;

  for (guint j = 0; j < self->stand_in->tables[DOJO_FINDINGS]->len; j++)
    {
      JsonObject *finding = g_ptr_array_index (self->stand_in->tables[DOJO_FINDINGS], j);

      if (g_strcmp0 (dojo_get_string (finding, "unique_id_from_tool"), id) != 0)
        continue;
      g_assert_true (found == NULL || self->is_adopted);
      g_assert_false (found != NULL && dojo_get_boolean (found, "active")
                      && dojo_get_boolean (finding, "active"));
      if (found == NULL || dojo_get_boolean (finding, "active"))
        found = finding;
    }

  return found;
}

static void
assert_open (DojoKnown  *known,
             JsonObject *finding)
{
  g_autofree char *wording = g_strdup_printf ("Wording %u.", known->wording);

  g_assert_false (dojo_get_boolean (finding, "is_mitigated"));
  g_assert_false (dojo_get_boolean (finding, "false_p"));
  g_assert_false (dojo_get_boolean (finding, "risk_accepted"));
  g_assert_cmpstr (dojo_get_string (finding, "severity"), ==, severities[known->severity]);
  if (!g_str_has_prefix (dojo_get_string (finding, "description"), wording))
    g_error ("%s is to be “%s”, and is “%s”",
             dojo_get_string (finding, "unique_id_from_tool"), wording,
             dojo_get_string (finding, "description"));
}

static void
assert_one (DojoVendor *self,
            guint       i)
{
  DojoKnown *known = &self->known[i];
  JsonObject *finding = dojo_vendor_find (self, i);
  GenkanFindingState state = known->known ? known->state : GENKAN_FINDING_CLOSED;

  if (finding == NULL)
    {
      g_assert_cmpint (state, ==, GENKAN_FINDING_CLOSED);
      return;
    }

  if (dojo_get_boolean (finding, "active") != (state == GENKAN_FINDING_OPEN))
    g_error ("Finding %u: state %d, sent %d, active %d, mitigated %d, false %d, accepted %d", i,
             state, known->sent_state, dojo_get_boolean (finding, "active"),
             dojo_get_boolean (finding, "is_mitigated"), dojo_get_boolean (finding, "false_p"),
             dojo_get_boolean (finding, "risk_accepted"));
  if (state == GENKAN_FINDING_OPEN)
    assert_open (known, finding);
  else if (state == GENKAN_FINDING_CLOSED)
    g_assert_true (dojo_get_boolean (finding, "is_mitigated"));
  else if (!self->is_adopted)
    {
      g_assert_cmpint (dojo_get_boolean (finding, "false_p"), ==,
                       state == GENKAN_FINDING_FALSE_POSITIVE);
      g_assert_cmpint (dojo_get_boolean (finding, "risk_accepted"), ==,
                       state == GENKAN_FINDING_RISK_ACCEPTED);
    }
}

/* No Finding is doubled, lost, or open or closed against what the tool says. */
void
dojo_vendor_assert_same (DojoVendor *self)
{
  for (guint i = 0; i < self->n; i++)
    assert_one (self, i);
}
