/* genkan-compat.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every choice between an old and a new GTK or libadwaita. Debian 12 has GTK 4.8 and libadwaita
 * 1.2; what came later is nicer where it exists. Callers see one interface.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GenkanQuestion:
 * @heading: the question
 * @body: (nullable): what happens then
 * @accept: the label of the button that does it
 * @destructive: it takes something away
 *
 * What to ask a person before something is done.
 */
typedef struct
{
  const char *heading;
  const char *body;
  const char *accept;
  gboolean    destructive;
} GenkanQuestion;

void      genkan_ask_async               (GtkWidget             *parent,
                                          const GenkanQuestion  *question,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);
gboolean  genkan_ask_finish              (GAsyncResult          *result,
                                          GError               **error);

void      genkan_dialog_present          (GtkWidget             *content,
                                          const char            *title,
                                          int                    width,
                                          int                    height,
                                          GtkWidget             *parent);
void      genkan_dialog_close            (GtkWidget             *content);

void      genkan_preferences_present     (AdwPreferencesPage    *page,
                                          GtkWidget             *parent);
void      genkan_about_present           (const char            *debug_info,
                                          GtkWidget             *parent);

void      genkan_launch_uri_async        (GtkWidget             *parent,
                                          const char            *uri,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);
gboolean  genkan_launch_uri_finish       (GAsyncResult          *result,
                                          GError               **error);

void      genkan_open_file_async         (GtkWidget             *parent,
                                          const char            *title,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);
GFile    *genkan_open_file_finish        (GAsyncResult          *result,
                                          GError               **error);

void      genkan_save_file_async         (GtkWidget             *parent,
                                          const char            *title,
                                          const char            *name,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);
GFile    *genkan_save_file_finish        (GAsyncResult          *result,
                                          GError               **error);

void      genkan_dispose_template        (GtkWidget             *widget,
                                          GType                  type);

void      genkan_announce                (GtkWidget             *widget,
                                          const char            *text);
void      genkan_name_menu_items         (void);

G_END_DECLS
