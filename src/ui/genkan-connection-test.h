/* genkan-connection-test.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-workspace.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_CONNECTION_TEST (genkan_connection_test_get_type ())

/**
 * GenkanConnectionTest:
 *
 * A *Test Connection* button that answers in place: what the credentials can see, or what is
 * wrong and what to try. Emits `requested`; who has the settings then calls
 * genkan_connection_test_start().
 */
G_DECLARE_FINAL_TYPE (GenkanConnectionTest, genkan_connection_test, GENKAN, CONNECTION_TEST, GtkWidget)

void          genkan_connection_test_start      (GenkanConnectionTest *self,
                                                 GenkanWorkspace      *workspace,
                                                 GenkanConnection     *connection,
                                                 GHashTable           *secrets);
GCancellable *genkan_connection_test_begin      (GenkanConnectionTest *self);
void          genkan_connection_test_end        (GenkanConnectionTest *self,
                                                 GenkanReport         *report,
                                                 const GError         *error);
void          genkan_connection_test_clear      (GenkanConnectionTest *self);
GenkanReport *genkan_connection_test_get_report (GenkanConnectionTest *self);
void          genkan_connection_test_set_report (GenkanConnectionTest *self,
                                                 GenkanReport         *report);

G_END_DECLS
