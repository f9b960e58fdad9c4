/* test-aws.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * AWS Signature Version 4, against the signatures that AWS has published: its test suite, as far
 * as our requests can be like those of it (no header twice, none over several lines), and the
 * examples of the documentation of S3.
 */

#include "config.h"

#include "genkan-aws-host.h"
#include "genkan-aws-signature.h"
#include "test-tool.h"

#define SUITE_TIME 1440938160 /* 2015-08-30T12:36:00Z */
#define SUITE_KEY "AKIDEXAMPLE"
#define SUITE_SECRET "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
#define SUITE_TOKEN                                                                         \
  "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRX"   \
  "mxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburE"   \
  "Dy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL"   \
  "64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA=="
#define UNRESERVED "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

typedef struct
{
  const char *name;
  const char *method;
  const char *path;      /* as in the suite, where some are not encoded */
  const char *query;     /* (nullable) */
  const char *headers;   /* (nullable) one a line, `Name:value` */
  const char *type;      /* (nullable) of the body */
  const char *body;      /* (nullable) */
  const char *token;     /* (nullable) */
  const char *signed_headers;
  const char *signature;
} Vector;

#define PLAIN "host;x-amz-date"
#define FORM "application/x-www-form-urlencoded"

static const Vector suite[] = {
  { "get-vanilla", "GET", "/", NULL, NULL, NULL, NULL, NULL, PLAIN,
    "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
  { "get-vanilla-empty-query-key", "GET", "/", "Param1=value1", NULL, NULL, NULL, NULL, PLAIN,
    "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb" },
  { "get-vanilla-query-order-key", "GET", "/", "Param1=value2&Param1=Value1", NULL, NULL, NULL,
    NULL, PLAIN, "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1" },
  { "get-vanilla-query-order-key-case", "GET", "/", "Param2=value2&Param1=value1", NULL, NULL,
    NULL, NULL, PLAIN, "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500" },
  { "get-vanilla-query-order-value", "GET", "/", "Param1=value2&Param1=value1", NULL, NULL, NULL,
    NULL, PLAIN, "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694" },
  { "get-vanilla-query-unreserved", "GET", "/", UNRESERVED "=" UNRESERVED, NULL, NULL, NULL,
    NULL, PLAIN, "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197" },
  { "get-vanilla-utf8-query", "GET", "/", "ሴ=bar", NULL, NULL, NULL, NULL, PLAIN,
    "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04" },
  { "get-unreserved", "GET", "/" UNRESERVED, NULL, NULL, NULL, NULL, NULL, PLAIN,
    "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f" },
  { "get-utf8", "GET", "/ሴ", NULL, NULL, NULL, NULL, NULL, PLAIN,
    "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85" },
  { "get-space", "GET", "/example space/", NULL, NULL, NULL, NULL, NULL, PLAIN,
    "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741" },
  { "get-relative", "GET", "/example/..", NULL, NULL, NULL, NULL, NULL, PLAIN,
    "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
  { "get-relative-relative", "GET", "/example1/example2/../..", NULL, NULL, NULL, NULL, NULL,
    PLAIN, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
  { "get-slash", "GET", "//", NULL, NULL, NULL, NULL, NULL, PLAIN,
    "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
  { "get-slash-dot-slash", "GET", "/./", NULL, NULL, NULL, NULL, NULL, PLAIN,
    "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
  { "get-slash-pointless-dot", "GET", "/./example", NULL, NULL, NULL, NULL, NULL, PLAIN,
    "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5" },
  { "get-slashes", "GET", "//example//", NULL, NULL, NULL, NULL, NULL, PLAIN,
    "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84" },
  { "get-header-value-trim", "GET", "/", NULL, "My-Header1: value1\nMy-Header2: \"a   b   c\"",
    NULL, NULL, NULL, "host;my-header1;my-header2;x-amz-date",
    "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736" },
  { "post-vanilla", "POST", "/", NULL, NULL, NULL, NULL, NULL, PLAIN,
    "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b" },
  { "post-vanilla-query", "POST", "/", "Param1=value1", NULL, NULL, NULL, NULL, PLAIN,
    "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11" },
  { "post-header-key-sort", "POST", "/", NULL, "My-Header1:value1", NULL, NULL, NULL,
    "host;my-header1;x-amz-date",
    "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c" },
  { "post-header-value-case", "POST", "/", NULL, "My-Header1:VALUE1", NULL, NULL, NULL,
    "host;my-header1;x-amz-date",
    "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d" },
  { "post-sts-header-before", "POST", "/", NULL, NULL, NULL, NULL, SUITE_TOKEN,
    "host;x-amz-date;x-amz-security-token",
    "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead" },
  { "post-x-www-form-urlencoded", "POST", "/", NULL, NULL, FORM, "Param1=value1", NULL,
    "content-type;host;x-amz-date",
    "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a" },
  /* The suite's request says utf-8 and has a Content-Length; its signature is of this. */
  { "post-x-www-form-urlencoded-parameters", "POST", "/", NULL, NULL, FORM "; charset=utf8",
    "Param1=value1", NULL, "content-type;host;x-amz-date",
    "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe" },
};

/* Of the documentation of S3, "Signature Calculations for the Authorization Header". */
#define S3_TIME 1369353600 /* 2013-05-24T00:00:00Z */
#define S3_SECRET "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
#define S3_PLAIN "host;x-amz-content-sha256;x-amz-date"

static const Vector s3[] = {
  { "get-object", "GET", "/test.txt", NULL, "Range:bytes=0-9", NULL, NULL, NULL,
    "host;range;x-amz-content-sha256;x-amz-date",
    "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41" },
  { "get-lifecycle", "GET", "/", "lifecycle", NULL, NULL, NULL, NULL, S3_PLAIN,
    "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543" },
  { "list-objects", "GET", "/", "max-keys=2&prefix=J", NULL, NULL, NULL, NULL, S3_PLAIN,
    "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7" },
};

/* --- one signature -------------------------------------------------------------------------- */

static GenkanHttpRequest *
make_request (const char   *host,
              const Vector *vector)
{
  g_autoptr (GUri) uri = g_uri_build (G_URI_FLAGS_ENCODED, "https", NULL, host, -1, vector->path,
                                      vector->query, NULL);
  GenkanHttpRequest *request = genkan_http_request_new (vector->method, uri);
  g_auto (GStrv) headers = g_strsplit (vector->headers != NULL ? vector->headers : "", "\n", -1);

  for (char **header = headers; *header != NULL; header++)
    {
      char *value = strchr (*header, ':');

      *value++ = '\0';
      genkan_http_request_set_header (request, *header, value);
    }

  if (vector->body != NULL)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (vector->body, strlen (vector->body));

      genkan_http_request_set_body (request, vector->type, body);
    }

  return request;
}

static const char *
find_header (GenkanHttpRequest *request,
             const char        *name)
{
  const char *value;

  for (guint i = 0; i < genkan_http_request_get_n_headers (request); i++)
    if (g_str_equal (genkan_http_request_get_header (request, i, &value), name))
      return value;

  return NULL;
}

static GenkanTemplate *
text (const char *value)
{
  return value != NULL ? genkan_template_new_text (value, NULL) : NULL;
}

static gboolean
sign (GenkanHttpRequest  *request,
      const char         *secret,
      const char         *token,
      const char         *service,
      gint64              now,
      GError            **error)
{
  g_autoptr (GenkanVariables) none = genkan_variables_new (NULL);
  g_autoptr (GenkanTemplate) key = text (g_str_equal (secret, S3_SECRET) ? "AKIAIOSFODNN7EXAMPLE"
                                                                         : SUITE_KEY);
  g_autoptr (GenkanTemplate) its_secret = text (secret);
  g_autoptr (GenkanTemplate) its_token = text (token);
  g_autoptr (GenkanTemplate) its_service = text (service);
  g_autoptr (GenkanTemplate) region = text (service != NULL ? "us-east-1" : NULL);
  GenkanAwsAuth aws = { key, its_secret, its_token, its_service, region };

  return genkan_aws_signature_add (&aws, none, request, now, error);
}

static void
test_suite (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (suite); i++)
    {
      const Vector *vector = &suite[i];
      g_autoptr (GenkanHttpRequest) request = make_request ("example.amazonaws.com", vector);
      g_autofree char *expected =
        g_strdup_printf ("AWS4-HMAC-SHA256 Credential=" SUITE_KEY "/20150830/us-east-1/service/"
                         "aws4_request, SignedHeaders=%s, Signature=%s",
                         vector->signed_headers, vector->signature);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", vector->name);
      sign (request, SUITE_SECRET, vector->token, "service", SUITE_TIME, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (find_header (request, "Authorization"), ==, expected);
      g_assert_cmpstr (find_header (request, "X-Amz-Date"), ==, "20150830T123600Z");
      g_assert_cmpstr (find_header (request, "X-Amz-Security-Token"), ==, vector->token);
    }
}

/* Service and region come from the host here. */
static void
test_s3 (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (s3); i++)
    {
      g_autoptr (GenkanHttpRequest) request = make_request ("examplebucket.s3.amazonaws.com",
                                                            &s3[i]);
      g_autofree char *expected =
        g_strdup_printf ("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/"
                         "aws4_request, SignedHeaders=%s, Signature=%s",
                         s3[i].signed_headers, s3[i].signature);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", s3[i].name);
      sign (request, S3_SECRET, NULL, NULL, S3_TIME, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (find_header (request, "Authorization"), ==, expected);
    }
}

/* The signature of an attempt is no part of the next one's. */
static void
test_again (void)
{
  g_autoptr (GenkanHttpRequest) request = make_request ("example.amazonaws.com", &suite[0]);
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;

  sign (request, SUITE_SECRET, NULL, "service", SUITE_TIME, &error);
  first = g_strdup (find_header (request, "Authorization"));
  sign (request, SUITE_SECRET, NULL, "service", SUITE_TIME + 1, &error);
  g_assert_cmpstr (find_header (request, "Authorization"), !=, first);
  sign (request, SUITE_SECRET, NULL, "service", SUITE_TIME, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (find_header (request, "Authorization"), ==, first);
}

static void
test_incomplete (void)
{
  g_autoptr (GenkanHttpRequest) request = make_request ("localhost", &suite[0]);
  g_autoptr (GError) error = NULL;

  g_assert_false (sign (request, SUITE_SECRET, NULL, NULL, SUITE_TIME, &error));
  g_assert_error (error, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "localhost"));
  g_clear_error (&error);
  g_assert_false (sign (request, "", NULL, "service", SUITE_TIME, &error));
  g_assert_error (error, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SETTINGS);
  g_assert_cmpuint (genkan_http_request_get_n_headers (request), ==, 0);
}

static void
test_host (void)
{
  static const struct { const char *host, *expected; } cases[] = {
    { "securityhub.us-east-1.amazonaws.com", "securityhub us-east-1" },
    { "SecurityHub.EU-West-1.AmazonAWS.com", "securityhub eu-west-1" },
    { "securityhub-fips.us-gov-west-1.amazonaws.com", "securityhub us-gov-west-1" },
    { "securityhub.cn-north-1.amazonaws.com.cn", "securityhub cn-north-1" },
    { "inspector2.ap-southeast-2.api.aws", "inspector2 ap-southeast-2" },
    { "sts.eu-west-1.amazonaws.com", "sts eu-west-1" },
    { "sts.amazonaws.com", "sts us-east-1" },
    { "a1b2.execute-api.us-east-2.amazonaws.com", "execute-api us-east-2" },
    { "bucket.s3.dualstack.us-west-2.amazonaws.com", "s3 us-west-2" },
    { "bucket.s3.amazonaws.com", "s3 us-east-1" },
    { "us-east-1.amazonaws.com", NULL },
    { "dualstack.us-east-1.amazonaws.com", NULL },
    { "amazonaws.com", NULL },
    { ".amazonaws.com", NULL },
    { "securityhub.us-east-1.amazonaws.com.example.com", NULL },
    { "localhost", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *service = NULL;
      g_autofree char *region = NULL;
      g_autofree char *got = NULL;

      if (genkan_aws_host_parse (cases[i].host, &service, &region))
        got = g_strdup_printf ("%s %s", service, region);
      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

/* --- in a run ------------------------------------------------------------------------------- */

#define AWS_HEAD                                                                            \
  HEAD                                                                                      \
  "connect:\n"                                                                              \
  "  base: \"{+url}/api\"\n"                                                                \
  "  auth: { aws_sigv4: { key: AKID, secret: \"{token}\", service: hub,"                    \
  " region: eu-west-1 } }\n"                                                                \
  "steps:\n"                                                                                \
  THINGS

/* What has come, to be signed again. */
static GenkanHttpRequest *
repeat_request (GenkanLoopbackExchange *exchange)
{
  g_autofree char *url =
    g_strdup_printf ("http://%s%s?p=%s&ps=2",
                     genkan_loopback_exchange_get_header (exchange, "Host"),
                     genkan_loopback_exchange_get_path (exchange),
                     genkan_loopback_exchange_get_query (exchange, "p"));
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  GenkanHttpRequest *request = genkan_http_request_new ("GET", uri);

  genkan_http_request_set_header (request, "Accept",
                                  genkan_loopback_exchange_get_header (exchange, "Accept"));

  return request;
}

static gboolean
is_signed (GenkanLoopbackExchange *exchange)
{
  const char *got = genkan_loopback_exchange_get_header (exchange, "Authorization");
  const char *time = genkan_loopback_exchange_get_header (exchange, "X-Amz-Date");
  g_autoptr (GenkanHttpRequest) request = repeat_request (exchange);
  g_autoptr (GDateTime) then = time != NULL ? g_date_time_new_from_iso8601 (time, NULL) : NULL;
  g_autoptr (GenkanVariables) none = genkan_variables_new (NULL);
  g_autoptr (GenkanTemplate) key = text ("AKID");
  g_autoptr (GenkanTemplate) secret = text (SECRET);
  g_autoptr (GenkanTemplate) service = text ("hub");
  g_autoptr (GenkanTemplate) region = text ("eu-west-1");
  GenkanAwsAuth aws = { key, secret, NULL, service, region };

  return then != NULL && g_str_has_prefix (got, "AWS4-HMAC-SHA256 Credential=AKID/")
         && genkan_aws_signature_add (&aws, none, request, g_date_time_to_unix (then), NULL)
         && g_str_equal (find_header (request, "Authorization"), got);
}

static void
hub_cb (TestTool               *tool,
        GenkanLoopbackExchange *exchange,
        guint                   nth)
{
  if (is_signed (exchange))
    test_answer_things (exchange, 5);
  else
    genkan_loopback_exchange_respond (exchange, 403, "application/json",
                                      "{\"message\":\"Bad signature\"}", -1);
}

static void
test_run (void)
{
  TestTool tool;

  test_tool_init (&tool, hub_cb, NULL);
  test_tool_run (&tool, AWS_HEAD, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03 04 05");
  test_tool_clear (&tool);
}

/* Everything has moved; what was signed for the old path is no good at the new one. */
static void
moved_cb (TestTool               *tool,
          GenkanLoopbackExchange *exchange,
          guint                   nth)
{
  if (g_str_equal (genkan_loopback_exchange_get_path (exchange), "/api/things"))
    {
      g_autofree char *target =
        g_strdup_printf ("/v2/things?p=%s&ps=2", genkan_loopback_exchange_get_query (exchange, "p"));

      genkan_loopback_exchange_set_header (exchange, "Location", target);
      genkan_loopback_exchange_respond (exchange, 307, "text/plain", "", 0);
    }
  else
    {
      hub_cb (tool, exchange, nth);
    }
}

static void
test_redirect (void)
{
  TestTool tool;

  test_tool_init (&tool, moved_cb, NULL);
  test_tool_run (&tool, AWS_HEAD, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03 04 05");
  test_tool_clear (&tool);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/aws/suite", test_suite);
  g_test_add_func ("/aws/s3", test_s3);
  g_test_add_func ("/aws/again", test_again);
  g_test_add_func ("/aws/incomplete", test_incomplete);
  g_test_add_func ("/aws/host", test_host);
  g_test_add_func ("/aws/run", test_run);
  g_test_add_func ("/aws/redirect", test_redirect);

  return g_test_run ();
}
