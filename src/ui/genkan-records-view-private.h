/* genkan-records-view-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-product-shelf.h"
#include "genkan-record-pane.h"
#include "genkan-records-view.h"

G_BEGIN_DECLS

struct _GenkanRecordsView
{
  GtkWidget          parent_instance;

  GtkWidget         *content;
  GtkSearchEntry    *search;
  GtkMenuButton     *filter;
  GtkCheckButton    *show_new;
  GtkCheckButton    *show_ignored;
  GtkCheckButton    *show_missing;
  GtkCheckButton    *show_good;
  GtkCheckButton    *show_stale;
  GtkWidget         *view_button;
  GenkanProductShelf *shelf;
  GenkanRecordPane  *unmapped;
  GenkanRecordPane  *mapped;
  GtkActionBar      *bar;
  GtkLabel          *selected;
  GtkWidget         *each_button;
  GtkWidget         *ignore_button;
  GtkWidget         *restore_button;
  GtkWidget         *delete_button;
  GtkWidget         *more_button;
  GtkPopoverMenu    *menu;

  GenkanStore       *store;         /* (owned) (nullable) until it is opened */
  gint64             connection_id;
  guint              states;        /* that are shown, as a GenkanRecordList takes them */
  GenkanRecordPane  *active;        /* (unowned): the pane in which something is selected, or was */
  GenkanRecordWidth  width;
  guint              width_idle;
};

void    _genkan_records_view_install_settings (GenkanRecordsView *self);
void    _genkan_records_view_update_shelf     (GenkanRecordsView *self);
void    _genkan_records_view_install_actions  (GtkWidgetClass    *klass);
void    _genkan_records_view_install_sync     (GtkWidgetClass    *klass);
void    _genkan_records_view_update_actions   (GenkanRecordsView *self);
GArray *_genkan_records_view_dup_selected     (GenkanRecordsView *self);
void    _genkan_records_view_edit             (GenkanRecordsView *self,
                                               gint64             id);

G_END_DECLS
