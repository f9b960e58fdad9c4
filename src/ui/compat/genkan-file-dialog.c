/* genkan-file-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks for a file to read, or to write: GtkFileChooserNative until GTK 4.9, GtkFileDialog from
 * 4.10. Whoever closes the dialog has cancelled, on both.
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
genkan_save_file_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  return_file (task, gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL));
}

/* @name: (nullable): of the file to save; %NULL opens one. Takes @task. */
static void
present (GtkWindow  *parent,
         const char *title,
         const char *name,
         GTask      *task)
{
  GtkFileDialog *dialog = gtk_file_dialog_new ();
  GCancellable *cancellable = g_task_get_cancellable (task);

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_initial_name (dialog, name);
  if (name != NULL)
    gtk_file_dialog_save (dialog, parent, cancellable, genkan_save_file_cb, task);
  else
    gtk_file_dialog_open (dialog, parent, cancellable, genkan_open_file_cb, task);
  g_object_unref (dialog);
}

G_GNUC_END_IGNORE_DEPRECATIONS

#else

/* The native dialog keeps no reference to itself: the answer gives back the one that it lives by. */
static void
genkan_file_response_cb (GtkNativeDialog *dialog,
                         int              response,
                         gpointer         user_data)
{
  g_autoptr (GTask) task = user_data;
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);

  return_file (task, response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (chooser) : NULL);
  g_object_unref (dialog);
}

/* @name: (nullable): of the file to save; %NULL opens one. Takes @task. */
static void
present (GtkWindow  *parent,
         const char *title,
         const char *name,
         GTask      *task)
{
  GtkFileChooserAction action = name != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE
                                             : GTK_FILE_CHOOSER_ACTION_OPEN;
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);

  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (genkan_file_response_cb), task);
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
  present (GTK_WINDOW (gtk_widget_get_root (parent)), title, NULL, g_steal_pointer (&task));
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

/**
 * genkan_save_file_async:
 * @parent: the widget that was clicked
 * @title: what is asked for
 * @name: what the file may be called, with an ending; a slash in it becomes a hyphen
 * @cancellable: (nullable): to stop waiting
 * @callback: called when a file was chosen, or none was
 * @user_data: for @callback
 *
 * Asks the person for a file to write. The dialog itself asks before it gives one that is there
 * already.
 */
void
genkan_save_file_async (GtkWidget           *parent,
                        const char          *title,
                        const char          *name,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *plain = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (title != NULL && name != NULL);

  plain = g_strdelimit (g_strdup (name), "/", '-');
  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_save_file_async);
  present (GTK_WINDOW (gtk_widget_get_root (parent)), title, plain, g_steal_pointer (&task));
}

/**
 * genkan_save_file_finish:
 * @result: what the callback got
 * @error: %G_IO_ERROR_CANCELLED when no file was chosen
 *
 * Returns: (transfer full) (nullable): the file
 */
GFile *
genkan_save_file_finish (GAsyncResult  *result,
                         GError       **error)
{
  return genkan_open_file_finish (result, error);
}
