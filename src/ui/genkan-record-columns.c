/* genkan-record-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cells of a table of Records: see genkan-row-factory.c.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-record-columns.h"

#include "closures/genkan-closures.h"
#include "closures/genkan-format.h"
#include "genkan-record-cell.h"
#include "genkan-record-state-cell.h"
#include "genkan-record.h"
#include "genkan-row-factory.h"
#include "genkan-time-label.h"

typedef struct
{
  const char *(*get) (GenkanRecord *record);
  guint         min_chars;
  guint         nat_chars;
} GenkanRecordText;

/* --- a text --- */

static GtkWidget *
make_text (GtkListItem   *cell,
           gconstpointer  data)
{
  const GenkanRecordText *text = data;

  return genkan_text_cell_new (text->min_chars, text->nat_chars,
                               GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
}

static void
show_text (GtkWidget     *widget,
           gpointer       item,
           gconstpointer  data)
{
  const GenkanRecordText *text = data;

  genkan_text_cell_show (widget, text->get (item));
}

/* --- the name, in the cell that knows its row --- */

static GtkWidget *
make_cell (GtkListItem *cell,
           GtkWidget   *child)
{
  GtkWidget *widget = g_object_new (GENKAN_TYPE_RECORD_CELL, "child", child, NULL);

  g_object_bind_property (cell, "position", widget, "position", G_BINDING_SYNC_CREATE);

  return widget;
}

static GtkWidget *
make_name (GtkListItem   *cell,
           gconstpointer  data)
{
  return make_cell (cell, make_text (cell, data));
}

static void
show_name (GtkWidget     *widget,
           gpointer       item,
           gconstpointer  data)
{
  show_text (adw_bin_get_child (ADW_BIN (widget)), item, data);
}

static GtkWidget *
make_folded (GtkListItem   *cell,
             gconstpointer  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *subtitle = make_text (cell, data);

  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_widget_add_css_class (subtitle, "caption");
  gtk_box_append (GTK_BOX (box), make_text (cell, data));
  gtk_box_append (GTK_BOX (box), subtitle);

  return make_cell (cell, box);
}

static void
show_folded (GtkWidget     *widget,
             gpointer       item,
             gconstpointer  data)
{
  GtkWidget *name = gtk_widget_get_first_child (adw_bin_get_child (ADW_BIN (widget)));
  g_autofree char *subtitle = genkan_closure_record_subtitle (NULL,
                                                              genkan_record_get_product_name (item),
                                                              genkan_record_get_parent (item),
                                                              genkan_record_get_kind (item));

  show_text (name, item, data);
  genkan_text_cell_show (gtk_widget_get_next_sibling (name), subtitle);
}

/* Where Records of several Connections stand together. */
static void
show_folded_all (GtkWidget     *widget,
                 gpointer       item,
                 gconstpointer  data)
{
  GtkWidget *name = gtk_widget_get_first_child (adw_bin_get_child (ADW_BIN (widget)));
  g_autofree char *more = genkan_closure_record_subtitle (NULL,
                                                          genkan_record_get_product_name (item),
                                                          genkan_record_get_parent (item), NULL);
  const char *label = genkan_record_get_connection_label (item);
  g_autofree char *subtitle = genkan_record_get_product_name (item) != NULL
                                ? g_strdup_printf ("%s %s", label, more)
                                : genkan_format_pair (label, more);

  show_text (name, item, data);
  genkan_text_cell_show (gtk_widget_get_next_sibling (name), subtitle);
}

/* --- the state --- */

static GtkWidget *
make_state (GtkListItem   *cell,
            gconstpointer  data)
{
  return genkan_record_state_cell_new ();
}

static void
show_state (GtkWidget     *widget,
            gpointer       item,
            gconstpointer  data)
{
  genkan_record_state_cell_show (widget, item);
}

/* --- open Findings: nothing where nobody has looked --- */

static void
show_findings (GtkWidget     *widget,
               gpointer       item,
               gconstpointer  data)
{
  const GenkanRecordSync *sync = genkan_record_get_sync (item);
  g_autofree char *count = NULL;

  if (sync->synced != 0 || sync->n_open > 0)
    count = genkan_format_count (sync->n_open);
  genkan_text_cell_show (widget, count);
}

/* --- a time --- */

static GtkWidget *
make_time (GtkListItem   *cell,
           gconstpointer  data)
{
  return genkan_time_label_new_for_cell ();
}

static void
show_first (GtkWidget     *widget,
            gpointer       item,
            gconstpointer  data)
{
  genkan_time_label_set_time (GENKAN_TIME_LABEL (widget), genkan_record_get_first_discovered (item));
}

static void
show_last (GtkWidget     *widget,
           gpointer       item,
           gconstpointer  data)
{
  genkan_time_label_set_time (GENKAN_TIME_LABEL (widget), genkan_record_get_last_discovered (item));
}

static void
show_finalized (GtkWidget     *widget,
                gpointer       item,
                gconstpointer  data)
{
  genkan_time_label_set_time (GENKAN_TIME_LABEL (widget), genkan_record_get_finalized (item));
}

static void
show_synced (GtkWidget     *widget,
             gpointer       item,
             gconstpointer  data)
{
  genkan_time_label_set_time (GENKAN_TIME_LABEL (widget), genkan_record_get_sync (item)->synced);
}

/* --- columns --- */

static const struct
{
  GenkanRowCell    cell;
  GenkanRecordText text;
} kinds[] = {
  [GENKAN_RECORD_CELLS_NAME] = { { make_name, show_name }, { genkan_record_get_title, 8, 24 } },
  [GENKAN_RECORD_CELLS_FOLDED] = { { make_folded, show_folded }, { genkan_record_get_title, 8, 8 } },
  [GENKAN_RECORD_CELLS_FOLDED_ALL] = { { make_folded, show_folded_all },
                                       { genkan_record_get_title, 8, 8 } },
  [GENKAN_RECORD_CELLS_CONNECTION] = { { make_text, show_text },
                                       { genkan_record_get_connection_label, 4, 14 } },
  [GENKAN_RECORD_CELLS_PRODUCT] = { { make_text, show_text },
                                    { genkan_record_get_product_name, 4, 18 } },
  [GENKAN_RECORD_CELLS_PARENT] = { { make_text, show_text }, { genkan_record_get_parent, 4, 18 } },
  [GENKAN_RECORD_CELLS_KIND] = { { make_text, show_text }, { genkan_record_get_kind, 4, 10 } },
  [GENKAN_RECORD_CELLS_STATE] = { { make_state, show_state } },
  [GENKAN_RECORD_CELLS_FIRST_DISCOVERED] = { { make_time, show_first } },
  [GENKAN_RECORD_CELLS_LAST_DISCOVERED] = { { make_time, show_last } },
  [GENKAN_RECORD_CELLS_FINALIZED] = { { make_time, show_finalized } },
  [GENKAN_RECORD_CELLS_FINDINGS] = { { make_text, show_findings }, { NULL, 4, 8 } },
  [GENKAN_RECORD_CELLS_LAST_SYNCED] = { { make_time, show_synced } },
};

/**
 * genkan_record_columns_show:
 * @column: a column of a table of Records
 * @cells: what stands in it, always the same for a column
 * @visible: whether to show it
 *
 * A column of GTK 4.8 that is not visible has its cells all the same: this one has none.
 */
void
genkan_record_columns_show (GtkColumnViewColumn *column,
                            GenkanRecordCells    cells,
                            gboolean             visible)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  g_return_if_fail (GTK_IS_COLUMN_VIEW_COLUMN (column));

  if ((gtk_column_view_column_get_factory (column) != NULL) != visible)
    {
      if (visible)
        factory = genkan_row_factory_new (&kinds[cells].cell, &kinds[cells].text);
      gtk_column_view_column_set_factory (column, factory);
    }

  gtk_column_view_column_set_visible (column, visible);
}
