/* genkan-rules-fields.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fields tell while they are being typed what they will do: the templates by an example, a
 * Record of the Connection or a made-up one before the first Discover; the filter by counting
 * what it lets through, in a thread, which the next key cancels.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-rules-fields.h"

#include "closures/genkan-format-finding.h"
#include "closures/genkan-format.h"
#include "genkan-filter-line.h"
#include "genkan-name-template.h"
#include "genkan-store-records.h"
#include "genkan-store-rules.h"
#include "genkan-rules-words.h"

#include <glib/gi18n.h>

struct _GenkanRulesFields
{
  AdwBin               parent_instance;

  GenkanStore         *store;         /* (owned) */
  GenkanConnector     *connector;     /* (owned) */
  gint64               connection_id; /* or 0: not stored yet */
  char                *label;         /* (owned) */
  GenkanRecord        *record;        /* (owned) (nullable): of the example */
  GPtrArray           *lines;         /* (owned) (element-type GenkanFilterLine): our children */
  GCancellable        *counting;      /* (owned) (nullable) */

  GtkSwitch           *auto_map;
  AdwEntryRow         *product;
  AdwEntryRow         *type;
  AdwComboRow         *collision;
  GtkLabel            *example;
  GtkWidget           *findings;
  AdwComboRow         *minimum;
  AdwPreferencesGroup *filter;
  GtkWidget           *add;
  GtkLabel            *count;
};

G_DEFINE_FINAL_TYPE (GenkanRulesFields, genkan_rules_fields, ADW_TYPE_BIN)

static const GenkanDefinition *
get_definition (GenkanRulesFields *self)
{
  return genkan_connector_get_definition (self->connector);
}

/* --- the example --- */

static gboolean
take_first_record (GenkanRecord *record,
                   gpointer      user_data)
{
  GenkanRulesFields *self = user_data;

  self->record = g_object_ref (record);

  return FALSE;
}

static void
get_facts (GenkanRulesFields *self,
           GenkanNameFacts   *facts)
{
  facts->label = self->label;
  facts->tool = genkan_connector_get_name (self->connector);
  /* Translators: names of a made-up example: what a tool scans, and what holds it there */
  facts->name = self->record != NULL ? genkan_record_get_name (self->record) : _("Web Shop");
  facts->parent = self->record != NULL ? genkan_record_get_parent (self->record) : _("Marketing");
  facts->kind = self->record != NULL ? genkan_record_get_kind (self->record)
                                     : get_definition (self)->record_one;
}

static char *
dup_example (GenkanRulesFields *self)
{
  GenkanNameFacts facts;
  g_autofree char *product = NULL;
  g_autofree char *type = NULL;

  get_facts (self, &facts);
  product = genkan_name_template_expand (gtk_editable_get_text (GTK_EDITABLE (self->product)), &facts);
  type = genkan_name_template_expand (gtk_editable_get_text (GTK_EDITABLE (self->type)), &facts);

  if (*product == '\0')
    return g_strdup_printf (_("“%s” would have no name here and be called by its id in the tool."),
                            facts.name);
  if (*type == '\0')
    /* Translators: the names of a Record and of the Product that it goes to */
    return g_strdup_printf (_("For example, “%s” goes to the Product “%s”, without a Product Type."),
                            facts.name, product);

  return g_strdup_printf (_("For example, “%s” goes to the Product “%s” of the Product Type “%s”."),
                          facts.name, product, type);
}

/* Returns: (transfer full) (nullable): what is wrong with it */
static char *
mark_template (AdwEntryRow *row)
{
  g_autoptr (GError) error = NULL;

  if (genkan_name_template_check (gtk_editable_get_text (GTK_EDITABLE (row)), &error))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID);
      return NULL;
    }

  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row),
                               GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);

  return genkan_rules_describe_error (error);
}

/* The example, or in its place what is wrong with a template. */
static void
genkan_rules_fields_templates_changed_cb (GenkanRulesFields *self)
{
  g_autofree char *product = mark_template (self->product);
  g_autofree char *type = mark_template (self->type);
  const char *problem = product != NULL ? product : type;
  g_autofree char *example = problem != NULL ? NULL : dup_example (self);

  gtk_label_set_label (self->example, problem != NULL ? problem : example);
  gtk_widget_remove_css_class (GTK_WIDGET (self->example), problem != NULL ? "dim-label" : "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->example), problem != NULL ? "error" : "dim-label");
}

/* --- the count --- */

static void
genkan_rules_fields_counted_cb (GObject      *source,
                                GAsyncResult *result,
                                gpointer      user_data)
{
  g_autoptr (GenkanRulesFields) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *matching = NULL;
  g_autofree char *units = NULL;
  g_autofree char *text = NULL;
  guint n_matching, n_units;

  if (!genkan_store_count_matches_finish (GENKAN_STORE (source), result, &n_matching, &n_units, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_label_set_label (self->count, error->message);
      return;
    }

  matching = genkan_format_count (n_matching);
  units = genkan_format_count (n_units);
  if (n_units == 0)
    text = g_strdup (_("How many pass shows here after the first Discover."));
  else
    /* Translators: "38 of 40 sites pass"; the noun is the tool's own. */
    text = g_strdup_printf (_("%s of %s %s pass"), matching, units,
                            n_units == 1 ? get_definition (self)->record_one
                                         : get_definition (self)->record_many);

  gtk_label_set_label (self->count, text);
}

static void
genkan_rules_fields_filter_changed_cb (GenkanRulesFields *self)
{
  g_autoptr (GenkanRules) rules = genkan_rules_new ();

  for (guint i = 0; i < self->lines->len; i++)
    genkan_filter_line_apply (self->lines->pdata[i], rules);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  self->counting = g_cancellable_new ();
  genkan_store_count_matches_async (self->store, self->connection_id, rules, self->counting,
                                    genkan_rules_fields_counted_cb, g_object_ref (self));
}

/* --- the lines --- */

static void
genkan_rules_fields_remove_cb (GenkanRulesFields *self,
                               GtkWidget         *line)
{
  g_ptr_array_remove (self->lines, line);
  adw_preferences_group_remove (self->filter, line);
  gtk_widget_grab_focus (self->add);
  genkan_rules_fields_filter_changed_cb (self);
}

static GtkWidget *
add_line (GenkanRulesFields *self,
          gboolean           exclude,
          GenkanFilterField  field,
          const char        *pattern)
{
  GtkWidget *line = genkan_filter_line_new (exclude, field, pattern);

  g_signal_connect_object (line, "changed", G_CALLBACK (genkan_rules_fields_filter_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (line, "remove-requested", G_CALLBACK (genkan_rules_fields_remove_cb),
                           self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->filter, line);
  g_ptr_array_add (self->lines, line);

  return line;
}

/* Most people want a few things out. */
static void
genkan_rules_fields_add_cb (GenkanRulesFields *self)
{
  gtk_widget_grab_focus (add_line (self, TRUE, GENKAN_FILTER_NAME, ""));
}

/* --- the object --- */

static void
genkan_rules_fields_dispose (GObject *object)
{
  GenkanRulesFields *self = GENKAN_RULES_FIELDS (object);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_ptr_array_set_size (self->lines, 0);
  g_clear_object (&self->record);
  g_clear_object (&self->connector);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (genkan_rules_fields_parent_class)->dispose (object);
}

static void
genkan_rules_fields_finalize (GObject *object)
{
  GenkanRulesFields *self = GENKAN_RULES_FIELDS (object);

  g_ptr_array_unref (self->lines);
  g_free (self->label);

  G_OBJECT_CLASS (genkan_rules_fields_parent_class)->finalize (object);
}

/* A count that nobody will see. */
static void
genkan_rules_fields_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (GENKAN_RULES_FIELDS (widget)->counting);

  GTK_WIDGET_CLASS (genkan_rules_fields_parent_class)->unroot (widget);
}

static void
genkan_rules_fields_class_init (GenkanRulesFieldsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_rules_fields_dispose;
  object_class->finalize = genkan_rules_fields_finalize;
  widget_class->unroot = genkan_rules_fields_unroot;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-rules-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanRulesFields, auto_map);
  gtk_widget_class_bind_template_child (widget_class, GenkanRulesFields, product);
  gtk_widget_class_bind_template_child (widget_class, GenkanRulesFields, type);
  gtk_widget_class_bind_template_child (widget_class, GenkanRulesFields, collision);
  gtk_widget_class_bind_template_child (widget_class, GenkanRulesFields, example);
  gtk_widget_class_bind_template_child (widget_class, GenkanRulesFields, findings);
  gtk_widget_class_bind_template_child (widget_class, GenkanRulesFields, minimum);
  gtk_widget_class_bind_template_child (widget_class, GenkanRulesFields, filter);
  gtk_widget_class_bind_template_child (widget_class, GenkanRulesFields, add);
  gtk_widget_class_bind_template_child (widget_class, GenkanRulesFields, count);
  gtk_widget_class_bind_template_callback (widget_class, genkan_rules_fields_templates_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_rules_fields_add_cb);
}

static void
fill_minimum (GenkanRulesFields *self)
{
  g_autoptr (GtkStringList) minimums = gtk_string_list_new (NULL);

  for (int i = 0; i < GENKAN_N_SEVERITIES; i++)
    gtk_string_list_take (minimums, genkan_format_minimum (i));
  adw_combo_row_set_model (self->minimum, G_LIST_MODEL (minimums));
}

static void
genkan_rules_fields_init (GenkanRulesFields *self)
{
  self->lines = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_minimum (self);
}

static void
show_rules (GenkanRulesFields *self,
            GenkanRules       *rules)
{
  gtk_switch_set_active (self->auto_map, genkan_rules_get_auto_map (rules));
  gtk_editable_set_text (GTK_EDITABLE (self->product), genkan_rules_get_product_template (rules));
  gtk_editable_set_text (GTK_EDITABLE (self->type), genkan_rules_get_type_template (rules));
  adw_combo_row_set_selected (self->collision, genkan_rules_get_collision (rules));

  for (guint i = 0; i < genkan_rules_get_n_filters (rules); i++)
    {
      GenkanFilterField field;
      gboolean exclude;
      const char *pattern = genkan_rules_get_filter (rules, i, &exclude, &field);

      add_line (self, exclude, field, pattern);
    }
}

/**
 * genkan_rules_fields_new:
 * @store: where the Connection is or will be
 * @connection: whose rules to show
 * @connector: its tool; without mistakes
 *
 * Returns: (transfer floating): the fields
 */
GtkWidget *
genkan_rules_fields_new (GenkanStore      *store,
                         GenkanConnection *connection,
                         GenkanConnector  *connector)
{
  g_autoptr (GError) error = NULL;
  GenkanRulesFields *self;

  g_return_val_if_fail (GENKAN_IS_STORE (store), NULL);
  g_return_val_if_fail (GENKAN_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (GENKAN_IS_CONNECTOR (connector), NULL);

  self = g_object_new (GENKAN_TYPE_RULES_FIELDS, NULL);
  self->store = g_object_ref (store);
  self->connector = g_object_ref (connector);
  self->connection_id = genkan_connection_get_id (connection);
  self->label = g_strdup (genkan_connection_get_label (connection));
  if (self->connection_id != 0
      && !genkan_store_foreach_record (store, self->connection_id, take_first_record, self, &error))
    g_debug ("There is no Record for an example: %s", error->message);

  show_rules (self, genkan_connection_get_rules (connection));
  adw_combo_row_set_selected (self->minimum, genkan_connection_get_minimum_severity (connection));
  gtk_widget_set_visible (self->findings, genkan_connector_get_definition (connector)->imports
                                            != GENKAN_IMPORTS_ASSETS);
  genkan_rules_fields_templates_changed_cb (self);
  genkan_rules_fields_filter_changed_cb (self);

  return GTK_WIDGET (self);
}

/**
 * genkan_rules_fields_set_label:
 * @self: the fields
 * @label: what {label} stands for
 */
void
genkan_rules_fields_set_label (GenkanRulesFields *self,
                               const char        *label)
{
  g_return_if_fail (GENKAN_IS_RULES_FIELDS (self));
  g_return_if_fail (label != NULL);

  g_free (self->label);
  self->label = g_strstrip (g_strdup (label));
  genkan_rules_fields_templates_changed_cb (self);
}

/* A template that is not shown is as it was stored, or can be put right only when it is. */
static GtkWidget *
check_template (GenkanRulesFields *self,
                AdwEntryRow       *row)
{
  if (genkan_name_template_check (gtk_editable_get_text (GTK_EDITABLE (row)), NULL))
    return NULL;

  gtk_switch_set_active (self->auto_map, TRUE);

  return GTK_WIDGET (row);
}

/**
 * genkan_rules_fields_check:
 * @self: the fields
 *
 * Says in place what cannot be understood, and puts the focus on the first of it.
 *
 * Returns: whether nothing is
 */
gboolean
genkan_rules_fields_check (GenkanRulesFields *self)
{
  GtkWidget *first;

  g_return_val_if_fail (GENKAN_IS_RULES_FIELDS (self), FALSE);

  first = check_template (self, self->product);
  if (first == NULL)
    first = check_template (self, self->type);

  for (guint i = 0; i < self->lines->len; i++)
    if (!genkan_filter_line_check (self->lines->pdata[i]) && first == NULL)
      first = self->lines->pdata[i];

  if (first != NULL)
    gtk_widget_grab_focus (first);

  return first == NULL;
}

/**
 * genkan_rules_fields_apply:
 * @self: the fields
 * @connection: gets the rules and the minimum severity
 */
void
genkan_rules_fields_apply (GenkanRulesFields *self,
                           GenkanConnection  *connection)
{
  g_autoptr (GenkanRules) rules = genkan_rules_new ();

  g_return_if_fail (GENKAN_IS_RULES_FIELDS (self));
  g_return_if_fail (GENKAN_IS_CONNECTION (connection));

  genkan_rules_set_auto_map (rules, gtk_switch_get_active (self->auto_map));
  genkan_rules_set_product_template (rules, gtk_editable_get_text (GTK_EDITABLE (self->product)));
  genkan_rules_set_type_template (rules, gtk_editable_get_text (GTK_EDITABLE (self->type)));
  genkan_rules_set_collision (rules, adw_combo_row_get_selected (self->collision));
  for (guint i = 0; i < self->lines->len; i++)
    genkan_filter_line_apply (self->lines->pdata[i], rules);

  genkan_connection_set_rules (connection, rules);
  genkan_connection_set_minimum_severity (connection, adw_combo_row_get_selected (self->minimum));
}
