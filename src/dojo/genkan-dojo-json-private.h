/* genkan-dojo-json-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode   *_genkan_dojo_json_parse       (const char *text,
                                           gsize       length);
gint64      _genkan_dojo_json_get_int     (JsonObject *object,
                                           const char *name);
gboolean    _genkan_dojo_json_get_boolean (JsonObject *object,
                                           const char *name);
const char *_genkan_dojo_json_get_string  (JsonObject *object,
                                           const char *name);
JsonObject *_genkan_dojo_json_get_object  (JsonObject *object,
                                           const char *name);
JsonArray  *_genkan_dojo_json_get_array   (JsonObject *object,
                                           const char *name);
GBytes     *_genkan_dojo_json_to_bytes    (JsonObject *object);

G_END_DECLS
