/* genkan-jwt.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A signed token, RFC 7519, in the compact form of RFC 7515, by one of the three algorithms that
 * vendors ask for. Messages say what is wrong with a key, and never what is in it.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-jwt.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>

#include "genkan-connector.h"
#include "genkan-json.h"

#define PEM_LINE 64
#define ES256_HALF 32

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_privkey_t, gnutls_privkey_deinit, NULL)

static gboolean
refuse (GError     **error,
        const char  *message)
{
  g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_INVALID, message);

  return FALSE;
}

/**
 * genkan_base64url:
 * @bytes: any bytes
 * @length: how many
 *
 * Returns: (transfer full): RFC 4648's base64 for names and URLs, without padding
 */
char *
genkan_base64url (const guchar *bytes,
                  gsize         length)
{
  char *text = g_base64_encode (bytes, length);

  text[strcspn (text, "=")] = '\0';

  return g_strdelimit (g_strdelimit (text, "+", '-'), "/", '_');
}

/* --- header and claims ---------------------------------------------------------------------- */

static gboolean
index_object (const char     *text,
              GArray         *nodes,
              GenkanJsonRef  *ret_object)
{
  guint root;

  if (!genkan_json_index (nodes, text, strlen (text), &root))
    return FALSE;

  *ret_object = genkan_json_ref (nodes, text, root);

  return genkan_json_get_type (*ret_object) == GENKAN_JSON_OBJECT;
}

/* The given members behind `alg` and `typ`, which they can overrule but for `alg`. */
static void
append_members (GString       *json,
                GenkanJsonRef  object)
{
  GenkanJsonRef child;

  for (gboolean more = genkan_json_first_child (object, &child); more;
       more = genkan_json_next_child (object, &child))
    {
      g_autoptr (GString) name = g_string_new (NULL);
      gboolean quoted = genkan_json_get_type (child) == GENKAN_JSON_TEXT;
      const char *raw;
      gsize length;

      genkan_json_append_key (child, name);
      if (g_str_equal (name->str, "alg"))
        continue;

      raw = genkan_json_get_raw (child, &length);
      g_string_append_c (json, ',');
      genkan_json_write_text (json, name->str, -1);
      g_string_append (json, quoted ? ":\"" : ":");
      g_string_append_len (json, raw, length);
      g_string_append (json, quoted ? "\"" : "");
    }
}

static char *
make_header (const char  *algorithm,
             const char  *more,
             GError     **error)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  g_autoptr (GString) json = g_string_new (NULL);
  GenkanJsonRef object;
  GenkanJsonRef type;

  g_string_printf (json, "{\"alg\":\"%s\"", algorithm);
  if (more == NULL)
    {
      g_string_append (json, ",\"typ\":\"JWT\"}");
      return g_string_free (g_steal_pointer (&json), FALSE);
    }

  if (!index_object (more, nodes, &object))
    {
      refuse (error, "the header of a token must be a JSON object");
      return NULL;
    }

  if (!genkan_json_member (object, "typ", strlen ("typ"), &type))
    g_string_append (json, ",\"typ\":\"JWT\"");
  append_members (json, object);
  g_string_append_c (json, '}');

  return g_string_free (g_steal_pointer (&json), FALSE);
}

/* What is signed: header and claims, each in base64. */
static char *
make_payload (const char  *algorithm,
              const char  *header,
              const char  *claims,
              GError     **error)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  g_autofree char *whole_header = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  GenkanJsonRef object;

  if (!index_object (claims, nodes, &object))
    {
      refuse (error, "the claims of a token must be a JSON object");
      return NULL;
    }

  whole_header = make_header (algorithm, header, error);
  if (whole_header == NULL)
    return NULL;

  first = genkan_base64url ((const guchar *) whole_header, strlen (whole_header));
  second = genkan_base64url ((const guchar *) claims, strlen (claims));

  return g_strconcat (first, ".", second, NULL);
}

/* --- keys ----------------------------------------------------------------------------------- */

/* The lines of a PEM text, made anew of one that came in a single line, as from a form, or with
 * `\n` for each, as from a JSON file. */
static char *
mend_pem (const char *key)
{
  g_autoptr (GRegex) regex =
    g_regex_new ("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----", 0, 0, NULL);
  g_autoptr (GString) text = g_string_new (key);
  g_autoptr (GString) pem = g_string_new (NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *label = NULL;
  g_autofree char *body = NULL;
  g_auto (GStrv) parts = NULL;

  g_string_replace (text, "\\r", "", 0);
  g_string_replace (text, "\\n", "\n", 0);
  if (!g_regex_match (regex, text->str, 0, &match))
    return g_strdup (key);

  label = g_match_info_fetch (match, 1);
  body = g_match_info_fetch (match, 2);
  parts = g_regex_split_simple ("\\s+", body, 0, 0);
  g_free (body);
  body = g_strjoinv ("", parts);

  g_string_printf (pem, "-----BEGIN %s-----\n", label);
  for (gsize at = 0, length = strlen (body); at < length; at += PEM_LINE)
    g_string_append_printf (pem, "%.*s\n", PEM_LINE, body + at);
  g_string_append_printf (pem, "-----END %s-----\n", label);

  return g_string_free (g_steal_pointer (&pem), FALSE);
}

static gboolean
load_key (const char        *key,
          int                algorithm,
          gnutls_privkey_t  *ret_key,
          GError           **error)
{
  g_autofree char *pem = mend_pem (key);
  gnutls_datum_t datum = { (unsigned char *) pem, strlen (pem) };
  g_auto (gnutls_privkey_t) loaded = NULL;

  if (strstr (pem, "-----BEGIN ") == NULL)
    return refuse (error, "the private key must be in the PEM format, which begins with "
                   "-----BEGIN PRIVATE KEY-----");
  if (strstr (pem, "ENCRYPTED") != NULL)
    return refuse (error, "the private key is protected by a passphrase; save it without one, for "
                   "example with openssl pkey -in key.pem -out plain.pem");

  if (gnutls_privkey_init (&loaded) != GNUTLS_E_SUCCESS
      || gnutls_privkey_import_x509_raw (loaded, &datum, GNUTLS_X509_FMT_PEM, NULL, 0)
         != GNUTLS_E_SUCCESS)
    return refuse (error, "the private key cannot be read: it must be whole, from -----BEGIN … to "
                   "-----END …");

  if (gnutls_privkey_get_pk_algorithm (loaded, NULL) != algorithm)
    return refuse (error, algorithm == GNUTLS_PK_RSA
                          ? "RS256 needs an RSA key, and this private key is of another kind"
                          : "ES256 needs a key of the elliptic curve P-256, and this private key "
                            "is of another kind");

  *ret_key = g_steal_pointer (&loaded);

  return TRUE;
}

/* --- signing -------------------------------------------------------------------------------- */

static char *
sign_hs256 (const char *payload,
            const char *key,
            gsize       key_length)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) key, key_length);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_hmac_update (hmac, (const guchar *) payload, strlen (payload));
  g_hmac_get_digest (hmac, digest, &length);

  return genkan_base64url (digest, length);
}

/* RFC 7518, 3.4: both numbers in 32 bytes each, not the sequence that X.509 has. */
static char *
encode_es256 (const gnutls_datum_t *signature)
{
  gnutls_datum_t numbers[2] = { 0 };
  guint8 both[2 * ES256_HALF] = { 0 };
  gboolean fits;

  if (gnutls_decode_rs_value (signature, &numbers[0], &numbers[1]) != GNUTLS_E_SUCCESS)
    return NULL;

  fits = TRUE;
  for (guint i = 0; i < 2; i++)
    {
      const guint8 *data = numbers[i].data;
      gsize size = numbers[i].size;

      for (; size > 0 && *data == 0; size--)
        data++;
      fits &= size <= ES256_HALF;
      if (size <= ES256_HALF)
        memcpy (both + (i + 1) * ES256_HALF - size, data, size);
      gnutls_free (numbers[i].data);
    }

  return fits ? genkan_base64url (both, sizeof both) : NULL;
}

static char *
sign_with_key (const char        *payload,
               gnutls_privkey_t   key,
               int                algorithm,
               GError           **error)
{
  gboolean rsa = algorithm == GNUTLS_PK_RSA;
  gnutls_datum_t data = { (unsigned char *) payload, strlen (payload) };
  gnutls_datum_t signature = { 0 };
  char *encoded = NULL;

  if (gnutls_privkey_sign_data2 (key, rsa ? GNUTLS_SIGN_RSA_SHA256 : GNUTLS_SIGN_ECDSA_SHA256, 0,
                                 &data, &signature) == GNUTLS_E_SUCCESS)
    encoded = rsa ? genkan_base64url (signature.data, signature.size) : encode_es256 (&signature);
  gnutls_free (signature.data);

  if (encoded == NULL)
    refuse (error, rsa ? "the private key cannot sign with RS256"
                       : "ES256 needs a key of the elliptic curve P-256, and this private key is "
                         "of another curve");

  return encoded;
}

static char *
sign (const char  *algorithm,
      const char  *payload,
      const char  *key,
      gsize        key_length,
      GError     **error)
{
  g_auto (gnutls_privkey_t) private_key = NULL;
  int kind = g_str_equal (algorithm, "RS256") ? GNUTLS_PK_RSA : GNUTLS_PK_EC;

  if (g_str_equal (algorithm, "HS256"))
    return sign_hs256 (payload, key, key_length);

  if (!load_key (key, kind, &private_key, error))
    return NULL;

  return sign_with_key (payload, private_key, kind, error);
}

/**
 * genkan_jwt_sign:
 * @algorithm: `RS256`, `ES256` or `HS256`
 * @key: a private key in PEM, or for `HS256` any bytes; a NUL follows it
 * @key_length: of @key
 * @header: (nullable): a JSON object with members besides `alg` and `typ`
 * @claims: a JSON object
 * @error: return location for a %GENKAN_CONNECTOR_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): the token
 */
char *
genkan_jwt_sign (const char  *algorithm,
                 const char  *key,
                 gsize        key_length,
                 const char  *header,
                 const char  *claims,
                 GError     **error)
{
  static const char *const algorithms[] = { "RS256", "ES256", "HS256", NULL };
  g_autofree char *payload = NULL;
  g_autofree char *signature = NULL;

  g_return_val_if_fail (algorithm != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (claims != NULL, NULL);

  if (!g_strv_contains (algorithms, algorithm))
    {
      g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_INVALID,
                   "a token can be signed by RS256, ES256 or HS256, not by %s", algorithm);
      return NULL;
    }

  payload = make_payload (algorithm, header, claims, error);
  if (payload == NULL)
    return NULL;

  signature = sign (algorithm, payload, key, key_length, error);

  return signature != NULL ? g_strconcat (payload, ".", signature, NULL) : NULL;
}
