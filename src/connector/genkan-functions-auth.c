/* genkan-functions-auth.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What `login` and `sign` may call besides: digests and their encodings. Texts count as their
 * UTF-8, numbers as their text; digests are blobs.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-functions.h"
#include "genkan-jwt.h"

#define MAX_DIGEST 64

static gboolean
any_is_null (int             argc,
             sqlite3_value **argv)
{
  for (int i = 0; i < argc; i++)
    if (sqlite3_value_type (argv[i]) == SQLITE_NULL)
      return TRUE;

  return FALSE;
}

/* Never NULL, not even for an empty value. */
static const guchar *
get_bytes (sqlite3_value *value,
           gsize         *ret_length)
{
  const guchar *bytes = sqlite3_value_blob (value);

  *ret_length = sqlite3_value_bytes (value);

  return bytes != NULL ? bytes : (const guchar *) "";
}

static void
return_hmac (sqlite3_context  *context,
             sqlite3_value   **argv,
             GChecksumType     type)
{
  g_autoptr (GHmac) hmac = NULL;
  guint8 digest[MAX_DIGEST];
  gsize digest_length = sizeof digest;
  const guchar *bytes;
  gsize length;

  if (any_is_null (2, argv))
    return;

  bytes = get_bytes (argv[0], &length);
  hmac = g_hmac_new (type, bytes, length);
  bytes = get_bytes (argv[1], &length);
  g_hmac_update (hmac, bytes, length);
  g_hmac_get_digest (hmac, digest, &digest_length);
  sqlite3_result_blob (context, digest, digest_length, SQLITE_TRANSIENT);
}

/* hmac_sha256 (key, data), RFC 2104 */
static void
call_hmac_sha256 (sqlite3_context  *context,
                  int               argc,
                  sqlite3_value   **argv)
{
  return_hmac (context, argv, G_CHECKSUM_SHA256);
}

/* hmac_sha1 (key, data) */
static void
call_hmac_sha1 (sqlite3_context  *context,
                int               argc,
                sqlite3_value   **argv)
{
  return_hmac (context, argv, G_CHECKSUM_SHA1);
}

/* sha256 (data) */
static void
call_sha256 (sqlite3_context  *context,
             int               argc,
             sqlite3_value   **argv)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[MAX_DIGEST];
  gsize digest_length = sizeof digest;
  const guchar *bytes;
  gsize length;

  if (any_is_null (argc, argv))
    return;

  bytes = get_bytes (argv[0], &length);
  g_checksum_update (checksum, bytes, length);
  g_checksum_get_digest (checksum, digest, &digest_length);
  sqlite3_result_blob (context, digest, digest_length, SQLITE_TRANSIENT);
}

/* unhex (text): a blob; NULL for what is not an even number of hexadecimal digits */
static void
call_unhex (sqlite3_context  *context,
            int               argc,
            sqlite3_value   **argv)
{
  g_autofree guint8 *blob = NULL;
  const guchar *text;
  gsize length;

  if (any_is_null (argc, argv))
    return;

  text = get_bytes (argv[0], &length);
  if (length % 2 != 0)
    return;

  blob = g_malloc (length / 2 + 1);
  for (gsize i = 0; i < length / 2; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]);
      int low = g_ascii_xdigit_value (text[2 * i + 1]);

      if (high < 0 || low < 0)
        return;
      blob[i] = high * 16 + low;
    }
  sqlite3_result_blob (context, blob, length / 2, SQLITE_TRANSIENT);
}

/* base64 (data), RFC 4648, one line */
static void
call_base64 (sqlite3_context  *context,
             int               argc,
             sqlite3_value   **argv)
{
  const guchar *bytes;
  gsize length;

  if (any_is_null (argc, argv))
    return;

  bytes = get_bytes (argv[0], &length);
  genkan_function_return_text (context, g_base64_encode (bytes, length));
}

/* base64url (data): for names and URLs, without padding */
static void
call_base64url (sqlite3_context  *context,
                int               argc,
                sqlite3_value   **argv)
{
  const guchar *bytes;
  gsize length;

  if (any_is_null (argc, argv))
    return;

  bytes = get_bytes (argv[0], &length);
  genkan_function_return_text (context, genkan_base64url (bytes, length));
}

/* unbase64 (text): a blob, from either alphabet, with or without padding; NULL for other texts */
static void
call_unbase64 (sqlite3_context  *context,
               int               argc,
               sqlite3_value   **argv)
{
  static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  g_autoptr (GString) text = NULL;
  g_autofree guchar *blob = NULL;
  gsize length;

  if (any_is_null (argc, argv))
    return;

  text = g_string_new ((const char *) sqlite3_value_text (argv[0]));
  g_strdelimit (g_strdelimit (text->str, "-", '+'), "_", '/');
  g_string_truncate (text, strcspn (text->str, "="));
  if (strspn (text->str, alphabet) != text->len || text->len % 4 == 1)
    return;

  while (text->len % 4 != 0)
    g_string_append_c (text, '=');
  blob = g_base64_decode (text->str, &length);
  sqlite3_result_blob (context, blob, length, SQLITE_TRANSIENT);
}

/* jwt_sign (algorithm, key, header, claims): raises for a key that is none; the header may be
 * NULL */
static void
call_jwt_sign (sqlite3_context  *context,
               int               argc,
               sqlite3_value   **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  const guchar *bytes;
  gsize length;
  char *token;

  if (any_is_null (2, argv) || sqlite3_value_type (argv[3]) == SQLITE_NULL)
    return;

  bytes = get_bytes (argv[1], &length);
  key = g_malloc (length + 1);
  memcpy (key, bytes, length);
  key[length] = '\0';
  token = genkan_jwt_sign ((const char *) sqlite3_value_text (argv[0]), key, length,
                           (const char *) sqlite3_value_text (argv[2]),
                           (const char *) sqlite3_value_text (argv[3]), &error);
  if (token == NULL)
    sqlite3_result_error (context, error->message, -1);
  genkan_function_return_text (context, token);
}

const GenkanFunction genkan_functions_auth[] = {
  { "hmac_sha256", 2, call_hmac_sha256 },
  { "hmac_sha1", 2, call_hmac_sha1 },
  { "sha256", 1, call_sha256 },
  { "unhex", 1, call_unhex },
  { "base64", 1, call_base64 },
  { "base64url", 1, call_base64url },
  { "unbase64", 1, call_unbase64 },
  { "jwt_sign", 4, call_jwt_sign },
  { NULL },
};
