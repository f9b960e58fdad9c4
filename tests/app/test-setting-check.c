/* test-setting-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-setting-check.h"
#include "genkan-workspace.h"

static char *choices[] = { (char *) "eu", (char *) "us", NULL };

static const GenkanSetting url = { .name = (char *) "url", .title = (char *) "Server URL" };
static const GenkanSetting token = { .name = (char *) "token", .title = (char *) "Key", .secret = TRUE };
static const GenkanSetting note = { .name = (char *) "note", .title = (char *) "Note", .optional = TRUE };
static const GenkanSetting region = {
  .name = (char *) "region", .title = (char *) "Region", .initial = (char *) "eu", .choices = choices,
};
static const GenkanSetting project = {
  .name = (char *) "project", .title = (char *) "Project", .help = (char *) "three digits",
  .pattern = (char *) "[0-9]{3}|all",
};

static void
assert_good (const GenkanSetting *setting,
             const char          *value,
             const char          *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *checked = NULL;

  g_assert_true (genkan_setting_check (setting, value, &checked, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (checked, ==, expected);
}

static void
assert_bad (const GenkanSetting *setting,
            const char          *value,
            const char          *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (genkan_setting_check (setting, value, NULL, &error));
  g_assert_error (error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_SETTING);
  g_assert_true (g_str_has_prefix (error->message, setting->title));
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_url (void)
{
  assert_good (&url, "https://burp.example.com", "https://burp.example.com");
  assert_good (&url, "  burp.example.com:8443/ ", "https://burp.example.com:8443");
  assert_good (&url, "http://localhost:9000///", "http://localhost:9000");
  assert_good (&url, "https://example.com/sonar/", "https://example.com/sonar");
  assert_good (&url, "https://[::1]:9000", "https://[::1]:9000");

  assert_bad (&url, NULL, "needed");
  assert_bad (&url, "", "needed");
  assert_bad (&url, "https://", "URL");
  assert_bad (&url, "my server", "URL");
  assert_bad (&url, "https://exa mple.com", "URL");
  assert_bad (&url, "https://example.com:port", "URL");
  assert_bad (&url, "file:///etc/passwd", "URL");
  assert_bad (&url, "ftp://example.com", "https://");
  assert_bad (&url, "https://user:pw@example.com", "password");
  assert_bad (&url, "https://example.com/?x=1", "?");
  assert_bad (&url, "https://example.com/#sites", "#");
  assert_bad (&url, "\xff\xfe", "characters");
}

static void
test_other (void)
{
  assert_good (&token, " abc\n", "abc");
  assert_bad (&token, "a\tb", "characters");
  assert_bad (&token, " \n ", "needed");
  assert_good (&note, NULL, NULL);
  assert_good (&note, "  ", NULL);
  assert_good (&region, NULL, "eu");
  assert_good (&region, "us", "us");
  assert_bad (&region, "mars", "eu, us");
  assert_good (&project, "123", "123");
  assert_good (&project, "all", "all");
  assert_bad (&project, "1234", "three digits");
  assert_bad (&project, "all of them", "three digits");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/setting-check/url", test_url);
  g_test_add_func ("/setting-check/other", test_other);

  return g_test_run ();
}
