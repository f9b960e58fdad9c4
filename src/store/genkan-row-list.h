/* genkan-row-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_ROW_LIST (genkan_row_list_get_type ())

/**
 * GenkanRowList:
 *
 * Rows of the store as a list model: a million of them open as fast as a hundred.
 *
 * Properties: `n-items`, `n-total` (whatever is searched for) and `loading` (the answer to what
 * was asked last is not there yet). Signal: `settled (gboolean anew)`, when all that came and went
 * was told. Belongs to the thread that opened the store.
 */
G_DECLARE_DERIVABLE_TYPE (GenkanRowList, genkan_row_list, GENKAN, ROW_LIST, GObject)

/* What a list has to know of its rows; internal to the store. */
typedef struct _GenkanRowKind GenkanRowKind;

struct _GenkanRowListClass
{
  GObjectClass parent_class;

  const GenkanRowKind *(*get_kind) (void);
};

guint         genkan_row_list_get_n_total (GenkanRowList *self);
gboolean      genkan_row_list_get_loading (GenkanRowList *self);
gint64        genkan_row_list_get_id      (GenkanRowList *self,
                                           guint          position);
const gint64 *genkan_row_list_peek_ids    (GenkanRowList *self,
                                           guint          position,
                                           guint          n_rows);
int           genkan_row_list_find        (GenkanRowList *self,
                                           gint64         id);

G_END_DECLS
