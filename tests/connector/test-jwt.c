/* test-jwt.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signed tokens. The signatures by RS256 are those of OpenSSL over the same words; one by ES256
 * is another each time, and is verified.
 */

#include "config.h"

#include <glib.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <string.h>

#include "genkan-connector.h"
#include "genkan-jwt.h"

#define HS256_SECRET "your-256-bit-secret"
#define HS256_CLAIMS "{\"sub\":\"1234567890\",\"name\":\"John Doe\",\"iat\":1516239022}"
/* The example of jwt.io. */
#define HS256_TOKEN                                                                         \
  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"                                                     \
  ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ"               \
  ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"

#define CLAIMS "{\"iss\":\"me\",\"aud\":\"https://example.com/token\",\"iat\":1700000000}"
#define RS256_TOKEN                                                                         \
  "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImsxIn0"                                      \
  ".eyJpc3MiOiJtZSIsImF1ZCI6Imh0dHBzOi8vZXhhbXBsZS5jb20vdG9rZW4iLCJpYXQiOjE3MDAwMDAwMDB9"    \
  ".EYGi8M0Sz7D6C7qnp7TmXGBWKr4rVBZQk6XrNGguYmpD3WA3GdMS2U84YLtjdg0KvNqSRsm0IHV89cW" \
  "NDUUf_OS5NYe_-g7X0bQxpNNqYaD_mclPVqR3GLRP3sA5LOytEfkfztN2llACJPteQjBXndNuQHqHrIY" \
  "FVcVEUrM2qLdClPxnDd7zoQ4FzQbtOyqO4Jzsss0SYCr4J-whCakqwKYhDVMDXS_TckX01dDANLbx6Ks" \
  "ITbstUC6sddyJ6KemyKvn9Sbp0HoG9xi_1sQWR38Dp2IHjDriAn_TENdhhBxRLfkR7Cvra2qW9mVksRi" \
  "lhrRuhv0VEOKL3LKvJ-d2Ug"

static char *
read_key (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autoptr (GError) error = NULL;
  char *key = NULL;

  g_file_get_contents (path, &key, NULL, &error);
  g_assert_no_error (error);

  return key;
}

static void
test_hs256 (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = genkan_jwt_sign ("HS256", HS256_SECRET, strlen (HS256_SECRET), NULL,
                                            HS256_CLAIMS, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, HS256_TOKEN);
}

static void
assert_rs256 (const char *key,
              const char *header)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = genkan_jwt_sign ("RS256", key, strlen (key), header, CLAIMS, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, RS256_TOKEN);
}

static void
test_rs256 (void)
{
  g_autofree char *key = read_key ("jwt-rsa.pem");

  assert_rs256 (key, "{\"kid\":\"k1\"}");
  assert_rs256 (key, "{\"alg\":\"none\", \"kid\" : \"k1\"}");
}

/* As it comes out of a form of one line, out of a JSON file read by hand, and from Windows. */
static void
test_bent_key (void)
{
  g_autofree char *key = read_key ("jwt-rsa.pem");
  const char *const breaks[] = { " ", "\\n", "\r\n", "", "\\r\\n", "  \n" };

  for (gsize i = 0; i < G_N_ELEMENTS (breaks); i++)
    {
      g_autoptr (GString) bent = g_string_new (key);

      g_string_replace (bent, "\n", breaks[i], 0);
      assert_rs256 (bent->str, "{\"kid\":\"k1\"}");
    }
}

/* The signature as X.509 has it, which GnuTLS verifies. */
static void
decode_signature (const char     *encoded,
                  gnutls_datum_t *ret_signature)
{
  g_autofree char *text = g_strconcat (encoded, "==", NULL);
  g_autofree guchar *bytes = NULL;
  gsize length;
  gnutls_datum_t r;
  gnutls_datum_t s;

  g_strdelimit (g_strdelimit (text, "-", '+'), "_", '/');
  bytes = g_base64_decode (text, &length);
  g_assert_cmpuint (length, ==, 64);
  r = (gnutls_datum_t) { bytes, 32 };
  s = (gnutls_datum_t) { bytes + 32, 32 };
  g_assert_cmpint (gnutls_encode_rs_value (ret_signature, &r, &s), ==, 0);
}

static void
verify (const char *token,
        const char *key)
{
  gnutls_datum_t pem = { (unsigned char *) key, strlen (key) };
  const char *dot = strrchr (token, '.');
  gnutls_datum_t payload = { (unsigned char *) token, dot - token };
  gnutls_datum_t signature;
  gnutls_privkey_t private_key;
  gnutls_pubkey_t public_key;

  decode_signature (dot + 1, &signature);
  gnutls_privkey_init (&private_key);
  gnutls_pubkey_init (&public_key);
  g_assert_cmpint (gnutls_privkey_import_x509_raw (private_key, &pem, GNUTLS_X509_FMT_PEM, NULL,
                                                   0), ==, 0);
  g_assert_cmpint (gnutls_pubkey_import_privkey (public_key, private_key, 0, 0), ==, 0);
  g_assert_cmpint (gnutls_pubkey_verify_data2 (public_key, GNUTLS_SIGN_ECDSA_SHA256, 0, &payload,
                                               &signature), >=, 0);
  gnutls_pubkey_deinit (public_key);
  gnutls_privkey_deinit (private_key);
  gnutls_free (signature.data);
}

/* Often enough that a number with a zero in front is among them. */
static void
test_es256 (void)
{
  g_autofree char *key = read_key ("jwt-ec.pem");

  for (guint i = 0; i < 600; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *token = genkan_jwt_sign ("ES256", key, strlen (key), NULL, CLAIMS, &error);

      g_assert_no_error (error);
      verify (token, key);
    }
}

static void
assert_refused (const char *algorithm,
                const char *key,
                const char *header,
                const char *claims,
                const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = genkan_jwt_sign (algorithm, key, strlen (key), header, claims, &error);

  g_assert_null (token);
  g_assert_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_null (strstr (error->message, "MII"));
}

/* Whatever a header has comes through as it is. */
static void
test_header (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = genkan_jwt_sign ("HS256", "k", 1,
                                            "{\"typ\":\"X\", \"a\":\"\\\"\", \"b\":[1,{}]}", "{}",
                                            &error);
  g_autofree char *expected = NULL;
  const char header[] = "{\"alg\":\"HS256\",\"typ\":\"X\",\"a\":\"\\\"\",\"b\":[1,{}]}";

  g_assert_no_error (error);
  expected = genkan_base64url ((const guchar *) header, strlen (header));
  token[strcspn (token, ".")] = '\0';
  g_assert_cmpstr (token, ==, expected);
}

static void
test_refused (void)
{
  g_autofree char *rsa = read_key ("jwt-rsa.pem");
  g_autofree char *ec = read_key ("jwt-ec.pem");
  g_autofree char *longer = read_key ("jwt-ec-384.pem");
  g_autofree char *cut = g_strndup (rsa, strlen (rsa) / 2);

  assert_refused ("none", rsa, NULL, CLAIMS, "not by none");
  assert_refused ("RS256", "secret", NULL, CLAIMS, "PEM");
  assert_refused ("RS256", "", NULL, CLAIMS, "PEM");
  assert_refused ("RS256", cut, NULL, CLAIMS, "whole");
  assert_refused ("RS256", "-----BEGIN PRIVATE KEY-----\nMIIx\n-----END PRIVATE KEY-----", NULL,
                  CLAIMS, "whole");
  assert_refused ("RS256", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII\n"
                  "-----END ENCRYPTED PRIVATE KEY-----", NULL, CLAIMS, "passphrase");
  assert_refused ("RS256", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMII\n"
                  "-----END RSA PRIVATE KEY-----", NULL, CLAIMS, "passphrase");
  assert_refused ("RS256", ec, NULL, CLAIMS, "RSA");
  assert_refused ("ES256", rsa, NULL, CLAIMS, "P-256");
  assert_refused ("ES256", longer, NULL, CLAIMS, "P-256");
  assert_refused ("HS256", "k", "[]", CLAIMS, "header");
  assert_refused ("HS256", "k", NULL, "true", "claims");
  assert_refused ("HS256", "k", NULL, "{", "claims");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/jwt/hs256", test_hs256);
  g_test_add_func ("/jwt/rs256", test_rs256);
  g_test_add_func ("/jwt/bent-key", test_bent_key);
  g_test_add_func ("/jwt/es256", test_es256);
  g_test_add_func ("/jwt/header", test_header);
  g_test_add_func ("/jwt/refused", test_refused);

  return g_test_run ();
}
