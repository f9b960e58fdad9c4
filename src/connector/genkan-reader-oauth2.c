/* genkan-reader-oauth2.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `oauth2`, RFC 6749, is a short form: of a login whose form says what the grant wants, and of
 * the access token as a bearer token.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-reader.h"

#define SESSION_SQL                                          \
  "SELECT need(:body, 'access_token') AS access_token, "     \
  ":body ->> 'expires_in' AS expires_in"

typedef struct
{
  GenkanTemplate       *url;    /* (owned) (nullable) all of these, if they could not be read */
  GenkanTemplate       *id;
  GenkanTemplate       *secret;
  GenkanTemplate       *token;
  GenkanTemplate       *scope;
  const GenkanYamlNode *form;   /* (nullable) */
  gboolean              refresh;
  gboolean              basic;
} Oauth2;

static void
read_grant (GenkanReader         *self,
            const GenkanYamlNode *node,
            gpointer              target)
{
  g_autofree char *grant = genkan_reader_read_text (self, node);

  if (g_strcmp0 (grant, "refresh") == 0)
    ((Oauth2 *) target)->refresh = TRUE;
  else if (grant != NULL && !g_str_equal (grant, "client_credentials"))
    genkan_reader_problem (self, node, "grant is client_credentials or refresh, not '%s'", grant);
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
  GenkanTemplate *grant = make_text (self, node, oauth2->refresh ? "refresh_token"
                                                                 : "client_credentials");

  genkan_reader_note_origin (self, body, node);
  add_field (body, "grant_type", &grant);
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

static GenkanOutput *
make_session (GenkanReader         *self,
              const GenkanYamlNode *node)
{
  GenkanOutput *output = genkan_output_new ();

  output->index = self->definition->n_statements++;
  output->name = g_strdup ("session");
  output->kind = GENKAN_OUTPUT_TABLE;
  output->sql = g_strdup (SESSION_SQL);
  genkan_reader_note_origin (self, output, node);
  genkan_reader_note_origin (self, output->sql, node);

  return output;
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
  g_ptr_array_add (step->outputs, make_session (self, node));
  genkan_reader_note_origin (self, step, node);

  return step;
}

static void
check_oauth2 (GenkanReader         *self,
              const GenkanYamlNode *node,
              const Oauth2         *oauth2)
{
  if (oauth2->refresh && genkan_yaml_find (node, "token") == NULL)
    genkan_reader_problem (self, node, "the grant refresh needs a 'token'");
  else if (!oauth2->refresh && genkan_yaml_find (node, "token") != NULL)
    genkan_reader_problem (self, genkan_yaml_find (node, "token"),
                           "'token' is for the grant refresh");
  if (!oauth2->refresh && genkan_yaml_find (node, "secret") == NULL)
    genkan_reader_problem (self, node, "the grant client_credentials needs a 'secret'");
}

void
genkan_reader_read_oauth2 (GenkanReader         *self,
                           const GenkanYamlNode *node,
                           gpointer              target)
{
  static const GenkanKey keys[] = {
    { "grant", read_grant, TRUE },
    { "url", read_url, TRUE },
    { "id", read_id, TRUE },
    { "secret", read_secret },
    { "token", read_token },
    { "scope", read_scope },
    { "form", read_form },
    { "client", read_client },
  };
  GenkanAuth *auth = target;
  Oauth2 oauth2 = { NULL };

  if (auth->login != NULL)
    {
      genkan_reader_problem (self, node, "oauth2 is a login: there cannot be another");
      return;
    }

  genkan_reader_read_mapping (self, node, "'oauth2'", keys, G_N_ELEMENTS (keys), NULL, &oauth2);
  if (node->kind == GENKAN_YAML_MAPPING)
    check_oauth2 (self, node, &oauth2);

  auth->login = make_login (self, node, &oauth2);
  if (oauth2.basic)
    {
      auth->login_auth = genkan_auth_new ();
      auth->login_auth->basic_user = oauth2.id;
      auth->login_auth->basic_password = oauth2.secret;
    }
  g_ptr_array_add (auth->headers,
                   genkan_named_template_new ("Authorization",
                                              make_text (self, node, "Bearer {access_token}")));
}
