/* genkan-auth.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Credentials on a request, put there anew for every attempt: whatever expires or is signed can
 * be different the next time.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-auth.h"

#include "genkan-run.h"

static gboolean
is_chosen (const GenkanAuth  *self,
           GenkanSandbox     *sandbox,
           GenkanVariables   *variables,
           GError           **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 AS chosen WHERE (%s\n)", self->when->when);
  char *columns[] = { (char *) "chosen", NULL };
  const GenkanOutput output = {
    .index = self->when->index,
    .name = (char *) "when",
    .sql = sql,
    .columns = columns,
    .n_columns = 1,
  };
  g_autoptr (GenkanRowBatch) rows = genkan_sandbox_run_output (sandbox, &output, variables, NULL,
                                                               error);

  return rows != NULL && genkan_row_batch_get_n_rows (rows) > 0;
}

/**
 * genkan_auth_choose:
 * @self: the first alternative
 * @sandbox: a sandbox for `auth`
 * @variables: the settings, without the secret ones
 * @error: return location for a #GenkanConnectorError
 *
 * Returns: (transfer none) (nullable): the first alternative whose condition holds
 */
const GenkanAuth *
genkan_auth_choose (const GenkanAuth  *self,
                    GenkanSandbox     *sandbox,
                    GenkanVariables   *variables,
                    GError           **error)
{
  for (; self->when != NULL; self = self->otherwise)
    {
      g_autoptr (GError) reason = NULL;

      if (is_chosen (self, sandbox, variables, &reason))
        break;

      if (reason != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
    }

  return self;
}

static gboolean
check_template (GenkanTemplate          *template_,
                const GenkanDefinition  *definition,
                GenkanVariables         *secrets,
                GError                 **error)
{
  g_auto (GStrv) names = template_ != NULL ? genkan_template_dup_names (template_) : NULL;

  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      const GenkanSetting *setting = genkan_definition_find_setting (definition, *name);

      if (setting != NULL && genkan_value_is_null (genkan_variables_lookup (secrets, *name)))
        {
          g_set_error (error, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SETTINGS,
                       "the setting “%s” is missing, which the chosen way to authenticate needs",
                       setting->title);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_templates (GPtrArray               *templates,
                 const GenkanDefinition  *definition,
                 GenkanVariables         *secrets,
                 GError                 **error)
{
  for (guint i = 0; i < templates->len; i++)
    if (!check_template (((GenkanNamedTemplate *) g_ptr_array_index (templates, i))->value,
                         definition, secrets, error))
      return FALSE;

  return TRUE;
}

/**
 * genkan_auth_check_settings:
 * @self: the alternative that was chosen
 * @definition: of the connector
 * @secrets: the variables with the secret settings
 * @error: return location for a %GENKAN_ENGINE_ERROR_SETTINGS
 *
 * What only one of several alternatives needs is an optional setting. Here it is missed.
 *
 * Returns: whether the credentials are there
 */
gboolean
genkan_auth_check_settings (const GenkanAuth        *self,
                            const GenkanDefinition  *definition,
                            GenkanVariables         *secrets,
                            GError                 **error)
{
  if (!check_templates (self->headers, definition, secrets, error)
      || !check_templates (self->query, definition, secrets, error)
      || !check_template (self->basic_user, definition, secrets, error))
    return FALSE;

  return self->aws == NULL
         || (check_template (self->aws->key, definition, secrets, error)
             && check_template (self->aws->secret, definition, secrets, error));
}

/**
 * genkan_auth_extend_uri:
 * @self: (nullable): how the connector authenticates
 * @secrets: the variables with the secret settings
 * @uri: an address
 *
 * Returns: (transfer full): the address with the credentials that go into the query
 */
GUri *
genkan_auth_extend_uri (const GenkanAuth *self,
                        GenkanVariables  *secrets,
                        GUri             *uri)
{
  g_autoptr (GString) query = g_string_new (g_uri_get_query (uri));

  if (self == NULL || self->query == NULL || self->query->len == 0)
    return g_uri_ref (uri);

  for (guint i = 0; i < self->query->len; i++)
    {
      const GenkanNamedTemplate *parameter = g_ptr_array_index (self->query, i);
      g_autofree char *value = genkan_template_expand (parameter->value, secrets);

      if (query->len > 0)
        g_string_append_c (query, '&');
      g_string_append_uri_escaped (query, parameter->name, NULL, FALSE);
      g_string_append_c (query, '=');
      g_string_append_uri_escaped (query, value, NULL, FALSE);
    }

  return g_uri_build (g_uri_get_flags (uri), g_uri_get_scheme (uri), g_uri_get_userinfo (uri),
                      g_uri_get_host (uri), g_uri_get_port (uri), g_uri_get_path (uri),
                      query->str, NULL);
}

static gboolean
expand_basic (const GenkanAuth  *self,
              GenkanVariables   *secrets,
              char             **ret_user,
              char             **ret_password)
{
  if (self == NULL || self->basic_user == NULL)
    return FALSE;

  *ret_user = genkan_template_expand (self->basic_user, secrets);
  *ret_password = self->basic_password != NULL
                  ? genkan_template_expand (self->basic_password, secrets)
                  : g_strdup ("");

  return TRUE;
}

/**
 * genkan_auth_sign:
 * @self: (nullable): how the connector authenticates
 * @secrets: the variables with the secret settings
 * @request: a request that is ready but for this
 */
void
genkan_auth_sign (const GenkanAuth  *self,
                  GenkanVariables   *secrets,
                  GenkanHttpRequest *request)
{
  g_autofree char *user = NULL;
  g_autofree char *password = NULL;

  for (guint i = 0; self != NULL && self->headers != NULL && i < self->headers->len; i++)
    {
      const GenkanNamedTemplate *header = g_ptr_array_index (self->headers, i);
      g_autofree char *value = genkan_template_expand (header->value, secrets);

      genkan_http_request_set_header (request, header->name, value);
    }

  if (expand_basic (self, secrets, &user, &password))
    {
      g_autofree char *both = g_strconcat (user, ":", password, NULL);
      g_autofree char *encoded = g_base64_encode ((const guchar *) both, strlen (both));
      g_autofree char *value = g_strconcat ("Basic ", encoded, NULL);

      genkan_http_request_set_header (request, "Authorization", value);
    }
}

/* What authentication makes of the secrets is secret too. */
void
genkan_auth_add_secrets (const GenkanAuth *self,
                         GenkanVariables  *secrets,
                         GenkanRedactor   *redactor)
{
  g_autofree char *user = NULL;
  g_autofree char *password = NULL;

  if (expand_basic (self, secrets, &user, &password))
    genkan_redactor_add_basic (redactor, user, password);
  if (self != NULL && self->login_auth != NULL)
    genkan_auth_add_secrets (self->login_auth, secrets, redactor);
}
