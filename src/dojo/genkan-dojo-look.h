/* genkan-dojo-look.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-object.h"
#include "genkan-dojo.h"

G_BEGIN_DECLS

/**
 * GenkanDojoTestState:
 * @percent_complete: 100 when the last import has ended well
 * @n_imports: how many imports did; grows with each
 * @last_finding: the id of its newest Finding, or 0
 * @saved: a number that is another after the Test was saved
 *
 * What has become of an import whose answer did not come.
 */
typedef struct
{
  gint64 percent_complete;
  gint64 n_imports;
  gint64 last_finding;
  guint  saved;
} GenkanDojoTestState;

void     genkan_dojo_look_async       (GenkanDojo           *self,
                                       gint64                test_id,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean genkan_dojo_look_finish      (GenkanDojo           *self,
                                       GAsyncResult         *result,
                                       GenkanDojoTestState  *ret_state,
                                       GError              **error);
void     genkan_dojo_find_test_async  (GenkanDojo           *self,
                                       gint64                engagement_id,
                                       const char           *title,
                                       const char           *tag,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean genkan_dojo_find_test_finish (GenkanDojo           *self,
                                       GAsyncResult         *result,
                                       GenkanDojoObject    **ret_test,
                                       GError              **error);

G_END_DECLS
