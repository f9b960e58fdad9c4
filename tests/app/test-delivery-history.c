/* test-delivery-history.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random histories of two Records: Findings appear, change, vanish and return, answers of the
 * tool are cut off, and DefectDojo fails in all ways. After a Sync that goes well, DefectDojo has
 * what the tool has: nothing twice, nothing lost, nothing closed wrongly.
 */

#include "config.h"

#include "delivery-fixture.h"

#define N_FINDINGS 8
#define N_ROUNDS 25
#define N_HISTORIES 4

typedef enum
{
  ABSENT,
  OPEN,
  MENDED,
} VendorState;

typedef struct
{
  char        id[4];
  VendorState state;
  guint       severity;
  guint       wording;
} VendorFinding;

typedef struct
{
  VendorFinding findings[SYNC_N_UNITS][N_FINDINGS];
} Vendor;

static const char *const severities[] = { "Low", "Medium", "High", "Critical" };
static const char *const wordings[] = { "XSS", "Cross-site scripting", "Script injection" };

static void
vendor_init (Vendor *vendor)
{
  for (guint i = 0; i < SYNC_N_UNITS; i++)
    for (guint j = 0; j < N_FINDINGS; j++)
      {
        vendor->findings[i][j] = (VendorFinding) { "", ABSENT, 0, 0 };
        g_snprintf (vendor->findings[i][j].id, sizeof vendor->findings[i][j].id, "%u", j);
      }
}

static void
vendor_live (Vendor *vendor)
{
  for (guint i = 0; i < SYNC_N_UNITS; i++)
    for (guint j = 0; j < N_FINDINGS; j++)
      {
        VendorFinding *finding = &vendor->findings[i][j];

        if (g_test_rand_int_range (0, 3) == 0)
          finding->state = g_test_rand_int_range (ABSENT, MENDED + 1);
        if (g_test_rand_int_range (0, 5) == 0)
          finding->severity = g_test_rand_int_range (0, G_N_ELEMENTS (severities));
        if (g_test_rand_int_range (0, 5) == 0)
          finding->wording = g_test_rand_int_range (0, G_N_ELEMENTS (wordings));
      }
}

/* Of a Record; a part of it if the answer is cut off. */
static gsize
vendor_tell (Vendor    *vendor,
             guint      record,
             gboolean   whole,
             SyncFound *ret_rows)
{
  gsize n = 0;

  for (guint i = 0; i < N_FINDINGS; i++)
    {
      VendorFinding *finding = &vendor->findings[record][i];

      if (finding->state == ABSENT || (!whole && g_test_rand_int_range (0, 2) == 0))
        continue;

      ret_rows[n++] = (SyncFound) {
        .id = finding->id,
        .title = wordings[finding->wording],
        .severity = severities[finding->severity],
        .mitigated = finding->state == MENDED,
      };
    }

  return n;
}

static void
tell_all (DeliveryFixture *fixture,
          Vendor          *vendor,
          gboolean         goes_well)
{
  static const GenkanOutcome outcomes[] = {
    GENKAN_OUTCOME_COMPLETE, GENKAN_OUTCOME_COMPLETE, GENKAN_OUTCOME_PARTIAL, GENKAN_OUTCOME_FAILED
  };

  sync_begin (&fixture->sync);
  for (guint i = 0; i < SYNC_N_UNITS; i++)
    {
      GenkanOutcome outcome =
        goes_well ? GENKAN_OUTCOME_COMPLETE
                  : outcomes[g_test_rand_int_range (0, G_N_ELEMENTS (outcomes))];
      SyncFound rows[N_FINDINGS];
      gsize n = vendor_tell (vendor, i, outcome == GENKAN_OUTCOME_COMPLETE, rows);

      delivery_found (fixture, sync_units[i].id, outcome, rows, n);
    }
}

/* Something goes wrong somewhere, once or for good. */
static void
break_something (DeliveryFixture *fixture)
{
  static const char *const places[] = {
    "GET user_profile/", "GET tests/", "GET products/", "POST products/", "POST engagements/",
    "POST import-scan/", "POST reimport-scan/", "POST reimport-scan/", "GET findings/",
    "PATCH findings/", "POST metadata/", "GET test_imports/",
  };
  static const guint statuses[] = { 500, 502, 503, 403, 400, 413, 409 };
  DojoFaultKind kind = g_test_rand_int_range (DOJO_FAULT_INSTEAD, DOJO_FAULT_CUT + 1);
  guint status = kind == DOJO_FAULT_AFTER ? 502
                                          : statuses[g_test_rand_int_range (0, G_N_ELEMENTS (statuses))];

  dojo_stand_in_fault (fixture->stand_in,
                       places[g_test_rand_int_range (0, G_N_ELEMENTS (places))],
                       g_test_rand_int_range (1, 4), kind, status, "text/html",
                       "<html>Something is wrong</html>");
}

static char *
vendor_describe (Vendor *vendor,
                 guint   record,
                 char   *told)
{
  g_autoptr (GString) expected = g_string_new (NULL);

  for (guint i = 0; i < N_FINDINGS; i++)
    {
      VendorFinding *finding = &vendor->findings[record][i];
      g_autofree char *start = g_strconcat (finding->id, ":", NULL);
      g_auto (GStrv) words = g_strsplit (told, " ", -1);

      if (finding->state == OPEN)
        g_string_append_printf (expected, " %s%s:open", start, severities[finding->severity]);

      /* One that is over may be there or not, but not open; its severity is that of then. */
      for (guint j = 0; finding->state != OPEN && words[j] != NULL; j++)
        if (g_str_has_prefix (words[j], start) && g_str_has_suffix (words[j], ":closed"))
          {
            g_string_append_printf (expected, " %s", words[j]);
            break;
          }
    }

  return g_strdup (expected->len > 0 ? expected->str + 1 : "");
}

static void
compare (DeliveryFixture *fixture,
         Vendor          *vendor)
{
  for (guint i = 0; i < SYNC_N_UNITS; i++)
    {
      g_autofree char *told = delivery_tell_test (fixture, sync_units[i].name);
      g_autofree char *expected = vendor_describe (vendor, i, told);

      g_assert_cmpstr (told, ==, expected);
    }
}

static void
test_history (DeliveryFixture *fixture,
              gconstpointer    data)
{
  GenkanDeliverySummary summary = { 0 };
  Vendor vendor;

  vendor_init (&vendor);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gboolean goes_well = round % 5 == 4;

      vendor_live (&vendor);
      tell_all (fixture, &vendor, goes_well);
      if (!goes_well && g_test_rand_int_range (0, 2) == 0)
        break_something (fixture);
      summary = delivery_run (fixture);
      g_ptr_array_set_size (fixture->stand_in->faults, 0);
      if (!goes_well)
        continue;

      g_assert_cmpuint (summary.n_refused, ==, 0);
      compare (fixture, &vendor);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < N_HISTORIES; i++)
    {
      g_autofree char *path = g_strdup_printf ("/delivery-history/%u", i);

      g_test_add (path, DeliveryFixture, NULL, delivery_fixture_set_up, test_history,
                  delivery_fixture_tear_down);
    }

  return g_test_run ();
}
