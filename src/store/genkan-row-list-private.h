/* genkan-row-list-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the store: what the parts of a list of rows share.
 */

#pragma once

#include "genkan-row-cache.h"
#include "genkan-row-kind.h"
#include "genkan-store-private.h"

G_BEGIN_DECLS

typedef struct
{
  GenkanStore         *store;       /* (owned) */
  const GenkanRowKind *kind;
  gpointer             query;       /* (owned) (nullable) until it is opened */
  GenkanRowCache      *cache;       /* (owned) */
  guint                n_total;
  gboolean             loading;

  GArray              *ids;         /* (owned) (element-type gint64) */
  GArray              *old_ids;     /* (owned) (nullable) while edits are told: what was before */
  guint                split_new;   /* up to here the list is `ids` … */
  guint                split_old;   /* … and goes on from here with `old_ids` */

  GCancellable        *cancellable; /* (owned) (nullable) of the worker that runs */
  gboolean             anew;        /* it answers another question than the one before */
  gboolean             refresh_again;
} GenkanRowListPrivate;

GenkanRowListPrivate *_genkan_row_list_get_private      (GenkanRowList       *self);
void                  _genkan_row_list_set_loading      (GenkanRowList       *self,
                                                         gboolean             loading);
void                  _genkan_row_list_set_n_total      (GenkanRowList       *self,
                                                         guint                n_total);
void                  _genkan_row_list_settle           (GenkanRowList       *self,
                                                         guint                n_before,
                                                         gboolean             anew);
void                  _genkan_row_list_store_changed_cb (GenkanRowList       *self,
                                                         guint                tables,
                                                         gint64               connection_id);
gint64                _genkan_row_list_id_at            (GenkanRowList       *self,
                                                         guint                position);
void                  _genkan_row_list_model_init       (GListModelInterface *iface);

G_END_DECLS
