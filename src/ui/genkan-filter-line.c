/* genkan-filter-line.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-filter-line.h"

#include "genkan-pattern.h"
#include "genkan-rules-words.h"

#include <glib/gi18n.h>

struct _GenkanFilterLine
{
  AdwPreferencesRow  parent_instance;

  GtkDropDown       *effect;
  GtkDropDown       *field;
  GtkWidget         *pattern;
  GtkLabel          *problem;
};

G_DEFINE_FINAL_TYPE (GenkanFilterLine, genkan_filter_line, ADW_TYPE_PREFERENCES_ROW)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_REMOVE_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
genkan_filter_line_show_problem (GenkanFilterLine *self,
                                 const char       *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);

  if (problem != NULL)
    {
      gtk_widget_add_css_class (self->pattern, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->pattern),
                                   GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE,
                                   -1);
    }
  else
    {
      gtk_widget_remove_css_class (self->pattern, "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->pattern), GTK_ACCESSIBLE_STATE_INVALID);
    }
}

static char *
dup_pattern (GenkanFilterLine *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->pattern))));
}

/* A line that is still empty is no mistake while it is being typed. */
static gboolean
genkan_filter_line_look (GenkanFilterLine *self)
{
  g_autofree char *text = dup_pattern (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanPattern) pattern = genkan_pattern_new (text, &error);
  g_autofree char *problem = error != NULL ? genkan_rules_describe_error (error) : NULL;

  genkan_filter_line_show_problem (self, problem);

  return pattern != NULL && *text != '\0';
}

static void
genkan_filter_line_changed_cb (GenkanFilterLine *self)
{
  genkan_filter_line_look (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
genkan_filter_line_remove_cb (GenkanFilterLine *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE_REQUESTED], 0);
}

static gboolean
genkan_filter_line_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GENKAN_FILTER_LINE (widget)->pattern);
}

static void
genkan_filter_line_class_init (GenkanFilterLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  widget_class->grab_focus = genkan_filter_line_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE_REQUESTED] = g_signal_new ("remove-requested", type, G_SIGNAL_RUN_LAST, 0,
                                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-filter-line.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanFilterLine, effect);
  gtk_widget_class_bind_template_child (widget_class, GenkanFilterLine, field);
  gtk_widget_class_bind_template_child (widget_class, GenkanFilterLine, pattern);
  gtk_widget_class_bind_template_child (widget_class, GenkanFilterLine, problem);
  gtk_widget_class_bind_template_callback (widget_class, genkan_filter_line_remove_cb);
}

static void
genkan_filter_line_init (GenkanFilterLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_filter_line_new:
 * @exclude: whether what matches is left out
 * @field: what it looks at
 * @pattern: the pattern as it was typed
 *
 * Returns: (transfer floating): a row for a AdwPreferencesGroup
 */
GtkWidget *
genkan_filter_line_new (gboolean           exclude,
                        GenkanFilterField  field,
                        const char        *pattern)
{
  GenkanFilterLine *self;

  g_return_val_if_fail (pattern != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_FILTER_LINE, NULL);
  gtk_drop_down_set_selected (self->effect, exclude ? 1 : 0);
  gtk_drop_down_set_selected (self->field, field);
  gtk_editable_set_text (GTK_EDITABLE (self->pattern), pattern);
  genkan_filter_line_look (self);

  g_signal_connect_object (self->effect, "notify::selected",
                           G_CALLBACK (genkan_filter_line_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->field, "notify::selected",
                           G_CALLBACK (genkan_filter_line_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pattern, "changed",
                           G_CALLBACK (genkan_filter_line_changed_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * genkan_filter_line_check:
 * @self: a line
 *
 * Says in place what is wrong with the pattern.
 *
 * Returns: whether nothing is
 */
gboolean
genkan_filter_line_check (GenkanFilterLine *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (GENKAN_IS_FILTER_LINE (self), FALSE);

  text = dup_pattern (self);
  if (*text == '\0')
    genkan_filter_line_show_problem (self, _("Type a pattern, or remove the line"));

  return *text != '\0' && genkan_filter_line_look (self);
}

/**
 * genkan_filter_line_apply:
 * @self: a line
 * @rules: gets the line, unless it is empty
 */
void
genkan_filter_line_apply (GenkanFilterLine *self,
                          GenkanRules      *rules)
{
  g_autofree char *text = NULL;

  g_return_if_fail (GENKAN_IS_FILTER_LINE (self));
  g_return_if_fail (GENKAN_IS_RULES (rules));

  text = dup_pattern (self);
  if (*text != '\0')
    genkan_rules_add_filter (rules, gtk_drop_down_get_selected (self->effect) == 1,
                             (GenkanFilterField) gtk_drop_down_get_selected (self->field), text);
}
