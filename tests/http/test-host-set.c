/* test-host-set.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-host-set.h"
#include "genkan-http-error.h"

static GenkanHostSet *
make_set (void)
{
  GenkanHostSet *set = genkan_host_set_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (genkan_host_set_add (set, "https://tool.example/api", &error));
  g_assert_true (genkan_host_set_add (set, "files.example:8443", &error));
  g_assert_true (genkan_host_set_add (set, "http://127.0.0.1:9000", &error));
  g_assert_no_error (error);

  return set;
}

/* The code of the error, or -1 when it may be asked. */
static int
check (GenkanHostSet *set,
       const char    *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (uri);
  if (genkan_host_set_check (set, uri, &error))
    return -1;

  g_assert_true (error->domain == GENKAN_HTTP_ERROR);
  g_assert_null (strstr (error->message, "hunter2"));
  return error->code;
}

static void
test_host_set_hosts (void)
{
  g_autoptr (GenkanHostSet) set = make_set ();

  g_assert_cmpint (check (set, "https://tool.example/other?x=1"), ==, -1);
  g_assert_cmpint (check (set, "https://TOOL.example:443/"), ==, -1);
  g_assert_cmpint (check (set, "https://files.example:8443/a"), ==, -1);
  g_assert_cmpint (check (set, "http://127.0.0.1:9000/"), ==, -1);

  g_assert_cmpint (check (set, "https://files.example/a"), ==, GENKAN_HTTP_ERROR_HOST);
  g_assert_cmpint (check (set, "https://tool.example:8080/"), ==, GENKAN_HTTP_ERROR_HOST);
  g_assert_cmpint (check (set, "https://tool.example.evil.example/"), ==, GENKAN_HTTP_ERROR_HOST);
  g_assert_cmpint (check (set, "https://sub.tool.example/"), ==, GENKAN_HTTP_ERROR_HOST);
  g_assert_cmpint (check (set, "http://127.0.0.1:9001/"), ==, GENKAN_HTTP_ERROR_HOST);
}

static void
test_host_set_any_label (void)
{
  g_autoptr (GenkanHostSet) set = genkan_host_set_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (genkan_host_set_add (set, "api.*.cloud.example", &error));
  g_assert_no_error (error);
  g_assert_cmpint (check (set, "https://api.eu-1.cloud.example/"), ==, -1);
  g_assert_cmpint (check (set, "https://API.us.Cloud.example/"), ==, -1);
  g_assert_cmpint (check (set, "https://api.cloud.example/"), ==, GENKAN_HTTP_ERROR_HOST);
  g_assert_cmpint (check (set, "https://api..cloud.example/"), ==, GENKAN_HTTP_ERROR_HOST);
  g_assert_cmpint (check (set, "https://api.a.b.cloud.example/"), ==, GENKAN_HTTP_ERROR_HOST);
  g_assert_cmpint (check (set, "https://other.eu.cloud.example/"), ==, GENKAN_HTTP_ERROR_HOST);
  g_assert_cmpint (check (set, "https://api.eu.cloud.example.evil.example/"), ==,
                   GENKAN_HTTP_ERROR_HOST);
  g_assert_cmpint (check (set, "https://api.*.cloud.example/"), ==, GENKAN_HTTP_ERROR_URI);

  g_assert_false (genkan_host_set_add (set, "*.example", &error));
  g_assert_error (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_URI);
  g_clear_error (&error);
  g_assert_false (genkan_host_set_add (set, "api*.cloud.example", &error));
  g_assert_error (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_URI);
}

static void
test_host_set_plain (void)
{
  g_autoptr (GenkanHostSet) set = make_set ();

  g_assert_cmpint (check (set, "http://tool.example/"), ==, GENKAN_HTTP_ERROR_PLAIN);
  genkan_host_set_set_allow_plain (set, TRUE);
  g_assert_cmpint (check (set, "http://tool.example/"), ==, -1);
}

static void
test_host_set_form (void)
{
  g_autoptr (GenkanHostSet) set = make_set ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (check (set, "ftp://tool.example/"), ==, GENKAN_HTTP_ERROR_URI);
  g_assert_cmpint (check (set, "https:///path"), ==, GENKAN_HTTP_ERROR_URI);
  g_assert_cmpint (check (set, "https://me:hunter2@tool.example/"), ==, GENKAN_HTTP_ERROR_URI);
  g_assert_cmpint (check (set, "https://tool.example@evil.example/"), ==, GENKAN_HTTP_ERROR_URI);

  g_assert_false (genkan_host_set_add (set, "not a host", &error));
  g_assert_error (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_URI);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host-set/hosts", test_host_set_hosts);
  g_test_add_func ("/host-set/any-label", test_host_set_any_label);
  g_test_add_func ("/host-set/plain", test_host_set_plain);
  g_test_add_func ("/host-set/form", test_host_set_form);

  return g_test_run ();
}
