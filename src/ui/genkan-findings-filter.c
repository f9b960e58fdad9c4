/* genkan-findings-filter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first choice of each list shows all.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-findings-filter.h"

#include "closures/genkan-format-finding.h"
#include "genkan-compat.h"

#include <glib/gi18n.h>

struct _GenkanFindingsFilter
{
  GtkWidget      parent_instance;

  GtkBox        *bar;
  GtkEditable   *search;
  GtkDropDown   *severity;
  GtkDropDown   *state;
  GtkMenuButton *more;
  GtkMenuButton *menu;
  GtkDropDown   *seen;
  GtkEditable   *component;
  GtkEditable   *vulnerability;
};

G_DEFINE_FINAL_TYPE (GenkanFindingsFilter, genkan_findings_filter, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_MENU,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_CHANGED,
  SIGNAL_DONE,
  SIGNAL_STOPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *words;
  guint       days; /* 0: at any time */
} ages[] = {
  { N_("At any time"), 0 }, { N_("In the last day"), 1 }, { N_("In the last 7 days"), 7 },
  { N_("In the last 30 days"), 30 }, { N_("In the last 90 days"), 90 },
  { N_("In the last year"), 365 },
};

static gboolean
has_text (GtkEditable *entry)
{
  return *gtk_editable_get_text (entry) != '\0';
}

/* What is set behind the button must be seen on it. */
static void
genkan_findings_filter_update_button (GenkanFindingsFilter *self)
{
  guint n_set = (gtk_drop_down_get_selected (self->seen) > 0) + has_text (self->component) +
                has_text (self->vulnerability);
  g_autofree char *words = n_set == 0 ? g_strdup (_("More filters"))
                                      : g_strdup_printf (ngettext ("More filters: %u is set",
                                                                   "More filters: %u are set",
                                                                   n_set), n_set);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->more), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (n_set > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->more), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->more), "accent");
}

static void
genkan_findings_filter_changed_cb (GenkanFindingsFilter *self)
{
  genkan_findings_filter_update_button (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Enter in the search goes on to what was found. */
static void
genkan_findings_filter_activate_cb (GenkanFindingsFilter *self)
{
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

static void
genkan_findings_filter_stop_search_cb (GenkanFindingsFilter *self)
{
  if (*gtk_editable_get_text (self->search) == '\0')
    {
      g_signal_emit (self, signals[SIGNAL_STOPPED], 0);
      return;
    }

  gtk_editable_set_text (self->search, "");
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

/* Escape in an entry of the popover, which takes the key for itself. */
static void
genkan_findings_filter_close_cb (GenkanFindingsFilter *self)
{
  gtk_menu_button_popdown (self->more);
}

/* Lets all through. */
static void
genkan_findings_filter_clear_action (GtkWidget  *widget,
                                     const char *name,
                                     GVariant   *parameter)
{
  GenkanFindingsFilter *self = GENKAN_FINDINGS_FILTER (widget);

  gtk_editable_set_text (self->search, "");
  gtk_editable_set_text (self->component, "");
  gtk_editable_set_text (self->vulnerability, "");
  gtk_drop_down_set_selected (self->severity, 0);
  gtk_drop_down_set_selected (self->state, 0);
  gtk_drop_down_set_selected (self->seen, 0);
}

static gboolean
genkan_findings_filter_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GENKAN_FINDINGS_FILTER (widget)->search));
}

static void
fill_choices (GenkanFindingsFilter *self)
{
  g_autoptr (GtkStringList) severities = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) states = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) seen = gtk_string_list_new (NULL);

  gtk_string_list_append (severities, _("Any severity"));
  for (guint i = GENKAN_N_SEVERITIES; i-- > 0;)
    gtk_string_list_append (severities, genkan_format_severity (i));
  gtk_string_list_append (states, _("Any state"));
  for (guint i = 0; i < GENKAN_N_FINDING_STATES; i++)
    gtk_string_list_append (states, genkan_format_finding_state (i));
  for (gsize i = 0; i < G_N_ELEMENTS (ages); i++)
    gtk_string_list_append (seen, _(ages[i].words));

  gtk_drop_down_set_model (self->severity, G_LIST_MODEL (severities));
  gtk_drop_down_set_model (self->state, G_LIST_MODEL (states));
  gtk_drop_down_set_model (self->seen, G_LIST_MODEL (seen));
}

static void
genkan_findings_filter_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  GenkanFindingsFilter *self = GENKAN_FINDINGS_FILTER (object);

  switch (prop_id)
    {
    case PROP_MENU:
      gtk_menu_button_set_menu_model (self->menu, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_findings_filter_dispose (GObject *object)
{
  genkan_dispose_template (GTK_WIDGET (object), GENKAN_TYPE_FINDINGS_FILTER);

  G_OBJECT_CLASS (genkan_findings_filter_parent_class)->dispose (object);
}

static void
genkan_findings_filter_class_init (GenkanFindingsFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_findings_filter_dispose;
  object_class->set_property = genkan_findings_filter_set_property;
  widget_class->grab_focus = genkan_findings_filter_grab_focus;

  /* What can be done with the Findings that it lets through. */
  properties[PROP_MENU] = g_param_spec_object ("menu", NULL, NULL, G_TYPE_MENU_MODEL,
                                               G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * GenkanFindingsFilter::stopped:
   *
   * Escape was pressed where nothing is searched for.
   */
  signals[SIGNAL_STOPPED] =
    g_signal_new ("stopped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DONE] =
    g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-findings-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsFilter, bar);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsFilter, search);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsFilter, severity);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsFilter, state);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsFilter, more);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsFilter, menu);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsFilter, seen);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsFilter, component);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingsFilter, vulnerability);
  gtk_widget_class_bind_template_callback (widget_class, genkan_findings_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_findings_filter_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_findings_filter_close_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_findings_filter_stop_search_cb);
  gtk_widget_class_install_action (widget_class, "filter.clear", NULL,
                                   genkan_findings_filter_clear_action);
}

static void
genkan_findings_filter_init (GenkanFindingsFilter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_choices (self);
  genkan_findings_filter_update_button (self);
}

/**
 * genkan_findings_filter_read:
 * @self: a filter
 * @query: (inout): gets what is filtered by; its texts are borrowed until the next change
 */
void
genkan_findings_filter_read (GenkanFindingsFilter *self,
                             GenkanFindingQuery   *query)
{
  guint severity = gtk_drop_down_get_selected (self->severity);
  guint state = gtk_drop_down_get_selected (self->state);
  guint seen = gtk_drop_down_get_selected (self->seen);

  g_return_if_fail (GENKAN_IS_FINDINGS_FILTER (self));
  g_return_if_fail (query != NULL);

  if (severity > 0 && severity <= GENKAN_N_SEVERITIES)
    query->severities = 1u << (GENKAN_N_SEVERITIES - severity);
  if (state > 0 && state <= GENKAN_N_FINDING_STATES)
    query->states = 1u << (state - 1);
  if (seen > 0 && seen < G_N_ELEMENTS (ages))
    query->seen_since = g_get_real_time () - ages[seen].days * G_TIME_SPAN_DAY;
  query->search = gtk_editable_get_text (self->search);
  query->component = gtk_editable_get_text (self->component);
  query->vulnerability = gtk_editable_get_text (self->vulnerability);
}

/**
 * genkan_findings_filter_set_narrow:
 * @self: a filter
 * @narrow: whether there is room for two lines rather than for one
 */
void
genkan_findings_filter_set_narrow (GenkanFindingsFilter *self,
                                   gboolean              narrow)
{
  g_return_if_fail (GENKAN_IS_FINDINGS_FILTER (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}
