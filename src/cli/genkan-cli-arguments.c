/* genkan-cli-arguments.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Settings and secrets out of arguments like NAME=VALUE. What is wrong with one has been said
 * when a function returns FALSE.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-arguments.h"
#include "genkan-cli-private.h"
#include "genkan-cli-secret.h"

#include <glib/gi18n.h>

static char *
list_settings (const GenkanDefinition *definition,
               gboolean                secret)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < definition->settings->len; i++)
    {
      const GenkanSetting *setting = g_ptr_array_index (definition->settings, i);

      if (setting->secret == secret)
        g_strv_builder_add (builder, setting->name);
    }
  names = g_strv_builder_end (builder);

  return g_strjoinv (", ", names);
}

/* Returns: (nullable): the setting; %NULL after saying what is wrong with the name */
static const GenkanSetting *
find_setting (const GenkanDefinition *definition,
              const char             *name,
              gboolean                secret)
{
  const GenkanSetting *setting = genkan_definition_find_setting (definition, name);
  g_autofree char *names = NULL;

  if (setting != NULL && setting->secret == secret)
    return setting;

  names = list_settings (definition, secret);
  if (setting != NULL && setting->secret)
    genkan_cli_complain (_("“%s” is secret, and arguments can be read by other programs: use --secret %s"), name, name);
  else if (setting != NULL)
    genkan_cli_complain (_("“%s” is not secret: use --set %s=…"), name, name);
  else if (*names == '\0')
    genkan_cli_complain (_("%s has no setting “%s”"), definition->name, name);
  else
    genkan_cli_complain (_("%s has no setting “%s”; there are: %s"), definition->name, name, names);

  return NULL;
}

/* "NAME=VALUE" → a setting and its value; FALSE after saying what is wrong */
static gboolean
split_pair (const GenkanDefinition  *definition,
            const char              *pair,
            gboolean                 secret,
            const GenkanSetting    **ret_setting,
            const char             **ret_value)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *name = equals != NULL ? g_strndup (pair, equals - pair) : NULL;

  if (equals == NULL)
    {
      genkan_cli_complain (_("“%s” has no “=”: NAME=VALUE is expected"), pair);
      return FALSE;
    }

  *ret_setting = find_setting (definition, name, secret);
  *ret_value = equals + 1;

  return *ret_setting != NULL;
}

gboolean
genkan_cli_take_settings (const GenkanDefinition  *definition,
                          GenkanConnection        *connection,
                          char                   **pairs)
{
  const GenkanSetting *setting;
  const char *value;

  for (gsize i = 0; pairs != NULL && pairs[i] != NULL; i++)
    {
      if (!split_pair (definition, pairs[i], FALSE, &setting, &value))
        return FALSE;
      genkan_connection_set_setting (connection, setting->name, value);
    }

  return TRUE;
}

gboolean
genkan_cli_take_secrets_from_env (const GenkanDefinition  *definition,
                                  GHashTable              *secrets,
                                  char                   **pairs)
{
  const GenkanSetting *setting;
  const char *variable;

  for (gsize i = 0; pairs != NULL && pairs[i] != NULL; i++)
    {
      if (!split_pair (definition, pairs[i], TRUE, &setting, &variable))
        return FALSE;
      if (g_getenv (variable) == NULL)
        {
          genkan_cli_complain (_("There is no environment variable %s"), variable);
          return FALSE;
        }
      g_hash_table_insert (secrets, g_strdup (setting->name), g_strdup (g_getenv (variable)));
    }

  return TRUE;
}

gboolean
genkan_cli_take_secrets_from_file (const GenkanDefinition  *definition,
                                   GHashTable              *secrets,
                                   char                   **pairs)
{
  const GenkanSetting *setting;
  const char *path;

  for (gsize i = 0; pairs != NULL && pairs[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      char *secret;

      if (!split_pair (definition, pairs[i], TRUE, &setting, &path))
        return FALSE;
      if (!genkan_cli_read_secret_file (path, &secret, &error))
        {
          genkan_cli_complain ("%s", error->message);
          return FALSE;
        }
      g_hash_table_insert (secrets, g_strdup (setting->name), secret);
    }

  return TRUE;
}

/* Whether it has to be asked for: named by --secret, or needed and not there in another way. */
static gboolean
is_asked_for (const GenkanSetting *setting,
              GHashTable          *secrets,
              char               **names)
{
  g_autofree char *upper = g_ascii_strup (setting->name, -1);
  g_autofree char *variable = g_strconcat ("GENKAN_SECRET_", upper, NULL);

  if (!setting->secret || g_hash_table_contains (secrets, setting->name))
    return FALSE;
  if (names != NULL && g_strv_contains ((const char *const *) names, setting->name))
    return TRUE;

  return !setting->optional && g_getenv (variable) == NULL;
}

gboolean
genkan_cli_ask_for_secrets (const GenkanDefinition  *definition,
                            GHashTable              *secrets,
                            char                   **names,
                            GCancellable            *cancellable,
                            GError                 **error)
{
  for (guint i = 0; i < definition->settings->len; i++)
    {
      const GenkanSetting *setting = g_ptr_array_index (definition->settings, i);
      g_autofree char *prompt = g_strdup_printf ("%s: ", setting->title);
      char *secret;

      if (!is_asked_for (setting, secrets, names))
        continue;

      secret = genkan_cli_read_line (prompt, TRUE, cancellable, error);
      if (secret == NULL)
        {
          g_prefix_error (error, "%s", prompt);
          return FALSE;
        }
      g_hash_table_insert (secrets, g_strdup (setting->name), secret);
    }

  return TRUE;
}

gboolean
genkan_cli_check_secret_names (const GenkanDefinition  *definition,
                               char                   **names)
{
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    if (find_setting (definition, names[i], TRUE) == NULL)
      return FALSE;

  return TRUE;
}
