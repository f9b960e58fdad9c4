/* genkan-findings-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-findings-view.h"

#include "closures/genkan-format-finding.h"
#include "genkan-compat.h"
#include "genkan-finding-details.h"
#include "genkan-finding-list.h"
#include "genkan-findings-columns.h"
#include "genkan-row-slots.h"

#include <glib/gi18n.h>

struct _GenkanFindingsView
{
  GtkWidget            parent_instance;

  GtkEditable         *search;
  GtkDropDown         *severity;
  GtkDropDown         *state;
  GtkStack            *stack;
  GtkScrolledWindow   *scroller;
  GtkColumnView       *view;
  GtkSingleSelection  *selection;

  GenkanFindingList   *list;          /* (owned) (nullable) until it is opened */
  gint64               connection_id;
  gint64               selected_id;   /* while the rows change, or 0 */
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

/* The first of each list shows all; severities stand from the worst on. */
static void
genkan_findings_view_filter_cb (GenkanFindingsView *self)
{
  GenkanFindingQuery query = { .connection_id = self->connection_id };
  guint severity = gtk_drop_down_get_selected (self->severity);
  guint state = gtk_drop_down_get_selected (self->state);

  if (self->list == NULL)
    return;

  if (severity > 0 && severity <= GENKAN_N_SEVERITIES)
    query.severities = 1u << (GENKAN_N_SEVERITIES - severity);
  if (state > 0 && state <= GENKAN_N_FINDING_STATES)
    query.states = 1u << (state - 1);
  query.search = gtk_editable_get_text (self->search);
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

static void
genkan_findings_view_activate_cb (GenkanFindingsView *self,
                                  guint               position)
{
  g_autoptr (GenkanFinding) finding = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (finding != NULL)
    genkan_finding_details_present (GTK_WIDGET (self), finding);
}

static void
fill_choices (GenkanFindingsView *self)
{
  g_autoptr (GtkStringList) severities = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) states = gtk_string_list_new (NULL);

  gtk_string_list_append (severities, _("Any severity"));
  for (guint i = GENKAN_N_SEVERITIES; i-- > 0;)
    gtk_string_list_append (severities, genkan_format_severity (i));
  gtk_string_list_append (states, _("Any state"));
  for (guint i = 0; i < GENKAN_N_FINDING_STATES; i++)
    gtk_string_list_append (states, genkan_format_finding_state (i));

  gtk_drop_down_set_model (self->severity, G_LIST_MODEL (severities));
  gtk_drop_down_set_model (self->state, G_LIST_MODEL (states));
}

static void
genkan_findings_view_dispose (GObject *object)
{
  GenkanFindingsView *self = GENKAN_FINDINGS_VIEW (object);

  /* The columns tell of their end, and the list of what a worker still reads. */
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_FINDINGS_VIEW);

  G_OBJECT_CLASS (genkan_findings_view_parent_class)->dispose (object);
}

static void
genkan_findings_view_class_init (GenkanFindingsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_findings_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-findings-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsView, search);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsView, severity);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsView, state);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsView, stack);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsView, scroller);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsView, view);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsView, selection);
  gtk_widget_class_bind_template_callback (widget_class, genkan_findings_view_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_findings_view_activate_cb);
}

static void
genkan_findings_view_init (GenkanFindingsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_choices (self);
  genkan_findings_columns_add (self->view);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (genkan_findings_view_sorter_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * genkan_findings_view_open:
 * @self: a view that shows nothing yet
 * @store: where the Findings are
 * @connection_id: whose Findings, or 0: those of all Connections
 */
void
genkan_findings_view_open (GenkanFindingsView *self,
                           GenkanStore        *store,
                           gint64              connection_id)
{
  g_autoptr (GenkanRowSlots) slots = NULL;

  g_return_if_fail (GENKAN_IS_FINDINGS_VIEW (self));
  g_return_if_fail (self->list == NULL);

  self->connection_id = connection_id;
  self->list = genkan_finding_list_new (store, connection_id);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const signals[] = {
        "notify::loading", "notify::n-items", "notify::n-total"
      };

      g_signal_connect_object (self->list, signals[i],
                               G_CALLBACK (genkan_findings_view_update_stack), self,
                               G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (self->list, "settled",
                           G_CALLBACK (genkan_findings_view_settling_cb), self, G_CONNECT_SWAPPED);
  slots = genkan_row_slots_new (GENKAN_ROW_LIST (self->list));
  g_signal_connect_object (self->list, "settled",
                           G_CALLBACK (genkan_findings_view_settled_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (slots));
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
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GenkanFindingsView *view = g_object_new (GENKAN_TYPE_FINDINGS_VIEW, "vexpand", TRUE, NULL);

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar),
                                   adw_window_title_new (_("Findings"), NULL));
  gtk_box_append (GTK_BOX (page), bar);
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (view));
  genkan_findings_view_open (view, store, 0);

  return page;
}
