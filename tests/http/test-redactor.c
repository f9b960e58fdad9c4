/* test-redactor.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-redactor.h"

#define SECRET "s3cr/et \"k+y\""

static void
assert_redacted (GenkanRedactor *redactor,
                 const char     *text,
                 const char     *expected)
{
  g_autofree char *redacted = genkan_redactor_redact (redactor, text);

  g_assert_cmpstr (redacted, ==, expected);
}

static void
test_redactor_shapes (void)
{
  g_autoptr (GenkanRedactor) redactor = genkan_redactor_new ();

  genkan_redactor_add (redactor, SECRET);

  assert_redacted (redactor, "nothing", "nothing");
  assert_redacted (redactor, "a " SECRET " b", "a [secret] b");
  assert_redacted (redactor, SECRET SECRET, "[secret][secret]");
  assert_redacted (redactor, "?t=s3cr%2Fet%20%22k%2By%22&x", "?t=[secret]&x");
  assert_redacted (redactor, "?t=s3cr%2fet%20%22k%2by%22&x", "?t=[secret]&x");
  assert_redacted (redactor, "t=s3cr%2Fet+%22k%2By%22", "t=[secret]");
  assert_redacted (redactor, "/s3cr/et%20%22k+y%22/", "/[secret]/");
  assert_redacted (redactor, "{\"t\":\"s3cr/et \\\"k+y\\\"\"}", "{\"t\":\"[secret]\"}");
  assert_redacted (redactor, "{\"t\":\"s3cr\\/et \\\"k+y\\\"\"}", "{\"t\":\"[secret]\"}");
}

static void
test_redactor_base64 (void)
{
  g_autoptr (GenkanRedactor) redactor = genkan_redactor_new ();

  genkan_redactor_add (redactor, "correct horse battery");
  genkan_redactor_add_basic (redactor, "me", "correct horse battery");

  for (gsize shift = 0; shift < 6; shift++)
    {
      g_autofree char *text = g_strdup_printf ("%.*scorrect horse battery, and more",
                                               (int) shift, "abcdef");
      g_autofree char *encoded = g_base64_encode ((const guchar *) text, strlen (text));
      g_autofree char *redacted = genkan_redactor_redact (redactor, encoded);

      g_assert_nonnull (strstr (redacted, "[secret]"));
      /* At most the characters at its edges, which the neighbours share, are left. */
      g_assert_cmpuint (strlen (redacted), <=, strlen (encoded) - 26 + strlen ("[secret]"));
    }

  assert_redacted (redactor, "Basic bWU6Y29ycmVjdCBob3JzZSBiYXR0ZXJ5", "Basic [secret]");
}

static void
test_redactor_lines (void)
{
  g_autoptr (GenkanRedactor) redactor = genkan_redactor_new ();

  genkan_redactor_add (redactor, "-----BEGIN-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n");

  assert_redacted (redactor, "line MIIEvQIBADANBg and kqhkiG9w0BAQEF", "line [secret] and [secret]");
  assert_redacted (redactor, "-----BEGIN-----\\nMIIEvQIBADANBg\\nkqhkiG9w0BAQEF\\n", "[secret]");
}

/* Blotting every "a" out would spoil the text and tell the secret. */
static void
test_redactor_short (void)
{
  g_autoptr (GenkanRedactor) redactor = genkan_redactor_new ();

  genkan_redactor_add (redactor, "");
  genkan_redactor_add (redactor, "ab");

  assert_redacted (redactor, "about token=ab, cab", "about token=[secret], cab");
}

static void
test_redactor_longest (void)
{
  g_autoptr (GenkanRedactor) redactor = genkan_redactor_new ();

  genkan_redactor_add (redactor, "token");
  genkan_redactor_add (redactor, "token-and-more");

  assert_redacted (redactor, "token-and-more token", "[secret] [secret]");
}

/* A sentence that was cut to size, in the middle of what must not be seen. */
static void
test_redactor_cut (void)
{
  g_autoptr (GenkanRedactor) redactor = genkan_redactor_new ();

  genkan_redactor_add (redactor, "correct horse battery");

  assert_redacted (redactor, "it was correct ho…", "it was [secret]…");
  assert_redacted (redactor, "it was correct horse b", "it was [secret]");
  assert_redacted (redactor, "it was correct ho, see", "it was correct ho, see");
  assert_redacted (redactor, "it was correc…", "it was correc…");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/redactor/shapes", test_redactor_shapes);
  g_test_add_func ("/redactor/base64", test_redactor_base64);
  g_test_add_func ("/redactor/lines", test_redactor_lines);
  g_test_add_func ("/redactor/short", test_redactor_short);
  g_test_add_func ("/redactor/cut", test_redactor_cut);
  g_test_add_func ("/redactor/longest", test_redactor_longest);

  return g_test_run ();
}
