/* genkan-cli-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan server`: the DefectDojo server that findings are delivered to. `set` has a file of its
 * own.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-json.h"
#include "genkan-cli-secret.h"
#include "genkan-cli-server.h"
#include "genkan-store-server.h"

#include <glib/gi18n.h>
#include <unistd.h>

/* Returns: (transfer full) (nullable): %NULL after saying that there is none, or why not */
static GenkanServer *
open_server (GenkanWorkspace **ret_workspace,
             GenkanExit       *ret_exit)
{
  g_autoptr (GenkanServer) server = NULL;
  g_autoptr (GError) error = NULL;

  *ret_exit = GENKAN_EXIT_FAILED;
  *ret_workspace = genkan_cli_open (&error);
  if (*ret_workspace != NULL)
    server = genkan_store_get_server (genkan_workspace_get_store (*ret_workspace), &error);
  if (server == NULL)
    *ret_exit = genkan_cli_fail (error);
  else if (genkan_server_is_set (server))
    return g_steal_pointer (&server);
  else
    genkan_cli_complain (_("No DefectDojo server is set; “genkan server set --url URL” sets one"));

  return NULL;
}

/* --- show --- */

static void
print_fact (const char *title,
            const char *value)
{
  g_autofree char *plain = NULL;

  if (value == NULL || *value == '\0')
    return;

  plain = genkan_cli_dup_plain (value);
  g_print ("%s: %s\n", title, plain);
}

static void
print_time (const char *title,
            gint64      time)
{
  g_autofree char *text = time != 0 ? genkan_cli_dup_time (time) : NULL;

  print_fact (title, text);
}

static void
print_server (const GenkanServer *server)
{
  g_autofree char *warning =
    genkan_server_dup_expiry_words (server->token_expiry, g_get_real_time ());
  g_autofree char *products = g_strdup_printf ("%" G_GINT64_FORMAT, server->n_products);

  print_fact (_("URL"), server->url);
  print_fact (_("CA file"), server->ca_file);
  print_fact (_("Plain HTTP"), server->allow_plain ? _("allowed") : NULL);
  print_fact (_("Engagement"),
              server->engagement != NULL ? server->engagement : GENKAN_SERVER_ENGAGEMENT);
  print_fact (_("Version"), server->version);
  print_fact (_("User"), server->user);
  print_time (_("Key expires"), server->token_expiry);
  print_time (_("Last asked"), server->checked);
  if (server->listed != 0)
    print_fact (_("Products"), products);
  print_time (_("Products read"), server->listed);

  if (warning != NULL)
    g_printerr ("%s\n", warning);
}

static void
print_json (const GenkanServer *server)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gboolean is_set = genkan_server_is_set (server);
  const char *engagement =
    server->engagement != NULL ? server->engagement : GENKAN_SERVER_ENGAGEMENT;

  json_builder_begin_object (builder);
  genkan_cli_json_add_text (builder, "url", is_set ? server->url : NULL);
  genkan_cli_json_add_text (builder, "ca_file", server->ca_file);
  json_builder_set_member_name (builder, "allow_plain_http");
  json_builder_add_boolean_value (builder, server->allow_plain);
  genkan_cli_json_add_text (builder, "engagement", is_set ? engagement : NULL);
  genkan_cli_json_add_text (builder, "version", server->version);
  genkan_cli_json_add_text (builder, "user", server->user);
  genkan_cli_json_add_time (builder, "key_expires", server->token_expiry);
  genkan_cli_json_add_time (builder, "checked", server->checked);
  genkan_cli_json_add_number (builder, "products", server->n_products);
  genkan_cli_json_add_time (builder, "products_read", server->listed);
  json_builder_end_object (builder);
  genkan_cli_json_print (builder);
}

static GenkanExit
show (int    argc,
      char **argv)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GenkanServer) server = NULL;
  g_autoptr (GError) error = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON, for programs"), NULL },
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, "[show|set|test|refresh|remove]",
                         _("Show the DefectDojo server that findings are delivered to, or change it: each of the words has a --help of its own."), 0, 0))
    return GENKAN_EXIT_USAGE;

  workspace = genkan_cli_open (&error);
  if (workspace != NULL)
    server = genkan_store_get_server (genkan_workspace_get_store (workspace), &error);
  if (server == NULL)
    return genkan_cli_fail (error);

  if (json)
    print_json (server);
  else if (genkan_server_is_set (server))
    print_server (server);
  else
    g_printerr ("%s\n", _("Findings stay here; “genkan server set --url URL” sets a DefectDojo server to deliver them to"));

  return GENKAN_EXIT_COMPLETE;
}

/* --- test --- */

static const char *
get_may_word (GenkanServerMay may)
{
  static const char *const words[] = { "no", "sometimes", "yes" };

  return words[may];
}

static void
print_check_json (const GenkanServerCheck *check)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gboolean good = genkan_report_is_good (check->report);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "good");
  json_builder_add_boolean_value (builder, good);
  genkan_cli_json_add_text (builder, "summary", genkan_report_get_summary (check->report));
  genkan_cli_json_add_text (builder, "advice", genkan_report_get_advice (check->report));
  if (good)
    {
      genkan_cli_json_add_text (builder, "version", check->version);
      genkan_cli_json_add_text (builder, "user", check->user);
      genkan_cli_json_add_number (builder, "products", check->n_products);
      genkan_cli_json_add_time (builder, "key_expires", check->token_expiry);
      genkan_cli_json_add_text (builder, "create_product_types", get_may_word (check->create_types));
      genkan_cli_json_add_text (builder, "create_products", get_may_word (check->create_products));
      genkan_cli_json_add_text (builder, "import", get_may_word (check->import));
    }
  json_builder_end_object (builder);
  genkan_cli_json_print (builder);
}

GenkanExit
genkan_cli_server_ask (GenkanWorkspace    *workspace,
                       const GenkanServer *server,
                       const char         *token,
                       gboolean            json,
                       GCancellable       *cancellable)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanServerCheck) check = NULL;
  g_autoptr (GError) error = NULL;

  genkan_workspace_test_server_async (workspace, server, token, cancellable,
                                      genkan_cli_keep_result, &result);
  check = genkan_workspace_test_server_finish (workspace, genkan_cli_wait (&result), &error);
  if (check == NULL)
    return genkan_cli_fail (error);

  if (json)
    print_check_json (check);
  else
    genkan_cli_print_test (check->report);

  return genkan_report_is_good (check->report) ? GENKAN_EXIT_COMPLETE : GENKAN_EXIT_FAILED;
}

static GenkanExit
test (int    argc,
      char **argv)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GenkanServer) server = NULL;
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (GError) error = NULL;
  GenkanExit exit_code;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON, for programs"), NULL },
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, NULL,
                         _("Ask the DefectDojo server in whose name it is asked, and what that user may do."), 0, 0))
    return GENKAN_EXIT_USAGE;

  server = open_server (&workspace, &exit_code);
  if (server == NULL)
    return exit_code;

  cancellable = genkan_cli_watch_interrupt ();

  return genkan_cli_server_ask (workspace, server, NULL, json, cancellable);
}

/* --- refresh --- */

static void
print_progress_cb (GenkanProgress *progress)
{
  g_printerr (_("\rReading Products… %u of %u\033[K"), genkan_progress_get_requests_done (progress),
              genkan_progress_get_requests_known (progress));
}

GenkanExit
genkan_cli_server_list (GenkanWorkspace *workspace,
                        GCancellable    *cancellable)
{
  g_autoptr (GenkanProgress) progress = genkan_progress_new ();
  g_autoptr (GenkanServer) server = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean follows = isatty (STDERR_FILENO);
  gboolean done;

  if (follows)
    g_signal_connect (progress, "changed", G_CALLBACK (print_progress_cb), NULL);

  genkan_workspace_refresh_server_async (workspace, progress, cancellable,
                                         genkan_cli_keep_result, &result);
  done = genkan_workspace_refresh_server_finish (workspace, genkan_cli_wait (&result), &error);
  if (follows)
    g_printerr ("\r\033[K");
  if (done)
    server = genkan_store_get_server (genkan_workspace_get_store (workspace), &error);
  if (server == NULL)
    return error != NULL ? genkan_cli_fail (error) : GENKAN_EXIT_FAILED;

  g_print (g_dngettext (NULL, "Read %" G_GINT64_FORMAT " Product\n",
                        "Read %" G_GINT64_FORMAT " Products\n", (gulong) server->n_products),
           server->n_products);

  return GENKAN_EXIT_COMPLETE;
}

static GenkanExit
refresh (int    argc,
         char **argv)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GenkanServer) server = NULL;
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (GError) error = NULL;
  GenkanExit exit_code;

  if (!genkan_cli_parse (&argc, argv, NULL, NULL,
                         _("Read the Products and Product Types of the DefectDojo server, to map records to them."), 0, 0))
    return GENKAN_EXIT_USAGE;

  server = open_server (&workspace, &exit_code);
  if (server == NULL)
    return exit_code;

  cancellable = genkan_cli_watch_interrupt ();

  return genkan_cli_server_list (workspace, cancellable);
}

/* --- remove --- */

/* Returns: whether the person wants it; without a terminal that takes --yes */
static gboolean
confirm_removal (const GenkanServer *server)
{
  g_autoptr (GCancellable) cancellable = NULL;
  g_autofree char *prompt = NULL;
  g_autofree char *answer = NULL;

  if (!isatty (STDIN_FILENO))
    {
      genkan_cli_complain (_("This forgets the server and its key; say --yes if you mean it"));
      return FALSE;
    }

  cancellable = genkan_cli_watch_interrupt ();
  /* Translators: the person answers with the letter that stands for yes in the C locale, y. */
  prompt = g_strdup_printf (_("Forget %s and its key? [y/N] "), server->url);
  answer = genkan_cli_read_line (prompt, FALSE, cancellable, NULL);

  return answer != NULL && g_ascii_strcasecmp (answer, "y") == 0;
}

static GenkanExit
forget (GenkanWorkspace *workspace)
{
  g_autoptr (GenkanServer) none = genkan_server_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  genkan_workspace_save_server_async (workspace, none, NULL, NULL, genkan_cli_keep_result, &result);
  if (!genkan_workspace_save_server_finish (workspace, genkan_cli_wait (&result), &error))
    return genkan_cli_fail (error);

  g_print ("%s\n", _("The server and its key are forgotten. What was delivered stays in DefectDojo."));

  return GENKAN_EXIT_COMPLETE;
}

static GenkanExit
remove_server (int    argc,
               char **argv)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GenkanServer) server = NULL;
  g_autoptr (GError) error = NULL;
  GenkanExit exit_code;
  gboolean yes = FALSE;
  const GOptionEntry entries[] = {
    { "yes", 'y', 0, G_OPTION_ARG_NONE, &yes, N_("Do not ask"), NULL },
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, NULL,
                         _("Forget the DefectDojo server and its key; nothing is deleted there."), 0, 0))
    return GENKAN_EXIT_USAGE;

  server = open_server (&workspace, &exit_code);
  if (server == NULL)
    return exit_code;

  return yes || confirm_removal (server) ? forget (workspace) : GENKAN_EXIT_CANCELLED;
}

GenkanExit
genkan_cli_server (int    argc,
                   char **argv)
{
  static const GenkanCliWord words[] = {
    { "show", show },
    { "set", genkan_cli_server_set },
    { "test", test },
    { "refresh", refresh },
    { "remove", remove_server },
  };

  if (argc < 2 || argv[1][0] == '-')
    return show (argc, argv);

  return genkan_cli_run_word ("server", words, G_N_ELEMENTS (words), argc, argv);
}
