/* genkan-configured-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-configured-row.h"

#include "genkan-format-connection.h"
#include "genkan-time-label.h"

#include <glib/gi18n.h>

struct _GenkanConfiguredRow
{
  AdwActionRow          parent_instance;

  GenkanConnectionItem *item;  /* (owned) */

  AdwAvatar            *avatar;
  GtkImage             *dot;
  GtkLabel             *unmapped;
  GenkanTimeLabel      *time;
};

G_DEFINE_FINAL_TYPE (GenkanConfiguredRow, genkan_configured_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
genkan_configured_row_show_words (GenkanConfiguredRow *self)
{
  GenkanConnection *connection = genkan_connection_item_get_connection (self->item);
  const char *visible = genkan_connection_get_visible (connection);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  g_autofree char *operation = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *tool = NULL;

  g_object_get (self->item, "tool", &tool, NULL);
  operation = genkan_format_operation_state (genkan_connection_item_get_operation (self->item));

  g_strv_builder_add_many (builder, tool, operation, NULL);
  if (visible != NULL)
    g_strv_builder_add (builder, visible);
  parts = g_strv_builder_end (builder);
  subtitle = g_strjoinv (" · ", parts);

  adw_avatar_set_text (self->avatar, tool);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 genkan_connection_get_label (connection));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}

static void
genkan_configured_row_show_state (GenkanConfiguredRow *self)
{
  GenkanOperation *operation = genkan_connection_item_get_operation (self->item);
  GenkanHealth health = genkan_connection_item_get_health (self->item);
  GenkanConnection *connection = genkan_connection_item_get_connection (self->item);
  const char *classes[] = { genkan_health_get_css_class (health), NULL };
  g_autofree char *unmapped = NULL;

  unmapped = genkan_format_unmapped (genkan_connection_get_n_unmapped (connection));
  gtk_image_set_from_icon_name (self->dot, genkan_health_get_icon_name (health));
  gtk_widget_set_css_classes (GTK_WIDGET (self->dot), classes);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->dot), genkan_format_health (health));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->dot),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, genkan_format_health (health),
                                  -1);
  gtk_label_set_label (self->unmapped, unmapped);
  gtk_widget_set_visible (GTK_WIDGET (self->unmapped),
                          genkan_connection_get_n_unmapped (connection) > 0);
  genkan_time_label_set_time (self->time,
                              operation != NULL ? genkan_operation_get_ended (operation) : 0);
}

static void
genkan_configured_row_update_cb (GenkanConfiguredRow *self)
{
  genkan_configured_row_show_words (self);
  genkan_configured_row_show_state (self);
}

static void
genkan_configured_row_constructed (GObject *object)
{
  GenkanConfiguredRow *self = GENKAN_CONFIGURED_ROW (object);

  G_OBJECT_CLASS (genkan_configured_row_parent_class)->constructed (object);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "x",
                                    genkan_connection_item_get_id (self->item));
  g_signal_connect_object (self->item, "notify::connection",
                           G_CALLBACK (genkan_configured_row_update_cb), self,
                           G_CONNECT_SWAPPED);
  genkan_configured_row_update_cb (self);
}

static void
genkan_configured_row_finalize (GObject *object)
{
  g_clear_object (&GENKAN_CONFIGURED_ROW (object)->item);

  G_OBJECT_CLASS (genkan_configured_row_parent_class)->finalize (object);
}

static void
genkan_configured_row_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  GenkanConfiguredRow *self = GENKAN_CONFIGURED_ROW (object);

  switch (prop_id)
    {
    case PROP_ITEM:
      self->item = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_configured_row_class_init (GenkanConfiguredRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = genkan_configured_row_constructed;
  object_class->finalize = genkan_configured_row_finalize;
  object_class->set_property = genkan_configured_row_set_property;

  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, GENKAN_TYPE_CONNECTION_ITEM,
                                               G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                               G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (GENKAN_TYPE_TIME_LABEL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-configured-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanConfiguredRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, GenkanConfiguredRow, dot);
  gtk_widget_class_bind_template_child (widget_class, GenkanConfiguredRow, unmapped);
  gtk_widget_class_bind_template_child (widget_class, GenkanConfiguredRow, time);
}

static void
genkan_configured_row_init (GenkanConfiguredRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_configured_row_new:
 * @item: the Connection
 *
 * Returns: (transfer floating): a row that follows it
 */
GtkWidget *
genkan_configured_row_new (GenkanConnectionItem *item)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION_ITEM (item), NULL);

  return g_object_new (GENKAN_TYPE_CONFIGURED_ROW, "item", item, NULL);
}
