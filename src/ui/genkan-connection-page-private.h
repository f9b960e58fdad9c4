/* genkan-connection-page-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connection-page.h"
#include "genkan-findings-view.h"
#include "genkan-operations-view.h"
#include "genkan-progress-view.h"
#include "genkan-records-view.h"
#include "genkan-time-label.h"

G_BEGIN_DECLS

struct _GenkanConnectionPage
{
  GtkWidget             parent_instance;

  AdwWindowTitle       *title;
  GtkWidget            *discover;
  GtkWidget            *sync;
  GtkLabel             *where;
  GtkWidget            *last;
  GtkWidget            *dot;        /* between where it is and when it was asked last */
  GtkLabel             *last_kind;
  GenkanTimeLabel      *last_time;
  GenkanProgressView   *progress;
  GtkStack             *states;
  AdwStatusPage        *error;
  AdwViewStack         *views;
  GtkStack             *records_states;
  AdwStatusPage        *nothing;
  GtkWidget            *nothing_log;
  GenkanRecordsView    *records;
  GenkanFindingsView   *findings;
  GenkanOperationsView *operations;

  GenkanWorkspace      *workspace;     /* (owned) */
  GenkanConnection     *connection;    /* (owned) (nullable) when it could not be read */
  gint64                connection_id;
  GenkanActivity       *activity;      /* (owned) (nullable): what runs now */
};

void                    _genkan_connection_page_install_actions (GtkWidgetClass       *klass);
void                    _genkan_connection_page_update_actions  (GenkanConnectionPage *self);
void                    _genkan_connection_page_install_sync    (GtkWidgetClass       *klass);
void                    _genkan_connection_page_update_sync     (GenkanConnectionPage *self);
void                    _genkan_connection_page_tell_results    (GtkWidget            *widget,
                                                                 GenkanStore          *store,
                                                                 GenkanOperation      *operation,
                                                                 const char           *text);
void                    _genkan_connection_page_install_deliver (GtkWidgetClass       *klass);
void                    _genkan_connection_page_update_deliver  (GenkanConnectionPage *self);
void                    _genkan_connection_page_install_files   (GtkWidgetClass       *klass);
void                    _genkan_connection_page_update_files    (GenkanConnectionPage *self);
gboolean                _genkan_connection_page_has_assets      (GenkanConnectionPage *self);
const GenkanDefinition *_genkan_connection_page_get_definition  (GenkanConnectionPage *self);
char                   *_genkan_connection_page_dup_tool_uri    (GenkanConnectionPage *self);

G_END_DECLS
