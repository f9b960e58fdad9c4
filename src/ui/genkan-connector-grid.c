/* genkan-connector-grid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A search field, a choice of what is brought, and the tiles. The model is filtered and the flow
 * box follows it.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connector-grid.h"

#include "genkan-compat.h"
#include "genkan-connector-tile.h"
#include "genkan-details.h"
#include "genkan-format-connector.h"

#include <glib/gi18n.h>

enum
{
  SHOW_ALL,
  SHOW_FINDINGS,
  SHOW_ASSETS,
};

struct _GenkanConnectorGrid
{
  GtkWidget           parent_instance;

  GtkFilterListModel *shown;    /* (owned) */
  GtkFilter          *filter;   /* (owned) */
  char               *search;   /* (owned): case-folded */

  GtkSearchEntry     *entry;
  GtkDropDown        *imports;
  GtkStack           *stack;
  GtkFlowBox         *tiles;
};

G_DEFINE_FINAL_TYPE (GenkanConnectorGrid, genkan_connector_grid, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_N_SHOWN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_STOPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
contains (const char *text,
          const char *folded_search)
{
  g_autofree char *folded = NULL;

  if (text == NULL)
    return FALSE;

  folded = g_utf8_casefold (text, -1);

  return strstr (folded, folded_search) != NULL;
}

static gboolean
matches_search (GenkanConnectorGrid *self,
                GenkanConnector     *connector)
{
  g_autofree char *brings = genkan_format_connector_brings (connector);

  return contains (genkan_format_connector_name (connector), self->search) ||
         contains (genkan_connector_get_vendor (connector), self->search) ||
         contains (genkan_connector_get_id (connector), self->search) ||
         contains (brings, self->search);
}

static gboolean
matches_imports (GenkanConnectorGrid *self,
                 GenkanConnector     *connector)
{
  guint wanted = gtk_drop_down_get_selected (self->imports);

  if (wanted == SHOW_ALL || !genkan_connector_is_valid (connector))
    return TRUE;

  return (genkan_connector_get_definition (connector)->imports == GENKAN_IMPORTS_ASSETS) ==
         (wanted == SHOW_ASSETS);
}

static gboolean
genkan_connector_grid_matches (gpointer item,
                               gpointer user_data)
{
  return matches_search (user_data, item) && matches_imports (user_data, item);
}

static void
genkan_connector_grid_filter_cb (GenkanConnectorGrid *self)
{
  g_free (self->search);
  self->search = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
genkan_connector_grid_shown_cb (GenkanConnectorGrid *self)
{
  gboolean any = genkan_connector_grid_get_n_shown (self) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "tiles" : "none");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SHOWN]);
}

static void
genkan_connector_grid_choose (GenkanConnectorGrid *self,
                              GenkanConnector     *connector)
{
  g_autoptr (GenkanReport) report = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *problems = NULL;

  if (genkan_connector_is_valid (connector))
    {
      g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, connector);
      return;
    }

  summary = g_strdup_printf (_("%s cannot be used yet"), genkan_format_connector_name (connector));
  problems = genkan_format_connector_problems (connector);
  report = genkan_report_new (FALSE, summary,
                              _("Its file has mistakes. Mend them, and it can be used here."),
                              problems);
  genkan_details_present (GTK_WIDGET (self), report);
}

static void
genkan_connector_grid_activated_cb (GenkanConnectorGrid *self,
                                    GtkFlowBoxChild     *child)
{
  GenkanConnectorTile *tile = GENKAN_CONNECTOR_TILE (child);

  genkan_connector_grid_choose (self, genkan_connector_tile_get_connector (tile));
}

/* Escape empties the field first. GtkSearchEntry keeps the key to itself, so whoever would close
 * at it has to be told. */
static void
genkan_connector_grid_stop_search_cb (GenkanConnectorGrid *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else
    g_signal_emit (self, signals[SIGNAL_STOPPED], 0);
}

/* Enter in the search field takes the first that matches. */
static void
genkan_connector_grid_search_activate_cb (GenkanConnectorGrid *self)
{
  g_autoptr (GenkanConnector) first = g_list_model_get_item (G_LIST_MODEL (self->shown), 0);

  if (first != NULL && *self->search != '\0')
    genkan_connector_grid_choose (self, first);
}

static GtkWidget *
genkan_connector_grid_create_tile (gpointer item,
                                   gpointer user_data)
{
  return genkan_connector_tile_new (item);
}

static void
genkan_connector_grid_dispose (GObject *object)
{
  GenkanConnectorGrid *self = GENKAN_CONNECTOR_GRID (object);

  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_CONNECTOR_GRID);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->shown);

  G_OBJECT_CLASS (genkan_connector_grid_parent_class)->dispose (object);
}

static void
genkan_connector_grid_finalize (GObject *object)
{
  g_free (GENKAN_CONNECTOR_GRID (object)->search);

  G_OBJECT_CLASS (genkan_connector_grid_parent_class)->finalize (object);
}

static void
genkan_connector_grid_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_N_SHOWN:
      g_value_set_uint (value, genkan_connector_grid_get_n_shown (GENKAN_CONNECTOR_GRID (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_connector_grid_class_init (GenkanConnectorGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_connector_grid_dispose;
  object_class->finalize = genkan_connector_grid_finalize;
  object_class->get_property = genkan_connector_grid_get_property;

  properties[PROP_N_SHOWN] = g_param_spec_uint ("n-shown", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * GenkanConnectorGrid::chosen:
   * @connector: a Connector without mistakes
   *
   * A person wants this one.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE,
                                         1, GENKAN_TYPE_CONNECTOR);

  /**
   * GenkanConnectorGrid::stopped:
   *
   * Escape was pressed, and there is nothing to be searched for.
   */
  signals[SIGNAL_STOPPED] = g_signal_new ("stopped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-connector-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectorGrid, entry);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectorGrid, imports);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectorGrid, stack);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectorGrid, tiles);
  gtk_widget_class_bind_template_callback (widget_class, genkan_connector_grid_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_connector_grid_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_connector_grid_search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_connector_grid_stop_search_cb);
}

static void
genkan_connector_grid_init (GenkanConnectorGrid *self)
{
  self->search = g_strdup ("");
  self->filter = GTK_FILTER (gtk_custom_filter_new (genkan_connector_grid_matches, self, NULL));

  gtk_widget_init_template (GTK_WIDGET (self));

  self->shown = gtk_filter_list_model_new (NULL, g_object_ref (self->filter));
  g_signal_connect_object (self->shown, "items-changed",
                           G_CALLBACK (genkan_connector_grid_shown_cb), self, G_CONNECT_SWAPPED);
  gtk_flow_box_bind_model (self->tiles, G_LIST_MODEL (self->shown),
                           genkan_connector_grid_create_tile, NULL, NULL);
}

/* A choice with one possible answer is none. */
static gboolean
has_both_kinds (GListModel *connectors)
{
  gboolean assets = FALSE, findings = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (connectors); i++)
    {
      g_autoptr (GenkanConnector) connector = g_list_model_get_item (connectors, i);

      if (!genkan_connector_is_valid (connector))
        continue;

      if (genkan_connector_get_definition (connector)->imports == GENKAN_IMPORTS_ASSETS)
        assets = TRUE;
      else
        findings = TRUE;
    }

  return assets && findings;
}

/**
 * genkan_connector_grid_set_connectors:
 * @self: a grid
 * @connectors: what there is to choose from
 */
void
genkan_connector_grid_set_connectors (GenkanConnectorGrid *self,
                                      GenkanConnectorSet  *connectors)
{
  g_return_if_fail (GENKAN_IS_CONNECTOR_GRID (self));
  g_return_if_fail (GENKAN_IS_CONNECTOR_SET (connectors));

  gtk_filter_list_model_set_model (self->shown, G_LIST_MODEL (connectors));
  gtk_widget_set_visible (GTK_WIDGET (self->imports), has_both_kinds (G_LIST_MODEL (connectors)));
  genkan_connector_grid_shown_cb (self);
}

/**
 * genkan_connector_grid_get_n_shown:
 * @self: a grid
 *
 * Returns: how many Connectors match what is searched for
 */
guint
genkan_connector_grid_get_n_shown (GenkanConnectorGrid *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTOR_GRID (self), 0);

  return self->shown != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->shown)) : 0;
}

void
genkan_connector_grid_focus_search (GenkanConnectorGrid *self)
{
  g_return_if_fail (GENKAN_IS_CONNECTOR_GRID (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
