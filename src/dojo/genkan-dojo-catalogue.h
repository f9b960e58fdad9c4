/* genkan-dojo-catalogue.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo.h"

G_BEGIN_DECLS

/**
 * GenkanDojoProduct:
 * @id: its number
 * @name: its name
 * @type_id: of its Product Type
 * @type_name: the Product Type's name; empty if the user of the token may not see it
 * @marks: the marks of the Records that are mapped to it, by whichever installation
 *
 * A Product as DefectDojo has it.
 */
typedef struct
{
  gint64   id;
  char    *name;
  gint64   type_id;
  char    *type_name;
  char   **marks;
} GenkanDojoProduct;

/**
 * GenkanDojoProgressFunc:
 * @n_read: how many Products were read
 * @n_all: of how many
 * @user_data: what was given with it
 *
 * Called after each page, in the thread of the client.
 */
typedef void (*GenkanDojoProgressFunc) (guint n_read, guint n_all, gpointer user_data);

void       genkan_dojo_list_catalogue_async  (GenkanDojo              *self,
                                              GenkanDojoProgressFunc   progress,
                                              gpointer                 progress_data,
                                              GCancellable            *cancellable,
                                              GAsyncReadyCallback      callback,
                                              gpointer                 user_data);
GPtrArray *genkan_dojo_list_catalogue_finish (GenkanDojo              *self,
                                              GAsyncResult            *result,
                                              GPtrArray              **ret_types,
                                              GError                 **error);

G_END_DECLS
