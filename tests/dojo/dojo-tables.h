/* dojo-tables.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dojo-stand-in.h"

G_BEGIN_DECLS

/* An answer that is made; JSON unless it has a type. */
typedef struct
{
  guint     status;
  JsonNode *json; /* (owned) (nullable) */
  char     *text; /* (owned) (nullable) */
  char     *type; /* (owned) (nullable) */
} DojoAnswer;

void       dojo_answer_clear   (DojoAnswer    *self);
DojoAnswer dojo_answer_object  (guint          status,
                                JsonObject    *object);
DojoAnswer dojo_answer_detail  (guint          status,
                                const char    *detail);
DojoAnswer dojo_answer_field   (const char    *field,
                                const char    *text);
DojoAnswer dojo_answer_message (guint          status,
                                const char    *message);
DojoAnswer dojo_answer_array   (const char    *format,
                                ...) G_GNUC_PRINTF (1, 2);
DojoAnswer dojo_answer_page    (guint          status,
                                const char    *title);

const char *dojo_get_string    (JsonObject    *object,
                                const char    *name);
gint64      dojo_get_int       (JsonObject    *object,
                                const char    *name);
gboolean    dojo_get_boolean   (JsonObject    *object,
                                const char    *name);
JsonObject *dojo_copy          (JsonObject    *object);
JsonObject *dojo_parse         (const char    *text);

const char *dojo_get_numerical (const char    *severity);
void       dojo_finding_saved  (JsonObject    *before,
                                JsonObject    *finding);
gboolean   dojo_change         (DojoTable      table,
                                JsonObject    *object,
                                JsonObject    *body,
                                DojoAnswer    *ret_answer);
DojoAnswer dojo_close_finding  (JsonObject    *finding,
                                JsonObject    *body);

gboolean   dojo_tables_answer  (DojoStandIn   *self,
                                const char    *method,
                                const char    *path,
                                GHashTable    *query,
                                JsonObject    *body,
                                DojoAnswer    *ret_answer);

/* import-scan and reimport-scan, Finding by Finding: between them other requests are answered. */
typedef struct _DojoImport DojoImport;

DojoImport *dojo_import_begin    (DojoStandIn   *self,
                                  gboolean       again,
                                  SoupMultipart *form,
                                  DojoAnswer    *ret_answer);
gboolean    dojo_import_has_more (DojoImport    *import);
gboolean    dojo_import_step     (DojoImport    *import);
void        dojo_import_abort    (DojoImport    *import);
DojoAnswer  dojo_import_end      (DojoImport    *import);

G_END_DECLS
