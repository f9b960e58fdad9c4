/* genkan-connector.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "genkan-definition.h"

G_BEGIN_DECLS

#define GENKAN_CONNECTOR_ERROR (genkan_connector_error_quark ())

/**
 * GenkanConnectorError:
 * @GENKAN_CONNECTOR_ERROR_INVALID: the connector file has mistakes
 * @GENKAN_CONNECTOR_ERROR_SHAPE: an answer is not what the connector file says (JSON of another
 *   shape, `items` that are absent, a required column that is NULL)
 * @GENKAN_CONNECTOR_ERROR_CUT: an answer ended in the middle
 * @GENKAN_CONNECTOR_ERROR_TOO_LARGE: one item or value is above the sandbox's limit
 * @GENKAN_CONNECTOR_ERROR_SQL: a SELECT failed while it ran
 * @GENKAN_CONNECTOR_ERROR_TIME: a SELECT took longer than the sandbox allows
 * @GENKAN_CONNECTOR_ERROR_NOT_DATA: a web page came where data was expected
 */
typedef enum
{
  GENKAN_CONNECTOR_ERROR_INVALID,
  GENKAN_CONNECTOR_ERROR_SHAPE,
  GENKAN_CONNECTOR_ERROR_CUT,
  GENKAN_CONNECTOR_ERROR_TOO_LARGE,
  GENKAN_CONNECTOR_ERROR_SQL,
  GENKAN_CONNECTOR_ERROR_TIME,
  GENKAN_CONNECTOR_ERROR_NOT_DATA,
} GenkanConnectorError;

GQuark genkan_connector_error_quark (void);

/* A mistake in a connector file: `file:line:column: message`. */
typedef struct
{
  guint line;      /* from 1 */
  guint column;    /* from 1 */
  char *message;   /* (owned) */
} GenkanProblem;

#define GENKAN_TYPE_CONNECTOR (genkan_connector_get_type ())

/* One connector file, read and checked; never changes, so any thread may read it. A file with
 * mistakes is an object too, so that a front end can show them where the connector would be. */
G_DECLARE_FINAL_TYPE (GenkanConnector, genkan_connector, GENKAN, CONNECTOR, GObject)

GenkanConnector        *genkan_connector_new_from_bytes  (GBytes           *bytes,
                                                          const char       *file_name);
GenkanConnector        *genkan_connector_new_from_file   (GFile            *file,
                                                          GError          **error);
const char             *genkan_connector_get_file_name   (GenkanConnector  *self);
GPtrArray              *genkan_connector_get_problems    (GenkanConnector  *self);
gboolean                genkan_connector_is_valid        (GenkanConnector  *self);
const char             *genkan_connector_get_id          (GenkanConnector  *self);
const char             *genkan_connector_get_name        (GenkanConnector  *self);
const char             *genkan_connector_get_vendor      (GenkanConnector  *self);
const GenkanDefinition *genkan_connector_get_definition  (GenkanConnector  *self);

G_END_DECLS
