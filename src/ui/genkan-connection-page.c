/* genkan-connection-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page follows the store and the workspace: whoever starts a Discover, from here, from the
 * sidebar or by a schedule, the page shows it. What a person asks of it is in
 * genkan-connection-page-actions.c.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connection-page-private.h"

#include "closures/genkan-format.h"
#include "genkan-compat.h"
#include "genkan-store-connections.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (GenkanConnectionPage, genkan_connection_page, GTK_TYPE_WIDGET)

static char *
genkan_connection_page_dup_host (GenkanConnectionPage *self)
{
  g_autofree char *uri = _genkan_connection_page_dup_tool_uri (self);
  g_autoptr (GUri) parsed = uri != NULL ? g_uri_parse (uri, G_URI_FLAGS_NONE, NULL) : NULL;

  return parsed != NULL ? g_strdup (g_uri_get_host (parsed)) : NULL;
}

static void
genkan_connection_page_update_heading (GenkanConnectionPage *self)
{
  const GenkanDefinition *definition = _genkan_connection_page_get_definition (self);
  const char *tool = definition != NULL ? definition->name
                                        : genkan_connection_get_connector_id (self->connection);
  const char *label = genkan_connection_get_label (self->connection);
  g_autofree char *host = genkan_connection_page_dup_host (self);
  g_autofree char *where =
    genkan_format_pair (host, genkan_connection_get_visible (self->connection));

  adw_window_title_set_title (self->title, label);
  adw_window_title_set_subtitle (self->title, g_strcmp0 (tool, label) != 0 ? tool : NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), label);
  gtk_label_set_label (self->where, where);
  gtk_widget_set_visible (GTK_WIDGET (self->where), *where != '\0');
  gtk_widget_set_visible (self->dot, *where != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->where), where);
}

static const char *
describe_last (GenkanOperation *latest)
{
  switch (genkan_operation_get_kind (latest))
    {
    case GENKAN_OPERATION_TYPE_SYNC:
      return _("last Sync");

    case GENKAN_OPERATION_TYPE_DELIVER:
      return _("last delivery");

    case GENKAN_OPERATION_TYPE_DISCOVER:
    default:
      return _("last Discover");
    }
}

static void
genkan_connection_page_update_last (GenkanConnectionPage *self)
{
  GenkanOperation *latest = genkan_operations_view_get_latest (self->operations);
  gint64 ended = latest != NULL ? genkan_operation_get_ended (latest) : 0;

  gtk_widget_set_visible (self->last, ended != 0);
  if (latest != NULL)
    gtk_label_set_label (self->last_kind, describe_last (latest));
  genkan_time_label_set_time (self->last_time, ended);
}

/* Why there is nothing: not asked yet, asked in vain, or the tool lists nothing. */
static void
genkan_connection_page_explain_nothing (GenkanConnectionPage *self)
{
  const GenkanDefinition *definition = _genkan_connection_page_get_definition (self);
  GenkanOperation *latest = genkan_operations_view_get_latest (self->operations);
  const char *unit = definition != NULL ? definition->record_many : _("Records");
  const char *message = latest != NULL ? genkan_operation_get_message (latest) : NULL;
  g_autofree char *description = NULL;
  g_autofree char *escaped = NULL;
  const char *title;

  gtk_widget_set_visible (self->nothing_log, latest != NULL);
  if (latest != NULL && genkan_operation_get_n_seen (latest) > 0)
    {
      title = _("No Records Left");
      description = g_strdup (_("All of them were deleted. Discover brings back what the tool "
                                "still has."));
    }
  else if (latest != NULL &&
           genkan_operation_get_status (latest) == GENKAN_OPERATION_STATUS_COMPLETE)
    {
      title = _("The Tool Lists Nothing");
      description = g_strdup_printf (_("The last Discover ended well, but these credentials see "
                                       "no %s. Check what they are allowed to see."), unit);
    }
  else if (message != NULL)
    {
      title = _("Nothing Discovered Yet");
      description = g_strdup (message);
    }
  else
    {
      title = _("Nothing Discovered Yet");
      description = g_strdup_printf (_("Discover asks the tool for its %s and lists each as a "
                                       "Record."), unit);
    }

  adw_status_page_set_title (self->nothing, title);
  escaped = g_markup_escape_text (description, -1);
  adw_status_page_set_description (self->nothing, escaped);
}

/* The tables read their rows a moment later than the store has them. */
static gboolean
genkan_connection_page_has_records (GenkanConnectionPage *self)
{
  GenkanStore *store = genkan_workspace_get_store (self->workspace);
  g_autoptr (GenkanConnection) connection =
    genkan_store_get_connection (store, self->connection_id, NULL);

  return connection != NULL && (genkan_connection_get_n_unmapped (connection) > 0 ||
                                genkan_connection_get_n_mapped (connection) > 0);
}

static void
genkan_connection_page_update_records (GenkanConnectionPage *self)
{
  if (self->connection == NULL)
    return;

  if (genkan_records_view_get_n_records (self->records) > 0)
    {
      gtk_stack_set_visible_child_name (self->records_states, "records");
    }
  else if (!genkan_connection_page_has_records (self))
    {
      genkan_connection_page_explain_nothing (self);
      gtk_stack_set_visible_child_name (self->records_states, "nothing");
    }
}

static void
genkan_connection_page_operations_changed_cb (GenkanConnectionPage *self)
{
  genkan_connection_page_update_last (self);
  genkan_connection_page_update_records (self);
}

static void
genkan_connection_page_show_error (GenkanConnectionPage *self,
                                   const GError         *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->error, text);
  gtk_stack_set_visible_child_name (self->states, "error");
}

static void
genkan_connection_page_read (GenkanConnectionPage *self)
{
  GenkanStore *store = genkan_workspace_get_store (self->workspace);
  g_autoptr (GError) error = NULL;
  GenkanConnection *connection = genkan_store_get_connection (store, self->connection_id, &error);

  g_clear_object (&self->connection);
  self->connection = connection;
  if (connection != NULL)
    {
      genkan_connection_page_update_heading (self);
      gtk_stack_set_visible_child_name (self->states, "content");
    }
  else
    {
      genkan_connection_page_show_error (self, error);
    }

  _genkan_connection_page_update_actions (self);
}

static void
genkan_connection_page_store_changed_cb (GenkanConnectionPage *self,
                                         GenkanStoreTables     tables,
                                         gint64                connection_id)
{
  if ((tables & GENKAN_STORE_TABLE_CONNECTIONS) != 0 &&
      (connection_id == 0 || connection_id == self->connection_id))
    genkan_connection_page_read (self);
  else if ((tables & GENKAN_STORE_TABLE_SERVER) != 0)
    _genkan_connection_page_update_deliver (self);
}

static void genkan_connection_page_update_activity (GenkanConnectionPage *self);

static void
genkan_connection_page_activity_ended_cb (GenkanConnectionPage *self,
                                          GenkanActivity       *activity)
{
  if (activity == self->activity)
    {
      g_clear_object (&self->activity);
      genkan_progress_view_set_activity (self->progress, NULL, NULL);
      _genkan_connection_page_update_actions (self);
    }
}

static void
genkan_connection_page_update_activity (GenkanConnectionPage *self)
{
  const GenkanDefinition *definition = _genkan_connection_page_get_definition (self);
  GenkanActivity *activity = genkan_workspace_get_activity (self->workspace, self->connection_id);
  const char *unit = definition != NULL ? definition->record_many : NULL;

  if (!g_set_object (&self->activity, activity))
    return;

  if (activity != NULL)
    g_signal_connect_object (activity, "ended",
                             G_CALLBACK (genkan_connection_page_activity_ended_cb),
                             self, G_CONNECT_SWAPPED);
  if (activity != NULL && genkan_activity_brings_findings (activity))
    unit = _("findings");
  genkan_progress_view_set_activity (self->progress, activity, unit);
  _genkan_connection_page_update_actions (self);
}

static void
genkan_connection_page_activity_started_cb (GenkanConnectionPage *self,
                                            GenkanActivity       *activity)
{
  if (genkan_activity_get_connection_id (activity) == self->connection_id)
    genkan_connection_page_update_activity (self);
}

static void
genkan_connection_page_log_clicked_cb (GenkanConnectionPage *self)
{
  GenkanOperation *latest = genkan_operations_view_get_latest (self->operations);

  if (latest != NULL)
    genkan_operations_view_present_log (self->operations, latest);
}

static void
genkan_connection_page_dispose (GObject *object)
{
  GenkanConnectionPage *self = GENKAN_CONNECTION_PAGE (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_CONNECTION_PAGE);
  g_clear_object (&self->activity);
  g_clear_object (&self->connection);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (genkan_connection_page_parent_class)->dispose (object);
}

static void
genkan_connection_page_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, title);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, discover);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, sync);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, where);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, last);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, dot);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, last_kind);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, last_time);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, progress);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, states);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, error);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, views);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, records_states);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, nothing_log);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, records);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, findings);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectionPage, operations);
  gtk_widget_class_bind_template_callback (widget_class, genkan_connection_page_update_records);
  gtk_widget_class_bind_template_callback (widget_class,
                                           genkan_connection_page_operations_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_connection_page_log_clicked_cb);
}

static void
genkan_connection_page_class_init (GenkanConnectionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_connection_page_dispose;

  /**
   * GenkanConnectionPage::edit-requested:
   *
   * The person wants to change the Connection.
   */
  g_signal_new ("edit-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * GenkanConnectionPage::remove-requested:
   *
   * The person wants the Connection gone.
   */
  g_signal_new ("remove-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (GENKAN_TYPE_FINDINGS_VIEW);
  g_type_ensure (GENKAN_TYPE_OPERATIONS_VIEW);
  g_type_ensure (GENKAN_TYPE_PROGRESS_VIEW);
  g_type_ensure (GENKAN_TYPE_RECORDS_VIEW);
  g_type_ensure (GENKAN_TYPE_TIME_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-connection-page.ui");
  genkan_connection_page_bind_template (widget_class);
  _genkan_connection_page_install_actions (widget_class);
}

static void
genkan_connection_page_init (GenkanConnectionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_connection_page_new:
 * @workspace: the profile
 * @connection_id: one of its Connections
 *
 * Returns: (transfer floating): its page, with a header bar
 */
GtkWidget *
genkan_connection_page_new (GenkanWorkspace *workspace,
                            gint64           connection_id)
{
  GenkanConnectionPage *self;
  GenkanStore *store;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (GENKAN_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (GENKAN_TYPE_CONNECTION_PAGE, NULL);
  store = genkan_workspace_get_store (workspace);
  self->workspace = g_object_ref (workspace);
  self->connection_id = connection_id;

  g_signal_connect_object (store, "changed",
                           G_CALLBACK (genkan_connection_page_store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "activity-started",
                           G_CALLBACK (genkan_connection_page_activity_started_cb),
                           self, G_CONNECT_SWAPPED);

  genkan_operations_view_open (self->operations, workspace, connection_id);
  genkan_records_view_open (self->records, store, connection_id);
  genkan_findings_view_open (self->findings, store,
                             &(GenkanFindingQuery) { .connection_id = connection_id });
  genkan_connection_page_read (self);
  if (!genkan_operations_view_refresh (self->operations, &error))
    genkan_connection_page_show_error (self, error);
  genkan_connection_page_update_activity (self);

  return GTK_WIDGET (self);
}
