/* genkan-aws-signature.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * AWS Signature Version 4 in the header Authorization. Every header of ours is signed; what
 * libsoup adds (User-Agent, Accept-Encoding, Content-Length) and a proxy may change is not.
 *
 * All services but S3 take the path that was sent, without `..` and empty parts, and encode it
 * once more; S3 takes it as it was sent, and wants the body's digest in a header of its own.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-aws-signature.h"

#include "genkan-aws-host.h"
#include "genkan-run.h"
#include "genkan-signature.h"

#define ALGORITHM "AWS4-HMAC-SHA256"
#define DIGEST_LENGTH 32

typedef struct
{
  char *key;       /* (owned) all of these */
  char *secret;
  char *token;     /* (nullable) */
  char *service;
  char *region;
  char *date;      /* 20150830 */
  char *time;      /* 20150830T123600Z */
  char *digest;    /* of the body */
} Signing;

static void
signing_clear (Signing *self)
{
  g_free (self->key);
  g_free (self->secret);
  g_free (self->token);
  g_free (self->service);
  g_free (self->region);
  g_free (self->date);
  g_free (self->time);
  g_free (self->digest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Signing, signing_clear)

/* NULL for nothing. */
static char *
expand (GenkanTemplate  *template_,
        GenkanVariables *secrets)
{
  g_autofree char *text = template_ != NULL ? genkan_template_expand (template_, secrets) : NULL;

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* --- the canonical request ------------------------------------------------------------------ */

/* RFC 3986, 5.2.4, and no part is empty. */
static char *
dup_normal_path (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autoptr (GString) normal = g_string_new ("/");
  guint n_parts = g_strv_length (parts);

  for (guint i = 0; i < n_parts; i++)
    {
      if (g_str_equal (parts[i], "..") && kept->len > 0)
        g_ptr_array_remove_index (kept, kept->len - 1);
      else if (*parts[i] != '\0' && !g_str_equal (parts[i], ".") && !g_str_equal (parts[i], ".."))
        g_ptr_array_add (kept, parts[i]);
    }

  for (guint i = 0; i < kept->len; i++)
    {
      if (i > 0)
        g_string_append_c (normal, '/');
      g_string_append (normal, g_ptr_array_index (kept, i));
    }
  if (kept->len > 0 && g_str_has_suffix (path, "/"))
    g_string_append_c (normal, '/');

  return g_string_free (g_steal_pointer (&normal), FALSE);
}

static char *
dup_canonical_path (GUri       *uri,
                    const char *service)
{
  const char *path = *g_uri_get_path (uri) != '\0' ? g_uri_get_path (uri) : "/";
  g_autofree char *normal = NULL;

  if (g_str_equal (service, "s3"))
    return g_strdup (path);

  normal = dup_normal_path (path);

  return g_uri_escape_string (normal, "/", FALSE);
}

/* Without blanks at the ends, and with one where there are several. */
static char *
dup_canonical_value (const char *value)
{
  g_autoptr (GString) canonical = g_string_new (NULL);

  for (const char *c = value; *c != '\0'; c++)
    if (*c != ' ' || (canonical->len > 0 && canonical->str[canonical->len - 1] != ' '))
      g_string_append_c (canonical, *c);
  if (g_str_has_suffix (canonical->str, " "))
    g_string_truncate (canonical, canonical->len - 1);

  return g_string_free (g_steal_pointer (&canonical), FALSE);
}

static void
add_header (GPtrArray  *lines,
            const char *name,
            const char *value)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_autofree char *canonical = dup_canonical_value (value);

  g_ptr_array_add (lines, g_strconcat (lower, ":", canonical, NULL));
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const char *one = *(const char * const *) a;
  const char *other = *(const char * const *) b;
  g_autofree char *name = g_strndup (one, strcspn (one, ":"));
  g_autofree char *other_name = g_strndup (other, strcspn (other, ":"));

  return strcmp (name, other_name);
}

/* `name:value` for each, sorted by name. */
static GPtrArray *
dup_header_lines (GenkanHttpRequest *request)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *host = genkan_signature_dup_host (genkan_http_request_get_uri (request));
  const char *type = genkan_http_request_get_content_type (request);

  add_header (lines, "host", host);
  if (type != NULL)
    add_header (lines, "content-type", type);
  for (guint i = 0; i < genkan_http_request_get_n_headers (request); i++)
    {
      const char *value;
      const char *name = genkan_http_request_get_header (request, i, &value);

      /* That of the attempt before a redirect, and what the body's own type replaces. */
      if (g_ascii_strcasecmp (name, "authorization") == 0
          || (type != NULL && g_ascii_strcasecmp (name, "content-type") == 0))
        continue;
      add_header (lines, name, value);
    }
  g_ptr_array_sort (lines, compare_lines);

  return lines;
}

static char *
dup_signed_names (GPtrArray *lines)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);

      if (i > 0)
        g_string_append_c (names, ';');
      g_string_append_len (names, line, strcspn (line, ":"));
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static char *
dup_canonical_request (const Signing     *signing,
                       GenkanHttpRequest *request,
                       GPtrArray         *lines,
                       const char        *names)
{
  GUri *uri = genkan_http_request_get_uri (request);
  g_autofree char *path = dup_canonical_path (uri, signing->service);
  g_autofree char *query = genkan_signature_dup_query (uri);
  g_autoptr (GString) canonical = g_string_new (genkan_http_request_get_method (request));

  g_string_append_printf (canonical, "\n%s\n%s\n", path, query);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (canonical, "%s\n", (const char *) g_ptr_array_index (lines, i));
  g_string_append_printf (canonical, "\n%s\n%s", names, signing->digest);

  return g_string_free (g_steal_pointer (&canonical), FALSE);
}

/* --- the signature -------------------------------------------------------------------------- */

/* The digest takes the place of the key. */
static void
chain_hmac (guint8     *key,
            gsize      *key_length,
            const char *text)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, key, *key_length);

  *key_length = DIGEST_LENGTH;
  g_hmac_update (hmac, (const guchar *) text, strlen (text));
  g_hmac_get_digest (hmac, key, key_length);
}

static char *
dup_signature (const Signing *signing,
               const char    *text)
{
  g_autofree char *first = g_strconcat ("AWS4", signing->secret, NULL);
  gsize length = strlen (first);
  g_autofree guint8 *key = g_malloc0 (MAX (length, DIGEST_LENGTH));

  memcpy (key, first, length);
  chain_hmac (key, &length, signing->date);
  chain_hmac (key, &length, signing->region);
  chain_hmac (key, &length, signing->service);
  chain_hmac (key, &length, "aws4_request");

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, key, length, text, -1);
}

static char *
dup_authorization (const Signing     *signing,
                   GenkanHttpRequest *request)
{
  g_autoptr (GPtrArray) lines = dup_header_lines (request);
  g_autofree char *names = dup_signed_names (lines);
  g_autofree char *canonical = dup_canonical_request (signing, request, lines, names);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);
  g_autofree char *scope = g_strdup_printf ("%s/%s/%s/aws4_request", signing->date,
                                            signing->region, signing->service);
  g_autofree char *text = g_strdup_printf (ALGORITHM "\n%s\n%s\n%s", signing->time, scope, digest);
  g_autofree char *signature = dup_signature (signing, text);

  return g_strdup_printf (ALGORITHM " Credential=%s/%s, SignedHeaders=%s, Signature=%s",
                          signing->key, scope, names, signature);
}

/* -------------------------------------------------------------------------------------------- */

static gboolean
signing_init_scope (Signing              *signing,
                    const GenkanAwsAuth  *aws,
                    GenkanVariables      *secrets,
                    GUri                 *uri,
                    GError              **error)
{
  g_autofree char *service = NULL;
  g_autofree char *region = NULL;

  signing->service = expand (aws->service, secrets);
  signing->region = expand (aws->region, secrets);
  if (signing->service != NULL && signing->region != NULL)
    return TRUE;

  if (!genkan_aws_host_parse (g_uri_get_host (uri), &service, &region))
    {
      g_set_error (error, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SETTINGS,
                   "the host %s does not say which service and region of AWS it is; the connector "
                   "file must give both in aws_sigv4", g_uri_get_host (uri));
      return FALSE;
    }

  if (signing->service == NULL)
    signing->service = g_steal_pointer (&service);
  if (signing->region == NULL)
    signing->region = g_steal_pointer (&region);

  return TRUE;
}

static gboolean
signing_init (Signing              *signing,
              const GenkanAwsAuth  *aws,
              GenkanVariables      *secrets,
              GenkanHttpRequest    *request,
              gint64                now_s,
              GError              **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_s);

  signing->key = expand (aws->key, secrets);
  signing->secret = expand (aws->secret, secrets);
  signing->token = expand (aws->token, secrets);
  signing->date = g_date_time_format (now, "%Y%m%d");
  signing->time = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  signing->digest = genkan_signature_dup_digest (request);
  if (signing->key == NULL || signing->secret == NULL)
    {
      g_set_error_literal (error, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SETTINGS,
                           "the AWS access key and its secret are needed to sign a request");
      return FALSE;
    }

  return signing_init_scope (signing, aws, secrets, genkan_http_request_get_uri (request), error);
}

/**
 * genkan_aws_signature_add:
 * @aws: what the connector file says
 * @secrets: the settings, secret ones too, and the session's variables
 * @request: a request that is ready but for this
 * @now_s: seconds since 1970
 * @error: return location for a %GENKAN_ENGINE_ERROR_SETTINGS
 *
 * Returns: whether the request has its signature
 */
gboolean
genkan_aws_signature_add (const GenkanAwsAuth  *aws,
                          GenkanVariables      *secrets,
                          GenkanHttpRequest    *request,
                          gint64                now_s,
                          GError              **error)
{
  g_auto (Signing) signing = { NULL };
  g_autofree char *authorization = NULL;

  if (!signing_init (&signing, aws, secrets, request, now_s, error))
    return FALSE;

  genkan_http_request_set_header (request, "X-Amz-Date", signing.time);
  if (signing.token != NULL)
    genkan_http_request_set_header (request, "X-Amz-Security-Token", signing.token);
  if (g_str_equal (signing.service, "s3"))
    genkan_http_request_set_header (request, "X-Amz-Content-SHA256", signing.digest);

  authorization = dup_authorization (&signing, request);
  genkan_http_request_set_header (request, "Authorization", authorization);

  return TRUE;
}
