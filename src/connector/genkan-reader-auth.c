/* genkan-reader-auth.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `auth`: how one shows who one is. The short forms become what the two general ones are made
 * of: credentials in headers and query, and a login that gets them. A list has several ways, of
 * which a setting chooses one.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-reader.h"

/* RFC 6750. */
static void
read_bearer (GenkanReader         *self,
             const GenkanYamlNode *node,
             gpointer              target)
{
  GenkanAuth *auth = target;
  GenkanTemplate *token = genkan_reader_read_template (self, node, GENKAN_TEMPLATE_TEXT);

  if (token == NULL)
    return;

  genkan_template_prepend (token, "Bearer ");
  g_ptr_array_add (auth->headers, genkan_named_template_new ("Authorization", token));
}

static void
read_basic_user (GenkanReader         *self,
                 const GenkanYamlNode *node,
                 gpointer              target)
{
  ((GenkanAuth *) target)->basic_user =
    genkan_reader_read_template (self, node, GENKAN_TEMPLATE_TEXT);
}

static void
read_basic_password (GenkanReader         *self,
                     const GenkanYamlNode *node,
                     gpointer              target)
{
  ((GenkanAuth *) target)->basic_password =
    genkan_reader_read_template (self, node, GENKAN_TEMPLATE_TEXT);
}

static void
read_basic (GenkanReader         *self,
            const GenkanYamlNode *node,
            gpointer              target)
{
  static const GenkanKey keys[] = {
    { "user", read_basic_user, TRUE },
    { "password", read_basic_password, TRUE },
  };

  genkan_reader_read_mapping (self, node, "'basic'", keys, G_N_ELEMENTS (keys), NULL, target);
}

static void
read_auth_header (GenkanReader         *self,
                  const GenkanYamlNode *node,
                  gpointer              target)
{
  genkan_reader_read_fields (self, node, "'header'", ((GenkanAuth *) target)->headers);
}

static void
read_auth_query (GenkanReader         *self,
                 const GenkanYamlNode *node,
                 gpointer              target)
{
  genkan_reader_read_fields (self, node, "'query'", ((GenkanAuth *) target)->query);
}

static void
read_use (GenkanReader         *self,
          const GenkanYamlNode *node,
          gpointer              target)
{
  static const GenkanKey keys[] = {
    { "headers", read_auth_header },
    { "query", read_auth_query },
  };

  genkan_reader_read_mapping (self, node, "'use'", keys, G_N_ELEMENTS (keys), NULL, target);
}

static void
read_sign (GenkanReader         *self,
           const GenkanYamlNode *node,
           gpointer              target)
{
  GenkanStep *step = genkan_step_new ();
  GenkanOutput *output = genkan_reader_read_output (self, "sign", node);

  output->kind = GENKAN_OUTPUT_HEADERS;
  step->name = g_strdup ("auth");
  g_ptr_array_add (step->outputs, output);
  ((GenkanAuth *) target)->sign = step;
}

/* Each of these makes the Authorization header. */
static void
check_makers (GenkanReader         *self,
              const GenkanYamlNode *node,
              const GenkanAuth     *auth)
{
  static const char *const makers[] = { "basic", "bearer", "oauth2", "aws_sigv4" };
  const char *first = NULL;

  if (node->kind != GENKAN_YAML_MAPPING)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      if (genkan_yaml_find (node, makers[i]) == NULL)
        continue;
      if (first != NULL)
        genkan_reader_problem (self, node, "%s and %s both make the Authorization header",
                               first, makers[i]);
      first = makers[i];
    }

  if (auth->sign != NULL && auth->aws != NULL)
    genkan_reader_problem (self, genkan_yaml_find (node, "sign"),
                           "sign and aws_sigv4 both sign the request");
}

/* What a login is sent with: a client's own name and password, mostly. */
static void
read_login_auth (GenkanReader         *self,
                 const GenkanYamlNode *node,
                 GenkanAuth           *auth)
{
  static const GenkanKey keys[] = {
    { "bearer", read_bearer },
    { "basic", read_basic },
    { "header", read_auth_header },
    { "query", read_auth_query },
    { "sign", read_sign },
    { "aws_sigv4", genkan_reader_read_aws_sigv4 },
  };

  auth->login_auth = genkan_auth_new ();
  genkan_reader_read_mapping (self, node, "the 'auth' of a login", keys, G_N_ELEMENTS (keys),
                              NULL, auth->login_auth);
  check_makers (self, node, auth->login_auth);
  if (auth->login_auth->sign != NULL)
    {
      g_free (auth->login_auth->sign->name);
      auth->login_auth->sign->name = g_strdup ("login.auth");
    }
}

static void
read_login (GenkanReader         *self,
            const GenkanYamlNode *node,
            gpointer              target)
{
  GenkanAuth *auth = target;
  const GenkanYamlNode *own;

  if (auth->login != NULL)
    {
      genkan_reader_problem (self, node, "oauth2 is a login: there cannot be another");
      return;
    }

  auth->login = genkan_reader_read_login (self, node);
  own = node->kind == GENKAN_YAML_MAPPING ? genkan_yaml_find (node, "auth") : NULL;
  if (own != NULL)
    read_login_auth (self, own, auth);
}

static void
read_logout (GenkanReader         *self,
             const GenkanYamlNode *node,
             gpointer              target)
{
  ((GenkanAuth *) target)->logout = genkan_reader_read_logout (self, node);
}

static void
check_auth (GenkanReader         *self,
            const GenkanYamlNode *node,
            const GenkanAuth     *auth)
{
  if (node->keys->len == (auth->when != NULL ? 1 : 0))
    genkan_reader_problem (self, node, "'auth' says nothing: leave it out if no key is needed");
  if (auth->logout != NULL && auth->login == NULL)
    genkan_reader_problem (self, genkan_yaml_find (node, "logout"), "'logout' needs a 'login'");
  check_makers (self, node, auth);
}

static void
read_when (GenkanReader         *self,
           const GenkanYamlNode *node,
           gpointer              target)
{
  GenkanCase *when = genkan_case_new ();

  when->index = self->definition->n_statements++;
  when->when = genkan_reader_read_sql (self, node);
  genkan_reader_note_origin (self, when, node);
  ((GenkanAuth *) target)->when = when;
}

/* Without `when` where there is nothing to choose. */
static GenkanAuth *
read_one (GenkanReader         *self,
          const GenkanYamlNode *node,
          gboolean              alternative)
{
  static const GenkanKey keys[] = {
    { "bearer", read_bearer },
    { "basic", read_basic },
    { "header", read_auth_header },
    { "query", read_auth_query },
    { "login", read_login },
    { "use", read_use },
    { "logout", read_logout },
    { "oauth2", genkan_reader_read_oauth2 },
    { "sign", read_sign },
    { "aws_sigv4", genkan_reader_read_aws_sigv4 },
    { "when", read_when },
  };
  GenkanAuth *auth = genkan_auth_new ();

  genkan_reader_note_origin (self, auth, node);
  genkan_reader_read_mapping (self, node, alternative ? "an alternative of 'auth'" : "'auth'", keys,
                              G_N_ELEMENTS (keys) - (alternative ? 0 : 1), NULL, auth);
  if (node->kind == GENKAN_YAML_MAPPING)
    check_auth (self, node, auth);

  return auth;
}

/* The last one is what remains; one before it that needs nothing would hide the rest. */
static void
check_alternative (GenkanReader         *self,
                   const GenkanYamlNode *node,
                   const GenkanAuth     *auth,
                   gboolean              last)
{
  if (node->kind != GENKAN_YAML_MAPPING)
    return;

  if (last && auth->when != NULL)
    genkan_reader_problem (self, genkan_yaml_find (node, "when"),
                           "the last alternative is what holds if no other does: it has no 'when'");
  else if (!last && auth->when == NULL)
    genkan_reader_problem (self, node, "the alternatives after this one can never be chosen: it "
                           "has no 'when'");
}

static void
read_alternatives (GenkanReader         *self,
                   const GenkanYamlNode *node)
{
  GenkanAuth **next = &self->definition->auth;

  if (node->values->len < 2)
    genkan_reader_problem (self, node, "a list of alternatives has at least two; what always "
                           "holds is written without a list");

  for (guint i = 0; i < node->values->len; i++)
    {
      const GenkanYamlNode *value = node->values->pdata[i];

      *next = read_one (self, value, TRUE);
      check_alternative (self, value, *next, i + 1 == node->values->len);
      next = &(*next)->otherwise;
    }
}

void
genkan_reader_read_auth (GenkanReader         *self,
                         const GenkanYamlNode *node,
                         gpointer              target)
{
  if (node->kind == GENKAN_YAML_SEQUENCE)
    read_alternatives (self, node);
  else
    self->definition->auth = read_one (self, node, FALSE);
}
