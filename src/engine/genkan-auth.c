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
