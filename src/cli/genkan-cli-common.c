/* genkan-cli-common.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Standard output carries what was asked for; everything else (what went wrong, what to try,
 * progress) goes to standard error, so that a pipe gets data only.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-private.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

/* As many mistakes as a person makes in a word of that length. */
#define MAX_DISTANCE 2

void
genkan_cli_complain (const char *format,
                     ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  g_printerr ("genkan: %s\n", text);
}

/* Says what happened, and what to try. The details are for those who ask: GENKAN_DETAILS=1. */
void
genkan_cli_print_report (GenkanReport *report)
{
  g_autofree char *summary = genkan_cli_dup_plain (genkan_report_get_summary (report));
  g_autofree char *advice = genkan_cli_dup_plain (genkan_report_get_advice (report));
  g_autofree char *details = genkan_cli_dup_plain_lines (genkan_report_get_details (report));
  const char *wanted = g_getenv ("GENKAN_DETAILS");

  genkan_cli_complain ("%s", summary);
  if (*advice != '\0')
    g_printerr ("%s\n", advice);
  if (wanted != NULL && *wanted != '\0')
    g_printerr ("\n%s\n", details);
}

/* Standard output says what the key can see, standard error what is wrong. */
void
genkan_cli_print_test (GenkanReport *report)
{
  g_autofree char *summary = genkan_cli_dup_plain (genkan_report_get_summary (report));
  g_autofree char *advice = genkan_cli_dup_plain (genkan_report_get_advice (report));

  if (!genkan_report_is_good (report))
    {
      genkan_cli_print_report (report);
      return;
    }

  g_print ("%s\n", summary);
  if (*advice != '\0')
    g_printerr ("%s\n", advice);
}

/* Says what happened. Returns: the exit code that fits */
GenkanExit
genkan_cli_fail (const GError *error)
{
  g_autoptr (GenkanReport) report = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return GENKAN_EXIT_CANCELLED;

  report = genkan_report_new_for_error (error, NULL);
  genkan_cli_print_report (report);

  if (g_error_matches (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_BUSY) ||
      g_error_matches (error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_BUSY))
    return GENKAN_EXIT_BUSY;

  return GENKAN_EXIT_FAILED;
}

gboolean
genkan_cli_parse (int                *argc,
                  char              **argv,
                  const GOptionEntry *entries,
                  const char         *arguments,
                  const char         *summary,
                  int                 n_least,
                  int                 n_most)
{
  g_autoptr (GOptionContext) context = g_option_context_new (arguments);
  g_autoptr (GError) error = NULL;
  g_autofree char *help = NULL;

  g_option_context_set_summary (context, summary);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  if (!g_option_context_parse (context, argc, &argv, &error))
    {
      genkan_cli_complain ("%s", error->message);
      g_printerr (_("“%s --help” says more.\n"), g_get_prgname ());
      return FALSE;
    }

  if (*argc - 1 >= n_least && *argc - 1 <= n_most)
    return TRUE;

  help = g_option_context_get_help (context, TRUE, NULL);
  g_printerr ("%s", help);

  return FALSE;
}

/* The number of letters to change, add, leave out or swap. */
static guint
count_mistakes (const char *a,
                const char *b)
{
  gsize n_a = strlen (a), n_b = strlen (b);
  gsize stride = n_b + 1;
  g_autofree guint *cost = g_new0 (guint, (n_a + 1) * stride);

  for (gsize i = 0; i <= n_a; i++)
    for (gsize j = 0; j <= n_b; j++)
      {
        guint *here = &cost[i * stride + j];

        if (i == 0 || j == 0)
          {
            *here = i + j;
            continue;
          }
        *here = MIN (here[-1], here[-(gssize) stride]) + 1;
        *here = MIN (*here, here[-(gssize) stride - 1] + (a[i - 1] != b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          *here = MIN (*here, here[-2 * (gssize) stride - 2] + 1);
      }

  return cost[n_a * stride + n_b];
}

/* Returns: (transfer full) (nullable): the candidate that was most likely meant */
char *
genkan_cli_dup_suggestion (const char         *word,
                           const char * const *candidates)
{
  g_autofree char *folded = g_utf8_casefold (word, -1);
  const char *best = NULL;
  guint fewest = MAX_DISTANCE + 1;

  for (gsize i = 0; candidates[i] != NULL; i++)
    {
      g_autofree char *candidate = g_utf8_casefold (candidates[i], -1);
      guint n_mistakes = g_str_has_prefix (candidate, folded) ? 1 : count_mistakes (folded, candidate);

      if (n_mistakes < fewest && n_mistakes < strlen (candidate))
        {
          fewest = n_mistakes;
          best = candidates[i];
        }
    }

  return g_strdup (best);
}

/**
 * genkan_cli_dup_plain:
 * @text: (nullable): a text that somebody else wrote
 *
 * Names come from a vendor, or from whoever may name a project there. On a terminal some
 * characters are orders: they would colour it, clear it, or write something else than was read.
 *
 * Returns: (transfer full): the text on one line, with each such character as �
 */
char *
genkan_cli_dup_plain (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *plain = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (character);

      if (g_unichar_isspace (character))
        g_string_append_c (plain, ' ');
      else if (type == G_UNICODE_CONTROL || (type == G_UNICODE_FORMAT && character != 0x200D))
        g_string_append_unichar (plain, 0xFFFD);
      else
        g_string_append_unichar (plain, character);
    }

  return g_string_free (plain, FALSE);
}

/* As genkan_cli_dup_plain(), line by line. */
char *
genkan_cli_dup_plain_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *plain = genkan_cli_dup_plain (lines[i]);

      g_free (lines[i]);
      lines[i] = plain;
    }

  return g_strjoinv ("\n", lines);
}

/* Returns: (transfer full): the person's local time, to the minute; empty for 0 */
char *
genkan_cli_dup_time (gint64 time)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (time == 0)
    return g_strdup ("");

  utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : g_strdup ("");
}

/* Returns: (transfer full) (nullable): the person's workspace */
GenkanWorkspace *
genkan_cli_open (GError **error)
{
  g_autofree char *folder = genkan_workspace_dup_default_folder ();
  g_autoptr (GenkanSecrets) secrets = genkan_secrets_new_keyring ();

  return genkan_workspace_open (folder, secrets, error);
}

static void
complain_about_label (GenkanWorkspace *workspace,
                      const char      *label)
{
  g_autoptr (GPtrArray) connections = genkan_store_list_connections (genkan_workspace_get_store (workspace), NULL);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  g_autofree char *suggestion = NULL;

  for (guint i = 0; connections != NULL && i < connections->len; i++)
    g_ptr_array_add (labels, (gpointer) genkan_connection_get_label (g_ptr_array_index (connections, i)));
  g_ptr_array_add (labels, NULL);
  suggestion = genkan_cli_dup_suggestion (label, (const char *const *) labels->pdata);

  if (suggestion != NULL)
    genkan_cli_complain (_("There is no connection “%s”; did you mean “%s”?"), label, suggestion);
  else if (labels->len > 1)
    genkan_cli_complain (_("There is no connection “%s”; “genkan connections” lists them"), label);
  else
    genkan_cli_complain (_("There is no connection yet; “genkan help connections” says how to add one"));
}

/* Returns: (transfer full) (nullable): the Connection; %NULL after saying that there is none */
GenkanConnection *
genkan_cli_find_connection (GenkanWorkspace *workspace,
                            const char      *label)
{
  g_autoptr (GError) error = NULL;
  GenkanConnection *connection;

  connection = genkan_store_find_connection (genkan_workspace_get_store (workspace), label, &error);
  if (connection != NULL)
    return connection;

  if (error == NULL || g_error_matches (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND))
    complain_about_label (workspace, label);
  else
    genkan_cli_fail (error);

  return NULL;
}

static gboolean
genkan_cli_interrupt_cb (gpointer user_data)
{
  GCancellable *cancellable = user_data;

  if (g_cancellable_is_cancelled (cancellable))
    {
      signal (SIGINT, SIG_DFL);
      raise (SIGINT);
      return G_SOURCE_REMOVE;
    }

  g_cancellable_cancel (cancellable);

  return G_SOURCE_CONTINUE;
}

/* Returns: (transfer full): cancelled by Ctrl+C and by SIGTERM */
GCancellable *
genkan_cli_watch_interrupt (void)
{
  GCancellable *cancellable = g_cancellable_new ();

  g_unix_signal_add_full (G_PRIORITY_HIGH, SIGINT, genkan_cli_interrupt_cb,
                          g_object_ref (cancellable), g_object_unref);
  g_unix_signal_add_full (G_PRIORITY_HIGH, SIGTERM, genkan_cli_interrupt_cb,
                          g_object_ref (cancellable), g_object_unref);

  return cancellable;
}

/* A callback for what is waited for with genkan_cli_wait(). */
void
genkan_cli_keep_result (GObject      *object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

/* Returns: (transfer none): the result, once it is there */
GAsyncResult *
genkan_cli_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}
