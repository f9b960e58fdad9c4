/* genkan-connector-tile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connector-tile.h"

#include "genkan-format-connector.h"

#include <glib/gi18n.h>

struct _GenkanConnectorTile
{
  GtkFlowBoxChild  parent_instance;

  GenkanConnector *connector;  /* (owned) */

  AdwAvatar       *avatar;
  GtkLabel        *name;
  GtkLabel        *vendor;
  GtkLabel        *brings;
  GtkLabel        *problem;
};

G_DEFINE_FINAL_TYPE (GenkanConnectorTile, genkan_connector_tile, GTK_TYPE_FLOW_BOX_CHILD)

enum
{
  PROP_0,
  PROP_CONNECTOR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
set_or_hide (GtkLabel   *label,
             const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
genkan_connector_tile_show (GenkanConnectorTile *self)
{
  const char *name = genkan_format_connector_name (self->connector);
  g_autofree char *brings = genkan_format_connector_brings (self->connector);
  g_autofree char *problem = genkan_format_connector_problem (self->connector);
  g_autofree char *spoken = NULL;

  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->name, name);
  set_or_hide (self->vendor, genkan_connector_get_vendor (self->connector));
  set_or_hide (self->brings, brings);
  set_or_hide (self->problem, problem);

  spoken = g_strdup_printf ("%s, %s", name, problem != NULL ? problem : brings);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

static void
genkan_connector_tile_constructed (GObject *object)
{
  G_OBJECT_CLASS (genkan_connector_tile_parent_class)->constructed (object);

  genkan_connector_tile_show (GENKAN_CONNECTOR_TILE (object));
}

static void
genkan_connector_tile_finalize (GObject *object)
{
  g_clear_object (&GENKAN_CONNECTOR_TILE (object)->connector);

  G_OBJECT_CLASS (genkan_connector_tile_parent_class)->finalize (object);
}

static void
genkan_connector_tile_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  GenkanConnectorTile *self = GENKAN_CONNECTOR_TILE (object);

  switch (prop_id)
    {
    case PROP_CONNECTOR:
      self->connector = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_connector_tile_class_init (GenkanConnectorTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = genkan_connector_tile_constructed;
  object_class->finalize = genkan_connector_tile_finalize;
  object_class->set_property = genkan_connector_tile_set_property;

  properties[PROP_CONNECTOR] = g_param_spec_object ("connector", NULL, NULL, GENKAN_TYPE_CONNECTOR,
                                                    G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                    G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-connector-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectorTile, avatar);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectorTile, name);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectorTile, vendor);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectorTile, brings);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectorTile, problem);
}

static void
genkan_connector_tile_init (GenkanConnectorTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_connector_tile_new:
 * @connector: what to show
 *
 * Returns: (transfer floating): a tile
 */
GtkWidget *
genkan_connector_tile_new (GenkanConnector *connector)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTOR (connector), NULL);

  return g_object_new (GENKAN_TYPE_CONNECTOR_TILE, "connector", connector, NULL);
}

GenkanConnector *
genkan_connector_tile_get_connector (GenkanConnectorTile *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTOR_TILE (self), NULL);

  return self->connector;
}
