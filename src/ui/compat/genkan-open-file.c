/* genkan-open-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks for a file to read: GtkFileChooserNative until GTK 4.9, GtkFileDialog from 4.10. Whoever
 * closes the dialog has cancelled, on both.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-compat.h"

#include <glib/gi18n.h>

static void
return_file (GTask *task,
             GFile *file)
{
  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "No file was chosen");
}

#if GTK_CHECK_VERSION (4, 10, 0)

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

static void
genkan_open_file_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  return_file (task, gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL));
}

static void
present (GtkWindow  *parent,
         const char *title,
         GTask      *task)
{
  GtkFileDialog *dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_open (dialog, parent, g_task_get_cancellable (task), genkan_open_file_cb, task);
  g_object_unref (dialog);
}

G_GNUC_END_IGNORE_DEPRECATIONS

#else

/* The native dialog keeps no reference to itself: the answer gives back the one that it lives by. */
static void
genkan_open_file_response_cb (GtkNativeDialog *dialog,
                              int              response,
                              gpointer         user_data)
{
  g_autoptr (GTask) task = user_data;
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);

  return_file (task, response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (chooser) : NULL);
  g_object_unref (dialog);
}

static void
present (GtkWindow  *parent,
         const char *title,
         GTask      *task)
{
  GtkFileChooserNative *dialog;

  dialog = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (genkan_open_file_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

#endif

/**
 * genkan_open_file_async:
 * @parent: the widget that was clicked
 * @title: what is asked for
 * @cancellable: (nullable): to stop waiting
 * @callback: called when a file was chosen, or none was
 * @user_data: for @callback
 *
 * Asks the person for a file to read.
 */
void
genkan_open_file_async (GtkWidget           *parent,
                        const char          *title,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (title != NULL);

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_open_file_async);
  present (GTK_WINDOW (gtk_widget_get_root (parent)), title, g_steal_pointer (&task));
}

/**
 * genkan_open_file_finish:
 * @result: what the callback got
 * @error: %G_IO_ERROR_CANCELLED when no file was chosen
 *
 * Returns: (transfer full) (nullable): the file
 */
GFile *
genkan_open_file_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
