/* genkan-reader-oauth2.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `oauth2`, RFC 6749, is a short form: of a login whose form says what the grant wants, and of
 * the access token as a bearer token. The grant `jwt_bearer`, RFC 7523, has a signed token in its
 * form, which `prepare` makes of what stands under `with`.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-reader.h"

#define SESSION_SQL                                          \
  "SELECT need(:body, 'access_token') AS access_token, "     \
  ":body ->> 'expires_in' AS expires_in"

/* One that lives for less than a day belongs to the session, as Keycloak hands it out for a key
 * that lasts: it must not take the key's place. */
#define REFRESH_SQL                                                                       \
  SESSION_SQL ", CASE WHEN coalesce (:body ->> 'refresh_expires_in', 0) NOT BETWEEN 1 "   \
  "AND 86399 THEN :body ->> 'refresh_token' END AS refresh_token"

#define JWT_GRANT "urn:ietf:params:oauth:grant-type:jwt-bearer"

/* A key file of Google has all that can be missing here. What is NULL is left out. */
#define JWT_SQL                                                                                \
  "SELECT jwt_sign (:jwt_algorithm, coalesce (:jwt_key, :jwt_account ->> 'private_key'), "     \
  "json_patch ('{}', json_object ("                                                            \
  "'kid', coalesce (:jwt_key_id, :jwt_account ->> 'private_key_id'))), "                       \
  "json_patch (json_patch ('{}', json_object ("                                                \
  "'iss', coalesce (:jwt_issuer, :jwt_account ->> 'client_email'), 'sub', :jwt_subject, "      \
  "'aud', :jwt_audience, 'iat', :now_s, 'exp', :now_s + 300, 'jti', :nonce)), "                \
  "coalesce (:jwt_claims, '{}'))) AS assertion"

typedef enum
{
  GRANT_CLIENT_CREDENTIALS,
  GRANT_REFRESH,
  GRANT_JWT_BEARER,
} Grant;

typedef struct
{
  GenkanTemplate       *url;    /* (owned) (nullable) all of these, if they could not be read */
  GenkanTemplate       *id;
  GenkanTemplate       *secret;
  GenkanTemplate       *token;
  GenkanTemplate       *scope;
  const GenkanYamlNode *form;   /* (nullable) */
  char                 *kept;   /* (owned) (nullable) the setting that is the refresh token */
  Grant                 grant;
  gboolean              basic;
} Oauth2;

static const char *const jwt_keys[] = {
  "key", "issuer", "subject", "audience", "algorithm", "key_id", "account", "claims",
};

static const char *const grants[] = { "client_credentials", "refresh", "jwt_bearer" };

static void
read_grant (GenkanReader         *self,
            const GenkanYamlNode *node,
            gpointer              target)
{
  g_autofree char *grant = genkan_reader_read_text (self, node);

  for (guint i = 0; grant != NULL && i < G_N_ELEMENTS (grants); i++)
    if (g_str_equal (grant, grants[i]))
      {
        ((Oauth2 *) target)->grant = i;
        return;
      }

  if (grant != NULL)
    genkan_reader_problem (self, node,
                           "grant is client_credentials, refresh or jwt_bearer, not '%s'", grant);
}

static void
read_url (GenkanReader         *self,
          const GenkanYamlNode *node,
          gpointer              target)
{
  ((Oauth2 *) target)->url = genkan_reader_read_template (self, node, GENKAN_TEMPLATE_URI);
}

static void
read_id (GenkanReader         *self,
         const GenkanYamlNode *node,
         gpointer              target)
{
  ((Oauth2 *) target)->id = genkan_reader_read_template (self, node, GENKAN_TEMPLATE_TEXT);
}

static void
read_secret (GenkanReader         *self,
             const GenkanYamlNode *node,
             gpointer              target)
{
  ((Oauth2 *) target)->secret = genkan_reader_read_template (self, node, GENKAN_TEMPLATE_TEXT);
}

static void
read_token (GenkanReader         *self,
            const GenkanYamlNode *node,
            gpointer              target)
{
  ((Oauth2 *) target)->token = genkan_reader_read_template (self, node, GENKAN_TEMPLATE_TEXT);
}

static void
read_scope (GenkanReader         *self,
            const GenkanYamlNode *node,
            gpointer              target)
{
  ((Oauth2 *) target)->scope = genkan_reader_read_template (self, node, GENKAN_TEMPLATE_TEXT);
}

static void
read_form (GenkanReader         *self,
           const GenkanYamlNode *node,
           gpointer              target)
{
  if (genkan_reader_expect (self, node, GENKAN_YAML_MAPPING, "'form'"))
    ((Oauth2 *) target)->form = node;
}

static void
read_client (GenkanReader         *self,
             const GenkanYamlNode *node,
             gpointer              target)
{
  g_autofree char *client = genkan_reader_read_text (self, node);

  if (g_strcmp0 (client, "basic") == 0)
    ((Oauth2 *) target)->basic = TRUE;
  else if (client != NULL && !g_str_equal (client, "body"))
    genkan_reader_problem (self, node, "client is body or basic, not '%s'", client);
}

/* A text of Genkan's own. */
static GenkanTemplate *
make_text (GenkanReader         *self,
           const GenkanYamlNode *node,
           const char           *source)
{
  gsize offset;
  GenkanTemplate *template_ = genkan_template_parse (GENKAN_TEMPLATE_TEXT, source, &offset, NULL);

  genkan_reader_note_origin (self, template_, node);

  return template_;
}

static void
add_field (GenkanTemplate  *body,
           const char      *name,
           GenkanTemplate **value)
{
  if (*value != NULL)
    genkan_template_add_child (body, name, g_steal_pointer (value));
}

static GenkanTemplate *
make_body (GenkanReader         *self,
           const GenkanYamlNode *node,
           Oauth2               *oauth2)
{
  GenkanTemplate *body = genkan_template_new_kind (GENKAN_TEMPLATE_OBJECT);
  static const char *const types[] = { "client_credentials", "refresh_token", JWT_GRANT };
  GenkanTemplate *grant = make_text (self, node, types[oauth2->grant]);
  GenkanTemplate *assertion =
    oauth2->grant == GRANT_JWT_BEARER ? make_text (self, node, "{assertion}") : NULL;

  genkan_reader_note_origin (self, body, node);
  add_field (body, "grant_type", &grant);
  add_field (body, "assertion", &assertion);
  add_field (body, "refresh_token", &oauth2->token);
  if (!oauth2->basic)
    {
      add_field (body, "client_id", &oauth2->id);
      add_field (body, "client_secret", &oauth2->secret);
    }
  add_field (body, "scope", &oauth2->scope);

  for (guint i = 0; oauth2->form != NULL && i < oauth2->form->keys->len; i++)
    {
      const GenkanYamlNode *key = oauth2->form->keys->pdata[i];
      GenkanTemplate *value = genkan_reader_read_value (self, oauth2->form->values->pdata[i]);

      add_field (body, key->text, &value);
    }

  return body;
}

/* A SELECT of Genkan's own. */
static GenkanOutput *
make_output (GenkanReader         *self,
             const GenkanYamlNode *node,
             const char           *name,
             const char           *sql)
{
  GenkanOutput *output = genkan_output_new ();

  output->index = self->definition->n_statements++;
  output->name = g_strdup (name);
  output->kind = GENKAN_OUTPUT_TABLE;
  output->sql = g_strdup (sql);
  genkan_reader_note_origin (self, output, node);
  genkan_reader_note_origin (self, output->sql, node);

  return output;
}

/* Whom a token is for is who gives another for it, if nothing else is said. */
static GenkanTemplate *
read_jwt_value (GenkanReader         *self,
                const GenkanYamlNode *node,
                const char           *key)
{
  const GenkanYamlNode *value = genkan_yaml_find (node, key);

  if (value != NULL)
    return genkan_reader_read_value (self, value);

  value = genkan_yaml_find (node, "url");
  if (g_str_equal (key, "audience") && value != NULL)
    return genkan_reader_read_template (self, value, GENKAN_TEMPLATE_URI);

  return genkan_template_new_literal (g_str_equal (key, "algorithm") ? "RS256" : "null");
}

/* What the token is made of, under names that `prepare` reads. */
static void
add_jwt (GenkanReader         *self,
         const GenkanYamlNode *node,
         GenkanStep           *step)
{
  for (gsize i = 0; i < G_N_ELEMENTS (jwt_keys); i++)
    {
      g_autofree char *name = g_strconcat ("jwt_", jwt_keys[i], NULL);
      GenkanTemplate *value = read_jwt_value (self, node, jwt_keys[i]);

      if (value != NULL)
        g_ptr_array_add (step->with, genkan_named_template_new (name, value));
    }
  step->prepare = make_output (self, node, "prepare", JWT_SQL);
}

static GenkanStep *
make_login (GenkanReader         *self,
            const GenkanYamlNode *node,
            Oauth2               *oauth2)
{
  GenkanStep *step = genkan_step_new ();

  step->name = g_strdup ("login");
  step->variables = g_new0 (char *, 1);
  step->request = genkan_request_definition_new ();
  step->request->method = GENKAN_METHOD_POST;
  step->request->url = g_steal_pointer (&oauth2->url);
  step->request->body_kind = GENKAN_BODY_FORM;
  step->request->body = make_body (self, node, oauth2);
  step->request->idempotent = TRUE;
  g_ptr_array_add (step->outputs, make_output (self, node, "session",
                                               oauth2->kept != NULL ? REFRESH_SQL
                                                                    : SESSION_SQL));
  if (oauth2->grant == GRANT_JWT_BEARER)
    add_jwt (self, node, step);
  genkan_reader_note_origin (self, step, node);

  return step;
}

/* Each key belongs to some of the grants, and some of these cannot do without. */
static void
check_keys (GenkanReader         *self,
            const GenkanYamlNode *node,
            Grant                 grant)
{
  static const struct { const char *key; guint optional; guint required; } keys[] = {
    { "id", 1 << GRANT_JWT_BEARER, 1 << GRANT_CLIENT_CREDENTIALS | 1 << GRANT_REFRESH },
    { "secret", 1 << GRANT_REFRESH, 1 << GRANT_CLIENT_CREDENTIALS },
    { "token", 0, 1 << GRANT_REFRESH },
    { "client", 1 << GRANT_CLIENT_CREDENTIALS | 1 << GRANT_REFRESH, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const GenkanYamlNode *value = genkan_yaml_find (node, keys[i].key);

      if (value == NULL && (keys[i].required & 1 << grant) != 0)
        genkan_reader_problem (self, node, "the grant %s needs a '%s'", grants[grant],
                               keys[i].key);
      else if (value != NULL && ((keys[i].optional | keys[i].required) & 1 << grant) == 0)
        genkan_reader_problem (self, value, "'%s' is not for the grant %s", keys[i].key,
                               grants[grant]);
    }
}

static void
check_jwt (GenkanReader         *self,
           const GenkanYamlNode *node,
           Grant                 grant)
{
  static const char *const algorithms[] = { "RS256", "ES256", "HS256", NULL };
  const GenkanYamlNode *algorithm = genkan_yaml_find (node, "algorithm");

  for (gsize i = 0; i < G_N_ELEMENTS (jwt_keys) && grant != GRANT_JWT_BEARER; i++)
    {
      const GenkanYamlNode *value = genkan_yaml_find (node, jwt_keys[i]);

      if (value != NULL)
        genkan_reader_problem (self, value, "'%s' is for the grant jwt_bearer", jwt_keys[i]);
    }

  if (grant == GRANT_JWT_BEARER && genkan_yaml_find (node, "account") == NULL
      && (genkan_yaml_find (node, "key") == NULL || genkan_yaml_find (node, "issuer") == NULL))
    genkan_reader_problem (self, node, "the grant jwt_bearer needs a 'key' and an 'issuer', or an "
                           "'account', which has both");
  if (algorithm != NULL
      && (algorithm->kind != GENKAN_YAML_SCALAR || !g_strv_contains (algorithms, algorithm->text)))
    genkan_reader_problem (self, algorithm, "algorithm is RS256, ES256 or HS256");
}

/* The setting that a token is, if it is nothing but one: there a new one can be kept. */
static char *
dup_kept (GenkanReader         *self,
          const GenkanYamlNode *token)
{
  g_autoptr (GRegex) single = g_regex_new ("^\\{([A-Za-z_][A-Za-z0-9_]*)\\}$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (token == NULL || token->kind != GENKAN_YAML_SCALAR)
    return NULL;

  if (g_regex_match (single, token->text, 0, &match))
    return g_match_info_fetch (match, 1);

  genkan_reader_problem (self, token, "the refresh token must be a setting, \"{name}\", so that a "
                         "new one can be kept there");

  return NULL;
}

static void
oauth2_clear (Oauth2 *self)
{
  genkan_template_free (self->url);
  genkan_template_free (self->id);
  genkan_template_free (self->secret);
  genkan_template_free (self->token);
  genkan_template_free (self->scope);
  g_free (self->kept);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Oauth2, oauth2_clear)

void
genkan_reader_read_oauth2 (GenkanReader         *self,
                           const GenkanYamlNode *node,
                           gpointer              target)
{
  static const GenkanKey keys[] = {
    { "grant", read_grant, TRUE },
    { "url", read_url, TRUE },
    { "id", read_id },
    { "secret", read_secret },
    { "token", read_token },
    { "scope", read_scope },
    { "form", read_form },
    { "client", read_client },
    { "key", NULL },
    { "issuer", NULL },
    { "subject", NULL },
    { "audience", NULL },
    { "algorithm", NULL },
    { "key_id", NULL },
    { "account", NULL },
    { "claims", NULL },
  };
  GenkanAuth *auth = target;
  g_auto (Oauth2) oauth2 = { NULL };

  if (auth->login != NULL)
    {
      genkan_reader_problem (self, node, "oauth2 is a login: there cannot be another");
      return;
    }

  genkan_reader_read_mapping (self, node, "'oauth2'", keys, G_N_ELEMENTS (keys), NULL, &oauth2);
  if (node->kind != GENKAN_YAML_MAPPING)
    return;

  check_keys (self, node, oauth2.grant);
  check_jwt (self, node, oauth2.grant);
  if (oauth2.grant == GRANT_REFRESH)
    oauth2.kept = dup_kept (self, genkan_yaml_find (node, "token"));
  auth->login = make_login (self, node, &oauth2);
  auth->kept = g_steal_pointer (&oauth2.kept);
  if (oauth2.basic)
    {
      auth->login_auth = genkan_auth_new ();
      auth->login_auth->basic_user = g_steal_pointer (&oauth2.id);
      auth->login_auth->basic_password = g_steal_pointer (&oauth2.secret);
    }
  g_ptr_array_add (auth->headers,
                   genkan_named_template_new ("Authorization",
                                              make_text (self, node, "Bearer {access_token}")));
}
