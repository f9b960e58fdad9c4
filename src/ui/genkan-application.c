/* genkan-application.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens the workspace and windows on it. A command line of a second instance travels to the
 * first, so `genkan --demo` opens a demo beside the window that is there already.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-application.h"

#include "genkan-compat.h"
#include "genkan-settings.h"
#include "genkan-start-window.h"
#include "genkan-window.h"

#include <glib/gi18n.h>

struct _GenkanApplication
{
  AdwApplication     parent_instance;

  char              *folder;      /* (owned): of the profile */
  GenkanWorkspace   *workspace;   /* (owned) (nullable): once it could be opened */
  GtkWidget         *start;       /* (unowned) (nullable): while the workspace cannot be opened */
  GtkWidget         *demo_start;  /* (unowned) (nullable): while a demo starts */
};

G_DEFINE_FINAL_TYPE (GenkanApplication, genkan_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] =
{
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Try Genkan with a stand-in for a tool"), NULL },
  { NULL }
};

static GtkWindow *
find_window (GenkanApplication *self,
             gboolean           demo)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (; windows != NULL; windows = windows->next)
    if (GENKAN_IS_WINDOW (windows->data) &&
        (genkan_window_get_demo (windows->data) != NULL) == demo)
      return windows->data;

  return NULL;
}

static GenkanStartWindow *
ensure_start_window (GenkanApplication  *self,
                     GtkWidget         **place,
                     void              (*retry) (GenkanApplication *))
{
  if (*place == NULL)
    {
      *place = genkan_start_window_new (GTK_APPLICATION (self));
      g_object_add_weak_pointer (G_OBJECT (*place), (gpointer *) place);
      g_signal_connect_object (*place, "retry", G_CALLBACK (retry), self, G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (*place));

  return GENKAN_START_WINDOW (*place);
}

static void
close_start_window (GtkWidget *window)
{
  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
genkan_application_open (GenkanApplication  *self,
                         GError            **error)
{
  g_autoptr (GenkanSecrets) secrets = NULL;

  if (self->workspace != NULL)
    return TRUE;

  secrets = genkan_secrets_new_keyring ();
  self->workspace = genkan_workspace_open (self->folder, secrets, error);

  return self->workspace != NULL;
}

static void
genkan_application_show_main (GenkanApplication *self)
{
  g_autoptr (GError) error = NULL;
  GtkWindow *window = find_window (self, FALSE);

  if (window == NULL && !genkan_application_open (self, &error))
    {
      g_autoptr (GenkanReport) report = genkan_report_new_for_error (error, NULL);

      genkan_start_window_set_report (ensure_start_window (self, &self->start,
                                                           genkan_application_show_main),
                                      _("Genkan Cannot Open Its Database"), report);
      return;
    }

  if (window == NULL)
    window = GTK_WINDOW (genkan_window_new (GTK_APPLICATION (self), self->workspace));
  gtk_window_present (window);
  close_start_window (self->start);
}

static void genkan_application_show_demo (GenkanApplication *self);

static void
genkan_application_demo_ready_cb (GObject      *source,
                                  GAsyncResult *result,
                                  gpointer      user_data)
{
  g_autoptr (GenkanApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanDemo) demo = genkan_demo_new_finish (result, &error);

  if (self->demo_start == NULL)
    return;

  if (demo == NULL)
    {
      g_autoptr (GenkanReport) report = genkan_report_new_for_error (error, NULL);

      genkan_start_window_set_report (GENKAN_START_WINDOW (self->demo_start),
                                      _("The Demo Cannot Start"), report);
      return;
    }

  gtk_window_present (GTK_WINDOW (genkan_window_new_for_demo (GTK_APPLICATION (self), demo)));
  close_start_window (self->demo_start);
}

static void
genkan_application_show_demo (GenkanApplication *self)
{
  GtkWindow *window = find_window (self, TRUE);

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }

  genkan_start_window_set_loading (ensure_start_window (self, &self->demo_start,
                                                        genkan_application_show_demo),
                                   _("Starting the demo…"));
  genkan_demo_new_async (NULL, genkan_application_demo_ready_cb, g_object_ref (self));
}

static void
genkan_application_demo_action (GSimpleAction *action,
                                GVariant      *parameter,
                                gpointer       user_data)
{
  genkan_application_show_demo (user_data);
}

/* Windows are closed one by one: each has something to remember or to finish. */
static void
genkan_application_quit_action (GSimpleAction *action,
                                GVariant      *parameter,
                                gpointer       user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *window = windows; window != NULL; window = window->next)
    gtk_window_close (window->data);
}

static const GActionEntry actions[] =
{
  { "demo", genkan_application_demo_action },
  { "quit", genkan_application_quit_action },
};

static const struct
{
  const char *action;
  const char *accels[3];
} shortcuts[] =
{
  { "app.quit", { "<Control>q" } },
  { "win.add-connection", { "<Control>n" } },
  { "win.discover", { "<Control>d" } },
  { "win.preview-discover", { "<Control><Shift>d" } },
  { "win.sync", { "<Control>s" } },
  { "win.preview-sync", { "<Control><Shift>s" } },
  { "win.edit-connection", { "<Control>e" } },
  { "win.search", { "<Control>f" } },
  { "win.preferences", { "<Control>comma" } },
  { "win.back", { "<Alt>Left" } },
  { "win.switch-pane", { "F6" } },
  { "window.close", { "<Control>w" } },
};

static void
genkan_application_activate (GApplication *application)
{
  genkan_application_show_main (GENKAN_APPLICATION (application));
}

static int
genkan_application_command_line (GApplication            *application,
                                 GApplicationCommandLine *command_line)
{
  GVariantDict *given = g_application_command_line_get_options_dict (command_line);

  if (g_variant_dict_contains (given, "demo"))
    genkan_application_show_demo (GENKAN_APPLICATION (application));
  else
    genkan_application_show_main (GENKAN_APPLICATION (application));

  return 0;
}

static void
genkan_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (genkan_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), shortcuts[i].action,
                                           shortcuts[i].accels);

  gtk_window_set_default_icon_name (APPLICATION_ID);
  genkan_name_menu_items ();
  genkan_settings_follow_color_scheme ();
}

static void
genkan_application_shutdown (GApplication *application)
{
  GenkanApplication *self = GENKAN_APPLICATION (application);

  if (self->workspace != NULL)
    genkan_workspace_close (self->workspace);
  g_clear_object (&self->workspace);

  G_APPLICATION_CLASS (genkan_application_parent_class)->shutdown (application);
}

static void
genkan_application_finalize (GObject *object)
{
  GenkanApplication *self = GENKAN_APPLICATION (object);

  g_free (self->folder);

  G_OBJECT_CLASS (genkan_application_parent_class)->finalize (object);
}

static void
genkan_application_class_init (GenkanApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = genkan_application_finalize;
  application_class->activate = genkan_application_activate;
  application_class->command_line = genkan_application_command_line;
  application_class->startup = genkan_application_startup;
  application_class->shutdown = genkan_application_shutdown;
}

static void
genkan_application_init (GenkanApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * genkan_application_new:
 * @folder: where the profile is, or will be
 *
 * Returns: (transfer full): the application
 */
GenkanApplication *
genkan_application_new (const char *folder)
{
  GenkanApplication *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "resource-base-path", RESOURCE_BASE,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       NULL);
  self->folder = g_strdup (folder);

  return self;
}
