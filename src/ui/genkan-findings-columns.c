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
#include "genkan-time-label.h"

#include <glib/gi18n.h>

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

static void
setup_text_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *cell,
               const GenkanTextColumn   *column)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), column->overflow);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), column->min_chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), column->nat_chars);
  gtk_list_item_set_child (cell, text);
}

static void
bind_text_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *cell,
              const GenkanTextColumn   *column)
{
  const char *text = column->get (genkan_finding_get (gtk_list_item_get_item (cell)));
  GtkWidget *child = gtk_list_item_get_child (cell);

  gtk_inscription_set_text (GTK_INSCRIPTION (child), text);
  gtk_widget_set_tooltip_text (child, text);
}

/* --- severity and age --- */

static void
setup_severity_cb (GtkSignalListItemFactory *factory,
                   GtkListItem              *cell)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
  gtk_list_item_set_child (cell, box);
}

static void
bind_severity_cb (GtkSignalListItemFactory *factory,
                  GtkListItem              *cell)
{
  const GenkanFindingFields *finding = genkan_finding_get (gtk_list_item_get_item (cell));
  GtkWidget *icon = gtk_widget_get_first_child (gtk_list_item_get_child (cell));
  const char *classes[] = { "state", genkan_format_severity_class (finding->severity), NULL };

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), genkan_format_severity_icon (finding->severity));
  gtk_widget_set_css_classes (icon, classes);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (icon)),
                       genkan_format_severity (finding->severity));
}

static void
setup_age_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *cell)
{
  gtk_list_item_set_child (cell, g_object_new (GENKAN_TYPE_TIME_LABEL, NULL));
}

static void
bind_age_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *cell)
{
  const GenkanFindingFields *finding = genkan_finding_get (gtk_list_item_get_item (cell));

  genkan_time_label_set_time (GENKAN_TIME_LABEL (gtk_list_item_get_child (cell)),
                              finding->first_seen);
}

/* --- columns --- */

static GtkColumnViewColumn *
add_column (GtkColumnView *view,
            const char    *title,
            GCallback      setup,
            GCallback      bind,
            gconstpointer  user_data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", setup, (gpointer) user_data);
  g_signal_connect (factory, "bind", bind, (gpointer) user_data);
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
      GtkColumnViewColumn *column = add_column (view, _(text->title), G_CALLBACK (setup_text_cb),
                                                G_CALLBACK (bind_text_cb), text);

      gtk_column_view_column_set_expand (column, text->sort == GENKAN_FINDING_COLUMN_TITLE);
      if (text->sort >= 0)
        set_sort (column, text->sort);
    }
}

/**
 * genkan_findings_columns_add:
 * @view: a table without columns, of Findings
 *
 * Adds the columns; the worst stand first.
 */
void
genkan_findings_columns_add (GtkColumnView *view)
{
  GtkColumnViewColumn *severity =
    add_column (view, _("Severity"), G_CALLBACK (setup_severity_cb), G_CALLBACK (bind_severity_cb),
                NULL);
  GtkColumnViewColumn *age;

  add_text_columns (view);
  age = add_column (view, _("First seen"), G_CALLBACK (setup_age_cb), G_CALLBACK (bind_age_cb),
                    NULL);

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
