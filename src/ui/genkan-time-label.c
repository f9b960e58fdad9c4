/* genkan-time-label.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A timer runs only while the label is mapped, and only to the moment at which its words
 * change: a table of dates of last year has none at all.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-time-label.h"

#include "closures/genkan-format.h"

/* Of a cell. */
#define MIN_CHARS 6
#define NAT_CHARS 13

struct _GenkanTimeLabel
{
  AdwBin     parent_instance;

  GtkWidget *text;    /* (unowned) our child, a GtkLabel or, in a table, a GtkInscription */
  gint64     time;    /* microseconds since 1970 (UTC), 0 for never */
  guint      timeout;
};

G_DEFINE_FINAL_TYPE (GenkanTimeLabel, genkan_time_label, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TIME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void genkan_time_label_update (GenkanTimeLabel *self);

static gboolean
genkan_time_label_timeout_cb (gpointer user_data)
{
  GenkanTimeLabel *self = user_data;

  self->timeout = 0;
  genkan_time_label_update (self);

  return G_SOURCE_REMOVE;
}

static void
genkan_time_label_update (GenkanTimeLabel *self)
{
  gint64 now = g_get_real_time ();
  gint64 lasts = genkan_format_ago_lasts (self->time, now);
  g_autofree char *text = genkan_format_ago (self->time, now);

  if (GTK_IS_INSCRIPTION (self->text))
    gtk_inscription_set_text (GTK_INSCRIPTION (self->text), text);
  else
    gtk_label_set_label (GTK_LABEL (self->text), text);

  g_clear_handle_id (&self->timeout, g_source_remove);
  if (lasts > 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->timeout = g_timeout_add_seconds (lasts / G_TIME_SPAN_SECOND + 1,
                                           genkan_time_label_timeout_cb,
                                           self);
}

static gboolean
genkan_time_label_query_tooltip (GtkWidget  *widget,
                                 int         x,
                                 int         y,
                                 gboolean    keyboard,
                                 GtkTooltip *tooltip)
{
  GenkanTimeLabel *self = GENKAN_TIME_LABEL (widget);
  g_autofree char *text = genkan_format_exact (self->time);

  gtk_tooltip_set_text (tooltip, text);

  return *text != '\0';
}

static void
genkan_time_label_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (genkan_time_label_parent_class)->map (widget);

  genkan_time_label_update (GENKAN_TIME_LABEL (widget));
}

static void
genkan_time_label_unmap (GtkWidget *widget)
{
  GenkanTimeLabel *self = GENKAN_TIME_LABEL (widget);

  g_clear_handle_id (&self->timeout, g_source_remove);

  GTK_WIDGET_CLASS (genkan_time_label_parent_class)->unmap (widget);
}

static void
genkan_time_label_dispose (GObject *object)
{
  GenkanTimeLabel *self = GENKAN_TIME_LABEL (object);

  g_clear_handle_id (&self->timeout, g_source_remove);

  G_OBJECT_CLASS (genkan_time_label_parent_class)->dispose (object);
}

static void
genkan_time_label_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TIME:
      g_value_set_int64 (value, GENKAN_TIME_LABEL (object)->time);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_time_label_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_TIME:
      genkan_time_label_set_time (GENKAN_TIME_LABEL (object), g_value_get_int64 (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_time_label_class_init (GenkanTimeLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_time_label_dispose;
  object_class->get_property = genkan_time_label_get_property;
  object_class->set_property = genkan_time_label_set_property;

  widget_class->map = genkan_time_label_map;
  widget_class->unmap = genkan_time_label_unmap;
  widget_class->query_tooltip = genkan_time_label_query_tooltip;

  properties[PROP_TIME] =
    g_param_spec_int64 ("time", NULL, NULL,
                        G_MININT64, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
genkan_time_label_init (GenkanTimeLabel *self)
{
  self->text = g_object_new (GTK_TYPE_LABEL,
                             "xalign", 0.0f,
                             "ellipsize", PANGO_ELLIPSIZE_END,
                             "single-line-mode", TRUE,
                             NULL);
  adw_bin_set_child (ADW_BIN (self), self->text);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * genkan_time_label_new_for_cell:
 *
 * Returns: (transfer floating): a label whose size does not depend on what it says, as the cells
 *   of a large table need it
 */
GtkWidget *
genkan_time_label_new_for_cell (void)
{
  GenkanTimeLabel *self = g_object_new (GENKAN_TYPE_TIME_LABEL, NULL);

  self->text = g_object_new (GTK_TYPE_INSCRIPTION,
                             "text", "",
                             "min-chars", MIN_CHARS,
                             "nat-chars", NAT_CHARS,
                             "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END,
                             NULL);
  adw_bin_set_child (ADW_BIN (self), self->text);

  return GTK_WIDGET (self);
}

/**
 * genkan_time_label_set_time:
 * @self: a label
 * @time: microseconds since 1970 (UTC), or 0 for never, which shows nothing
 */
void
genkan_time_label_set_time (GenkanTimeLabel *self,
                            gint64           time)
{
  g_return_if_fail (GENKAN_IS_TIME_LABEL (self));

  if (self->time == time)
    return;

  self->time = time;
  genkan_time_label_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIME]);
}
