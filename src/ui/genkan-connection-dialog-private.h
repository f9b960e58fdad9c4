/* genkan-connection-dialog-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the dialog share.
 */

#pragma once

#include "genkan-connection-dialog.h"

#include "genkan-connection-form.h"
#include "genkan-connection-test.h"
#include "genkan-connector-grid.h"
#include "genkan-rules-fields.h"

G_BEGIN_DECLS

struct _GenkanConnectionDialog
{
  GtkWidget             parent_instance;

  GenkanWorkspace      *workspace;    /* (owned) */
  GenkanConnector      *connector;    /* (owned) (nullable): once one is chosen */
  GenkanConnection     *connection;   /* (owned) (nullable): what will be saved */
  GHashTable           *secrets;      /* (owned) (nullable) (element-type utf8 utf8) */
  GCancellable         *cancellable;  /* (owned): of saving */
  gboolean              editing;
  gboolean              discover;     /* what Save was asked with */

  GenkanConnectionForm *form;         /* (unowned) (nullable): on the page `connect` */
  GenkanRulesFields    *rules;        /* (unowned) (nullable): on the last page */

  AdwToastOverlay      *toasts;
  AdwWindowTitle       *title;
  GtkWidget            *import;
  GtkWidget            *back;
  GtkWidget            *next;
  GtkWidget            *save;
  GtkStack             *stack;
  GenkanConnectorGrid  *tools;
  GtkWidget            *edit_label_group;
  AdwEntryRow          *edit_label;
  AdwBin               *form_place;
  GenkanConnectionTest *test;
  AdwBin               *edit_rules_place;
  GtkWidget            *remove;
  AdwEntryRow          *label;
  GenkanConnectionTest *answer;
  AdwBin               *rules_place;
};

void _genkan_connection_dialog_apply          (GenkanConnectionDialog *self);
void _genkan_connection_dialog_fill_in        (GenkanConnectionDialog *self,
                                               GenkanConnection       *connection);
void _genkan_connection_dialog_install_import (GtkWidgetClass         *widget_class);
void _genkan_connection_dialog_install_save   (GtkWidgetClass         *widget_class);

G_END_DECLS
