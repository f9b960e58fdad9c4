/* genkan-mapping-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file is read in a thread, then its lines are looked up without changing anything. Only what
 * a person has seen is done, as one decision; it is taken back as one, too.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-mapping-dialog.h"

#include "closures/genkan-closures.h"
#include "closures/genkan-format.h"
#include "genkan-compat.h"
#include "genkan-history.h"
#include "genkan-mapping-file.h"
#include "genkan-store-map-list.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

/* What a person can look at, as they are in the drop-down. */
typedef enum
{
  LINES_ALL,
  LINES_MAPPED,
  LINES_SAME,
  LINES_PROBLEM,
  N_LINES
} Lines;

struct _GenkanMappingDialog
{
  GtkWidget           parent_instance;

  AdwToastOverlay    *toasts;
  AdwWindowTitle     *title;
  GtkStack           *stack;
  GtkLabel           *busy;
  AdwStatusPage      *error;
  GtkLabel           *summary;
  GtkDropDown        *which;
  GListStore         *lines;
  GtkFilterListModel *shown;
  GtkButton          *apply;

  GenkanStore        *store;         /* (owned) */
  GtkWidget          *from;          /* (owned): whose toaster says how it went */
  GCancellable       *cancellable;   /* (owned): of what goes with the dialog */
  GPtrArray          *mappings;      /* (owned) (nullable) (element-type GenkanMapping) */
  guint               n_without_product;
  char               *file_name;     /* (owned) for people */
};

static void toaster_iface_init (GenkanToasterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanMappingDialog, genkan_mapping_dialog, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_TOASTER, toaster_iface_init))

static void
genkan_mapping_dialog_add_toast (GenkanToaster *toaster,
                                 AdwToast      *toast)
{
  adw_toast_overlay_add_toast (GENKAN_MAPPING_DIALOG (toaster)->toasts, toast);
}

static void
toaster_iface_init (GenkanToasterInterface *iface)
{
  iface->add_toast = genkan_mapping_dialog_add_toast;
}

/* --- the lines --- */

static Lines
classify (GenkanMapping *mapping)
{
  GenkanMappingOutcome outcome = genkan_mapping_get_outcome (mapping);

  if (genkan_mapping_outcome_is_problem (outcome))
    return LINES_PROBLEM;

  return outcome == GENKAN_MAPPING_MAPPED ? LINES_MAPPED : LINES_SAME;
}

static guint
count_lines (GenkanMappingDialog *self,
             Lines                lines)
{
  guint n = 0;

  for (guint i = 0; i < self->mappings->len; i++)
    n += lines == LINES_ALL || classify (self->mappings->pdata[i]) == lines;

  return n;
}

static const char *
or_dash (const char *text)
{
  return text != NULL ? text : "–";
}

static char *
genkan_mapping_dialog_line_title (gpointer       object,
                                  GenkanMapping *mapping)
{
  if (mapping == NULL)
    return g_strdup ("");

  return g_strdup_printf ("%s → %s", or_dash (genkan_mapping_get_record (mapping)),
                          or_dash (genkan_mapping_get_product (mapping)));
}

static const char *
describe (GenkanMappingOutcome outcome)
{
  return outcome == GENKAN_MAPPING_MAPPED ? _("Will be mapped")
                                          : genkan_mapping_outcome_describe (outcome);
}

/* "Line 12 · Burp · There is no such record" */
static char *
genkan_mapping_dialog_line_text (gpointer       object,
                                 GenkanMapping *mapping)
{
  g_autofree char *line = NULL;
  g_autofree char *where = NULL;

  if (mapping == NULL)
    return g_strdup ("");

  line = g_strdup_printf (_("Line %'u"), genkan_mapping_get_line (mapping));
  where = genkan_format_pair (line, genkan_mapping_get_connection (mapping));

  return genkan_format_pair (where, describe (genkan_mapping_get_outcome (mapping)));
}

static char *
genkan_mapping_dialog_line_icon (gpointer       object,
                                 GenkanMapping *mapping)
{
  static const char *const icons[N_LINES] = {
    [LINES_MAPPED] = "genkan-good-symbolic",
    [LINES_SAME] = "genkan-information-symbolic",
    [LINES_PROBLEM] = "dialog-warning-symbolic",
  };

  return mapping != NULL ? g_strdup (icons[classify (mapping)]) : NULL;
}

static char **
genkan_mapping_dialog_line_classes (gpointer       object,
                                    GenkanMapping *mapping)
{
  static const char *const classes[N_LINES] = {
    [LINES_MAPPED] = "success",
    [LINES_SAME] = "dim-label",
    [LINES_PROBLEM] = "warning",
  };
  const char *names[] = { mapping != NULL ? classes[classify (mapping)] : NULL, NULL };

  return g_strdupv ((char **) names);
}

/* --- which of them --- */

static gboolean
is_wanted (gpointer item,
           gpointer user_data)
{
  Lines wanted = gtk_drop_down_get_selected (GENKAN_MAPPING_DIALOG (user_data)->which);

  return wanted == LINES_ALL || classify (item) == wanted;
}

static void
genkan_mapping_dialog_which_changed_cb (GenkanMappingDialog *self)
{
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
add_choice (GenkanMappingDialog *self,
            GtkStringList       *choices,
            const char          *words,
            Lines                lines)
{
  g_autofree char *count = genkan_format_count (count_lines (self, lines));
  /* Translators: a kind of lines, and how many there are: “Will be mapped (12)” */
  g_autofree char *text = g_strdup_printf (_("%s (%s)"), words, count);

  gtk_string_list_append (choices, text);
}

static void
show_choices (GenkanMappingDialog *self)
{
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);

  add_choice (self, choices, _("All lines"), LINES_ALL);
  add_choice (self, choices, _("Will be mapped"), LINES_MAPPED);
  add_choice (self, choices, _("Nothing to do"), LINES_SAME);
  add_choice (self, choices, _("Cannot be used"), LINES_PROBLEM);
  gtk_drop_down_set_model (self->which, G_LIST_MODEL (choices));
  gtk_drop_down_set_selected (self->which,
                              count_lines (self, LINES_PROBLEM) > 0 ? LINES_PROBLEM : LINES_ALL);
}

static void
show_summary (GenkanMappingDialog *self)
{
  guint n_problems = count_lines (self, LINES_PROBLEM);
  guint n_without = self->n_without_product;
  g_autofree char *problems = NULL;
  g_autofree char *without = NULL;
  g_autofree char *text = NULL;

  if (n_problems > 0)
    problems = g_strdup_printf (ngettext ("%'u line cannot be used", "%'u lines cannot be used",
                                          n_problems), n_problems);
  if (n_without > 0)
    without = g_strdup_printf (ngettext ("%'u line names no Product", "%'u lines name no Product",
                                         n_without), n_without);
  text = genkan_format_pair (problems, without);
  gtk_label_set_label (self->summary, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary), problems != NULL || without != NULL);
}

static void
show_lines (GenkanMappingDialog *self)
{
  guint n_mapped = count_lines (self, LINES_MAPPED);
  g_autofree char *label = NULL;

  label = g_strdup_printf (ngettext ("_Map %'u Record", "_Map %'u Records", n_mapped), n_mapped);
  gtk_button_set_label (self->apply, label);
  gtk_widget_set_visible (GTK_WIDGET (self->apply), TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "mapping.apply", n_mapped > 0);
  show_choices (self);
  show_summary (self);
  g_list_store_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)),
                       self->mappings->pdata, self->mappings->len);
  gtk_stack_set_visible_child_name (self->stack, "lines");
}

/* --- reading and doing it --- */

static void
show_busy (GenkanMappingDialog *self,
           const char          *text)
{
  gtk_widget_set_visible (GTK_WIDGET (self->apply), FALSE);
  gtk_label_set_label (self->busy, text);
  gtk_stack_set_visible_child_name (self->stack, "busy");
}

static void
show_error (GenkanMappingDialog *self,
            const char          *title,
            const char          *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  gtk_widget_set_visible (GTK_WIDGET (self->apply), FALSE);
  adw_status_page_set_title (self->error, title);
  adw_status_page_set_description (self->error, escaped);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
genkan_mapping_dialog_looked_up_cb (GObject      *object,
                                    GAsyncResult *result,
                                    gpointer      user_data)
{
  g_autoptr (GenkanMappingDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (genkan_store_map_list_finish (GENKAN_STORE (object), result, NULL, &error))
    show_lines (self);
  else
    show_error (self, _("The Lines Cannot Be Looked Up"), error->message);
}

static void
genkan_mapping_dialog_read_cb (GObject      *object,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  g_autoptr (GenkanMappingDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->mappings = genkan_mapping_file_read_finish (G_FILE (object), result,
                                                    &self->n_without_product, &error);
  if (self->mappings == NULL)
    {
      show_error (self, _("The File Cannot Be Read"), error->message);
      return;
    }
  if (self->mappings->len == 0)
    {
      show_error (self, _("No Line Names a Product"),
                  _("Export the Records, fill in the column “product”, and import that file."));
      return;
    }

  show_busy (self, _("Looking for the Records…"));
  genkan_store_map_list_async (self->store, self->mappings, TRUE, self->cancellable,
                               genkan_mapping_dialog_looked_up_cb, g_object_ref (self));
}

static void
genkan_mapping_dialog_mapped_cb (GObject      *object,
                                 GAsyncResult *result,
                                 gpointer      user_data)
{
  g_autoptr (GenkanMappingDialog) self = user_data;
  GenkanStore *store = GENKAN_STORE (object);
  g_autoptr (GenkanUndo) undo = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!genkan_store_map_list_finish (store, result, &undo, &error))
    {
      show_lines (self);
      genkan_toast_error (GTK_WIDGET (self), error);
      return;
    }

  genkan_dialog_close (GTK_WIDGET (self));
  if (undo == NULL)
    {
      genkan_toast (self->from, _("Nothing to change there"));
      return;
    }

  text = g_strdup_printf (ngettext ("Mapped %'u Record by %s", "Mapped %'u Records by %s",
                                    genkan_undo_get_n_records (undo)),
                          genkan_undo_get_n_records (undo), self->file_name);
  genkan_history_add (genkan_history_get (store), self->from, undo, text);
}

/* What is begun is carried to its end, whether the dialog is still there or not. */
static void
genkan_mapping_dialog_apply (GtkWidget  *widget,
                             const char *action_name,
                             GVariant   *parameter)
{
  GenkanMappingDialog *self = GENKAN_MAPPING_DIALOG (widget);

  show_busy (self, _("Mapping…"));
  genkan_store_map_list_async (self->store, self->mappings, FALSE, NULL,
                               genkan_mapping_dialog_mapped_cb, g_object_ref (self));
}

static void
genkan_mapping_dialog_cancel (GtkWidget  *widget,
                              const char *action_name,
                              GVariant   *parameter)
{
  genkan_dialog_close (widget);
}

/* --- the widget --- */

static void
genkan_mapping_dialog_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (GENKAN_MAPPING_DIALOG (widget)->cancellable);

  GTK_WIDGET_CLASS (genkan_mapping_dialog_parent_class)->unroot (widget);
}

static void
genkan_mapping_dialog_dispose (GObject *object)
{
  GenkanMappingDialog *self = GENKAN_MAPPING_DIALOG (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_MAPPING_DIALOG);
  g_clear_object (&self->store);
  g_clear_object (&self->from);
  g_clear_pointer (&self->mappings, g_ptr_array_unref);

  G_OBJECT_CLASS (genkan_mapping_dialog_parent_class)->dispose (object);
}

static void
genkan_mapping_dialog_finalize (GObject *object)
{
  GenkanMappingDialog *self = GENKAN_MAPPING_DIALOG (object);

  g_object_unref (self->cancellable);
  g_free (self->file_name);

  G_OBJECT_CLASS (genkan_mapping_dialog_parent_class)->finalize (object);
}

static void
genkan_mapping_dialog_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GenkanMappingDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, GenkanMappingDialog, title);
  gtk_widget_class_bind_template_child (widget_class, GenkanMappingDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, GenkanMappingDialog, busy);
  gtk_widget_class_bind_template_child (widget_class, GenkanMappingDialog, error);
  gtk_widget_class_bind_template_child (widget_class, GenkanMappingDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, GenkanMappingDialog, which);
  gtk_widget_class_bind_template_child (widget_class, GenkanMappingDialog, lines);
  gtk_widget_class_bind_template_child (widget_class, GenkanMappingDialog, shown);
  gtk_widget_class_bind_template_child (widget_class, GenkanMappingDialog, apply);
  gtk_widget_class_bind_template_callback (widget_class, genkan_mapping_dialog_which_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_mapping_dialog_line_title);
  gtk_widget_class_bind_template_callback (widget_class, genkan_mapping_dialog_line_text);
  gtk_widget_class_bind_template_callback (widget_class, genkan_mapping_dialog_line_icon);
  gtk_widget_class_bind_template_callback (widget_class, genkan_mapping_dialog_line_classes);
}

static void
genkan_mapping_dialog_class_init (GenkanMappingDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_mapping_dialog_dispose;
  object_class->finalize = genkan_mapping_dialog_finalize;
  widget_class->unroot = genkan_mapping_dialog_unroot;

  g_type_ensure (GENKAN_TYPE_MAPPING);
  gtk_widget_class_install_action (widget_class, "mapping.apply", NULL,
                                   genkan_mapping_dialog_apply);
  gtk_widget_class_install_action (widget_class, "mapping.cancel", NULL,
                                   genkan_mapping_dialog_cancel);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-mapping-dialog.ui");
  genkan_mapping_dialog_bind_template (widget_class);
}

static void
genkan_mapping_dialog_init (GenkanMappingDialog *self)
{
  GtkCustomFilter *filter;

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  filter = gtk_custom_filter_new (is_wanted, self, NULL);
  gtk_filter_list_model_set_filter (self->shown, GTK_FILTER (filter));
  g_object_unref (filter);
}

/* Shows what the file would do, and lets a person do it. A line that names no Connection means
 * the one of this label, if there is one. */
static void
genkan_mapping_dialog_present (GtkWidget   *from,
                               GenkanStore *store,
                               const char  *connection,
                               GFile       *file)
{
  GenkanMappingDialog *self;
  g_autofree char *base = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (GENKAN_IS_STORE (store));
  g_return_if_fail (G_IS_FILE (file));

  base = g_file_get_basename (file);
  self = g_object_new (GENKAN_TYPE_MAPPING_DIALOG, NULL);
  self->store = g_object_ref (store);
  self->from = g_object_ref (from);
  self->file_name = g_filename_display_name (base);
  adw_window_title_set_subtitle (self->title, self->file_name);
  show_busy (self, _("Reading the file…"));
  genkan_dialog_present (GTK_WIDGET (self), _("Import Mappings"), 560, 560, from);
  genkan_mapping_file_read_async (file, connection, self->cancellable,
                                  genkan_mapping_dialog_read_cb, g_object_ref (self));
}

/* For whom the file is, while it is being chosen. */
typedef struct
{
  GtkWidget   *from;       /* (owned) */
  GenkanStore *store;      /* (owned) */
  char        *connection; /* (owned) (nullable) */
} Choosing;

static void
choosing_free (Choosing *choosing)
{
  g_object_unref (choosing->from);
  g_object_unref (choosing->store);
  g_free (choosing->connection);
  g_free (choosing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choosing, choosing_free)

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Choosing) choosing = user_data;
  g_autoptr (GFile) file = genkan_open_file_finish (result, NULL);

  /* One may have left the page meanwhile. */
  if (file != NULL && gtk_widget_get_root (choosing->from) != NULL)
    genkan_mapping_dialog_present (choosing->from, choosing->store, choosing->connection, file);
}

/**
 * genkan_mapping_dialog_choose:
 * @from: a widget in the window over which it is shown
 * @store: where the Records are
 * @connection: (nullable): the label of the Connection that a line means which names none
 *
 * Asks for a file of mappings, and then as genkan_mapping_dialog_present().
 */
void
genkan_mapping_dialog_choose (GtkWidget   *from,
                              GenkanStore *store,
                              const char  *connection)
{
  Choosing *choosing;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (GENKAN_IS_STORE (store));

  choosing = g_new0 (Choosing, 1);
  choosing->from = g_object_ref (from);
  choosing->store = g_object_ref (store);
  choosing->connection = g_strdup (connection);
  genkan_open_file_async (from, _("Choose a File of Mappings"), NULL, chosen_cb, choosing);
}
