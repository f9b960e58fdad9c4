/* genkan-findings-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sorters compare nothing: see genkan-record-sorter.c for how the view's sorter is asked by
 * which column a person sorts.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-findings-columns.h"

#include "closures/genkan-format-finding.h"
#include "closures/genkan-format.h"
#include "genkan-row-factory.h"
#include "genkan-time-label.h"

#include <glib/gi18n.h>

/* "Critical" and its like, and a little more for other languages. */
#define SEVERITY_CHARS 9

typedef struct
{
  gboolean            asked;
  GenkanFindingColumn column;
} GenkanSortProbe;

typedef struct
{
  const char               *title;
  const char             *(*get) (const GenkanFindingFields *finding);
  guint                     min_chars;
  guint                     nat_chars;
  GtkInscriptionOverflow    overflow;
  int                       sort;   /* a GenkanFindingColumn */
  guint                     widths; /* at which it is shown: bits of 1 << GenkanRecordWidth */
} GenkanTextColumn;

static int
probe_cb (gconstpointer a,
          gconstpointer b,
          gpointer      column)
{
  GenkanSortProbe *probe = (GenkanSortProbe *) a;

  probe->asked = TRUE;
  probe->column = GPOINTER_TO_UINT (column);

  return 1;
}

static const char *
get_title (const GenkanFindingFields *finding)
{
  return finding->title;
}

static const char *
get_component (const GenkanFindingFields *finding)
{
  return finding->component;
}

static const char *
get_vulnerability (const GenkanFindingFields *finding)
{
  return finding->vulnerability;
}

static const char *
get_state (const GenkanFindingFields *finding)
{
  return genkan_format_finding_state (finding->state);
}

static const char *
get_record (const GenkanFindingFields *finding)
{
  return finding->record_name;
}

/* --- cells of text --- */

#define WIDE (1u << GENKAN_RECORD_WIDTH_WIDE)
#define NOT_NARROW (WIDE | 1u << GENKAN_RECORD_WIDTH_MEDIUM)
#define NARROW (1u << GENKAN_RECORD_WIDTH_NARROW)

#define END GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END
#define START GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_START

/* Addresses differ at their ends. */
static const GenkanTextColumn text_columns[] = {
  { N_("Title"), get_title, 18, 30, END, GENKAN_FINDING_COLUMN_TITLE, NOT_NARROW },
  { N_("Component"), get_component, 8, 20, START, GENKAN_FINDING_COLUMN_COMPONENT, NOT_NARROW },
  { N_("Vulnerability"), get_vulnerability, 8, 14, END, GENKAN_FINDING_COLUMN_VULNERABILITY, WIDE },
  { N_("State"), get_state, 6, 8, END, GENKAN_FINDING_COLUMN_STATE, NOT_NARROW },
  { N_("Record"), get_record, 8, 14, END, GENKAN_FINDING_COLUMN_RECORD, WIDE },
};

#undef END
#undef START

static GtkWidget *
make_text (GtkListItem   *cell,
           gconstpointer  data)
{
  const GenkanTextColumn *column = data;

  return genkan_text_cell_new (column->min_chars, column->nat_chars, column->overflow);
}

static void
show_text (GtkWidget     *widget,
           gpointer       item,
           gconstpointer  data)
{
  const GenkanTextColumn *column = data;

  genkan_text_cell_show (widget, column->get (genkan_finding_get (item)));
}

/* --- severity and age --- */

static GtkWidget *
make_severity (GtkListItem   *cell,
               gconstpointer  data)
{
  return genkan_marked_cell_new (SEVERITY_CHARS);
}

static void
show_severity (GtkWidget     *widget,
               gpointer       item,
               gconstpointer  data)
{
  GenkanSeverity severity = genkan_finding_get (item)->severity;

  genkan_marked_cell_show (widget, genkan_format_severity_icon (severity),
                           genkan_format_severity_class (severity),
                           genkan_format_severity (severity));
}

static GtkWidget *
make_age (GtkListItem   *cell,
          gconstpointer  data)
{
  return genkan_time_label_new_for_cell ();
}

static void
show_age (GtkWidget     *widget,
          gpointer       item,
          gconstpointer  data)
{
  genkan_time_label_set_time (GENKAN_TIME_LABEL (widget), genkan_finding_get (item)->first_seen);
}

/* --- two lines, where there is no room for columns --- */

static GtkWidget *
make_folded (GtkListItem   *cell,
             gconstpointer  data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *second = genkan_text_cell_new (8, 0, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);

  gtk_box_append (GTK_BOX (row), g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                               GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (lines),
                  genkan_text_cell_new (8, 0, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END));
  gtk_box_append (GTK_BOX (lines), second);
  gtk_widget_add_css_class (second, "dim-label");
  gtk_widget_add_css_class (second, "caption");
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (row), lines);

  return row;
}

static char *
describe (const GenkanFindingFields *finding)
{
  const char *severity = genkan_format_severity (finding->severity);
  g_autofree char *place = genkan_format_pair (finding->component, finding->record_name);
  g_autofree char *first = NULL;

  if (finding->state != GENKAN_FINDING_OPEN)
    first = genkan_format_pair (severity, genkan_format_finding_state (finding->state));

  return genkan_format_pair (first != NULL ? first : severity, place);
}

static void
show_folded (GtkWidget     *row,
             gpointer       item,
             gconstpointer  data)
{
  const GenkanFindingFields *finding = genkan_finding_get (item);
  const char *classes[] = { "state", genkan_format_severity_class (finding->severity), NULL };
  GtkWidget *icon = gtk_widget_get_first_child (row);
  GtkWidget *lines = gtk_widget_get_last_child (row);
  g_autofree char *description = describe (finding);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), genkan_format_severity_icon (finding->severity));
  gtk_widget_set_css_classes (icon, classes);
  genkan_text_cell_show (gtk_widget_get_first_child (lines), finding->title);
  genkan_text_cell_show (gtk_widget_get_last_child (lines), description);
}

static const GenkanRowCell text_cell = { make_text, show_text };
static const GenkanRowCell severity_cell = { make_severity, show_severity };
static const GenkanRowCell age_cell = { make_age, show_age };
static const GenkanRowCell folded_cell = { make_folded, show_folded };

/* --- columns --- */

#define WIDTHS "genkan-widths"

static GtkColumnViewColumn *
add_column (GtkColumnView       *view,
            const char          *title,
            const GenkanRowCell *cell,
            gconstpointer        data,
            guint                widths)
{
  g_autoptr (GtkColumnViewColumn) column =
    gtk_column_view_column_new (title, genkan_row_factory_new (cell, data));

  g_object_set_data (G_OBJECT (column), WIDTHS, GUINT_TO_POINTER (widths));
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (view, column);

  return column;
}

static void
set_sort (GtkColumnViewColumn *column,
          GenkanFindingColumn  sort)
{
  g_autoptr (GtkSorter) sorter =
    GTK_SORTER (gtk_custom_sorter_new (probe_cb, GUINT_TO_POINTER (sort), NULL));

  gtk_column_view_column_set_sorter (column, sorter);
}

static void
add_text_columns (GtkColumnView *view)
{
  for (gsize i = 0; i < G_N_ELEMENTS (text_columns); i++)
    {
      const GenkanTextColumn *text = &text_columns[i];
      GtkColumnViewColumn *column = add_column (view, _(text->title), &text_cell, text,
                                                text->widths);

      gtk_column_view_column_set_expand (column, text->sort == GENKAN_FINDING_COLUMN_TITLE);
      set_sort (column, text->sort);
    }
}

/**
 * genkan_findings_columns_add:
 * @view: a table without columns, of the GenkanRowSlots of Findings
 *
 * Adds the columns; the worst stand first.
 */
void
genkan_findings_columns_add (GtkColumnView *view)
{
  GtkColumnViewColumn *severity =
    add_column (view, _("Severity"), &severity_cell, NULL, NOT_NARROW);
  GtkColumnViewColumn *age;
  GtkColumnViewColumn *folded;

  add_text_columns (view);
  age = add_column (view, _("First seen"), &age_cell, NULL, NOT_NARROW);
  folded = add_column (view, _("Finding"), &folded_cell, NULL, NARROW);
  gtk_column_view_column_set_expand (folded, TRUE);

  set_sort (folded, GENKAN_FINDING_COLUMN_TITLE);
  set_sort (severity, GENKAN_FINDING_COLUMN_SEVERITY);
  set_sort (age, GENKAN_FINDING_COLUMN_AGE);
  gtk_column_view_sort_by_column (view, severity, GTK_SORT_DESCENDING);
}

/* Returns: whether the view is sorted by any column */
gboolean
genkan_findings_columns_read (GtkColumnView       *view,
                              GenkanFindingColumn *ret_column,
                              gboolean            *ret_descending)
{
  GenkanSortProbe probe = { FALSE, GENKAN_FINDING_COLUMN_SEVERITY };
  GenkanSortProbe other = probe;
  GtkOrdering ordering = gtk_sorter_compare (gtk_column_view_get_sorter (view), &probe, &other);

  *ret_column = probe.column;
  *ret_descending = ordering == GTK_ORDERING_SMALLER;

  return probe.asked;
}

/**
 * genkan_findings_columns_set_width:
 * @view: a table with these columns
 * @width: how much room there is
 *
 * Shows the columns for which there is room.
 */
void
genkan_findings_columns_set_width (GtkColumnView     *view,
                                   GenkanRecordWidth  width)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  if (width == GENKAN_RECORD_WIDTH_NARROW)
    gtk_widget_add_css_class (GTK_WIDGET (view), "folded");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (view), "folded");

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      guint widths = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (column), WIDTHS));

      gtk_column_view_column_set_visible (column, (widths >> width & 1) != 0);
    }
}
