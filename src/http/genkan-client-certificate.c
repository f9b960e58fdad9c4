/* genkan-client-certificate.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The certificate by which a person shows a server who they are. What TLS libraries say about a
 * file that is none differs and helps nobody, so the usual mistakes are looked for first.
 */

#define G_LOG_DOMAIN "genkan-http"

#include "config.h"

#include "genkan-client-certificate.h"

#include "genkan-http-error.h"

/* Nobody's certificate is larger; a file that is must not be read into memory. */
#define MAX_SIZE (1024 * 1024)

static gboolean
refuse (GError     **error,
        const char  *file,
        const char  *reason)
{
  g_set_error (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_TLS,
               "the client certificate, %s, cannot be used: %s", file, reason);

  return FALSE;
}

static char *
read_file (const char  *file,
           GError     **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GFile) source = g_file_new_for_path (file);
  g_autoptr (GFileInputStream) stream = g_file_read (source, NULL, &reason);
  g_autofree char *text = g_malloc0 (MAX_SIZE + 1);
  gsize length = 0;

  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), text, MAX_SIZE, &length, NULL, &reason))
    {
      refuse (error, file, reason->message);
      return NULL;
    }

  return g_steal_pointer (&text);
}

static gboolean
check_parts (const char  *file,
             const char  *pem,
             GError     **error)
{
  if (strstr (pem, "-----BEGIN CERTIFICATE-----") == NULL)
    return refuse (error, file, "there is no certificate in it; it must be a PEM file");

  if (strstr (pem, "ENCRYPTED") != NULL)
    return refuse (error, file, "its private key is protected by a passphrase; save the key "
                   "without one, for example with openssl pkey -in key.pem -out plain.pem");

  if (strstr (pem, "PRIVATE KEY-----") == NULL)
    return refuse (error, file, "its private key is missing; put certificate and key into one "
                   "file, for example with cat cert.pem key.pem");

  return TRUE;
}

/**
 * genkan_client_certificate_load:
 * @file: the path of a PEM file with a certificate, its private key, and perhaps the
 *   certificates between it and its authority
 * @error: return location for a %GENKAN_HTTP_ERROR_TLS
 *
 * Returns: (transfer full) (nullable): the certificate
 */
GTlsCertificate *
genkan_client_certificate_load (const char  *file,
                                GError     **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *pem = NULL;
  GTlsCertificate *certificate;

  g_return_val_if_fail (file != NULL, NULL);

  pem = read_file (file, error);
  if (pem == NULL || !check_parts (file, pem, error))
    return NULL;

  certificate = g_tls_certificate_new_from_pem (pem, -1, &reason);
  if (certificate == NULL)
    refuse (error, file, reason->message);

  return certificate;
}
