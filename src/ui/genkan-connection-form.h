/* genkan-connection-form.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-connection.h"
#include "genkan-connector.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_CONNECTION_FORM (genkan_connection_form_get_type ())

/* The fields of a connector file, and the steps to a key. Emits "changed", and "entered" when
 * Enter was pressed in a field. */
G_DECLARE_FINAL_TYPE (GenkanConnectionForm, genkan_connection_form, GENKAN, CONNECTION_FORM, GtkWidget)

GtkWidget  *genkan_connection_form_new   (GenkanConnector      *connector,
                                          GenkanConnection     *connection);
gboolean    genkan_connection_form_check (GenkanConnectionForm *self);
GHashTable *genkan_connection_form_apply (GenkanConnectionForm *self,
                                          GenkanConnection     *connection);

G_END_DECLS
