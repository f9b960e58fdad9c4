/* genkan-ask.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A question with two answers. AdwMessageDialog until libadwaita 1.4, AdwAlertDialog from 1.5.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-compat.h"
#include "genkan-dialog-private.h"

#include <glib/gi18n.h>

#define RESPONSE_CANCEL "cancel"
#define RESPONSE_ACCEPT "accept"

static void
genkan_ask_cancelled_cb (GCancellable *cancellable,
                         GtkWidget    *dialog)
{
#if ADW_CHECK_VERSION (1, 5, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  adw_dialog_force_close (ADW_DIALOG (dialog));
  G_GNUC_END_IGNORE_DEPRECATIONS
#else
  gtk_window_close (GTK_WINDOW (dialog));
#endif
}

/* The response of a dialog that is closed by a window manager or a cancellable is Cancel. */
static void
genkan_ask_response_cb (GTask      *task,
                        const char *response,
                        GtkWidget  *dialog)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    g_signal_handlers_disconnect_by_func (cancellable, genkan_ask_cancelled_cb, dialog);

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, g_strcmp0 (response, RESPONSE_ACCEPT) == 0);
}

#if ADW_CHECK_VERSION (1, 5, 0)

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

static GtkWidget *
genkan_ask_present (GtkWidget            *parent,
                    const GenkanQuestion *question)
{
  AdwAlertDialog *dialog;

  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (question->heading, question->body));
  adw_alert_dialog_add_responses (dialog,
                                  RESPONSE_CANCEL, _("Cancel"),
                                  RESPONSE_ACCEPT, question->accept,
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, RESPONSE_ACCEPT,
                                            question->destructive ? ADW_RESPONSE_DESTRUCTIVE
                                                                  : ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, question->destructive ? RESPONSE_CANCEL
                                                                     : RESPONSE_ACCEPT);
  adw_alert_dialog_set_close_response (dialog, RESPONSE_CANCEL);
  _genkan_dialog_show (ADW_DIALOG (dialog), parent);

  return GTK_WIDGET (dialog);
}

G_GNUC_END_IGNORE_DEPRECATIONS

#else

static GtkWidget *
genkan_ask_present (GtkWidget            *parent,
                    const GenkanQuestion *question)
{
  AdwMessageDialog *dialog;

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)),
                                                       question->heading, question->body));
  adw_message_dialog_add_responses (dialog,
                                    RESPONSE_CANCEL, _("Cancel"),
                                    RESPONSE_ACCEPT, question->accept,
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, RESPONSE_ACCEPT,
                                              question->destructive ? ADW_RESPONSE_DESTRUCTIVE
                                                                    : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, question->destructive ? RESPONSE_CANCEL
                                                                       : RESPONSE_ACCEPT);
  adw_message_dialog_set_close_response (dialog, RESPONSE_CANCEL);
  gtk_window_present (GTK_WINDOW (dialog));

  return GTK_WIDGET (dialog);
}

#endif

/**
 * genkan_ask_async:
 * @parent: the widget that asks; its window is behind the dialog
 * @question: what to ask; read before the function returns
 * @cancellable: (nullable): takes the question back
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks a person something that is answered with Cancel or with the button of the question.
 */
void
genkan_ask_async (GtkWidget            *parent,
                  const GenkanQuestion *question,
                  GCancellable         *cancellable,
                  GAsyncReadyCallback   callback,
                  gpointer              user_data)
{
  GTask *task;
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (question != NULL);

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_ask_async);

  dialog = genkan_ask_present (parent, question);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled",
                             G_CALLBACK (genkan_ask_cancelled_cb), dialog, 0);
  g_signal_connect_data (dialog, "response", G_CALLBACK (genkan_ask_response_cb), task,
                         (GClosureNotify) (void (*) (void)) g_object_unref, G_CONNECT_SWAPPED);
}

/**
 * genkan_ask_finish:
 * @result: what the callback got
 * @error: for %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE when the person agreed
 */
gboolean
genkan_ask_finish (GAsyncResult  *result,
                   GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
