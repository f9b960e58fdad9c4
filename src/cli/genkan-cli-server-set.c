/* genkan-cli-server-set.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan server set`: what is not said stays as it is. The server is asked before it is stored,
 * and its Products are read after that.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-secret.h"
#include "genkan-cli-server.h"
#include "genkan-store-server.h"

#include <glib/gi18n.h>

#define ENVIRONMENT "GENKAN_SECRET_DEFECTDOJO_TOKEN"

typedef struct
{
  char     *url;              /* (owned) (nullable) */
  char     *ca_file;          /* (owned) (nullable) empty: none */
  char     *engagement;       /* (owned) (nullable) empty: the usual */
  char     *token_file;       /* (owned) (nullable) */
  gboolean  ask;
  gboolean  allow_plain_http;
  gboolean  no_plain_http;
  gboolean  no_test;
} GenkanServerOptions;

static void
genkan_server_options_clear (GenkanServerOptions *self)
{
  g_free (self->url);
  g_free (self->ca_file);
  g_free (self->engagement);
  g_free (self->token_file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanServerOptions, genkan_server_options_clear)

static gboolean
read_options (int                  *argc,
              char                **argv,
              GenkanServerOptions  *options)
{
  const GOptionEntry entries[] = {
    { "url", 'u', 0, G_OPTION_ARG_STRING, &options->url, N_("DefectDojo’s address, with the path under which it stands"), N_("URL") },
    { "token", 0, 0, G_OPTION_ARG_NONE, &options->ask, N_("Ask for another API v2 key, or read a line from standard input"), NULL },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &options->token_file, N_("Take the API v2 key from a file"), N_("FILE") },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &options->ca_file, N_("Trust the certificates of this file (PEM), or, if empty, those of the system"), N_("FILE") },
    { "allow-plain-http", 0, 0, G_OPTION_ARG_NONE, &options->allow_plain_http, N_("Allow http:// to another machine: the key can be read on the way"), NULL },
    { "no-plain-http", 0, 0, G_OPTION_ARG_NONE, &options->no_plain_http, N_("Do not allow it any more"), NULL },
    { "engagement", 0, 0, G_OPTION_ARG_STRING, &options->engagement, N_("The name of a Product’s engagement, with {product} and {tool}; if empty “Global Connectors”"), N_("TEMPLATE") },
    { "no-test", 0, 0, G_OPTION_ARG_NONE, &options->no_test, N_("Store the server without asking it first"), NULL },
    { NULL }
  };

  if (!genkan_cli_parse (argc, argv, entries, "--url URL",
                         _("Set the DefectDojo server to deliver to, or change what is set. The API v2 key is asked for, and kept in your keyring."), 0, 0))
    return FALSE;

  if (!options->ask || options->token_file == NULL)
    return TRUE;

  genkan_cli_complain (_("--token and --token-file do not go together"));

  return FALSE;
}

static void
take_options (const GenkanServerOptions *options,
              GenkanServer              *server)
{
  if (options->url != NULL)
    {
      g_free (server->url);
      server->url = g_strstrip (g_strdup (options->url));
    }
  if (options->ca_file != NULL)
    {
      g_free (server->ca_file);
      server->ca_file = *options->ca_file != '\0' ? g_canonicalize_filename (options->ca_file, NULL)
                                                  : NULL;
    }
  if (options->engagement != NULL)
    {
      g_free (server->engagement);
      server->engagement = *options->engagement != '\0' ? g_strdup (options->engagement) : NULL;
    }
  if (options->allow_plain_http || options->no_plain_http)
    server->allow_plain = options->allow_plain_http;
}

/* The first time, and when it is another server, there is no key that could be kept. */
static gboolean
needs_token (const GenkanServerOptions *options,
             const GenkanServer        *stored,
             const GenkanServer        *server)
{
  if (options->ask)
    return TRUE;

  return g_getenv (ENVIRONMENT) == NULL && !genkan_server_is_same (stored, server);
}

/* @ret_token: %NULL if the one that is kept stays */
static gboolean
get_token (const GenkanServerOptions *options,
           const GenkanServer        *stored,
           const GenkanServer        *server,
           GCancellable              *cancellable,
           char                     **ret_token,
           GError                   **error)
{
  if (options->token_file != NULL)
    return genkan_cli_read_secret_file (options->token_file, ret_token, error);

  if (!needs_token (options, stored, server))
    return TRUE;

  *ret_token = genkan_cli_read_line (_("API v2 key of DefectDojo: "), TRUE, cancellable, error);

  return *ret_token != NULL;
}

static GenkanExit
save (GenkanWorkspace           *workspace,
      const GenkanServerOptions *options,
      const GenkanServer        *server,
      const char                *token,
      GCancellable              *cancellable)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanExit listed;

  if (!options->no_test)
    {
      GenkanExit tested = genkan_cli_server_ask (workspace, server, token, FALSE, cancellable);

      if (tested == GENKAN_EXIT_FAILED)
        g_printerr ("%s\n", _("Nothing was stored; --no-test stores it all the same."));
      if (tested != GENKAN_EXIT_COMPLETE)
        return tested;
    }

  genkan_workspace_save_server_async (workspace, server, token, cancellable,
                                      genkan_cli_keep_result, &result);
  if (!genkan_workspace_save_server_finish (workspace, genkan_cli_wait (&result), &error))
    return genkan_cli_fail (error);

  g_print ("%s\n", _("The server is set."));
  if (options->no_test)
    return GENKAN_EXIT_COMPLETE;

  /* It is set, whatever becomes of its Products. */
  listed = genkan_cli_server_list (workspace, cancellable);
  genkan_cli_tell_undelivered (workspace);

  return listed == GENKAN_EXIT_COMPLETE ? GENKAN_EXIT_COMPLETE : GENKAN_EXIT_PARTIAL;
}

GenkanExit
genkan_cli_server_set (int    argc,
                       char **argv)
{
  g_auto (GenkanServerOptions) options = { NULL };
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GenkanServer) stored = NULL;
  g_autoptr (GenkanServer) server = NULL;
  g_autoptr (GCancellable) cancellable = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  if (!read_options (&argc, argv, &options))
    return GENKAN_EXIT_USAGE;

  workspace = genkan_cli_open (&error);
  if (workspace != NULL)
    stored = genkan_store_get_server (genkan_workspace_get_store (workspace), &error);
  if (stored == NULL)
    return genkan_cli_fail (error);

  server = genkan_server_copy (stored);
  take_options (&options, server);
  if (!genkan_server_is_set (server))
    {
      genkan_cli_complain (_("--url is needed; “%s --help” says more"), g_get_prgname ());
      return GENKAN_EXIT_USAGE;
    }

  cancellable = genkan_cli_watch_interrupt ();
  if (!get_token (&options, stored, server, cancellable, &token, &error))
    return genkan_cli_fail (error);

  return save (workspace, &options, server, token, cancellable);
}
