/* genkan-connection-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connection-row.h"

#include "genkan-format-connection.h"

#include <glib/gi18n.h>

struct _GenkanConnectionRow
{
  GtkListBoxRow         parent_instance;

  GenkanConnectionItem *item;      /* (owned) */
  GSignalGroup         *progress;  /* (owned): of what runs */

  GtkImage             *dot;
  GtkLabel             *label;
  GtkImage             *guard;
  GtkLabel             *count;
  GtkRevealer          *revealer;
  GtkProgressBar       *bar;
};

G_DEFINE_FINAL_TYPE (GenkanConnectionRow, genkan_connection_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
genkan_connection_row_show_health (GenkanConnectionRow *self)
{
  GenkanHealth health = genkan_connection_item_get_health (self->item);
  const char *classes[] = { genkan_health_get_css_class (health), NULL };

  gtk_image_set_from_icon_name (self->dot, genkan_health_get_icon_name (health));
  gtk_widget_set_css_classes (GTK_WIDGET (self->dot), classes);
}

/* Returns: (transfer full) (nullable): what the removal guard asks, if it does */
static char *
genkan_connection_row_show_guard (GenkanConnectionRow *self)
{
  guint n_held = genkan_connection_item_get_n_held (self->item);
  char *text = NULL;

  if (n_held > 0)
    text = g_strdup_printf (ngettext ("%'u finding waits for you to say whether it is closed",
                                      "%'u findings wait for you to say whether they are closed",
                                      n_held), n_held);
  gtk_widget_set_visible (GTK_WIDGET (self->guard), n_held > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->guard), text);

  return text;
}

static void
genkan_connection_row_show_words (GenkanConnectionRow *self)
{
  GenkanConnection *connection = genkan_connection_item_get_connection (self->item);
  GenkanHealth health = genkan_connection_item_get_health (self->item);
  guint n_unmapped = genkan_connection_get_n_unmapped (connection);
  g_autofree char *unmapped = genkan_format_unmapped (n_unmapped);
  g_autofree char *number = g_strdup_printf ("%u", n_unmapped);
  g_autofree char *ago = NULL;
  g_autofree char *held = genkan_connection_row_show_guard (self);
  g_autofree char *waits = held != NULL ? g_strdup_printf ("%s, %s", unmapped, held)
                                        : g_strdup (unmapped);
  g_autofree char *name = NULL;

  ago = genkan_format_last_operation (genkan_connection_item_get_operation (self->item),
                                      g_get_real_time ());
  /* Translators: a connection in the sidebar for a screen reader: its label, how it does, what
   * waits */
  name = g_strdup_printf (_("%s, %s, %s"), genkan_connection_get_label (connection),
                          genkan_format_health (health), waits);

  gtk_label_set_label (self->label, genkan_connection_get_label (connection));
  gtk_label_set_label (self->count, number);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n_unmapped > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->count), unmapped);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->dot), ago);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
genkan_connection_row_progress_cb (GenkanConnectionRow *self)
{
  GenkanActivity *activity = genkan_connection_item_get_activity (self->item);
  GenkanProgress *progress;
  guint known;

  if (activity == NULL)
    return;

  progress = genkan_activity_get_progress (activity);
  known = genkan_progress_get_requests_known (progress);

  if (known > 1)
    gtk_progress_bar_set_fraction (self->bar,
                                   genkan_progress_get_requests_done (progress) / (double) known);
  else
    gtk_progress_bar_pulse (self->bar);
}

static void
genkan_connection_row_show_activity (GenkanConnectionRow *self)
{
  GenkanActivity *activity = genkan_connection_item_get_activity (self->item);

  g_signal_group_set_target (self->progress,
                             activity != NULL ? genkan_activity_get_progress (activity) : NULL);
  gtk_revealer_set_reveal_child (self->revealer, activity != NULL);
  gtk_progress_bar_set_fraction (self->bar, 0);
  genkan_connection_row_progress_cb (self);
}

static void
genkan_connection_row_update_cb (GenkanConnectionRow *self)
{
  genkan_connection_row_show_health (self);
  genkan_connection_row_show_words (self);
}

static void
genkan_connection_row_constructed (GObject *object)
{
  GenkanConnectionRow *self = GENKAN_CONNECTION_ROW (object);

  G_OBJECT_CLASS (genkan_connection_row_parent_class)->constructed (object);

  g_signal_connect_object (self->item, "notify::connection",
                           G_CALLBACK (genkan_connection_row_update_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->item, "notify::activity",
                           G_CALLBACK (genkan_connection_row_show_activity), self,
                           G_CONNECT_SWAPPED);
  genkan_connection_row_update_cb (self);
  genkan_connection_row_show_activity (self);
}

static void
genkan_connection_row_dispose (GObject *object)
{
  GenkanConnectionRow *self = GENKAN_CONNECTION_ROW (object);

  g_clear_object (&self->progress);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (genkan_connection_row_parent_class)->dispose (object);
}

static void
genkan_connection_row_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  GenkanConnectionRow *self = GENKAN_CONNECTION_ROW (object);

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
genkan_connection_row_class_init (GenkanConnectionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = genkan_connection_row_constructed;
  object_class->dispose = genkan_connection_row_dispose;
  object_class->set_property = genkan_connection_row_set_property;

  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, GENKAN_TYPE_CONNECTION_ITEM,
                                               G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                               G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-connection-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionRow, dot);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionRow, label);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionRow, guard);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionRow, count);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionRow, revealer);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionRow, bar);
}

static void
genkan_connection_row_init (GenkanConnectionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->progress = g_signal_group_new (GENKAN_TYPE_PROGRESS);
  g_signal_group_connect_object (self->progress, "changed",
                                 G_CALLBACK (genkan_connection_row_progress_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * genkan_connection_row_new:
 * @item: the Connection
 *
 * Returns: (transfer floating): a row that follows it
 */
GtkWidget *
genkan_connection_row_new (GenkanConnectionItem *item)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION_ITEM (item), NULL);

  return g_object_new (GENKAN_TYPE_CONNECTION_ROW, "item", item, NULL);
}

GenkanConnectionItem *
genkan_connection_row_get_item (GenkanConnectionRow *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION_ROW (self), NULL);

  return self->item;
}
