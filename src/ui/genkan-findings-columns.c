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
  int                       sort; /* a GenkanFindingColumn, or -1 */
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

#define END GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END
#define START GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_START

/* Addresses differ at their ends. */
static const GenkanTextColumn text_columns[] = {
  { N_("Title"), get_title, 18, 30, END, GENKAN_FINDING_COLUMN_TITLE },
  { N_("Component"), get_component, 8, 20, START, GENKAN_FINDING_COLUMN_COMPONENT },
  { N_("Vulnerability"), get_vulnerability, 8, 14, END, GENKAN_FINDING_COLUMN_VULNERABILITY },
  { N_("State"), get_state, 6, 8, END, GENKAN_FINDING_COLUMN_STATE },
  { N_("Record"), get_record, 8, 14, END, -1 },
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

static const GenkanRowCell text_cell = { make_text, show_text };
static const GenkanRowCell severity_cell = { make_severity, show_severity };
static const GenkanRowCell age_cell = { make_age, show_age };

/* --- columns --- */

static GtkColumnViewColumn *
add_column (GtkColumnView       *view,
            const char          *title,
            const GenkanRowCell *cell,
            gconstpointer        data)
{
  g_autoptr (GtkColumnViewColumn) column =
    gtk_column_view_column_new (title, genkan_row_factory_new (cell, data));

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
      GtkColumnViewColumn *column = add_column (view, _(text->title), &text_cell, text);

      gtk_column_view_column_set_expand (column, text->sort == GENKAN_FINDING_COLUMN_TITLE);
      if (text->sort >= 0)
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
    add_column (view, _("Severity"), &severity_cell, NULL);
  GtkColumnViewColumn *age;

  add_text_columns (view);
  age = add_column (view, _("First seen"), &age_cell, NULL);

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
