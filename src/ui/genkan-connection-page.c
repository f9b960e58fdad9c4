/* genkan-connection-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connection-page.h"

struct _GenkanConnectionPage
{
  GtkWidget        parent_instance;

  GenkanWorkspace *workspace;      /* (owned) */
  gint64           connection_id;
};

G_DEFINE_FINAL_TYPE (GenkanConnectionPage, genkan_connection_page, GTK_TYPE_WIDGET)

static void
genkan_connection_page_dispose (GObject *object)
{
  GenkanConnectionPage *self = GENKAN_CONNECTION_PAGE (object);

  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (genkan_connection_page_parent_class)->dispose (object);
}

static void
genkan_connection_page_class_init (GenkanConnectionPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = genkan_connection_page_dispose;

  g_signal_new ("edit-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
genkan_connection_page_init (GenkanConnectionPage *self)
{
}

GtkWidget *
genkan_connection_page_new (GenkanWorkspace *workspace,
                            gint64           connection_id)
{
  GenkanConnectionPage *self = g_object_new (GENKAN_TYPE_CONNECTION_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  self->connection_id = connection_id;

  return GTK_WIDGET (self);
}
