/* genkan-connection-test.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connection-test.h"

#include "genkan-compat.h"
#include "genkan-details.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

struct _GenkanConnectionTest
{
  GtkWidget     parent_instance;

  GCancellable *cancellable;  /* (owned) (nullable): while the tool is asked */
  GenkanReport *report;       /* (owned) (nullable): what it answered */

  GtkStack     *stack;
  GtkImage     *icon;
  GtkLabel     *summary;
  GtkLabel     *advice;
  GtkWidget    *details;
};

G_DEFINE_FINAL_TYPE (GenkanConnectionTest, genkan_connection_test, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_REPORT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
genkan_connection_test_done_cb (GObject      *source,
                                GAsyncResult *result,
                                gpointer      user_data)
{
  g_autoptr (GenkanConnectionTest) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanReport) report = NULL;

  report = genkan_workspace_test_connection_finish (GENKAN_WORKSPACE (source), result, &error);
  genkan_connection_test_end (self, report, error);
}

static void
genkan_connection_test_start_action (GtkWidget  *widget,
                                     const char *action_name,
                                     GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_REQUESTED], 0);
}

static void
genkan_connection_test_cancel_action (GtkWidget  *widget,
                                      const char *action_name,
                                      GVariant   *parameter)
{
  genkan_connection_test_clear (GENKAN_CONNECTION_TEST (widget));
}

static void
genkan_connection_test_details_action (GtkWidget  *widget,
                                       const char *action_name,
                                       GVariant   *parameter)
{
  genkan_details_present (widget, GENKAN_CONNECTION_TEST (widget)->report);
}

/* What stands below the button, which keeps its place. */
static void
genkan_connection_test_show_page (GenkanConnectionTest *self,
                                  const char           *name)
{
  if (name != NULL)
    gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (GTK_WIDGET (self->stack), name != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "test.start", g_strcmp0 (name, "asking") != 0);
}

static void
genkan_connection_test_show_report (GenkanConnectionTest *self)
{
  gboolean good = genkan_report_is_good (self->report);
  const char *advice = genkan_report_get_advice (self->report);
  const char *classes[] = { good ? "success" : "warning", NULL };

  gtk_image_set_from_icon_name (self->icon, good ? "genkan-health-good-symbolic"
                                                 : "genkan-health-partial-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
  gtk_label_set_label (self->summary, genkan_report_get_summary (self->report));
  gtk_label_set_label (self->advice, advice != NULL ? advice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->advice), advice != NULL);
  gtk_widget_set_visible (self->details, genkan_report_get_details (self->report) != NULL);
  genkan_connection_test_show_page (self, "report");
}

static void
genkan_connection_test_dispose (GObject *object)
{
  GenkanConnectionTest *self = GENKAN_CONNECTION_TEST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->report);
  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_CONNECTION_TEST);

  G_OBJECT_CLASS (genkan_connection_test_parent_class)->dispose (object);
}

static void
genkan_connection_test_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_REPORT:
      g_value_set_object (value, GENKAN_CONNECTION_TEST (object)->report);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_connection_test_class_init (GenkanConnectionTestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_connection_test_dispose;
  object_class->get_property = genkan_connection_test_get_property;

  properties[PROP_REPORT] = g_param_spec_object ("report", NULL, NULL, GENKAN_TYPE_REPORT,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * GenkanConnectionTest::requested:
   *
   * A person wants to know.
   */
  signals[SIGNAL_REQUESTED] = g_signal_new ("requested", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "test.start", NULL,
                                   genkan_connection_test_start_action);
  gtk_widget_class_install_action (widget_class, "test.cancel", NULL,
                                   genkan_connection_test_cancel_action);
  gtk_widget_class_install_action (widget_class, "test.details", NULL,
                                   genkan_connection_test_details_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-connection-test.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionTest, stack);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionTest, icon);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionTest, summary);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionTest, advice);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionTest, details);
}

static void
genkan_connection_test_init (GenkanConnectionTest *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_connection_test_start:
 * @self: a test
 * @workspace: who asks
 * @connection: the settings; `visible` of it says afterwards what they can see
 * @secrets: (element-type utf8 utf8): what was typed
 *
 * Asks the tool. The answer is shown when it comes, and is the property `report`.
 */
void
genkan_connection_test_start (GenkanConnectionTest *self,
                              GenkanWorkspace      *workspace,
                              GenkanConnection     *connection,
                              GHashTable           *secrets)
{
  g_return_if_fail (GENKAN_IS_CONNECTION_TEST (self));

  genkan_workspace_test_connection_async (workspace, connection, secrets,
                                          genkan_connection_test_begin (self),
                                          genkan_connection_test_done_cb, g_object_ref (self));
}

/**
 * genkan_connection_test_begin:
 * @self: a test
 *
 * Shows that something is asked, for who asks by themselves; it ends with
 * genkan_connection_test_end().
 *
 * Returns: (transfer none): cancelled when nobody waits for the answer any more
 */
GCancellable *
genkan_connection_test_begin (GenkanConnectionTest *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION_TEST (self), NULL);

  genkan_connection_test_clear (self);
  self->cancellable = g_cancellable_new ();
  genkan_connection_test_show_page (self, "asking");

  return self->cancellable;
}

/**
 * genkan_connection_test_end:
 * @self: a test
 * @report: (nullable): the answer
 * @error: (nullable): why there is none
 *
 * Shows the answer. Does nothing if it was cancelled: the settings have changed, or the person
 * has, and nobody waits for it.
 */
void
genkan_connection_test_end (GenkanConnectionTest *self,
                            GenkanReport         *report,
                            const GError         *error)
{
  g_autoptr (GenkanReport) answer = NULL;

  g_return_if_fail (GENKAN_IS_CONNECTION_TEST (self));
  g_return_if_fail (report != NULL || error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  answer = report != NULL ? g_object_ref (report) : genkan_report_new_for_error (error, NULL);
  genkan_connection_test_set_report (self, answer);
  genkan_announce (GTK_WIDGET (self), genkan_report_get_summary (answer));
}

/**
 * genkan_connection_test_clear:
 * @self: a test
 *
 * Forgets an answer, or a question that waits for one: the settings have changed.
 */
void
genkan_connection_test_clear (GenkanConnectionTest *self)
{
  g_return_if_fail (GENKAN_IS_CONNECTION_TEST (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  genkan_connection_test_show_page (self, NULL);
  if (self->report != NULL)
    {
      g_clear_object (&self->report);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REPORT]);
    }
}

/**
 * genkan_connection_test_get_report:
 * @self: a test
 *
 * Returns: (transfer none) (nullable): the answer, if there is one for what stands in the form
 */
GenkanReport *
genkan_connection_test_get_report (GenkanConnectionTest *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION_TEST (self), NULL);

  return self->report;
}

/**
 * genkan_connection_test_set_report:
 * @self: a test
 * @report: an answer
 *
 * Shows an answer that is known already.
 */
void
genkan_connection_test_set_report (GenkanConnectionTest *self,
                                   GenkanReport         *report)
{
  g_return_if_fail (GENKAN_IS_CONNECTION_TEST (self));
  g_return_if_fail (GENKAN_IS_REPORT (report));

  g_set_object (&self->report, report);
  genkan_connection_test_show_report (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REPORT]);
}
