/* genkan-cli-secret.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Secrets come in without a trace: never as an argument, which other programs of the machine
 * can read, and not echoed on a terminal. While a terminal is read the main context turns, so
 * that Ctrl+C is noticed and the echo comes back on every way out.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-secret.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <termios.h>
#include <unistd.h>

#define MAX_LENGTH 65536

/* Byte by byte: what follows the line is the next reader's. */
static char *
read_to_newline (int      fd,
                 GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char byte = '\0';
  ssize_t n_read;

  while ((n_read = read (fd, &byte, 1)) == 1 && byte != '\n')
    {
      if (line->len >= MAX_LENGTH)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _("The line is too long"));
          return NULL;
        }
      g_string_append_c (line, byte);
    }

  if (n_read < 0)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                 _("Standard input cannot be read: %s"), g_strerror (errno));
  else if (n_read == 0 && line->len == 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("Standard input has ended"));
  else
    return g_strdup (g_strchomp (line->str));

  return NULL;
}

static gboolean
readable_cb (int          fd,
             GIOCondition condition,
             gpointer     user_data)
{
  gboolean *readable = user_data;

  *readable = TRUE;

  return G_SOURCE_REMOVE;
}

/* Waits until a line was typed, or Ctrl+C pressed. */
static gboolean
wait_for_line (GCancellable  *cancellable,
               GError       **error)
{
  gboolean readable = FALSE;
  guint source = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, readable_cb, &readable);

  while (!readable && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (NULL, TRUE);

  if (!readable)
    g_source_remove (source);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * genkan_cli_read_line:
 * @prompt: what to ask for
 * @hidden: whether what is typed must not be seen
 * @cancellable: cancelled by Ctrl+C
 * @error: cancelled, or why nothing could be read
 *
 * Reads a line: from the terminal after asking for it, or from standard input as it comes.
 *
 * Returns: (transfer full) (nullable): the line without its end
 */
char *
genkan_cli_read_line (const char    *prompt,
                      gboolean       hidden,
                      GCancellable  *cancellable,
                      GError       **error)
{
  struct termios before, quiet;
  char *line = NULL;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, &before) != 0)
    return read_to_newline (STDIN_FILENO, error);

  quiet = before;
  if (hidden)
    quiet.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
  g_printerr ("%s", prompt);

  if (wait_for_line (cancellable, error))
    line = read_to_newline (STDIN_FILENO, error);

  tcsetattr (STDIN_FILENO, TCSANOW, &before);
  if (hidden)
    g_printerr ("\n");

  return line;
}

/* The file's text without the newline that editors put at its end. */
gboolean
genkan_cli_read_secret_file (const char  *path,
                             char       **ret_secret,
                             GError     **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;

  if (length > MAX_LENGTH || strlen (text) != length)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("%s does not hold a key"), path);
      return FALSE;
    }

  *ret_secret = g_strchomp (g_steal_pointer (&text));

  return TRUE;
}
