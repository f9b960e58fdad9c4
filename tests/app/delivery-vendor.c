/* delivery-vendor.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "delivery-vendor.h"

static const char *const severities[] = { "Low", "Medium", "High", "Critical" };
static const char *const wordings[] = { "XSS", "Cross-site scripting", "Script injection" };

void
vendor_init (Vendor *vendor)
{
  for (guint i = 0; i < SYNC_N_UNITS; i++)
    for (guint j = 0; j < VENDOR_N_FINDINGS; j++)
      {
        vendor->findings[i][j] = (VendorFinding) { "", VENDOR_ABSENT, 0, 0 };
        g_snprintf (vendor->findings[i][j].id, sizeof vendor->findings[i][j].id, "%u", j);
      }
}

void
vendor_live (Vendor *vendor)
{
  for (guint i = 0; i < SYNC_N_UNITS; i++)
    for (guint j = 0; j < VENDOR_N_FINDINGS; j++)
      {
        VendorFinding *finding = &vendor->findings[i][j];

        if (g_test_rand_int_range (0, 3) == 0)
          finding->state = g_test_rand_int_range (VENDOR_ABSENT, VENDOR_MENDED + 1);
        if (g_test_rand_int_range (0, 5) == 0)
          finding->severity = g_test_rand_int_range (0, G_N_ELEMENTS (severities));
        if (g_test_rand_int_range (0, 5) == 0)
          finding->wording = g_test_rand_int_range (0, G_N_ELEMENTS (wordings));
      }
}

/* Of a Record; a part of it if the answer is cut off. */
static gsize
tell_record (Vendor    *vendor,
             guint      record,
             gboolean   whole,
             SyncFound *ret_rows)
{
  gsize n = 0;

  for (guint i = 0; i < VENDOR_N_FINDINGS; i++)
    {
      VendorFinding *finding = &vendor->findings[record][i];

      if (finding->state == VENDOR_ABSENT || (!whole && g_test_rand_int_range (0, 2) == 0))
        continue;

      ret_rows[n++] = (SyncFound) {
        .id = finding->id,
        .title = wordings[finding->wording],
        .severity = severities[finding->severity],
        .mitigated = finding->state == VENDOR_MENDED,
      };
    }

  return n;
}

/* Begins a Sync, and says all of both Records, or what comes through. */
void
vendor_tell (Vendor          *vendor,
             DeliveryFixture *fixture,
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
      SyncFound rows[VENDOR_N_FINDINGS];
      gsize n = tell_record (vendor, i, outcome == GENKAN_OUTCOME_COMPLETE, rows);

      delivery_found (fixture, sync_units[i].id, outcome, rows, n);
    }
}

static char *
describe (Vendor *vendor,
          guint   record,
          char   *told)
{
  g_autoptr (GString) expected = g_string_new (NULL);

  for (guint i = 0; i < VENDOR_N_FINDINGS; i++)
    {
      VendorFinding *finding = &vendor->findings[record][i];
      g_autofree char *start = g_strconcat (finding->id, ":", NULL);
      g_auto (GStrv) words = g_strsplit (told, " ", -1);

      if (finding->state == VENDOR_OPEN)
        g_string_append_printf (expected, " %s%s:open", start, severities[finding->severity]);

      /* One that is over may be there or not, but not open; its severity is that of then. */
      for (guint j = 0; finding->state != VENDOR_OPEN && words[j] != NULL; j++)
        if (g_str_has_prefix (words[j], start) && g_str_has_suffix (words[j], ":closed"))
          {
            g_string_append_printf (expected, " %s", words[j]);
            break;
          }
    }

  return g_strdup (expected->len > 0 ? expected->str + 1 : "");
}

/* Nothing twice, nothing lost, nothing closed wrongly. */
void
vendor_compare (Vendor          *vendor,
                DeliveryFixture *fixture)
{
  for (guint i = 0; i < SYNC_N_UNITS; i++)
    {
      g_autofree char *told = delivery_tell_test (fixture, sync_units[i].name);
      g_autofree char *expected = describe (vendor, i, told);

      g_assert_cmpstr (told, ==, expected);
    }
}
