/* genkan-server-bar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-server-bar.h"

#include "genkan-server-check.h"
#include "genkan-store-server.h"

/* Days pass while the window is open. */
#define INTERVAL_SECONDS (15 * 60)

struct _GenkanServerBar
{
  GtkBox       parent_instance;

  GenkanStore *store; /* (owned) (nullable) until it is given */
  guint        timer;

  GtkLabel    *words;
};

G_DEFINE_FINAL_TYPE (GenkanServerBar, genkan_server_bar, GTK_TYPE_BOX)

static void
genkan_server_bar_update (GenkanServerBar *self)
{
  g_autoptr (GenkanServer) server = genkan_store_get_server (self->store, NULL);
  g_autofree char *words = NULL;

  if (server != NULL && genkan_server_is_set (server))
    words = genkan_server_dup_expiry_words (server->token_expiry, g_get_real_time ());

  gtk_label_set_label (self->words, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
}

static gboolean
genkan_server_bar_timer_cb (gpointer user_data)
{
  genkan_server_bar_update (user_data);

  return G_SOURCE_CONTINUE;
}

static void
genkan_server_bar_store_changed_cb (GenkanServerBar   *self,
                                    GenkanStoreTables  tables)
{
  if (self->store != NULL && (tables & GENKAN_STORE_TABLE_SERVER) != 0)
    genkan_server_bar_update (self);
}

static void
genkan_server_bar_dispose (GObject *object)
{
  GenkanServerBar *self = GENKAN_SERVER_BAR (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (genkan_server_bar_parent_class)->dispose (object);
}

static void
genkan_server_bar_class_init (GenkanServerBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = genkan_server_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/genkan-server-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanServerBar, words);
}

static void
genkan_server_bar_init (GenkanServerBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_server_bar_set_store:
 * @self: the bar
 * @store: where the server is; given once
 */
void
genkan_server_bar_set_store (GenkanServerBar *self,
                             GenkanStore     *store)
{
  g_return_if_fail (GENKAN_IS_SERVER_BAR (self));
  g_return_if_fail (GENKAN_IS_STORE (store));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  self->timer = g_timeout_add_seconds (INTERVAL_SECONDS, genkan_server_bar_timer_cb, self);
  g_signal_connect_object (store, "changed", G_CALLBACK (genkan_server_bar_store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  genkan_server_bar_update (self);
}
