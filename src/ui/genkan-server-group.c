/* genkan-server-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is typed counts when it is saved, not before: a server that is half typed must not be
 * delivered to. After saving, DefectDojo is asked who we are there, and what it says stands below;
 * then its Products are read. The actions are in genkan-server-group-actions.c.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-server-group-private.h"

#include "genkan-store-server.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (GenkanServerGroup, genkan_server_group, ADW_TYPE_PREFERENCES_GROUP)

/* --- what is known --- */

static const char *
get_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
set_text (gpointer    row,
          const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static char *
describe (const GenkanServer *server)
{
  g_autofree char *expiry =
    genkan_server_dup_expiry_words (server->token_expiry, g_get_real_time ());

  if (!genkan_server_is_set (server))
    return g_strdup (_("Findings stay here. Set a DefectDojo server to deliver them to."));
  if (expiry != NULL)
    return g_steal_pointer (&expiry);
  if (server->user == NULL)
    return g_strdup (_("Findings of mapped Records are delivered there."));
  if (server->version == NULL)
    return g_strdup_printf (_("Findings of mapped Records are delivered there as %s."), server->user);

  /* Translators: “… delivered to DefectDojo 3.2.0 as genkan.” */
  return g_strdup_printf (_("Findings of mapped Records are delivered to DefectDojo %s as %s."),
                          server->version, server->user);
}

static void
update (GenkanServerGroup *self)
{
  gboolean is_set = self->stored != NULL && genkan_server_is_set (self->stored);
  g_autofree char *page = genkan_server_dup_key_page (get_text (self->url));
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "server.save", self->edited && *get_text (self->url) != '\0');
  gtk_widget_action_set_enabled (widget, "server.remove", is_set);
  gtk_widget_action_set_enabled (widget, "server.open-key-page", page != NULL);
  gtk_widget_set_visible (self->removed, !is_set && self->forgotten != NULL);
}

static void
fill (GenkanServerGroup *self)
{
  const GenkanServer *server = self->stored;
  const char *engagement = server->engagement != NULL ? server->engagement : GENKAN_SERVER_ENGAGEMENT;

  self->filling = TRUE;
  set_text (self->url, server->url);
  set_text (self->token, NULL);
  set_text (self->engagement, engagement);
  set_text (self->ca_file, server->ca_file);
  gtk_switch_set_active (self->plain_http, server->allow_plain);
  self->filling = FALSE;
  self->edited = FALSE;
}

/* What a person is typing stays. */
void
_genkan_server_group_load (GenkanServerGroup *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *description = NULL;
  g_autofree char *escaped = NULL;
  GenkanServer *server =
    genkan_store_get_server (genkan_workspace_get_store (self->workspace), &error);

  if (server == NULL)
    {
      g_warning ("The server cannot be read: %s", error->message);
      return;
    }

  g_clear_pointer (&self->stored, genkan_server_free);
  self->stored = server;
  if (!self->edited)
    fill (self);

  description = describe (server);
  escaped = g_markup_escape_text (description, -1);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), escaped);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->token),
                                 genkan_server_is_set (server) ? _("API v2 key (in your keyring)")
                                                               : _("API v2 key"));
  genkan_server_products_show (self->products);
  genkan_server_pending_show (self->pending);
  update (self);
}

static void
genkan_server_group_store_changed_cb (GenkanServerGroup *self,
                                      GenkanStoreTables  tables)
{
  if (self->workspace != NULL && (tables & GENKAN_STORE_TABLE_SERVER) != 0)
    _genkan_server_group_load (self);
}

/* --- what is typed --- */

GenkanServer *
_genkan_server_group_dup_typed (GenkanServerGroup *self)
{
  GenkanServer *server = genkan_server_new ();
  const char *engagement = get_text (self->engagement);

  server->url = g_strdup (get_text (self->url));
  server->ca_file = g_strdup (get_text (self->ca_file));
  server->allow_plain = gtk_switch_get_active (self->plain_http);
  if (!g_str_equal (engagement, GENKAN_SERVER_ENGAGEMENT))
    server->engagement = g_strdup (engagement);

  return server;
}

const char *
_genkan_server_group_get_token (GenkanServerGroup *self)
{
  const char *token = get_text (self->token);

  return *token != '\0' ? token : NULL;
}

static void
genkan_server_group_edited_cb (GenkanServerGroup *self)
{
  if (self->filling)
    return;

  self->edited = TRUE;
  genkan_connection_test_clear (self->test);
  update (self);
}

static void
genkan_server_group_entered_cb (GenkanServerGroup *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "server.save", NULL);
}

/* --- asking --- */

/* Answers come also when the preferences are closed. */
gboolean
_genkan_server_group_is_gone (GenkanServerGroup *self)
{
  return self->workspace == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL;
}

/* After Save the focus stands above, and what is said may be out of sight: it follows the focus. */
void
_genkan_server_group_show_answer (GenkanServerGroup *self,
                                  GenkanReport      *report,
                                  const GError      *error)
{
  genkan_connection_test_end (self->test, report, error);
  if (genkan_connection_test_get_report (self->test) != NULL
      && gtk_widget_get_focus_child (GTK_WIDGET (self->test)) == NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->test), GTK_DIR_TAB_BACKWARD);
}

static void
genkan_server_group_asked_cb (GObject      *object,
                              GAsyncResult *result,
                              gpointer      user_data)
{
  g_autoptr (GenkanServerGroup) self = user_data;
  g_autoptr (GenkanServerCheck) check = NULL;
  g_autoptr (GError) error = NULL;

  check = genkan_workspace_test_server_finish (GENKAN_WORKSPACE (object), result, &error);
  if (_genkan_server_group_is_gone (self))
    {
      if (self->fresh)
        genkan_workspace_refresh_server_async (GENKAN_WORKSPACE (object), NULL, NULL, NULL, NULL);
      return;
    }

  _genkan_server_group_show_answer (self, check != NULL ? check->report : NULL, error);
  if (check != NULL && genkan_report_is_good (check->report) && self->fresh)
    genkan_server_products_refresh (self->products);
  self->fresh = FALSE;
}

void
_genkan_server_group_ask (GenkanServerGroup *self)
{
  g_autoptr (GenkanServer) server = _genkan_server_group_dup_typed (self);

  genkan_workspace_test_server_async (self->workspace, server,
                                      _genkan_server_group_get_token (self),
                                      genkan_connection_test_begin (self->test),
                                      genkan_server_group_asked_cb, g_object_ref (self));
}

static void
genkan_server_group_test_cb (GenkanServerGroup *self)
{
  _genkan_server_group_ask (self);
}

static void
genkan_server_group_refused_cb (GenkanServerGroup *self,
                                GenkanReport      *report)
{
  _genkan_server_group_show_answer (self, report, NULL);
}

static void
genkan_server_group_dispose (GObject *object)
{
  GenkanServerGroup *self = GENKAN_SERVER_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (genkan_server_group_parent_class)->dispose (object);
}

static void
genkan_server_group_finalize (GObject *object)
{
  GenkanServerGroup *self = GENKAN_SERVER_GROUP (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->stored, genkan_server_free);
  g_clear_pointer (&self->forgotten, genkan_server_access_free);

  G_OBJECT_CLASS (genkan_server_group_parent_class)->finalize (object);
}

static void
genkan_server_group_class_init (GenkanServerGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_server_group_dispose;
  object_class->finalize = genkan_server_group_finalize;

  g_type_ensure (GENKAN_TYPE_CONNECTION_TEST);
  g_type_ensure (GENKAN_TYPE_SERVER_PENDING);
  g_type_ensure (GENKAN_TYPE_SERVER_PRODUCTS);

  _genkan_server_group_install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/genkan-server-group.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanServerGroup, url);
  gtk_widget_class_bind_template_child (widget_class, GenkanServerGroup, token);
  gtk_widget_class_bind_template_child (widget_class, GenkanServerGroup, more);
  gtk_widget_class_bind_template_child (widget_class, GenkanServerGroup, engagement);
  gtk_widget_class_bind_template_child (widget_class, GenkanServerGroup, ca_file);
  gtk_widget_class_bind_template_child (widget_class, GenkanServerGroup, plain_http);
  gtk_widget_class_bind_template_child (widget_class, GenkanServerGroup, products);
  gtk_widget_class_bind_template_child (widget_class, GenkanServerGroup, pending);
  gtk_widget_class_bind_template_child (widget_class, GenkanServerGroup, removed);
  gtk_widget_class_bind_template_child (widget_class, GenkanServerGroup, test);
  gtk_widget_class_bind_template_callback (widget_class, genkan_server_group_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_server_group_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_server_group_test_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_server_group_refused_cb);
}

static void
genkan_server_group_init (GenkanServerGroup *self)
{
  self->cancellable = g_cancellable_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}

/**
 * genkan_server_group_set_workspace:
 * @self: the group
 * @workspace: of which profile; given once
 */
void
genkan_server_group_set_workspace (GenkanServerGroup *self,
                                   GenkanWorkspace   *workspace)
{
  g_return_if_fail (GENKAN_IS_SERVER_GROUP (self));
  g_return_if_fail (GENKAN_IS_WORKSPACE (workspace));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  genkan_server_products_set_workspace (self->products, workspace);
  genkan_server_pending_set_workspace (self->pending, workspace);
  g_signal_connect_object (genkan_workspace_get_store (workspace), "changed",
                           G_CALLBACK (genkan_server_group_store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  _genkan_server_group_load (self);
  adw_expander_row_set_expanded (self->more, self->stored != NULL &&
                                 (self->stored->ca_file != NULL || self->stored->allow_plain));
}
