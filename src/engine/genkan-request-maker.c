/* genkan-request-maker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a step and its variables to what is sent. Only what stands under `connect` is filled in
 * with the secrets, the login and the logout among it; a step's own templates do not see them.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-request-maker.h"

#include "genkan-auth.h"
#include "genkan-aws-signature.h"
#include "genkan-json.h"
#include "genkan-login.h"
#include "genkan-preparation.h"
#include "genkan-signature.h"

/* When the file sets no limit of its own. */
#define DEFAULT_CONCURRENCY 4
/* When a file's limits are by rate, or per record, only. */
#define MAX_CONCURRENCY 16

static const char *
get_method_name (GenkanMethod method)
{
  switch (method)
    {
    case GENKAN_METHOD_GET:
      return "GET";

    case GENKAN_METHOD_POST:
      return "POST";

    case GENKAN_METHOD_PUT:
      return "PUT";

    case GENKAN_METHOD_DELETE:
      return "DELETE";

    case GENKAN_METHOD_NONE:
    default:
      g_return_val_if_reached ("GET");
    }
}

static char *
join_url (const char *base,
          const char *path)
{
  if (g_str_has_prefix (path, "https://") || g_str_has_prefix (path, "http://"))
    return g_strdup (path);

  if (*path == '\0' || *path == '?')
    return g_strconcat (base, path, NULL);

  return g_strconcat (base, *path == '/' ? "" : "/", path, NULL);
}

/* The login is sent with what it says itself, everything else with what it has brought. */
static const GenkanAuth *
get_auth (GenkanRunContext  *context,
          GenkanInvocation  *invocation,
          GenkanVariables  **ret_variables)
{
  const GenkanAuth *auth = context->auth;

  *ret_variables = context->secrets;
  if (auth != NULL && auth->login == invocation->step)
    return auth->login_auth;

  if (context->login != NULL)
    *ret_variables = genkan_login_get_variables (context->login);

  return auth;
}

static GUri *
make_uri (GenkanRunContext  *context,
          GenkanInvocation  *invocation,
          GenkanVariables   *variables,
          GError           **error)
{
  GenkanVariables *secrets;
  const GenkanAuth *auth = get_auth (context, invocation, &secrets);
  const GenkanRequestDefinition *definition = invocation->step->request;
  g_autofree char *path = definition->url != NULL
                          ? genkan_template_expand (definition->url, variables)
                          : g_strdup ("");
  g_autofree char *url = join_url (context->base, path);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, &reason);

  if (uri == NULL)
    {
      g_set_error (error, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SHAPE,
                   "%s is no address: %s", url, reason->message);
      return NULL;
    }

  return genkan_auth_extend_uri (auth, secrets, uri);
}

static void
append_value (GString           *json,
              const GenkanValue *value)
{
  g_autofree char *text = genkan_value_dup_text (value);

  if (value->type == GENKAN_VALUE_TEXT && !value->json)
    genkan_json_write_text (json, text, -1);
  else
    g_string_append (json, text);
}

/* A variable that is null is left out, so that the operation's own default counts. */
static GBytes *
make_graphql (const GenkanRequestDefinition *definition,
              GenkanVariables               *variables)
{
  g_autoptr (GString) json = g_string_new ("{\"query\":");
  gboolean first = TRUE;

  genkan_json_write_text (json, definition->graphql, -1);
  g_string_append (json, ",\"variables\":{");
  for (char **name = definition->graphql_variables; name != NULL && *name != NULL; name++)
    {
      const GenkanValue *value = genkan_variables_lookup (variables, *name);

      if (genkan_value_is_null (value))
        continue;

      g_string_append (json, first ? "" : ",");
      genkan_json_write_text (json, *name, -1);
      g_string_append_c (json, ':');
      append_value (json, value);
      first = FALSE;
    }
  g_string_append (json, "}}");

  return g_string_free_to_bytes (g_steal_pointer (&json));
}

static void
set_body (GenkanHttpRequest             *request,
          const GenkanRequestDefinition *definition,
          GenkanVariables               *variables)
{
  g_autoptr (GBytes) body = NULL;

  switch (definition->body_kind)
    {
    case GENKAN_BODY_JSON:
      body = genkan_template_expand_json (definition->body, variables);
      genkan_http_request_set_body (request, "application/json", body);
      break;

    case GENKAN_BODY_FORM:
      body = genkan_template_expand_form (definition->body, variables);
      genkan_http_request_set_body (request, "application/x-www-form-urlencoded", body);
      break;

    case GENKAN_BODY_GRAPHQL:
      body = make_graphql (definition, variables);
      genkan_http_request_set_body (request, "application/json", body);
      break;

    case GENKAN_BODY_NONE:
      break;

    default:
      g_assert_not_reached ();
    }
}

/* A header whose value is empty is left out. */
static void
set_headers (GenkanHttpRequest *request,
             GPtrArray         *headers,
             GenkanVariables   *variables)
{
  for (guint i = 0; headers != NULL && i < headers->len; i++)
    {
      const GenkanNamedTemplate *header = g_ptr_array_index (headers, i);
      g_autofree char *value = genkan_template_expand (header->value, variables);

      if (*value != '\0')
        genkan_http_request_set_header (request, header->name, value);
    }
}

static gint64
get_now_ms (GenkanRunContext *context)
{
  GDateTime *now = context->run->now;

  return now != NULL ? g_date_time_to_unix (now) * 1000 : g_get_real_time () / 1000;
}

/* What the templates of the step see: what a login prepares too. */
static GenkanVariables *
dup_variables (GenkanRunContext  *context,
               GenkanInvocation  *invocation,
               GError           **error)
{
  const GenkanOutput *prepare = invocation->step->prepare;
  g_autofree char *nonce = NULL;

  if (prepare == NULL)
    return genkan_variables_ref (invocation->variables);

  if (genkan_run_context_get_signer (context, error) == NULL)
    return NULL;

  nonce = genkan_signature_dup_nonce ();

  return genkan_preparation_run (context->signer, prepare, invocation->variables,
                                 context->redactor, get_now_ms (context), nonce, error);
}

/* Who signs, for a redirect. */
typedef struct
{
  GenkanRunContext *context;
  const GenkanAuth *auth;
  GenkanVariables  *secrets; /* (owned) */
} Signer;

static void
signer_free (gpointer data)
{
  Signer *signer = data;

  genkan_variables_unref (signer->secrets);
  g_free (signer);
}

static gboolean
add_signature (GenkanRunContext   *context,
               const GenkanAuth   *auth,
               GenkanVariables    *secrets,
               GenkanHttpRequest  *request,
               GError            **error)
{
  g_autofree char *nonce = NULL;

  if (genkan_run_context_get_signer (context, error) == NULL)
    return FALSE;

  nonce = genkan_signature_dup_nonce ();

  return genkan_signature_add (context->signer, g_ptr_array_index (auth->sign->outputs, 0),
                               secrets, request, get_now_ms (context), nonce, error);
}

/* With the time of this attempt. */
static gboolean
genkan_request_sign_cb (GenkanHttpRequest  *request,
                        gpointer            user_data,
                        GError            **error)
{
  const Signer *signer = user_data;

  if (signer->auth->aws != NULL)
    return genkan_aws_signature_add (signer->auth->aws, signer->secrets, request,
                                     get_now_ms (signer->context) / 1000, error);

  return add_signature (signer->context, signer->auth, signer->secrets, request, error);
}

static gboolean
sign (GenkanRunContext   *context,
      const GenkanAuth   *auth,
      GenkanVariables    *secrets,
      GenkanHttpRequest  *request,
      GError            **error)
{
  Signer *signer;

  if (auth == NULL || (auth->sign == NULL && auth->aws == NULL))
    return TRUE;

  signer = g_new0 (Signer, 1);
  signer->context = context;
  signer->auth = auth;
  signer->secrets = genkan_variables_ref (secrets);
  genkan_http_request_set_sign_func (request, genkan_request_sign_cb, signer, signer_free);

  return genkan_request_sign_cb (request, signer, error);
}

/**
 * genkan_request_make:
 * @context: the run
 * @invocation: what is to be asked
 * @error: return location for a #GenkanEngineError or #GenkanConnectorError
 *
 * Returns: (transfer full) (nullable): the request, with its credentials
 */
GenkanHttpRequest *
genkan_request_make (GenkanRunContext  *context,
                     GenkanInvocation  *invocation,
                     GError           **error)
{
  const GenkanRequestDefinition *definition = invocation->step->request;
  g_autoptr (GenkanVariables) variables = dup_variables (context, invocation, error);
  g_autoptr (GUri) uri = variables != NULL ? make_uri (context, invocation, variables, error)
                                           : NULL;
  GenkanVariables *secrets;
  const GenkanAuth *auth = get_auth (context, invocation, &secrets);
  g_autoptr (GenkanHttpRequest) request = NULL;

  if (uri == NULL)
    return NULL;

  request = genkan_http_request_new (get_method_name (definition->method), uri);
  genkan_http_request_set_header (request, "Accept", "application/json, */*;q=0.8");
  set_headers (request, context->definition->headers, context->secrets);
  set_headers (request, definition->headers, variables);
  set_body (request, definition, variables);
  genkan_auth_sign (auth, secrets, request);

  return sign (context, auth, secrets, request, error) ? g_steal_pointer (&request) : NULL;
}

/* Whether asking twice does no harm. */
gboolean
genkan_request_is_repeatable (const GenkanStep *step)
{
  const GenkanRequestDefinition *definition = step->request;

  if (definition->idempotent || definition->method == GENKAN_METHOD_GET)
    return TRUE;

  return definition->body_kind == GENKAN_BODY_GRAPHQL
         && !g_regex_match_simple ("^\\s*(mutation|subscription)\\b", definition->graphql, 0, 0);
}

static gboolean
limit_covers (const GenkanLimit *limit,
              const GenkanStep  *step)
{
  if (limit->steps == NULL || limit->steps->len == 0)
    return TRUE;

  return g_ptr_array_find_with_equal_func (limit->steps, step->name, g_str_equal, NULL);
}

/**
 * genkan_request_get_buckets:
 * @context: the run
 * @invocation: what is to be asked
 *
 * Returns: (transfer full) (element-type GenkanBucket): the limits under which it stands
 */
GPtrArray *
genkan_request_get_buckets (GenkanRunContext *context,
                            GenkanInvocation *invocation)
{
  GPtrArray *limits = context->definition->limits;
  GPtrArray *buckets = g_ptr_array_new ();

  for (guint i = 0; i < limits->len; i++)
    {
      const GenkanLimit *limit = g_ptr_array_index (limits, i);
      const GenkanValue *per = limit->per != NULL
                               ? genkan_variables_lookup (invocation->variables, limit->per) : NULL;
      g_autofree char *value = per != NULL ? genkan_value_dup_text (per) : NULL;
      g_autofree char *key = g_strdup_printf ("%u:%s", i, value != NULL ? value : "");

      if (limit_covers (limit, invocation->step))
        g_ptr_array_add (buckets,
                         genkan_limiter_get_bucket (context->limiter, key,
                                                    context->run->hurry ? 0 : limit->rate,
                                                    limit->burst, limit->concurrency));
    }

  if (limits->len == 0)
    g_ptr_array_add (buckets, genkan_limiter_get_bucket (context->limiter, "default", 0, 0,
                                                         DEFAULT_CONCURRENCY));

  return buckets;
}

/* How many requests are worth being started at once: those beyond wait in the work list, where
 * the order is depth first, rather than in the limiter's queue. */
guint
genkan_request_get_max_active (GenkanRunContext *context)
{
  GPtrArray *limits = context->definition->limits;
  guint max = limits->len > 0 ? MAX_CONCURRENCY : DEFAULT_CONCURRENCY;

  for (guint i = 0; i < limits->len; i++)
    {
      const GenkanLimit *limit = g_ptr_array_index (limits, i);

      if (limit->per == NULL && limit->steps == NULL && limit->concurrency > 0)
        max = MIN (limit->concurrency, max);
    }

  return max;
}
