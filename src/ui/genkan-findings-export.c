/* genkan-findings-export.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was shown when a person asked is what is written, even if they filter otherwise while
 * they choose the file. Leaving the page cancels.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-findings-export.h"

#include "genkan-compat.h"
#include "genkan-export-file.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

struct _GenkanFindingsExport
{
  AdwBin        parent_instance;

  GtkRevealer  *revealer;
  GtkSpinner   *spinner;
  GCancellable *cancellable; /* (owned) (nullable): of what runs */
};

G_DEFINE_FINAL_TYPE (GenkanFindingsExport, genkan_findings_export, ADW_TYPE_BIN)

/* What will be written, while a person chooses where to. */
typedef struct
{
  GenkanFindingsExport *self;          /* (owned) */
  GenkanStore          *store;         /* (owned) */
  GenkanFindingQuery    query;
  GenkanExportFormat    format;
  char                 *search;        /* (owned) (nullable) */
  char                 *component;     /* (owned) (nullable) */
  char                 *vulnerability; /* (owned) (nullable) */
  char                 *name;          /* (owned) (nullable) of the file */
} GenkanExporting;

static void
genkan_exporting_free (GenkanExporting *exporting)
{
  g_object_unref (exporting->self);
  g_object_unref (exporting->store);
  g_free (exporting->search);
  g_free (exporting->component);
  g_free (exporting->vulnerability);
  g_free (exporting->name);
  g_free (exporting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanExporting, genkan_exporting_free)

static void
genkan_findings_export_set_running (GenkanFindingsExport *self,
                                    gboolean              running)
{
  gtk_revealer_set_reveal_child (self->revealer, running);
  gtk_spinner_set_spinning (self->spinner, running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.cancel", running);
}

static void
genkan_findings_export_exported_cb (GObject      *object,
                                    GAsyncResult *result,
                                    gpointer      user_data)
{
  g_autoptr (GenkanExporting) exporting = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n_findings = 0;

  g_clear_object (&exporting->self->cancellable);
  genkan_findings_export_set_running (exporting->self, FALSE);
  if (!genkan_export_file_finish (GENKAN_STORE (object), result, &n_findings, &error))
    {
      genkan_toast_error (GTK_WIDGET (exporting->self), error);
      return;
    }

  /* Translators: so many, and the name of a file */
  text = g_strdup_printf (ngettext ("Exported %'u finding to %s", "Exported %'u findings to %s",
                                    n_findings), n_findings, exporting->name);
  genkan_toast (GTK_WIDGET (exporting->self), text);
}

static void
genkan_findings_export_chosen_cb (GObject      *object,
                                  GAsyncResult *result,
                                  gpointer      user_data)
{
  g_autoptr (GenkanExporting) exporting = user_data;
  GenkanFindingsExport *self = exporting->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = genkan_save_file_finish (result, &error);

  if (file == NULL || self->cancellable != NULL)
    {
      genkan_toast_error (GTK_WIDGET (self), error);
      return;
    }

  self->cancellable = g_cancellable_new ();
  exporting->name = g_file_get_basename (file);
  genkan_findings_export_set_running (self, TRUE);
  genkan_export_file_async (exporting->store, &exporting->query, exporting->format, file,
                            self->cancellable, genkan_findings_export_exported_cb, exporting);
  g_steal_pointer (&exporting);
}

static void
genkan_findings_export_cancel (GtkWidget  *widget,
                               const char *name,
                               GVariant   *parameter)
{
  g_cancellable_cancel (GENKAN_FINDINGS_EXPORT (widget)->cancellable);
}

static void
genkan_findings_export_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (GENKAN_FINDINGS_EXPORT (widget)->cancellable);

  GTK_WIDGET_CLASS (genkan_findings_export_parent_class)->unroot (widget);
}

static void
genkan_findings_export_dispose (GObject *object)
{
  g_clear_object (&GENKAN_FINDINGS_EXPORT (object)->cancellable);

  G_OBJECT_CLASS (genkan_findings_export_parent_class)->dispose (object);
}

static void
genkan_findings_export_class_init (GenkanFindingsExportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = genkan_findings_export_dispose;
  widget_class->unroot = genkan_findings_export_unroot;

  gtk_widget_class_install_action (widget_class, "export.cancel", NULL,
                                   genkan_findings_export_cancel);
}

static void
genkan_findings_export_init (GenkanFindingsExport *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_("Exporting findings…"));
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel Export"));

  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_widget_add_css_class (bar, "toolbar");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "export.cancel");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (bar), label);
  gtk_box_append (GTK_BOX (bar), cancel);
  gtk_revealer_set_transition_type (self->revealer, GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_child (self->revealer, bar);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));
  genkan_findings_export_set_running (self, FALSE);
}

/**
 * genkan_findings_export_start:
 * @self: the bar
 * @store: where the Findings are
 * @query: which; copied
 * @format: how
 *
 * Asks for a file and writes the Findings into it. A toast says how it went.
 */
void
genkan_findings_export_start (GenkanFindingsExport     *self,
                              GenkanStore              *store,
                              const GenkanFindingQuery *query,
                              GenkanExportFormat        format)
{
  static const char *const names[] = {
    [GENKAN_EXPORT_CSV] = "findings.csv",
    [GENKAN_EXPORT_GENERIC] = "findings.json",
    [GENKAN_EXPORT_SARIF] = "findings.sarif",
  };
  GenkanExporting *exporting;

  g_return_if_fail (GENKAN_IS_FINDINGS_EXPORT (self));
  g_return_if_fail (GENKAN_IS_STORE (store));
  g_return_if_fail (query != NULL);

  exporting = g_new0 (GenkanExporting, 1);
  exporting->self = g_object_ref (self);
  exporting->store = g_object_ref (store);
  exporting->format = format;
  exporting->query = *query;
  exporting->query.search = exporting->search = g_strdup (query->search);
  exporting->query.component = exporting->component = g_strdup (query->component);
  exporting->query.vulnerability = exporting->vulnerability = g_strdup (query->vulnerability);
  genkan_save_file_async (GTK_WIDGET (self), _("Export Findings"), names[format], NULL,
                          genkan_findings_export_chosen_cb, exporting);
}
