/* genkan-details.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-details.h"

#include "genkan-compat.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

struct _GenkanDetails
{
  GtkWidget        parent_instance;

  GenkanReport    *report;  /* (owned) */

  AdwToastOverlay *toasts;
  GtkImage        *icon;
  GtkLabel        *summary;
  GtkLabel        *advice;
  GtkWidget       *details;
  GtkTextView     *text;
};

static void genkan_details_toaster_init (GenkanToasterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanDetails, genkan_details, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_TOASTER,
                                                      genkan_details_toaster_init))

enum
{
  PROP_0,
  PROP_REPORT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
genkan_details_add_toast (GenkanToaster *toaster,
                          AdwToast      *toast)
{
  adw_toast_overlay_add_toast (GENKAN_DETAILS (toaster)->toasts, toast);
}

static void
genkan_details_toaster_init (GenkanToasterInterface *iface)
{
  iface->add_toast = genkan_details_add_toast;
}

static char *
genkan_details_dup_text (GenkanDetails *self)
{
  GString *text = g_string_new (genkan_report_get_summary (self->report));
  const char *advice = genkan_report_get_advice (self->report);
  const char *details = genkan_report_get_details (self->report);

  if (advice != NULL)
    g_string_append_printf (text, "\n%s", advice);
  if (details != NULL)
    g_string_append_printf (text, "\n\n%s", details);
  g_string_append_printf (text, "\n\nGTK %u.%u.%u, libadwaita %u.%u.%u\n",
                          gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version ());

  return g_string_free (text, FALSE);
}

static void
genkan_details_copy_cb (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  GenkanDetails *self = GENKAN_DETAILS (widget);
  g_autofree char *text = genkan_details_dup_text (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  genkan_toast (widget, _("Copied"));
}

static void
genkan_details_show_report (GenkanDetails *self)
{
  gboolean good = genkan_report_is_good (self->report);
  const char *advice = genkan_report_get_advice (self->report);
  const char *details = genkan_report_get_details (self->report);

  gtk_image_set_from_icon_name (self->icon, good ? "emblem-ok-symbolic"
                                                 : "dialog-warning-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), good ? "success" : "warning");
  gtk_label_set_label (self->summary, genkan_report_get_summary (self->report));
  gtk_label_set_label (self->advice, advice != NULL ? advice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->advice), advice != NULL);
  gtk_widget_set_visible (self->details, details != NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text),
                            details != NULL ? details : "", -1);
}

static void
genkan_details_constructed (GObject *object)
{
  GenkanDetails *self = GENKAN_DETAILS (object);

  G_OBJECT_CLASS (genkan_details_parent_class)->constructed (object);

  genkan_details_show_report (self);
}

static void
genkan_details_dispose (GObject *object)
{
  GenkanDetails *self = GENKAN_DETAILS (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_DETAILS);
  g_clear_object (&self->report);

  G_OBJECT_CLASS (genkan_details_parent_class)->dispose (object);
}

static void
genkan_details_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  GenkanDetails *self = GENKAN_DETAILS (object);

  switch (prop_id)
    {
    case PROP_REPORT:
      self->report = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_details_class_init (GenkanDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = genkan_details_constructed;
  object_class->dispose = genkan_details_dispose;
  object_class->set_property = genkan_details_set_property;

  properties[PROP_REPORT] = g_param_spec_object ("report", NULL, NULL, GENKAN_TYPE_REPORT,
                                                 G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                 G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "details.copy", NULL, genkan_details_copy_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/genkan-details.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanDetails, toasts);
  gtk_widget_class_bind_template_child (widget_class, GenkanDetails, icon);
  gtk_widget_class_bind_template_child (widget_class, GenkanDetails, summary);
  gtk_widget_class_bind_template_child (widget_class, GenkanDetails, advice);
  gtk_widget_class_bind_template_child (widget_class, GenkanDetails, details);
  gtk_widget_class_bind_template_child (widget_class, GenkanDetails, text);
}

static void
genkan_details_init (GenkanDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A page with its own header bar, for a dialog. */
static GtkWidget *
genkan_details_new (GenkanReport *report)
{
  g_return_val_if_fail (GENKAN_IS_REPORT (report), NULL);

  return g_object_new (GENKAN_TYPE_DETAILS, "report", report, NULL);
}

/**
 * genkan_details_present:
 * @from: a widget of the window that it belongs to
 * @report: what to show
 *
 * Opens a dialog with all that is known.
 */
void
genkan_details_present (GtkWidget    *from,
                        GenkanReport *report)
{
  g_return_if_fail (GTK_IS_WIDGET (from));

  genkan_dialog_present (genkan_details_new (report), _("Details"), 560,
                         genkan_report_get_details (report) != NULL ? 460 : -1, from);
}
