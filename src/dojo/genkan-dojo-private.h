/* genkan-dojo-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo.h"

#include "genkan-http-session.h"
#include "genkan-redactor.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

struct _GenkanDojo
{
  GObject parent_instance;

  char              *url;      /* (owned) without the slash at its end */
  char              *token;    /* (owned) */
  GenkanHttpSession *session;  /* (owned) */
  GenkanHttpSession *patient;  /* (owned) for imports */
  GenkanRedactor    *redactor; /* (owned) */
  GenkanRetryPolicy  retry;
  gsize              file_limit;   /* becomes less when the server says that it is too much */
  gint64             settle_time;  /* microseconds */
  gint64             scan_timeout; /* microseconds */
};

/**
 * GenkanDojoCall:
 * @method: GET, POST, PATCH, PUT or DELETE
 * @path: below /api/v2/, with the slash at its end
 * @query: (nullable): encoded
 * @body: (nullable): what to send
 * @content_type: of the body
 * @repeatable: doing it twice is the same as doing it once
 * @patient: waits as long as an import takes
 *
 * One question to the server.
 */
typedef struct
{
  const char *method;
  const char *path;
  const char *query;
  GBytes     *body;
  const char *content_type;
  gboolean    repeatable;
  gboolean    patient;
} GenkanDojoCall;

GenkanHttpRequest *_genkan_dojo_make_request (GenkanDojo            *self,
                                              const GenkanDojoCall  *call);
void               _genkan_dojo_call_async   (GenkanDojo            *self,
                                              const GenkanDojoCall  *call,
                                              GCancellable          *cancellable,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
JsonNode          *_genkan_dojo_call_finish  (GenkanDojo            *self,
                                              GAsyncResult          *result,
                                              GError               **error);
void               _genkan_dojo_close_async  (GenkanDojo            *self,
                                              gint64                 id,
                                              JsonObject            *fields,
                                              GCancellable          *cancellable,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
GError            *_genkan_dojo_redact       (GenkanDojo            *self,
                                              GError                *error);

G_END_DECLS
