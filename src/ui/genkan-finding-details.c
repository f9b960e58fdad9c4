/* genkan-finding-details.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-finding-details.h"

#include "closures/genkan-format-finding.h"
#include "closures/genkan-format.h"
#include "genkan-compat.h"
#include "genkan-finding-history.h"
#include "genkan-prose.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

/* Nobody reads more of a list than these. */
#define MOST_VALUES 50

/* Nor of a value that has no place of its own. */
#define MOST_CHARACTERS 2000

struct _GenkanFindingDetails
{
  GtkWidget        parent_instance;

  AdwToastOverlay *toasts;
  GtkWidget       *open;
  GtkLabel        *heading;
  GtkBox          *texts;
  GtkListBox      *facts;

  char            *url; /* (owned) (nullable) */
};

static void toaster_iface_init (GenkanToasterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanFindingDetails, genkan_finding_details, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_TOASTER, toaster_iface_init))

static void
genkan_finding_details_add_toast (GenkanToaster *toaster,
                                  AdwToast      *toast)
{
  adw_toast_overlay_add_toast (GENKAN_FINDING_DETAILS (toaster)->toasts, toast);
}

static void
toaster_iface_init (GenkanToasterInterface *iface)
{
  iface->add_toast = genkan_finding_details_add_toast;
}

static void
genkan_finding_details_open (GtkWidget  *widget,
                             const char *name,
                             GVariant   *parameter)
{
  genkan_toaster_launch (widget, GENKAN_FINDING_DETAILS (widget)->url);
}

static void
add_text (GenkanFindingDetails *self,
          const char           *title,
          const char           *text)
{
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL,
                                     "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                     "label", title, NULL);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (self->texts, heading);
  gtk_box_append (self->texts, genkan_prose_new (text));
}

static void
add_fact (GenkanFindingDetails *self,
          const char           *title,
          const char           *value)
{
  GtkWidget *row;

  if (value == NULL || *value == '\0')
    return;

  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  gtk_list_box_append (self->facts, row);
}

static void
add_time (GenkanFindingDetails *self,
          const char           *title,
          gint64                time)
{
  g_autofree char *text = time != 0 ? genkan_format_exact (time) : NULL;

  add_fact (self, title, text);
}

/* Texts that are long stand by themselves, in the order in which one reads them. */
static const struct
{
  const char *column;
  const char *title;
} prose[] = {
  { "description", N_("Description") }, { "impact", N_("Impact") },
  { "steps_to_reproduce", N_("Steps to Reproduce") }, { "mitigation", N_("Mitigation") },
  { "severity_justification", N_("Reason for the Severity") }, { "references", N_("References") },
};

static gboolean
is_prose (const char *column)
{
  for (gsize i = 0; i < G_N_ELEMENTS (prose); i++)
    if (g_str_equal (prose[i].column, column))
      return TRUE;

  return g_str_equal (column, "title") || g_str_equal (column, "severity");
}

static char *dup_value (JsonNode *node);

static char *
dup_list (JsonArray *array)
{
  guint n_values = json_array_get_length (array);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < MIN (n_values, MOST_VALUES); i++)
    {
      g_autofree char *value = dup_value (json_array_get_element (array, i));

      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", value);
    }
  if (n_values > MOST_VALUES)
    g_string_append_printf (list, ngettext (" and %'u more", " and %'u more",
                                            n_values - MOST_VALUES), n_values - MOST_VALUES);

  return g_string_free (list, FALSE);
}

static char *
dup_value (JsonNode *node)
{
  g_autofree char *value = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node))
    return dup_list (json_node_get_array (node));

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    value = json_node_dup_string (node);
  else
    value = json_to_string (node, FALSE);
  if (g_utf8_strlen (value, -1) > MOST_CHARACTERS)
    g_utf8_offset_to_pointer (value, MOST_CHARACTERS)[0] = '\0';

  return g_steal_pointer (&value);
}

/* The columns keep the names that DefectDojo gives them: that is what people look for. */
static void
add_column_cb (JsonObject *columns,
               const char *name,
               JsonNode   *node,
               gpointer    user_data)
{
  g_autofree char *value = dup_value (node);

  if (!is_prose (name))
    add_fact (user_data, name, value);
}

static void
add_columns (GenkanFindingDetails *self,
             JsonObject           *columns)
{
  for (gsize i = 0; i < G_N_ELEMENTS (prose); i++)
    {
      const char *text = json_object_get_string_member_with_default (columns, prose[i].column, NULL);

      if (text != NULL && *text != '\0')
        add_text (self, _(prose[i].title), text);
    }

  json_object_foreach_member (columns, add_column_cb, self);
  self->url = g_strdup (json_object_get_string_member_with_default (columns, "url", NULL));
}

static void
genkan_finding_details_fill (GenkanFindingDetails      *self,
                             GenkanStore               *store,
                             const GenkanFindingFields *finding)
{
  g_autoptr (JsonNode) columns = json_from_string (finding->fields, NULL);

  gtk_label_set_label (self->heading, finding->title);
  add_fact (self, _("Severity"), genkan_format_severity (finding->severity));
  add_fact (self, _("State"), genkan_format_finding_state (finding->state));
  add_fact (self, _("Record"), finding->record_name);
  add_fact (self, _("Product"), finding->product_name);
  add_fact (self, _("Component"), finding->component);
  add_fact (self, _("Vulnerability"), finding->vulnerability);
  add_time (self, _("First seen"), finding->first_seen);
  add_time (self, _("Last changed"), finding->changed);
  add_time (self, _("Closed"), finding->closed);
  gtk_list_box_append (self->facts, genkan_finding_history_new (store, finding->id));
  if (columns != NULL && JSON_NODE_HOLDS_OBJECT (columns))
    add_columns (self, json_node_get_object (columns));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "finding.open",
                                 self->url != NULL && g_str_has_prefix (self->url, "http"));
  gtk_widget_set_visible (self->open, self->url != NULL);
}

static void
genkan_finding_details_dispose (GObject *object)
{
  GenkanFindingDetails *self = GENKAN_FINDING_DETAILS (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_FINDING_DETAILS);
  g_clear_pointer (&self->url, g_free);

  G_OBJECT_CLASS (genkan_finding_details_parent_class)->dispose (object);
}

static void
genkan_finding_details_class_init (GenkanFindingDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_finding_details_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-finding-details.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingDetails, toasts);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingDetails, open);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingDetails, heading);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingDetails, texts);
  gtk_widget_class_bind_template_child (widget_class, GenkanFindingDetails, facts);
  gtk_widget_class_install_action (widget_class, "finding.open", NULL, genkan_finding_details_open);
}

static void
genkan_finding_details_init (GenkanFindingDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The dialog's content; its history is read from the store. */
static GtkWidget *
genkan_finding_details_new (GenkanStore   *store,
                            GenkanFinding *finding)
{
  GenkanFindingDetails *self;

  g_return_val_if_fail (GENKAN_IS_STORE (store), NULL);
  g_return_val_if_fail (GENKAN_IS_FINDING (finding), NULL);

  self = g_object_new (GENKAN_TYPE_FINDING_DETAILS, NULL);
  genkan_finding_details_fill (self, store, genkan_finding_get (finding));

  return GTK_WIDGET (self);
}

/**
 * genkan_finding_details_present:
 * @from: a widget in the window over which it is shown
 * @store: where its history is
 * @finding: what to show
 */
void
genkan_finding_details_present (GtkWidget     *from,
                                GenkanStore   *store,
                                GenkanFinding *finding)
{
  g_return_if_fail (GTK_IS_WIDGET (from));

  genkan_dialog_present (genkan_finding_details_new (store, finding), _("Finding"), 640, 600,
                         from);
}
