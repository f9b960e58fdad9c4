/* genkan-start-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-start-window.h"

#include "genkan-details.h"

#include <glib/gi18n.h>

struct _GenkanStartWindow
{
  AdwApplicationWindow  parent_instance;

  GenkanReport         *report;  /* (owned) (nullable) */

  GtkStack             *stack;
  GtkLabel             *loading;
  AdwStatusPage        *trouble;
};

G_DEFINE_FINAL_TYPE (GenkanStartWindow, genkan_start_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  SIGNAL_RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
genkan_start_window_details_action (GtkWidget  *widget,
                                    const char *action_name,
                                    GVariant   *parameter)
{
  genkan_details_present (widget, GENKAN_START_WINDOW (widget)->report);
}

static void
genkan_start_window_retry_action (GtkWidget  *widget,
                                  const char *action_name,
                                  GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_RETRY], 0);
}

static void
genkan_start_window_finalize (GObject *object)
{
  g_clear_object (&GENKAN_START_WINDOW (object)->report);

  G_OBJECT_CLASS (genkan_start_window_parent_class)->finalize (object);
}

static void
genkan_start_window_class_init (GenkanStartWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = genkan_start_window_finalize;

  /**
   * GenkanStartWindow::retry:
   *
   * The person has done something about it, and wants it tried again.
   */
  signals[SIGNAL_RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "start.details", NULL,
                                   genkan_start_window_details_action);
  gtk_widget_class_install_action (widget_class, "start.retry", NULL,
                                   genkan_start_window_retry_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-start-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanStartWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, GenkanStartWindow, loading);
  gtk_widget_class_bind_template_child (widget_class, GenkanStartWindow, trouble);
}

static void
genkan_start_window_init (GenkanStartWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  if (DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
}

/**
 * genkan_start_window_new:
 * @application: the application
 *
 * Returns: (transfer none): a window; GTK owns it until it is closed
 */
GtkWidget *
genkan_start_window_new (GtkApplication *application)
{
  return g_object_new (GENKAN_TYPE_START_WINDOW, "application", application, NULL);
}

/**
 * genkan_start_window_set_loading:
 * @self: a start window
 * @what: what is being done
 *
 * Shows that something takes a moment.
 */
void
genkan_start_window_set_loading (GenkanStartWindow *self,
                                 const char        *what)
{
  g_return_if_fail (GENKAN_IS_START_WINDOW (self));
  g_return_if_fail (what != NULL);

  gtk_label_set_label (self->loading, what);
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

/**
 * genkan_start_window_set_report:
 * @self: a start window
 * @title: what cannot be done
 * @report: why, and what to do about it
 *
 * Shows what is wrong.
 */
void
genkan_start_window_set_report (GenkanStartWindow *self,
                                const char        *title,
                                GenkanReport      *report)
{
  const char *advice;
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;

  g_return_if_fail (GENKAN_IS_START_WINDOW (self));
  g_return_if_fail (title != NULL);
  g_return_if_fail (GENKAN_IS_REPORT (report));

  g_set_object (&self->report, report);
  advice = genkan_report_get_advice (report);
  text = g_strjoin ("\n\n", genkan_report_get_summary (report), advice, NULL);
  markup = g_markup_escape_text (text, -1);

  adw_status_page_set_title (self->trouble, title);
  adw_status_page_set_description (self->trouble, markup);
  gtk_stack_set_visible_child_name (self->stack, "trouble");
}
