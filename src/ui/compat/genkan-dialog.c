/* genkan-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a dialog stands in: a modal window of its own until libadwaita 1.4, an AdwDialog inside
 * its parent from 1.5. The content brings its header bar; Escape closes it either way.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-compat.h"
#include "genkan-dialog-private.h"

#include <glib/gi18n.h>

#define WEBSITE "https://github.com/genkanapp/genkan"

#if ADW_CHECK_VERSION (1, 5, 0)

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

static void
dialog_closed_cb (AdwDialog *dialog)
{
  GtkWidget *each = adw_dialog_get_child (dialog);

  for (; each != NULL && each != GTK_WIDGET (dialog); each = gtk_widget_get_parent (each))
    g_idle_add_once (g_object_unref, g_object_ref (each));
}

/* For compat. libadwaita 1.7 drops the sheet that a dialog stands on, and then still uses it, where
 * animations are off: all that is around the content lives until the dialog has been closed. */
void
_genkan_dialog_show (AdwDialog *dialog,
                     GtkWidget *parent)
{
  g_signal_connect (dialog, "closed", G_CALLBACK (dialog_closed_cb), NULL);
  adw_dialog_present (dialog, parent);
}

void
genkan_dialog_present (GtkWidget  *content,
                       const char *title,
                       int         width,
                       int         height,
                       GtkWidget  *parent)
{
  AdwDialog *dialog = adw_dialog_new ();

  g_return_if_fail (GTK_IS_WIDGET (content));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  adw_dialog_set_title (dialog, title);
  adw_dialog_set_content_width (dialog, width);
  if (height > 0)
    adw_dialog_set_content_height (dialog, height);
  adw_dialog_set_child (dialog, content);
  _genkan_dialog_show (dialog, parent);
}

void
genkan_dialog_close (GtkWidget *content)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (content, ADW_TYPE_DIALOG);

  if (dialog != NULL)
    adw_dialog_close (ADW_DIALOG (dialog));
}

void
genkan_preferences_present (AdwPreferencesPage *page,
                            GtkWidget          *parent)
{
  AdwDialog *dialog = adw_preferences_dialog_new ();

  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (dialog), page);
  _genkan_dialog_show (dialog, parent);
}

void
genkan_about_present (const char *debug_info,
                      GtkWidget  *parent)
{
  AdwDialog *dialog = adw_about_dialog_new ();

  g_object_set (dialog,
                "application-name", APPLICATION_NAME,
                "application-icon", APPLICATION_ID,
                "version", PACKAGE_VERSION,
                "comments", _("Receives what security tools know, and puts it in order"),
                "website", WEBSITE,
                "issue-url", WEBSITE "/issues",
                "license-type", GTK_LICENSE_GPL_3_0,
                "developer-name", _("The Genkan developers"),
                "translator-credits", _("translator-credits"),
                "debug-info", debug_info,
                NULL);
  _genkan_dialog_show (dialog, parent);
}

G_GNUC_END_IGNORE_DEPRECATIONS

#else

static void
genkan_dialog_add_escape (GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                            gtk_named_action_new ("window.close"));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  gtk_widget_add_controller (window, controller);
}

/**
 * genkan_dialog_present:
 * @content: what the dialog shows, its header bar included
 * @title: its name for the window list and the accessibility tree
 * @width: in pixels
 * @height: in pixels, or -1 for what the content needs
 * @parent: a widget of the window that it belongs to
 *
 * Shows a dialog.
 */
void
genkan_dialog_present (GtkWidget  *content,
                       const char *title,
                       int         width,
                       int         height,
                       GtkWidget  *parent)
{
  GtkWidget *window = adw_window_new ();

  g_return_if_fail (GTK_IS_WIDGET (content));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  g_object_set (window,
                "title", title,
                "modal", TRUE,
                "destroy-with-parent", TRUE,
                "transient-for", gtk_widget_get_root (parent),
                "default-width", width,
                "default-height", height,
                NULL);
  genkan_dialog_add_escape (window);
  adw_window_set_content (ADW_WINDOW (window), content);
  gtk_window_present (GTK_WINDOW (window));
}

/**
 * genkan_dialog_close:
 * @content: what was presented, or a widget inside it
 *
 * Closes the dialog around it.
 */
void
genkan_dialog_close (GtkWidget *content)
{
  GtkRoot *root = gtk_widget_get_root (content);

  if (root != NULL)
    gtk_window_close (GTK_WINDOW (root));
}

/**
 * genkan_preferences_present:
 * @page: (transfer floating): the page with everything
 * @parent: a widget of the window that it belongs to
 *
 * Shows the preferences.
 */
void
genkan_preferences_present (AdwPreferencesPage *page,
                            GtkWidget          *parent)
{
  GtkWidget *window = adw_preferences_window_new ();

  g_object_set (window,
                "modal", TRUE,
                "destroy-with-parent", TRUE,
                "search-enabled", FALSE,
                "transient-for", gtk_widget_get_root (parent),
                NULL);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
}

/**
 * genkan_about_present:
 * @debug_info: versions, to copy into a report
 * @parent: a widget of the window that it belongs to
 *
 * Says what this program is.
 */
void
genkan_about_present (const char *debug_info,
                      GtkWidget  *parent)
{
  adw_show_about_window (GTK_WINDOW (gtk_widget_get_root (parent)),
                         "application-name", APPLICATION_NAME,
                         "application-icon", APPLICATION_ID,
                         "version", PACKAGE_VERSION,
                         "comments", _("Receives what security tools know, and puts it in order"),
                         "website", WEBSITE,
                         "issue-url", WEBSITE "/issues",
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "developer-name", _("The Genkan developers"),
                         "translator-credits", _("translator-credits"),
                         "debug-info", debug_info,
                         NULL);
}

#endif
