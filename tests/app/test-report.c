/* test-report.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-report.h"
#include "genkan-run.h"
#include "genkan-secrets.h"
#include "genkan-store.h"
#include "genkan-workspace.h"

static void
test_new_destroy (void)
{
  GenkanReport *report = genkan_report_new (TRUE, "Good", NULL, "asked this\n\n");

  g_assert_true (genkan_report_is_good (report));
  g_assert_cmpstr (genkan_report_get_summary (report), ==, "Good");
  g_assert_null (genkan_report_get_advice (report));
  g_assert_nonnull (strstr (genkan_report_get_details (report), "asked this\n\nGenkan " PACKAGE_VERSION ", GLib "));
  g_assert_nonnull (strstr (genkan_report_get_details (report), "SQLite "));
  g_assert_finalize_object (report);
}

static GenkanReport *
report_for (GQuark domain,
            int    code)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, "technical text");

  return genkan_report_new_for_error (error, "what was asked");
}

/* Every code has words of its own: nobody is shown the technical text alone. */
static void
assert_words (GQuark domain,
              int    last_code)
{
  for (int code = 0; code <= last_code; code++)
    {
      g_autoptr (GenkanReport) report = report_for (domain, code);

      g_assert_false (genkan_report_is_good (report));
      g_assert_cmpstr (genkan_report_get_summary (report), !=, "technical text");
      g_assert_true (g_str_has_prefix (genkan_report_get_details (report), "technical text\n\nwhat was asked\n\n"));
    }
}

static void
test_words (void)
{
  assert_words (GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SINK);
  assert_words (GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_INVALID);
  assert_words (GENKAN_SECRETS_ERROR, GENKAN_SECRETS_ERROR_FAILED);
  assert_words (GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TIME);
}

static void
test_quotes (void)
{
  g_autoptr (GenkanReport) vendor = report_for (GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_VENDOR);
  g_autoptr (GenkanReport) setting = report_for (GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_SETTING);
  g_autoptr (GenkanReport) other = report_for (G_FILE_ERROR, G_FILE_ERROR_IO);

  g_assert_true (g_str_has_suffix (genkan_report_get_summary (vendor), ": technical text"));
  g_assert_cmpstr (genkan_report_get_summary (setting), ==, "technical text");
  g_assert_cmpstr (genkan_report_get_summary (other), ==, "technical text");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/report/new-destroy", test_new_destroy);
  g_test_add_func ("/report/words", test_words);
  g_test_add_func ("/report/quotes", test_quotes);

  return g_test_run ();
}
