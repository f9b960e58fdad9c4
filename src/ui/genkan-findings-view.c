/* genkan-findings-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-findings-view.h"

#include "genkan-compat.h"
#include "genkan-finding-details.h"
#include "genkan-finding-list.h"
#include "genkan-findings-columns.h"
#include "genkan-findings-export.h"
#include "genkan-findings-filter.h"
#include "genkan-row-slots.h"
#include "genkan-text-size.h"

#include <glib/gi18n.h>

/* Below the first the columns fold into two-line rows, below the second some go. */
#define NARROW_WIDTH 620
#define MEDIUM_WIDTH 900

/* Before there is any room. A column that is hidden before the first rows are laid out makes the
 * list of GTK 4.18 abort. */
#define NO_WIDTH ((GenkanRecordWidth) -1)

/* What the folded columns and the filter need. */
#define LEAST_WIDTH  320

struct _GenkanFindingsView
{
  GtkWidget             parent_instance;

  GtkWidget            *content;
  GenkanFindingsFilter *filter;
  GenkanFindingsExport *export;
  GtkStack             *stack;
  GtkScrolledWindow    *scroller;
  GtkColumnView        *view;
  GtkSingleSelection   *selection;

  GenkanStore          *store;      /* (owned) (nullable) until it is opened */
  GenkanFindingList    *list;       /* (owned) (nullable) until it is opened */
  GenkanFindingQuery    scope;      /* whose Findings; no texts */
  gint64                selected_id; /* while the rows change, or 0 */
  gboolean              in_dialog;
  GenkanRecordWidth     width;
  guint                 width_idle;
};

G_DEFINE_FINAL_TYPE (GenkanFindingsView, genkan_findings_view, GTK_TYPE_WIDGET)

static void
genkan_findings_view_update_stack (GenkanFindingsView *self)
{
  GenkanRowList *list = GENKAN_ROW_LIST (self->list);

  if (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0)
    gtk_stack_set_visible_child_name (self->stack, "table");
  else if (!genkan_row_list_get_loading (list))
    gtk_stack_set_visible_child_name (self->stack, genkan_row_list_get_n_total (list) > 0
                                                     ? "no-results" : "empty");
}

static void
genkan_findings_view_filter_cb (GenkanFindingsView *self)
{
  GenkanFindingQuery query = self->scope;

  if (self->list == NULL)
    return;

  genkan_findings_filter_read (self->filter, &query);
  genkan_finding_list_set_query (self->list, &query);
}

static void
genkan_findings_view_sorter_changed_cb (GenkanFindingsView *self)
{
  GenkanFindingColumn column;
  gboolean descending;

  if (self->list == NULL)
    return;
  if (!genkan_findings_columns_read (self->view, &column, &descending))
    column = GENKAN_FINDING_COLUMN_SEVERITY, descending = TRUE;

  genkan_finding_list_set_sort (self->list, column, descending);
}

static void
genkan_findings_view_activate_cb (GenkanFindingsView *self,
                                  guint               position)
{
  g_autoptr (GenkanFinding) finding = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (finding != NULL)
    genkan_finding_details_present (GTK_WIDGET (self), self->store, finding);
}

/* An answer is read from its beginning, and nothing is selected in it. */
static void
genkan_findings_view_settling_cb (GenkanFindingsView *self,
                                  gboolean            anew)
{
  GenkanRowSlot *slot = gtk_single_selection_get_selected_item (self->selection);
  gpointer finding = slot != NULL && !anew ? genkan_row_slot_get_item (slot) : NULL;

  self->selected_id = finding != NULL ? genkan_finding_get (finding)->id : 0;
  if (anew)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
genkan_findings_view_settled_cb (GenkanFindingsView *self)
{
  int position = -1;

  if (self->selected_id != 0)
    position = genkan_row_list_find (GENKAN_ROW_LIST (self->list), self->selected_id);

  gtk_single_selection_set_selected (self->selection,
                                     position >= 0 ? position : GTK_INVALID_LIST_POSITION);
}

/* --- room --- */

static GenkanRecordWidth
classify_width (int width)
{
  if (width < NARROW_WIDTH)
    return GENKAN_RECORD_WIDTH_NARROW;

  return width < MEDIUM_WIDTH ? GENKAN_RECORD_WIDTH_MEDIUM : GENKAN_RECORD_WIDTH_WIDE;
}

static void
genkan_findings_view_update_width (gpointer user_data)
{
  GenkanFindingsView *self = user_data;

  self->width_idle = 0;
  genkan_findings_columns_set_width (self->view, self->width);
  genkan_findings_filter_set_narrow (self->filter, self->width == GENKAN_RECORD_WIDTH_NARROW);
}

static int
get_content_width (GenkanFindingsView *self)
{
  int minimum;

  gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

/* As in genkan-records-view.c: what is shown now may need more than what will be. */
static void
genkan_findings_view_measure (GtkWidget      *widget,
                              GtkOrientation  orientation,
                              int             for_size,
                              int            *minimum,
                              int            *natural,
                              int            *minimum_baseline,
                              int            *natural_baseline)
{
  GenkanFindingsView *self = GENKAN_FINDINGS_VIEW (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = MAX (for_size, get_content_width (self));

  gtk_widget_measure (self->content, orientation, for_size,
                      minimum, natural, minimum_baseline, natural_baseline);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, LEAST_WIDTH);
}

static void
genkan_findings_view_size_allocate (GtkWidget *widget,
                                    int        width,
                                    int        height,
                                    int        baseline)
{
  GenkanFindingsView *self = GENKAN_FINDINGS_VIEW (widget);
  GenkanRecordWidth class = classify_width (genkan_text_size_scale_width (widget, width));

  gtk_widget_allocate (self->content, MAX (width, get_content_width (self)), height, baseline, NULL);

  if (self->width == class)
    return;

  self->width = class;
  if (self->width_idle == 0)
    self->width_idle = g_idle_add_once (genkan_findings_view_update_width, self);
}

static gboolean
genkan_findings_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (GENKAN_FINDINGS_VIEW (widget)->stack),
                                 GTK_DIR_TAB_FORWARD);
}

static void
genkan_findings_view_done_cb (GenkanFindingsView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* Where there is no search to leave, Escape leaves the dialog. */
static void
genkan_findings_view_stopped_cb (GenkanFindingsView *self)
{
  if (self->in_dialog)
    genkan_dialog_close (GTK_WIDGET (self));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
genkan_findings_view_search_action (GtkWidget  *widget,
                                    const char *name,
                                    GVariant   *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (GENKAN_FINDINGS_VIEW (widget)->filter));
}

static void
genkan_findings_view_export_action (GtkWidget  *widget,
                                    const char *name,
                                    GVariant   *parameter)
{
  GenkanFindingsView *self = GENKAN_FINDINGS_VIEW (widget);
  GenkanFindingQuery query = self->scope;
  GenkanExportFormat format;

  if (self->store == NULL ||
      !genkan_export_format_from_nick (g_variant_get_string (parameter, NULL), &format))
    return;

  genkan_findings_filter_read (self->filter, &query);
  genkan_findings_export_start (self->export, self->store, &query, format);
}

/* --- the object --- */

static void
genkan_findings_view_dispose (GObject *object)
{
  GenkanFindingsView *self = GENKAN_FINDINGS_VIEW (object);

  /* The columns tell of their end, and the list of what a worker still reads. */
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_handle_id (&self->width_idle, g_source_remove);
  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_FINDINGS_VIEW);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (genkan_findings_view_parent_class)->dispose (object);
}

static void
genkan_findings_view_class_init (GenkanFindingsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_findings_view_dispose;

  widget_class->measure = genkan_findings_view_measure;
  widget_class->size_allocate = genkan_findings_view_size_allocate;
  widget_class->grab_focus = genkan_findings_view_grab_focus;

  g_type_ensure (GENKAN_TYPE_FINDINGS_EXPORT);
  g_type_ensure (GENKAN_TYPE_FINDINGS_FILTER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-findings-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsView, content);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsView, filter);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsView, export);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsView, stack);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsView, scroller);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsView, view);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsView, selection);
  gtk_widget_class_bind_template_callback (widget_class, genkan_findings_view_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_findings_view_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_findings_view_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_findings_view_stopped_cb);
  gtk_widget_class_install_action (widget_class, "findings.export", "s",
                                   genkan_findings_view_export_action);
  gtk_widget_class_install_action (widget_class, "findings.search", NULL,
                                   genkan_findings_view_search_action);
}

static void
genkan_findings_view_init (GenkanFindingsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  genkan_findings_columns_add (self->view);
  self->width = NO_WIDTH;
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (genkan_findings_view_sorter_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * genkan_findings_view_open:
 * @self: a view that shows nothing yet
 * @store: where the Findings are
 * @scope: (nullable): whose Findings: of a Connection, a Record or a Product; %NULL for all. What
 *   else it says is not looked at
 */
void
genkan_findings_view_open (GenkanFindingsView       *self,
                           GenkanStore              *store,
                           const GenkanFindingQuery *scope)
{
  static const char *const signals[] = { "notify::loading", "notify::n-items", "notify::n-total" };
  g_autoptr (GenkanRowSlots) slots = NULL;

  g_return_if_fail (GENKAN_IS_FINDINGS_VIEW (self));
  g_return_if_fail (GENKAN_IS_STORE (store));
  g_return_if_fail (self->list == NULL);

  if (scope != NULL)
    self->scope = (GenkanFindingQuery) {
      .connection_id = scope->connection_id,
      .record_id = scope->record_id,
      .product_id = scope->product_id,
    };

  self->store = g_object_ref (store);
  self->list = genkan_finding_list_new (store, self->scope.connection_id);
  genkan_finding_list_set_query (self->list, &self->scope);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (self->list, signals[i],
                             G_CALLBACK (genkan_findings_view_update_stack), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "settled",
                           G_CALLBACK (genkan_findings_view_settling_cb), self, G_CONNECT_SWAPPED);
  slots = genkan_row_slots_new (GENKAN_ROW_LIST (self->list));
  g_signal_connect_object (self->list, "settled",
                           G_CALLBACK (genkan_findings_view_settled_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (slots));
}

static void
search_cb (GenkanFindingsView *view)
{
  gtk_widget_activate_action (GTK_WIDGET (view), "findings.search", NULL);
}

/* What the window asks of each of its pages. */
static void
add_search (GtkWidget          *page,
            GenkanFindingsView *view)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) search = g_simple_action_new ("search", NULL);

  g_signal_connect_object (search, "activate", G_CALLBACK (search_cb), view, G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (search));
  gtk_widget_insert_action_group (page, "page", G_ACTION_GROUP (group));
}

static GtkWidget *
make_page (GenkanStore              *store,
           const GenkanFindingQuery *scope,
           const char               *title,
           const char               *subtitle,
           gboolean                  in_dialog)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GenkanFindingsView *view = g_object_new (GENKAN_TYPE_FINDINGS_VIEW, "vexpand", TRUE, NULL);

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), adw_window_title_new (title, subtitle));
  gtk_box_append (GTK_BOX (page), bar);
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (view));
  view->in_dialog = in_dialog;
  genkan_findings_view_open (view, store, scope);
  add_search (page, view);

  return page;
}

/**
 * genkan_findings_view_new_page:
 * @store: where the Findings are
 *
 * Returns: (transfer floating): the Findings of all Connections, with a header bar
 */
GtkWidget *
genkan_findings_view_new_page (GenkanStore *store)
{
  g_return_val_if_fail (GENKAN_IS_STORE (store), NULL);

  return make_page (store, NULL, _("Findings"), NULL, FALSE);
}

/**
 * genkan_findings_view_present:
 * @from: a widget in the window over which they are shown
 * @store: where the Findings are
 * @scope: whose Findings, as for genkan_findings_view_open()
 * @name: what that is called
 *
 * Shows the Findings of a Record or of a Product in a dialog.
 */
void
genkan_findings_view_present (GtkWidget                *from,
                              GenkanStore              *store,
                              const GenkanFindingQuery *scope,
                              const char               *name)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (GENKAN_IS_STORE (store));
  g_return_if_fail (scope != NULL);

  genkan_dialog_present (make_page (store, scope, _("Findings"), name, TRUE), _("Findings"),
                         960, 620, from);
}
