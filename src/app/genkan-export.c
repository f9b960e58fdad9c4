/* genkan-export.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Findings into a file: one is read, written and forgotten before the next, so that memory does
 * not grow with their number.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-export-private.h"
#include "genkan-export.h"

/* So much is gathered before it is written. */
#define CHUNK (64 * 1024)

typedef struct
{
  const GenkanExporter *exporter;
  GOutputStream        *stream;
  GCancellable         *cancellable; /* (nullable) */
  GString              *text;        /* (owned) what is not written yet */
  guint                 n_findings;
  GError               *error;       /* (owned) (nullable) */
} GenkanExport;

static const struct
{
  const char           *nick;
  const GenkanExporter *exporter;
} formats[] = {
  [GENKAN_EXPORT_CSV] = { "csv", &genkan_export_csv },
  [GENKAN_EXPORT_GENERIC] = { "generic", &genkan_export_generic },
  [GENKAN_EXPORT_SARIF] = { "sarif", &genkan_export_sarif },
};

/* Returns: (transfer none) (nullable): the text of a column that holds one */
const char *
genkan_export_get_text (JsonObject *columns,
                        const char *name)
{
  return json_object_get_string_member_with_default (columns, name, NULL);
}

/* Returns: (transfer full) (nullable): a text or a number, as text */
char *
genkan_export_dup_text (JsonObject *columns,
                        const char *name)
{
  JsonNode *node = json_object_get_member (columns, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);

  return json_to_string (node, FALSE);
}

/* Returns: (transfer none) (nullable) */
JsonArray *
genkan_export_get_list (JsonObject *columns,
                        const char *name)
{
  JsonNode *node = json_object_get_member (columns, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

void
genkan_export_append (GString    *text,
                      JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *json = json_to_string (node, FALSE);

  g_string_append (text, json);
}

static gboolean
flush (GenkanExport *self)
{
  gboolean written = g_output_stream_write_all (self->stream, self->text->str, self->text->len,
                                                NULL, self->cancellable, &self->error);

  g_string_truncate (self->text, 0);

  return written;
}

static JsonNode *
parse_columns (const GenkanFindingFields *finding)
{
  JsonNode *node = json_from_string (finding->fields, NULL);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return node;

  g_clear_pointer (&node, json_node_unref);

  return json_node_init_object (json_node_alloc (), json_object_new ());
}

static gboolean
write_finding_cb (GenkanFinding *finding,
                  gpointer       user_data)
{
  GenkanExport *self = user_data;
  const GenkanFindingFields *fields = genkan_finding_get (finding);
  g_autoptr (JsonNode) columns = parse_columns (fields);

  if (self->n_findings++ > 0)
    g_string_append (self->text, self->exporter->between);
  self->exporter->append (self->text, fields, json_node_get_object (columns));

  return self->text->len < CHUNK || flush (self);
}

/**
 * genkan_export_format_from_nick:
 * @nick: (nullable): "csv", "generic" or "sarif"
 * @ret_format: (out): the format
 *
 * Returns: whether it is one
 */
gboolean
genkan_export_format_from_nick (const char         *nick,
                                GenkanExportFormat *ret_format)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (nick, formats[i].nick) == 0)
      {
        *ret_format = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * genkan_export_findings:
 * @store: a store
 * @query: which Findings
 * @format: how
 * @stream: where to; it stays open
 * @cancellable: (nullable): what it wrote until then is no whole file
 * @ret_n_findings: (out) (optional): how many there were
 *
 * Writes Findings, the worst first.
 *
 * Returns: whether all of them were written
 */
gboolean
genkan_export_findings (GenkanStore               *store,
                        const GenkanFindingQuery  *query,
                        GenkanExportFormat         format,
                        GOutputStream             *stream,
                        GCancellable              *cancellable,
                        guint                     *ret_n_findings,
                        GError                   **error)
{
  const GenkanExporter *exporter = formats[format].exporter;
  g_autoptr (GString) text = g_string_new (exporter->head);
  GenkanExport self = {
    .exporter = exporter, .stream = stream, .cancellable = cancellable, .text = text,
  };

  if (!genkan_store_foreach_finding (store, query, write_finding_cb, &self, error))
    return FALSE;

  g_string_append (text, exporter->tail);
  if (self.error == NULL)
    flush (&self);
  if (self.error != NULL)
    {
      g_propagate_error (error, self.error);
      return FALSE;
    }

  if (ret_n_findings != NULL)
    *ret_n_findings = self.n_findings;

  return TRUE;
}
