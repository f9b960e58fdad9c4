/* genkan-setting-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person typed, against what the connector file asks for. It forgives what can only be
 * meant one way (spaces around it, a URL without https://, a slash at its end), and says of
 * anything else what is wrong in one sentence.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-secrets-private.h"
#include "genkan-setting-check.h"
#include "genkan-workspace.h"

#include <glib/gi18n.h>

/* Whether a setting is the address of a server: by its name, or by its default. */
static gboolean
genkan_setting_is_url (const GenkanSetting *setting)
{
  g_return_val_if_fail (setting != NULL, FALSE);

  return !setting->secret &&
         (g_str_equal (setting->name, "url") ||
          g_str_has_suffix (setting->name, "_url") ||
          (setting->initial != NULL && (g_str_has_prefix (setting->initial, "https://") ||
                                        g_str_has_prefix (setting->initial, "http://"))));
}

static void
set_error (GError              **error,
           const GenkanSetting  *setting,
           const char           *problem)
{
  /* Translators: the name of a field, and what is wrong with it. */
  g_set_error (error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_SETTING,
               _("%s: %s"), setting->title, problem);
}

static gboolean
has_control_characters (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      return TRUE;

  return FALSE;
}

/* "shop.example.com/" → "https://shop.example.com" */
static char *
normalize_url (const char *value)
{
  char *url = strstr (value, "://") != NULL ? g_strdup (value) : g_strconcat ("https://", value, NULL);
  gsize length = strlen (url);

  while (length > 0 && url[length - 1] == '/')
    url[--length] = '\0';

  return url;
}

/* Returns: what is wrong with it, translated, or %NULL */
static const char *
find_url_problem (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      strpbrk (url, " \t<>\"") != NULL)
    return _("this is not a URL; it looks like https://tool.example.com");
  if (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
    return _("the URL must begin with https:// or http://");
  if (g_uri_get_user (uri) != NULL)
    return _("leave the user name and password out of the URL: it is kept in the clear");
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return _("leave out what follows ? or # in the URL");

  return NULL;
}

static gboolean
check_url (const GenkanSetting  *setting,
           char                **value,
           GError              **error)
{
  g_autofree char *url = normalize_url (*value);
  const char *problem = find_url_problem (url);

  if (problem != NULL)
    {
      set_error (error, setting, problem);
      return FALSE;
    }

  g_free (*value);
  *value = g_steal_pointer (&url);

  return TRUE;
}

static gboolean
check_choice (const GenkanSetting  *setting,
              const char           *value,
              GError              **error)
{
  g_autofree char *choices = NULL;
  g_autofree char *problem = NULL;

  if (setting->choices == NULL || g_strv_contains ((const char *const *) setting->choices, value))
    return TRUE;

  choices = g_strjoinv (", ", setting->choices);
  problem = g_strdup_printf (_("it must be one of %s"), choices);
  set_error (error, setting, problem);

  return FALSE;
}

/* The pattern holds for all of the value, as in a web form. The file's check has compiled it. */
static gboolean
check_pattern (const GenkanSetting  *setting,
               const char           *value,
               GError              **error)
{
  g_autofree char *whole = g_strdup_printf ("^(?:%s)$", setting->pattern != NULL ? setting->pattern : ".*");
  g_autofree char *problem = NULL;

  if (g_regex_match_simple (whole, value, G_REGEX_DOLLAR_ENDONLY | G_REGEX_DOTALL, 0))
    return TRUE;

  problem = setting->help != NULL ? g_strdup_printf (_("it does not look right (%s)"), setting->help)
                                  : g_strdup (_("it does not look right"));
  set_error (error, setting, problem);

  return FALSE;
}

static gboolean
check_text (const GenkanSetting  *setting,
            char                **value,
            GError              **error)
{
  if (!g_utf8_validate (*value, -1, NULL) || has_control_characters (*value))
    {
      set_error (error, setting, _("it contains characters that cannot be typed; copy it again"));
      return FALSE;
    }

  if (genkan_setting_is_url (setting) && !check_url (setting, value, error))
    return FALSE;

  return check_choice (setting, *value, error) && check_pattern (setting, *value, error);
}

/**
 * genkan_setting_check:
 * @setting: a setting of a connector file
 * @value: (nullable): what the person typed
 * @ret_value: (out) (optional) (nullable) (transfer full): what to use: tidied up, the file's
 *   default for an empty value, or %NULL for an optional one that is left out
 * @error: in #GENKAN_WORKSPACE_ERROR; a sentence to show
 *
 * Returns: whether it can be used
 */
gboolean
genkan_setting_check (const GenkanSetting  *setting,
                      const char           *value,
                      char                **ret_value,
                      GError              **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (setting != NULL, FALSE);

  text = g_strstrip (g_strdup (value != NULL ? value : ""));
  if (*text == '\0' && setting->initial != NULL)
    {
      g_free (text);
      text = g_strdup (setting->initial);
    }

  if (*text == '\0' && !setting->optional)
    {
      set_error (error, setting, _("this is needed"));
      return FALSE;
    }

  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  else if (!check_text (setting, &text, error))
    return FALSE;

  if (ret_value != NULL)
    *ret_value = g_steal_pointer (&text);

  return TRUE;
}

static gboolean
is_this_machine (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return host != NULL && (g_ascii_strcasecmp (host, "localhost") == 0 ||
                          g_str_has_suffix (host, ".localhost"));
}

/* The engine would refuse it, too; here it can be said beside the field. */
static gboolean
check_plain_http (const GenkanSetting  *setting,
                  GenkanConnection     *connection,
                  const char           *value,
                  GError              **error)
{
  const char *allowed = genkan_connection_get_setting (connection, GENKAN_NETWORK_ALLOW_PLAIN_HTTP);

  if (value == NULL || !genkan_setting_is_url (setting) || g_strcmp0 (allowed, "true") == 0 ||
      g_ascii_strncasecmp (value, "http://", strlen ("http://")) != 0 || is_this_machine (value))
    return TRUE;

  set_error (error, setting,
             _("with http:// the key can be read on its way; use https://, or allow plain HTTP for this connection"));

  return FALSE;
}

/**
 * genkan_settings_check:
 * @definition: what the connector file asks for
 * @connection: what the person gave
 * @secrets: (element-type utf8 utf8): the secrets, wherever they come from
 * @error: in #GENKAN_WORKSPACE_ERROR; about the first setting that cannot be used
 *
 * Settings that the file does not know (any more) are left out.
 *
 * Returns: (transfer full) (element-type utf8 utf8): setting → value, secrets too, tidied up
 */
GHashTable *
genkan_settings_check (const GenkanDefinition  *definition,
                       GenkanConnection        *connection,
                       GHashTable              *secrets,
                       GError                 **error)
{
  g_autoptr (GHashTable) values = genkan_secret_table_new ();

  g_return_val_if_fail (definition != NULL, NULL);
  g_return_val_if_fail (GENKAN_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (secrets != NULL, NULL);

  for (guint i = 0; i < definition->settings->len; i++)
    {
      const GenkanSetting *setting = g_ptr_array_index (definition->settings, i);
      const char *given = setting->secret ? g_hash_table_lookup (secrets, setting->name)
                                          : genkan_connection_get_setting (connection, setting->name);
      char *value;

      if (!genkan_setting_check (setting, given, &value, error))
        return NULL;
      if (value != NULL)
        g_hash_table_insert (values, g_strdup (setting->name), value);
      if (!check_plain_http (setting, connection, value, error))
        return NULL;
    }

  return g_steal_pointer (&values);
}
